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

/* False when the LP's optimum breaks a row by more than a plan may. */
static bool keep_plan(struct search *s)
{
    lp_x(s->lp, s->x);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            s->x[j] = round(s->x[j]);
    double v = search_objective(s, s->x);
    if (matrix_violation(s->m, s->x) > 1e-6)
        return false;
    if (v < s->objective) {
        if (!s->plan)
            s->plan = NEW_ARRAY(s->arena, double, s->m->n_cols);
        memcpy(s->plan, s->x, (size_t)s->m->n_cols * sizeof *s->plan);
        s->objective = v;
        s->tell(s->context, s, "plan", true);
    }
    return true;
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
    if (lp_solve(s->lp, DUAL, s->until, s->stop) == LP_OPTIMAL && !keep_plan(s) &&
        lp_solve_finely(s->lp, s->until, s->stop) == LP_OPTIMAL)
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
            bool lower = isfinite(m->row_lower[m->row[k]]),
                 upper = isfinite(m->row_upper[m->row[k]]);
            bool positive = m->value[k] > 0;
            up[j] += positive ? upper : lower;
            down[j] += positive ? lower : upper;
        }
}

/* Whole numbers that others switch on (a contract that cohorts need): in a row of whole numbers
 * alone, sum <= switch or sum = switch.  They follow what is decided elsewhere. */
static bool *find_switches(const struct search *s)
{
    const struct matrix *m = s->m;
    bool *mixed = NEW_ARRAY(s->arena, bool, m->n_rows), *is = NEW_ARRAY(s->arena, bool, m->n_cols);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            mixed[m->row[k]] |= !m->integer[j];
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; m->integer[j] && k < m->start[j + 1]; k++) {
            int i = m->row[k];
            bool zero = !(m->row_upper[i] > 0) && !(m->row_upper[i] < 0);
            is[j] |= zero && !mixed[i] && (m->value[k] < 0 || isfinite(m->row_lower[i]));
        }
    return is;
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

static int gather(const struct search *s, const bool *done, const bool *is_switch, const int *up,
                  const int *down, struct choice *c)
{
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !done[j] && !is_switch[j] && s->lower[j] < s->upper[j])
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

/* The batch asked too much together: the first of it alone, then that one the other way. */
static enum lp_answer fix_one(struct search *s, const struct choice *c, int n, bool *done)
{
    struct choice one = c[0];
    double v = s->x[one.column];
    for (int k = 1; k < n; k++) {
        lp_set_bounds(s->lp, c[k].column, s->lower[c[k].column], s->upper[c[k].column]);
        done[c[k].column] = false;
    }
    enum lp_answer a = n > 1 ? lp_solve(s->lp, DUAL, s->until, s->stop) : LP_INFEASIBLE;
    if (a != LP_INFEASIBLE)
        return a;
    one.value = one.value > v ? floor(v) : ceil(v);
    fix(s, &one, 1, done);
    return lp_solve(s->lp, DUAL, s->until, s->stop);
}

/* What the dive has fixed stays; the switches that are left are searched. */
static void finish_below(struct search *s, const bool *done)
{
    enum { MOST_NODES = 200 };
    size_t size = (size_t)s->m->n_cols * sizeof(double);
    double *lower = malloc(size + 1), *upper = malloc(size + 1);
    if (!lower || !upper)
        abort();
    memcpy(lower, s->lower, size);
    memcpy(upper, s->upper, size);
    lp_x(s->lp, s->x);
    for (int j = 0; j < s->m->n_cols; j++)
        if (done[j])
            s->lower[j] = s->upper[j] = round(s->x[j]);
    branch_and_bound(s, MOST_NODES, false);
    memcpy(s->lower, lower, size);
    memcpy(s->upper, upper, size);
    free(lower);
    free(upper);
}

void dive(struct search *s)
{
    int n_cols = s->m->n_cols;
    int *up = calloc((size_t)n_cols + 1, sizeof *up),
        *down = calloc((size_t)n_cols + 1, sizeof *down);
    bool *done = calloc((size_t)n_cols + 1, sizeof *done);
    struct choice *c = calloc((size_t)n_cols + 1, sizeof *c);
    if (!up || !down || !done || !c)
        abort();
    count_locks(s, up, down);
    const bool *is_switch = find_switches(s);
    for (bool going = true; going && !out_of_time(s);) {
        lp_x(s->lp, s->x);
        int n = gather(s, done, is_switch, up, down, c), batch = n / 5 + 1;
        while (batch < n && c[batch].doubt < 1e-9)
            batch++; /* all that are whole already */
        if (n == 0)
            break;
        batch = batch > n ? n : batch;
        fix(s, c, batch, done);
        enum lp_answer a = lp_solve(s->lp, DUAL, s->until, s->stop);
        if (a == LP_INFEASIBLE)
            a = fix_one(s, c, batch, done);
        going = a == LP_OPTIMAL;
    }
    finish_below(s, done);
    free_integers(s);
    free(up);
    free(down);
    free(done);
    free(c);
}

/* Whole numbers on which a plan and the relaxation agree stay; a window of all is free besides. */
static void set_window(struct search *s, const double *lower, const double *upper,
                       const int *columns, int n, int at, int window, const bool *is_switch)
{
    for (int k = 0; k < n; k++) {
        int j = columns[k];
        bool agree = s->plan[j] - s->relaxed[j] < 1e-6 && s->relaxed[j] - s->plan[j] < 1e-6;
        bool is_free =
            is_switch[j] || (k - at + n) % n < window || (window < n && !agree && n < 300);
        s->lower[j] = is_free ? lower[j] : s->plan[j];
        s->upper[j] = is_free ? upper[j] : s->plan[j];
    }
}

static int free_columns(const struct search *s, int *columns)
{
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && s->lower[j] < s->upper[j])
            columns[n++] = j;
    return n;
}

/* Neighbourhoods of the best plan, each a smaller search of its own, until none helps. */
void improve(struct search *s)
{
    enum { MOST_NODES = 100 };
    const struct matrix *m = s->m;
    int *columns = NEW_ARRAY(s->arena, int, m->n_cols), n = free_columns(s, columns);
    double *lower = NEW_ARRAY(s->arena, double, m->n_cols);
    double *upper = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(lower, s->lower, (size_t)m->n_cols * sizeof *lower);
    memcpy(upper, s->upper, (size_t)m->n_cols * sizeof *upper);
    const bool *is_switch = find_switches(s);
    int window = n < 80 ? n : n / 8 + 20, at = 0, idle = 0;
    while (s->plan && n > 0 && !out_of_time(s) && !within_gap(s, s->bound) &&
           idle <= 2 * (n / window + 1)) {
        double before = s->objective;
        set_window(s, lower, upper, columns, n, at, window, is_switch);
        sub_search(s, MOST_NODES, 0.3);
        idle = s->objective < before ? 0 : idle + 1;
        at = (at + window / 2 + 1) % n;
    }
    memcpy(s->lower, lower, (size_t)m->n_cols * sizeof *lower);
    memcpy(s->upper, upper, (size_t)m->n_cols * sizeof *upper);
}

/* The whole numbers that the relaxation already has stay; the rest is searched. */
void dive_below(struct search *s)
{
    const struct matrix *m = s->m;
    double *lower = NEW_ARRAY(s->arena, double, m->n_cols);
    double *upper = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(lower, s->lower, (size_t)m->n_cols * sizeof *lower);
    memcpy(upper, s->upper, (size_t)m->n_cols * sizeof *upper);
    const bool *is_switch = find_switches(s);
    for (int j = 0; j < m->n_cols; j++)
        if (m->integer[j] && !is_switch[j] && !fractional(s->x[j]) && s->x[j] < s->lower[j] + 0.5)
            s->upper[j] = s->lower[j];
    sub_search(s, 100, 0.7);
    memcpy(s->lower, lower, (size_t)m->n_cols * sizeof *lower);
    memcpy(s->upper, upper, (size_t)m->n_cols * sizeof *upper);
}
