/* mps.h - reads the MPS files of published instances into a matrix. */
#ifndef RINGFENCE_MPS_H
#define RINGFENCE_MPS_H

#include "matrix.h"

/* What stands in for an infinite column bound; no optimum may touch it. */
#define MPS_FAR 1e7

/* Free MPS, or fixed MPS without blanks in names; .gz through gzip.  NULL when it cannot be read.
 */
struct matrix *mps_read(struct arena *a, const char *path);
/* Whether x stands at a bound that the reader made up. */
bool mps_touches_far(const struct matrix *m, const double *x);

#endif
