/* small_matrix.c - matrices by hand and by chance, and the best of all their points. */
#include "tests/small_matrix.h"

#include <math.h>
#include <string.h>

struct matrix *small_matrix(struct arena *a, const struct small *s)
{
    struct matrix *m = NEW(a, struct matrix);
    *m = (struct matrix){ .n_rows = s->rows, .n_cols = s->cols, .constant = s->constant,
                          .n_blocks = 1 };
    m->start = NEW_ARRAY(a, int64_t, s->cols + 1);
    m->row = NEW_ARRAY(a, int, s->rows * s->cols + 1);
    m->value = NEW_ARRAY(a, double, s->rows * s->cols + 1);
    m->integer = NEW_ARRAY(a, bool, s->cols + 1);
    m->row_block = NEW_ARRAY(a, int, s->rows + 1);
    m->col_block = NEW_ARRAY(a, int, s->cols + 1);
    int64_t n = 0;
    for (int j = 0; j < s->cols; j++) {
        m->integer[j] = s->whole[j] == 'w';
        for (int i = 0; i < s->rows; i++)
            if (fabs(s->a[i][j]) > 0) {
                m->row[n] = i;
                m->value[n++] = s->a[i][j];
            }
        m->start[j + 1] = n;
    }
    m->row_lower = memcpy(NEW_ARRAY(a, double, MOST_ROWS), s->low, sizeof s->low);
    m->row_upper = memcpy(NEW_ARRAY(a, double, MOST_ROWS), s->high, sizeof s->high);
    m->col_lower = memcpy(NEW_ARRAY(a, double, MOST_COLS), s->from, sizeof s->from);
    m->col_upper = memcpy(NEW_ARRAY(a, double, MOST_COLS), s->to, sizeof s->to);
    m->cost = memcpy(NEW_ARRAY(a, double, MOST_COLS), s->cost, sizeof s->cost);
    return m;
}

/* ---- chance ---- */

static uint64_t next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int small_draw(uint64_t *state, int least, int most)
{
    return least + (int)(next(state) % (uint64_t)(most - least + 1));
}

struct small small_random(uint64_t seed)
{
    uint64_t s = seed;
    struct small r = { .rows = small_draw(&s, 0, MOST_ROWS), .constant = small_draw(&s, -9, 9) };
    bool wide = small_draw(&s, 0, 1);
    r.cols = wide ? small_draw(&s, 2, 6) : small_draw(&s, 2, MOST_COLS);
    r.whole = small_draw(&s, 0, 1) ? "wwwwwwwwwwww" + 12 - r.cols : "wwwwwwwwwww-" + 12 - r.cols;
    for (int j = 0; j < r.cols; j++) {
        r.from[j] = small_draw(&s, -2, 1);
        r.to[j] = r.from[j] + small_draw(&s, 0, wide ? 3 : 1);
        r.cost[j] = small_draw(&s, -40, 40) / 4.0;
    }
    for (int i = 0; i < r.rows; i++) {
        int kind = small_draw(&s, 0, 5);
        for (int j = 0; j < r.cols; j++)
            r.a[i][j] = small_draw(&s, 0, 3) ? small_draw(&s, -9, 9) : 0;
        r.low[i] = kind < 3 ? -INFINITY : (double)small_draw(&s, -12, 6);
        r.high[i] = kind == 3 ? INFINITY : kind == 4 ? r.low[i]
                                      : (kind < 3 ? 0 : r.low[i]) + small_draw(&s, 0, 15);
    }
    return r;
}

/* ---- every point tried ---- */

/* The best value of the last column when the others stand; INFINITY when none will do. */
static double best_with(const struct small *s, double *x)
{
    int last = s->cols - 1;
    double from = s->from[last], to = s->to[last], value = s->constant;
    for (int i = 0; i < s->rows; i++) {
        double sum = 0, c = s->a[i][last];
        for (int j = 0; j < last; j++)
            sum += s->a[i][j] * x[j];
        if (!(fabs(c) > 0)) {
            if (sum < s->low[i] - 1e-9 || sum > s->high[i] + 1e-9)
                return INFINITY;
            continue;
        }
        double one = (s->low[i] - sum) / c, other = (s->high[i] - sum) / c;
        from = fmax(from, fmin(one, other));
        to = fmin(to, fmax(one, other));
    }
    if (s->whole[last] == 'w') {
        from = ceil(from - 1e-9);
        to = floor(to + 1e-9);
    }
    if (from > to + 1e-9)
        return INFINITY;
    for (int j = 0; j < last; j++)
        value += s->cost[j] * x[j];
    return value + s->cost[last] * (s->cost[last] > 0 ? from : to);
}

double small_best(const struct small *s)
{
    double x[MOST_COLS], best = INFINITY;
    memcpy(x, s->from, sizeof x);
    for (;;) {
        best = fmin(best, best_with(s, x));
        int j = 0; /* counts up, the first column fastest */
        while (j < s->cols - 1 && x[j] >= s->to[j])
            x[j] = s->from[j], j++;
        if (j == s->cols - 1)
            return best;
        x[j] += 1;
    }
}

/* ---- the first of the best in an order ---- */

static bool keeps_rows(const struct small *s, const double *x)
{
    for (int i = 0; i < s->rows; i++) {
        double sum = 0;
        for (int j = 0; j < s->cols; j++)
            sum += s->a[i][j] * x[j];
        if (sum < s->low[i] || sum > s->high[i])
            return false;
    }
    return true;
}

static double value_at(const struct small *s, const double *x)
{
    double value = s->constant;
    for (int j = 0; j < s->cols; j++)
        value += s->cost[j] * x[j];
    return value;
}

static bool comes_before(const struct small *s, const int *order, const double *x,
                         const double *best)
{
    double here = value_at(s, x), there = value_at(s, best);
    if (here < there || here > there)
        return here < there;
    for (int k = 0; k < s->cols; k++)
        if (x[order[k]] < best[order[k]] || x[order[k]] > best[order[k]])
            return x[order[k]] < best[order[k]];
    return false;
}

/* The next point, counting up as on a milometer; false after the last. */
static bool next_point(const struct small *s, double *x)
{
    for (int j = 0; j < s->cols; j++) {
        if (x[j] < s->to[j]) {
            x[j]++;
            return true;
        }
        x[j] = s->from[j];
    }
    return false;
}

bool small_first(const struct small *s, const int *order, double *best)
{
    double x[MOST_COLS];
    bool any = false;
    memcpy(x, s->from, sizeof x);
    do
        if (keeps_rows(s, x) && (!any || comes_before(s, order, x, best))) {
            memcpy(best, x, sizeof x);
            any = true;
        }
    while (next_point(s, x));
    return any;
}
