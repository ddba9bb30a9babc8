/* order.c - of plans that are equally good, the first in the problem's order.
 *
 * Column after column is made as small as it can be at the same objective, and stays there.  Whole
 * numbers come first: for each a search for a plan as good that has less of it.  The others
 * follow, with these fixed, on the face of optima, along which costs of their own lead.
 */
#include <math.h>
#include <string.h>

#include "search.h"

struct ordering {
    struct search *s;
    const int *order;
    int n;
    struct lp *lp;
    double *lower, *upper;     /* [n_cols] what is settled is fixed */
    double *x, *y;             /* [n_cols] the plan; [n_rows] scratch */
    double most, rounding;     /* the objective of a plan as good; how far off it may be computed */
};

enum known { NO, YES, UNKNOWN };

bool as_good_as_proven(const struct search *s)
{
    return isfinite(s->objective) &&
           s->objective - s->bound <= 1e-9 * fmax(1, fabs(s->objective));
}

static bool whole(const struct search *s, int j) { return s->m->integer[j] && !s->relax; }

/* ---- whole numbers ---- */

/* Nothing dearer is of interest: a search gives up what cannot become as good. */
static double cut_off(const struct search *s)
{
    const struct ordering *o = s->context;
    return o->most + 3 * o->rounding;
}

static bool too_dear(const struct ordering *o, double bound)
{
    return bound > o->most + o->rounding;
}

static enum known search_as_good(struct ordering *o, const struct matrix *m)
{
    struct search t = { .arena = arena_new(), .m = m, .cost = o->s->cost,
                        .constant = o->s->constant, .until = o->s->until, .stop = o->s->stop,
                        .tell = tell_nothing, .context = o, .known_elsewhere = cut_off };
    search_run(&t);
    enum known found = t.infeasible || too_dear(o, t.bound) ? NO : UNKNOWN;
    if (t.plan && t.objective <= o->most) {
        memcpy(o->x, t.plan, (size_t)m->n_cols * sizeof *o->x);
        found = YES;
    }
    if (t.lp)
        lp_free(t.lp);
    arena_free(t.arena);
    return found;
}

/* Whether a plan as good has less of the column; it becomes the plan. */
static enum known less_of(struct ordering *o, int j)
{
    enum { LARGEST = 6000 }; /* columns up to which it is searched for; else the relaxation tells */
    struct search *s = o->s;
    double upper = o->upper[j];
    struct matrix m = *s->m;
    m.col_lower = o->lower;
    m.col_upper = o->upper;
    o->upper[j] = round(o->x[j]) - 1;
    lp_set_bounds(o->lp, j, o->lower[j], o->upper[j]);
    enum lp_answer a = lp_solve(o->lp, DUAL, s->until, s->stop);
    enum known found = a == LP_INFEASIBLE ? NO : UNKNOWN;
    if (a == LP_OPTIMAL) {
        lp_dual(o->lp, o->y);
        if (too_dear(o, matrix_dual_bound(&m, s->cost, s->constant, o->y)))
            found = NO;
        else if (m.n_cols <= LARGEST)
            found = search_as_good(o, &m);
    }
    o->upper[j] = upper;
    lp_set_bounds(o->lp, j, o->lower[j], upper);
    return found;
}

static bool order_wholes(struct ordering *o)
{
    for (int k = 0; k < o->n; k++) {
        int j = o->order[k];
        enum known less = YES;
        if (!whole(o->s, j))
            continue;
        while (less == YES && o->x[j] > o->lower[j] + 0.5)
            less = less_of(o, j);
        if (less == UNKNOWN)
            return false;
        o->lower[j] = o->upper[j] = round(o->x[j]);
        lp_set_bounds(o->lp, j, o->lower[j], o->upper[j]);
    }
    return true;
}

/* ---- the others ---- */

static bool stand_at_optimum(struct ordering *o)
{
    struct search *s = o->s;
    for (int j = 0; j < s->m->n_cols; j++)
        if (whole(s, j))
            lp_set_bounds(o->lp, j, round(o->x[j]), round(o->x[j]));
    if (lp_solve(o->lp, DUAL, s->until, s->stop) != LP_OPTIMAL)
        return false;
    lp_keep_optimum(o->lp);
    for (int j = 0; j < s->m->n_cols; j++)
        lp_set_cost(o->lp, j, 0);
    return true;
}

/* People and pounds are often whole: rounding errors are not handed on. */
static double tidy(double v)
{
    return fabs(v - round(v)) <= 1e-9 * fmax(1, fabs(v)) ? round(v) : v;
}

static bool order_others(struct ordering *o)
{
    static const double NOTHING = 1e-9;
    struct search *s = o->s;
    lp_x(o->lp, o->x);
    for (int k = 0; k < o->n; k++) {
        int j = o->order[k];
        double least, most;
        if (whole(s, j))
            continue;
        lp_bounds(o->lp, j, &least, &most);
        if (o->x[j] > least + NOTHING) {
            lp_set_cost(o->lp, j, 1);
            if (lp_solve(o->lp, PRIMAL, s->until, s->stop) != LP_OPTIMAL)
                return false;
            lp_set_cost(o->lp, j, 0);
            lp_x(o->lp, o->x);
            least = o->x[j] > least + NOTHING ? tidy(o->x[j]) : least;
        }
        lp_set_bounds(o->lp, j, least, least);
    }
    return lp_solve(o->lp, PRIMAL, s->until, s->stop) == LP_OPTIMAL;
}

static bool keep_ordered(struct ordering *o)
{
    struct search *s = o->s;
    lp_x(o->lp, o->x);
    for (int j = 0; j < s->m->n_cols; j++)
        if (whole(s, j))
            o->x[j] = round(o->x[j]);
    double objective = search_objective(s, o->x);
    if (objective > o->most || matrix_violation(s->m, o->x) > 1e-6)
        return false;
    memcpy(s->plan, o->x, (size_t)s->m->n_cols * sizeof *s->plan);
    s->objective = objective;
    s->tell(s->context, s, "order", true);
    return true;
}

bool first_in_order(struct search *s, const int *order, int n)
{
    const struct matrix *m = s->m;
    size_t size = (size_t)m->n_cols * sizeof(double);
    struct ordering o = { .s = s, .order = order, .n = n, .lp = lp_new(m, s->cost),
                          .lower = NEW_ARRAY(s->arena, double, m->n_cols),
                          .upper = NEW_ARRAY(s->arena, double, m->n_cols),
                          .x = NEW_ARRAY(s->arena, double, m->n_cols),
                          .y = NEW_ARRAY(s->arena, double, m->n_rows) };
    memcpy(o.lower, m->col_lower, size);
    memcpy(o.upper, m->col_upper, size);
    memcpy(o.x, s->plan, size);
    o.rounding = 1e-9 * fmax(1, fabs(s->objective));
    o.most = fmax(s->objective, s->bound + o.rounding);
    bool ordered = order_wholes(&o) && stand_at_optimum(&o) && order_others(&o) && keep_ordered(&o);
    lp_free(o.lp);
    return ordered;
}
