/* exact.h - the dual bound of a program in exact arithmetic: no rounding, no tolerance.
 *
 * Any multipliers y of the rows prove
 *     cost . x + constant >= constant + sum_i least(y_i row_i) + sum_j least((cost - y A)_j x_j)
 * for every x within the rows and columns, where least() is the smallest value between the two
 * bounds (Neumaier and Shcherbina 2004).  Every double is a fraction of a power of two, so the
 * sum is made in whole numbers of 2^-3400 and is exact.
 */
#ifndef RINGFENCE_SCENARIOS_EXACT_H
#define RINGFENCE_SCENARIOS_EXACT_H

#include "matrix.h"

/* The bound, rounded down to a double.  lower and upper are the columns' bounds, which may be
 * narrower than the matrix's own.  A multiplier of a side that a row does not have, or that is
 * not finite, counts as 0. */
double exact_dual_bound(const struct matrix *m, const double *cost, double constant,
                        const double *y, const double *lower, const double *upper);

/* SHA-256 of every number of the program and of this cost, as 64 hex digits. */
void matrix_digest(const struct matrix *m, const double *cost, char hex[65]);

#endif
