/* standard.c - the standard form that an interior point method works on.
 *
 * Two rows over the same columns (the least and the most people that cohorts hold) would be filled
 * by each other in every elimination: of the second a multiple of the first is taken off, which
 * leaves it a few entries.  Rows and columns are scaled by the mean of their entries (Curtis and
 * Reid's aim, by the geometric means of least and largest).
 */
#include "standard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct form {
    struct standard t;
    struct arena *a, *scratch;
    const struct matrix *m;
    double *lower, *upper;       /* [n_rows] less what fixed columns take */
    int *twin;                   /* [n_rows] the row of which `ratio` was taken off, or -1 */
    double *ratio;
    double *scale;               /* [n_rows] what each row was multiplied by */
};

static bool is_free(const struct form *f, int i)
{
    return isinf(f->lower[i]) && isinf(f->upper[i]);
}

static bool is_fixed(const struct form *f, int i) { return !(f->lower[i] < f->upper[i]); }

static void make_room(struct form *f)
{
    struct standard *t = &f->t;
    int rows = f->m->n_rows, columns = f->m->n_cols + rows;
    int64_t entries = f->m->start[f->m->n_cols] + 2 * (int64_t)rows;
    t->a.n_rows = rows;
    t->a.start = NEW_ARRAY(f->a, int64_t, columns + 1);
    t->a.row = NEW_ARRAY(f->a, int, entries);
    t->a.value = NEW_ARRAY(f->a, double, entries);
    t->cost = NEW_ARRAY(f->a, double, columns);
    t->bound[0] = NEW_ARRAY(f->a, double, columns);
    t->bound[1] = NEW_ARRAY(f->a, double, columns);
    t->origin = NEW_ARRAY(f->a, int, columns);
    t->side = NEW_ARRAY(f->a, double, rows);
    f->scale = NEW_ARRAY(f->scratch, double, rows);
    f->twin = NEW_ARRAY(f->scratch, int, rows);
    f->ratio = NEW_ARRAY(f->scratch, double, rows);
    f->lower = NEW_ARRAY(f->scratch, double, rows);
    f->upper = NEW_ARRAY(f->scratch, double, rows);
}

static void put(struct standard *t, int row, double value)
{
    t->a.row[t->a.start[t->a.n_cols + 1]] = row;
    t->a.value[t->a.start[t->a.n_cols + 1]++] = value;
}

/* Columns that cannot move are taken off the rows' sides. */
static void take_columns(struct form *f, const double *cost, const double *lower,
                         const double *upper)
{
    const struct matrix *m = f->m;
    struct standard *t = &f->t;
    memcpy(f->lower, m->row_lower, (size_t)m->n_rows * sizeof *f->lower);
    memcpy(f->upper, m->row_upper, (size_t)m->n_rows * sizeof *f->upper);
    for (int j = 0; j < m->n_cols; j++) {
        bool moves = lower[j] < upper[j];
        int c = t->a.n_cols;
        t->a.start[c + 1] = t->a.start[c];
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int i = m->row[k];
            if (moves && !is_free(f, i))
                put(t, i, m->value[k]);
            f->lower[i] -= moves ? 0 : m->value[k] * lower[j];
            f->upper[i] -= moves ? 0 : m->value[k] * lower[j];
        }
        if (!moves)
            continue;
        t->cost[c] = cost[j];
        t->bound[0][c] = lower[j];
        t->bound[1][c] = upper[j];
        t->origin[c] = j;
        t->a.n_cols++;
    }
}

/* ---- twins ---- */

struct mark { uint64_t of; int row, n; }; /* of the row's columns */

static int by_mark(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static struct mark *mark_rows(const struct form *f)
{
    const struct sparse *s = &f->t.a;
    struct mark *mark = NEW_ARRAY(f->scratch, struct mark, s->n_rows);
    for (int i = 0; i < s->n_rows; i++)
        mark[i].row = i;
    for (int j = 0; j < s->n_cols; j++) {
        uint64_t v = ((uint64_t)j + 1) * 0x9e3779b97f4a7c15u;
        v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9u;
        for (int64_t k = s->start[j]; k < s->start[j + 1]; k++) {
            mark[s->row[k]].of += v ^ v >> 27;
            mark[s->row[k]].n++;
        }
    }
    qsort(mark, (size_t)s->n_rows, sizeof *mark, by_mark);
    return mark;
}

static double entry_of(const struct sparse *s, int column, int row)
{
    for (int64_t k = s->start[column]; k < s->start[column + 1]; k++)
        if (s->row[k] == row)
            return s->value[k];
    return 0;
}

static void find_twins(struct form *f)
{
    enum { FEW = 4 };            /* entries that are not worth it */
    struct standard *t = &f->t;
    const struct mark *mark = mark_rows(f);
    for (int i = 0, head = 0; i < t->a.n_rows; i++) {
        head = mark[i].of == mark[head].of ? head : i;
        f->twin[mark[i].row] = i > head && mark[i].n > FEW ? mark[head].row : -1;
    }
    for (int j = 0; j < t->a.n_cols; j++)
        for (int64_t k = t->a.start[j]; k < t->a.start[j + 1]; k++) {
            int i = t->a.row[k];
            if (f->twin[i] < 0 || fabs(f->ratio[i]) > 0)
                continue;
            double of_twin = entry_of(&t->a, j, f->twin[i]);
            if (fabs(of_twin) > 0)
                f->ratio[i] = t->a.value[k] / of_twin;
            else
                f->twin[i] = -1;
        }
}

static void take_off_twins(struct form *f)
{
    struct standard *t = &f->t;
    double *value = NEW_ARRAY(f->scratch, double, t->a.start[t->a.n_cols]);
    int64_t at = 0, from = 0;
    for (int j = 0; j < t->a.n_cols; j++) {
        int64_t end = t->a.start[j + 1], first = at;
        for (int64_t k = from; k < end; k++) {
            int i = t->a.row[k];
            double v = t->a.value[k], off = 0;
            for (int64_t q = from; f->twin[i] >= 0 && q < end; q++)
                off += t->a.row[q] == f->twin[i] ? f->ratio[i] * t->a.value[q] : 0;
            value[k] = fabs(v - off) < 1e-9 * fabs(v) ? 0 : v - off;
        }
        for (int64_t k = from; k < end; k++)
            if (fabs(value[k]) > 0) {
                t->a.row[at] = t->a.row[k];
                t->a.value[at++] = value[k];
            }
        t->a.start[j] = first;
        from = end;
    }
    t->a.start[t->a.n_cols] = at;
}

/* ---- scales ---- */

struct range { double least, most; };

static double middle(struct range r) { return r.most > 0 ? 1 / sqrt(r.least * r.most) : 1; }

static void extend(struct range *r, double v)
{
    r->least = r->most > 0 ? fmin(r->least, v) : v;
    r->most = fmax(r->most, v);
}

static void scale_rows(struct form *f, const double *column, struct range *range)
{
    const struct standard *t = &f->t;
    memset(range, 0, (size_t)t->a.n_rows * sizeof *range);
    for (int j = 0; j < t->a.n_cols; j++)
        for (int64_t k = t->a.start[j]; k < t->a.start[j + 1]; k++)
            extend(&range[t->a.row[k]], fabs(t->a.value[k]) * column[j]);
    for (int i = 0; i < t->a.n_rows; i++)
        f->scale[i] = middle(range[i]);
}

static struct range range_of(const struct form *f, int j)
{
    const struct standard *t = &f->t;
    struct range r = { 0, 0 };
    for (int64_t k = t->a.start[j]; k < t->a.start[j + 1]; k++)
        extend(&r, fabs(t->a.value[k]) * f->scale[t->a.row[k]]);
    return r;
}

static void scale(struct form *f)
{
    enum { PASSES = 5 };
    struct standard *t = &f->t;
    double *column = NEW_ARRAY(f->scratch, double, t->a.n_cols);
    struct range *range = NEW_ARRAY(f->scratch, struct range, t->a.n_rows);
    for (int j = 0; j < t->a.n_cols; j++)
        column[j] = 1;
    for (int pass = 0; pass < PASSES; pass++) {
        scale_rows(f, column, range);
        for (int j = 0; j < t->a.n_cols; j++)
            column[j] = middle(range_of(f, j));
    }
    for (int j = 0; j < t->a.n_cols; j++) {
        double most = range_of(f, j).most, by = most > 0 ? 1 / most : 1;
        for (int64_t k = t->a.start[j]; k < t->a.start[j + 1]; k++)
            t->a.value[k] *= f->scale[t->a.row[k]] * by;
        t->cost[j] *= by;
        t->bound[0][j] /= by;
        t->bound[1][j] /= by;
    }
}

/* ---- activities ---- */

/* The activity of row i takes part in the rows, too, of which a multiple of i was taken off. */
static void add_activities(struct form *f)
{
    struct standard *t = &f->t;
    int rows = t->a.n_rows, *first = NEW_ARRAY(f->scratch, int, rows),
        *next = NEW_ARRAY(f->scratch, int, rows);
    for (int i = 0; i < rows; i++)
        first[i] = -1;
    for (int i = 0; i < rows; i++)
        if (f->twin[i] >= 0) {
            next[i] = first[f->twin[i]];
            first[f->twin[i]] = i;
        }
    for (int i = 0; i < rows; i++) {
        if (is_free(f, i))
            continue;
        int c = t->a.n_cols;
        double lower = f->lower[i] * f->scale[i];
        bool fixed = is_fixed(f, i);
        t->a.start[c + 1] = t->a.start[c];
        t->side[i] += fixed ? lower : 0;
        if (!fixed)
            put(t, i, -1);
        for (int k = first[i]; k >= 0; k = next[k]) {
            double times = f->ratio[k] * f->scale[k] / f->scale[i];
            t->side[k] -= fixed ? times * lower : 0;
            if (!fixed)
                put(t, k, times);
        }
        if (fixed)
            continue;
        t->bound[0][c] = lower;
        t->bound[1][c] = f->upper[i] * f->scale[i];
        t->origin[c] = f->m->n_cols + i;
        t->a.n_cols++;
    }
}

struct standard standard_form(struct arena *a, const struct matrix *m, const double *cost,
                              const double *lower, const double *upper)
{
    struct form f = { .a = a, .scratch = arena_new(), .m = m };
    make_room(&f);
    take_columns(&f, cost, lower, upper);
    find_twins(&f);
    take_off_twins(&f);
    scale(&f);
    add_activities(&f);
    arena_free(f.scratch);
    return f.t;
}
