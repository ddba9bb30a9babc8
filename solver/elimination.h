/* elimination.h - in which order a sparse symmetric matrix is eliminated, and what that fills. */
#ifndef RINGFENCE_ELIMINATION_H
#define RINGFENCE_ELIMINATION_H

#include "base.h"

enum { PATTERN_MOST = 250000000, FACTOR_MOST = 250000000 }; /* numbers, 1 and 2 GB */

/* The matrix's pattern without its diagonal, both triangles: rows of column i from start[i] on. */
struct pattern { int n; int64_t *start; int *row; };

/* Positions in the order of elimination are gathered into nodes of like columns: node k has those
 * from first[k] to first[k + 1] - 1, and its rows [rows_at[k + 1] - rows_at[k]] are these and all
 * below that are filled, ascending.  A node comes after those below it, the last of them next to
 * it.  All arrays are the arena's. */
struct elimination {
    int *order, *place;          /* [n] position -> column, column -> position */
    int n_nodes;
    int *first;                  /* [n_nodes + 1] */
    int *child, *next;           /* [n_nodes] the last node below, the one before it; -1: none */
    int64_t *rows_at;            /* [n_nodes + 1] */
    int *row;                    /* positions */
    double work;                 /* multiplications */
};

/* By approximate minimum degree (Amestoy, Davis and Duff 1996); false: the pattern or
 * what it is filled with is more than that. */
bool eliminate_in_order(struct elimination *e, struct arena *a, const struct pattern *p);

#endif
