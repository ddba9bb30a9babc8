/* message.c - what of a worker's words can be believed. */
#include "message.h"

#include <math.h>
#include <string.h>

int message_length(const struct matrix *m, int kind)
{
    switch (kind) {
    case NEWS:
    case END:
        return 0;
    case PLAN:
    case RELAXED:
        return m->n_cols;
    case DUALS:
        return m->n_rows;
    case BASIS:
        return m->n_rows + m->n_cols;
    default:
        return -1;
    }
}

static bool finite_all(const double *v, int n)
{
    for (int i = 0; i < n; i++)
        if (!isfinite(v[i]))
            return false;
    return true;
}

/* Rules are audited one by one later; this is only what no search can have meant. */
static bool plan_makes_sense(const struct matrix *m, bool relax, const double *x)
{
    static const double NEAR = 1e-5;
    for (int j = 0; j < m->n_cols; j++) {
        double near = NEAR * fmax(1, fabs(x[j]));
        if (x[j] < m->col_lower[j] - near || x[j] > m->col_upper[j] + near)
            return false;
        if (m->integer[j] && !relax && fabs(x[j] - nearbyint(x[j])) > near)
            return false;
    }
    return true;
}

/* As many as there are rows are basic; nothing else is asked of a basis. */
static bool basis_makes_sense(const struct matrix *m, const double *v)
{
    int n_basic = 0;
    for (int i = 0; i < m->n_rows + m->n_cols; i++) {
        if (!(v[i] >= 1 && v[i] <= 5))
            return false;
        n_basic += v[i] < 2;
    }
    return n_basic == m->n_rows;
}

bool message_makes_sense(const struct problem *p, bool relax, const struct message *h,
                         const double *values)
{
    if (isnan(h->objective) || isnan(h->bound) || isnan(h->second) || isnan(h->second_bound) ||
        h->bound == INFINITY || h->objective == -INFINITY || isinf(h->relaxation))
        return false;
    if (h->nodes < 0 || h->iterations < 0 || h->cuts < 0 ||
        !memchr(h->phase, '\0', sizeof h->phase) || !finite_all(values, h->n))
        return false;
    return (h->kind != PLAN || plan_makes_sense(p->matrix, relax, values)) &&
           (h->kind != BASIS || basis_makes_sense(p->matrix, values));
}
