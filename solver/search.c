/* search.c - the order of a search: relaxation, cuts, a dive, improvement, branch and bound. */
#include "search.h"

#include <math.h>
#include <string.h>

enum { TREE_AT_ONCE = 6000 }; /* columns up to which branch and bound is tried before all else */

static void begin(struct search *s)
{
    const struct matrix *m = s->m;
    s->lower = NEW_ARRAY(s->arena, double, m->n_cols);
    s->upper = NEW_ARRAY(s->arena, double, m->n_cols);
    s->x = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(s->lower, m->col_lower, (size_t)m->n_cols * sizeof *s->lower);
    memcpy(s->upper, m->col_upper, (size_t)m->n_cols * sizeof *s->upper);
    s->objective = INFINITY;
    s->bound = -INFINITY;
    s->relaxation = NAN;
}

static void keep_relaxation(struct search *s)
{
    s->relaxed = NEW_ARRAY(s->arena, double, s->m->n_cols);
    s->dual = NEW_ARRAY(s->arena, double, s->m->n_rows);
    lp_x(s->lp, s->relaxed);
    lp_dual(s->lp, s->dual);
    s->relaxation = search_objective(s, s->relaxed);
}

static bool any_integers(const struct search *s)
{
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            return true;
    return false;
}

static void keep_relaxed_plan(struct search *s)
{
    s->plan = s->relaxed;
    s->objective = s->relaxation;
    s->tell(s->context, s, "relaxation", true);
}

/* Nothing at all is a plan unless a floor forbids it. */
static void try_nothing(struct search *s)
{
    try_integers(s, s->m->col_lower);
}

void search_run(struct search *s)
{
    begin(s);
    enum lp_answer a = relax_root(s);
    if (a == LP_INFEASIBLE)
        s->infeasible = true;
    if (a != LP_OPTIMAL)
        return;
    keep_relaxation(s);
    if (s->relax || !any_integers(s)) {
        keep_relaxed_plan(s);
        return;
    }
    if (s->start)
        try_integers(s, s->start);
    if (s->m->n_cols > TREE_AT_ONCE && !s->depth)
        try_nothing(s);
    lp_solve(s->lp, DUAL, s->until, s->stop);
    root_cuts(s);
    if (s->m->n_cols > TREE_AT_ONCE && !s->depth)
        dive_below(s);
    else if (!within_gap(s, s->bound) && !out_of_time(s))
        dive(s);
    if (!s->plan && !s->depth)
        try_nothing(s);
    if (s->depth) {
        branch_and_bound(s, s->most_nodes, false);
        return;
    }
    if (s->m->n_cols <= TREE_AT_ONCE)
        branch_and_bound(s, 1 << 30, true);
    if (!within_gap(s, s->bound) && !out_of_time(s) && !s->infeasible) {
        improve(s);
        branch_and_bound(s, 1 << 30, true);
    }
}
