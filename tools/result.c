/* result.c - the rows of a query: as a table on paper, or as JSON in full precision. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/intake/text.h"
#include "tools/cli.h"

/* Text that is not UTF-8 is left as it is when it has no control character: it shows that the
 * database is damaged, and exports refuse it. */
static bool could_steer(const char *text)
{
    if (text_not_utf8(text, strlen(text)) < 0)
        return text_unsafe(text) != 0;
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            return true;
    return false;
}

/* A database may come from anybody: what could steer a terminal is spelled out. */
static const char *safe(struct arena *a, const char *text)
{
    return could_steer(text) ? text_spelled(a, text) : arena_copy(a, text, strlen(text));
}

static bool take_row(void *context, int n, const char *const *names, const char *const *values)
{
    struct result *r = context;
    if (!r->name) {
        r->n_columns = n;
        r->name = NEW_ARRAY(r->arena, const char *, n);
        for (int i = 0; i < n; i++)
            r->name[i] = arena_copy(r->arena, names[i], strlen(names[i]));
    }
    int filled = r->n_rows++ * n;
    for (int i = 0; i < n; i++)
        *PUSH(r->arena, r->cell, filled, r->room) =
            values[i] ? safe(r->arena, values[i]) : NULL;
    return true;
}

enum status result_read(struct result *r, struct arena *a, struct store *s, const char *sql,
                        const char *const *parameters, int n, struct err *err)
{
    *r = (struct result){ .arena = a };
    return store_query(s, sql, parameters, n, take_row, r, err);
}

double result_number(const struct result *r, int row, int column)
{
    const char *text = result_cell(r, row, column);
    return text ? strtod(text, NULL) : NAN;
}

static json_t *value_json(enum kind kind, const char *text)
{
    if (!text)
        return json_null();
    if (kind_is_text(kind)) {
        json_t *value = json_string(text);
        return value ? value : json_null();
    }
    if (strspn(text, "-0123456789") == strlen(text))
        return json_integer(strtoll(text, NULL, 10));
    return json_real(strtod(text, NULL));
}

json_t *result_json(const struct result *r)
{
    json_t *list = json_array();
    for (int i = 0; i < r->n_rows; i++) {
        json_t *row = json_object();
        for (int c = 0; c < r->n_columns; c++)
            json_object_set_new(row, r->name[c], value_json(figure_named(r->name[c])->kind,
                                                            result_cell(r, i, c)));
        json_array_append_new(list, row);
    }
    return list;
}

static const char *heading_of(struct arena *a, const char *name)
{
    const char *title = figure_named(name)->title;
    char *text = arena_print(a, "%s", title ? title : name);
    for (char *c = text; *c; c++)
        *c = *c == '_' ? ' ' : (char)toupper((unsigned char)*c);
    return text;
}

struct sheet {                    /* a result spelt: one text per cell, and the sums */
    const char **text, **sum;
};

static void spell_column(const struct result *r, int c, struct sheet *s)
{
    enum kind kind = figure_named(r->name[c])->kind;
    double *value = NEW_ARRAY(r->arena, double, r->n_rows + 1);
    long long *whole = NEW_ARRAY(r->arena, long long, r->n_rows + 1), sum = 0;
    for (int i = 0; i < r->n_rows && !kind_is_text(kind); i++)
        value[i] = result_number(r, i, c);
    if (adds_up(kind))
        round_to_whole(r->arena, value, r->n_rows, whole);
    for (int i = 0; i < r->n_rows; i++) {
        const char *cell = result_cell(r, i, c);
        s->text[i * r->n_columns + c] =
            !cell ? "" : kind_is_text(kind) ? cell : adds_up(kind)
                ? spell_whole(r->arena, kind, whole[i], false)
                : spell_figure(r->arena, kind, value[i], false);
        sum += whole[i];
    }
    s->sum[c] = adds_up(kind) ? spell_whole(r->arena, kind, sum, false) : c == 0 ? "total" : "";
}

void print_result(const struct result *r, const char *title, int most, bool with_total)
{
    if (r->n_rows == 0)
        return;
    struct sheet s = { NEW_ARRAY(r->arena, const char *, r->n_rows * r->n_columns),
                       NEW_ARRAY(r->arena, const char *, r->n_columns) };
    struct grid *g = grid_new();
    for (int c = 0; c < r->n_columns; c++) {
        grid_column(g, heading_of(r->arena, r->name[c]),
                    !kind_is_text(figure_named(r->name[c])->kind));
        spell_column(r, c, &s);
    }
    int shown = most && r->n_rows > most ? most : r->n_rows;
    for (int i = 0; i < shown; i++) {
        grid_row(g);
        for (int c = 0; c < r->n_columns; c++)
            grid_cell(g, s.text[i * r->n_columns + c]);
    }
    if (with_total && r->n_rows > 1) {
        grid_row(g);
        for (int c = 0; c < r->n_columns; c++)
            grid_cell(g, s.sum[c]);
    }
    printf("\n%s\n", title);
    grid_print(g);
    if (shown < r->n_rows)
        printf("... and %d more rows (--all shows them)\n", r->n_rows - shown);
}
