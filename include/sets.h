/* sets.h - MODEL.md section 4 and 10: what follows from the facts before anything is decided.
 *
 * Groups of staff, classes of interchangeable roles, the entrants and placements that can
 * exist, cohorts, contracts, payers (pots, virement pools, rebate pots) and the buckets that
 * they may pay.  Each is an array; a position in it is the entity's id here.  Read-only once
 * built; owned by the arena given to sets_build().
 */
#ifndef RINGFENCE_SETS_H
#define RINGFENCE_SETS_H

#include "world.h"

enum care { CARE_NONE, CARE_LOCAL, CARE_CRECHE }; /* the childcare way w */
enum way  { WAY_COHORT, WAY_OPEN };               /* the way k */
extern const char *const CARE_NAME[3], *const WAY_NAME[2];

struct links { int n; int *item; };               /* positions in another array */

struct group {                 /* g = (area, role, childcare need); only those with staff */
    struct area_id area;
    struct role_id role;
    bool childcare;
    double headcount, at_level[N_LEVELS];
    bool reachable[N_LEVELS];  /* some of the group are or can come to be at the level */
    struct links entrants;     /* ascending */
};

struct class_ {                /* roles that nothing can tell apart on a course in an area */
    struct area_id area;
    struct course_id course;
    struct role_id *role;      /* [n_roles] the first stands for all */
    int n_roles;
    struct links ties;
};

struct stock {                 /* N: people of a group at a level at the end of a period */
    int group, level;
    struct period_id period;
};

struct entrants {              /* u: learners of a group at a level who start a course */
    int group, level;
    struct course_id course;
    struct period_id period;
    int tie;
    double most;               /* never more than this */
};

struct tie {                   /* (class, childcare need, period): entrants = placements */
    int class_;
    bool childcare;
    struct period_id period;
    struct links entrants;
    int first_placement, n_placements; /* a run of the placements */
    double most;
};

struct placement {             /* P: where and how learners of a tie are taught */
    int tie;
    struct site_id site;
    enum care care;
    enum way way;
    double cost[N_LEARNER_CATEGORIES]; /* £ per learner with the price index, whole course */
    double care_hours;         /* kappa, over the whole course */
    double most;
};

struct cohort {                /* y: cohorts of a module that a buyer commissions */
    int buyer;
    struct module_id module;
    struct site_id site;
    struct period_id period;
    struct offer_id offer;
    int contract;              /* with the site's provider, in the period */
    struct links placements;   /* cohort placements of the buyer that sit in them */
    int most;
};

struct contract {              /* q: a buyer has a contract with a provider in a period */
    int buyer;
    struct provider_id provider;
    struct period_id period;
    int office;
    struct links cohorts;
    int first_band, n_bands;   /* run of the bands; none without discounts */
    double most_value;         /* £: all who could come make it no dearer */
};

struct band {                  /* V, W: contract value in a discount band */
    int contract;
    double from, to, discount;
};

struct office {                /* o: a buyer has any contract in a period */
    int buyer;
    struct period_id period;
    struct links contracts;
};

struct shortfall {             /* e: people short of a target */
    struct target_id target;
    struct area_id area;
    struct role_id role;
    double want;               /* people, > 0 */
};

enum payer_kind { PAYER_POT, PAYER_VIREMENT, PAYER_REBATE };
struct payer {
    enum payer_kind kind;
    struct stream_id stream;   /* of a pot; .i = -1 otherwise */
    enum scope_type scope;
    int place;                 /* area, la, region or buyer; 0 for all */
    struct period_id period;
    double amount;             /* £ of a pot, after the top-slice */
    double most;               /* £ it could ever pay */
    int earlier, later;        /* the same pot a period before and after, or -1 */
    int virement;              /* of a pot: the virement pool that it may fill, or -1 */
    struct links sources;      /* of a virement pool: the pots that fill it */
};

struct bucket {                /* merged costs that exactly the same payers may pay */
    struct period_id period;
    struct links payers;
    int first_payment;         /* payments of a bucket are a run, in the payers' order */
    int class_;                /* kept apart for a cap per learner; else -1 */
};

struct payment { int payer, bucket; double most; }; /* z, £ */

struct sets {
    const struct world *world;
    int n_groups, n_classes, n_stock, n_entrants, n_ties, n_placements, n_cohorts, n_contracts,
        n_bands, n_offices, n_shortfalls, n_payers, n_buckets, n_payments;
    struct group *group;
    struct class_ *class_;
    struct stock *stock;
    struct entrants *entrants;
    struct tie *tie;
    struct placement *placement;
    struct cohort *cohort;
    struct contract *contract;
    struct band *band;
    struct office *office;
    struct shortfall *shortfall;
    struct payer *payer;
    struct bucket *bucket;
    struct payment *payment;
    int *group_of;             /* [area][role][2], -1 = nobody */
    int *stock_of;             /* [group][N_LEVELS][period], -1 = nobody can be there */
    int *class_of;             /* [area][course][role], -1 = the role cannot take it */
    int *contract_of;          /* [buyer][provider][period], -1 = none */
    int *learner_bucket;       /* [class][N_LEARNER_CATEGORIES][period] */
    int *buyer_bucket;         /* [buyer][3][period]: vacancy, contract, management */
};

/* apart: NULL, or [area][course] true where every role must be a class of its own. */
struct sets *sets_build(struct arena *a, const struct world *w, const bool *apart);

int buyer_of(const struct world *w, struct area_id a);
bool scope_has_area(const struct world *w, enum scope_type type, int place, struct area_id a);
bool scope_has_buyer(const struct world *w, enum scope_type type, int place, int buyer);
const char *scope_place_name(const struct world *w, enum scope_type type, int place);

#endif
