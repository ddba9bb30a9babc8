/* small_matrix.h - programs so small that a test can write them down, or try every point. */
#ifndef RINGFENCE_TESTS_SMALL_MATRIX_H
#define RINGFENCE_TESTS_SMALL_MATRIX_H

#include "solve.h"

enum { MOST_ROWS = 6, MOST_COLS = 10 };

/* minimise cost.x + constant, low <= a x <= high, from <= x <= to; whole[j] is 'w' or '-' */
struct small {
    const char *name;
    int rows, cols;
    double a[MOST_ROWS][MOST_COLS], low[MOST_ROWS], high[MOST_ROWS];
    double from[MOST_COLS], to[MOST_COLS], cost[MOST_COLS], constant;
    const char *whole;
    enum stop stop;                      /* what is known of it */
    double optimum;
};

struct matrix *small_matrix(struct arena *a, const struct small *s);
/* By chance, always the same for a seed: whole columns but at most the last, few values each. */
struct small small_random(uint64_t seed);
/* The least value of any point; INFINITY when none keeps every row.  All columns but the last
 * are whole. */
double small_best(const struct small *s);
/* Of the points of least value the one whose columns are, one after another in the order, least;
 * all whole.  False when no point keeps every row. */
bool small_first(const struct small *s, const int *order, double *x);
int small_draw(uint64_t *state, int least, int most); /* both may come */

#endif
