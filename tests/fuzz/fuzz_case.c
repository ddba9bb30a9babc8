/* fuzz_case.c - a case folder through every check and, when it is sound, into its programs.
 *
 * An input is the files that differ from those of case_files.c, each after a line "=== name". */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "program.h"
#include "sets.h"
#include "tests/case_files.h"
#include "tests/fuzz/fuzz.h"
#include "world.h"

enum { SCENARIOS_MOST = 4, CELLS_MOST = 20000 };

/* One more file of the input; the names of the schema only, so that folders stay folders. */
static const char *put_next(const char *at, const char *end)
{
    const char *line = memchr(at, '\n', (size_t)(end - at));
    char file[40] = "", name[24] = "";
    if (!line)
        return end;
    size_t length = (size_t)(line - at) < sizeof file ? (size_t)(line - at) : sizeof file - 1;
    memcpy(file, at, length);
    const char *next = memmem(line, (size_t)(end - line), "\n=== ", 5);
    const char *stop = next ? next + 1 : end;
    if (sscanf(file, "=== %20[a-z_]", name) == 1)
        for (int t = 0; t < N_TABLES; t++)
            if (!strcmp(TABLES[t].name, name)) {
                snprintf(file, sizeof file, "%s.csv", name);
                fuzz_put(file, line + 1, (size_t)(stop - line - 1));
            }
    return stop;
}

static void must_be_numbers(const struct matrix *m)
{
    for (int j = 0; j < m->n_cols; j++)
        must(isfinite(m->cost[j]) && isfinite(m->col_lower[j]) && isfinite(m->col_upper[j]) &&
             m->col_lower[j] <= m->col_upper[j], "a column has a cost and two bounds");
    for (int64_t k = 0; k < m->start[m->n_cols]; k++)
        must(isfinite(m->value[k]) && m->row[k] >= 0 && m->row[k] < m->n_rows,
             "an entry is a number in a row");
    for (int i = 0; i < m->n_rows; i++)
        must(!isnan(m->row_lower[i]) && !isnan(m->row_upper[i]) &&
             m->row_lower[i] < INFINITY && m->row_upper[i] > -INFINITY, "a row has its sides");
    must(isfinite(m->constant), "the constant is a number");
}

static bool is_small(const struct world *w)
{
    double groups = (double)w->n_areas * w->n_roles * w->n_courses * w->n_periods;
    return groups * (w->n_sites + 1) < CELLS_MOST && w->n_streams < 20 &&
           w->n_allocations < 100 && w->n_policies < 40 && w->n_targets < 40;
}

static void build(const struct tables *t, const char *scenario)
{
    struct arena *a = arena_new();
    struct findings f;
    struct err err = { .text = "" };
    struct world *w = NULL;
    findings_init(&f, a);
    const struct tables *changed = tables_changed(a, t, scenario, &f);
    enum status status = world_build(&w, a, changed, scenario, &f, &err);
    must_be_sound(&f);
    must((status == OK) == (w != NULL), "there is a world, or a reason");
    must(status == OK ? !f.n_errors : status == BAD_INPUT, "errors are the user's");
    must(status == OK || f.n_errors || t->faulty, "what stops a case is said");
    if (w && is_small(w)) {
        struct program *p = program_build(a, sets_build(a, w, NULL), NULL);
        must_be_numbers(&p->matrix);
    }
    arena_free(a);
}

static void build_all(void)
{
    struct arena *a = arena_new();
    struct findings f;
    struct err err;
    struct tables *t;
    findings_init(&f, a);
    must(tables_read(&t, a, fuzz_folder(), &f, &err) == OK, "the folder can be read");
    must_be_sound(&f);
    const struct table *s = &t->table[T_SCENARIOS];
    for (int row = 0; row < s->n_rows && row < SCENARIOS_MOST; row++)
        build(t, cell(s, row, 0));
    build(t, NULL);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;
    fuzz_put_case();
    while (at < end)
        at = put_next(at, end);
    build_all();
    return 0;
}
