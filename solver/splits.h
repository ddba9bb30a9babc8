/* splits.h - a matrix with columns that say what lies in which step; private to solver/.
 *
 * Why they may be added is kept: scenarios/ computes anew that no plan is lost (log.h).
 */
#ifndef RINGFENCE_SPLITS_H
#define RINGFENCE_SPLITS_H

#include "matrix.h"

/* Columns of the row that fill the same seats; seats: the row of these, or -1. */
struct split_part {
    int seats, n, room, *column;
    double most;               /* amounts that they come to */
    double price;              /* of the seats' row, which proves it; 0: the columns' bounds do */
};

/* A row that says scale (sum of amounts) = sum of the other columns. */
struct split {
    int row, choice;           /* choice: the row by which at most one step is on */
    double scale;
    int n_steps, n_parts, room;
    struct split_step { int amount, on, shut; } *step; /* shut: the row of the two by which there
                                                          is no amount without on */
    struct split_part *part;
};

/* Their columns and rows stand in this order: for each split those of each part, and after them a
 * row for each step. */
struct splits {
    struct split *split;
    int n, room, n_rows, n_cols;
    bool complete;             /* they are of all contracts that have steps */
};

/* After the others; blocks are left behind.  To those that are given, which may be none, come those
 * of contracts in use at x; where these are most of them, or x is NULL, all.  What is kept of them
 * is the arena `keep`'s. */
struct matrix with_splits(struct arena *a, struct arena *keep, const struct matrix *m,
                          const double *x, struct splits *all);
/* Of those that somebody found before, and no others; what a part comes to is found anew. */
struct matrix with_given_splits(struct arena *a, const struct matrix *m, struct splits *all);

/* splits_matrix.c: the columns and rows of what was found, after those of m. */
struct matrix with_these_splits(struct arena *a, const struct matrix *m, struct splits *all);
double entry_of(const struct matrix *m, int i, int j); /* 0: none */

#endif
