/* cost.h - what the objective is made of: one entry per term of cost (MODEL.md 6 and 7).
 *
 * Every term says which columns cost what, in which period, and which bucket has to be
 * paid for it.  The objective and the rule that buckets are funded read the same entries.
 */
#ifndef RINGFENCE_COST_H
#define RINGFENCE_COST_H

#include "program.h"

/* pounds per unit of the i-th column of a quantity, falling due in a period; bucket -1 when
 * nobody has to pay it (a rebate, a shortfall). */
typedef void cost_visit(void *context, enum quantity_id q, int i, struct period_id t, int bucket,
                        double pounds);

struct cost {
    const char *code, *name, *rule, *formula;
    int category;          /* enum category, or -1 */
    bool is_shortfall;     /* part of the shortfall value, not of cost */
    void (*terms)(const struct sets *s, enum category k, cost_visit *visit, void *context);
};

extern const struct cost *const COSTS[];
extern const int N_COSTS;

#endif
