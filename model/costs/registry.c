/* registry.c - every term of cost, in the order of its code. */
#include "cost.h"

extern const struct cost COST_FEE, COST_TRAVEL, COST_CHILDCARE, COST_RELEASE, COST_MENTOR,
    COST_VACANCY, COST_CONTRACT, COST_MANAGEMENT, COST_REBATE, COST_SHORTFALL;

const struct cost *const COSTS[] = {
    &COST_FEE, &COST_TRAVEL, &COST_CHILDCARE, &COST_RELEASE, &COST_MENTOR,
    &COST_VACANCY, &COST_CONTRACT, &COST_MANAGEMENT, &COST_REBATE, &COST_SHORTFALL,
};
const int N_COSTS = COUNT(COSTS);
