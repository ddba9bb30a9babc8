/* present.h - which rows of a linear program GLPK has at present, and where; private to
 * glpk.c and glpk_rows.c.
 *
 * Two thirds of the rows do not bind, and each iteration pays for them.  So they are left out, and
 * come back when they are broken.  To the rest of the solver all are there, those that are left out
 * with nothing but slack.
 */
#ifndef RINGFENCE_PRESENT_H
#define RINGFENCE_PRESENT_H

#include <stdbool.h>

struct row_kept { int n, *column; double *value, scale; }; /* as GLPK had it; counts from 1 */

struct present {
    int n_rows, n_cuts, n_out;   /* our rows, and then cuts, from 0; left out */
    int *at;                     /* [n_rows + n_cuts] GLPK's number of it, from 1; 0: left out */
    int *ours, n_there, room;    /* [n_there + 1] our number of each of GLPK's */
    struct row_kept *kept;       /* [n_rows] of those that were ever left out */
};

struct present *present_new(int n_rows); /* all there, in order */
void present_free(struct present *t);
int present_add_cut(struct present *t);  /* after all that are there; returns its number of cuts */
void present_bring(struct present *t, int i);
/* GLPK's rows of these numbers [1..n] go: cuts for good, those after them close up. */
void present_remove(struct present *t, int n, const int *row);

#endif
