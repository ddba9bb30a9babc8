/* lagrange.c - a bound of the whole from its blocks (Lagrangian relaxation, Geoffrion 1974).
 *
 * The common rows are priced by the relaxation's duals, and the blocks, each on its own, are cut
 * and branched.  The blocks' own plans, put together, are nearly one of the whole: what they buy
 * is searched for the plan that the common rows allow.
 */
#include <math.h>
#include <string.h>

#include "search.h"

/* Costs less the price of what the columns take of the common rows. */
static double *priced_costs(struct search *s, double *constant)
{
    const struct matrix *m = s->m;
    double *cost = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(cost, s->cost, (size_t)m->n_cols * sizeof *cost);
    *constant = s->constant;
    for (int i = 0; i < m->n_rows; i++) {
        double y = legal_dual(s->dual[i], m->row_lower[i], m->row_upper[i]);
        if (m->row_block[i] >= 0)
            continue;
        for (int64_t e = s->rows.start[i]; (y > 0 || y < 0) && e < s->rows.start[i + 1]; e++)
            cost[s->rows.column[e]] -= y * s->rows.value[e];
        *constant += y > 0 ? y * m->row_lower[i] : y < 0 ? y * m->row_upper[i] : 0;
    }
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_block[j] < 0)
            *constant += cost[j] * (cost[j] > 0 ? s->lower[j] : s->upper[j]);
    return cost;
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

struct proof {
    struct search *s;          /* of the whole */
    struct part *part;         /* [n_blocks] */
    struct search *block;
    struct matrix *wide;       /* with columns of sums */
    double constant;
    int at;
};

static void tell_proof(void *context, const struct search *block, const char *phase, bool new_plan)
{
    struct proof *p = context;
    double bound = p->constant;
    (void)phase, (void)new_plan;
    p->part[p->at].bound = fmax(p->part[p->at].bound, block->bound);
    for (int b = 0; b < p->s->m->n_blocks; b++)
        bound += p->part[b].bound;
    if (bound > p->s->bound) {
        p->s->bound = bound;
        p->s->tell(p->s->context, p->s, "search", false);
    }
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
    p->wide[p->at] = with_sums(s->arena, &p->part[p->at].m);
    const struct matrix *m = &p->wide[p->at];
    *block = (struct search){ .arena = s->arena, .m = m, .cost = m->cost, .gap = 1e-4,
                              .stop = s->stop, .until = until, .depth = 1, .proof_only = true,
                              .cuts_until = share(p, most), .root_only = true,
                              .tell = tell_proof, .first_sum = p->part[p->at].m.n_cols,
                              .context = p };
    search_run(block);
    tell_proof(p, block, "cuts", false);
}

static void plan_block(struct proof *p)
{
    struct search *block = &p->block[p->at];
    if (block->lp && !block->infeasible)
        dive(block);
}

static void branch_block(struct proof *p, double until)
{
    struct search *block = &p->block[p->at];
    block->until = share(p, until);
    if (block->lp && !block->infeasible && !within_gap(block, block->bound))
        branch_and_bound(block, 1 << 30, true);
    tell_proof(p, block, "end", false);
}

/* ---- a plan of the whole ---- */

/* Whole numbers that no block's plan wants stay at their least, the others may go one further. */
static void put_together(struct proof *p)
{
    enum { MOVES = 4 };
    struct search *s = p->s;
    double *x = NEW_ARRAY(s->arena, double, s->m->n_cols);
    memcpy(x, s->lower, (size_t)s->m->n_cols * sizeof *x);
    for (int b = 0; b < s->m->n_blocks; b++) {
        if (!p->block[b].plan)
            return;
        for (int c = 0; c < p->part[b].m.n_cols; c++)
            x[p->part[b].column[c]] = p->block[b].plan[c];
    }
    try_integers(s, x);
    struct window w = window_open(s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !s->structure.is_switch[j])
            window_set(&w, j, s->lower[j],
                       x[j] > s->lower[j] + 0.5 ? fmin(x[j] + 1, s->upper[j]) : s->lower[j]);
    sub_search(s, &w, MOVES);
    window_close(&w);
}

void prove_blocks(struct search *s, double until)
{
    const double FOR_CUTS = 0.6; /* of the time, at most */
    int n = s->m->n_blocks;
    struct proof p = { .s = s, .part = NEW_ARRAY(s->arena, struct part, n),
                       .block = NEW_ARRAY(s->arena, struct search, n),
                       .wide = NEW_ARRAY(s->arena, struct matrix, n) };
    double *cost = priced_costs(s, &p.constant);
    for (int b = 0; b < n; b++) {
        p.part[b] = cut_out(s->arena, s, cost, b);
        p.part[b].bound = first_bound(s->arena, s, &p.part[b]);
    }
    double most = seconds_now() + FOR_CUTS * (until - seconds_now());
    for (p.at = 0; p.at < n && !out_of_time(s); p.at++)
        cut_block(&p, most, until);
    for (p.at = 0; p.at < n && !out_of_time(s); p.at++)
        plan_block(&p);
    if (!out_of_time(s))
        put_together(&p);
    for (p.at = 0; p.at < n && !out_of_time(s); p.at++)
        branch_block(&p, until);
}
