/* normal.h - the normal equations A D A' y = r of a sparse A; private to solver/. */
#ifndef RINGFENCE_NORMAL_H
#define RINGFENCE_NORMAL_H

#include "base.h"

struct sparse { int n_rows, n_cols; int64_t *start; int *row; double *value; }; /* by columns */

struct normal;

/* The order of elimination, which the pattern decides; NULL: more than elimination.h allows. */
struct normal *normal_new(struct arena *a, const struct sparse *m);
double normal_work(const struct normal *n);  /* multiplications of a factorization */
/* Factors A D A' + shift I; d [n_cols] >= 0.  False: *stop was set, or it is after `until`. */
bool normal_factor(struct normal *n, const double *d, double shift, double until,
                   const volatile int *stop);
void normal_solve(struct normal *n, const double *r, double *y); /* [n_rows] of what was factored */

/* A v, and A' y. */
void sparse_times(const struct sparse *m, const double *v, double *r);
void sparse_times_rows(const struct sparse *m, const double *y, double *r);

#endif
