/* f06_seats_most.c - No cohort has more learners than seats. */
#include "iterate.h"
#include "seats.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_SEATS_MOST = {
    .code = "F06",
    .name = "seats_most",
    .rule = "No cohort has more learners than seats.",
    .formula = "sum{way cohort, m in M_c} P <= cohort_max y[b,m,s,t]",
    .index = { IX_COHORT },
    .unit = "learners",
    .dual_says = "what one more seat would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        row_le(p, 0, KEY(i));
        for (int k = 0; k < y->placements.n; k++)
            term(p, 1, column_of(p, Q_PLACEMENTS, y->placements.item[k]));
        term(p, -s->world->offer[y->offer.i].cohort_max, column_of(p, Q_COHORTS, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *learners = tally(a, s->n_cohorts), *cohorts = tally(a, s->n_cohorts);
    audit_seats(p, cohorts, learners);
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct offer *o = &s->world->offer[s->cohort[i].offer.i];
        audit_le(a, learners[i], o->cohort_max * cohorts[i], KEY(i));
    }
}
