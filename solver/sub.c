/* sub.c - a search within a search: what a window of bounds leaves free, as a matrix of its own.
 *
 * Columns that cannot move are folded into the right-hand sides, and rows that can no longer bind
 * are left out, so that the small program is as quick as it is small.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "interior.h"
#include "search.h"

struct reduction {
    struct arena *arena;
    const struct search *s;
    double *lower, *upper;         /* [n_cols] of the window, tightened */
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

/* How far above its lower bound, and below its upper, the rows let column j go. */
static void room_of(const struct reduction *r, int j, double *up, double *down)
{
    const struct matrix *m = r->s->m;
    *up = *down = r->upper[j] - r->lower[j];
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
        int i = m->row[k];
        double v = fabs(m->value[k]);
        double to_upper = (m->row_upper[i] - r->least[i]) / v,
               to_lower = (r->most[i] - m->row_lower[i]) / v;
        *up = fmin(*up, m->value[k] > 0 ? to_upper : to_lower);
        *down = fmin(*down, m->value[k] > 0 ? to_lower : to_upper);
    }
}

/* Whole numbers are rounded inwards; others only stop where they cannot move at all, lest a bound
 * that is right to a rounding error become a rule of its own. */
static bool tighten_column(struct reduction *r, int j)
{
    double up, down, lower = r->lower[j], upper = r->upper[j];
    room_of(r, j, &up, &down);
    if (r->s->m->integer[j]) {
        r->upper[j] = fmax(lower, fmin(upper, floor(lower + up + 1e-6)));
        r->lower[j] = fmin(r->upper[j], fmax(lower, ceil(upper - down - 1e-6)));
    } else if (up <= 1e-9) {
        r->upper[j] = lower;
    }
    return r->upper[j] < upper || r->lower[j] > lower;
}

static void tighten(struct reduction *r)
{
    enum { PASSES = 6 };
    for (int pass = 0; pass < PASSES; pass++) {
        bool any = false;
        sum_activity(r);
        for (int j = 0; j < r->s->m->n_cols; j++)
            if (r->lower[j] < r->upper[j])
                any |= tighten_column(r, j);
        if (!any)
            return;
    }
    sum_activity(r);
}

static void choose_rows_and_columns(struct reduction *r)
{
    const struct matrix *m = r->s->m;
    r->new_row = NEW_ARRAY(r->arena, int, m->n_rows);
    r->new_col = NEW_ARRAY(r->arena, int, m->n_cols);
    bool *moves = NEW_ARRAY(r->arena, bool, m->n_rows);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; r->lower[j] < r->upper[j] && k < m->start[j + 1]; k++)
            moves[m->row[k]] = true;
    for (int i = 0; i < m->n_rows; i++) {
        bool free = r->least[i] >= m->row_lower[i] && r->most[i] <= m->row_upper[i];
        r->new_row[i] = free || !moves[i] ? -1 : r->m.n_rows++;
    }
    for (int j = 0; j < m->n_cols; j++)
        r->new_col[j] = r->lower[j] < r->upper[j] ? r->m.n_cols++ : -1;
}

static void fill_column(struct reduction *r, int j, int64_t *at)
{
    const struct matrix *m = r->s->m;
    struct matrix *t = &r->m;
    int c = r->new_col[j];
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
        int i = r->new_row[m->row[k]];
        if (i >= 0 && c < 0) {
            t->row_lower[i] -= m->value[k] * r->lower[j];
            t->row_upper[i] -= m->value[k] * r->lower[j];
        } else if (i >= 0) {
            t->row[*at] = i;
            t->value[(*at)++] = m->value[k];
        }
    }
    if (c < 0) {
        t->constant += r->s->cost[j] * r->lower[j];
        return;
    }
    t->start[c + 1] = *at;
    t->col_lower[c] = r->lower[j];
    t->col_upper[c] = r->upper[j];
    t->cost[c] = r->s->cost[j];
    t->integer[c] = m->integer[j];
}

static void fill(struct reduction *r)
{
    const struct matrix *m = r->s->m;
    int64_t at = 0, nz = m->start[m->n_cols];
    r->m.start = NEW_ARRAY(r->arena, int64_t, r->m.n_cols + 1);
    r->m.row = NEW_ARRAY(r->arena, int, nz);
    r->m.value = NEW_ARRAY(r->arena, double, nz);
    r->m.row_lower = NEW_ARRAY(r->arena, double, r->m.n_rows);
    r->m.row_upper = NEW_ARRAY(r->arena, double, r->m.n_rows);
    r->m.col_lower = NEW_ARRAY(r->arena, double, r->m.n_cols);
    r->m.col_upper = NEW_ARRAY(r->arena, double, r->m.n_cols);
    r->m.cost = NEW_ARRAY(r->arena, double, r->m.n_cols);
    r->m.integer = NEW_ARRAY(r->arena, bool, r->m.n_cols);
    r->m.constant = r->s->constant;
    for (int i = 0; i < m->n_rows; i++)
        if (r->new_row[i] >= 0) {
            r->m.row_lower[r->new_row[i]] = m->row_lower[i];
            r->m.row_upper[r->new_row[i]] = m->row_upper[i];
        }
    for (int j = 0; j < m->n_cols; j++)
        fill_column(r, j, &at);
}

static void reduce(struct reduction *r, const struct window *w)
{
    const struct matrix *m = r->s->m;
    r->lower = NEW_ARRAY(r->arena, double, m->n_cols);
    r->upper = NEW_ARRAY(r->arena, double, m->n_cols);
    r->least = NEW_ARRAY(r->arena, double, m->n_rows);
    r->most = NEW_ARRAY(r->arena, double, m->n_rows);
    memcpy(r->lower, w->lower, (size_t)m->n_cols * sizeof(double));
    memcpy(r->upper, w->upper, (size_t)m->n_cols * sizeof(double));
    tighten(r);
    choose_rows_and_columns(r);
    fill(r);
}

/* ---- the search ---- */

/* A plan of the small program is one of the whole: the columns left out stand at their bounds. */
static void whole_plan(const struct search *s, const struct reduction *r, const double *plan,
                       double *x)
{
    for (int j = 0; j < s->m->n_cols; j++)
        x[j] = r->new_col[j] >= 0 ? plan[r->new_col[j]] : r->lower[j];
}

/* The best plan so far, where the window contains it. */
static double *known_plan(const struct search *s, const struct reduction *r)
{
    double *x = NEW_ARRAY(r->arena, double, r->m.n_cols);
    for (int j = 0; s->plan && j < s->m->n_cols; j++) {
        if (s->plan[j] < r->lower[j] - 1e-6 || s->plan[j] > r->upper[j] + 1e-6)
            return NULL;
        if (r->new_col[j] >= 0)
            x[r->new_col[j]] = s->plan[j];
    }
    return s->plan ? x : NULL;
}

/* Where the optimum of the whole stands; NULL where it is not known in each column. */
static unsigned char *basis_near(const struct search *s, const struct reduction *r)
{
    double *x = NEW_ARRAY(r->arena, double, r->m.n_cols);
    for (int j = 0; j < s->m->n_cols; j++) {
        if (r->new_col[j] < 0)
            continue;
        if (isnan(s->relaxed[j]))
            return NULL;
        x[r->new_col[j]] = fmax(r->lower[j], fmin(s->relaxed[j], r->upper[j]));
    }
    unsigned char *basis = arena_alloc(r->arena, (size_t)(r->m.n_rows + r->m.n_cols), 1);
    basis_at(&r->m, x, basis);
    return basis;
}

/* What is left is searched as `how` says, for so many seconds; a plan that costs less than cutoff
 * into x. */
static bool search_reduced(struct search *s, const struct window *w, const struct search *how,
                           double seconds, double cutoff, double *x)
{
    struct reduction r = { .arena = arena_new(), .s = s };
    reduce(&r, w);
    struct search small = *how;
    small.arena = r.arena;
    small.m = &r.m;
    small.cost = r.m.cost;
    small.constant = r.m.constant;
    small.gap = fmax(s->gap / 4, 1e-5);
    small.stop = s->stop;
    small.until = fmin(seconds_now() + seconds, s->until);
    small.depth = s->depth + 1;
    small.tell = tell_nothing;
    small.plan = known_plan(s, &r);
    if (how->basis_of_point)
        small.basis = basis_near(s, &r);
    search_run(&small);
    bool found = small.plan && small.objective < cutoff;
    if (found)
        whole_plan(s, &r, small.plan, x);
    lp_free(small.lp);
    arena_free(r.arena);
    return found;
}

bool sub_plan(struct search *s, const struct window *w, int moves, double *x)
{
    struct search how = { .moves = moves };
    return search_reduced(s, w, &how, INFINITY, INFINITY, x);
}

static bool keep_plan_of(struct search *s, const struct window *w, const struct search *how)
{
    double *x = malloc((size_t)(s->m->n_cols + 1) * sizeof *x);
    if (!x)
        abort();
    bool better = search_reduced(s, w, how, INFINITY, INFINITY, x) &&
                  keep_if_better(s, x, "improve");
    free(x);
    return better;
}

bool sub_search(struct search *s, const struct window *w)
{
    struct search how = { 0 };
    return keep_plan_of(s, w, &how);
}

bool sub_search_from_relaxation(struct search *s, const struct window *w)
{
    struct search how = { .basis_of_point = true };
    return keep_plan_of(s, w, &how);
}

static double cutoff_of(const struct search *s)
{
    return *(const double *)s->context;
}

bool sub_tree(struct search *s, const struct window *w, double seconds, double cutoff, double *x)
{
    enum { NODES = 2000 };
    struct search how = { .tree = NODES, .context = &cutoff, .known_elsewhere = cutoff_of };
    return search_reduced(s, w, &how, seconds, cutoff, x);
}
