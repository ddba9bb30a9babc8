/* dense.h - some columns of a dense symmetric matrix, eliminated; private to solver/. */
#ifndef RINGFENCE_DENSE_H
#define RINGFENCE_DENSE_H

/* Of f [n * n], by columns, the lower triangle alone: the first `pivots` columns become those of
 * its Cholesky factor, and what is left becomes what the others are without them.  A pivot that is
 * not above least [pivots] has nothing to say: its row counts as 0 in what is solved later.  The
 * result is the same to the bit on every processor. */
void dense_eliminate(double *f, int n, int pivots, const double *least);

#endif
