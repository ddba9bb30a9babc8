/* f16_childcare.c - Learners use no more local childcare than their area has to spare. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_CHILDCARE = {
    .code = "F16",
    .name = "childcare",
    .rule = "Learners use no more local childcare than their area has to spare.",
    .formula = "sum{way local, running in t} kappa / D_c P <= childcare hours[a]",
    .index = { IX_AREA, IX_PERIOD },
    .unit = "hours",
    .dual_says = "what one more hour of childcare would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int *row = NEW_ARRAY(row_scratch(p), int, w->n_areas * w->n_periods);
    for (int i = 0; i < s->n_placements; i++) {
        const struct course *c = course_of(s, i);
        int at = class_of(s, i)->area.i, end = last_period(c, tie_of(s, i)->period);
        for (int t = tie_of(s, i)->period.i; s->placement[i].care == CARE_LOCAL && t <= end; t++) {
            int *r = &row[at * w->n_periods + t];
            if (*r == 0)
                *r = 1 + row_le(p, w->area[at].childcare_hours, KEY(at, t));
            term_in(p, *r - 1, s->placement[i].care_hours / c->periods,
                    column_of(p, Q_PLACEMENTS, i));
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *used = tally(a, w->n_areas * w->n_periods);
    for_each_start(p, x) for (int t = x->period.i; x->care == CARE_LOCAL &&
                                                   t <= last_period(plan_course(p, x), x->period);
                              t++) used[x->area.i * w->n_periods + t] +=
        x->learners * x->care_hours / plan_course(p, x)->periods;
    for (int at = 0; at < w->n_areas; at++)
        for_each_period(w, t)
            audit_le(a, used[at * w->n_periods + t.i], w->area[at].childcare_hours, KEY(at, t.i));
    (void)s;
}
