/* dive.c - plans: fix whole numbers in batches, re-solve, go the other way where that fails. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

static void free_integers(struct search *s)
{
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            lp_set_bounds(s->lp, j, s->lower[j], s->upper[j]);
}

static void keep_plan(struct search *s)
{
    lp_x(s->lp, s->x);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            s->x[j] = round(s->x[j]);
    double v = search_objective(s, s->x);
    if (v < s->objective && matrix_violation(s->m, s->x) < 1e-6) {
        if (!s->plan)
            s->plan = NEW_ARRAY(s->arena, double, s->m->n_cols);
        memcpy(s->plan, s->x, (size_t)s->m->n_cols * sizeof *s->plan);
        s->objective = v;
        s->tell(s->context, s, "plan", true);
    }
}

bool try_integers(struct search *s, const double *x)
{
    double before = s->objective;
    size_t size = lp_basis_size(s->lp);
    double *fixed = malloc((size_t)(s->m->n_cols + 1) * sizeof *fixed);
    unsigned char *basis = malloc(size + 1); /* the way back would be longer than the way there */
    if (!fixed || !basis)
        abort();
    lp_get_basis(s->lp, basis);
    memcpy(fixed, x, (size_t)s->m->n_cols * sizeof *fixed);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j]) {
            double v = fmin(fmax(round(fixed[j]), s->lower[j]), s->upper[j]);
            lp_set_bounds(s->lp, j, v, v);
        }
    if (lp_solve(s->lp, DUAL, s->until, s->stop) == LP_OPTIMAL)
        keep_plan(s);
    free_integers(s);
    lp_set_basis(s->lp, basis, size);
    free(fixed);
    free(basis);
    return s->objective < before;
}

/* Rows that a column going up, or down, could break. */
static void count_locks(const struct search *s, int *up, int *down)
{
    const struct matrix *m = s->m;
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            bool lower = isfinite(m->row_lower[m->row[k]]), upper = isfinite(m->row_upper[m->row[k]]);
            bool positive = m->value[k] > 0;
            up[j] += positive ? upper : lower;
            down[j] += positive ? lower : upper;
        }
}

struct choice { int column; double value, doubt; };

static int by_doubt(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    if (x->doubt < y->doubt || x->doubt > y->doubt)
        return x->doubt < y->doubt ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Where an integer column should go, and how doubtful that is.  A column that can only help by
 * going up (a contract for cohorts) goes up as soon as it is used at all, and last. */
static struct choice choose(const struct search *s, int j, const int *up, const int *down)
{
    double v = s->x[j], f = v - floor(v + 1e-9);
    if (up[j] == 0 && down[j] > 0)
        return (struct choice){ j, ceil(v - 1e-6), f < 1e-6 ? 0 : 2 };
    if (f < 1e-6)
        return (struct choice){ j, round(v), 0 };
    return (struct choice){ j, f < 0.4 ? floor(v) : ceil(v), fmin(f, 1 - f) };
}

static int gather(const struct search *s, const bool *done, const int *up, const int *down,
                  struct choice *c)
{
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !done[j] && s->lower[j] < s->upper[j])
            c[n++] = choose(s, j, up, down);
    qsort(c, (size_t)n, sizeof *c, by_doubt);
    return n;
}

static void fix(struct search *s, const struct choice *c, int n, bool *done)
{
    for (int k = 0; k < n; k++) {
        lp_set_bounds(s->lp, c[k].column, c[k].value, c[k].value);
        done[c[k].column] = true;
    }
}

static enum lp_answer unfix_or_drop(struct search *s, struct choice *c, int n, bool *done)
{
    for (int k = 0; k < n; k++) {
        lp_set_bounds(s->lp, c[k].column, s->lower[c[k].column], s->upper[c[k].column]);
        done[c[k].column] = false;
    }
    enum lp_answer a = lp_solve(s->lp, DUAL, s->until, s->stop);
    if (a != LP_OPTIMAL)
        return a;
    for (int k = 0; k < n; k++) /* the batch asked too much: as little as each can be */
        c[k].value = fmin(floor(s->x[c[k].column] + 1e-6), c[k].value);
    fix(s, c, n, done);
    return lp_solve(s->lp, DUAL, s->until, s->stop);
}

void dive(struct search *s)
{
    int n_cols = s->m->n_cols;
    int *up = calloc((size_t)n_cols + 1, sizeof *up), *down = calloc((size_t)n_cols + 1, sizeof *down);
    bool *done = calloc((size_t)n_cols + 1, sizeof *done);
    struct choice *c = calloc((size_t)n_cols + 1, sizeof *c);
    if (!up || !down || !done || !c)
        abort();
    count_locks(s, up, down);
    for (bool going = true; going && !out_of_time(s);) {
        lp_x(s->lp, s->x);
        int n = gather(s, done, up, down, c), batch = n / 8 + 1;
        while (batch < n && c[batch].doubt < 1e-9)
            batch++; /* all that are whole already */
        if (n == 0)
            break;
        batch = batch > n ? n : batch;
        fix(s, c, batch, done);
        enum lp_answer a = lp_solve(s->lp, DUAL, s->until, s->stop);
        if (a == LP_INFEASIBLE)
            a = unfix_or_drop(s, c, batch, done);
        going = a == LP_OPTIMAL;
    }
    lp_x(s->lp, s->x);
    double *end = malloc((size_t)(n_cols + 1) * sizeof *end);
    if (!end)
        abort();
    memcpy(end, s->x, (size_t)n_cols * sizeof *end);
    free_integers(s);
    try_integers(s, end);
    free(end);
    free(up);
    free(down);
    free(done);
    free(c);
}

/* Neighbourhoods of the best plan: whole numbers on which it and the relaxation agree stay, and
 * in turn a window of the others is set free; each is a small search of its own. */
void improve(struct search *s)
{
    enum { MOST_NODES = 60 };
    const struct matrix *m = s->m;
    int *columns = NEW_ARRAY(s->arena, int, m->n_cols), n = 0;
    double *lower = NEW_ARRAY(s->arena, double, m->n_cols);
    double *upper = NEW_ARRAY(s->arena, double, m->n_cols);
    for (int j = 0; j < m->n_cols; j++)
        if (m->integer[j] && s->lower[j] < s->upper[j])
            columns[n++] = j;
    memcpy(lower, s->lower, (size_t)m->n_cols * sizeof *lower);
    memcpy(upper, s->upper, (size_t)m->n_cols * sizeof *upper);
    int window = n < 80 ? n : n / 10 + 40, at = 0, idle = 0;
    while (s->plan && n > 0 && !out_of_time(s) && !within_gap(s, s->bound) &&
           idle <= 2 * (n / window + 1)) {
        double before = s->objective;
        for (int k = 0; k < n; k++) {
            int j = columns[k], from = (k - at + n) % n;
            bool is_free = from < window;
            s->lower[j] = is_free ? lower[j] : s->plan[j];
            s->upper[j] = is_free ? upper[j] : s->plan[j];
        }
        free_integers(s);
        branch_and_bound(s, MOST_NODES, false);
        idle = s->objective < before ? 0 : idle + 1;
        at = (at + window / 2 + 1) % n;
        memcpy(s->lower, lower, (size_t)m->n_cols * sizeof *lower);
        memcpy(s->upper, upper, (size_t)m->n_cols * sizeof *upper);
    }
    free_integers(s);
}
