/* part.c - a block cut out of the program that it is a part of. */
#include <math.h>

#include "search.h"

static void make_room(struct arena *a, const struct matrix *m, struct part *p, int64_t entries)
{
    struct matrix *t = &p->m;
    t->start = NEW_ARRAY(a, int64_t, t->n_cols + 1);
    t->row = NEW_ARRAY(a, int, entries);
    t->value = NEW_ARRAY(a, double, entries);
    t->row_lower = NEW_ARRAY(a, double, t->n_rows);
    t->row_upper = NEW_ARRAY(a, double, t->n_rows);
    t->col_lower = NEW_ARRAY(a, double, t->n_cols);
    t->col_upper = NEW_ARRAY(a, double, t->n_cols);
    t->cost = NEW_ARRAY(a, double, t->n_cols);
    t->integer = NEW_ARRAY(a, bool, t->n_cols);
    for (int k = 0; k < GROUPINGS; k++)
        t->col_group[k] = m->col_group[k] ? NEW_ARRAY(a, int, t->n_cols) : NULL;
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
    for (int k = 0; k < GROUPINGS; k++)
        if (t->col_group[k])
            t->col_group[k][c] = m->col_group[k][j];
    p->column[c] = j;
}

struct scope { int block; bool with_common; }; /* the rows and columns of no block, too */

static bool chosen(const struct matrix *m, struct scope of, int j)
{
    return m->col_block[j] == of.block || (of.with_common && m->col_block[j] < 0);
}

/* Rows of the block alone; or the common ones that a chosen column is in, too. */
static int *choose_rows(struct arena *a, const struct matrix *m, struct part *p, struct scope of)
{
    int *new_row = NEW_ARRAY(a, int, m->n_rows);
    bool *common = NEW_ARRAY(a, bool, m->n_rows);
    for (int j = 0; of.with_common && j < m->n_cols; j++)
        for (int64_t k = m->start[j]; chosen(m, of, j) && k < m->start[j + 1]; k++)
            common[m->row[k]] |= m->row_block[m->row[k]] < 0;
    for (int i = 0; i < m->n_rows; i++)
        new_row[i] = m->row_block[i] == of.block || common[i] ? p->m.n_rows++ : -1;
    return new_row;
}

static struct part cut(struct arena *a, const struct search *s, const double *cost,
                       struct scope of)
{
    struct arena *scratch = arena_new();
    const struct matrix *m = s->m;
    struct part p = { 0 };
    int64_t entries = 0;
    int c = 0, *new_row = choose_rows(scratch, m, &p, of);
    for (int j = 0; j < m->n_cols; j++)
        if (chosen(m, of, j)) {
            p.m.n_cols++;
            entries += m->start[j + 1] - m->start[j];
        }
    make_room(a, m, &p, entries);
    for (int i = 0; i < m->n_rows; i++)
        if (new_row[i] >= 0) {
            p.m.row_lower[new_row[i]] = m->row_lower[i];
            p.m.row_upper[new_row[i]] = m->row_upper[i];
            p.row[new_row[i]] = i;
        }
    for (int j = 0; j < m->n_cols; j++)
        if (chosen(m, of, j))
            copy_column(&p, s, cost, new_row, j, c++);
    arena_free(scratch);
    return p;
}

struct part cut_out(struct arena *a, const struct search *s, const double *cost, int block)
{
    struct part p = cut(a, s, cost, (struct scope){ block, false });
    for (int c = 0; c < p.m.n_cols; c++)
        p.bound += p.m.cost[c] * (p.m.cost[c] > 0 ? p.m.col_lower[c] : p.m.col_upper[c]);
    return p;
}

/* What the columns of other blocks take of row i. */
static double taken_beside(const struct search *s, int i, int block, const double *x)
{
    double taken = 0;
    for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++) {
        int j = s->rows.column[e];
        if (!chosen(s->m, (struct scope){ block, true }, j))
            taken += s->rows.value[e] * x[j];
    }
    return taken;
}

struct part cut_out_beside(struct arena *a, const struct search *s, int block, const double *x)
{
    struct part p = cut(a, s, s->cost, (struct scope){ block, true });
    for (int i = 0; i < p.m.n_rows; i++) {
        double taken = taken_beside(s, p.row[i], block, x);
        p.m.row_lower[i] -= taken;
        p.m.row_upper[i] -= taken;
    }
    return p;
}
