/* answers.h - stored answers to like for like: B held to what A's plan reaches, or to its money.
 *
 * A's plan is known: what it costs and whom it leaves short are figures, not bounds.  So with Z the
 * best found for B and L its bound, the true difference lies between A - Z and A - L.
 */
#ifndef RINGFENCE_ANSWERS_H
#define RINGFENCE_ANSWERS_H

#include "tools/cli.h"

/* The newest answers about A's run ?1 and the scenario ?2 of B, same results first; one that was
 * not stopped is preferred. */
extern const char ANSWERS[];

struct answer {                   /* one row */
    const char *kind, *run, *status;
    bool money, plan;             /* same money, else same results; whether a plan was found */
    /* known: A's figure, of which found is the best, and bound the proven bound, for B */
    double known, found, bound, gap, least, most, short_before, short_after, done_before,
        done_after, breaches, spend;
};
struct answer answer_at(const struct result *r, int row);

/* "b" or "a" where a difference of more than the rounding of limits is proven, else NULL. */
const char *answer_better(const struct answer *x);
/* Sentences: what was found; what is kept, or what it is worth; what that says of the best of B.
 * from, of: the scenarios A and B.  The last two are "" without a plan. */
const char *answer_words(struct arena *a, const struct answer *x, const char *from,
                         const char *of);
const char *answer_limits(struct arena *a, const struct answer *x);
const char *answer_proof(struct arena *a, const struct answer *x, const char *of);

#endif
