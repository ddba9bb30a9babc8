/* glpk_rows.c - cuts, rows that are left out, and rows of the tableau: see lp.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "glpk_lp.h"

void lp_row_bounds(struct lp *lp, int at, double lower, double upper)
{
    glp_prob *p = lp->p;
    if (isinf(lower) && isinf(upper))
        glp_set_row_bnds(p, at, GLP_FR, 0, 0);
    else if (isinf(lower))
        glp_set_row_bnds(p, at, GLP_UP, 0, upper);
    else if (isinf(upper))
        glp_set_row_bnds(p, at, GLP_LO, lower, 0);
    else
        glp_set_row_bnds(p, at, lower < upper ? GLP_DB : GLP_FX, lower, upper);
}

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
    lp_row_bounds(lp, row, c->lower, c->upper);
    scale_cut(lp, row, c);
    free(column);
    return present_add_cut(lp->rows);
}

int lp_cuts(const struct lp *lp) { return lp->rows->n_cuts; }

static void delete_rows(struct lp *lp, int n, const int *row)
{
    if (n == 0)
        return;
    glp_del_rows(lp->p, n, row);
    present_remove(lp->rows, n, row);
}

int *lp_room_for_rows(const struct lp *lp)
{
    int *row = malloc(((size_t)lp->rows->n_there + 1) * sizeof *row);
    if (!row)
        abort();
    return row;
}

int lp_drop_slack_cuts(struct lp *lp, bool *dropped)
{
    int *row = lp_room_for_rows(lp), n = 0;
    for (int i = 0; i < lp_cuts(lp); i++) {
        int at = lp->rows->at[lp->m->n_rows + i];
        dropped[i] = glp_get_row_stat(lp->p, at) == GLP_BS;
        if (dropped[i])
            row[++n] = at;
    }
    delete_rows(lp, n, row);
    free(row);
    return n;
}

void lp_drop_cuts_from(struct lp *lp, int first)
{
    int *row = lp_room_for_rows(lp), n = 0;
    for (int i = first; i < lp_cuts(lp); i++)
        row[++n] = lp->rows->at[lp->m->n_rows + i];
    delete_rows(lp, n, row);
    free(row);
}

/* ---- rows that are left out ---- */

static void keep_row(struct lp *lp, int at, struct row_kept *kept)
{
    if (kept->column)
        return;
    size_t size = (size_t)glp_get_mat_row(lp->p, at, NULL, NULL) + 1;
    kept->column = malloc(size * sizeof *kept->column);
    kept->value = malloc(size * sizeof *kept->value);
    if (!kept->column || !kept->value)
        abort();
    kept->n = glp_get_mat_row(lp->p, at, kept->column, kept->value);
    kept->scale = glp_get_rii(lp->p, at);
}

void lp_leave_out_slack_rows(struct lp *lp)
{
    int *row = lp_room_for_rows(lp), n = 0;
    lp_scale(lp);
    for (int at = 1; at <= lp->rows->n_there; at++) {
        int i = lp->rows->ours[at];
        if (i >= lp->m->n_rows || glp_get_row_stat(lp->p, at) != GLP_BS ||
            glp_get_row_type(lp->p, at) == GLP_FX)
            continue;
        keep_row(lp, at, &lp->rows->kept[i]);
        row[++n] = at;
    }
    delete_rows(lp, n, row);
    free(row);
}

void lp_bring_back(struct lp *lp, int i)
{
    const struct row_kept *kept = &lp->rows->kept[i];
    int at = glp_add_rows(lp->p, 1);
    glp_set_mat_row(lp->p, at, kept->n, kept->column, kept->value);
    glp_set_rii(lp->p, at, kept->scale);
    lp_row_bounds(lp, at, lp->m->row_lower[i], lp->m->row_upper[i]);
    present_bring(lp->rows, i);
}

/* What the point at hand leaves of the row, in GLPK's scaled units; below 0: it breaks it. */
static double room_of(const struct lp *lp, int i)
{
    const struct row_kept *kept = &lp->rows->kept[i];
    double v = 0;
    for (int k = 1; k <= kept->n; k++)
        v += kept->value[k] * glp_get_col_prim(lp->p, kept->column[k]);
    return kept->scale * fmin(v - lp->m->row_lower[i], lp->m->row_upper[i] - v);
}

static void bring_if_out(struct lp *lp, int i)
{
    if (!lp->rows->at[i])
        lp_bring_back(lp, i);
}

/* Those that share a column with it are likely to be broken next. */
static void bring_with_neighbours(struct lp *lp, int i)
{
    const struct matrix *m = lp->m;
    const struct row_kept *kept = &lp->rows->kept[i];
    bring_if_out(lp, i);
    for (int k = 1; k <= kept->n; k++) {
        int j = kept->column[k] - 1;
        for (int64_t e = m->start[j]; e < m->start[j + 1]; e++)
            bring_if_out(lp, m->row[e]);
    }
}

bool lp_bring_broken(struct lp *lp, int times)
{
    enum { ALONE = 3, WITH_NEIGHBOURS = 6 };
    double off = 10 * lp->tolerance, *room = malloc(((size_t)lp->m->n_rows + 1) * sizeof *room);
    bool any = false;
    if (!room)
        abort();
    for (int i = 0; i < lp->m->n_rows; i++) {
        room[i] = lp->rows->at[i] ? INFINITY : room_of(lp, i);
        any |= room[i] < -off;
    }
    for (int i = 0; i < lp->m->n_rows && any; i++)
        if (room[i] < -off && times >= ALONE)
            bring_with_neighbours(lp, i);
        else if (room[i] < (times < WITH_NEIGHBOURS ? -off : off))
            bring_if_out(lp, i);
    free(room);
    return any;
}

/* ---- rows of the tableau ---- */

/* B^-T e_at, each entry at our number of its row, counted from 1, but nothing next to 0. */
static void row_of_inverse(const struct lp *lp, int at, double *y)
{
    const struct present *rows = lp->rows;
    double *v = calloc((size_t)rows->n_there + 1, sizeof *v);
    if (!v)
        abort();
    v[at] = 1;
    glp_btran(lp->p, v);
    memset(y, 0, ((size_t)(rows->n_rows + rows->n_cuts) + 1) * sizeof *y);
    for (int k = 1; k <= rows->n_there; k++)
        y[rows->ours[k] + 1] = fabs(v[k]) < 1e-11 ? 0 : v[k];
    free(v);
}

/* Of the row of the basis inverse few entries are not 0. */
int lp_tableau_row(struct lp *lp, int column, struct tableau_row *t)
{
    glp_prob *p = lp->p;
    int n = 0;
    row_of_inverse(lp, glp_get_col_bind(p, column + 1), t->multiplier);
    for (int at = 1; at <= lp->rows->n_there; at++) {
        double v = t->multiplier[lp->rows->ours[at] + 1];
        int length = v > 0 || v < 0 ? glp_get_mat_row(p, at, t->index, t->value) : 0;
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
    int rows = lp->rows->n_there, k = glp_get_unbnd_ray(p), n = lp->m->n_rows + lp_cuts(lp);
    if (k <= 0 || !lp_ready_for_rows(lp))
        return false;
    int at = k <= rows ? glp_get_row_bind(p, k) : glp_get_col_bind(p, k - rows);
    if (at <= 0)
        return false;
    bool above = k <= rows ? glp_get_row_prim(p, k) > glp_get_row_ub(p, k)
                           : glp_get_col_prim(p, k - rows) > glp_get_col_ub(p, k - rows);
    double *v = malloc(((size_t)n + 1) * sizeof *v);
    if (!v)
        abort();
    row_of_inverse(lp, at, v);
    for (int i = 0; i < n; i++)
        y[i] = above ? -v[i + 1] : v[i + 1];
    free(v);
    return true;
}

enum stand lp_column_stand(const struct lp *lp, int j)
{
    int stat = glp_get_col_stat(lp->p, j + 1);
    return stat == GLP_BS ? BASIC : stat == GLP_NU ? AT_UPPER : AT_LOWER;
}

enum stand lp_row_stand(const struct lp *lp, int i, double *lower, double *upper)
{
    int at = lp->rows->at[i];
    if (!at) {
        *lower = lp->m->row_lower[i];
        *upper = lp->m->row_upper[i];
        return BASIC;
    }
    int stat = glp_get_row_stat(lp->p, at), type = glp_get_row_type(lp->p, at);
    *lower = type == GLP_FR || type == GLP_UP ? -INFINITY : glp_get_row_lb(lp->p, at);
    *upper = type == GLP_FR || type == GLP_LO ? INFINITY : glp_get_row_ub(lp->p, at);
    return stat == GLP_BS ? BASIC : stat == GLP_NU ? AT_UPPER : stat == GLP_NF ? NOWHERE : AT_LOWER;
}

bool lp_ready_for_rows(struct lp *lp)
{
    return glp_bf_exists(lp->p) || glp_factorize(lp->p) == 0;
}

int lp_row_entries(const struct lp *lp, int i, int *column, double *value)
{
    const struct row_kept *kept = i < lp->m->n_rows ? &lp->rows->kept[i] : NULL;
    int at = lp->rows->at[i], n = at ? glp_get_mat_row(lp->p, at, column, value) : kept->n;
    if (!at) {
        memcpy(column, kept->column, ((size_t)n + 1) * sizeof *column);
        memcpy(value, kept->value, ((size_t)n + 1) * sizeof *value);
    }
    for (int k = 1; k <= n; k++)
        column[k]--;
    return n;
}
