/* known.h - what is known of another solve: its plan, by what it commissions, and its proof.
 *
 * A plan decides nothing: the solver takes what of it keeps the scenario's own rules, or leaves it.
 * Nor is a proof believed: what follows from its cuts and prices is computed anew of the scenario's
 * own program, where an amount or a cost may be another.  But both are inputs from which a result
 * can be made again, and are kept with it.
 */
#ifndef RINGFENCE_KNOWN_H
#define RINGFENCE_KNOWN_H

#include "program.h"
#include "written.h"

/* Buyers, modules and so on are those of the scenario that is to begin here. */
struct known_cohort {          /* none of a buyer's offer in a period when not listed */
    int buyer;
    struct module_id module;
    struct site_id site;
    struct period_id period;
    double cohorts;            /* whole, > 0 */
};

struct known_contract {        /* when not listed, its value is not known */
    int buyer;
    struct provider_id provider;
    struct period_id period;
    double value;              /* £ before rebate */
};

struct known_plan {
    const char *run, *scenario;      /* whose plan */
    int n_cohorts, n_contracts;
    struct known_cohort *cohort;     /* [n_cohorts] each buyer, module, site and period once */
    struct known_contract *contract; /* [n_contracts] each buyer, provider and period once */
    struct written proof;            /* of its bound */
};

struct beginning {                 /* all that a search is given to begin from */
    int n;
    struct known_plan *plan;         /* [n] */
    const unsigned char *basis;      /* NULL, or as struct problem has it, of this shape */
    int basis_rows, basis_columns;
    const struct known_plan *proved; /* whose proof proves most of the program, or NULL */
    struct written proof;            /* that proof, as it is read of this program */
    double proven;                   /* the bound that it proves */
};

/* The columns of the program as the plan has them: [n_cols], NAN where it does not say. */
double *known_columns(struct arena *a, const struct program *p, const struct known_plan *k);

/* Places what a plan commissions by names; false when the world does not have one of them. */
bool known_cohort_place(struct known_cohort *out, const struct world *w, const char *buyer,
                        const char *module, const char *site, const char *period);
bool known_contract_place(struct known_contract *out, const struct world *w, const char *buyer,
                          const char *provider, const char *period);

/* Another scenario's plan for the buyers of this one, in parts of a local authority: the share
 * of its buyer's cohorts that its learners at a site fill, and its share of a contract.  Where
 * the authorities still buy together the parts add up to whole cohorts and contracts.  Elsewhere
 * each buyer gets as many cohorts as its own learners fill, and no contract's value is known. */
struct known_part { const char *la, *module, *site, *period; double cohorts, learners; };
struct known_share { const char *la, *provider, *period; double contracts, value; };
/* Parts with names that the world does not have are left out. */
void known_join_cohorts(struct known_plan *out, struct arena *a, const struct world *w,
                        const struct known_part *part, int n);
void known_join_contracts(struct known_plan *out, struct arena *a, const struct world *w,
                          const struct known_share *share, int n);

#endif
