/* glpk.c - the one file that knows GLPK.  Columns and rows count from 0 outside, from 1 inside. */
#include <glpk.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lp.h"

struct lp {
    const struct matrix *m;
    const double *cost;
    glp_prob *p;
    int *at;                 /* [n_cols] GLPK's number of a column, 0 = not brought in */
    int *column;             /* [n_cols + 1] and back */
    double *lower, *upper;   /* [n_cols] bounds at present */
    int n_cuts, iterations;
    bool scaled;
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

struct lp *lp_new(const struct matrix *m, const double *cost, const bool *in)
{
    struct lp *lp = calloc(1, sizeof *lp);
    if (!lp)
        abort();
    glp_term_out(GLP_OFF);
    lp->tolerance = 1e-8;
    lp->m = m;
    lp->cost = cost;
    lp->p = glp_create_prob();
    lp->at = calloc((size_t)m->n_cols + 1, sizeof *lp->at);
    lp->column = calloc((size_t)m->n_cols + 2, sizeof *lp->column);
    lp->lower = calloc((size_t)m->n_cols + 1, sizeof *lp->lower);
    lp->upper = calloc((size_t)m->n_cols + 1, sizeof *lp->upper);
    if (!lp->at || !lp->column || !lp->lower || !lp->upper)
        abort();
    memcpy(lp->lower, m->col_lower, (size_t)m->n_cols * sizeof *lp->lower);
    memcpy(lp->upper, m->col_upper, (size_t)m->n_cols * sizeof *lp->upper);
    if (m->n_rows)
        glp_add_rows(lp->p, m->n_rows);
    for (int i = 0; i < m->n_rows; i++)
        set_row(lp->p, i + 1, m->row_lower[i], m->row_upper[i]);
    for (int j = 0; j < m->n_cols; j++)
        if (!in || in[j])
            lp_bring_in(lp, j);
    return lp;
}

void lp_free(struct lp *lp)
{
    glp_delete_prob(lp->p);
    free(lp->at);
    free(lp->column);
    free(lp->lower);
    free(lp->upper);
    free(lp);
}

bool lp_has(const struct lp *lp, int column) { return lp->at[column] != 0; }

static void apply_bounds(struct lp *lp, int j)
{
    double l = lp->lower[j], u = lp->upper[j];
    glp_set_col_bnds(lp->p, lp->at[j], l < u ? GLP_DB : GLP_FX, l, u);
}

void lp_bring_in(struct lp *lp, int j)
{
    const struct matrix *m = lp->m;
    int n = (int)(m->start[j + 1] - m->start[j]), at = glp_add_cols(lp->p, 1);
    int *row = malloc(((size_t)n + 1) * sizeof *row);
    if (!row)
        abort();
    for (int k = 0; k < n; k++)
        row[k + 1] = m->row[m->start[j] + k] + 1;
    lp->at[j] = at;
    lp->column[at] = j;
    glp_set_mat_col(lp->p, at, n, row, m->value + m->start[j] - 1);
    glp_set_obj_coef(lp->p, at, lp->cost[j]);
    apply_bounds(lp, j);
    glp_set_col_stat(lp->p, at, GLP_NL);
    free(row);
}

void lp_set_bounds(struct lp *lp, int j, double lower, double upper)
{
    lp->lower[j] = lower;
    lp->upper[j] = upper;
    if (lp->at[j])
        apply_bounds(lp, j);
}

void lp_set_row_bounds(struct lp *lp, int row, double lower, double upper)
{
    set_row(lp->p, row + 1, lower, upper);
}

int lp_add_cut(struct lp *lp, const struct cut *c)
{
    int *at = malloc(((size_t)c->n + 1) * sizeof *at);
    int row = glp_add_rows(lp->p, 1);
    if (!at)
        abort();
    for (int k = 0; k < c->n; k++) {
        if (!lp->at[c->column[k]])
            lp_bring_in(lp, c->column[k]);
        at[k + 1] = lp->at[c->column[k]];
    }
    glp_set_mat_row(lp->p, row, c->n, at, c->value - 1);
    set_row(lp->p, row, c->lower, c->upper);
    free(at);
    return lp->n_cuts++;
}

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

static int simplex(struct lp *lp, enum method how, int ms)
{
    glp_smcp o;
    glp_init_smcp(&o);
    o.msg_lev = GLP_MSG_OFF;
    o.meth = how == PRIMAL ? GLP_PRIMAL : GLP_DUALP;
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

enum { SLICE_MS = 100 };

/* In slices, since GLPK's simplex cannot be asked to stop. */
static enum lp_answer solve_once(struct lp *lp, enum method how, double until,
                                 const volatile int *stop)
{
    for (;;) {
        double left = until - seconds_now();
        if (left <= 0 || (stop && *stop))
            return LP_LIMIT;
        int ms = left < 0.001 * SLICE_MS ? (int)(1000 * left) + 1 : SLICE_MS;
        int code = simplex(lp, how, ms);
        if (code == GLP_ETMLIM || code == GLP_EITLIM)
            continue;
        if (code != 0)
            return LP_FAILED;
        int status = glp_get_status(lp->p);
        return status == GLP_OPT ? LP_OPTIMAL : status == GLP_NOFEAS ? LP_INFEASIBLE : LP_FAILED;
    }
}

enum lp_answer lp_solve(struct lp *lp, enum method how, double until, const volatile int *stop)
{
    enum { LARGE = 3000 }; /* GLPK's dual simplex takes 30 times as long as its primal on such */
    if (lp->m->n_rows > LARGE)
        how = PRIMAL;
    if (!lp->scaled)
        glp_scale_prob(lp->p, GLP_SF_AUTO);
    lp->scaled = true;
    enum lp_answer a = solve_once(lp, how, until, stop);
    if (a == LP_FAILED)
        a = solve_once(lp, how == PRIMAL ? DUAL : PRIMAL, until, stop);
    if (a == LP_FAILED) {
        glp_std_basis(lp->p);
        a = solve_once(lp, PRIMAL, until, stop);
    }
    lp->iterations = glp_get_it_cnt(lp->p);
    return a;
}

enum lp_answer lp_solve_finely(struct lp *lp, double until, const volatile int *stop)
{
    lp->tolerance = 1e-11;
    enum lp_answer a = lp_solve(lp, PRIMAL, until, stop);
    lp->tolerance = 1e-8;
    return a;
}

double lp_objective(const struct lp *lp) { return glp_get_obj_val(lp->p); }
int lp_iterations(const struct lp *lp) { return lp->iterations; }

void lp_x(const struct lp *lp, double *x)
{
    for (int j = 0; j < lp->m->n_cols; j++) {
        double v = lp->at[j] ? glp_get_col_prim(lp->p, lp->at[j]) : lp->lower[j];
        x[j] = fmin(fmax(v, lp->lower[j]), lp->upper[j]);
    }
}

void lp_dual(const struct lp *lp, double *y)
{
    for (int i = 0; i < lp->m->n_rows + lp->n_cuts; i++)
        y[i] = glp_get_row_dual(lp->p, i + 1);
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

/* ---- Gomory mixed-integer cuts (Gomory 1960; Nemhauser and Wolsey 1988, II.1.6) ---- */

struct gomory {
    struct lp *lp;
    const bool *integer;
    double *row;             /* [GLPK columns + 1] the cut on structural columns */
    double rhs;
    int *at;
    double *value;
};

static double fraction(double v) { return v - floor(v); }

/* What one unit of a nonbasic variable's distance from its bound takes of the cut. */
static double gomory_weight(double a, bool whole, double f0)
{
    if (whole) {
        double f = fraction(a);
        return f <= f0 ? f : f0 * (1 - f) / (1 - f0);
    }
    return a > 0 ? a : f0 / (1 - f0) * -a;
}

static void add_row_of(struct gomory *g, int row, double weight)
{
    int n = glp_get_mat_row(g->lp->p, row, g->at, g->value);
    for (int k = 1; k <= n; k++)
        g->row[g->at[k]] += weight * g->value[k];
}

/* Adds weight times the distance of variable k from the bound it stands at. */
static bool add_distance(struct gomory *g, int k, double alpha, double f0)
{
    glp_prob *p = g->lp->p;
    int n_rows = glp_get_num_rows(p);
    bool aux = k <= n_rows;
    int stat = aux ? glp_get_row_stat(p, k) : glp_get_col_stat(p, k - n_rows);
    if (stat == GLP_NS)
        return true;
    if (stat != GLP_NL && stat != GLP_NU)
        return false;
    double sign = stat == GLP_NL ? 1 : -1;
    double bound = aux ? (stat == GLP_NL ? glp_get_row_lb(p, k) : glp_get_row_ub(p, k))
                       : (stat == GLP_NL ? glp_get_col_lb(p, k - n_rows)
                                         : glp_get_col_ub(p, k - n_rows));
    bool whole = !aux && g->integer[g->lp->column[k - n_rows]];
    double weight = gomory_weight(-alpha * sign, whole, f0);
    g->rhs += weight * sign * bound;
    if (aux)
        add_row_of(g, k, weight * sign);
    else
        g->row[k - n_rows] += weight * sign;
    return true;
}

static bool gomory_row(struct gomory *g, int basic, double f0, int *index, double *alpha)
{
    glp_prob *p = g->lp->p;
    int n = glp_eval_tab_row(p, basic, index, alpha);
    memset(g->row, 0, ((size_t)glp_get_num_cols(p) + 1) * sizeof *g->row);
    g->rhs = f0;
    for (int k = 1; k <= n; k++)
        if (fabs(alpha[k]) > 1e-11 && !add_distance(g, index[k], alpha[k], f0))
            return false;
    return true;
}

/* Small entries are moved into the right-hand side at the side that keeps the cut valid; a cut of
 * too wide a range is not trusted. */
static bool tidy_cut(struct gomory *g, struct cut *c, int *column, double *value)
{
    double most = 0, least = INFINITY;
    int n_cols = glp_get_num_cols(g->lp->p);
    for (int j = 1; j <= n_cols; j++)
        most = fmax(most, fabs(g->row[j]));
    c->n = 0;
    c->upper = INFINITY;
    for (int j = 1; j <= n_cols; j++) {
        double v = g->row[j];
        if (fabs(v) < 1e-7 * most || most <= 0) {
            g->rhs -= v > 0 ? v * glp_get_col_ub(g->lp->p, j) : v * glp_get_col_lb(g->lp->p, j);
            continue;
        }
        least = fmin(least, fabs(v));
        column[c->n] = g->lp->column[j];
        value[c->n++] = v;
    }
    c->column = column;
    c->value = value;
    c->lower = g->rhs - 1e-12 * fmax(1, fabs(g->rhs)); /* room for rounding */
    return c->n > 0 && most / least < 1e6 && c->n <= 1000;
}

void lp_generate_cuts(struct lp *lp, const bool *integer, int most,
                      void (*take)(void *, const struct cut *), void *context)
{
    glp_prob *p = lp->p;
    int n_rows = glp_get_num_rows(p), n_cols = glp_get_num_cols(p);
    size_t n = (size_t)(n_rows + n_cols + 1);
    struct gomory g = { .lp = lp, .integer = integer, .row = calloc(n, sizeof(double)),
                        .at = calloc(n, sizeof(int)), .value = calloc(n, sizeof(double)) };
    int *index = calloc(n, sizeof *index), *column = calloc(n, sizeof *column);
    double *alpha = calloc(n, sizeof *alpha), *value = calloc(n, sizeof *value);
    if (!g.row || !g.at || !g.value || !index || !alpha || !column || !value)
        abort();
    if (!glp_bf_exists(p) && glp_factorize(p) != 0)
        most = 0;
    for (int j = 1; j <= n_cols && most > 0; j++) {
        double f0 = fraction(glp_get_col_prim(p, j));
        struct cut c;
        if (!integer[lp->column[j]] || glp_get_col_stat(p, j) != GLP_BS || f0 < 0.02 || f0 > 0.98)
            continue;
        if (gomory_row(&g, n_rows + j, f0, index, alpha) && tidy_cut(&g, &c, column, value)) {
            take(context, &c);
            most--;
        }
    }
    free(g.row);
    free(g.at);
    free(g.value);
    free(index);
    free(alpha);
    free(column);
    free(value);
}
