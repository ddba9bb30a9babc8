/* f27_cap.c - A stream pays no more for a learner than its cap, spread evenly over the course. */
#include "iterate.h"
#include <string.h>

static family_rows rows;
static family_audit audit;

const struct family RULE_CAP = {
    .code = "F27",
    .name = "cap",
    .rule = "A stream pays no more for a learner than its cap, spread evenly over the "
            "course.",
    .formula = "sum{pi of f, categories of learners} z <= cap_f / D_c learners of (a,r,c) "
            "running in t",
    .index = { IX_STREAM, IX_CLASS, IX_PERIOD },
    .unit = "pounds",
    .dual_says = "what one more pound of the cap would be worth",
    .rows = rows,
    .audit = audit,
};

static void cap_payment(struct program *p, struct stream_id f, int payment, int *row)
{
    const struct sets *s = p->sets;
    const struct bucket *b = &s->bucket[s->payment[payment].bucket];
    if (b->class_ < 0 || s->payer[s->payment[payment].payer].stream.i != f.i)
        return;
    int *at = &row[b->class_ * s->world->n_periods + b->period.i];
    if (*at == 0)
        *at = 1 + row_le(p, 0, KEY(f.i, b->class_, b->period.i));
    term_in(p, *at - 1, 1, column_of(p, Q_PAYMENT, payment));
}

static void allow_learner(struct program *p, struct stream_id f, int placement, const int *row)
{
    const struct sets *s = p->sets;
    const struct course *c = course_of(s, placement);
    const struct tie *tie = tie_of(s, placement);
    for (int t = tie->period.i; t <= last_period(c, tie->period); t++) {
        int at = row[tie->class_ * s->world->n_periods + t];
        if (at)
            term_in(p, at - 1, -s->world->stream[f.i].cap_per_learner / c->periods,
                    column_of(p, Q_PLACEMENTS, placement));
    }
}

static int cell_of(const struct world *w, struct area_id a, struct role_id r, struct course_id c,
                   int t)
{
    return ((a.i * w->n_roles + r.i) * w->n_courses + c.i) * w->n_periods + t;
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int *row = NEW_ARRAY(row_scratch(p), int, s->n_classes * w->n_periods);
    for_each_stream(w, f) {
        if (isinf(w->stream[f.i].cap_per_learner))
            continue;
        memset(row, 0, (size_t)(s->n_classes * w->n_periods) * sizeof *row);
        for (int i = 0; i < s->n_payments; i++)
            cap_payment(p, f, i, row);
        for (int i = 0; i < s->n_placements; i++)
            allow_learner(p, f, i, row);
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *learners = tally(a, w->n_areas * w->n_roles * w->n_courses * w->n_periods);
    for_each_start(p, x)
        for (int t = x->period.i; t <= last_period(plan_course(p, x), x->period); t++)
            learners[cell_of(w, x->area, x->role, x->course, t)] += x->learners;
    for_each_stream(w, f) {
        double cap = w->stream[f.i].cap_per_learner;
        if (isinf(cap))
            continue;
        double *paid = tally(a, w->n_areas * w->n_roles * w->n_courses * w->n_periods);
        for_each_payment(p, z) {
            const struct plan_bucket *b = &p->bucket[z->bucket];
            if (s->payer[z->payer].stream.i != f.i || b->category >= VACANCY)
                continue;
            int at = cell_of(w, b->area, b->role, b->course, b->period.i);
            paid[at] += (double)z->pence / 100;
        }
        for_each_area(w, area)
            for_each_role(w, r)
                for_each_course(w, c)
                    for_each_period(w, t) {
                        int at = cell_of(w, area, r, c, t.i);
                        int class_ = s->class_of[(area.i * w->n_courses + c.i) * w->n_roles + r.i];
                        if (paid[at] > 0)
                            audit_le(a, paid[at], cap / w->course[c.i].periods * learners[at],
                                     KEY(f.i, class_, t.i));
                    }
    }
}
