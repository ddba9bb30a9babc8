/* rows.c - a matrix read by rows, and room for a wider one. */
#include <string.h>

#include "search.h"

struct row_view row_view_of(struct arena *a, const struct matrix *m)
{
    int64_t n = m->start[m->n_cols];
    struct row_view r = { NEW_ARRAY(a, int64_t, m->n_rows + 2), NEW_ARRAY(a, int, n + 1),
                          NEW_ARRAY(a, double, n + 1) };
    for (int64_t k = 0; k < n; k++)
        r.start[m->row[k] + 2]++;
    for (int i = 0; i < m->n_rows; i++)
        r.start[i + 2] += r.start[i + 1];
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int64_t to = r.start[m->row[k] + 1]++;
            r.column[to] = j;
            r.value[to] = m->value[k];
        }
    return r;
}

void charge_row(const struct row_view *r, int i, double price, double *cost)
{
    for (int64_t e = r->start[i]; e < r->start[i + 1]; e++)
        cost[r->column[e]] -= price * r->value[e];
}

void *longer(struct arena *a, const void *from, int n, int total, size_t size)
{
    return memcpy(arena_alloc(a, (size_t)total, size), from, (size_t)n * size);
}
