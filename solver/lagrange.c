/* lagrange.c - a bound of the whole from its blocks (Lagrangian relaxation, Geoffrion 1974).
 *
 * The common rows are priced by the relaxation's duals, and the blocks, each on its own, are cut.
 * Cuts make common rows scarcer than the relaxation thinks, so the prices follow what the blocks
 * want of them (subgradient steps: Held, Wolfe and Crowder 1974), as long as that pays.  Then the
 * blocks are branched.
 */
#include <math.h>
#include <string.h>

#include "log.h"
#include "search.h"
#include "splits.h"

struct proof {
    struct search *s;          /* of the whole */
    struct part *part;         /* [n_blocks] */
    struct search *block;
    struct matrix *wide;       /* with columns of splits and sums */
    double *price;             /* [n_rows] of the common rows, legal; 0 of others */
    double *cost;              /* [n_cols] less the price of what the columns take */
    double constant;
    int at;
    struct log_file file;
};

/* ---- prices ---- */

static void take_duals(struct proof *p)
{
    const struct search *s = p->s;
    for (int i = 0; i < s->m->n_rows; i++)
        if (s->m->row_block[i] < 0)
            p->price[i] = legal_dual(s->dual[i], s->m->row_lower[i], s->m->row_upper[i]);
}

static void price_columns(struct proof *p)
{
    const struct search *s = p->s;
    const struct matrix *m = s->m;
    memcpy(p->cost, s->cost, (size_t)m->n_cols * sizeof *p->cost);
    p->constant = s->constant;
    for (int i = 0; i < m->n_rows; i++) {
        double y = p->price[i];
        for (int64_t e = s->rows.start[i]; (y > 0 || y < 0) && e < s->rows.start[i + 1]; e++)
            p->cost[s->rows.column[e]] -= y * s->rows.value[e];
        p->constant += y > 0 ? y * m->row_lower[i] : y < 0 ? y * m->row_upper[i] : 0;
    }
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_block[j] < 0)
            p->constant += p->cost[j] * (p->cost[j] > 0 ? s->lower[j] : s->upper[j]);
}

/* What the relaxation's duals prove of the part. */
static double first_bound(struct arena *a, const struct search *s, const struct part *p)
{
    double *y = NEW_ARRAY(a, double, p->m.n_rows);
    for (int i = 0; i < p->m.n_rows; i++)
        y[i] = s->dual[p->row[i]];
    return matrix_dual_bound(&p->m, p->m.cost, 0, y);
}

/* ---- each block ---- */

static double together(const struct proof *p)
{
    double bound = p->constant;
    for (int b = 0; b < p->s->m->n_blocks; b++)
        bound += p->part[b].bound;
    return bound;
}

static void tell_bound(struct proof *p)
{
    double bound = together(p);
    if (bound > p->s->bound) {
        p->s->bound = bound;
        p->s->tell(p->s->context, p->s, "search", false);
    }
}

static void keep_proof(struct proof *p)
{
    log_blocks(p->s, p->part, p->block, p->price, together(p), &p->file);
}

static void tell_proof(void *context, const struct search *block, const char *phase, bool new_plan)
{
    struct proof *p = context;
    (void)phase, (void)new_plan;
    p->part[p->at].bound = fmax(p->part[p->at].bound, block->bound);
    tell_bound(p);
    if (p->file.last > 0 && seconds_now() > p->file.last + 5) /* the time may be up for us all */
        keep_proof(p);
}

/* What is left of the time, shared by the blocks from this one on as they have columns. */
static double share(const struct proof *p, double until)
{
    double columns = 0;
    for (int b = p->at; b < p->s->m->n_blocks; b++)
        columns += p->part[b].m.n_cols;
    return seconds_now() + (until - seconds_now()) * p->part[p->at].m.n_cols / columns;
}

static void cut_block(struct proof *p, double most, double until)
{
    struct search *s = p->s, *block = &p->block[p->at];
    struct splits *splits = NEW(s->arena, struct splits);
    struct matrix split = with_splits(s->arena, &p->part[p->at].m, splits);
    p->wide[p->at] = with_sums(s->arena, &split);
    const struct matrix *m = &p->wide[p->at];
    *block = (struct search){ .arena = s->arena, .m = m, .cost = m->cost, .gap = 1e-4,
                              .stop = s->stop, .until = until, .depth = 1, .proof_only = true,
                              .cuts_until = share(p, most), .root_only = true,
                              .tell = tell_proof, .first_sum = split.n_cols,
                              .splits = splits, .context = p };
    block->log = log_of_block(s, block, &p->part[p->at]);
    search_run(block);
    tell_proof(p, block, "cuts", false);
}

/* The planner looks near it. */
static void show_optimum(struct proof *p)
{
    struct search *s = p->s, *block = &p->block[p->at];
    bool known = block->lp && !block->infeasible;
    if (known)
        lp_x(block->lp, block->x);
    for (int c = 0; c < p->part[p->at].m.n_cols; c++)
        s->cut_optimum[p->part[p->at].column[c]] = known ? block->x[c] : NAN;
    __sync_synchronize();
    *s->n_cut = p->at + 1;
}

/* ---- better prices ---- */

/* The blocks' optima together, and the best of the columns without a block. */
static void optimum(const struct proof *p, double *x)
{
    const struct search *s = p->s;
    for (int j = 0; j < s->m->n_cols; j++)
        x[j] = p->cost[j] > 0 ? s->lower[j] : s->upper[j];
    for (int b = 0; b < s->m->n_blocks; b++)
        for (int c = 0; c < p->part[b].m.n_cols; c++)
            x[p->part[b].column[c]] = p->block[b].x[c];
}

/* How much of each common row x leaves (> 0 for a lower side) at the price; the sum of squares. */
static double imbalance(const struct proof *p, const double *price, const double *x, double *over)
{
    const struct search *s = p->s;
    const struct matrix *m = s->m;
    double square = 0;
    for (int i = 0; i < m->n_rows; i++) {
        double activity = 0, y = price[i];
        if (m->row_block[i] >= 0)
            continue;
        for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++)
            activity += s->rows.value[e] * x[s->rows.column[e]];
        double low = m->row_lower[i] - activity, high = m->row_upper[i] - activity;
        over[i] = y > 0 ? low : y < 0 ? high : low > 0 ? low : high < 0 ? high : 0;
        square += over[i] * over[i];
    }
    return square;
}

static void move_prices(struct proof *p, const double *from, const double *over, double step)
{
    const struct matrix *m = p->s->m;
    for (int i = 0; i < m->n_rows; i++)
        if (m->row_block[i] < 0) {
            double y = from[i] + step * over[i];
            p->price[i] = (from[i] > 0 && y < 0) || (from[i] < 0 && y > 0) ? 0 : y;
            p->price[i] = legal_dual(p->price[i], m->row_lower[i], m->row_upper[i]);
        }
}

/* The blocks at the prices; what that proves of the whole.  Any duals prove something, so a block
 * that is not solved to its end counts with what it has come to. */
static double solve_blocks(struct proof *p)
{
    price_columns(p);
    double bound = p->constant;
    for (int b = 0; b < p->s->m->n_blocks; b++) {
        struct search *block = &p->block[b];
        for (int c = 0; c < p->part[b].m.n_cols; c++) {
            p->wide[b].cost[c] = p->cost[p->part[b].column[c]];
            lp_set_cost(block->lp, c, p->wide[b].cost[c]);
        }
        lp_solve(block->lp, PRIMAL, p->s->until, p->s->stop);
        lp_x(block->lp, block->x);
        p->part[b].bound = block->bound = safe_bound(block);
        bound += p->part[b].bound;
    }
    return bound;
}

static bool all_solved(const struct proof *p)
{
    for (int b = 0; b < p->s->m->n_blocks; b++)
        if (!p->block[b].lp || p->block[b].infeasible)
            return false;
    return true;
}

/* Along what the blocks want on average, for the optimum of one price says little (the volume
 * algorithm, Barahona and Anbil 2000). */
static void move_to_better_prices(struct proof *p, double until)
{
    enum { STEPS = 60 };
    const double SHARE = 0.2; /* of the last optimum in the average */
    const struct matrix *m = p->s->m;
    struct arena *a = arena_new();
    double *x = NEW_ARRAY(a, double, m->n_cols), *mean = NEW_ARRAY(a, double, m->n_cols),
           *over = NEW_ARRAY(a, double, m->n_rows), *best = NEW_ARRAY(a, double, m->n_rows),
           hope = 0.003, bound = solve_blocks(p);
    optimum(p, mean);
    memcpy(best, p->price, (size_t)m->n_rows * sizeof *best);
    for (int step = 0; step < STEPS && seconds_now() < until && !out_of_time(p->s); step++) {
        double square = imbalance(p, best, mean, over);
        move_prices(p, best, over, hope * fabs(bound) / fmax(square, 1e-9));
        double now = solve_blocks(p);
        optimum(p, x);
        for (int j = 0; j < m->n_cols; j++)
            mean[j] += SHARE * (x[j] - mean[j]);
        hope *= now > bound ? 1.2 : 0.8;
        if (now > bound) {
            bound = now;
            memcpy(best, p->price, (size_t)m->n_rows * sizeof *best);
            tell_bound(p);
        }
    }
    memcpy(p->price, best, (size_t)m->n_rows * sizeof *best);
    solve_blocks(p);
    arena_free(a);
}

/* At other prices other cuts are broken. */
static void cut_again(struct proof *p, double most)
{
    struct search *block = &p->block[p->at];
    block->cuts_until = share(p, most);
    root_cuts(block);
    tell_proof(p, block, "cuts", false);
}

static void branch_block(struct proof *p, double until)
{
    struct search *block = &p->block[p->at];
    block->until = share(p, until);
    if (block->lp && !block->infeasible && !within_gap(block, block->bound))
        branch_and_bound(block, 1 << 30, true);
    tell_proof(p, block, "end", false);
}

void prove_blocks(struct search *s, double until)
{
    const double FOR_CUTS = 0.6, FOR_PRICES = 0.75, FOR_CUTS_AGAIN = 0.85; /* of the time */
    int n = s->m->n_blocks;
    struct proof p = { .s = s, .part = NEW_ARRAY(s->arena, struct part, n),
                       .block = NEW_ARRAY(s->arena, struct search, n),
                       .wide = NEW_ARRAY(s->arena, struct matrix, n),
                       .price = NEW_ARRAY(s->arena, double, s->m->n_rows),
                       .cost = NEW_ARRAY(s->arena, double, s->m->n_cols) };
    double now = seconds_now();
    take_duals(&p);
    price_columns(&p);
    for (int b = 0; b < n; b++) {
        p.part[b] = cut_out(s->arena, s, p.cost, b);
        p.part[b].bound = first_bound(s->arena, s, &p.part[b]);
    }
    for (p.at = 0; p.at < n && !out_of_time(s); p.at++) {
        cut_block(&p, now + FOR_CUTS * (until - now), until);
        show_optimum(&p);
    }
    keep_proof(&p);
    if (p.at == n && all_solved(&p)) {
        move_to_better_prices(&p, now + FOR_PRICES * (until - now));
        for (int b = 0; b < n; b++)
            log_anew(p.block[b].log, p.block[b].bound);
        for (p.at = 0; p.at < n && !out_of_time(s); p.at++)
            cut_again(&p, now + FOR_CUTS_AGAIN * (until - now));
    }
    for (p.at = 0; p.at < n && !out_of_time(s); p.at++)
        branch_block(&p, until);
    keep_proof(&p);
}
