/* prices.c - better prices of the rows that blocks share.
 *
 * At some prices, a block's optimum says what more it would prove, at most, at others: less the
 * price of what it takes.  The best prices by all that was said so far, not too far from the best
 * that were tried, are tried next (cutting planes in a trust region: Kelley 1960; Marsten, Hogan
 * and Blankenship 1975), each row with a range of its own, which grows as long as its price runs
 * against the end and shrinks where a step was too long.  Short steps first: blocks are the longer
 * in coming to an optimum the further it has moved.
 */
#include <math.h>
#include <string.h>

#include "apart.h"

/* A small program: prices, in parts of the bound for all that there is of the row, and what each
 * block and all that is of none prove, in parts of the bound. */
struct master {
    struct apart *p;
    struct arena *arena;
    struct matrix *m;
    struct lp *lp;
    int n, *row;               /* common rows */
    double unit;               /* of the bound */
    double *best, *range, *tried; /* [n] in its units */
    unsigned char **basis;     /* [n_blocks] where each block was at the best */
    double *x;                 /* [columns of the whole] */
    int *column;               /* [n + 1] scratch: a row of the small program */
    double *value;
    double *taken;             /* [n_blocks + 1][n] of each row by each block; the last: by none */
};

static double price_unit(const struct master *t, int k)
{
    return t->unit / t->p->size[t->row[k]];
}

static void choose_rows(struct master *t)
{
    const struct matrix *m = t->p->s->m;
    t->row = NEW_ARRAY(t->arena, int, m->n_rows);
    for (int i = 0; i < m->n_rows; i++)
        if (m->row_block[i] < 0 && (isfinite(m->row_lower[i]) || isfinite(m->row_upper[i])))
            t->row[t->n++] = i;
}

static struct master master_new(struct apart *p, double bound)
{
    const double FAR = 100, RANGE = 1e-5; /* in the master's units */
    struct master t = { .p = p, .arena = arena_new(), .unit = fmax(1, fabs(bound)) };
    const struct matrix *of = p->s->m;
    choose_rows(&t);
    struct matrix *m = t.m = NEW(t.arena, struct matrix);
    m->n_cols = t.n + of->n_blocks + 1;
    m->start = NEW_ARRAY(t.arena, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(t.arena, int, 1);
    m->value = NEW_ARRAY(t.arena, double, 1);
    m->col_lower = NEW_ARRAY(t.arena, double, m->n_cols);
    m->col_upper = NEW_ARRAY(t.arena, double, m->n_cols);
    m->cost = NEW_ARRAY(t.arena, double, m->n_cols);
    t.best = NEW_ARRAY(t.arena, double, t.n);
    t.range = NEW_ARRAY(t.arena, double, t.n);
    t.tried = NEW_ARRAY(t.arena, double, m->n_cols);
    t.basis = NEW_ARRAY(t.arena, unsigned char *, of->n_blocks);
    for (int b = 0; b < of->n_blocks; b++)
        t.basis[b] = arena_alloc(t.arena, apart_basis_size(p, b), 1);
    t.column = NEW_ARRAY(t.arena, int, t.n + 1);
    t.value = NEW_ARRAY(t.arena, double, t.n + 1);
    t.x = NEW_ARRAY(t.arena, double, of->n_cols);
    t.taken = NEW_ARRAY(t.arena, double, (size_t)(of->n_blocks + 1) * (size_t)t.n);
    for (int k = 0; k < t.n; k++) {
        t.best[k] = t.tried[k] = p->price[t.row[k]] / price_unit(&t, k);
        t.range[k] = RANGE;
    }
    for (int j = t.n; j < m->n_cols; j++) {
        m->col_lower[j] = -FAR;
        m->col_upper[j] = FAR;
        m->cost[j] = -1;
    }
    t.lp = lp_new(m, m->cost);
    return t;
}

static void master_free(struct master *t)
{
    lp_free(t->lp);
    arena_free(t->arena);
}

/* ---- what was said ---- */

static void sum_taken(struct master *t)
{
    const struct search *s = t->p->s;
    int none = s->m->n_blocks;
    apart_optimum(t->p, t->x);
    memset(t->taken, 0, (size_t)(none + 1) * (size_t)t->n * sizeof *t->taken);
    for (int k = 0; k < t->n; k++)
        for (int64_t e = s->rows.start[t->row[k]]; e < s->rows.start[t->row[k] + 1]; e++) {
            int j = s->rows.column[e], b = s->m->col_block[j] < 0 ? none : s->m->col_block[j];
            t->taken[(size_t)b * (size_t)t->n + (size_t)k] += s->rows.value[e] * t->x[j];
        }
}

/* What the row is worth for each unit of its price there. */
static double side_of(const struct matrix *m, int i, double price)
{
    return isinf(m->row_lower[i]) || (price < 0 && isfinite(m->row_upper[i])) ? m->row_upper[i]
                                                                              : m->row_lower[i];
}

/* The block proves at most what it proves here, and less of what it takes as prices rise. */
static void say(struct master *t, int b, double proven)
{
    const double NOTHING = 1e-9; /* rounding, at which GLPK's scaling goes astray */
    const struct matrix *of = t->p->s->m;
    const double *taken = t->taken + (size_t)b * (size_t)t->n;
    int n = 0;
    double most = proven / t->unit;
    for (int k = 0; k < t->n; k++) {
        double side = b == of->n_blocks ? side_of(of, t->row[k], t->tried[k]) : 0,
               slope = (side - taken[k]) / t->p->size[t->row[k]];
        if (fabs(slope) > NOTHING) {
            t->column[n] = k;
            t->value[n++] = -slope;
            most -= slope * t->tried[k];
        }
    }
    t->column[n] = t->n + b;
    t->value[n++] = 1;
    lp_add_cut(t->lp, &(struct cut){ n, t->column, t->value, -INFINITY, most, 0 });
}

static double try_prices(struct master *t)
{
    struct apart *p = t->p;
    int n = p->s->m->n_blocks;
    for (int k = 0; k < t->n; k++)
        p->price[t->row[k]] = t->tried[k] * price_unit(t, k);
    double bound = apart_solve(p);
    sum_taken(t);
    for (int b = 0; b < n; b++)
        say(t, b, p->part[b].bound);
    say(t, n, p->constant);
    return bound;
}

/* ---- the next ---- */

/* A price has the sign of the sides that its row has. */
static void set_ranges(struct master *t)
{
    const struct matrix *m = t->p->s->m;
    for (int k = 0; k < t->n; k++) {
        double low = t->best[k] - t->range[k], high = t->best[k] + t->range[k];
        if (isinf(m->row_lower[t->row[k]]))
            lp_set_bounds(t->lp, k, fmin(low, 0), fmin(high, 0));
        else if (isinf(m->row_upper[t->row[k]]))
            lp_set_bounds(t->lp, k, fmax(low, 0), fmax(high, 0));
        else
            lp_set_bounds(t->lp, k, low, high);
    }
}

static bool next_prices(struct master *t, double *promise)
{
    set_ranges(t);
    enum lp_answer a = lp_solve(t->lp, DUAL, t->p->s->until, t->p->s->stop);
    if (a != LP_OPTIMAL)
        return false;
    lp_x(t->lp, t->tried);
    *promise = -lp_objective(t->lp) * t->unit;
    return true;
}

/* Of the prices that ran against the end of their range; false: none did. */
static bool widen_ranges(struct master *t)
{
    const double WIDER = 3;
    bool any = false;
    for (int k = 0; k < t->n; k++)
        if (fabs(t->tried[k] - t->best[k]) > 0.99 * t->range[k]) {
            t->range[k] *= WIDER;
            any = true;
        }
    return any;
}

/* After a step that was no gain, of what it promised. */
static void narrow_ranges(struct master *t, double lost, double promised)
{
    const double NARROWER = lost > promised ? 0.25 : 0.6;
    for (int k = 0; k < t->n; k++)
        t->range[k] *= NARROWER;
}

static void keep_best(struct master *t)
{
    memcpy(t->best, t->tried, (size_t)t->n * sizeof *t->best);
    for (int b = 0; b < t->p->s->m->n_blocks; b++)
        apart_get_basis(t->p, b, t->basis[b]);
}

void apart_move(struct apart *p, int steps, double until)
{
    const double ENOUGH = 5e-5; /* of the bound: a promise worth trying */
    double promise, bound = apart_solve(p);
    struct master t = master_new(p, bound);
    try_prices(&t);
    keep_best(&t);
    for (int step = 0; step < steps && seconds_now() < until && !out_of_time(p->s); step++) {
        if (!next_prices(&t, &promise))
            break;
        if (promise - bound < ENOUGH * t.unit) {
            if (!widen_ranges(&t))
                break;
            continue;
        }
        double now = try_prices(&t);
        if (now > bound) {
            widen_ranges(&t);
            bound = now;
            keep_best(&t);
            apart_tell(p);
        } else {
            narrow_ranges(&t, bound - now, promise - bound);
        }
    }
    for (int k = 0; k < t.n; k++)
        p->price[t.row[k]] = t.best[k] * price_unit(&t, k);
    apart_go_back(p, t.basis);
    master_free(&t);
}
