/* large_matrix.h - programs that have to be branched, and two of them in one that is so large that
 * a prover works on it.
 */
#ifndef RINGFENCE_TESTS_LARGE_MATRIX_H
#define RINGFENCE_TESTS_LARGE_MATRIX_H

#include "tests/small_matrix.h"

/* Every other one has rows that leave a choice of half the columns, and is branched. */
struct small small_branched(int i);
/* Two programs, each with columns that have no rows, and one row for both: not more than so many of
 * their first five columns. */
struct matrix *large_matrix(struct arena *a, const struct small s[2], double most, int n_blocks);
double large_best(const struct small s[2], double most);

#endif
