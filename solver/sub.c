/* sub.c - a search within a search: what the present bounds leave free, as a matrix of its own.
 *
 * Columns that cannot move are folded into the right-hand sides, rows that can no longer bind are
 * left out, and so are columns that the relaxation never asked for.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

struct reduction {
    struct arena *arena;
    const struct search *s;
    double *lower, *upper;         /* [n_cols] tightened */
    double *least, *most;          /* [n_rows] activity that the bounds allow */
    int *new_row, *new_col;        /* -1: left out */
    struct matrix m;
};

static void sum_activity(struct reduction *r)
{
    const struct matrix *m = r->s->m;
    memset(r->least, 0, (size_t)m->n_rows * sizeof(double));
    memset(r->most, 0, (size_t)m->n_rows * sizeof(double));
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            double v = m->value[k], l = v * r->lower[j], u = v * r->upper[j];
            r->least[m->row[k]] += v > 0 ? l : u;
            r->most[m->row[k]] += v > 0 ? u : l;
        }
}

/* A column that a row holds at its lower bound: the row's least activity is all it may have. */
static bool held(const struct reduction *r, int j)
{
    const struct matrix *m = r->s->m;
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
        int i = m->row[k];
        if (m->value[k] > 0 && r->least[i] >= m->row_upper[i] - 1e-9)
            return true;
        if (m->value[k] < 0 && r->most[i] <= m->row_lower[i] + 1e-9)
            return true;
    }
    return false;
}

static void tighten(struct reduction *r)
{
    const struct matrix *m = r->s->m;
    for (int pass = 0; pass < 4; pass++) {
        int n = 0;
        sum_activity(r);
        for (int j = 0; j < m->n_cols; j++)
            if (r->lower[j] < r->upper[j] && held(r, j)) {
                r->upper[j] = r->lower[j];
                n++;
            }
        if (n == 0)
            return;
    }
    sum_activity(r);
}

static void choose_rows_and_columns(struct reduction *r)
{
    const struct matrix *m = r->s->m;
    r->new_row = NEW_ARRAY(r->arena, int, m->n_rows);
    r->new_col = NEW_ARRAY(r->arena, int, m->n_cols);
    for (int i = 0; i < m->n_rows; i++) {
        bool idle = r->least[i] >= m->row_lower[i] && r->most[i] <= m->row_upper[i];
        r->new_row[i] = idle ? -1 : r->m.n_rows++;
    }
    for (int j = 0; j < m->n_cols; j++)
        r->new_col[j] = r->lower[j] < r->upper[j] ? r->m.n_cols++ : -1;
}

static void fill(struct reduction *r)
{
    const struct matrix *m = r->s->m;
    struct matrix *t = &r->m;
    int64_t at = 0;
    for (int i = 0; i < m->n_rows; i++)
        if (r->new_row[i] >= 0) {
            t->row_lower[r->new_row[i]] = m->row_lower[i];
            t->row_upper[r->new_row[i]] = m->row_upper[i];
        }
    t->constant = r->s->constant;
    for (int j = 0; j < m->n_cols; j++) {
        int c = r->new_col[j];
        t->constant += c < 0 ? r->s->cost[j] * r->lower[j] : 0;
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int i = r->new_row[m->row[k]];
            if (i >= 0 && c < 0) {
                t->row_lower[i] -= m->value[k] * r->lower[j];
                t->row_upper[i] -= m->value[k] * r->lower[j];
            } else if (i >= 0) {
                t->row[at] = i;
                t->value[at++] = m->value[k];
            }
        }
        if (c < 0)
            continue;
        t->start[c + 1] = at;
        t->col_lower[c] = r->lower[j];
        t->col_upper[c] = r->upper[j];
        t->cost[c] = r->s->cost[j];
        t->integer[c] = m->integer[j];
    }
}

static void reduce(struct reduction *r)
{
    const struct search *s = r->s;
    const struct matrix *m = s->m;
    r->lower = NEW_ARRAY(r->arena, double, m->n_cols);
    r->upper = NEW_ARRAY(r->arena, double, m->n_cols);
    r->least = NEW_ARRAY(r->arena, double, m->n_rows);
    r->most = NEW_ARRAY(r->arena, double, m->n_rows);
    for (int j = 0; j < m->n_cols; j++) {
        r->lower[j] = s->lower[j];
        r->upper[j] = lp_has(s->lp, j) ? s->upper[j] : s->lower[j];
    }
    tighten(r);
    choose_rows_and_columns(r);
    int64_t nz = m->start[m->n_cols];
    r->m.start = NEW_ARRAY(r->arena, int64_t, r->m.n_cols + 1);
    r->m.row = NEW_ARRAY(r->arena, int, nz);
    r->m.value = NEW_ARRAY(r->arena, double, nz);
    r->m.row_lower = NEW_ARRAY(r->arena, double, r->m.n_rows);
    r->m.row_upper = NEW_ARRAY(r->arena, double, r->m.n_rows);
    r->m.col_lower = NEW_ARRAY(r->arena, double, r->m.n_cols);
    r->m.col_upper = NEW_ARRAY(r->arena, double, r->m.n_cols);
    r->m.cost = NEW_ARRAY(r->arena, double, r->m.n_cols);
    r->m.integer = NEW_ARRAY(r->arena, bool, r->m.n_cols);
    fill(r);
}

static void say_nothing(void *context, const struct search *s, const char *phase, bool new_plan)
{
    (void)context, (void)s, (void)phase, (void)new_plan;
}

/* A plan of the small program is one of the whole: the columns left out stand at their bounds. */
static void take_plan(struct search *s, const struct reduction *r, const struct search *small)
{
    double *x = NEW_ARRAY(r->arena, double, s->m->n_cols);
    for (int j = 0; j < s->m->n_cols; j++)
        x[j] = r->new_col[j] >= 0 ? small->plan[r->new_col[j]] : r->lower[j];
    double v = search_objective(s, x);
    if (v >= s->objective || matrix_violation(s->m, x) > 1e-6)
        return;
    if (!s->plan)
        s->plan = NEW_ARRAY(s->arena, double, s->m->n_cols);
    memcpy(s->plan, x, (size_t)s->m->n_cols * sizeof *x);
    s->objective = v;
    s->tell(s->context, s, "improve", true);
}

void sub_search(struct search *s, int most_nodes, double share)
{
    struct reduction r = { .arena = arena_new(), .s = s };
    double now = seconds_now();
    reduce(&r);
    struct search small = { .arena = r.arena, .m = &r.m, .cost = r.m.cost,
                            .constant = r.m.constant, .gap = s->gap, .stop = s->stop,
                            .until = fmin(s->until, now + fmax(5, share * (s->until - now))),
                            .most_nodes = most_nodes, .depth = 1, .tell = say_nothing };
    search_run(&small);
    if (small.plan)
        take_plan(s, &r, &small);
    if (small.lp)
        lp_free(small.lp);
    arena_free(r.arena);
}
