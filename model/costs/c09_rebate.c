/* c09_rebate.c - discounts on contracts come back as money. */
#include "cost.h"

static void terms(const struct sets *s, enum category k, cost_visit *visit, void *context)
{
    (void)k;
    for (int j = 0; j < s->n_bands; j++)
        visit(context, Q_BAND_VALUE, j, s->contract[s->band[j].contract].period, -1,
              -s->band[j].discount);
}

const struct cost COST_REBATE = {
    .code = "C09", .name = "rebate", .rule = "Discounts on contracts come back as money.",
    .formula = "- sum{b,p,j} discount_j V[b,p,t,j]",
    .category = -1, .terms = terms,
};
