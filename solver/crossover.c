/* crossover.c - from a point, inside or not, to a basis at a corner.
 *
 * Columns are taken up by weight, as long as they do not depend on those before them: an LU
 * factorization that takes each column in turn or leaves it (Gilbert and Peierls 1988).  Rows that
 * no column has taken are taken by their own activity.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "interior.h"

struct lu {
    struct arena *arena;
    const struct standard *t;
    int *step;                   /* [rows] in which the row was taken, or -1 */
    int *weight;                 /* [rows] columns that may want it */
    int rank;
    int64_t *start;              /* [rank + 1] of L's columns, without their ones: */
    int *row;
    double *value;
    int64_t room;
    double *x;                   /* [rows] the column at work: 0 but where touched */
    int *seen, mark;             /* [rows] */
    int *solved, n_solved;       /* rows already taken that it touches, each after those it needs */
    int *open, n_open;           /* rows not taken yet */
    int *path;                   /* [rows] scratch */
    int64_t *at;
};

static int64_t first_entry(const struct lu *f, int row)
{
    return f->step[row] >= 0 ? f->start[f->step[row]] : 0;
}

static int64_t end_of_entries(const struct lu *f, int row)
{
    return f->step[row] >= 0 ? f->start[f->step[row] + 1] : 0;
}

/* All rows that L leads to from one, depth first. */
static void reach(struct lu *f, int row)
{
    int depth = 0;
    if (f->seen[row] == f->mark)
        return;
    f->seen[row] = f->mark;
    f->path[0] = row;
    f->at[0] = first_entry(f, row);
    while (depth >= 0) {
        int i = f->path[depth], next = -1;
        for (int64_t end = end_of_entries(f, i); next < 0 && f->at[depth] < end; f->at[depth]++)
            if (f->seen[f->row[f->at[depth]]] != f->mark)
                next = f->row[f->at[depth]];
        if (next >= 0) {
            f->seen[next] = f->mark;
            f->path[++depth] = next;
            f->at[depth] = first_entry(f, next);
        } else {
            if (f->step[i] >= 0)
                f->solved[f->n_solved++] = i;
            else
                f->open[f->n_open++] = i;
            depth--;
        }
    }
}

/* What is left of column j in the open rows. */
static void eliminate(struct lu *f, int j)
{
    const struct sparse *a = &f->t->a;
    f->mark++;
    f->n_solved = f->n_open = 0;
    for (int64_t k = a->start[j]; k < a->start[j + 1]; k++) {
        reach(f, a->row[k]);
        f->x[a->row[k]] += a->value[k];
    }
    for (int k = f->n_solved - 1; k >= 0; k--) {
        int i = f->solved[k];
        double v = f->x[i];
        f->x[i] = 0;
        for (int64_t e = f->start[f->step[i]]; e < f->start[f->step[i] + 1]; e++)
            f->x[f->row[e]] -= f->value[e] * v;
    }
}

/* Of the rows that are large enough the one that fewest columns want; -1: all are nothing. */
static int choose_row(const struct lu *f)
{
    const double NOTHING = 1e-6, LARGE = 0.1;
    double most = 0;
    int best = -1;
    for (int k = 0; k < f->n_open; k++)
        most = fmax(most, fabs(f->x[f->open[k]]));
    for (int k = 0; most > NOTHING && k < f->n_open; k++) {
        int i = f->open[k];
        if (fabs(f->x[i]) >= LARGE * most && (best < 0 || f->weight[i] < f->weight[best]))
            best = i;
    }
    return best;
}

static void keep(struct lu *f, int pivot)
{
    int64_t at = f->start[f->rank];
    if (at + f->n_open > f->room) {
        f->room = 2 * f->room + f->n_open;
        int *row = NEW_ARRAY(f->arena, int, f->room);
        double *value = NEW_ARRAY(f->arena, double, f->room);
        memcpy(row, f->row, (size_t)at * sizeof *row);
        memcpy(value, f->value, (size_t)at * sizeof *value);
        f->row = row;
        f->value = value;
    }
    for (int k = 0; k < f->n_open; k++) {
        int i = f->open[k];
        if (i == pivot || fabs(f->x[i]) < 1e-12)
            continue;
        f->row[at] = i;
        f->value[at++] = f->x[i] / f->x[pivot];
    }
    f->step[pivot] = f->rank++;
    f->start[f->rank] = at;
}

/* The row that the column takes; -1: it depends on those taken before. */
static int take(struct lu *f, int j)
{
    eliminate(f, j);
    int pivot = choose_row(f);
    if (pivot >= 0)
        keep(f, pivot);
    for (int k = 0; k < f->n_open; k++)
        f->x[f->open[k]] = 0;
    return pivot;
}

/* ---- the order ---- */

struct heavy { bool alone; double weight; int column; };

/* Activities that are free to move first, which fill nothing. */
static int by_weight(const void *a, const void *b)
{
    const struct heavy *x = a, *y = b;
    if (x->alone != y->alone)
        return x->alone ? -1 : 1;
    if (x->weight < y->weight || x->weight > y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static struct heavy *in_order(struct lu *f, const double *weight, int n_cols)
{
    const struct sparse *a = &f->t->a;
    struct heavy *order = NEW_ARRAY(f->arena, struct heavy, a->n_cols);
    for (int j = 0; j < a->n_cols; j++) {
        bool activity = f->t->origin[j] >= n_cols;
        order[j] = (struct heavy){ activity && weight[j] > 1, weight[j], j };
        for (int64_t k = a->start[j]; !activity && weight[j] > 1 && k < a->start[j + 1]; k++)
            f->weight[a->row[k]]++;
    }
    qsort(order, (size_t)a->n_cols, sizeof *order, by_weight);
    return order;
}

static struct lu lu_of(const struct standard *t)
{
    int rows = t->a.n_rows;
    struct arena *a = arena_new();
    struct lu f = { .arena = a, .t = t, .step = NEW_ARRAY(a, int, rows),
                    .weight = NEW_ARRAY(a, int, rows), .start = NEW_ARRAY(a, int64_t, rows + 1),
                    .x = NEW_ARRAY(a, double, rows), .seen = NEW_ARRAY(a, int, rows),
                    .solved = NEW_ARRAY(a, int, rows), .open = NEW_ARRAY(a, int, rows),
                    .path = NEW_ARRAY(a, int, rows), .at = NEW_ARRAY(a, int64_t, rows),
                    .room = 4 * (int64_t)rows };
    f.row = NEW_ARRAY(a, int, f.room);
    f.value = NEW_ARRAY(a, double, f.room);
    for (int i = 0; i < rows; i++)
        f.step[i] = -1;
    return f;
}

enum { IS_BASIC = 1, IS_LOWER, IS_UPPER, IS_FREE, IS_FIXED }; /* as in struct problem */

static void stand_at_bounds(const struct matrix *m, unsigned char *basis)
{
    for (int i = 0; i < m->n_rows; i++)
        basis[i] = !(m->row_lower[i] < m->row_upper[i]) ? IS_FIXED
                   : isfinite(m->row_lower[i]) ? IS_LOWER : IS_UPPER;
    for (int j = 0; j < m->n_cols; j++)
        basis[m->n_rows + j] = IS_FIXED;
}

/* Rows with an entry: no more can be taken. */
static int rows_with_entries(const struct lu *f)
{
    const struct sparse *a = &f->t->a;
    bool *any = NEW_ARRAY(f->arena, bool, a->n_rows);
    int n = 0;
    for (int64_t k = 0; k < a->start[a->n_cols]; k++) {
        n += !any[a->row[k]];
        any[a->row[k]] = true;
    }
    return n;
}

/* Where its own activity is basic already, it stands in another row, whose activity is free to
 * stand here. */
static void take_rest(const struct lu *f, const int *stands_in, unsigned char *basis)
{
    for (int i = 0; i < f->t->a.n_rows; i++) {
        int k = i;
        while (f->step[i] < 0 && basis[k] == IS_BASIC)
            k = stands_in[k];
        if (f->step[i] < 0)
            basis[k] = IS_BASIC;
    }
}

void basis_of_heaviest(const struct matrix *m, const struct standard *t, const double *weight,
                       const bool *at_upper, unsigned char *basis)
{
    struct lu f = lu_of(t);
    const struct heavy *order = in_order(&f, weight, m->n_cols);
    int most = rows_with_entries(&f), *stands_in = NEW_ARRAY(f.arena, int, m->n_rows);
    stand_at_bounds(m, basis);
    for (int k = 0; k < t->a.n_cols; k++) {
        int j = order[k].column, of = t->origin[j];
        int row = f.rank < most && weight[j] > 0 ? take(&f, j) : -1;
        int place = of >= m->n_cols ? of - m->n_cols : m->n_rows + of;
        basis[place] = row >= 0 ? IS_BASIC : at_upper[j] ? IS_UPPER : IS_LOWER;
        if (of >= m->n_cols)
            stands_in[of - m->n_cols] = row;
    }
    take_rest(&f, stands_in, basis);
    arena_free(f.arena);
}

/* How far from the nearer of two bounds, one of which may be infinite; 0: it stands there. */
static double between(double v, double lower, double upper)
{
    const double THERE = 1e-7;
    double off = fmin(v - lower, upper - v);
    return off > THERE * (1 + fabs(v)) ? off : 0;
}

void basis_at(const struct matrix *m, const double *x, unsigned char *basis)
{
    struct arena *a = arena_new();
    struct standard t = standard_form(a, m, m->cost, m->col_lower, m->col_upper);
    double *activity = NEW_ARRAY(a, double, m->n_rows), *weight = NEW_ARRAY(a, double, t.a.n_cols);
    bool *at_upper = NEW_ARRAY(a, bool, t.a.n_cols);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            activity[m->row[k]] += m->value[k] * x[j];
    for (int c = 0; c < t.a.n_cols; c++) {
        int j = t.origin[c], i = j - m->n_cols;
        double v = i < 0 ? x[j] : activity[i], lower = i < 0 ? m->col_lower[j] : m->row_lower[i],
               upper = i < 0 ? m->col_upper[j] : m->row_upper[i], off = between(v, lower, upper);
        weight[c] = off > 0 ? 1 + off : 0;
        at_upper[c] = upper - v < v - lower;
    }
    basis_of_heaviest(m, &t, weight, at_upper, basis);
    arena_free(a);
}

/* What can move comes first, then a column that cannot, then a row that holds without a price: that
 * is how much they weigh. */
static double weight_at_price(double left, double size, bool moves, bool is_row)
{
    const double NOTHING = 1e-7;   /* of what it costs */
    return fabs(left) > NOTHING * size ? 0 : moves ? 3 : is_row ? 0.5 : 2;
}

/* The program with every column and row free to move. */
static struct matrix loosened(struct arena *a, const struct matrix *m, const double *lower,
                              const double *upper)
{
    struct matrix t = *m;
    t.col_upper = NEW_ARRAY(a, double, m->n_cols);
    t.row_upper = NEW_ARRAY(a, double, m->n_rows);
    for (int j = 0; j < m->n_cols; j++)
        t.col_upper[j] = lower[j] < upper[j] ? upper[j] : lower[j] + 1;
    for (int i = 0; i < m->n_rows; i++)
        t.row_upper[i] = m->row_lower[i] < m->row_upper[i] ? m->row_upper[i] : m->row_lower[i] + 1;
    return t;
}

void basis_at_prices(const struct matrix *m, const double *cost, const double *lower,
                     const double *upper, const double *y, unsigned char *basis)
{
    struct arena *a = arena_new();
    struct matrix loose = loosened(a, m, lower, upper);
    struct standard t = standard_form(a, &loose, cost, lower, loose.col_upper);
    double *weight = NEW_ARRAY(a, double, t.a.n_cols);
    bool *at_upper = NEW_ARRAY(a, bool, t.a.n_cols);
    for (int c = 0; c < t.a.n_cols; c++) {
        int j = t.origin[c], i = j - m->n_cols;
        double left = i < 0 ? cost[j] : y[i], size = 1 + fabs(left);
        for (int64_t k = i < 0 ? m->start[j] : 0; i < 0 && k < m->start[j + 1]; k++) {
            left -= y[m->row[k]] * m->value[k];
            size = fmax(size, fabs(y[m->row[k]] * m->value[k]));
        }
        bool moves = i < 0 ? lower[j] < upper[j] : m->row_lower[i] < m->row_upper[i];
        weight[c] = weight_at_price(left, size, moves, i >= 0);
        at_upper[c] = left < 0;
    }
    basis_of_heaviest(m, &t, weight, at_upper, basis);
    arena_free(a);
}
