/* export.c - MPS and LP files, and a table that says what their rows and columns are. */
#include "export.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "beside.h"
#include "family.h"

static const double *costs_of(const struct program *p)
{
    bool coverage = p->sets->world->scenario.objective == OBJECTIVE_COVERAGE;
    return coverage ? p->shortfall_cost : p->matrix.cost;
}

static char sense_of(const struct matrix *m, int i)
{
    if (m->row_lower[i] == m->row_upper[i])
        return 'E';
    return isfinite(m->row_upper[i]) ? 'L' : 'G';
}

static void write_mps_columns(FILE *f, const struct matrix *m, const double *cost)
{
    bool whole = false;
    for (int j = 0; j < m->n_cols; j++) {
        if (m->integer[j] != whole)
            fprintf(f, "    M%d 'MARKER' '%s'\n", j, whole ? "INTEND" : "INTORG");
        whole = m->integer[j];
        if (cost[j] < 0 || cost[j] > 0 || m->start[j] == m->start[j + 1])
            fprintf(f, "    c%d obj %.17g\n", j, cost[j]);
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            fprintf(f, "    c%d r%d %.17g\n", j, m->row[k], m->value[k]);
    }
    if (whole)
        fprintf(f, "    Mend 'MARKER' 'INTEND'\n");
}

/* Solvers do not agree on the sign of a right-hand side of the objective, so a constant is the
 * cost of a column that is always 1. */
static bool has_constant(double constant)
{
    return constant < 0 || constant > 0;
}

static void write_mps(FILE *f, const struct matrix *m, const double *cost, double constant)
{
    fprintf(f, "NAME ringfence FREE\nROWS\n N obj\n");
    for (int i = 0; i < m->n_rows; i++)
        fprintf(f, " %c r%d\n", sense_of(m, i), i);
    fprintf(f, "COLUMNS\n");
    write_mps_columns(f, m, cost);
    if (has_constant(constant))
        fprintf(f, "    constant obj %.17g\n", constant);
    fprintf(f, "RHS\n");
    for (int i = 0; i < m->n_rows; i++) {
        double side = sense_of(m, i) == 'G' ? m->row_lower[i] : m->row_upper[i];
        if (side < 0 || side > 0)
            fprintf(f, "    rhs r%d %.17g\n", i, side);
    }
    fprintf(f, "RANGES\n");
    for (int i = 0; i < m->n_rows; i++)
        if (sense_of(m, i) == 'L' && isfinite(m->row_lower[i]))
            fprintf(f, "    rng r%d %.17g\n", i, m->row_upper[i] - m->row_lower[i]);
    fprintf(f, "BOUNDS\n");
    for (int j = 0; j < m->n_cols; j++) {
        fprintf(f, " LO bnd c%d %.17g\n", j, m->col_lower[j]);
        fprintf(f, " UP bnd c%d %.17g\n", j, m->col_upper[j]);
    }
    if (has_constant(constant))
        fprintf(f, " FX bnd constant 1\n");
    fprintf(f, "ENDATA\n");
}

struct by_row { int64_t *start; int *column; double *value; };

static struct by_row transpose(struct arena *a, const struct matrix *m)
{
    int64_t n = m->start[m->n_cols];
    struct by_row t = { NEW_ARRAY(a, int64_t, m->n_rows + 2), NEW_ARRAY(a, int, n),
                        NEW_ARRAY(a, double, n) };
    for (int64_t k = 0; k < n; k++)
        t.start[m->row[k] + 2]++;
    for (int i = 0; i < m->n_rows; i++)
        t.start[i + 1] += t.start[i];
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int64_t to = t.start[m->row[k] + 1]++;
            t.column[to] = j;
            t.value[to] = m->value[k];
        }
    return t;
}

static void write_lp_rows(FILE *f, struct arena *a, const struct matrix *m)
{
    struct by_row t = transpose(a, m);
    for (int i = 0; i < m->n_rows; i++) {
        if (t.start[i] == t.start[i + 1])
            continue;
        fprintf(f, " r%d:", i);
        for (int64_t k = t.start[i]; k < t.start[i + 1]; k++)
            fprintf(f, "%s %+.17g c%d", k % 8 == 7 ? "\n " : "", t.value[k], t.column[k]);
        char sense = sense_of(m, i);
        fprintf(f, " %s %.17g\n", sense == 'E' ? "=" : sense == 'L' ? "<=" : ">=",
                sense == 'G' ? m->row_lower[i] : m->row_upper[i]);
    }
}

static void write_lp(FILE *f, struct arena *a, const struct matrix *m, const double *cost,
                     double constant)
{
    fprintf(f, "Minimize\n obj:");
    for (int j = 0; j < m->n_cols; j++)
        if (cost[j] < 0 || cost[j] > 0)
            fprintf(f, " %+.17g c%d\n", cost[j], j);
    fprintf(f, " %+.17g constant\nSubject To\n", constant);
    write_lp_rows(f, a, m);
    fprintf(f, "Bounds\n constant = 1\n");
    for (int j = 0; j < m->n_cols; j++)
        fprintf(f, " %.17g <= c%d <= %.17g\n", m->col_lower[j], j, m->col_upper[j]);
    fprintf(f, "Generals\n");
    for (int j = 0; j < m->n_cols; j++)
        if (m->integer[j])
            fprintf(f, " c%d\n", j);
    fprintf(f, "End\n");
}

static void write_names(FILE *f, const struct program *p)
{
    char name[300];
    fprintf(f, "kind,code,name,meaning\r\n");
    for (int i = 0; i < p->matrix.n_rows; i++) {
        program_row_name(p, i, name, sizeof name);
        fprintf(f, "row,r%d,\"%s\",\"%s\"\r\n", i, name, p->row_family[i]->rule);
    }
    for (int q = 0; q < N_QUANTITIES; q++)
        for (int j = p->first_column[q]; j < p->first_column[q + 1]; j++) {
            program_column_name(p, j, name, sizeof name);
            fprintf(f, "column,c%d,\"%s\",\"%s\"\r\n", j, name, QUANTITIES[q].meaning);
        }
}

static enum status write_model(struct beside *files, const struct program *p, const char *format,
                               const char *dir, struct err *err)
{
    FILE *f;
    bool mps = strcmp(format, "mps") == 0;
    const char *path = arena_print(files->arena, "%s/%s", dir, mps ? "model.mps" : "model.lp");
    TRY(beside_begin(files, path, &f, err));
    if (mps)
        write_mps(f, &p->matrix, costs_of(p), p->matrix.constant);
    else
        write_lp(f, files->arena, &p->matrix, costs_of(p), p->matrix.constant);
    TRY(beside_end(f, path, err));
    path = arena_print(files->arena, "%s/names.csv", dir);
    TRY(beside_begin(files, path, &f, err));
    write_names(f, p);
    return beside_end(f, path, err);
}

enum status export_model(const struct program *p, const char *format, const char *dir,
                         struct err *err)
{
    TRY(beside_folder(dir, err));
    struct beside files = { .arena = arena_new() };
    enum status status = write_model(&files, p, format, dir, err);
    if (status == OK)
        status = beside_keep(&files, err);
    beside_drop(&files);
    arena_free(files.arena);
    return status;
}
