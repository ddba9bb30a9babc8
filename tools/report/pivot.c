/* pivot.c - a view as tables of rows by columns, and tables of one question. */
#include <string.h>

#include "tools/report/pack.h"

enum { AT_ONCE = 9 };             /* columns of one table */

struct result rows_of(const struct result *x, const char *by)
{
    struct result part = *x;
    int from = 0, last = x->n_columns - 1;
    while (from < x->n_rows && strcmp(result_cell(x, from, last), by) != 0)
        from++;
    part.cell = x->cell + from * x->n_columns;
    for (part.n_rows = 0; from + part.n_rows < x->n_rows; part.n_rows++)
        if (strcmp(result_cell(x, from + part.n_rows, last), by) != 0)
            break;
    return part;
}

/* Columns from..to of p->columns; ?1 is the run. */
static enum status ask_part(struct report *r, int side, const struct pivot *p, int from, int to,
                            struct result *out, struct err *err)
{
    const char *given[1 + AT_ONCE] = { r->side[side].id };
    const char *by = p->by ? p->by : "''", *sql = arena_print(r->arena, "SELECT %s", p->row);
    for (int i = from; i < to; i++) {
        given[1 + i - from] = result_cell(&p->columns, i, 0);
        sql = arena_print(r->arena, "%s, %scoalesce(sum(CASE WHEN CAST(%s AS TEXT) = ?%d THEN %s"
                          " END), 0)%s", sql, p->fenced ? "CASE WHEN max(allowed) THEN " : "",
                          p->column, 2 + i - from, p->value,
                          p->fenced ? " ELSE '[z]' END" : "");
    }
    sql = arena_print(r->arena, "%s, %s AS page FROM %s WHERE run = ?1 GROUP BY page, %s"
                      " ORDER BY page, %s", sql, by, p->view, p->row, p->row_order);
    return ask(r, out, sql, given, 1 + to - from, err);
}

enum status pivot_ask(struct report *r, int side, struct pivot *p, struct err *err)
{
    TRY(ask_side(r, &p->columns, arena_print(r->arena, "SELECT CAST(%s AS TEXT) FROM %s WHERE"
                                             " run = ?1 GROUP BY 1 ORDER BY %s", p->column,
                                             p->view, p->column_order), side, err));
    int n = p->columns.n_rows;
    p->n_parts = (n + AT_ONCE - 1) / AT_ONCE;
    p->part = NEW_ARRAY(r->arena, struct result, p->n_parts + 1);
    for (int i = 0; i < p->n_parts; i++)
        TRY(ask_part(r, side, p, i * AT_ONCE, (i + 1) * AT_ONCE < n ? (i + 1) * AT_ONCE : n,
                     &p->part[i], err));
    return OK;
}

void pivot_print(struct report *r, const struct pivot *p, const char *by, const char *caption)
{
    if (p->n_parts == 0)
        page_say(&r->page, "p", "%s: none.", caption);
    for (int i = 0; i < p->n_parts; i++) {
        struct result x = by ? rows_of(&p->part[i], by) : p->part[i];
        struct layout l = { .shaded = p->shaded, .total = p->total };
        layout_column(&l, p->heading, K_TEXT);
        for (int c = i * AT_ONCE; c < p->columns.n_rows && c < (i + 1) * AT_ONCE; c++)
            layout_column(&l, result_cell(&p->columns, c, 0), p->kind);
        l.caption = p->n_parts == 1 ? caption
                    : arena_print(r->arena, "%s, part %d of %d", caption, i + 1, p->n_parts);
        report_table(r, &l, &x);
    }
}

enum status report_pivot(struct report *r, int side, struct pivot *p, const char *caption,
                         struct err *err)
{
    TRY(pivot_ask(r, side, p, err));
    pivot_print(r, p, NULL, caption);
    return OK;
}

enum status pack_table(struct report *r, struct layout *l, const char *sql, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, sql, r->chosen, err));
    report_table(r, l, &x);
    return OK;
}

enum status pack_table_of(struct report *r, struct layout *l, const char *sql, const char *key,
                          struct err *err)
{
    struct result x;
    const char *given[] = { r->side[r->chosen].id, key };
    TRY(ask(r, &x, sql, given, 2, err));
    report_table(r, l, &x);
    return OK;
}
