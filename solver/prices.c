/* prices.c - better prices of the rows that blocks share.
 *
 * At some prices, a block's optimum says what more it would prove, at most, at others: less the
 * price of what it takes.  The best prices by all that was said so far, not too far from the best
 * that were tried, are where to go next (cutting planes in a trust region: Kelley 1960; Marsten,
 * Hogan and Blankenship 1975), each row with a range of its own, which grows as long as its price
 * runs against the end and shrinks where a step was too long.  A part of the way there is tried,
 * which is nearer to the middle of what is open (smoothing, Wentges 1997), and blocks are asked one
 * after another as long as there is something to gain: those first that were promised too much.
 */
#include <math.h>
#include <string.h>

#include "apart.h"

/* A small program: prices, in parts of the bound for all that there is of the row, and what each
 * block and all that is of none prove, in parts of the bound. */
struct master {
    struct apart *p;
    struct arena *arena;
    struct lp *lp;
    int n, *row;               /* common rows */
    double unit;               /* of the bound */
    struct effort effort;      /* its until: not after the search's */
    double was, since;         /* the bound when it was last looked whether it is worth the time */
    double *best, *range;      /* [n] in its units */
    double *furthest, *tried;  /* [columns of the small program] its optimum, and on the way */
    unsigned char **basis;     /* [n_blocks] where each block was at the best */
    int *place;                /* [rows of the whole] of a common row in `row`, or -1 */
    int in_vain;               /* all the way to the furthest, without a gain */
    int *order;                /* [n_blocks] in which blocks are asked */
    double *excess;            /* [n_blocks + 1] what was promised of each and not proven */
    struct cut *said;          /* [n_said] the rows of the small program; the last column of each is
                                  the block's, of value 1 */
    int n_said, room_said;
    struct wholes { int n, *column; double *value; } *then; /* [n_said] of the block, not at 0 */
    int n_then, room_then;
    int *column;               /* [n + 1] scratch: one of them */
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
    t->place = NEW_ARRAY(t->arena, int, m->n_rows);
    for (int i = 0; i < m->n_rows; i++) {
        bool counts = m->row_block[i] < 0 &&
                      (isfinite(m->row_lower[i]) || isfinite(m->row_upper[i]));
        t->place[i] = counts ? t->n : -1;
        if (counts)
            t->row[t->n++] = i;
    }
}

static struct master master_new(struct apart *p, double bound, const struct effort *e)
{
    const double FAR = 100, RANGE = 1e-4, OF_ONE = 2.3e-3; /* in the master's units */
    struct master t = { .p = p, .arena = arena_new(), .unit = fmax(1, fabs(bound)), .effort = *e };
    t.effort.until = fmin(e->until, p->s->until);
    const struct matrix *of = p->s->m;
    choose_rows(&t);
    struct matrix *m = NEW(t.arena, struct matrix);
    m->n_cols = t.n + of->n_blocks + 1;
    m->start = NEW_ARRAY(t.arena, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(t.arena, int, 1);
    m->value = NEW_ARRAY(t.arena, double, 1);
    m->col_lower = NEW_ARRAY(t.arena, double, m->n_cols);
    m->col_upper = NEW_ARRAY(t.arena, double, m->n_cols);
    m->cost = NEW_ARRAY(t.arena, double, m->n_cols);
    t.best = NEW_ARRAY(t.arena, double, t.n);
    t.range = NEW_ARRAY(t.arena, double, t.n);
    t.furthest = NEW_ARRAY(t.arena, double, m->n_cols);
    t.tried = NEW_ARRAY(t.arena, double, m->n_cols);
    t.basis = NEW_ARRAY(t.arena, unsigned char *, of->n_blocks);
    for (int b = 0; b < of->n_blocks; b++)
        t.basis[b] = arena_alloc(t.arena, apart_basis_size(p, b), 1);
    t.column = NEW_ARRAY(t.arena, int, t.n + 1);
    t.value = NEW_ARRAY(t.arena, double, t.n + 1);
    t.order = NEW_ARRAY(t.arena, int, of->n_blocks);
    t.excess = NEW_ARRAY(t.arena, double, of->n_blocks + 1);
    for (int b = 0; b < of->n_blocks; b++)
        t.order[b] = b;
    t.taken = NEW_ARRAY(t.arena, double, (size_t)(of->n_blocks + 1) * (size_t)t.n);
    for (int k = 0; k < t.n; k++) {
        t.best[k] = t.tried[k] = p->price[t.row[k]] / price_unit(&t, k);
        t.range[k] = e->range * fmin(RANGE, OF_ONE / of->n_blocks);
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

static void take_column(struct master *t, int b, int j, double x)
{
    const struct matrix *m = t->p->s->m;
    double *taken = t->taken + (size_t)b * (size_t)t->n;
    for (int64_t e = m->start[j]; (x > 0 || x < 0) && e < m->start[j + 1]; e++)
        if (t->place[m->row[e]] >= 0)
            taken[t->place[m->row[e]]] += m->value[e] * x;
}

/* By block b, or, n_blocks, by columns without one. */
static void sum_taken(struct master *t, int b)
{
    const struct apart *p = t->p;
    const struct matrix *m = p->s->m;
    memset(t->taken + (size_t)b * (size_t)t->n, 0, (size_t)t->n * sizeof *t->taken);
    for (int c = 0; b < m->n_blocks && c < p->part[b].m.n_cols; c++)
        take_column(t, b, p->part[b].column[c], p->block[b].x[c]);
    for (int j = 0; b == m->n_blocks && j < m->n_cols; j++)
        if (m->col_block[j] < 0)
            take_column(t, b, j, apart_alone(p, j));
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
    struct cut *c = PUSH(t->arena, t->said, t->n_said, t->room_said);
    *c = (struct cut){ n, longer(t->arena, t->column, n, n, sizeof *t->column),
                       longer(t->arena, t->value, n, n, sizeof *t->value), -INFINITY, most, 0 };
    lp_add_cut(t->lp, c);
}

static void note_wholes(struct master *t, int b)
{
    const struct apart *p = t->p;
    const struct part *part = b < p->s->m->n_blocks ? &p->part[b] : NULL;
    struct wholes *w = PUSH(t->arena, t->then, t->n_then, t->room_then);
    *w = (struct wholes){ 0 };
    int room = 0, room_value = 0;
    for (int c = 0; p->mean && part && c < part->m.n_cols; c++)
        if (part->m.integer[c] && (p->block[b].x[c] > 0 || p->block[b].x[c] < 0)) {
            int n = w->n;
            *PUSH(t->arena, w->column, w->n, room) = part->column[c];
            *PUSH(t->arena, w->value, n, room_value) = p->block[b].x[c];
        }
}

/* What is proven of block b, less than was promised of it. */
static void hear(struct master *t, int b)
{
    const struct apart *p = t->p;
    double proven = b < p->s->m->n_blocks ? p->part[b].bound : p->constant;
    sum_taken(t, b);
    say(t, b, proven);
    note_wholes(t, b);
    t->excess[b] = t->tried[t->n + b] * t->unit - proven;
}

static bool is_over(const struct master *t)
{
    return seconds_now() >= t->effort.until || out_of_time(t->p->s);
}

/* Blocks one after another, those first of which too much was promised before, as long as what they
 * prove and what is promised of the others is more than `least`. */
static double try_prices(struct master *t, double promise, double least)
{
    struct apart *p = t->p;
    int n = p->s->m->n_blocks;
    for (int k = 0; k < t->n; k++)
        p->price[t->row[k]] = t->tried[k] * price_unit(t, k);
    apart_price(p);
    put_largest_first(t->order, n, t->excess);
    hear(t, n);
    promise -= t->excess[n];
    for (int k = 0; k < n && promise > least; k++) {
        int b = t->order[k];
        apart_solve_block(p, b, t->effort.until);
        if (is_over(t))
            return -INFINITY; /* what it stands at is no optimum: nothing is heard of it */
        hear(t, b);
        promise -= t->excess[b];
    }
    return promise;
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

/* Of which a row of the small program says something. */
static int block_of(const struct master *t, int row)
{
    return t->said[row].column[t->said[row].n - 1] - t->n;
}

/* Of each block, the least of what was said, at the prices tried; returns the sum. */
static double promised(struct master *t)
{
    double sum = 0, *most = t->tried + t->n;
    int n = t->p->s->m->n_blocks;
    for (int b = 0; b <= n; b++)
        most[b] = INFINITY;
    for (int i = 0; i < t->n_said; i++) {
        const struct cut *c = &t->said[i];
        double v = c->upper;
        for (int k = 0; k < c->n - 1; k++)
            v -= c->value[k] * t->tried[c->column[k]];
        most[block_of(t, i)] = fmin(most[block_of(t, i)], v);
    }
    for (int b = 0; b <= n; b++)
        sum += most[b];
    return sum * t->unit;
}

static bool next_prices(struct master *t, double until)
{
    set_ranges(t);
    if (lp_solve(t->lp, DUAL, until, t->p->s->stop) != LP_OPTIMAL)
        return false;
    lp_x(t->lp, t->furthest);
    return true;
}

/* Returns what is promised there. */
static double go_part_of_the_way(struct master *t, double part)
{
    for (int k = 0; k < t->n; k++)
        t->tried[k] = t->best[k] + part * (t->furthest[k] - t->best[k]);
    return promised(t);
}

/* Of the prices that ran against the end of their range; false: none did, or far enough. */
static bool widen_ranges(struct master *t, double wider)
{
    const double FAR_ENOUGH = 1;
    bool any = false;
    for (int k = 0; k < t->n; k++)
        if (t->range[k] < FAR_ENOUGH &&
            fabs(t->furthest[k] - t->best[k]) > 0.99 * t->range[k]) {
            t->range[k] *= wider;
            any = true;
        }
    return any;
}

static void narrow_ranges(struct master *t, double narrower)
{
    for (int k = 0; k < t->n; k++)
        t->range[k] *= narrower;
}

static void keep_best(struct master *t)
{
    memcpy(t->best, t->tried, (size_t)t->n * sizeof *t->best);
    for (int b = 0; b < t->p->s->m->n_blocks; b++)
        apart_get_basis(t->p, b, t->basis[b]);
}

/* False: there is nothing to be gained any more, or it is not found. */
static bool step(struct master *t, double *bound)
{
    enum { PATIENCE = 5 };
    const double PART = 0.2, NOTHING_MORE = 0.3; /* of the way; of what is little */
    double least = t->effort.little * t->unit;
    if (!next_prices(t, t->effort.until))
        return false;
    double promise = go_part_of_the_way(t, PART);
    bool little = promise - *bound < least;
    if (little && widen_ranges(t, 3))
        return true;
    if (little)
        promise = go_part_of_the_way(t, 1);
    if (promise - *bound < NOTHING_MORE * least)
        return false;
    double now = try_prices(t, promise, *bound);
    if (is_over(t))
        return false; /* blocks may not be at their optimum: it goes back to where they were */
    if (now > *bound) {
        widen_ranges(t, 1.5);
        keep_best(t);
        *bound = now;
        apart_tell(t->p);
        return true;
    }
    narrow_ranges(t, 0.8);
    t->in_vain += little;
    return t->in_vain < PATIENCE;
}

/* At the best prices a block may be as well off with all of a row as with nothing.  In the shares
 * in which the small program takes up what was said (its duals: Dantzig and Wolfe 1960), blocks
 * take together what there is.  Of a block whose shares do not add up nothing is known. */
static void take_mean(struct master *t)
{
    const double ALL = 0.999;
    struct apart *p = t->p;
    if (!p->mean || !next_prices(t, p->s->until))
        return;
    int n_blocks = p->s->m->n_blocks;
    double *y = NEW_ARRAY(t->arena, double, t->n_said),
           *sum = NEW_ARRAY(t->arena, double, n_blocks + 1);
    lp_dual(t->lp, y);
    for (int i = 0; i < t->n_said; i++)
        sum[block_of(t, i)] -= y[i];
    for (int b = 0; b < n_blocks; b++)
        for (int c = 0; c < p->part[b].m.n_cols && sum[b] > ALL; c++)
            p->mean[p->part[b].column[c]] = 0;
    for (int i = 0; i < t->n_said; i++)
        for (int k = 0; k < t->then[i].n && sum[block_of(t, i)] > ALL; k++)
            p->mean[t->then[i].column[k]] -= y[i] / sum[block_of(t, i)] * t->then[i].value[k];
}

/* Whether the time since then was well spent. */
static bool is_worth_it(struct master *t, double bound)
{
    double took = seconds_now() - t->since;
    if (took < t->effort.patience)
        return true;
    bool is = bound - t->was >= t->effort.worth * t->unit * took;
    t->was = bound;
    t->since += took;
    return is;
}

bool apart_move(struct apart *p, const struct effort *e)
{
    enum { MOST_STEPS = 400 };
    double bound = apart_solve(p);
    if (seconds_now() > e->until)
        return false;
    struct master t = master_new(p, bound, e);
    try_prices(&t, INFINITY, -INFINITY);
    keep_best(&t);
    memset(t.excess, 0, (size_t)p->s->m->n_blocks * sizeof *t.excess);
    t.was = bound;
    t.since = seconds_now();
    for (int k = 0; k < MOST_STEPS && !is_over(&t) && is_worth_it(&t, bound) && step(&t, &bound);
         k++)
        ;
    for (int k = 0; k < t.n; k++)
        p->price[t.row[k]] = t.best[k] * price_unit(&t, k);
    apart_go_back(p, t.basis);
    take_mean(&t);
    master_free(&t);
    return true;
}
