/* cuts.c - rows that every whole solution keeps and the relaxation does not, at the root. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

/* Kept now, added to the program together: a new row undoes the factorization that the next
 * cut would be read from. */
static void keep_cut(struct search *s, const struct cut *c)
{
    int *column = NEW_ARRAY(s->arena, int, c->n);
    double *value = NEW_ARRAY(s->arena, double, c->n);
    memcpy(column, c->column, (size_t)c->n * sizeof *column);
    memcpy(value, c->value, (size_t)c->n * sizeof *value);
    struct cut kept = { c->n, column, value, c->lower, c->upper };
    *PUSH(s->arena, s->cut, s->n_cuts, s->room_cuts) = kept;
}

static double violation(const struct search *s, const struct cut *c)
{
    double v = 0, norm = 0;
    for (int k = 0; k < c->n; k++) {
        v += c->value[k] * s->x[c->column[k]];
        norm += c->value[k] * c->value[k];
    }
    double short_by = isinf(c->lower) ? v - c->upper : c->lower - v;
    return short_by / sqrt(fmax(norm, 1e-30));
}

struct pool { struct search *s; int n; double least; };

static void take(void *context, const struct cut *c)
{
    struct pool *p = context;
    if (violation(p->s, c) > p->least) {
        keep_cut(p->s, c);
        p->n++;
    }
}

static void add_kept(struct search *s)
{
    while (lp_cuts(s->lp) < s->n_cuts)
        lp_add_cut(s->lp, &s->cut[lp_cuts(s->lp)]);
}

static void drop_slack(struct search *s)
{
    bool *dropped = calloc((size_t)s->n_cuts + 1, sizeof *dropped);
    int kept = 0;
    if (!dropped)
        abort();
    if (lp_drop_slack_cuts(s->lp, dropped) > 0) {
        for (int i = 0; i < s->n_cuts; i++)
            if (!dropped[i])
                s->cut[kept++] = s->cut[i];
        s->n_cuts = kept;
    }
    free(dropped);
}

struct row_view { int *start, *column; double *value; };

static struct row_view by_rows(const struct search *s)
{
    const struct matrix *m = s->m;
    int64_t n = m->start[m->n_cols];
    struct row_view r = { NEW_ARRAY(s->arena, int, m->n_rows + 2), NEW_ARRAY(s->arena, int, n),
                          NEW_ARRAY(s->arena, double, n) };
    for (int64_t k = 0; k < n; k++)
        r.start[m->row[k] + 2]++;
    for (int i = 0; i < m->n_rows; i++)
        r.start[i + 2] += r.start[i + 1];
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int to = r.start[m->row[k] + 1]++;
            r.column[to] = j;
            r.value[to] = m->value[k];
        }
    return r;
}

/* x <= u y wherever a row says sum a x <= M y with y whole: x_j <= min(u_j, M / a_j) y. */

/* The one integer column with a negative entry in a row sum a x - M y <= 0, or -1. */
static int switch_of(const struct search *s, const struct row_view *r, int i, double *big)
{
    int y = -1;
    if (s->m->row_upper[i] > 0 || s->m->row_upper[i] < 0)
        return -1;
    for (int k = r->start[i]; k < r->start[i + 1]; k++) {
        int j = r->column[k];
        if (r->value[k] > 0 && s->m->col_lower[j] >= 0)
            continue;
        if (y >= 0 || !s->m->integer[j] || s->m->col_lower[j] < 0)
            return -1;
        y = j;
        *big = -r->value[k];
    }
    return y;
}

static int implied_bound_cuts(struct search *s, const struct row_view *r)
{
    struct pool p = { s, 0, 1e-4 };
    for (int i = 0; i < s->m->n_rows; i++) {
        double big = 0;
        int y = switch_of(s, r, i, &big);
        for (int k = r->start[i]; y >= 0 && k < r->start[i + 1]; k++) {
            int j = r->column[k];
            double most = j == y ? 0 : s->m->col_upper[j];
            if (j == y || r->value[k] * most >= big * (1 - 1e-9))
                continue;
            int column[2] = { j, y };
            double value[2] = { 1, -most };
            struct cut c = { 2, column, value, -INFINITY, 0 };
            take(&p, &c);
        }
    }
    return p.n;
}

void root_cuts(struct search *s)
{
    struct row_view r = by_rows(s);
    int most_rounds = s->m->n_cols < 5000 ? 30 : 8, slow = 0;
    for (int round = 0; round < most_rounds && slow < 3 && !out_of_time(s); round++) {
        double before = s->bound;
        lp_x(s->lp, s->x);
        int n = implied_bound_cuts(s, &r);
        struct pool p = { s, 0, 1e-4 };
        if (s->m->n_cols < 5000)
            lp_generate_cuts(s->lp, s->m->integer, 60, take, &p);
        if (n + p.n == 0)
            break;
        add_kept(s);
        if (lp_solve(s->lp, DUAL, s->until, s->stop) != LP_OPTIMAL)
            break;
        double bound = safe_bound(s);
        if (bound > s->bound) {
            s->bound = bound;
            s->tell(s->context, s, "cuts", false);
        }
        drop_slack(s);
        slow = s->bound - before < 1e-4 * fmax(1, fabs(before)) ? slow + 1 : 0;
    }
    lp_solve(s->lp, DUAL, s->until, s->stop);
    lp_x(s->lp, s->x);
}
