/* large_matrix.c - two small programs as one that is solved as large ones are: large_matrix.h. */
#include "tests/large_matrix.h"

#include <math.h>
#include <string.h>

struct small small_branched(int i)
{
    uint64_t chance = (uint64_t)i * 104729 + 1;
    struct small s = small_random((uint64_t)i);
    if (i % 2 == 0)
        return s;
    s = (struct small){ .rows = 3, .cols = MOST_COLS, .whole = i % 4 == 1 ? "wwwwwwwwww"
                                                                          : "wwwwwwwww-" };
    for (int r = 0; r < s.rows; r++) {
        double all = 0;
        for (int j = 0; j < s.cols; j++)
            all += s.a[r][j] = small_draw(&chance, 10, 99);
        s.high[r] = floor(all / 2);
        s.low[r] = r == 0 ? s.high[r] - 20 : -INFINITY;
    }
    for (int j = 0; j < s.cols; j++) {
        s.to[j] = 1;
        s.cost[j] = -small_draw(&chance, 10, 99) / 10.0;
    }
    return s;
}

enum { PADDING = 3100, BLOCK = PADDING + MOST_COLS, LARGE = 2 * BLOCK };

static void put_entry(struct matrix *m, int64_t *n, int row, double value)
{
    m->row[*n] = row;
    m->value[(*n)++] = value;
}

struct matrix *large_matrix(struct arena *a, const struct small s[2], double most, int n_blocks)
{
    struct matrix *m = NEW(a, struct matrix);
    int rows = s[0].rows + s[1].rows + 1;
    int64_t n = 0;
    *m = (struct matrix){ .n_rows = rows, .n_cols = LARGE, .n_blocks = n_blocks, .n_groups = 2,
                          .start = NEW_ARRAY(a, int64_t, LARGE + 1),
                          .row = NEW_ARRAY(a, int, 200), .value = NEW_ARRAY(a, double, 200),
                          .row_lower = NEW_ARRAY(a, double, rows),
                          .row_upper = NEW_ARRAY(a, double, rows),
                          .col_lower = NEW_ARRAY(a, double, LARGE),
                          .col_upper = NEW_ARRAY(a, double, LARGE),
                          .cost = NEW_ARRAY(a, double, LARGE),
                          .integer = NEW_ARRAY(a, bool, LARGE),
                          .row_block = NEW_ARRAY(a, int, rows),
                          .col_block = NEW_ARRAY(a, int, LARGE),
                          .col_group = { NEW_ARRAY(a, int, LARGE) } };
    for (int j = 0; j < LARGE; j++) {
        int b = j / BLOCK, c = j % BLOCK;
        const struct small *t = &s[b];
        m->start[j] = n;
        m->col_block[j] = n_blocks > 1 ? b : 0;
        m->col_group[0][j] = c < 4 ? b : -1;
        m->col_upper[j] = 1;
        m->integer[j] = c < MOST_COLS;
        m->cost[j] = c < MOST_COLS ? t->cost[c] : 1;
        for (int i = 0; c < MOST_COLS && i < t->rows; i++)
            put_entry(m, &n, b * s[0].rows + i, t->a[i][c]);
        if (c < 5)
            put_entry(m, &n, rows - 1, 1);
    }
    m->start[LARGE] = n;
    for (int i = 0; i < rows - 1; i++) {
        const struct small *t = &s[i >= s[0].rows];
        m->row_lower[i] = t->low[i % s[0].rows];
        m->row_upper[i] = t->high[i % s[0].rows];
        m->row_block[i] = n_blocks > 1 ? i >= s[0].rows : 0;
    }
    m->row_lower[rows - 1] = -INFINITY;
    m->row_upper[rows - 1] = most;
    m->row_block[rows - 1] = n_blocks > 1 ? -1 : 0;
    return m;
}

/* The best of both with so many of the first five columns, of each program alone. */
static void best_of(const struct small *s, double best[6])
{
    for (int k = 0; k <= 5; k++) {
        struct small t = *s;
        for (int j = 0; j < 5; j++)
            t.a[s->rows][j] = 1;
        t.low[s->rows] = t.high[s->rows] = k;
        t.rows = s->rows + 1;
        best[k] = small_best(&t);
    }
}

double large_best(const struct small s[2], double most)
{
    double first[6], second[6], best = INFINITY;
    best_of(&s[0], first);
    best_of(&s[1], second);
    for (int i = 0; i <= 5; i++)
        for (int k = 0; k <= 5; k++)
            best = i + k <= most ? fmin(best, first[i] + second[k]) : best;
    return best;
}
