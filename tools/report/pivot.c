/* pivot.c - a view as tables of rows by columns, and tables of one question. */
#include "tools/report/pack.h"

enum { AT_ONCE = 9, FIXED = 2 };  /* columns of one table; parameters before them */

static const char *where_of(struct report *r, const struct pivot *p)
{
    return p->where ? arena_print(r->arena, "%s WHERE run = ?1 AND %s", p->view, p->where)
                    : arena_print(r->arena, "%s WHERE run = ?1", p->view);
}

/* Columns from..to of the answer `columns`; ?1 is the run, ?2 the key. */
static enum status print_some(struct report *r, int side, const struct pivot *p,
                              const struct result *columns, int from, int to, struct err *err)
{
    struct result x;
    struct layout l = { .shaded = p->shaded, .total = p->total };
    const char *given[FIXED + AT_ONCE] = { r->side[side].id, p->key ? p->key : "" };
    const char *sql = arena_print(r->arena, "SELECT %s", p->row);
    layout_column(&l, p->heading, K_TEXT);
    for (int i = from; i < to; i++) {
        given[FIXED + i - from] = result_cell(columns, i, 0);
        sql = arena_print(r->arena, "%s, %scoalesce(sum(CASE WHEN CAST(%s AS TEXT) = ?%d THEN %s"
                          " END), 0)%s", sql, p->fenced ? "CASE WHEN max(allowed) THEN " : "",
                          p->column, FIXED + 1 + i - from, p->value,
                          p->fenced ? " ELSE '[z]' END" : "");
        layout_column(&l, result_cell(columns, i, 0), p->kind);
    }
    sql = arena_print(r->arena, "%s FROM %s GROUP BY %s ORDER BY %s", sql, where_of(r, p), p->row,
                      p->row_order);
    TRY(ask(r, &x, sql, given, FIXED + to - from, err));
    l.caption = columns->n_rows <= AT_ONCE ? p->caption
                : arena_print(r->arena, "%s, part %d of %d", p->caption, from / AT_ONCE + 1,
                              (columns->n_rows + AT_ONCE - 1) / AT_ONCE);
    report_table(r, &l, &x);
    return OK;
}

enum status report_pivot(struct report *r, int side, const struct pivot *p, struct err *err)
{
    struct result columns;
    const char *given[] = { r->side[side].id, p->key ? p->key : "" };
    TRY(ask(r, &columns, arena_print(r->arena, "SELECT CAST(%s AS TEXT) FROM %s GROUP BY 1"
                                     " ORDER BY %s", p->column, where_of(r, p), p->column_order),
            given, p->key ? 2 : 1, err));
    if (columns.n_rows == 0)
        page_say(&r->page, "p", "%s: none.", p->caption);
    for (int i = 0; i < columns.n_rows; i += AT_ONCE)
        TRY(print_some(r, side, p, &columns, i,
                       i + AT_ONCE < columns.n_rows ? i + AT_ONCE : columns.n_rows, err));
    if (p->note && columns.n_rows)
        page_say(&r->page, "p class=\"small\"", "%s", p->note);
    return OK;
}

enum status pack_table(struct report *r, struct layout *l, const char *sql, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, sql, board_chosen(r), err));
    report_table(r, l, &x);
    return OK;
}

enum status pack_table_of(struct report *r, struct layout *l, const char *sql, const char *key,
                          struct err *err)
{
    struct result x;
    const char *given[] = { r->side[board_chosen(r)].id, key };
    TRY(ask(r, &x, sql, given, 2, err));
    report_table(r, l, &x);
    return OK;
}
