/* rows.c - rows of a query, kept. */
#include "tools/verify/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool take_row(void *context, int n, const char *const *names, const char *const *values)
{
    struct rows *r = context;
    if (!r->name) {
        r->n_columns = n;
        r->name = NEW_ARRAY(r->arena, const char *, n);
        for (int i = 0; i < n; i++)
            r->name[i] = arena_copy(r->arena, names[i], strlen(names[i]));
    }
    int filled = r->n++ * n;
    for (int i = 0; i < n; i++)
        *PUSH(r->arena, r->cell, filled, r->room) =
            values[i] ? arena_copy(r->arena, values[i], strlen(values[i])) : NULL;
    return true;
}

enum status rows_read(struct rows *r, struct arena *a, struct store *s, const char *sql,
                      const char *run, struct err *err)
{
    *r = (struct rows){ .arena = a };
    return store_query(s, sql, &run, run ? 1 : 0, take_row, r, err);
}

double row_number(const struct rows *r, int row, int column)
{
    const char *text = row_text(r, row, column);
    return text ? strtod(text, NULL) : NAN;
}

long long row_whole(const struct rows *r, int row, int column)
{
    const char *text = row_text(r, row, column);
    return text ? strtoll(text, NULL, 10) : -1;
}
