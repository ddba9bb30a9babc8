/* sums.c - a matrix with a column for the sum of each group of like whole numbers.
 *
 * A relaxation spreads a course over fractions of cohorts at many sites.  No site's fraction says
 * much, but that half a cohort is wanted in all does: the sum is whole too, and worth cutting and
 * branching on.
 */
#include <math.h>
#include <string.h>

#include "search.h"

static int *count_members(struct arena *a, const struct matrix *m)
{
    int *n = NEW_ARRAY(a, int, m->n_groups);
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_group[j] >= 0 && m->integer[j])
            n[m->col_group[j]]++;
    return n;
}

static void copy_columns(struct matrix *w, const struct matrix *m, const int *sum_of)
{
    int64_t at = 0;
    for (int j = 0; j < m->n_cols; j++) {
        w->start[j] = at;
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            w->row[at] = m->row[k];
            w->value[at++] = m->value[k];
        }
        int sum = m->col_group[j] >= 0 && m->integer[j] ? sum_of[m->col_group[j]] : -1;
        if (sum < 0)
            continue;
        w->row[at] = m->n_rows + sum;
        w->value[at++] = 1;
        w->col_upper[m->n_cols + sum] += m->col_upper[j];
    }
    w->start[m->n_cols] = at;
}

static void add_sums(struct matrix *w, const struct matrix *m, int n)
{
    for (int g = 0; g < n; g++) {
        int j = m->n_cols + g;
        int64_t at = w->start[j];
        w->row[at] = m->n_rows + g;
        w->value[at] = -1;
        w->start[j + 1] = at + 1;
        w->integer[j] = true;
    }
}

struct matrix with_sums(struct arena *a, const struct matrix *m)
{
    struct matrix w = *m;
    if (!m->col_group)
        return w;
    int *sum_of = count_members(a, m), n = 0;
    for (int g = 0; g < m->n_groups; g++)
        sum_of[g] = sum_of[g] > 1 ? n++ : -1;
    int64_t nz = m->start[m->n_cols] + m->n_cols + n;
    w.n_rows += n;
    w.n_cols += n;
    w.start = NEW_ARRAY(a, int64_t, w.n_cols + 1);
    w.row = NEW_ARRAY(a, int, nz);
    w.value = NEW_ARRAY(a, double, nz);
    w.row_lower = longer(a, m->row_lower, m->n_rows, w.n_rows, sizeof(double));
    w.row_upper = longer(a, m->row_upper, m->n_rows, w.n_rows, sizeof(double));
    w.col_lower = longer(a, m->col_lower, m->n_cols, w.n_cols, sizeof(double));
    w.col_upper = longer(a, m->col_upper, m->n_cols, w.n_cols, sizeof(double));
    w.cost = longer(a, m->cost, m->n_cols, w.n_cols, sizeof(double));
    w.integer = longer(a, m->integer, m->n_cols, w.n_cols, sizeof(bool));
    w.row_block = w.col_block = w.col_group = NULL;
    w.n_blocks = w.n_groups = 0;
    copy_columns(&w, m, sum_of);
    add_sums(&w, m, n);
    return w;
}
