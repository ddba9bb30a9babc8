/* lagrange.c - a bound of the whole from its blocks, cut and branched each on its own.
 *
 * The common rows are priced by the relaxation's duals, and the blocks are cut.  Cuts make common
 * rows scarcer than the relaxation thinks, so the prices follow what the blocks want of them, as
 * long as that pays.  Then the blocks are branched.  In a vast program each is cut and branched
 * before the next, the smallest first, at the relaxation's prices.
 */
#include <math.h>
#include <string.h>

#include "apart.h"
#include "given.h"

static void take_duals(struct apart *p)
{
    const struct search *s = p->s;
    for (int i = 0; i < s->m->n_rows && !p->given; i++)
        if (s->m->row_block[i] < 0)
            p->price[i] = legal_dual(s->dual[i], s->m->row_lower[i], s->m->row_upper[i]);
    apart_price(p);
}

/* The part at the prices, and what the relaxation's duals prove of it. */
static void price_part(struct apart *p, int b)
{
    struct part *t = &p->part[b];
    struct arena *a = arena_new();
    double *y = NEW_ARRAY(a, double, t->m.n_rows);
    for (int c = 0; c < t->m.n_cols; c++)
        t->m.cost[c] = p->cost[t->column[c]];
    for (int i = 0; i < t->m.n_rows; i++)
        y[i] = p->s->dual[t->row[i]];
    t->bound = matrix_dual_bound(&t->m, t->m.cost, 0, y);
    arena_free(a);
}

/* ---- each block ---- */

static void keep_proof(struct apart *p)
{
    log_blocks(p->s, p->part, p->block, p->price, apart_bound(p), &p->file);
}

static void count(struct apart *p)
{
    p->s->nodes = p->s->n_proof_cuts = 0;
    for (int b = 0; b < p->s->m->n_blocks; b++) {
        p->s->nodes += p->block[b].nodes;
        p->s->n_proof_cuts += p->block[b].n_cuts;
    }
}

static void tell_proof(void *context, const struct search *block, const char *phase, bool new_plan)
{
    struct apart *p = context;
    const double OFTEN = 5, SELDOM = 20; /* seconds, and times what it takes */
    (void)phase, (void)new_plan;
    p->part[p->at].bound = fmax(p->part[p->at].bound, block->bound);
    count(p);
    apart_tell(p);
    if (p->file.last > 0 && /* the time may be up for us all */
        seconds_now() > p->file.last + fmax(OFTEN, SELDOM * p->file.took))
        keep_proof(p);
}

/* A block's columns, few of those that go on from a proof where others begin from nothing. */
static double work_of(const struct apart *p, int b)
{
    const double GOING_ON = 0.25;
    return p->part[b].m.n_cols * (p->given && p->given[b] ? GOING_ON : 1);
}

/* Until when the kth block to be proven may take: it and those after it share what is left of the
 * time as there is work in them. */
static double share(const struct apart *p, int k, double until)
{
    double work = 0, now = seconds_now();
    for (int i = k; i < p->s->m->n_blocks; i++)
        work += work_of(p, p->order[i]);
    return now + (until - now) * work_of(p, p->order[k]) / work;
}

/* Where the relaxation of the whole has the part at work. */
static double *relaxed_part(const struct apart *p, struct arena *a)
{
    const struct part *t = &p->part[p->at];
    double *x = NEW_ARRAY(a, double, t->m.n_cols);
    for (int c = 0; c < t->m.n_cols; c++)
        x[c] = p->s->relaxed[t->column[c]];
    return x;
}

/* Cut until `most`, and solved until `until` at the latest. */
static void cut_block(struct apart *p, double most, double until)
{
    struct search *s = p->s, *block = &p->block[p->at], narrow = *block;
    struct arena *a = arena_new();
    narrow.m = &p->part[p->at].m;
    narrow.cost = narrow.m->cost;
    narrow.stop = s->stop;
    narrow.until = until;
    narrow.cuts_until = most;
    lp_free(narrow.lp);
    struct given *before = p->given ? p->given[p->at] : NULL;
    struct wider wide;
    if (before && !widen_as_given(&wide, a, &narrow, before))
        before = NULL;
    if (!before)
        wide = widen(a, s->arena, &narrow, relaxed_part(p, a));
    p->wide[p->at] = wide.m;
    const struct matrix *m = &p->wide[p->at];
    *block = (struct search){ .arena = a, .m = m, .cost = m->cost, .gap = 1e-4,
                              .stop = s->stop, .until = until, .depth = 1, .proof_only = true,
                              .cuts_until = narrow.cuts_until, .root_only = true,
                              .tell = tell_proof, .first_sum = wide.first_sum,
                              .splits = wide.splits, .context = p, .basis = wide.basis,
                              .given = before };
    block->log = log_of_block(s, block, &p->part[p->at]);
    search_run(block);
    arena_free(narrow.arena);
    tell_proof(p, block, "cuts", false);
}

/* At other prices other cuts are broken. */
static void cut_again(struct apart *p, double most)
{
    struct search *block = &p->block[p->at];
    block->cuts_until = most;
    root_cuts(block);
    tell_proof(p, block, "cuts", false);
}

static void branch_block(struct apart *p, double until)
{
    struct search *block = &p->block[p->at];
    block->until = until;
    if (block->lp && !block->infeasible && !within_gap(block, block->bound))
        branch_and_bound(block, 1 << 30, true);
    tell_proof(p, block, "end", false);
}

/* Its bound and why it holds stay. */
static void forget_block(struct apart *p)
{
    struct search *block = &p->block[p->at];
    lp_free(block->lp);
    block->lp = NULL;
    log_rest(block->log);
    arena_free(block->arena);
    block->arena = NULL;
}

static bool is_up(const struct search *s, double until)
{
    return seconds_now() >= until || out_of_time(s);
}

/* Once more at better prices, which the cuts make worth looking for. */
static void move_prices(struct apart *p, double now, double until)
{
    const double FOR_PRICES = 0.75, FOR_CUTS_AGAIN = 0.85; /* of the time */
    const double WORTH = 6e-3, PATIENCE = 0.08; /* in all the time that is left; of it */
    struct search *s = p->s;
    double left = until - seconds_now();
    const struct effort near = { .until = now + FOR_PRICES * (until - now), .range = 0.1,
                                 .little = 2e-5, .worth = WORTH / left,
                                 .patience = PATIENCE * left };
    bool moved = apart_move(p, &near);
    for (int b = 0; moved && b < s->m->n_blocks; b++)
        log_anew(p->block[b].log, p->block[b].bound);
    for (int k = 0; k < s->m->n_blocks && !is_up(s, until); k++) {
        p->at = p->order[k];
        cut_again(p, share(p, k, now + FOR_CUTS_AGAIN * (until - now)));
    }
}

/* Without an optimum planners stay near the relaxation's. */
static void show_cut(struct apart *p)
{
    const struct search *block = &p->block[p->at];
    if (block->lp && block->relaxed && !block->infeasible)
        apart_show(p, CUT_BLOCKS);
}

/* In a vast program each is cut and branched before the next, and then makes room. */
static void prove_in_turn(struct apart *p, double until)
{
    for (int k = 0; k < p->s->m->n_blocks && !is_up(p->s, until); k++) {
        p->at = p->order[k];
        double its = share(p, k, until);
        cut_block(p, its, its);
        show_cut(p);
        branch_block(p, its);
        forget_block(p);
    }
}

/* All are cut, then priced, then branched. */
static void prove_together(struct apart *p, double until)
{
    const double FOR_CUTS = 0.6; /* of the time */
    struct search *s = p->s;
    int n = s->m->n_blocks;
    double now = seconds_now();
    for (int k = 0; k < n && !is_up(s, until); k++) {
        p->at = p->order[k];
        cut_block(p, share(p, k, now + FOR_CUTS * (until - now)), until);
        show_cut(p);
    }
    keep_proof(p);
    if (apart_all_solved(p) && !is_up(s, until))
        move_prices(p, now, until);
    for (int k = 0; k < n && !is_up(s, until); k++) {
        p->at = p->order[k];
        branch_block(p, share(p, k, until));
    }
}

/* Of a vast program the smallest first, lest the largest take all the time. */
static void put_in_order(struct apart *p)
{
    int n = p->s->m->n_blocks;
    double *key = NEW_ARRAY(p->s->arena, double, n);
    p->order = NEW_ARRAY(p->s->arena, int, n);
    for (int b = 0; b < n; b++) {
        p->order[b] = b;
        key[b] = is_vast(p->s->m) ? -p->part[b].m.n_cols : 0;
    }
    put_largest_first(p->order, n, key);
}

void prove_blocks(struct apart *p, double until)
{
    put_in_order(p);
    take_duals(p);
    for (int b = 0; b < p->s->m->n_blocks; b++)
        price_part(p, b);
    keep_proof(p);
    if (is_vast(p->s->m))
        prove_in_turn(p, until);
    else
        prove_together(p, until);
    keep_proof(p);
}
