/* certificate.h - a bound that does not rest on the solver's word.
 *
 * A run keeps what its bound follows from.  Whatever it is, exact arithmetic turns it into a bound
 * that is proven for the program as it stands; the better it is, the higher is that.  The program
 * itself is made again from the case's tables, and its digest says whether it is the same.
 *
 * Format 1: certificate_node holds a tree.  Node 0 is the whole program; each other node narrows
 * its parent by one bound of one whole column (side 'upper': at most value; 'lower': at least).
 * A node is either divided in two that leave out no whole number, or has certificate_price: a
 * multiplier for each row, 0 where none is stored.  The bound is the least of those of the nodes
 * that are not divided.
 *
 * Format 3: certificate_proof holds bytes, numbers one after another:
 *     proof   = n (0 sum | 1 split)^n  steps  n cut^n  (0 node | n prices part^n)
 *     sum     = n column^n
 *     split   = row row  n (column column row)^n  n (n column^n prices)^n
 *     part    = n column^n  node
 *     cut     = n (column real)^n  n (column whole)^n  whole  side side  steps
 *     side    = real prices
 *     prices  = n (row real)^n
 *     steps   = n (row column)^n
 *     node    = steps  (0 prices | 1 prices | 2 column whole node node)
 * n, row and column are naturals: seven bits a byte, the lowest first, all but the last with the
 * eighth.  A whole w is the natural 2 w, or 2 (-1 - w) + 1 below 0; a real is four times a natural,
 * and 2 more below 0, or else 1 and the eight bytes of the double, the lowest first.  Of columns
 * in steps the natural is one more, and 0 stands for: the row cannot be kept.
 *
 * A step bounds a column by what the row leaves it.  A cut says that the sum of real x is at least
 * some number, its own right-hand side, which is computed: either the sum of whole x over the
 * second list is at most the whole, or it is one more at least, and on either side the cut's sum
 * has a least value that follows from the bounds of columns, from the side itself at the first
 * real (below 0 on the first side), and from the rows at their prices.  The steps at the end hold
 * on the first side, where a list of one column bounds that.  Rows count on: after the program's
 * come the cuts.  A node is what its parent leaves it after its steps: 0 has prices, 1 has prices
 * that show it empty, 2 is divided into column <= whole and column >= whole + 1.  The bound is the
 * least of all nodes with prices; where there is none, no plan keeps every row.
 *
 * A sum of whole columns is a whole column itself, numbered after the program's, with a row that
 * says so after the program's rows and before the cuts.  A split has a column for each part of an
 * amount and each step that it may lie in: scenarios/proof_split.c has its rows, and why they lose
 * no plan.  It names the row that adds up the amounts, the row by which one step is chosen; of each
 * step the amount, the column that says whether it is chosen and a row of the two; of each part its
 * columns and prices by which it brings no more than it can.  Where the columns are in parts that
 * have no row in common but those priced before them, each is proven alone, with its columns'
 * costs less those prices: the bound is the sum of the parts' bounds and of what is common.
 *
 * Format 2, of programs before there were splits, is the same with sums alone, without the 0.
 *
 * Format 4, of a scenario held to another plan, is what was proven of it before it was held:
 *     held    = row prices  proof
 * The program's rows from that row on hold it, and count at these prices in what is minimised; the
 * proof numbers its rows as if they were not there.
 */
#ifndef RINGFENCE_CERTIFICATE_H
#define RINGFENCE_CERTIFICATE_H

#include "run.h"
#include "store.h"

/* What proves most: the search's proof, the one that was known before it, the relaxation's duals,
 * or nothing at all.  Sets proven, prices and proof of the run; prices NULL: all are 0. */
void certify(struct run *run);

struct certificate {
    bool stored;                /* the run has one */
    bool same_program;          /* the program made again is the one that was solved */
    bool sound;                 /* of a known format, and its nodes leave out nothing */
    double claimed;             /* the solver's bound, with cuts and branching; NAN when none */
    double counted;             /* the run's: what of that is proven; NAN when none */
    bool infeasible;            /* there is no plan, as the run says */
    double stated;              /* proven, as the run says; NAN: that there is no plan */
    double proven;              /* proven, as computed now; INFINITY: that there is none */
    double objective;           /* of the plan; NAN when there is none */
};

/* Makes the program of a stored run again from the case's folder and computes its bound. */
MUST_USE enum status certificate_check(struct certificate *out, struct arena *a, struct store *s,
                                       const char *folder, const char *run, struct err *err);
/* Whether the run counts on what is claimed, as far as it is proven, and on no other bound. */
bool certificate_counts(const struct certificate *c);

#endif
