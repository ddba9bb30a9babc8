/* newton.h - a point inside a linear program and its steps to the optimum; private to solver/.
 *
 * Each column v has distances w to its bounds, v - lower and upper - v, and a price z of each; at
 * the optimum all w z are 0.  Newton's step towards that leads to normal equations.
 */
#ifndef RINGFENCE_NEWTON_H
#define RINGFENCE_NEWTON_H

#include <math.h>

#include "standard.h"

struct direction { double *v, *y, *z[2]; double primal, dual; }; /* how far it can go, up to 1 */

struct interior {
    struct standard t;
    struct normal *normal;
    struct arena *arena;
    int rows, columns;
    double *y, *w[2], *z[2];     /* prices of rows; distances to lower and upper, their prices */
    double *d;                   /* [columns] D of the normal equations */
    double *change[2];           /* [columns] what w z is to change by */
    double *short_of, *off;      /* [rows] side - A v; [columns] cost - A' y - z + z */
    double *none;                /* [columns] 0 */
    double middle;               /* mean of w z */
    double value, bound, worst;  /* objective, of both sides; the largest of short_of, relative */
    struct direction now, next;
    double *g, *v, *q;           /* [columns] scratch */
    double *r, *left, *p, *s, *e; /* [rows] scratch */
    double regular;              /* keeps the factorization away from 0 */
    double until;
    const volatile int *stop;
};

static const double SIGN[2] = { 1, -1 };  /* how w moves with v: of the lower, of the upper bound */

static inline bool has(const struct interior *t, int side, int j)
{
    return isfinite(t->t.bound[side][j]);
}

bool newton_factor(struct interior *t);   /* A D A' for t->d; false: the time is up */
void newton_solve(struct interior *t, const double *r, double *y); /* A D A' y = r */
void newton_measure(struct interior *t);  /* objective, bound, what rows are short of, middle */
bool newton_step(struct interior *t);     /* after it was measured; false: the time is up */

#endif
