/* f15_mentors.c - Learners get no more mentor hours than the pool has, with those whom earlier
 * courses trained. */
#include "iterate.h"
#include "../pools.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_MENTORS = {
    .code = "F15",
    .name = "mentors",
    .rule = "Learners get no more mentor hours than the pool has, with those whom "
            "earlier courses trained.",
    .formula = "sum{running in t} mentor_hours_c / D_c P <= hours of the pool + sum{ended "
            "before t} grants_c phi_c P",
    .index = { IX_POOL, IX_PERIOD },
    .unit = "hours",
    .dual_says = "what one more mentor hour would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int first = p->matrix.n_rows;
    for (int pool = 0; pool < n_mentor_pools(w); pool++)
        for_each_period(w, t)
            row_le(p, mentor_pool_hours(w, pool), KEY(pool, t.i));
    for (int i = 0; i < s->n_placements; i++) {
        const struct course *c = course_of(s, i);
        int pool = mentor_pool_of(w, class_of(s, i)->area),
            end = last_period(c, tie_of(s, i)->period);
        for (int t = tie_of(s, i)->period.i; c->mentor_hours > 0 && t <= end; t++)
            term_in(p, first + pool * w->n_periods + t, c->mentor_hours / c->periods,
                    column_of(p, Q_PLACEMENTS, i));
        for (int t = end + 1; c->grants_mentor_hours > 0 && t < w->n_periods; t++)
            term_in(p, first + pool * w->n_periods + t, -c->grants_mentor_hours * c->completion,
                    column_of(p, Q_PLACEMENTS, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *used = tally(a, n_mentor_pools(w) * w->n_periods);
    for_each_start(p, x) {
        const struct course *c = plan_course(p, x);
        int pool = mentor_pool_of(w, x->area), end = last_period(c, x->period);
        for (int t = x->period.i; t < w->n_periods; t++)
            used[pool * w->n_periods + t] +=
                x->learners * (t <= end ? c->mentor_hours / c->periods
                                        : -c->grants_mentor_hours * c->completion);
    }
    for (int pool = 0; pool < n_mentor_pools(w); pool++)
        for_each_period(w, t)
            audit_le(a, used[pool * w->n_periods + t.i], mentor_pool_hours(w, pool),
                     KEY(pool, t.i));
    (void)s;
}
