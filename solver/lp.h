/* lp.h - a linear program at work in GLPK; private to solver/.
 *
 * Holds a matrix and cut rows after its own.  Bounds and costs change between solves; every solve
 * starts from the last basis, unless another is set.
 */
#ifndef RINGFENCE_LP_H
#define RINGFENCE_LP_H

#include "matrix.h"

enum lp_answer { LP_OPTIMAL, LP_INFEASIBLE, LP_LIMIT, LP_FAILED };

struct cut {
    int n;
    const int *column;
    const double *value;
    double lower, upper;
    int reason;                /* 1 + its number in the search's log, 0: none is kept */
};

struct lp;

struct lp *lp_new(const struct matrix *m, const double *cost); /* starts from no activity */
void lp_free(struct lp *lp);                             /* NULL is fine */
void lp_bounds(const struct lp *lp, int column, double *lower, double *upper);
void lp_set_bounds(struct lp *lp, int column, double lower, double upper);
void lp_set_cost(struct lp *lp, int column, double cost);
int lp_add_cut(struct lp *lp, const struct cut *c);      /* number of the cut, from 0 */
const struct matrix *lp_matrix(const struct lp *lp);     /* which it was made of */
int lp_cuts(const struct lp *lp);
/* Takes out the cuts that do not bind at the present basis; dropped [lp_cuts] says which. */
int lp_drop_slack_cuts(struct lp *lp, bool *dropped);
void lp_drop_cuts_from(struct lp *lp, int first);
/* Rows of the matrix that do not bind at the present basis: an iteration is the shorter without
 * them, and they come back as soon as an optimum breaks them. */
void lp_leave_out_slack_rows(struct lp *lp);
/* Columns at their lower bounds that would cost the more for it at the present basis: so many stay
 * for each row.  They come back as soon as an optimum has anything to gain by them. */
void lp_leave_out_dear_columns(struct lp *lp, double for_a_row);
bool lp_bring_all_columns(struct lp *lp); /* false: none were left out */

/* After bounds or rows have changed the dual simplex is the shorter way, after costs the primal. */
enum method { PRIMAL, DUAL };
/* simplex.c.  until: monotonic seconds at which to give up; *stop is looked at before the call
 * alone.  LP_INFEASIBLE is proven. */
enum lp_answer lp_solve(struct lp *lp, enum method how, double until, const volatile int *stop);
/* Once more from the present basis, to a tolerance a thousand times finer. */
enum lp_answer lp_solve_finely(struct lp *lp, double until, const volatile int *stop);
/* glpk.c: by this method alone, so many iterations at most (then it has failed), and what GLPK says
 * of it. */
enum lp_answer lp_run(struct lp *lp, enum method how, int iterations, double until);
void lp_forget_basis(struct lp *lp); /* the next solve begins from nothing */
/* Of bounds and reduced costs, in GLPK's scaled units. */
#define LP_TOLERANCE 1e-8
void lp_set_tolerance(struct lp *lp, double tolerance);
/* How many iterations of one method are enough, before the other is tried: from a basis that was
 * optimal before a change few lead to the next one.  INT_MAX at first. */
void lp_set_patience(struct lp *lp, int iterations);
int lp_patience(const struct lp *lp);
/* What the objective comes to within so many iterations of the dual simplex; INFINITY: infeasible,
 * -INFINITY: it failed.  An estimate, to choose by. */
double lp_try(struct lp *lp, int iterations, double until);

/* Of the optimum that it stands at, all that has a price stays where it is: from here on there are
 * only points as good, whatever the costs. */
void lp_keep_optimum(struct lp *lp);

double lp_objective(const struct lp *lp);
void lp_x(const struct lp *lp, double *x);               /* [n_cols] */
void lp_dual(const struct lp *lp, double *y);            /* [n_rows + cuts] d(objective)/d(rhs) */
int lp_iterations(const struct lp *lp);
size_t lp_basis_size(const struct lp *lp);
void lp_get_basis(const struct lp *lp, unsigned char *basis); /* rows and cuts, then columns */
void lp_set_basis(struct lp *lp, const unsigned char *basis, size_t size);

/* A row of the simplex tableau: sum of of_column x + sum of multiplier (row activity) = 0, with 1
 * for the basic column that it belongs to.  Multipliers and entries count from 1, as GLPK does. */
struct tableau_row {
    double *multiplier;        /* [rows + cuts + 1] */
    double *of_column;         /* [n_cols] all 0 before, and after the reader has cleared them */
    int *column;               /* [n_cols] those with an entry */
    bool *seen;                /* [n_cols] the same; cleared likewise */
    int *index;                /* [n_cols + 1] scratch */
    double *value;
};
enum stand { BASIC, AT_LOWER, AT_UPPER, NOWHERE };

/* After GLPK said that there is no point: prices of rows and cuts at which the bounds of rows and
 * columns contradict each other; false where the last method does not know. */
bool lp_ray(struct lp *lp, double *y);                   /* [n_rows + cuts] */

bool lp_ready_for_rows(struct lp *lp);
int lp_tableau_row(struct lp *lp, int column, struct tableau_row *t); /* entries of column */
enum stand lp_column_stand(const struct lp *lp, int column);
enum stand lp_row_stand(const struct lp *lp, int row, double *lower, double *upper);
int lp_row_entries(const struct lp *lp, int row, int *column, double *value); /* from 1 */

#endif
