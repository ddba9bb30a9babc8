/* interior.h - the optimum of a large linear program without the simplex; private to solver/. */
#ifndef RINGFENCE_INTERIOR_H
#define RINGFENCE_INTERIOR_H

#include "matrix.h"
#include "standard.h"

/* Where the simplex method has a few steps left: a basis [n_rows + n_cols] as in struct problem.
 * Costs and bounds are of the program's columns.  False: the time was up, *stop was set, or it did
 * not come to an optimum, as where there is none. */
bool interior_point(const struct matrix *m, const double *cost, const double *lower,
                    const double *upper, double until, const volatile int *stop,
                    unsigned char *basis);

/* crossover.c: basis of the columns that weigh most and more than nothing; the others stand at a
 * bound, the upper one or not [a.n_cols]. */
void basis_of_heaviest(const struct matrix *m, const struct standard *t, const double *weight,
                       const bool *at_upper, unsigned char *basis);
/* The same of the columns and rows that x [n_cols] leaves between their bounds. */
void basis_at(const struct matrix *m, const double *x, unsigned char *basis);
/* The same of those that cost nothing at prices y [n_rows] of rows: where these are duals of a
 * basis, they are duals of this one. */
void basis_at_prices(const struct matrix *m, const double *cost, const double *lower,
                     const double *upper, const double *y, unsigned char *basis);

#endif
