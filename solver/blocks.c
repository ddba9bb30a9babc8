/* blocks.c - plans of a program that falls apart into blocks, but for some rows: one after another.
 *
 * All blocks but one stay as the best plan has them, and the one is searched with what they leave
 * of the common rows.  No plan needs the relaxation of the whole, which is the prover's work; as it
 * comes to a block, that is searched near its part of it (near.c).
 */
#include <math.h>
#include <string.h>

#include "search.h"

/* The best plan's part of the block; NULL where there is none. */
static double *part_of_plan(struct arena *a, const struct search *s, const struct part *p)
{
    double *plan = s->plan ? NEW_ARRAY(a, double, p->m.n_cols) : NULL;
    for (int c = 0; plan && c < p->m.n_cols; c++)
        plan[c] = s->plan[p->column[c]];
    return plan;
}

/* The block beside the others as x has them, into x; false: it has no plan there. */
static bool search_block(struct search *s, int block, int moves, bool with_wholes, double *x)
{
    struct arena *a = arena_new();
    struct part p = cut_out_beside(a, s, block, x);
    struct search frame = { .arena = a, .m = &p.m, .cost = p.m.cost, .gap = s->gap,
                            .stop = s->stop, .until = s->until, .depth = s->depth + 1,
                            .plan = part_of_plan(a, s, &p) };
    search_begin(&frame);
    struct window w = window_open(&frame);
    for (int c = 0; !with_wholes && c < p.m.n_cols; c++)
        if (p.m.integer[c])
            window_set(&w, c, frame.lower[c], frame.lower[c]);
    double *of_block = NEW_ARRAY(a, double, p.m.n_cols);
    bool found = sub_plan(&frame, &w, moves, of_block);
    for (int c = 0; found && c < p.m.n_cols; c++)
        x[p.column[c]] = of_block[c];
    window_close(&w);
    arena_free(a);
    return found;
}

/* Each block in turn takes what those before it have left, those after it take nothing. */
static bool plan_in_turn(struct search *s, bool with_wholes)
{
    double *x = NEW_ARRAY(s->arena, double, s->m->n_cols);
    memcpy(x, s->lower, (size_t)s->m->n_cols * sizeof *x);
    for (int b = 0; b < s->m->n_blocks && !out_of_time(s); b++)
        if (!search_block(s, b, 0, with_wholes, x))
            return false;
    return keep_if_better(s, x, "plan");
}

/* What can be had without any cohort or contract, which is soon found; where a floor forbids
 * nothing, with them.  False: there is no plan. */
static bool plan_by_blocks(struct search *s)
{
    return plan_in_turn(s, false) || plan_in_turn(s, true);
}

static bool improve_block(struct search *s, int block, int moves)
{
    struct arena *a = arena_new();
    double *x = NEW_ARRAY(a, double, s->m->n_cols);
    memcpy(x, s->plan, (size_t)s->m->n_cols * sizeof *x);
    bool better = search_block(s, block, moves, true, x) && keep_if_better(s, x, "improve");
    arena_free(a);
    return better;
}

/* ---- blocks in turn, as long as the time lasts ---- */

double block_share(const struct search *s, int block, double seconds)
{
    double columns = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        columns += s->m->col_block[j] == block;
    return fmax(least_share(), seconds * columns / s->m->n_cols);
}

/* Searches near optima go round the blocks. */
struct turn { int round, block; bool priced; };

/* The optimum that the block whose turn it is is searched near: in the first round the
 * relaxation's, which in a large program is waited for; later the one with cuts.  NULL while the
 * prover has not come to it; but in a vast program a search near no optimum takes too long. */
static const double *optimum_near(struct search *s, const struct turn *t)
{
    const struct shown *relaxed = &s->shown[RELAXED_BLOCKS], *cut = &s->shown[CUT_BLOCKS];
    if (!relaxed->there)
        return NULL;
    if (is_large(s->m))
        prover_await(s->prover, s, RELAXED_BLOCKS, t->block);
    bool is_cut = cut->there[t->block], is_relaxed = relaxed->there[t->block];
    __sync_synchronize();
    if (t->round > 0 && is_cut)
        return cut->x;
    return (t->round == 0 || is_vast(s->m)) && is_relaxed ? relaxed->x : NULL;
}

/* The kth step: once prices of what blocks share are known, all of them anew; else one block, near
 * an optimum if one is known, by what its columns cost alone if not; after some rounds, whole
 * numbers of several blocks together. */
static void improve_next(struct search *s, struct turn *t, int k)
{
    enum { MOVES = 4, ACROSS = 10, SHORT = 2 }; /* SHORT: rounds that leave half of the time */
    int n = s->m->n_blocks;
    double left = s->until - seconds_now();
    if (s->relaxed && !t->priced && left > n * least_share()) {
        t->priced = true;
        plan_at_prices(s, left / 2);
        return;
    }
    if (t->block == n) {
        t->block = 0;
        if (++t->round > SHORT)
            improve_within_reach(s, ACROSS);
        return;
    }
    const double *optimum = optimum_near(s, t);
    if (optimum) {
        double seconds = block_share(s, t->block, t->round < SHORT ? left / 2 : left);
        improve_near(s, t->block++, optimum, seconds);
    } else {
        improve_block(s, k % n, MOVES * (k / n));
    }
}

bool search_blocks(struct search *s)
{
    int n = s->m->n_blocks;
    struct turn turn = { 0 };
    if (!s->plan && !plan_by_blocks(s))
        return false;
    for (int k = 0, idle = 0; idle < 3 * n && !search_done(s); k++) {
        double before = s->objective;
        improve_next(s, &turn, k);
        idle = s->objective < before ? 0 : idle + 1;
    }
    return true;
}
