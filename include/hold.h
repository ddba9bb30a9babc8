/* hold.h - a scenario asked for something else than its own best: like for like with another
 * scenario's plan, or doing nothing (MODEL.md 8).
 *
 * Same results: the least cost with no more people short, for each target and local authority.
 * Same money: the least shortfall value at no more discounted cost, then the least cost.
 * Limits come from a plan that is exact to 1e-6 relative, so as much is allowed beyond them.
 */
#ifndef RINGFENCE_HOLD_H
#define RINGFENCE_HOLD_H

#include "world.h"

enum hold_kind { HOLD_RESULTS, HOLD_MONEY };
extern const char *const HOLD_NAME[2]; /* "same results", "same money" */

struct hold_short { const char *target, *la; double people; };

struct hold {                      /* what another scenario's plan reached, and at what cost */
    enum hold_kind kind;
    const char *run, *scenario;    /* whose plan */
    double cost, shortfall_value;  /* discounted £ */
    int n_shorts;
    struct hold_short *shorts;     /* [n_shorts] one for each target and LA; nobody elsewhere */
};

/* Limits the world to what the other plan has, and asks for the rest instead of the scenario's
 * own objective.  A target or LA that the world does not know is BROKEN. */
MUST_USE enum status world_hold(struct world *w, struct arena *a, const struct hold *h,
                                struct err *err);

/* A limit with what is allowed beyond it. */
double hold_most(double limit);

/* "Nothing": the case's first scenario in all but that no course starts.  The name is reserved
 * unless the case has a scenario of that name. */
extern const char NOTHING_ID[];
/* The scenario whose rows are read for this name: itself, or the first one for NOTHING_ID; NULL
 * when the case has no scenarios. */
const char *scenario_source(const struct tables *t, const char *name);
void world_do_nothing(struct world *w);

#endif
