/* plan.h - a solution in the words of MODEL.md section 5, classes spread out again.
 *
 * Learners are people, fractions and all; money is pounds, payments and costs also whole
 * pence that balance exactly: the pence of a bucket's payments add up to the pence of its
 * cost, and no payer pays more pence than it has.  Owned by the arena given to plan_make().
 */
#ifndef RINGFENCE_PLAN_H
#define RINGFENCE_PLAN_H

#include "sets.h"

struct plan_start {            /* x > 0 */
    struct area_id area;
    struct role_id role;
    bool childcare;
    int level;                 /* at the start of the course */
    struct course_id course;
    struct site_id site;
    struct period_id period;   /* in which it starts */
    enum care care;
    enum way way;
    double learners;
    int entrants;              /* position in sets->entrants */
    double cost[N_LEARNER_CATEGORIES]; /* £ per learner, whole course, with the price index */
    double care_hours;         /* per learner, whole course */
};

struct plan_stock {            /* N: people of a group at a level; period -1 is before the first */
    struct area_id area;
    struct role_id role;
    bool childcare;
    int level, period;
    double people;
};

struct plan_cohort {           /* y > 0 */
    int buyer;
    struct module_id module;
    struct site_id site;
    struct period_id period;
    double cohorts, learners;  /* learners in them */
};

struct plan_contract {         /* q = 1 */
    int buyer;
    struct provider_id provider;
    struct period_id period;
    double taken;              /* 1; a relaxation may say less */
    double value;              /* £ before rebate */
    double rebate;             /* £ */
    int band;                  /* of the provider's discounts; -1 without */
};

struct plan_office { int buyer; struct period_id period; double taken; };

struct plan_shortfall {        /* every target of every area and role with staff */
    struct target_id target;
    struct area_id area;
    struct role_id role;
    double want, have, missing; /* people; missing >= want - have */
};

struct plan_bucket {           /* cost > 0; a learner's or a buyer's */
    enum category category;
    struct period_id period;   /* in which the cost falls */
    struct area_id area;       /* learner's: area, role, course; buyer's: .i = -1 */
    struct role_id role;
    struct course_id course;
    int buyer;                 /* buyer's; of a learner's bucket the area's buyer */
    double cost;               /* £ */
    int64_t pence;
};

struct plan_payment {          /* z > 0 */
    int payer;                 /* position in sets->payer */
    int bucket;                /* position in plan->bucket */
    double pounds;
    int64_t pence;
};

struct plan_payer {            /* one per sets->payer, same position */
    double received;           /* £: amount of a pot, virement received, rebate earned */
    double carried_in, carried_out, moved; /* £ of a pot; moved = vire */
    double paid;               /* £ */
    int64_t received_pence, carried_in_pence, carried_out_pence, moved_pence, paid_pence;
};

struct plan {
    const struct sets *sets;
    int n_starts, n_stock, n_cohorts, n_contracts, n_offices, n_shortfalls, n_buckets, n_payments;
    struct plan_start *start;
    struct plan_stock *stock;
    struct plan_cohort *cohort;
    struct plan_contract *contract;
    struct plan_office *office;
    struct plan_shortfall *shortfall;
    struct plan_bucket *bucket;
    struct plan_payment *payment;
    struct plan_payer *payer;      /* [sets->n_payers] */
    double *entered;               /* [sets->n_entrants] learners who enter */
    double *band_value, *band_taken; /* [sets->n_bands] £; 0 or 1 */
    int *stock_of;                 /* [sets->n_stock] position in stock of a period's end */
    double cost, shortfall_value;  /* discounted £, MODEL.md 7 */
};

#endif
