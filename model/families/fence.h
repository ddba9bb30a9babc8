/* fence.h - the ring-fences as an auditor applies them: may this payer pay that cost? */
#ifndef RINGFENCE_FENCE_H
#define RINGFENCE_FENCE_H

#include "family.h"

bool may_pay(const struct plan *p, const struct payer *payer, const struct plan_bucket *b);

/* Cost of every bucket of the plan, recomputed from starts, cohorts, contracts, offices. */
double *audit_costs(struct audit *a, const struct plan *p);

#endif
