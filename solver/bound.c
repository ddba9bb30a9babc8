/* bound.c - bounds and checks that trust no solver: sums over the matrix itself. */
#include <math.h>
#include <stdlib.h>

#include "solve.h"

static double least_of(double slope, double lower, double upper)
{
    if (slope > 0)
        return isinf(lower) ? 0 : slope * lower;
    if (slope < 0)
        return isinf(upper) ? 0 : slope * upper;
    return 0;
}

double matrix_dual_bound(const struct matrix *m, const double *cost, double constant,
                         const double *y)
{
    double bound = cost ? constant : m->constant;
    for (int i = 0; i < m->n_rows; i++) {
        double v = legal_dual(y[i], m->row_lower[i], m->row_upper[i]);
        bound += least_of(v, m->row_lower[i], m->row_upper[i]);
    }
    for (int j = 0; j < m->n_cols; j++) {
        double d = cost ? cost[j] : m->cost[j];
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int i = m->row[k];
            d -= legal_dual(y[i], m->row_lower[i], m->row_upper[i]) * m->value[k];
        }
        bound += least_of(d, m->col_lower[j], m->col_upper[j]);
    }
    return bound;
}

double matrix_objective(const struct matrix *m, const double *x)
{
    double v = m->constant;
    for (int j = 0; j < m->n_cols; j++)
        v += m->cost[j] * x[j];
    return v;
}

static double beyond(double v, double lower, double upper)
{
    double worst = 0;
    if (!isinf(lower))
        worst = fmax(worst, (lower - v) / fmax(1, fabs(lower)));
    if (!isinf(upper))
        worst = fmax(worst, (v - upper) / fmax(1, fabs(upper)));
    return worst;
}

double matrix_violation(const struct matrix *m, const double *x)
{
    double *activity = calloc((size_t)m->n_rows + 1, sizeof *activity), worst = 0;
    if (!activity)
        return INFINITY;
    for (int j = 0; j < m->n_cols; j++) {
        worst = fmax(worst, beyond(x[j], m->col_lower[j], m->col_upper[j]));
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            activity[m->row[k]] += m->value[k] * x[j];
    }
    for (int i = 0; i < m->n_rows; i++)
        worst = fmax(worst, beyond(activity[i], m->row_lower[i], m->row_upper[i]));
    free(activity);
    return worst;
}
