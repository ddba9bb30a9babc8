/* c08_management.c - the management fee on the value of contracts. */
#include "cost.h"

static void terms(const struct sets *s, enum category k, cost_visit *visit, void *context)
{
    const struct world *w = s->world;
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        const struct offer *o = &w->offer[y->offer.i];
        double fee = w->scenario.procurement.management_share * w->period[y->period.i].price_index;
        int bucket =
            s->buyer_bucket[(y->buyer * 3 + (int)k - VACANCY) * w->n_periods + y->period.i];
        visit(context, Q_COHORTS, i, y->period, bucket, fee * o->cohort_price);
        for (int n = 0; o->learner_price > 0 && n < y->placements.n; n++)
            visit(context, Q_PLACEMENTS, y->placements.item[n], y->period, bucket,
                  fee * o->learner_price);
    }
}

const struct cost COST_MANAGEMENT = {
    .code = "C08", .name = "management", .rule = "The management fee on the value of contracts.",
    .formula = "management_share sum{p} value[b,p,t]",
    .category = MANAGEMENT, .terms = terms,
};
