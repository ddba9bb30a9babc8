/* glpk_lp.h - a linear program as GLPK has it; private to glpk.c and glpk_rows.c, which alone know
 * GLPK.  Columns and rows count from 0 outside, from 1 inside. */
#ifndef RINGFENCE_GLPK_LP_H
#define RINGFENCE_GLPK_LP_H

#include <glpk.h>

#include "lp.h"
#include "present.h"

struct lp {
    const struct matrix *m;
    glp_prob *p;
    struct present *rows;    /* of the matrix and cuts */
    double *lower, *upper;   /* [n_cols] bounds at present */
    bool *out;               /* [n_cols] left out: fixed at their lower bounds */
    int n_out;
    int iterations;
    bool scaled;
    int patience;            /* iterations of one method, until the other is tried */
    double tolerance;        /* of bounds and reduced costs, in GLPK's scaled units */
};

/* glpk_rows.c */
void lp_row_bounds(struct lp *lp, int at, double lower, double upper); /* at: as GLPK counts */
void lp_scale(struct lp *lp);             /* once, before rows are left out */
int *lp_room_for_rows(const struct lp *lp); /* as many as GLPK has, from 1; free() */
void lp_bring_back(struct lp *lp, int i);  /* a row that was left out */
/* Rows that the point at hand breaks; after it was called in vain so many times those next to them,
 * too, and in the end all that it leaves nothing of.  False: it breaks none. */
bool lp_bring_broken(struct lp *lp, int times);
/* glpk_columns.c */
void lp_bring_column(struct lp *lp, int j);
bool lp_bring_cheap(struct lp *lp);        /* those with anything to gain at the prices at hand */

#endif
