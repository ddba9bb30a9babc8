/* certificate.h - a bound that does not rest on the solver's word.
 *
 * A run keeps multipliers of the rows of its program.  Whatever they are, exact arithmetic turns
 * them into a bound that is proven for the program as it stands, without cuts or branching; the
 * better they are, the higher it is.  The program itself is made again from the case's tables,
 * and its digest says whether it is the same.
 *
 * Format 1: certificate_node holds a tree.  Node 0 is the whole program; each other node narrows
 * its parent by one bound of one whole column (side 'upper': at most value; 'lower': at least).
 * A node is either divided in two that leave out no whole number, or has certificate_price: a
 * multiplier for each row, 0 where none is stored.  The bound is the least of those of the nodes
 * that are not divided.  (A format with cuts would number them after the rows, each with the rows,
 * multipliers and rounding that it follows from.)
 */
#ifndef RINGFENCE_CERTIFICATE_H
#define RINGFENCE_CERTIFICATE_H

#include "run.h"
#include "store.h"

/* Which multipliers prove more: the relaxation's duals, or none at all.  Sets proven and prices
 * of the run; prices NULL means that all are 0. */
void certify(struct run *run);

struct certificate {
    bool stored;                /* the run has one */
    bool same_program;          /* the program made again is the one that was solved */
    bool sound;                 /* of a known format, and its nodes leave out nothing */
    double claimed;             /* the solver's bound, with cuts and branching; NAN when none */
    double stated;              /* proven, as the run says */
    double proven;              /* proven, as computed now */
    double objective;           /* of the plan; NAN when there is none */
};

/* Makes the program of a stored run again from the case's folder and computes its bound. */
MUST_USE enum status certificate_check(struct certificate *out, struct arena *a, struct store *s,
                                       const char *folder, const char *run, struct err *err);

#endif
