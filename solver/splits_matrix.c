/* splits_matrix.c - the columns and rows of splits, after those of the matrix: see splits.h. */
#include <math.h>
#include <string.h>

#include "search.h"
#include "splits.h"

double entry_of(const struct matrix *m, int i, int j)
{
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
        if (m->row[k] == i)
            return m->value[k];
    return 0;
}

struct entry { int row, column; double value; };

struct entries { struct arena *arena; struct entry *item; int n, room; };

static void put(struct entries *t, int i, int j, double v)
{
    *PUSH(t->arena, t->item, t->n, t->room) = (struct entry){ i, j, v };
}

/* For each part a column for each step; rows: their sum, and most(o) on[k] at least each.  As they
 * stand in the row that adds up: nothing is rounded there. */
static void describe_part(const struct matrix *m, const struct split *t, int o, struct matrix *w,
                          struct entries *into)
{
    const struct split_part *part = &t->part[o];
    int sum = w->n_rows;
    for (int c = 0; c < part->n; c++)
        put(into, sum, part->column[c], -entry_of(m, t->row, part->column[c]));
    for (int k = 0; k < t->n_steps; k++) {
        int i = sum + 1 + k, j = w->n_cols + k;
        w->row_lower[i] = -INFINITY;
        w->col_upper[j] = part->most;
        put(into, sum, j, -t->scale);
        put(into, i, j, 1);
        put(into, i, t->step[k].on, -part->most);
    }
    w->n_rows += 1 + t->n_steps;
    w->n_cols += t->n_steps;
}

/* And for each step the sum of its columns over the parts. */
static void describe(const struct matrix *m, const struct split *t, struct matrix *w,
                     struct entries *into)
{
    int j = w->n_cols;
    for (int o = 0; o < t->n_parts; o++)
        describe_part(m, t, o, w, into);
    for (int k = 0; k < t->n_steps; k++)
        put(into, w->n_rows + k, t->step[k].amount, -1);
    for (int o = 0; o < t->n_parts; o++)
        for (int k = 0; k < t->n_steps; k++)
            put(into, w->n_rows + k, j++, 1);
    w->n_rows += t->n_steps;
}

static void count_additions(struct splits *all)
{
    all->n_rows = all->n_cols = 0;
    for (int n = 0; n < all->n; n++) {
        const struct split *t = &all->split[n];
        all->n_cols += t->n_parts * t->n_steps;
        all->n_rows += t->n_parts * (1 + t->n_steps) + t->n_steps;
    }
}

static void make_room(struct arena *a, const struct matrix *m, const struct splits *all,
                      struct matrix *w)
{
    int rows = m->n_rows + all->n_rows, cols = m->n_cols + all->n_cols;
    w->row_lower = longer(a, m->row_lower, m->n_rows, rows, sizeof(double));
    w->row_upper = longer(a, m->row_upper, m->n_rows, rows, sizeof(double));
    w->col_lower = longer(a, m->col_lower, m->n_cols, cols, sizeof(double));
    w->col_upper = longer(a, m->col_upper, m->n_cols, cols, sizeof(double));
    w->cost = longer(a, m->cost, m->n_cols, cols, sizeof(double));
    w->integer = longer(a, m->integer, m->n_cols, cols, sizeof(bool));
    for (int k = 0; k < GROUPINGS && m->col_group[k]; k++) {
        w->col_group[k] = longer(a, m->col_group[k], m->n_cols, cols, sizeof(int));
        for (int j = m->n_cols; j < cols; j++)
            w->col_group[k][j] = -1;
    }
    w->row_block = w->col_block = NULL;
    w->n_blocks = 0;
}

/* New rows come after the old ones, so rows still ascend in each column. */
static void fill(struct arena *a, const struct matrix *m, struct matrix *w, const struct entries *t)
{
    int64_t *at = NEW_ARRAY(a, int64_t, w->n_cols + 1);
    for (int j = 0; j < m->n_cols; j++)
        at[j + 1] = m->start[j + 1] - m->start[j];
    for (int n = 0; n < t->n; n++)
        at[t->item[n].column + 1]++;
    for (int j = 0; j < w->n_cols; j++)
        at[j + 1] += at[j];
    w->start = longer(a, at, w->n_cols + 1, w->n_cols + 1, sizeof(int64_t));
    w->row = NEW_ARRAY(a, int, at[w->n_cols]);
    w->value = NEW_ARRAY(a, double, at[w->n_cols]);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            w->row[at[j]] = m->row[k];
            w->value[at[j]++] = m->value[k];
        }
    for (int n = 0; n < t->n; n++) {
        const struct entry *e = &t->item[n];
        w->row[at[e->column]] = e->row;
        w->value[at[e->column]++] = e->value;
    }
}

struct matrix with_these_splits(struct arena *a, const struct matrix *m, struct splits *all)
{
    struct matrix w = *m;
    struct entries t = { .arena = a };
    count_additions(all);
    make_room(a, m, all, &w);
    for (int n = 0; n < all->n; n++)
        describe(m, &all->split[n], &w, &t);
    fill(a, m, &w, &t);
    return w;
}
