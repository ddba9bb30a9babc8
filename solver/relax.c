/* relax.c - the relaxation, and what its duals prove.
 *
 * Every column has two finite bounds, so any basis is dual feasible with its columns at the right
 * ones: the dual simplex method begins at once, and whatever duals it stops at give a bound.  Where
 * there are very many rows, an interior point method comes first.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "interior.h"
#include "log.h"
#include "search.h"

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
    return seconds_now() >= s->until || (s->stop && *s->stop) ||
           (s->prover && prover_has_proven(s->prover, s));
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
        s->y[i] = legal_dual(s->y[i], m->row_lower[i], m->row_upper[i]);
        bound += side(s->y[i], m->row_lower[i], m->row_upper[i]);
    }
    for (int j = 0; j < m->n_cols; j++) {
        d[j] = s->cost[j];
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            d[j] -= s->y[m->row[k]] * m->value[k];
    }
    for (int i = 0; i < s->n_cuts; i++) {
        const struct cut *c = &s->cut[i];
        double y = legal_dual(s->y[m->n_rows + i], c->lower, c->upper);
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

void keep_safe_bound(struct search *s, const char *phase)
{
    double bound = safe_bound(s);
    log_prices(s->log, log_root(s->log), bound);
    if (bound > s->bound) {
        s->bound = bound;
        s->tell(s->context, s, phase, false);
    }
}

/* Where few columns cost anything (people short of targets alone) most bases cost the same and the
 * dual simplex stands still: the primal is through in a minute where it is not in many. */
static enum method way(const struct search *s)
{
    enum { MANY = 6000, SHARE = 20 };
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        n += s->cost[j] > 0 || s->cost[j] < 0;
    return s->m->n_cols > MANY && n < s->m->n_cols / SHARE ? PRIMAL : DUAL;
}

/* What the simplex method would need the longer for the more rows there are, an interior point
 * method comes to within a few steps; false: it did not come through. */
static bool begin_inside(struct search *s)
{
    const double INSIDE = 0.8;   /* of the time */
    double now = seconds_now();
    size_t size = (size_t)(s->m->n_rows + s->m->n_cols);
    unsigned char *basis = malloc(size + 1);
    if (!basis)
        abort();
    bool found = interior_point(s->m, s->cost, s->lower, s->upper,
                                now + INSIDE * (s->until - now), s->stop, basis);
    if (found)
        lp_set_basis(s->lp, basis, size);
    free(basis);
    return found;
}

/* When its time is up, GLPK takes back how it had moved costs, which takes seconds where there are
 * many rows; and what it has come to by then is worth writing. */
static double ends_in_time(const struct search *s)
{
    const double MOST = 20, SHARE = 0.2; /* seconds; of the time that is left */
    double left = s->until - seconds_now();
    return s->until - (s->proof_only && is_large(s->m) ? fmin(MOST, SHARE * left) : 0);
}

void leave_out_columns(struct search *s, double for_a_row)
{
    if (is_large(s->m))
        lp_leave_out_dear_columns(s->lp, for_a_row);
}

enum lp_answer relax_root(struct search *s)
{
    const double FOR_A_ROW = 0.5; /* columns, where the basis is near the optimum */
    enum method how = way(s);
    s->lp = lp_new(s->m, s->cost);
    for (int j = 0; j < s->m->n_cols; j++)
        lp_set_bounds(s->lp, j, s->lower[j], s->upper[j]);
    if (s->basis)
        lp_set_basis(s->lp, s->basis, (size_t)(s->m->n_rows + s->m->n_cols));
    if (s->given)
        begin_as_given(s, s->given);
    else if (s->basis ? s->basis_of_point : is_begun_inside(s->m) && begin_inside(s))
        how = PRIMAL;
    if ((s->basis || s->given) && how == DUAL)
        leave_out_columns(s, FOR_A_ROW);
    enum lp_answer a = lp_solve(s->lp, how, ends_in_time(s), s->stop);
    if (a == LP_OPTIMAL || a == LP_LIMIT)
        keep_safe_bound(s, "relaxation");
    return a;
}
