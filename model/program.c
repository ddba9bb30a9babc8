/* program.c - columns from the quantities, rows from the families, the objective from the costs. */
#include "program.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cost.h"
#include "family.h"

/* Rows are written term by term and turned into columns at the end. */
struct building {
    struct arena *arena;
    const struct family *family;
    int64_t n_terms, room_terms;
    int *term_row, *term_column;
    double *term_value;
    int room_lower, room_upper, room_family, room_key, n_lower, n_upper, n_family, n_key;
};

static const double NEGLIGIBLE = 1e-9; /* an entry that cancels to less is left out */

struct arena *row_scratch(const struct program *p)
{
    return p->building->arena;
}

int row_between(struct program *p, double lower, double upper, struct key key)
{
    struct building *b = p->building;
    *PUSH(b->arena, p->matrix.row_lower, b->n_lower, b->room_lower) = lower;
    *PUSH(b->arena, p->matrix.row_upper, b->n_upper, b->room_upper) = upper;
    *PUSH(b->arena, p->row_family, b->n_family, b->room_family) = b->family;
    *PUSH(b->arena, p->row_key, b->n_key, b->room_key) = key;
    return p->matrix.n_rows++;
}

int row_le(struct program *p, double upper, struct key key)
{
    return row_between(p, -INFINITY, upper, key);
}

int row_ge(struct program *p, double lower, struct key key)
{
    return row_between(p, lower, INFINITY, key);
}

int row_eq(struct program *p, double value, struct key key)
{
    return row_between(p, value, value, key);
}

static void make_room(struct building *b)
{
    int64_t room = b->room_terms ? b->room_terms * 2 : 1 << 16;
    int *row = NEW_ARRAY(b->arena, int, room), *column = NEW_ARRAY(b->arena, int, room);
    double *value = NEW_ARRAY(b->arena, double, room);
    if (b->n_terms) {
        memcpy(row, b->term_row, (size_t)b->n_terms * sizeof *row);
        memcpy(column, b->term_column, (size_t)b->n_terms * sizeof *column);
        memcpy(value, b->term_value, (size_t)b->n_terms * sizeof *value);
    }
    b->term_row = row;
    b->term_column = column;
    b->term_value = value;
    b->room_terms = room;
}

void term_in(struct program *p, int row, double coefficient, int column)
{
    struct building *b = p->building;
    if (b->n_terms == b->room_terms)
        make_room(b);
    b->term_row[b->n_terms] = row;
    b->term_column[b->n_terms] = column;
    b->term_value[b->n_terms++] = coefficient;
}

void term(struct program *p, double coefficient, int column)
{
    term_in(p, p->matrix.n_rows - 1, coefficient, column);
}

/* ---- columns ---- */

static void build_columns(struct arena *a, struct program *p, int n_give)
{
    struct matrix *m = &p->matrix;
    for (int q = 0; q < N_QUANTITIES; q++) {
        int n = q == Q_GIVE ? n_give : QUANTITIES[q].count(p->sets);
        p->first_column[q + 1] = p->first_column[q] + n;
    }
    m->n_cols = p->first_column[N_QUANTITIES];
    m->col_lower = NEW_ARRAY(a, double, m->n_cols);
    m->col_upper = NEW_ARRAY(a, double, m->n_cols);
    m->integer = NEW_ARRAY(a, bool, m->n_cols);
    m->col_block = NEW_ARRAY(a, int, m->n_cols);
    for (int q = 0; q < N_QUANTITIES; q++)
        for (int j = p->first_column[q]; j < p->first_column[q + 1]; j++) {
            int i = j - p->first_column[q];
            QUANTITIES[q].column(p->sets, i, &m->col_lower[j], &m->col_upper[j], &m->integer[j]);
            m->col_block[j] = QUANTITIES[q].block(p->sets, i);
        }
}

/* Each quantity's numbers of groups, one after another's. */
static void group_columns(struct arena *a, struct program *p, int grouping)
{
    struct matrix *m = &p->matrix;
    int *group = m->col_group[grouping] = NEW_ARRAY(a, int, m->n_cols);
    for (int q = 0, first = m->n_groups; q < N_QUANTITIES; q++, first = m->n_groups)
        for (int j = p->first_column[q]; j < p->first_column[q + 1]; j++) {
            int (*of)(const struct sets *, int) = QUANTITIES[q].group[grouping];
            group[j] = of ? first + of(p->sets, j - p->first_column[q]) : -1;
            if (group[j] >= m->n_groups)
                m->n_groups = group[j] + 1;
        }
}

/* ---- rows ---- */

static void build_rows(struct program *p, const char *without)
{
    for (int i = 0; i < N_FAMILIES; i++) {
        if (without && strcmp(without, FAMILIES[i]->code) == 0)
            continue;
        p->building->family = FAMILIES[i];
        FAMILIES[i]->rows(p);
    }
}

static void add_gives(struct program *p)
{
    int give = 0;
    for (int i = 0; i < p->matrix.n_rows; i++)
        if (p->row_family[i]->gives)
            term_in(p, i, isfinite(p->matrix.row_lower[i]) ? 1.0 : -1.0,
                    column_of(p, Q_GIVE, give++));
}

static int count_giving_rows(const struct program *p)
{
    int n = 0;
    for (int i = 0; i < p->matrix.n_rows; i++)
        n += p->row_family[i]->gives;
    return n;
}

/* Two passes of counting sort: by row, then by column, so rows of a column ascend. */
static int64_t *order_by_row(struct building *b, int n_rows)
{
    int64_t *at = NEW_ARRAY(b->arena, int64_t, n_rows + 1);
    int64_t *order = NEW_ARRAY(b->arena, int64_t, b->n_terms);
    for (int64_t k = 0; k < b->n_terms; k++)
        at[b->term_row[k] + 1]++;
    for (int i = 0; i < n_rows; i++)
        at[i + 1] += at[i];
    for (int64_t k = 0; k < b->n_terms; k++)
        order[at[b->term_row[k]]++] = k;
    return order;
}

/* Adds up entries of the same row and drops what cancels; returns the column's new end. */
static int64_t tidy_column(struct matrix *m, int64_t from, int64_t to, int64_t out)
{
    int64_t begin = out;
    for (int64_t k = from; k < to; k++)
        if (out > begin && m->row[out - 1] == m->row[k]) {
            m->value[out - 1] += m->value[k];
        } else {
            m->row[out] = m->row[k];
            m->value[out++] = m->value[k];
        }
    int64_t kept = begin;
    for (int64_t k = begin; k < out; k++)
        if (fabs(m->value[k]) >= NEGLIGIBLE) {
            m->row[kept] = m->row[k];
            m->value[kept++] = m->value[k];
        }
    return kept;
}

static void assemble(struct arena *a, struct program *p)
{
    struct building *b = p->building;
    struct matrix *m = &p->matrix;
    int64_t *order = order_by_row(b, m->n_rows),
            *next = NEW_ARRAY(b->arena, int64_t, m->n_cols + 1);
    m->start = NEW_ARRAY(a, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(a, int, b->n_terms);
    m->value = NEW_ARRAY(a, double, b->n_terms);
    for (int64_t k = 0; k < b->n_terms; k++)
        m->start[b->term_column[k] + 1]++;
    for (int j = 0; j < m->n_cols; j++)
        m->start[j + 1] += m->start[j];
    memcpy(next, m->start, (size_t)m->n_cols * sizeof *next);
    for (int64_t k = 0; k < b->n_terms; k++) {
        int64_t to = next[b->term_column[order[k]]]++;
        m->row[to] = b->term_row[order[k]];
        m->value[to] = b->term_value[order[k]];
    }
    int64_t out = 0;
    for (int j = 0; j < m->n_cols; j++) {
        int64_t from = m->start[j], to = m->start[j + 1];
        m->start[j] = out;
        out = tidy_column(m, from, to, out);
    }
    m->start[m->n_cols] = out;
}

/* A row belongs to a block when all of its columns do. */
static void mark_row_blocks(struct arena *a, struct matrix *m, int n_blocks)
{
    enum { UNSEEN = -2 };
    m->n_blocks = n_blocks;
    m->row_block = NEW_ARRAY(a, int, m->n_rows);
    for (int i = 0; i < m->n_rows; i++)
        m->row_block[i] = UNSEEN;
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int *block = &m->row_block[m->row[k]];
            *block = *block == UNSEEN || *block == m->col_block[j] ? m->col_block[j] : -1;
        }
}

/* ---- objective ---- */

struct pricing { struct program *p; double *into; };

static void price(void *context, enum quantity_id q, int i, struct period_id t, int bucket,
                  double pounds)
{
    struct pricing *x = context;
    (void)bucket;
    x->into[column_of(x->p, q, i)] += x->p->sets->world->period[t.i].discount * pounds;
}

static void build_objective(struct arena *a, struct program *p)
{
    struct matrix *m = &p->matrix;
    enum objective_kind kind = p->sets->world->scenario.objective;
    p->money_cost = NEW_ARRAY(a, double, m->n_cols);
    p->shortfall_cost = NEW_ARRAY(a, double, m->n_cols);
    m->cost = NEW_ARRAY(a, double, m->n_cols);
    for (int i = 0; i < N_COSTS; i++) {
        struct pricing x = { p, COSTS[i]->is_shortfall ? p->shortfall_cost : p->money_cost };
        COSTS[i]->terms(p->sets, (enum category)COSTS[i]->category, price, &x);
    }
    for (int j = 0; j < m->n_cols; j++)
        m->cost[j] = p->money_cost[j] + (kind == OBJECTIVE_VALUE ? p->shortfall_cost[j] : 0);
}

/* The elastic program asks only how little must give way, in people, learners and contracts.
 * Rules that count in pounds or shares are made to count so by their largest coefficient: a
 * share of a target in people, pounds of a provider in cohorts. */
static void price_giving(struct arena *a, struct program *p)
{
    struct matrix *m = &p->matrix;
    double *largest = NEW_ARRAY(a, double, m->n_rows);
    for (int64_t k = 0; k < m->start[p->first_column[Q_GIVE]]; k++)
        largest[m->row[k]] = fmax(largest[m->row[k]], fabs(m->value[k]));
    m->cost = NEW_ARRAY(a, double, m->n_cols);
    for (int j = p->first_column[Q_GIVE]; j < m->n_cols; j++) {
        int row = m->row[m->start[j]];
        const char *unit = p->row_family[row]->unit;
        bool counts = strcmp(unit, "pounds") != 0 && strcmp(unit, "share") != 0;
        m->cost[j] = counts || !(largest[row] > 0) ? 1 : 1 / largest[row];
    }
}

struct program *program_build(struct arena *a, const struct sets *s,
                              const struct program_options *options)
{
    struct program *p = NEW(a, struct program);
    struct building b = { .arena = arena_new() };
    p->sets = s;
    p->building = &b;
    build_columns(b.arena, p, 0);
    build_rows(p, options ? options->without : NULL);
    memset(p->first_column, 0, sizeof p->first_column);
    build_columns(a, p, options && options->elastic ? count_giving_rows(p) : 0);
    if (options && options->elastic)
        add_gives(p);
    assemble(a, p);
    for (int k = 0; k < GROUPINGS; k++)
        group_columns(a, p, k);
    mark_row_blocks(a, &p->matrix, s->world->n_buyers);
    build_objective(a, p);
    if (options && options->elastic)
        price_giving(a, p);
#define KEEP(array, type) \
    (array) = memcpy(NEW_ARRAY(a, type, p->matrix.n_rows), (array), \
                     (size_t)p->matrix.n_rows * sizeof(type))
    if (p->matrix.n_rows) {
        KEEP(p->matrix.row_lower, double);
        KEEP(p->matrix.row_upper, double);
        KEEP(p->row_key, struct key);
        const struct family **families = NEW_ARRAY(a, const struct family *, p->matrix.n_rows);
        memcpy(families, p->row_family, (size_t)p->matrix.n_rows * sizeof *families);
        p->row_family = families;
    }
    p->building = NULL;
    arena_free(b.arena);
    return p;
}

/* ---- names ---- */

void program_row_name(const struct program *p, int row, char *text, size_t size)
{
    const struct family *f = p->row_family[row];
    char key[256];
    key_text(p->sets, f, p->row_key[row], key, sizeof key);
    snprintf(text, size, "%s_%s(%s)", f->code, f->name, key);
}

void program_column_name(const struct program *p, int column, char *text, size_t size)
{
    int q = 0;
    while (column >= p->first_column[q + 1])
        q++;
    char key[256];
    QUANTITIES[q].key(p->sets, column - p->first_column[q], key, sizeof key);
    snprintf(text, size, "%s(%s)", QUANTITIES[q].name, key);
}

static char *sides_text(struct arena *a, const struct matrix *m, int row, const char *terms)
{
    double lower = m->row_lower[row], upper = m->row_upper[row];
    if (!isfinite(lower))
        return arena_print(a, "%s <= %.10g", terms, upper);
    if (!isfinite(upper))
        return arena_print(a, "%s >= %.10g", terms, lower);
    if (lower < upper)
        return arena_print(a, "%.10g <= %s <= %.10g", lower, terms, upper);
    return arena_print(a, "%s = %.10g", terms, upper);
}

char *program_row_text(struct arena *a, const struct program *p, int row)
{
    const struct matrix *m = &p->matrix;
    char name[300], column[300];
    const char *terms = "";
    program_row_name(p, row, name, sizeof name);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            if (m->row[k] == row) {
                program_column_name(p, j, column, sizeof column);
                terms = arena_print(a, "%s %+.10g %s", terms, m->value[k], column);
            }
    return arena_print(a, "%s:%s", name, sides_text(a, m, row, terms));
}
