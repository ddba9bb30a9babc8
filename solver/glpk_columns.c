/* glpk_columns.c - columns that are left out: see lp.h.  GLPK has them fixed where they are, and
 * its simplex methods do not look at fixed columns. */
#include <stdlib.h>

#include "glpk_lp.h"

static void bring(struct lp *lp, int j)
{
    double l = lp->lower[j], u = lp->upper[j];
    lp->out[j] = false;
    lp->n_out--;
    glp_set_col_bnds(lp->p, j + 1, l < u ? GLP_DB : GLP_FX, l, u);
    glp_set_col_stat(lp->p, j + 1, GLP_NL);
}

void lp_bring_column(struct lp *lp, int j)
{
    if (lp->out[j])
        bring(lp, j);
}

/* At its lower bound, with something to lose. */
static bool is_dear(const struct lp *lp, int j)
{
    return !lp->out[j] && lp->lower[j] < lp->upper[j] &&
           glp_get_col_stat(lp->p, j + 1) == GLP_NL && glp_get_col_dual(lp->p, j + 1) > 0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Those stay that lack least; a few more or less are not worth the change. */
void lp_leave_out_dear_columns(struct lp *lp, double for_a_row)
{
    int n = 0, stay = (int)(for_a_row * lp->rows->n_there);
    double *dear = malloc(((size_t)lp->m->n_cols + 1) * sizeof *dear);
    if (!dear)
        abort();
    if (!glp_bf_exists(lp->p))
        glp_warm_up(lp->p);
    for (int j = 0; j < lp->m->n_cols; j++)
        if (is_dear(lp, j))
            dear[n++] = glp_get_col_dual(lp->p, j + 1);
    qsort(dear, (size_t)n, sizeof *dear, by_value);
    for (int j = 0; j < lp->m->n_cols && n > stay + stay / 4; j++)
        if (is_dear(lp, j) && glp_get_col_dual(lp->p, j + 1) > dear[stay]) {
            glp_set_col_bnds(lp->p, j + 1, GLP_FX, lp->lower[j], lp->lower[j]);
            lp->out[j] = true;
            lp->n_out++;
        }
    free(dear);
}

bool lp_bring_cheap(struct lp *lp)
{
    int out = lp->n_out;
    for (int j = 0; j < lp->m->n_cols && out > 0; j++)
        if (lp->out[j] &&
            glp_get_col_dual(lp->p, j + 1) * glp_get_sjj(lp->p, j + 1) < -lp->tolerance)
            bring(lp, j);
    return lp->n_out < out;
}

bool lp_bring_all_columns(struct lp *lp)
{
    int out = lp->n_out;
    for (int j = 0; j < lp->m->n_cols && out > 0; j++)
        lp_bring_column(lp, j);
    return out > 0;
}
