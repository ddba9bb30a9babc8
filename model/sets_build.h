/* sets_build.h - the steps of sets_build(), in their order; private to model/. */
#ifndef RINGFENCE_SETS_BUILD_H
#define RINGFENCE_SETS_BUILD_H

#include "sets.h"

/* Positions gathered one by one and handed out as links once complete. */
struct gather { int n, room; int *owner, *item; };

void gather_add(struct arena *a, struct gather *g, int owner, int item);
/* links[owner] = its items in the order in which they were added; n owners. */
void gather_links(struct arena *a, const struct gather *g, int n, struct links *(*at)(void *, int),
                  void *array);

struct build {
    struct arena *arena;
    const struct world *w;
    const bool *apart;
    struct sets *s;
    int *offer_of;             /* [site][module], -1 */
    struct gather tie_entrants, group_entrants, class_ties, cohort_placements,
        contract_cohorts, office_contracts;
    int *cohort_of;            /* [offer][buyer][period], -1 */
    int *tie_seen;             /* [n_ties] scratch */
    struct links *payers_at;   /* [area][period] payers whose scope has the area */
    struct links *payers_of;   /* [buyer][period] payers whose scope has an area of the buyer */
};

void build_groups(struct build *b);
void build_classes(struct build *b);
void build_payers(struct build *b);      /* pots and virement pools */
void build_starts(struct build *b);      /* ties, entrants, placements */
void build_stock(struct build *b);
void build_buying(struct build *b);      /* cohorts, contracts, bands, offices */
void build_rebates(struct build *b);     /* rebate pots */
void build_buckets(struct build *b);     /* buckets and payments */
void build_shortfalls(struct build *b);

/* Whether any pot or pool of the period may pay this category for the class. */
bool class_payable(const struct build *b, int class_, enum category k, struct period_id t);

#endif
