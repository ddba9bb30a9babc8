/* figure_puts_in.c - whose money pays for whom: what hides when budgets work together. */
#include "tools/report/charts.h"
#include "tools/report/report.h"

static const char LINES[] = "SELECT la, puts_in, draws_out, net, from_common FROM v_puts_in"
                            " WHERE run = ?1 ORDER BY la";

enum status figure_puts_in(struct report *r, int side, struct err *err)
{
    struct result x;
    struct foremost f;
    struct layout l = { .total = true };
    TRY(ask_side(r, &x, LINES, side, err));
    TRY(ask_foremost(r, &f, &x, "v_puts_in", "la", "abs(net) DESC, la", side, err));
    l.caption = arena_print(r->arena, "What each authority puts in and draws out, %s",
                            r->label[side]);
    layout_column(&l, "Authority", K_TEXT);
    layout_column(&l, "Its money pays", K_POUNDS);
    layout_column(&l, "Paid for it by authorities", K_POUNDS);
    layout_column(&l, "Draws out less puts in", K_POUNDS);
    layout_column(&l, "Paid for it by common pots", K_POUNDS);
    page_figure(&r->page, arena_print(r->arena, "Who puts in and who draws out under %s",
                                      r->label[side]),
                arena_print(r->arena, "Pounds paid for an authority from the authorities' money, "
                            "less what its own money pays, all periods%s",
                            foremost_words(&f, "the largest differences")));
    chart_net(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                  "What each authority draws out less what it puts in",
                  "Bars to the left put in more than they draw out, bars to the right draw out "
                  "more. The table after it has the numbers." },
              &(struct net_chart){ f.n, foremost_texts(&f, column_texts(&x, 0)),
                  foremost_values(&f, whole_values(&x, 3)), "puts in more", "draws out more",
                  K_POUNDS });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
