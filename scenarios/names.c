/* names.c - see names.h.  Scenarios of one case have most of their rows and columns in common, but
 * not at the same places. */
#include "scenarios/names.h"

#include <stdlib.h>
#include <string.h>

typedef void name_of(const struct program *p, int i, char *text, size_t size);

static const char **all_names(struct arena *a, const struct program *p, int n, name_of *name)
{
    const char **all = NEW_ARRAY(a, const char *, n + 1);
    char text[512];
    for (int i = 0; i < n; i++) {
        name(p, i, text, sizeof text);
        all[i] = arena_copy(a, text, strlen(text));
    }
    return all;
}

struct names names_of(struct arena *a, const struct program *p)
{
    const struct matrix *m = &p->matrix;
    return (struct names){ m->n_rows, m->n_cols, all_names(a, p, m->n_rows, program_row_name),
                           all_names(a, p, m->n_cols, program_column_name) };
}

struct place { const char *name; int at; };

static int by_name(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static struct place *in_order(struct arena *a, const char **name, int n)
{
    struct place *place = NEW_ARRAY(a, struct place, n + 1);
    for (int i = 0; i < n; i++)
        place[i] = (struct place){ name[i], i };
    qsort(place, (size_t)n, sizeof *place, by_name);
    return place;
}

static int *places(struct arena *a, const char **name, int n, const char **in, int n_in)
{
    struct arena *scratch = arena_new();
    const struct place *place = in_order(scratch, in, n_in);
    int *at = NEW_ARRAY(a, int, n + 1);
    for (int i = 0; i < n; i++) {
        const struct place *found = bsearch(&(struct place){ .name = name[i] }, place,
                                            (size_t)n_in, sizeof *place, by_name);
        at[i] = found ? found->at : -1;
    }
    arena_free(scratch);
    return at;
}

struct renumbering names_in(struct arena *a, const struct names *names, const struct program *p)
{
    struct arena *scratch = arena_new();
    struct names here = names_of(scratch, p);
    struct renumbering to = { names->n_rows, names->n_columns, here.n_rows, here.n_columns,
                        places(a, names->row, names->n_rows, here.row, here.n_rows),
                        places(a, names->column, names->n_columns, here.column,
                               here.n_columns) };
    arena_free(scratch);
    return to;
}

bool is_at_home(const struct renumbering *to)
{
    bool home = to->n_rows == to->new_rows && to->n_columns == to->new_columns;
    for (int i = 0; i < to->n_rows && home; i++)
        home = to->row[i] == i;
    for (int j = 0; j < to->n_columns && home; j++)
        home = to->column[j] == j;
    return home;
}
