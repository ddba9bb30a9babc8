/* foremost.c - charts of more names than can be read on a sheet draw the foremost of them; the
 * table after the chart has them all. */
#include <string.h>

#include "tools/report/report.h"

static bool names(const struct result *x, const char *text)
{
    for (int i = 0; i < x->n_rows; i++)
        if (strcmp(result_cell(x, i, 0), text) == 0)
            return true;
    return false;
}

enum status ask_foremost(struct report *r, struct foremost *f, const struct result *x,
                         const char *view, const char *name, const char *order, int side,
                         struct err *err)
{
    struct result y;
    *f = (struct foremost){ .arena = x->arena, .of = x->n_rows,
                            .row = NEW_ARRAY(x->arena, int, x->n_rows + 1) };
    if (x->n_rows > NAMES_MOST)
        TRY(ask_side(r, &y, arena_print(r->arena, "SELECT %s, count(*) OVER () AS \"of\","
                                        " row_number() OVER (ORDER BY %s) AS place FROM %s WHERE"
                                        " run = ?1 ORDER BY place LIMIT %d", name, order, view,
                                        NAMES_DRAWN), side, err));
    for (int i = 0; i < x->n_rows; i++)
        if (x->n_rows <= NAMES_MOST || names(&y, result_cell(x, i, 0)))
            f->row[f->n++] = i;
    return OK;
}

const char *const *foremost_texts(const struct foremost *f, const char *const *text)
{
    const char **some = NEW_ARRAY(f->arena, const char *, f->n + 1);
    for (int i = 0; i < f->n; i++)
        some[i] = text[f->row[i]];
    return some;
}

const double *foremost_values(const struct foremost *f, const double *value)
{
    double *some = NEW_ARRAY(f->arena, double, f->n + 1);
    for (int i = 0; i < f->n; i++)
        some[i] = value[f->row[i]];
    return some;
}

const char *foremost_words(const struct foremost *f, const char *with)
{
    return f->n == f->of ? "" : arena_print(f->arena, " (drawn: the %d of %s with %s)", f->n,
                                            spell_number(f->arena, f->of), with);
}
