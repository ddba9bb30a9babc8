/* normal.c - A D A' factored node by node: the multifrontal method (Duff and Reid 1983).
 *
 * A node's front gathers its columns of A D A' and what the nodes below it leave, is eliminated as
 * a dense matrix, and leaves to its parent what the rows below are without it.
 */
#include "normal.h"

#include <string.h>

#include "dense.h"
#include "elimination.h"
#include "search.h"

struct normal {
    const struct sparse *m;
    struct elimination e;
    struct row_view rows;        /* of A */
    int64_t *at;                 /* [n_nodes + 1] of value: a node's columns, of all its rows */
    double *value;
    double *front, *stack;       /* a node at work; what nodes leave until it is handed up: */
    int64_t *left;               /* [n_nodes] from here on in the stack */
    int *index;                  /* [n_rows] scratch: a position's row in the front */
    double *z, *least;           /* [n_rows] scratch */
};

void sparse_times(const struct sparse *m, const double *v, double *r)
{
    memset(r, 0, (size_t)m->n_rows * sizeof *r);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            r[m->row[k]] += m->value[k] * v[j];
}

void sparse_times_rows(const struct sparse *m, const double *y, double *r)
{
    for (int j = 0; j < m->n_cols; j++) {
        double sum = 0;
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            sum += m->value[k] * y[m->row[k]];
        r[j] = sum;
    }
}

/* ---- the order ---- */

/* Rows that share a column; counted first, then written. */
static int64_t neighbours(const struct normal *n, int i, int *seen, int *out)
{
    int64_t count = 0;
    seen[i] = i;
    for (int64_t e = n->rows.start[i]; e < n->rows.start[i + 1]; e++) {
        int j = n->rows.column[e];
        for (int64_t k = n->m->start[j]; k < n->m->start[j + 1]; k++)
            if (seen[n->m->row[k]] != i) {
                seen[n->m->row[k]] = i;
                if (out)
                    out[count] = n->m->row[k];
                count++;
            }
    }
    return count;
}

static struct pattern pattern_of(const struct normal *n, struct arena *a)
{
    int rows = n->m->n_rows, *seen = NEW_ARRAY(a, int, rows);
    struct pattern p = { rows, NEW_ARRAY(a, int64_t, rows + 1), NULL };
    memset(seen, -1, (size_t)rows * sizeof *seen);
    for (int i = 0; i < rows; i++)
        p.start[i + 1] = p.start[i] + neighbours(n, i, seen, NULL);
    if (p.start[rows] > PATTERN_MOST)
        return p;
    p.row = NEW_ARRAY(a, int, p.start[rows]);
    memset(seen, -1, (size_t)rows * sizeof *seen);
    for (int i = 0; i < rows; i++)
        neighbours(n, i, seen, p.row + p.start[i]);
    return p;
}

static int height_of(const struct normal *n, int node)
{
    return (int)(n->e.rows_at[node + 1] - n->e.rows_at[node]);
}

static int width_of(const struct normal *n, int node)
{
    return n->e.first[node + 1] - n->e.first[node];
}

static int64_t size_left(const struct normal *n, int node)
{
    int64_t rows = height_of(n, node) - width_of(n, node);
    return rows * rows;
}

/* A node takes what those below it have left, which is the last on the stack, and leaves its own
 * in its place. */
static void plan_stack(struct normal *n, struct arena *a)
{
    int64_t at = 0, most = 0, front = 0;
    for (int k = 0; k < n->e.n_nodes; k++) {
        for (int c = n->e.child[k]; c >= 0; c = n->e.next[c])
            at -= size_left(n, c);
        n->left[k] = at;
        at += size_left(n, k);
        most = at > most ? at : most;
        int64_t size = (int64_t)height_of(n, k) * height_of(n, k);
        front = size > front ? size : front;
    }
    n->stack = NEW_ARRAY(a, double, most);
    n->front = NEW_ARRAY(a, double, front);
}

static void make_room(struct normal *n, struct arena *a)
{
    int nodes = n->e.n_nodes, rows = n->m->n_rows;
    n->at = NEW_ARRAY(a, int64_t, nodes + 1);
    n->left = NEW_ARRAY(a, int64_t, nodes);
    n->index = NEW_ARRAY(a, int, rows);
    n->z = NEW_ARRAY(a, double, rows);
    n->least = NEW_ARRAY(a, double, rows);
    for (int k = 0; k < nodes; k++)
        n->at[k + 1] = n->at[k] + (int64_t)height_of(n, k) * width_of(n, k);
    n->value = NEW_ARRAY(a, double, n->at[nodes]);
    plan_stack(n, a);
}

struct normal *normal_new(struct arena *a, const struct sparse *m)
{
    struct normal *n = NEW(a, struct normal);
    struct arena *scratch = arena_new();
    n->m = m;
    n->rows = row_view_of(a, &(struct matrix){ .n_rows = m->n_rows, .n_cols = m->n_cols,
                                               .start = m->start, .row = m->row,
                                               .value = m->value });
    struct pattern p = pattern_of(n, scratch);
    bool fits = p.row && eliminate_in_order(&n->e, a, &p);
    arena_free(scratch);
    if (!fits)
        return NULL;
    make_room(n, a);
    return n;
}

double normal_work(const struct normal *n) { return n->e.work; }

/* ---- numbers ---- */

static void add_column(struct normal *n, int node, int position, const double *d)
{
    const struct sparse *m = n->m;
    int i = n->e.order[position];
    double *column = n->front + (int64_t)(position - n->e.first[node]) * height_of(n, node);
    for (int64_t e = n->rows.start[i]; e < n->rows.start[i + 1]; e++) {
        int j = n->rows.column[e];
        double v = d[j] * n->rows.value[e];
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int at = n->e.place[m->row[k]];
            if (at >= position)
                column[n->index[at]] += v * m->value[k];
        }
    }
}

/* What node c leaves, where its rows stand in the front. */
static void add_left(struct normal *n, int height, int c)
{
    const int *row = n->e.row + n->e.rows_at[c] + width_of(n, c);
    int rows = height_of(n, c) - width_of(n, c);
    const double *u = n->stack + n->left[c];
    for (int b = 0; b < rows; b++, u += rows) {
        double *column = n->front + (int64_t)n->index[row[b]] * height;
        for (int k = b; k < rows; k++)
            column[n->index[row[k]]] += u[k];
    }
}

static void leave(struct normal *n, int node)
{
    int height = height_of(n, node), width = width_of(n, node), rows = height - width;
    memcpy(n->value + n->at[node], n->front, (size_t)width * (size_t)height * sizeof *n->front);
    for (int b = 0; b < rows; b++)
        memcpy(n->stack + n->left[node] + (int64_t)b * rows + b,
               n->front + (int64_t)(width + b) * height + width + b,
               (size_t)(rows - b) * sizeof *n->front);
}

/* What rounding leaves of a row that depends on others is far below what it began with. */
static void factor_node(struct normal *n, int node, const double *d, double shift)
{
    const double NOTHING = 1e-17;
    int height = height_of(n, node), width = width_of(n, node);
    for (int k = 0; k < height; k++)
        memset(n->front + (int64_t)k * height + k, 0, (size_t)(height - k) * sizeof *n->front);
    for (int k = 0; k < height; k++)
        n->index[n->e.row[n->e.rows_at[node] + k]] = k;
    for (int k = 0; k < width; k++) {
        double *corner = n->front + (int64_t)k * height + k;
        add_column(n, node, n->e.first[node] + k, d);
        *corner += shift;
        n->least[k] = NOTHING * *corner;
    }
    for (int c = n->e.child[node]; c >= 0; c = n->e.next[c])
        add_left(n, height, c);
    dense_eliminate(n->front, height, width, n->least);
    leave(n, node);
}

bool normal_factor(struct normal *n, const double *d, double shift, double until,
                   const volatile int *stop)
{
    for (int k = 0; k < n->e.n_nodes; k++) {
        if ((stop && *stop) || seconds_now() > until)
            return false;
        factor_node(n, k, d, shift);
    }
    return true;
}

static void solve_down(struct normal *n, int node)
{
    int height = height_of(n, node), width = width_of(n, node);
    const int *row = n->e.row + n->e.rows_at[node];
    const double *l = n->value + n->at[node];
    for (int k = 0; k < width; k++, l += height) {
        double v = n->z[row[k]] /= l[k];
        for (int i = k + 1; i < height; i++)
            n->z[row[i]] -= l[i] * v;
    }
}

static void solve_up(struct normal *n, int node)
{
    int height = height_of(n, node), width = width_of(n, node);
    const int *row = n->e.row + n->e.rows_at[node];
    for (int k = width - 1; k >= 0; k--) {
        const double *l = n->value + n->at[node] + (int64_t)k * height;
        double v = n->z[row[k]];
        for (int i = k + 1; i < height; i++)
            v -= l[i] * n->z[row[i]];
        n->z[row[k]] = v / l[k];
    }
}

void normal_solve(struct normal *n, const double *r, double *y)
{
    for (int k = 0; k < n->m->n_rows; k++)
        n->z[k] = r[n->e.order[k]];
    for (int k = 0; k < n->e.n_nodes; k++)
        solve_down(n, k);
    for (int k = n->e.n_nodes - 1; k >= 0; k--)
        solve_up(n, k);
    for (int k = 0; k < n->m->n_rows; k++)
        y[n->e.order[k]] = n->z[k];
}
