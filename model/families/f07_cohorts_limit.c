/* f07_cohorts_limit.c - A provider teaches no more cohorts of an offer than it can, all buyers
 * together. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_COHORTS_LIMIT = {
    .code = "F07",
    .name = "cohorts_limit",
    .rule = "A provider teaches no more cohorts of an offer than it can, all buyers "
            "together.",
    .formula = "sum{b} y[b,m,s,t] <= cohorts_limit[s,m]",
    .index = { IX_OFFER, IX_PERIOD },
    .unit = "cohorts",
    .dual_says = "what one more cohort on offer would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int *row = NEW_ARRAY(row_scratch(p), int, w->n_offers * w->n_periods);
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        int *at = &row[y->offer.i * w->n_periods + y->period.i];
        if (*at == 0)
            *at = 1 + row_le(p, w->offer[y->offer.i].cohorts_limit, KEY(y->offer.i, y->period.i));
        term_in(p, *at - 1, 1, column_of(p, Q_COHORTS, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *sold = tally(a, w->n_offers * w->n_periods);
    for (int i = 0; i < p->n_cohorts; i++)
        for_each_offer(w, o)
            if (w->offer[o.i].site.i == p->cohort[i].site.i &&
                w->offer[o.i].module.i == p->cohort[i].module.i)
                sold[o.i * w->n_periods + p->cohort[i].period.i] += p->cohort[i].cohorts;
    for_each_offer(w, o)
        for_each_period(w, t)
            if (w->offer[o.i].by_cohort)
                audit_le(a, sold[o.i * w->n_periods + t.i], w->offer[o.i].cohorts_limit,
                         KEY(o.i, t.i));
    (void)s;
}
