/* purses.h - how many whole pence a payer may pay under each cap per learner; private to model/. */
#ifndef RINGFENCE_PURSES_H
#define RINGFENCE_PURSES_H

#include "plan.h"

struct purse {                 /* payments of one payer under one cap, or under none */
    int payer;
    int cap;                   /* area, role, course and period of the cap; -1 = none */
    struct links payments;     /* positions in plan->payment */
    double pence;              /* paid, fractions and all */
    int64_t most;              /* whole pence that it may pay */
    bool spare;                /* one more is less than a penny above the cap */
};

struct purses {
    struct purse *item;
    int n;
    int *of_payment;           /* [plan->n_payments] position in item */
};

/* Owned by the arena. */
struct purses gather_purses(struct arena *a, const struct plan *plan);

#endif
