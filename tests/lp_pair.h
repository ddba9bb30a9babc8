/* lp_pair.h - two linear programs of one matrix: rows are left out of one of them. */
#ifndef RINGFENCE_TESTS_LP_PAIR_H
#define RINGFENCE_TESTS_LP_PAIR_H

#include "solver/glpk_lp.h" /* which rows are left out, which lp.h does not say */
#include "solve.h"

enum { ROWS = 12, COLS = 12, CUTS = 8, ALL = ROWS + CUTS }; /* at most */

struct pair {
    struct arena *arena;
    struct matrix *m;
    struct lp *plain, *left;             /* of the same matrix, bounds, costs and cuts */
    double a[ALL][COLS], low[ALL], high[ALL]; /* the matrix's rows, and then the cuts */
    double from[COLS], to[COLS], cost[COLS], inside[COLS]; /* inside: a point that keeps all rows */
    struct cut cut[CUTS];
    int n_cuts;
    unsigned char basis[ALL + COLS];     /* saved, of left */
    size_t basis_size;
    bool other_cuts;                     /* of as many as there were then */
    double scale[ROWS];                  /* GLPK's, once it has scaled all; 0 before */
    bool at_optimum;                     /* nothing has changed since the last one */
    uint64_t chance;
    int seed, step;
};

void pair_begin(struct pair *p, int seed); /* by chance, always the same for a seed */
void pair_end(struct pair *p);
void pair_draw_row(struct pair *p, int i); /* into a, low and high; the point inside keeps it */
int pair_rows(const struct pair *p);       /* of the matrix, and cuts */
bool pair_is_out(const struct pair *p, int i);
bool is_near(double a, double b, double within); /* of the larger, or of 1 */

/* The test fails, saying where, unless it is so. */
void assure(const struct pair *p, bool is_so, const char *what);
/* To everyone else all rows are there: lp.h tells of each what the matrix says, or the cut. */
void pair_check_rows(const struct pair *p);
void pair_keep_scales(struct pair *p);     /* which are looked at from here on */
void pair_check_basis(const struct pair *p);
void pair_check_point(const struct pair *p, const struct lp *lp); /* of an optimum */
void pair_check_duals(const struct pair *p, const struct lp *lp);
void pair_check_tableau(const struct pair *p);
void pair_check_contradiction(const struct pair *p, struct lp *lp); /* where there is no point */

#endif
