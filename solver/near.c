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

static double cost_of(const struct search *s, const struct part *p)
{
    double v = 0;
    for (int c = 0; c < p->m.n_cols; c++)
        v += s->cost[p->column[c]] * s->plan[p->column[c]];
    return v;
}

static void open_near(struct window *w, const struct search *s, const struct part *p,
                      const double *near)
{
    for (int c = 0; c < p->m.n_cols; c++) {
        int j = p->column[c];
        if (s->m->integer[j] && !s->structure.is_switch[j] && !isnan(near[j]))
            window_set(w, c, s->lower[j], fmax(ceil(near[j] - 1e-6), round(s->plan[j])));
    }
}

/* Branched on, with the parts of its contracts by step; the plan into x [columns of the part]. */
static bool branch_near(struct arena *a, struct search *s, const struct part *p,
                        const double *optimum, double seconds, double *x)
{
    struct splits splits;
    struct matrix split = with_splits(a, a, &p->m, &splits);
    struct search frame = { .arena = a, .m = &split, .cost = split.cost, .gap = s->gap,
                            .stop = s->stop, .until = s->until, .depth = s->depth + 1 };
    search_begin(&frame);
    struct window w = window_open(&frame);
    open_near(&w, s, p, optimum);
    double *wider = NEW_ARRAY(a, double, split.n_cols);
    bool found = sub_tree(&frame, &w, seconds, cost_of(s, p), wider);
    memcpy(x, wider, (size_t)p->m.n_cols * sizeof *x);
    window_close(&w);
    return found;
}

/* Too large to branch on: by its slopes, which take longer, and then neighbourhoods. */
static bool search_near(struct arena *a, struct search *s, const struct part *p,
                        const double *optimum, double seconds, double *x)
{
    enum { MOVES = 40 };
    const double LONGER = 2;
    double until = seconds_now() + LONGER * seconds;
    struct search frame = { .arena = a, .m = &p->m, .cost = p->m.cost, .gap = s->gap,
                            .stop = s->stop, .until = fmin(s->until, until),
                            .depth = s->depth + 1, .tell = tell_nothing, .reaches = s->reaches++,
                            .plan = x, .relaxed = NEW_ARRAY(a, double, p->m.n_cols) };
    for (int c = 0; c < p->m.n_cols; c++) {
        frame.relaxed[c] = optimum[p->column[c]];
        x[c] = s->plan[p->column[c]];
    }
    search_begin(&frame);
    double before = frame.objective;
    plan_near_relaxation(&frame);
    improve_within_reach(&frame, MOVES);
    return frame.objective < before;
}

bool improve_near(struct search *s, int block, const double *optimum, double seconds)
{
    struct arena *a = arena_new();
    struct part p = cut_out_beside(a, s, block, s->plan);
    double *of_block = NEW_ARRAY(a, double, p.m.n_cols), *x = NEW_ARRAY(a, double, s->m->n_cols);
    bool better = is_large(&p.m) ? search_near(a, s, &p, optimum, seconds, of_block)
                                 : branch_near(a, s, &p, optimum, seconds, of_block);
    memcpy(x, s->plan, (size_t)s->m->n_cols * sizeof *x);
    for (int c = 0; c < p.m.n_cols; c++)
        x[p.column[c]] = of_block[c];
    better = better && keep_if_better(s, x, "improve");
    arena_free(a);
    return better;
}

bool plan_near_relaxation(struct search *s)
{
    struct window w = window_open(s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !s->structure.is_switch[j])
            window_set(&w, j, s->lower[j],
                       fmax(ceil(s->relaxed[j] - 1e-6), s->plan ? round(s->plan[j]) : 0));
    bool better = sub_search(s, &w, 0);
    window_close(&w);
    return better;
}
