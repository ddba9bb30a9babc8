/* lp.h - a linear program at work in GLPK; private to solver/.
 *
 * Holds the rows of a matrix, the columns that have been brought in so far, and cut rows.  Bounds
 * and costs change between solves; every solve starts from the last basis.
 */
#ifndef RINGFENCE_LP_H
#define RINGFENCE_LP_H

#include "matrix.h"

enum lp_answer { LP_OPTIMAL, LP_INFEASIBLE, LP_LIMIT, LP_FAILED };

struct cut { int n; const int *column; const double *value; double lower, upper; };

struct lp;

struct lp *lp_new(const struct matrix *m, const double *cost, const bool *in);
void lp_free(struct lp *lp);
void lp_bring_in(struct lp *lp, int column);
bool lp_has(const struct lp *lp, int column);
void lp_set_bounds(struct lp *lp, int column, double lower, double upper);
void lp_set_row_bounds(struct lp *lp, int row, double lower, double upper);
int lp_add_cut(struct lp *lp, const struct cut *c);      /* number of the cut, from 0 */
int lp_cuts(const struct lp *lp);
/* Takes out the cuts that do not bind at the present basis; dropped [lp_cuts] says which. */
int lp_drop_slack_cuts(struct lp *lp, bool *dropped);

enum method { PRIMAL, DUAL };
/* until: monotonic seconds at which to give up; *stop is looked at about ten times a second. */
enum lp_answer lp_solve(struct lp *lp, enum method how, double until, const volatile int *stop);
/* Once more from the present basis, to a tolerance a thousand times finer. */
enum lp_answer lp_solve_finely(struct lp *lp, double until, const volatile int *stop);

double lp_objective(const struct lp *lp);
void lp_x(const struct lp *lp, double *x); /* [n_cols] absent columns at their bound */
void lp_dual(const struct lp *lp, double *y);            /* [n_rows + cuts] d(objective)/d(rhs) */
int lp_iterations(const struct lp *lp);
size_t lp_basis_size(const struct lp *lp);
void lp_get_basis(const struct lp *lp, unsigned char *basis);
void lp_set_basis(struct lp *lp, const unsigned char *basis, size_t size);
/* Mixed-integer rounding and Gomory cuts of the present optimum; calls back for each. */
void lp_generate_cuts(struct lp *lp, const bool *integer, int most,
                      void (*take)(void *, const struct cut *), void *context);

#endif
