/* near.c - plans near the optimum of a relaxation.
 *
 * Whole numbers that neither that optimum nor the plan uses stay at their least, which leaves a
 * small program (relaxation enforced neighbourhood search, Berthold 2014): of a block one to branch
 * on, while the other blocks stay as they are, and with them what they take of the common rows; of
 * the whole, or of a large block, one whose slopes are soon scaled.
 */
#include <math.h>
#include <string.h>

#include "search.h"
#include "splits.h"

/* Where a block is searched, and for how long; without a plan it is planned from nothing. */
struct nearness {
    const double *optimum, *plan; /* [n_cols] of the whole; NAN: where no optimum is known */
    double seconds;
};

static double cost_of_plan(const struct search *s, const struct part *p, const double *plan)
{
    double v = 0;
    for (int c = 0; plan && c < p->m.n_cols; c++)
        v += s->cost[p->column[c]] * plan[p->column[c]];
    return plan ? v : INFINITY;
}

/* What a whole number may come to; without an optimum there, no more than is planned. */
static double most_near(const struct search *s, int j, double near, const double *plan)
{
    return fmax(ceil(near - 1e-6), plan ? round(plan[j]) : s->lower[j]);
}

static void open_near(struct window *w, const struct search *s, const struct part *p,
                      const struct nearness *by)
{
    for (int c = 0; c < p->m.n_cols; c++) {
        int j = p->column[c];
        double near = by->optimum[j];
        if (s->m->integer[j] && !s->structure.is_switch[j] && !isnan(near))
            window_set(w, c, s->lower[j], most_near(s, j, near, by->plan));
    }
}

/* Branched on, with the parts of its contracts by step. */
static bool branch_near(struct arena *a, struct search *s, const struct part *p,
                        const struct nearness *by, double *x)
{
    struct splits splits = { 0 };
    struct matrix split = with_splits(a, a, &p->m, NULL, &splits);
    struct search frame = { .arena = a, .m = &split, .cost = split.cost, .gap = s->gap,
                            .stop = s->stop, .until = s->until, .depth = s->depth + 1 };
    search_begin(&frame);
    struct window w = window_open(&frame);
    open_near(&w, s, p, by);
    double *wider = NEW_ARRAY(a, double, split.n_cols);
    bool found = sub_tree(&frame, &w, by->seconds, cost_of_plan(s, p, by->plan), wider);
    memcpy(x, wider, (size_t)p->m.n_cols * sizeof *x);
    window_close(&w);
    return found;
}

/* Too large to branch on: by its slopes, which take longer, and then neighbourhoods. */
static bool scale_near(struct arena *a, struct search *s, const struct part *p,
                       const struct nearness *by, double *x)
{
    enum { MOVES = 40 };
    const double LONGER = by->plan ? 2 : 1; /* all are planned in the time that was given */
    double until = seconds_now() + LONGER * by->seconds;
    struct search frame = { .arena = a, .m = &p->m, .cost = p->m.cost, .gap = s->gap,
                            .stop = s->stop, .until = fmin(s->until, until),
                            .depth = s->depth + 1, .tell = tell_nothing, .reaches = s->reaches++,
                            .plan = by->plan ? x : NULL,
                            .relaxed = NEW_ARRAY(a, double, p->m.n_cols) };
    for (int c = 0; c < p->m.n_cols; c++) {
        frame.relaxed[c] = by->optimum[p->column[c]];
        x[c] = by->plan ? by->plan[p->column[c]] : 0;
    }
    search_begin(&frame);
    double before = frame.objective;
    plan_near_relaxation(&frame);
    improve_within_reach(&frame, MOVES);
    if (frame.plan)
        memmove(x, frame.plan, (size_t)p->m.n_cols * sizeof *x);
    return frame.objective < before;
}

/* A plan of the part that costs less than the one given, into x [columns of the part].  Where
 * branching comes to none at all in its time, slopes may. */
static bool search_part(struct arena *a, struct search *s, const struct part *p,
                        const struct nearness *by, double *x)
{
    if (is_large(&p->m))
        return scale_near(a, s, p, by, x);
    return branch_near(a, s, p, by, x) || (!by->plan && scale_near(a, s, p, by, x));
}

bool improve_near(struct search *s, int block, const double *optimum, double seconds)
{
    struct arena *a = arena_new();
    struct part p = cut_out_beside(a, s, block, s->plan);
    double *of_block = NEW_ARRAY(a, double, p.m.n_cols), *x = NEW_ARRAY(a, double, s->m->n_cols);
    struct nearness by = { optimum, s->plan, seconds };
    bool better = search_part(a, s, &p, &by, of_block);
    memcpy(x, s->plan, (size_t)s->m->n_cols * sizeof *x);
    for (int c = 0; c < p.m.n_cols; c++)
        x[p.column[c]] = of_block[c];
    better = better && keep_if_better(s, x, "improve");
    arena_free(a);
    return better;
}

/* Less the price of what columns take of common rows. */
static double *costs_at_prices(struct arena *a, const struct search *s)
{
    const struct matrix *m = s->m;
    double *cost = NEW_ARRAY(a, double, m->n_cols);
    memcpy(cost, s->cost, (size_t)m->n_cols * sizeof *cost);
    for (int i = 0; i < m->n_rows; i++)
        if (m->row_block[i] < 0)
            charge_row(&s->rows, i, legal_dual(s->dual[i], m->row_lower[i], m->row_upper[i]), cost);
    return cost;
}

/* One after another, with what those before have left; into x.  A floor that one block cannot meet
 * alone leaves no plan. */
static bool plan_blocks_near(struct search *s, const double *cost, double seconds, double *x)
{
    bool found = true;
    memcpy(x, s->lower, (size_t)s->m->n_cols * sizeof *x);
    for (int b = 0; b < s->m->n_blocks && found; b++) {
        if (search_done(s))
            return false;
        struct arena *a = arena_new();
        struct search at = *s;
        at.cost = cost;
        struct part p = cut_out_beside(a, &at, b, x);
        double *of_block = NEW_ARRAY(a, double, p.m.n_cols);
        struct nearness by = { s->relaxed, NULL, block_share(s, b, seconds) };
        found = search_part(a, &at, &p, &by, of_block);
        for (int c = 0; found && c < p.m.n_cols; c++)
            x[p.column[c]] = of_block[c];
        arena_free(a);
    }
    return found;
}

bool plan_at_prices(struct search *s, double seconds)
{
    struct arena *a = arena_new();
    double *x = NEW_ARRAY(a, double, s->m->n_cols);
    bool better = false;
    if (plan_blocks_near(s, costs_at_prices(a, s), seconds, x)) {
        struct search at = *s;
        at.plan = x;
        at.objective = search_objective(s, x);
        at.tell = tell_nothing;
        better = keep_if_better(s, x, "improve");
        for (int b = 0; b < s->m->n_blocks && !search_done(s); b++)
            improve_near(&at, b, s->relaxed, block_share(s, b, seconds));
        better |= keep_if_better(s, x, "improve");
    }
    arena_free(a);
    return better;
}

bool plan_near_relaxation(struct search *s)
{
    struct window w = window_open(s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !s->structure.is_switch[j])
            window_set(&w, j, s->lower[j], most_near(s, j, s->relaxed[j], s->plan));
    bool better = sub_search_from_relaxation(s, &w);
    window_close(&w);
    return better;
}
