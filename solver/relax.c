/* relax.c - the relaxation, by bringing columns in as their price asks for them.
 *
 * Most columns of a large program never enter the basis.  The program starts with the integer
 * columns, those that cost nothing and those that stand nearly alone; then every column left out
 * is priced against the duals and the most promising come in, until none would help.  The bound
 * is safe at every step, since it counts all columns.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

enum { SMALL = 6000, BATCH = 4000 };

double search_objective(const struct search *s, const double *x)
{
    double v = s->constant;
    for (int j = 0; j < s->m->n_cols; j++)
        v += s->cost[j] * x[j];
    return v;
}

bool within_gap(const struct search *s, double bound)
{
    return isfinite(s->objective) &&
           s->objective - bound <= fmax(s->gap, 1e-9) * fmax(1, fabs(s->objective));
}

bool out_of_time(const struct search *s)
{
    return seconds_now() >= s->until || (s->stop && *s->stop);
}

static bool *first_columns(const struct search *s)
{
    const struct matrix *m = s->m;
    bool *in = NEW_ARRAY(s->arena, bool, m->n_cols);
    for (int j = 0; j < m->n_cols; j++)
        in[j] = m->n_cols <= SMALL || m->integer[j] || s->cost[j] <= 0 || m->col_lower[j] > 0 ||
                m->col_lower[j] < 0 || m->start[j + 1] - m->start[j] <= 2;
    return in;
}

/* The duals of the last LP; positions above n_rows are cuts. */
static void read_duals(struct search *s)
{
    int n = s->m->n_rows + s->n_cuts;
    if (n > s->room_y) {
        s->room_y = n * 2 + 16;
        s->y = NEW_ARRAY(s->arena, double, s->room_y);
    }
    lp_dual(s->lp, s->y);
}

static double legal(double y, double lower, double upper)
{
    return (y > 0 && isinf(lower)) || (y < 0 && isinf(upper)) || isnan(y) ? 0 : y;
}

static double side(double y, double lower, double upper)
{
    return y > 0 ? y * lower : y < 0 ? y * upper : 0;
}

/* Reduced costs of all columns into d; returns what the rows and cuts contribute to the bound. */
static double reduced_costs(struct search *s, double *d)
{
    const struct matrix *m = s->m;
    double bound = s->constant;
    for (int i = 0; i < m->n_rows; i++) {
        s->y[i] = legal(s->y[i], m->row_lower[i], m->row_upper[i]);
        bound += side(s->y[i], m->row_lower[i], m->row_upper[i]);
    }
    for (int j = 0; j < m->n_cols; j++) {
        d[j] = s->cost[j];
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            d[j] -= s->y[m->row[k]] * m->value[k];
    }
    for (int i = 0; i < s->n_cuts; i++) {
        const struct cut *c = &s->cut[i];
        double y = legal(s->y[m->n_rows + i], c->lower, c->upper);
        bound += side(y, c->lower, c->upper);
        for (int k = 0; k < c->n; k++)
            d[c->column[k]] -= y * c->value[k];
    }
    return bound;
}

double safe_bound(struct search *s)
{
    double *d = malloc((size_t)(s->m->n_cols + 1) * sizeof *d);
    if (!d)
        abort();
    read_duals(s);
    double bound = reduced_costs(s, d);
    for (int j = 0; j < s->m->n_cols; j++)
        bound += d[j] > 0 ? d[j] * s->lower[j] : d[j] * s->upper[j];
    free(d);
    return bound;
}

struct priced { double d; int column; };

static int by_price(const void *a, const void *b)
{
    const struct priced *x = a, *y = b;
    if (x->d < y->d || x->d > y->d)
        return x->d < y->d ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Brings in the most promising columns; returns how many asked to come. */
static int bring_in_promising(struct search *s)
{
    const struct matrix *m = s->m;
    double *d = malloc((size_t)(m->n_cols + 1) * sizeof *d);
    struct priced *p = malloc((size_t)(m->n_cols + 1) * sizeof *p);
    int n = 0;
    if (!d || !p)
        abort();
    read_duals(s);
    reduced_costs(s, d);
    for (int j = 0; j < m->n_cols; j++)
        if (!lp_has(s->lp, j) && d[j] < -1e-7 * fmax(1, fabs(s->cost[j])))
            p[n++] = (struct priced){ d[j] / fmax(1, fabs(s->cost[j])), j };
    qsort(p, (size_t)n, sizeof *p, by_price);
    for (int k = 0; k < n && k < BATCH; k++)
        lp_bring_in(s->lp, p[k].column);
    free(d);
    free(p);
    return n;
}

static void bring_in_all(struct search *s)
{
    for (int j = 0; j < s->m->n_cols; j++)
        if (!lp_has(s->lp, j))
            lp_bring_in(s->lp, j);
}

static void keep_bound(struct search *s, double bound)
{
    if (bound > s->bound) {
        s->bound = bound;
        s->tell(s->context, s, "relaxation", false);
    }
}

enum lp_answer relax_root(struct search *s)
{
    s->lp = lp_new(s->m, s->cost, first_columns(s));
    for (;;) {
        enum lp_answer a = lp_solve(s->lp, PRIMAL, s->until, s->stop);
        if (a == LP_INFEASIBLE) {
            int had = 0;
            for (int j = 0; j < s->m->n_cols; j++)
                had += lp_has(s->lp, j);
            if (had == s->m->n_cols)
                return a;
            bring_in_all(s);
            continue;
        }
        if (a == LP_LIMIT)
            keep_bound(s, safe_bound(s));
        if (a != LP_OPTIMAL)
            return a;
        keep_bound(s, safe_bound(s));
        if (bring_in_promising(s) == 0)
            return LP_OPTIMAL;
    }
}
