/* proof_extend.c - the program with columns and rows of its own that a proof adds.
 *
 * Every plan of the program must have values for them: of a sum of whole columns that is plain, of
 * splits proof_split.c has the reason.  Each is of the program's columns alone, so the others do
 * not matter to it.
 */
#include <math.h>
#include <string.h>

#include "scenarios/proof.h"

/* ---- what is added ---- */

int add_row(struct proof *p, struct extension *x, double lower, double upper)
{
    *PUSH(p->arena, x->row, x->n_rows, x->room_rows) = (struct added){ lower, upper, false };
    return p->m->n_rows + x->n_rows - 1;
}

int add_column(struct proof *p, struct extension *x, double lower, double upper, bool integer)
{
    static const double MOST = 1e15;
    p->in.sound &= fabs(lower) < MOST && fabs(upper) < MOST;
    *PUSH(p->arena, x->column, x->n_cols, x->room_cols) = (struct added){ lower, upper, integer };
    return p->m->n_cols + x->n_cols - 1;
}

void add_entry(struct proof *p, struct extension *x, int row, int column, double value)
{
    *PUSH(p->arena, x->entry, x->n_entries, x->room_entries) =
        (struct added_entry){ row, column, value };
}

/* ---- sums ---- */

/* The sum less its column is 0. */
static void extend_by_sum(struct proof *p, struct extension *x)
{
    const struct matrix *m = p->m;
    double lower = 0, upper = 0;
    int n = take_count(p), row = add_row(p, x, 0, 0);
    for (int k = 0; k < n && p->in.sound; k++) {
        int j = take_number(p, m->n_cols);
        p->in.sound &= p->in.sound && m->integer[j];
        add_entry(p, x, row, j, 1);
        lower += ceil(m->col_lower[j]);
        upper += floor(m->col_upper[j]);
    }
    add_entry(p, x, row, add_column(p, x, lower, upper, true), -1);
}

/* ---- the wider program ---- */

static void *longer(struct proof *p, const void *from, int n, int more, size_t size)
{
    void *to = arena_alloc(p->arena, (size_t)(n + more) + 1, size);
    return n ? memcpy(to, from, (size_t)n * size) : to;
}

static void make_room(struct proof *p, struct matrix *w, const struct extension *x)
{
    const struct matrix *m = p->m;
    size_t entries = (size_t)m->start[m->n_cols] + (size_t)x->n_entries + 1;
    w->n_rows += x->n_rows;
    w->n_cols += x->n_cols;
    w->start = NEW_ARRAY(p->arena, int64_t, w->n_cols + 2);
    w->row = arena_alloc(p->arena, entries, sizeof *w->row);
    w->value = arena_alloc(p->arena, entries, sizeof *w->value);
    w->row_lower = longer(p, m->row_lower, m->n_rows, x->n_rows, sizeof(double));
    w->row_upper = longer(p, m->row_upper, m->n_rows, x->n_rows, sizeof(double));
    w->col_lower = longer(p, m->col_lower, m->n_cols, x->n_cols, sizeof(double));
    w->col_upper = longer(p, m->col_upper, m->n_cols, x->n_cols, sizeof(double));
    w->integer = longer(p, m->integer, m->n_cols, x->n_cols, sizeof(bool));
}

static void put_bounds(struct proof *p, struct matrix *w, const struct extension *x)
{
    for (int i = 0; i < x->n_rows; i++) {
        w->row_lower[p->m->n_rows + i] = x->row[i].lower;
        w->row_upper[p->m->n_rows + i] = x->row[i].upper;
    }
    for (int j = 0; j < x->n_cols; j++) {
        w->col_lower[p->m->n_cols + j] = x->column[j].lower;
        w->col_upper[p->m->n_cols + j] = x->column[j].upper;
        w->integer[p->m->n_cols + j] = x->column[j].integer;
    }
}

static void put_entries(struct proof *p, struct matrix *w, const struct extension *x)
{
    const struct matrix *m = p->m;
    int64_t *at = w->start + 1; /* where the next of a column goes, and in the end of the next */
    for (int j = 0; j < m->n_cols; j++)
        at[j + 1] = m->start[j + 1] - m->start[j];
    for (int k = 0; k < x->n_entries; k++)
        at[x->entry[k].column + 1]++;
    for (int j = 0; j < w->n_cols; j++)
        at[j + 1] += at[j];
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            w->row[at[j]] = m->row[k];
            w->value[at[j]++] = m->value[k];
        }
    for (int k = 0; k < x->n_entries; k++) {
        const struct added_entry *e = &x->entry[k];
        w->row[at[e->column]] = e->row;
        w->value[at[e->column]++] = e->value;
    }
}

const struct matrix *take_additions(struct proof *p, int format)
{
    enum { SUM, SPLIT, KINDS, MOST = 1 << 23 };
    struct extension x = { .left = NEW_ARRAY(p->arena, double, p->m->n_cols + 1),
                           .chosen = NEW_ARRAY(p->arena, bool, p->m->n_cols + 1) };
    int n = take_count(p);
    for (int i = 0; i < n && p->in.sound; i++) {
        int kind = format < PROOF_WITH_SPLITS ? SUM : take_number(p, KINDS);
        if (kind == SPLIT)
            extend_by_split(p, &x);
        else
            extend_by_sum(p, &x);
        p->in.sound &= x.n_cols <= MOST;
    }
    if (!p->in.sound || n == 0)
        return p->m;
    struct matrix *w = NEW(p->arena, struct matrix);
    *w = *p->m;
    make_room(p, w, &x);
    put_bounds(p, w, &x);
    put_entries(p, w, &x);
    return w;
}
