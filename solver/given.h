/* given.h - a proof from before, from which a search goes on; private to solver/.
 *
 * It was found for this program or for one like it.  Its cuts hold here too, with the right-hand
 * sides that somebody has computed of this program; its prices say where to begin.
 */
#ifndef RINGFENCE_GIVEN_H
#define RINGFENCE_GIVEN_H

#include "log_private.h"

struct leaf { struct priced *price; int n; }; /* prices of an undivided part */

/* Of a search, in its own numbers: rows, columns and then those of splits and sums; cuts are ~ as
 * in log.h. */
struct given {
    struct splits splits;
    struct log_sum *sum;
    int n_sums;
    struct log_cut *cut;       /* sum of value x >= side */
    double *side;
    int n_cuts;
    struct leaf *leaf;         /* those at which it proves what it does */
    int n_leaves;
};

/* given_part.c: the proof of a program of one block; NULL: there is none, or it is none. */
struct given *given_whole(struct arena *a, const struct matrix *m, const struct proven *p);
/* Of the blocks of a program, each part in its own numbers, [n_blocks], NULL where a block is no
 * part of the proof as it stands; the prices of common rows into price [n_rows].  NULL: none is. */
struct given **given_blocks(struct arena *a, const struct matrix *m, const struct part *part,
                            const struct proven *p, double *price);

/* given.c: as widen() does, with what it adds; false: the program is not like that one. */
bool widen_as_given(struct wider *w, struct arena *a, const struct search *narrow,
                    struct given *g);
/* The cuts that have a price come into the linear program, all into the log, and the basis is one
 * at these prices. */
void begin_as_given(struct search *s, const struct given *g);

#endif
