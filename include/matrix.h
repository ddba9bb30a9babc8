/* matrix.h - a mixed-integer linear program as numbers only.
 *
 *     minimise    cost . x + constant
 *     subject to  row_lower <= A x <= row_upper,  col_lower <= x <= col_upper,
 *                 x_j whole where integer[j]
 *
 * Every column has two finite bounds, so any dual vector gives a finite, safe bound.
 * Rows may have -INFINITY or +INFINITY on one side.  A is stored by column.
 */
#ifndef RINGFENCE_MATRIX_H
#define RINGFENCE_MATRIX_H

#include "base.h"

enum { GROUPINGS = 2 };             /* of whole numbers, each in one group of each at most */

struct matrix {
    int n_rows, n_cols;
    int64_t *start;                 /* [n_cols + 1] into row and value */
    int *row;                       /* rows of a column ascend, each once */
    double *value;
    double *row_lower, *row_upper;  /* [n_rows] */
    double *col_lower, *col_upper;  /* [n_cols] finite */
    double *cost;                   /* [n_cols] */
    double constant;
    bool *integer;                  /* [n_cols] */
    int *row_block, *col_block;     /* block numbers from 0; -1 = ties blocks together */
    int n_blocks;
    int *col_group[GROUPINGS]; /* [n_cols] like whole numbers, whose sum is worth deciding: group
                                  numbers from 0, -1 of none; no two groupings share a number.
                                  NULL when nothing is known */
    int n_groups;                   /* of all groupings */
};

#endif
