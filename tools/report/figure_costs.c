/* figure_costs.c - what the spend of a scenario is made of. */
#include "tools/report/charts.h"
#include "tools/report/report.h"

static const char COSTS[] =
    "SELECT title, pounds, discounted_pounds FROM v_costs_named WHERE run = ?1 AND"
    " abs(pounds) >= 0.005 ORDER BY position";

enum status figure_costs(struct report *r, int side, struct err *err)
{
    struct result x;
    struct layout l = { .total = true };
    TRY(ask_side(r, &x, COSTS, side, err));
    l.caption = arena_print(r->arena, "Spend by kind of cost, %s", r->label[side]);
    layout_column(&l, "Kind of cost", K_TEXT);
    layout_column(&l, "Cash", K_POUNDS);
    layout_column(&l, "Discounted", K_POUNDS);
    page_figure(&r->page, arena_print(r->arena, "What %s spends its money on", r->label[side]),
                "Cash over all periods, in pounds, by kind of cost, after rebates");
    chart_waterfall(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                        "Spend by kind of cost",
                        "Bars that add up to the whole spend. The table after it has the "
                        "numbers." },
                    &(struct waterfall_chart){ x.n_rows, column_texts(&x, 0),
                        whole_values(&x, 1), "All spend", K_POUNDS });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
