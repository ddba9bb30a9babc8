/* glpk.c - the one file that knows GLPK.  Columns and rows count from 0 outside, from 1 inside. */
#include <glpk.h>

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lp.h"
#include "solve.h"

struct lp {
    const struct matrix *m;
    glp_prob *p;
    double *lower, *upper;   /* [n_cols] bounds at present */
    int n_cuts, iterations;
    bool scaled;
    int patience;            /* iterations of one method, until the other is tried */
    double tolerance;        /* of bounds and reduced costs, in GLPK's scaled units */
};

static void set_row(glp_prob *p, int i, double lower, double upper)
{
    if (isinf(lower) && isinf(upper))
        glp_set_row_bnds(p, i, GLP_FR, 0, 0);
    else if (isinf(lower))
        glp_set_row_bnds(p, i, GLP_UP, 0, upper);
    else if (isinf(upper))
        glp_set_row_bnds(p, i, GLP_LO, lower, 0);
    else
        glp_set_row_bnds(p, i, lower < upper ? GLP_DB : GLP_FX, lower, upper);
}

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
                       .patience = INT_MAX, .lower = malloc(size + 1), .upper = malloc(size + 1) };
    if (!lp->lower || !lp->upper)
        abort();
    memcpy(lp->lower, m->col_lower, size);
    memcpy(lp->upper, m->col_upper, size);
    if (m->n_rows)
        glp_add_rows(lp->p, m->n_rows);
    if (m->n_cols)
        glp_add_cols(lp->p, m->n_cols);
    for (int i = 0; i < m->n_rows; i++)
        set_row(lp->p, i + 1, m->row_lower[i], m->row_upper[i]);
    fill_columns(lp, cost);
    return lp;
}

void lp_free(struct lp *lp)
{
    if (!lp)
        return;
    glp_delete_prob(lp->p);
    free(lp->lower);
    free(lp->upper);
    free(lp);
}

void lp_set_bounds(struct lp *lp, int j, double lower, double upper)
{
    lp->lower[j] = lower;
    lp->upper[j] = upper;
    apply_bounds(lp, j);
}

void lp_bounds(const struct lp *lp, int j, double *lower, double *upper)
{
    *lower = lp->lower[j];
    *upper = lp->upper[j];
}

void lp_set_cost(struct lp *lp, int j, double cost) { glp_set_obj_coef(lp->p, j + 1, cost); }

/* As large as other rows once scaled: its largest entry about 1, by a power of 2. */
static void scale_cut(struct lp *lp, int row, const struct cut *c)
{
    double most = 0;
    for (int k = 0; k < c->n; k++)
        most = fmax(most, fabs(c->value[k]) * glp_get_sjj(lp->p, c->column[k] + 1));
    if (lp->scaled && most > 0)
        glp_set_rii(lp->p, row, exp2(-round(log2(most))));
}

int lp_add_cut(struct lp *lp, const struct cut *c)
{
    int *column = malloc(((size_t)c->n + 1) * sizeof *column);
    int row = glp_add_rows(lp->p, 1);
    if (!column)
        abort();
    for (int k = 0; k < c->n; k++)
        column[k + 1] = c->column[k] + 1;
    glp_set_mat_row(lp->p, row, c->n, column, c->value - 1);
    set_row(lp->p, row, c->lower, c->upper);
    scale_cut(lp, row, c);
    free(column);
    return lp->n_cuts++;
}

void lp_set_patience(struct lp *lp, int iterations) { lp->patience = iterations; }
int lp_patience(const struct lp *lp) { return lp->patience; }
void lp_set_tolerance(struct lp *lp, double tolerance) { lp->tolerance = tolerance; }

const struct matrix *lp_matrix(const struct lp *lp) { return lp->m; }
int lp_cuts(const struct lp *lp) { return lp->n_cuts; }

int lp_drop_slack_cuts(struct lp *lp, bool *dropped)
{
    int *row = malloc(((size_t)lp->n_cuts + 1) * sizeof *row), n = 0;
    if (!row)
        abort();
    for (int i = 0; i < lp->n_cuts; i++) {
        dropped[i] = glp_get_row_stat(lp->p, lp->m->n_rows + i + 1) == GLP_BS;
        if (dropped[i])
            row[++n] = lp->m->n_rows + i + 1;
    }
    if (n)
        glp_del_rows(lp->p, n, row);
    lp->n_cuts -= n;
    free(row);
    return n;
}

void lp_drop_cuts_from(struct lp *lp, int first)
{
    int *row = malloc(((size_t)lp->n_cuts + 1) * sizeof *row), n = 0;
    if (!row)
        abort();
    for (int i = first; i < lp->n_cuts; i++)
        row[++n] = lp->m->n_rows + i + 1;
    if (n)
        glp_del_rows(lp->p, n, row);
    lp->n_cuts = first;
    free(row);
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

/* It cannot be asked to stop, and every fresh start costs it its factorization and its edge
 * weights: one call to the end of the time, which a parent in a hurry ends with a signal. */
enum lp_answer lp_run(struct lp *lp, enum method how, int iterations, double until)
{
    double left = until - seconds_now();
    if (left <= 0)
        return LP_LIMIT;
    if (!lp->scaled)
        glp_scale_prob(lp->p, GLP_SF_AUTO);
    lp->scaled = true;
    int code = simplex(lp, how, milliseconds(left), iterations);
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
        bool below = glp_get_col_stat(p, j + 1) == GLP_NL;
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
    if (code == 0 && glp_get_status(lp->p) == GLP_NOFEAS)
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
    int rows = glp_get_num_rows(p), *row = malloc(((size_t)rows + 1) * sizeof *row);
    double *value = malloc(((size_t)rows + 1) * sizeof *value);
    if (!row || !value)
        abort();
    for (int at = 1; at <= rows; at++) {
        int j = glp_get_bhead(p, at) - rows;
        off[at] = j > 0 ? -glp_get_obj_coef(p, j) : 0;
        for (int k = j > 0 ? glp_get_mat_col(p, j, row, value) : 0; k > 0; k--)
            off[at] += value[k] * y[row[k] - 1];
    }
    free(row);
    free(value);
}

/* The simplex's duals are off by some units of their eleventh digit, which the width of the columns
 * makes more than a billionth where the objective is small: they are corrected once. */
void lp_dual(const struct lp *lp, double *y)
{
    int rows = glp_get_num_rows(lp->p);
    double *off = malloc(((size_t)rows + 1) * sizeof *off);
    if (!off)
        abort();
    for (int i = 0; i < rows; i++)
        y[i] = glp_get_row_dual(lp->p, i + 1);
    if (glp_bf_exists(lp->p)) {
        price_basis(lp, y, off);
        glp_btran(lp->p, off);
        for (int i = 0; i < rows; i++)
            y[i] += glp_get_row_stat(lp->p, i + 1) == GLP_BS ? 0 : off[i + 1];
    }
    free(off);
}

size_t lp_basis_size(const struct lp *lp)
{
    return (size_t)(glp_get_num_rows(lp->p) + glp_get_num_cols(lp->p));
}

void lp_get_basis(const struct lp *lp, unsigned char *basis)
{
    int rows = glp_get_num_rows(lp->p), cols = glp_get_num_cols(lp->p);
    for (int i = 1; i <= rows; i++)
        *basis++ = (unsigned char)glp_get_row_stat(lp->p, i);
    for (int j = 1; j <= cols; j++)
        *basis++ = (unsigned char)glp_get_col_stat(lp->p, j);
}

void lp_set_basis(struct lp *lp, const unsigned char *basis, size_t size)
{
    int rows = glp_get_num_rows(lp->p), cols = glp_get_num_cols(lp->p);
    if (size != (size_t)(rows + cols))
        return; /* of another shape: the present basis will do */
    for (int i = 1; i <= rows; i++)
        glp_set_row_stat(lp->p, i, *basis++);
    for (int j = 1; j <= cols; j++)
        glp_set_col_stat(lp->p, j, *basis++);
}

/* ---- rows of the tableau ---- */

/* B^-T e for a basic variable is its row of the basis inverse: few of its entries are not 0. */
int lp_tableau_row(struct lp *lp, int column, struct tableau_row *t)
{
    glp_prob *p = lp->p;
    int rows = glp_get_num_rows(p), n = 0;
    memset(t->multiplier, 0, ((size_t)rows + 1) * sizeof *t->multiplier);
    t->multiplier[glp_get_col_bind(p, column + 1)] = 1;
    glp_btran(p, t->multiplier);
    for (int i = 1; i <= rows; i++) {
        double v = t->multiplier[i];
        if (fabs(v) < 1e-11)
            continue;
        int length = glp_get_mat_row(p, i, t->index, t->value);
        for (int k = 1; k <= length; k++) {
            int j = t->index[k] - 1;
            if (!t->seen[j]) {
                t->seen[j] = true;
                t->column[n++] = j;
            }
            t->of_column[j] -= v * t->value[k];
        }
    }
    return n;
}

/* The basic variable that cannot come within its bounds, and its row of the basis inverse. */
bool lp_ray(struct lp *lp, double *y)
{
    glp_prob *p = lp->p;
    int rows = glp_get_num_rows(p), k = glp_get_unbnd_ray(p);
    if (k <= 0 || !lp_ready_for_rows(lp))
        return false;
    int at = k <= rows ? glp_get_row_bind(p, k) : glp_get_col_bind(p, k - rows);
    double *v = calloc((size_t)rows + 1, sizeof *v);
    if (!v)
        abort();
    if (at > 0) {
        bool above = k <= rows ? glp_get_row_prim(p, k) > glp_get_row_ub(p, k)
                               : glp_get_col_prim(p, k - rows) > glp_get_col_ub(p, k - rows);
        v[at] = 1;
        glp_btran(p, v);
        for (int i = 1; i <= rows; i++)
            y[i - 1] = fabs(v[i]) < 1e-11 ? 0 : above ? -v[i] : v[i];
    }
    free(v);
    return at > 0;
}

enum stand lp_column_stand(const struct lp *lp, int j)
{
    int stat = glp_get_col_stat(lp->p, j + 1);
    return stat == GLP_BS ? BASIC : stat == GLP_NU ? AT_UPPER : AT_LOWER;
}

enum stand lp_row_stand(const struct lp *lp, int i, double *lower, double *upper)
{
    int stat = glp_get_row_stat(lp->p, i + 1);
    int type = glp_get_row_type(lp->p, i + 1);
    *lower = type == GLP_FR || type == GLP_UP ? -INFINITY : glp_get_row_lb(lp->p, i + 1);
    *upper = type == GLP_FR || type == GLP_LO ? INFINITY : glp_get_row_ub(lp->p, i + 1);
    return stat == GLP_BS ? BASIC : stat == GLP_NU ? AT_UPPER : stat == GLP_NF ? NOWHERE : AT_LOWER;
}

bool lp_ready_for_rows(struct lp *lp)
{
    return glp_bf_exists(lp->p) || glp_factorize(lp->p) == 0;
}

int lp_row_entries(const struct lp *lp, int i, int *column, double *value)
{
    int n = glp_get_mat_row(lp->p, i + 1, column, value);
    for (int k = 1; k <= n; k++)
        column[k]--;
    return n;
}
