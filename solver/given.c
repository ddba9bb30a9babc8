/* given.c - a search begun where a proof from before has ended: see given.h. */
#include "given.h"

#include <math.h>
#include <string.h>

#include "interior.h"

/* ---- the program ---- */

static bool is_sum(const struct row_view *rows, int i, const struct log_sum *sum)
{
    int64_t e = rows->start[i];
    if (rows->start[i + 1] - e != sum->n + 1)
        return false;
    for (int k = 0; k < sum->n; k++)
        if (rows->column[e + k] != sum->column[k])
            return false;
    return true;
}

/* Sums are found as they were then where the program is like that one. */
static bool has_sums(const struct matrix *wide, const struct matrix *split, const struct given *g)
{
    struct arena *a = arena_new();
    struct row_view rows = row_view_of(a, wide);
    bool same = wide->n_rows - split->n_rows == g->n_sums;
    for (int k = 0; k < g->n_sums && same; k++)
        same = is_sum(&rows, split->n_rows + k, &g->sum[k]);
    arena_free(a);
    return same;
}

bool widen_as_given(struct wider *w, struct arena *a, const struct search *narrow,
                    struct given *g)
{
    struct matrix *split = NEW(a, struct matrix);
    *split = with_given_splits(a, narrow->m, &g->splits);
    memcpy(split->cost, narrow->cost, (size_t)narrow->m->n_cols * sizeof(double));
    *w = (struct wider){ .m = with_sums(a, split), .splits = &g->splits,
                         .first_sum = split->n_cols };
    return has_sums(&w->m, split, g);
}

/* ---- where it begins ---- */

/* The cuts [g->n_cuts] that have a price in any part. */
static bool *priced_cuts(struct arena *a, const struct given *g)
{
    bool *priced = NEW_ARRAY(a, bool, g->n_cuts + 1);
    for (int i = 0; i < g->n_leaves; i++)
        for (int k = 0; k < g->leaf[i].n; k++)
            if (g->leaf[i].price[k].row < 0)
                priced[~g->leaf[i].price[k].row] = true;
    return priced;
}

static void take_cuts(struct search *s, const struct given *g, const bool *priced)
{
    for (int i = 0; i < g->n_cuts; i++) {
        const struct log_cut *c = &g->cut[i];
        if (!priced[i])
            continue;
        *PUSH(s->arena, s->cut, s->n_cuts, s->room_cuts) =
            (struct cut){ c->n, c->column, c->value, g->side[i], INFINITY, s->log ? i + 1 : 0 };
        lp_add_cut(s->lp, &s->cut[s->n_cuts - 1]);
    }
}

/* The program with the cuts that are in s as rows of its own. */
static struct matrix with_cuts(struct arena *a, const struct search *s)
{
    const struct matrix *m = s->m;
    struct matrix w = *m;
    int64_t *at = NEW_ARRAY(a, int64_t, m->n_cols + 2);
    w.n_rows += s->n_cuts;
    w.col_lower = s->lower;
    w.col_upper = s->upper;
    w.row_lower = longer(a, m->row_lower, m->n_rows, w.n_rows, sizeof(double));
    w.row_upper = longer(a, m->row_upper, m->n_rows, w.n_rows, sizeof(double));
    for (int j = 0; j < m->n_cols; j++)
        at[j + 2] = m->start[j + 1] - m->start[j];
    for (int i = 0; i < s->n_cuts; i++) {
        w.row_lower[m->n_rows + i] = s->cut[i].lower;
        w.row_upper[m->n_rows + i] = s->cut[i].upper;
        for (int k = 0; k < s->cut[i].n; k++)
            at[s->cut[i].column[k] + 2]++;
    }
    for (int j = 0; j < m->n_cols; j++)
        at[j + 2] += at[j + 1];
    w.row = NEW_ARRAY(a, int, at[m->n_cols + 1] + 1);
    w.value = NEW_ARRAY(a, double, at[m->n_cols + 1] + 1);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            w.row[at[j + 1]] = m->row[k];
            w.value[at[j + 1]++] = m->value[k];
        }
    for (int i = 0; i < s->n_cuts; i++)
        for (int k = 0; k < s->cut[i].n; k++) {
            int j = s->cut[i].column[k];
            w.row[at[j + 1]] = m->n_rows + i;
            w.value[at[j + 1]++] = s->cut[i].value[k];
        }
    w.start = at;
    return w;
}

/* Of a part's prices: cuts that are in s count on after the rows. */
static double *prices_of(struct arena *a, const struct search *s, const struct leaf *l,
                         const int *place)
{
    double *y = NEW_ARRAY(a, double, s->m->n_rows + s->n_cuts + 1);
    for (int k = 0; k < l->n; k++) {
        int row = l->price[k].row;
        y[row < 0 ? place[~row] : row] = l->price[k].price;
    }
    return y;
}

/* Those that prove most of the whole: a part's own may rely on what is shut there. */
static const double *best_prices(struct arena *a, const struct search *s, const struct given *g,
                                 const bool *priced, const struct matrix *m)
{
    int *place = NEW_ARRAY(a, int, g->n_cuts + 1);
    const double *best = NULL;
    double most = -INFINITY;
    for (int i = 0, n = 0; i < g->n_cuts; i++)
        place[i] = s->m->n_rows + (priced[i] ? n++ : 0);
    for (int i = 0; i < g->n_leaves; i++) {
        const double *y = prices_of(a, s, &g->leaf[i], place);
        double proves = matrix_dual_bound(m, s->cost, s->constant, y);
        if (proves > most) {
            most = proves;
            best = y;
        }
    }
    return best;
}

void begin_as_given(struct search *s, const struct given *g)
{
    struct arena *a = arena_new();
    const bool *priced = priced_cuts(a, g);
    log_give(s->log, g->cut, g->n_cuts);
    take_cuts(s, g, priced);
    struct matrix m = with_cuts(a, s);
    const double *y = best_prices(a, s, g, priced, &m);
    size_t size = (size_t)(m.n_rows + m.n_cols);
    unsigned char *basis = arena_alloc(a, size, 1);
    if (y) {
        basis_at_prices(&m, s->cost, s->lower, s->upper, y, basis);
        lp_set_basis(s->lp, basis, size);
        lp_leave_out_slack_rows(s->lp);
    }
    arena_free(a);
}
