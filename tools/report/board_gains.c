/* board_gains.c - authority by authority: who is short, who puts in, who draws out. */
#include "tools/report/board.h"

static enum status print_short(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "People short of targets, by authority", .total = true };
    const char *sql = "SELECT n.la, n.want, n.missing";
    for (int i = 1; i <= r->n_sides; i++)
        sql = arena_print(r->arena, "%s, (SELECT c.missing FROM v_coverage_by_la c WHERE"
                          " c.run = ?%d AND c.la = n.la)", sql, i);
    TRY(ask_all(r, &x, arena_print(r->arena, "%s FROM v_nothing_by_la n WHERE n.run = ?1"
                                   " ORDER BY n.la", sql), err));
    layout_column(&l, "Authority", K_TEXT);
    layout_column(&l, "Wanted", K_PEOPLE);
    layout_column(&l, "Short if nothing is done", K_PEOPLE);
    for (int i = 0; i < r->n_sides; i++)
        layout_column(&l, arena_print(r->arena, "Short under %s", r->label[i]), K_PEOPLE);
    report_table(r, &l, &x);
    return OK;
}

static enum status print_sectors(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "Share of targets met, by sector" };
    TRY(ask_sides(r, &x, "v_coverage_by_sector", "sector", "coverage", NULL, err));
    layout_column(&l, "Sector", K_TEXT);
    layout_sides(&l, r, K_SHARE);
    report_table(r, &l, &x);
    return OK;
}

enum status board_gains(struct report *r, struct err *err)
{
    TRY(print_short(r, err));
    TRY(figure_puts_in(r, board_chosen(r), err));
    return print_sectors(r, err);
}
