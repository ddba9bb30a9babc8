/* f09_contract.c - Commissioning any cohort needs a contract with its provider. */
#include "iterate.h"
#include "seats.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_CONTRACT = {
    .code = "F09",
    .name = "contract",
    .rule = "Commissioning any cohort needs a contract with its provider.",
    .formula = "y[b,m,s,t] <= cohorts_limit[s,m] q[b,p(s),t]",
    .index = { IX_COHORT },
    .unit = "cohorts",
    .dual_says = "what a cohort without a contract would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        row_le(p, 0, KEY(i));
        term(p, 1, column_of(p, Q_COHORTS, i));
        term(p, -s->world->offer[y->offer.i].cohorts_limit, column_of(p, Q_CONTRACT, y->contract));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *cohorts = tally(a, s->n_cohorts), *learners = tally(a, s->n_cohorts);
    double *taken = tally(a, w->n_buyers * w->n_providers * w->n_periods);
    audit_seats(p, cohorts, learners);
    for (int i = 0; i < p->n_contracts; i++)
        taken[(p->contract[i].buyer * w->n_providers + p->contract[i].provider.i) * w->n_periods +
              p->contract[i].period.i] = p->contract[i].taken;
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        int provider = w->site[y->site.i].provider.i;
        audit_le(a, cohorts[i], w->offer[y->offer.i].cohorts_limit *
                     taken[(y->buyer * w->n_providers + provider) * w->n_periods + y->period.i],
                 KEY(i));
    }
}
