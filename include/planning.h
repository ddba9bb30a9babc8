/* planning.h - from a solved program back to the user's words. */
#ifndef RINGFENCE_PLANNING_H
#define RINGFENCE_PLANNING_H

#include "plan.h"
#include "program.h"

/* Spreads x [n_cols] of a program over roles, levels, streams and categories (MODEL.md 5, 10).
 * whole: cohorts, contracts and bands are rounded to whole ones (not for a relaxation). */
struct plan *plan_make(struct arena *a, const struct program *p, const double *x, bool whole);

#endif
