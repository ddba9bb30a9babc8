/* c07_contract.c - letting and running contracts, and the commissioning team. */
#include "cost.h"

static int bucket_of(const struct sets *s, int buyer, struct period_id t)
{
    return s->buyer_bucket[(buyer * 3 + CONTRACT - VACANCY) * s->world->n_periods + t.i];
}

static void terms(const struct sets *s, enum category k, cost_visit *visit, void *context)
{
    const struct procurement *p = &s->world->scenario.procurement;
    (void)k;
    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        visit(context, Q_CONTRACT, i, q->period, bucket_of(s, q->buyer, q->period),
              s->world->period[q->period.i].price_index * p->contract_cost);
    }
    for (int i = 0; i < s->n_offices; i++) {
        const struct office *o = &s->office[i];
        visit(context, Q_OFFICE, i, o->period, bucket_of(s, o->buyer, o->period),
              s->world->period[o->period.i].price_index * p->office_cost);
    }
}

const struct cost COST_CONTRACT = {
    .code = "C07", .name = "contract", .rule = "Letting and running contracts, and the team.",
    .formula = "contract_cost sum{p} q + office_cost o",
    .category = CONTRACT, .terms = terms,
};
