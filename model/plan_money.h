/* plan_money.h - the money of a plan: costs into buckets, payments into pence; private to
 * model/. */
#ifndef RINGFENCE_PLAN_MONEY_H
#define RINGFENCE_PLAN_MONEY_H

#include "plan.h"
#include "program.h"

struct planning {
    struct arena *arena;
    const struct program *p;
    const double *x;
    bool whole;
    struct plan *plan;
};

/* value: pounds per position in sets->contract. */
void plan_money(struct planning *b, const double *value);

/* The bucket of the program that a bucket of the plan is part of. */
int plan_merged_bucket(const struct sets *s, const struct plan_bucket *b);

/* Lets roles of a class swap payers until each keeps the caps per learner. */
void plan_caps(struct planning *b, int *plan_room);

/* Whole pence that never exceed the pounds but for rounding noise. */
int64_t pence_within(double pounds);

/* Rounds payments to pence: each bucket's pence are those of its payments, no payer pays more
 * than most_pence[payer], no cap per learner that its pounds keep is exceeded by a penny, each
 * payment and each bucket stays within two pence of its pounds.  A payer that lacks a penny may
 * be handed one by the pots that fill it, within what they may carry over or move. */
void round_payments(struct arena *a, struct plan *plan, const int64_t *most_pence);

#endif
