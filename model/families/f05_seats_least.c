/* f05_seats_least.c - Every cohort has at least its least number of learners. */
#include "iterate.h"
#include "seats.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_SEATS_LEAST = {
    .code = "F05",
    .name = "seats_least",
    .rule = "Every cohort has at least its least number of learners.",
    .formula = "cohort_min y[b,m,s,t] <= sum{way cohort, m in M_c} P",
    .index = { IX_COHORT },
    .unit = "learners",
    .dual_says = "what one learner fewer would do",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        row_ge(p, 0, KEY(i));
        for (int k = 0; k < y->placements.n; k++)
            term(p, 1, column_of(p, Q_PLACEMENTS, y->placements.item[k]));
        term(p, -s->world->offer[y->offer.i].cohort_min, column_of(p, Q_COHORTS, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *learners = tally(a, s->n_cohorts), *cohorts = tally(a, s->n_cohorts);
    audit_seats(p, cohorts, learners);
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct offer *o = &s->world->offer[s->cohort[i].offer.i];
        audit_le(a, o->cohort_min * cohorts[i], learners[i], KEY(i));
    }
}
