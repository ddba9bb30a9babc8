/* run.h - one scenario solved: facts, answer, evidence.  What the store keeps. */
#ifndef RINGFENCE_RUN_H
#define RINGFENCE_RUN_H

#include "family.h"
#include "findings.h"
#include "hold.h"
#include "known.h"
#include "plan.h"
#include "program.h"
#include "solve.h"

struct unmet {                 /* of an infeasible scenario: what would have to give way */
    const char *rule;          /* name of the target or policy */
    const char *key;           /* where, as text */
    double missing;            /* how far, in the rule's unit */
    const char *unit;
};

enum run_status { RUN_OPTIMAL, RUN_FEASIBLE, RUN_INFEASIBLE, RUN_STOPPED, RUN_FAILED };
extern const char *const RUN_STATUS_NAME[5]; /* "optimal", "feasible", "infeasible", ... */

struct run {
    const struct tables *tables;    /* with the scenario's changes */
    const struct findings *findings;
    const struct world *world;
    const struct hold *hold;        /* what it was held to, or NULL */
    const struct beginning *known;      /* what the search was given to begin from */
    const struct sets *sets;
    const struct program *program;
    enum run_status status;
    struct outcome outcome;
    double objective, bound, gap;   /* as `run --json` prints them (discounted £); the bound is
                                       outcome.bound, which the search claims, or what of it is
                                       proven */
    double proven;                  /* a bound in exact arithmetic: certificate.h; INFINITY: that
                                       there is no plan */
    const double *prices;           /* [n_rows] or NULL: all 0 */
    struct written proof;           /* the outcome's or the known one, where it proves it instead */
    const bool *apart;              /* as given to sets_build() */
    double cost, shortfall_value;   /* of the plan */
    const struct plan *plan;        /* NULL when there is none */
    struct breach *breach;
    int n_breaches;
    struct unmet *unmet;
    int n_unmet;
    bool relax;
    double gap_asked, time_limit_s, seconds;
    int workers;
    long peak_kb;                   /* memory of the process */
};

/* Whether the plan is the one that the rule for equally good plans names; NULL without a plan. */
static inline const char *run_tie_break(const struct run *r)
{
    return !r->plan ? NULL : r->outcome.in_order ? "applied" : "not reached";
}

#endif
