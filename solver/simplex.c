/* simplex.c - a linear program solved whatever becomes of GLPK's simplex method: it may go round in
 * circles or lose its way in rounding, and then say that there is no point where there is one.
 */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "lp.h"
#include "solve.h"

struct sum { double value, size; }; /* size: of all that was added */

/* What a price adds to the least that the rows come to. */
static void add(struct sum *s, double price, double lower, double upper)
{
    double v = price > 0 ? price * lower : price < 0 ? price * upper : 0;
    s->value += v;
    s->size += fabs(v);
}

/* Whether the rows, each at its price, cannot add up to what they have to while columns are within
 * their bounds (Farkas 1902), by more than is lost in adding. */
static bool is_proof(const struct lp *lp, int n_rows, int n_cols, const double *y)
{
    const double LOST = 1e-12;
    int *column = malloc(((size_t)n_cols + 1) * sizeof *column);
    double *value = malloc(((size_t)n_cols + 1) * sizeof *value);
    double *cost = calloc((size_t)n_cols + 1, sizeof *cost), lower, upper;
    struct sum all = { 0 };
    if (!column || !value || !cost)
        abort();
    for (int i = 0; i < n_rows; i++) {
        lp_row_stand(lp, i, &lower, &upper);
        double v = legal_dual(y[i], lower, upper);
        add(&all, v, lower, upper);
        for (int k = v > 0 || v < 0 ? lp_row_entries(lp, i, column, value) : 0; k > 0; k--)
            cost[column[k]] -= v * value[k];
    }
    for (int j = 0; j < n_cols; j++) {
        lp_bounds(lp, j, &lower, &upper);
        add(&all, cost[j], lower, upper);
    }
    free(column);
    free(value);
    free(cost);
    return all.value > LOST * all.size;
}

static bool is_impossible(struct lp *lp)
{
    int n_cols = lp_matrix(lp)->n_cols, n_rows = lp_matrix(lp)->n_rows + lp_cuts(lp);
    double *y = calloc((size_t)n_rows + 1, sizeof *y);
    if (!y)
        abort();
    bool proven = lp_ray(lp, y) && is_proof(lp, n_rows, n_cols, y);
    free(y);
    return proven;
}

static enum lp_answer solve_once(struct lp *lp, enum method how, int iterations, double until,
                                 const volatile int *stop)
{
    if (stop && *stop)
        return LP_LIMIT;
    enum lp_answer a = lp_run(lp, how, iterations, until);
    return a == LP_INFEASIBLE && !is_impossible(lp) ? LP_FAILED : a;
}

/* Many times what any program has taken whose method did not go round in circles. */
static int enough(const struct lp *lp)
{
    return (int)fmin(1000 + 20 * (double)lp_basis_size(lp), INT_MAX);
}

/* By this method, by the other one from where that ended, and by both from nothing. */
enum lp_answer lp_solve(struct lp *lp, enum method how, double until, const volatile int *stop)
{
    int most = enough(lp), few = lp_patience(lp) < most ? lp_patience(lp) : most;
    enum lp_answer a = solve_once(lp, how, few, until, stop);
    if (a == LP_FAILED)
        a = solve_once(lp, how == PRIMAL ? DUAL : PRIMAL, few, until, stop);
    if (a == LP_FAILED) {
        lp_forget_basis(lp);
        a = solve_once(lp, PRIMAL, most, until, stop);
    }
    if (a == LP_FAILED)
        a = solve_once(lp, DUAL, most, until, stop);
    return a;
}

enum lp_answer lp_solve_finely(struct lp *lp, double until, const volatile int *stop)
{
    lp_set_tolerance(lp, LP_TOLERANCE / 1000);
    enum lp_answer a = lp_solve(lp, PRIMAL, until, stop);
    lp_set_tolerance(lp, LP_TOLERANCE);
    return a;
}
