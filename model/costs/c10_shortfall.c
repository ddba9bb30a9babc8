/* c10_shortfall.c - what people short of a target are worth. */
#include "cost.h"

static void terms(const struct sets *s, enum category k, cost_visit *visit, void *context)
{
    (void)k;
    for (int i = 0; i < s->n_shortfalls; i++) {
        const struct target *target = &s->world->target[s->shortfall[i].target.i];
        visit(context, Q_SHORTFALL, i, target->period, -1, target->penalty);
    }
}

const struct cost COST_SHORTFALL = {
    .code = "C10", .name = "shortfall", .rule = "The value of people short of a target.",
    .formula = "penalty_tau e[tau,a,r]",
    .category = -1, .is_shortfall = true, .terms = terms,
};
