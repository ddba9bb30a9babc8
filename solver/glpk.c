/* glpk.c - GLPK's columns, simplex methods and results: see lp.h.  Columns and rows count from 0
 * outside, from 1 inside. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "glpk_lp.h"
#include "solve.h"

static void apply_bounds(struct lp *lp, int j)
{
    double l = lp->lower[j], u = lp->upper[j];
    glp_set_col_bnds(lp->p, j + 1, l < u ? GLP_DB : GLP_FX, l, u);
}

static void fill_columns(struct lp *lp, const double *cost)
{
    const struct matrix *m = lp->m;
    int *row = malloc(((size_t)m->n_rows + 1) * sizeof *row);
    if (!row)
        abort();
    for (int j = 0; j < m->n_cols; j++) {
        int n = (int)(m->start[j + 1] - m->start[j]);
        for (int k = 0; k < n; k++)
            row[k + 1] = m->row[m->start[j] + k] + 1;
        glp_set_mat_col(lp->p, j + 1, n, row, m->value + m->start[j] - 1);
        glp_set_obj_coef(lp->p, j + 1, cost[j]);
        apply_bounds(lp, j);
        glp_set_col_stat(lp->p, j + 1, GLP_NL);
    }
    free(row);
}

struct lp *lp_new(const struct matrix *m, const double *cost)
{
    struct lp *lp = calloc(1, sizeof *lp);
    size_t size = (size_t)m->n_cols * sizeof(double);
    if (!lp)
        abort();
    glp_term_out(GLP_OFF);
    *lp = (struct lp){ .m = m, .p = glp_create_prob(), .tolerance = LP_TOLERANCE,
                       .patience = INT_MAX, .lower = malloc(size + 1), .upper = malloc(size + 1),
                       .out = calloc((size_t)m->n_cols + 1, sizeof *lp->out) };
    if (!lp->lower || !lp->upper || !lp->out)
        abort();
    memcpy(lp->lower, m->col_lower, size);
    memcpy(lp->upper, m->col_upper, size);
    if (m->n_rows)
        glp_add_rows(lp->p, m->n_rows);
    if (m->n_cols)
        glp_add_cols(lp->p, m->n_cols);
    for (int i = 0; i < m->n_rows; i++)
        lp_row_bounds(lp, i + 1, m->row_lower[i], m->row_upper[i]);
    fill_columns(lp, cost);
    lp->rows = present_new(m->n_rows);
    return lp;
}

void lp_free(struct lp *lp)
{
    if (!lp)
        return;
    glp_delete_prob(lp->p);
    present_free(lp->rows);
    free(lp->lower);
    free(lp->upper);
    free(lp->out);
    free(lp);
}

void lp_set_bounds(struct lp *lp, int j, double lower, double upper)
{
    bool stays = lp->out[j] && !(lower > lp->lower[j] || lower < lp->lower[j]);
    if (!stays)
        lp_bring_column(lp, j);
    lp->lower[j] = lower;
    lp->upper[j] = upper;
    if (!stays)
        apply_bounds(lp, j);
}

void lp_bounds(const struct lp *lp, int j, double *lower, double *upper)
{
    *lower = lp->lower[j];
    *upper = lp->upper[j];
}

void lp_set_cost(struct lp *lp, int j, double cost) { glp_set_obj_coef(lp->p, j + 1, cost); }

void lp_set_patience(struct lp *lp, int iterations) { lp->patience = iterations; }
int lp_patience(const struct lp *lp) { return lp->patience; }
void lp_set_tolerance(struct lp *lp, double tolerance) { lp->tolerance = tolerance; }

const struct matrix *lp_matrix(const struct lp *lp) { return lp->m; }

/* ---- the simplex method ---- */

/* A basis with a column that has no entry is none, and on some GLPK aborts instead of saying so. */
static void leave_out_empty_columns(struct lp *lp)
{
    for (int j = 1; j <= lp->m->n_cols; j++)
        if (glp_get_col_stat(lp->p, j) == GLP_BS && glp_get_mat_col(lp->p, j, NULL, NULL) == 0)
            glp_set_col_stat(lp->p, j, GLP_NL);
}

static int simplex(struct lp *lp, enum method how, int ms, int iterations)
{
    glp_smcp o;
    glp_init_smcp(&o);
    o.it_lim = iterations;
    o.msg_lev = GLP_MSG_OFF;
    o.meth = how == PRIMAL ? GLP_PRIMAL : GLP_DUAL;
    o.tm_lim = ms;
    o.tol_bnd = lp->tolerance;
    o.tol_dj = lp->tolerance;
    leave_out_empty_columns(lp);
    int code = glp_simplex(lp->p, &o);
    if (code == GLP_EBADB || code == GLP_ESING || code == GLP_ECOND) {
        glp_adv_basis(lp->p, 0);
        code = glp_simplex(lp->p, &o);
    }
    return code;
}

static int milliseconds(double seconds)
{
    return seconds < 1e6 ? (int)(1000 * seconds) + 1 : INT_MAX;
}

void lp_scale(struct lp *lp)
{
    if (!lp->scaled)
        glp_scale_prob(lp->p, GLP_SF_AUTO);
    lp->scaled = true;
}

/* What was left out and cannot stay so, and how to go on from there; false: nothing. */
static bool bring_what_matters(struct lp *lp, enum method *how, int times)
{
    int status = glp_get_status(lp->p);
    if (status == GLP_OPT && lp_bring_broken(lp, times))
        *how = DUAL;
    else if (status == GLP_OPT && lp_bring_cheap(lp))
        *how = PRIMAL;
    else
        return status == GLP_NOFEAS && lp_bring_all_columns(lp);
    return true;
}

/* It cannot be asked to stop, and every fresh start costs it its factorization and its edge
 * weights: one call to the end of the time, which a parent in a hurry ends with a signal. */
enum lp_answer lp_run(struct lp *lp, enum method how, int iterations, double until)
{
    double left = until - seconds_now();
    if (left <= 0)
        return LP_LIMIT;
    lp_scale(lp);
    int code = simplex(lp, how, milliseconds(left), iterations);
    for (int times = 0; code == 0 && bring_what_matters(lp, &how, times); times++)
        code = simplex(lp, how, milliseconds(fmax(0, until - seconds_now())), iterations);
    lp->iterations = glp_get_it_cnt(lp->p);
    if (code == GLP_ETMLIM)
        return LP_LIMIT;
    if (code != 0)
        return LP_FAILED;
    int status = glp_get_status(lp->p);
    return status == GLP_OPT ? LP_OPTIMAL : status == GLP_NOFEAS ? LP_INFEASIBLE : LP_FAILED;
}

void lp_forget_basis(struct lp *lp) { glp_std_basis(lp->p); }

void lp_keep_optimum(struct lp *lp)
{
    static const double NO_PRICE = 1e-7;
    glp_prob *p = lp->p;
    for (int i = 1; i <= glp_get_num_rows(p); i++) {
        bool below = glp_get_row_stat(p, i) == GLP_NL;
        if ((below || glp_get_row_stat(p, i) == GLP_NU) && fabs(glp_get_row_dual(p, i)) > NO_PRICE)
            glp_set_row_bnds(p, i, GLP_FX, below ? glp_get_row_lb(p, i) : glp_get_row_ub(p, i), 0);
    }
    for (int j = 0; j < lp->m->n_cols; j++) {
        bool below = lp->out[j] || glp_get_col_stat(p, j + 1) == GLP_NL;
        if ((below || glp_get_col_stat(p, j + 1) == GLP_NU) &&
            fabs(glp_get_col_dual(p, j + 1)) > NO_PRICE)
            lp_set_bounds(lp, j, below ? lp->lower[j] : lp->upper[j],
                          below ? lp->lower[j] : lp->upper[j]);
    }
}

double lp_try(struct lp *lp, int iterations, double until)
{
    double left = until - seconds_now();
    int code = left > 0 ? simplex(lp, DUAL, milliseconds(left), iterations) : GLP_ETMLIM;
    lp->iterations = glp_get_it_cnt(lp->p);
    if (code == 0 && glp_get_status(lp->p) == GLP_NOFEAS && lp->n_out == 0)
        return INFINITY;
    return code == 0 || code == GLP_EITLIM ? glp_get_obj_val(lp->p) : -INFINITY;
}

const char *solver_version(void) { return glp_version(); }

double lp_objective(const struct lp *lp) { return glp_get_obj_val(lp->p); }
int lp_iterations(const struct lp *lp) { return lp->iterations; }

void lp_x(const struct lp *lp, double *x)
{
    for (int j = 0; j < lp->m->n_cols; j++) {
        double v = glp_get_col_prim(lp->p, j + 1);
        x[j] = fmin(fmax(v, lp->lower[j]), lp->upper[j]);
    }
}

/* Minus what each basic column still costs at these duals, which should be nothing; by position. */
static void price_basis(const struct lp *lp, const double *y, double *off)
{
    glp_prob *p = lp->p;
    int rows = lp->rows->n_there, *row = lp_room_for_rows(lp);
    double *value = malloc(((size_t)rows + 1) * sizeof *value);
    if (!value)
        abort();
    for (int at = 1; at <= rows; at++) {
        int j = glp_get_bhead(p, at) - rows;
        off[at] = j > 0 ? -glp_get_obj_coef(p, j) : 0;
        for (int k = j > 0 ? glp_get_mat_col(p, j, row, value) : 0; k > 0; k--)
            off[at] += value[k] * y[lp->rows->ours[row[k]]];
    }
    free(row);
    free(value);
}

/* The simplex's duals are off by some units of their eleventh digit, which the width of the columns
 * makes more than a billionth where the objective is small: they are corrected once. */
void lp_dual(const struct lp *lp, double *y)
{
    const struct present *rows = lp->rows;
    double *off = malloc(((size_t)rows->n_there + 1) * sizeof *off);
    if (!off)
        abort();
    for (int i = 0; i < rows->n_rows + rows->n_cuts; i++)
        y[i] = rows->at[i] ? glp_get_row_dual(lp->p, rows->at[i]) : 0;
    if (glp_bf_exists(lp->p)) {
        price_basis(lp, y, off);
        glp_btran(lp->p, off);
        for (int at = 1; at <= rows->n_there; at++)
            y[rows->ours[at]] += glp_get_row_stat(lp->p, at) == GLP_BS ? 0 : off[at];
    }
    free(off);
}

size_t lp_basis_size(const struct lp *lp)
{
    return (size_t)(lp->m->n_rows + lp_cuts(lp) + lp->m->n_cols);
}

void lp_get_basis(const struct lp *lp, unsigned char *basis)
{
    for (int i = 0; i < lp->m->n_rows + lp_cuts(lp); i++) {
        int at = lp->rows->at[i];
        *basis++ = (unsigned char)(at ? glp_get_row_stat(lp->p, at) : GLP_BS);
    }
    for (int j = 0; j < lp->m->n_cols; j++)
        *basis++ = lp->out[j] && lp->lower[j] < lp->upper[j]
                   ? GLP_NL : (unsigned char)glp_get_col_stat(lp->p, j + 1);
}

void lp_set_basis(struct lp *lp, const unsigned char *basis, size_t size)
{
    if (size != lp_basis_size(lp))
        return; /* of another shape: the present basis will do */
    for (int i = 0; i < lp->m->n_rows + lp_cuts(lp); i++, basis++) {
        if (!lp->rows->at[i] && *basis != GLP_BS)
            lp_bring_back(lp, i);
        if (lp->rows->at[i])
            glp_set_row_stat(lp->p, lp->rows->at[i], *basis);
    }
    for (int j = 0; j < lp->m->n_cols; j++, basis++) {
        if (*basis == GLP_BS || *basis == GLP_NU)
            lp_bring_column(lp, j);
        if (!lp->out[j])
            glp_set_col_stat(lp->p, j + 1, *basis);
    }
}
