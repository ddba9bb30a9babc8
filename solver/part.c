/* part.c - a block cut out of the program that it is a part of. */
#include <math.h>

#include "search.h"

static void make_room(struct arena *a, const struct matrix *m, struct part *p)
{
    struct matrix *t = &p->m;
    t->start = NEW_ARRAY(a, int64_t, t->n_cols + 1);
    t->row = NEW_ARRAY(a, int, m->start[m->n_cols]);
    t->value = NEW_ARRAY(a, double, m->start[m->n_cols]);
    t->row_lower = NEW_ARRAY(a, double, t->n_rows);
    t->row_upper = NEW_ARRAY(a, double, t->n_rows);
    t->col_lower = NEW_ARRAY(a, double, t->n_cols);
    t->col_upper = NEW_ARRAY(a, double, t->n_cols);
    t->cost = NEW_ARRAY(a, double, t->n_cols);
    t->integer = NEW_ARRAY(a, bool, t->n_cols);
    t->col_group = m->col_group ? NEW_ARRAY(a, int, t->n_cols) : NULL;
    t->n_groups = m->n_groups;
    p->row = NEW_ARRAY(a, int, t->n_rows);
    p->column = NEW_ARRAY(a, int, t->n_cols);
}

static void copy_column(struct part *p, const struct search *s, const double *cost,
                        const int *new_row, int j, int c)
{
    const struct matrix *m = s->m;
    struct matrix *t = &p->m;
    int64_t at = t->start[c];
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
        if (new_row[m->row[k]] >= 0) {
            t->row[at] = new_row[m->row[k]];
            t->value[at++] = m->value[k];
        }
    t->start[c + 1] = at;
    t->col_lower[c] = s->lower[j];
    t->col_upper[c] = s->upper[j];
    t->cost[c] = cost[j];
    t->integer[c] = m->integer[j];
    if (t->col_group)
        t->col_group[c] = m->col_group[j];
    p->column[c] = j;
}

struct part cut_out(struct arena *a, const struct search *s, const double *cost, int block)
{
    const struct matrix *m = s->m;
    struct part p = { 0 };
    int *new_row = NEW_ARRAY(a, int, m->n_rows), c = 0;
    for (int i = 0; i < m->n_rows; i++)
        new_row[i] = m->row_block[i] == block ? p.m.n_rows++ : -1;
    for (int j = 0; j < m->n_cols; j++)
        p.m.n_cols += m->col_block[j] == block;
    make_room(a, m, &p);
    for (int i = 0; i < m->n_rows; i++)
        if (new_row[i] >= 0) {
            p.m.row_lower[new_row[i]] = m->row_lower[i];
            p.m.row_upper[new_row[i]] = m->row_upper[i];
            p.row[new_row[i]] = i;
        }
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_block[j] == block)
            copy_column(&p, s, cost, new_row, j, c++);
    return p;
}
