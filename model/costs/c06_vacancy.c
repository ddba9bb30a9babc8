/* c06_vacancy.c - seats commissioned and left empty. */
#include "cost.h"

static void terms(const struct sets *s, enum category k, cost_visit *visit, void *context)
{
    const struct world *w = s->world;
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        const struct offer *o = &w->offer[y->offer.i];
        double price = w->period[y->period.i].price_index * o->cohort_price;
        int bucket =
            s->buyer_bucket[(y->buyer * 3 + (int)k - VACANCY) * w->n_periods + y->period.i];
        visit(context, Q_COHORTS, i, y->period, bucket, price);
        for (int n = 0; n < y->placements.n; n++)
            visit(context, Q_PLACEMENTS, y->placements.item[n], y->period, bucket,
                  -price / o->cohort_max);
    }
}

const struct cost COST_VACANCY = {
    .code = "C06", .name = "vacancy", .rule = "Seats commissioned and left empty.",
    .formula = "sum{m,s} (cohort_price y - (cohort_price / cohort_max) sum P)",
    .category = VACANCY, .terms = terms,
};
