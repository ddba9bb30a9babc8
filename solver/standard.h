/* standard.h - a linear program as A v = side, lower <= v <= upper, scaled; private to solver/. */
#ifndef RINGFENCE_STANDARD_H
#define RINGFENCE_STANDARD_H

#include "matrix.h"
#include "normal.h"

/* Columns are those of the program that can move, then one for the activity of each row that may
 * vary.  All arrays are the arena's. */
struct standard {
    struct sparse a;
    double *cost, *side;         /* [a.n_cols], [a.n_rows] */
    double *bound[2];            /* [a.n_cols] lower, upper; of an activity one may be infinite */
    int *origin;                 /* [a.n_cols] column of the program, or its n_cols + row */
};

/* The costs and bounds are of the program's columns [n_cols]. */
struct standard standard_form(struct arena *a, const struct matrix *m, const double *cost,
                              const double *lower, const double *upper);
#endif
