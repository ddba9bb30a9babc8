/* ask.c - questions of a report; each is kept with its answer. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/report/report.h"

static json_t *values_json(const struct result *x)
{
    json_t *rows = json_array();
    for (int i = 0; i < x->n_rows; i++) {
        json_t *row = json_array();
        for (int c = 0; c < x->n_columns; c++) {
            const char *text = result_cell(x, i, c);
            json_array_append_new(row, text ? json_string(text) : json_null());
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

static void keep(struct report *r, const char *sql, const char *const *runs, int n,
                 const struct result *x)
{
    json_t *one = json_object(), *list = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(list, json_string(runs[i]));
    json_object_set_new(one, "sql", json_string(sql));
    json_object_set_new(one, "parameters", list);
    json_object_set_new(one, "rows", values_json(x));
    json_array_append_new(r->questions, one);
}

enum status ask(struct report *r, struct result *out, const char *sql, const char *const *runs,
                int n, struct err *err)
{
    TRY(result_read(out, r->arena, r->store, sql, runs, n, err));
    keep(r, sql, runs, n, out);
    return OK;
}

enum status ask_side(struct report *r, struct result *out, const char *sql, int side,
                     struct err *err)
{
    const char *run = r->side[side].id;
    return ask(r, out, sql, &run, 1, err);
}

enum status ask_all(struct report *r, struct result *out, const char *sql, struct err *err)
{
    const char *runs[SIDES_MAX];
    for (int i = 0; i < r->n_sides; i++)
        runs[i] = r->side[i].id;
    return ask(r, out, sql, runs, r->n_sides, err);
}

static enum status ask_each(struct report *r, struct result *out, bool with_nothing,
                            const char *view, const char *key, const char *value,
                            const char *order, struct err *err)
{
    const char *columns = "", *runs = "", *run[SIDES_MAX];
    int n = 0;
    for (int i = 0; i < r->n_sides; i++) {
        if (!with_nothing && i == r->nothing)
            continue;
        run[n++] = r->side[i].id;
        columns = arena_print(r->arena, "%s, sum(CASE WHEN run = ?%d THEN %s END) AS side_%d",
                              columns, n, value, n);
        runs = arena_print(r->arena, "%s%s?%d", runs, n > 1 ? ", " : "", n);
    }
    return ask(r, out, arena_print(r->arena, "SELECT %s%s FROM %s WHERE run IN (%s)"
                                   " GROUP BY %s ORDER BY %s", key, columns, view, runs, key,
                                   order ? order : key), run, n, err);
}

enum status ask_sides(struct report *r, struct result *out, const char *view, const char *key,
                      const char *value, const char *order, struct err *err)
{
    return ask_each(r, out, true, view, key, value, order, err);
}

enum status ask_plans(struct report *r, struct result *out, const char *view, const char *key,
                      const char *value, const char *order, struct err *err)
{
    return ask_each(r, out, false, view, key, value, order, err);
}

enum status ask_figure(struct report *r, double *out, const char *figure, int side,
                       struct err *err)
{
    struct result x;
    const char *given[] = { r->side[side].id, figure };
    TRY(ask(r, &x, "SELECT value FROM v_figures WHERE run = ?1 AND figure = ?2", given, 2, err));
    *out = x.n_rows ? cell_or_nothing(&x, 0, 0) : 0;
    return OK;
}

double cell_or_nothing(const struct result *x, int row, int column)
{
    double value = result_number(x, row, column);
    return isfinite(value) ? value : 0;
}

double *column_values(const struct result *x, int column)
{
    double *value = NEW_ARRAY(x->arena, double, x->n_rows + 1);
    for (int i = 0; i < x->n_rows; i++)
        value[i] = cell_or_nothing(x, i, column);
    return value;
}

double *whole_values(const struct result *x, int column)
{
    double *value = column_values(x, column);
    long long *whole = NEW_ARRAY(x->arena, long long, x->n_rows + 1);
    round_to_whole(x->arena, value, x->n_rows, whole);
    for (int i = 0; i < x->n_rows; i++)
        value[i] = (double)whole[i];
    return value;
}

const char **column_texts(const struct result *x, int column)
{
    const char **text = NEW_ARRAY(x->arena, const char *, x->n_rows + 1);
    for (int i = 0; i < x->n_rows; i++)
        text[i] = result_cell(x, i, column) ? result_cell(x, i, column) : "";
    return text;
}

const char *pounds(struct report *r, double value)
{
    return page_figure_of(r->arena, K_POUNDS, value, false);
}

const char *people(struct report *r, double value)
{
    return page_figure_of(r->arena, K_PEOPLE, value, false);
}

const char *share(struct report *r, double value)
{
    return page_figure_of(r->arena, K_SHARE, value, false);
}

const char *side_words(const struct report *r, int side)
{
    const struct side *s = &r->side[side];
    return s->name[0] ? arena_print(r->arena, "%s (%s)", s->scenario, s->name) : s->scenario;
}
