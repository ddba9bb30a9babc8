/* finance_authorities.c - a page for each authority: its share, and what it spends when, in cash,
 * at the prices of one year, and at what that is worth today. */
#include "tools/report/pack.h"

static const char SHARES[] =
    "SELECT s.la, s.pounds, p.puts_in, p.net, p.from_common, s.pounds / sum(s.pounds) OVER (),"
    " coalesce(n.learners, 0) FROM (SELECT la, sum(pounds) AS pounds FROM v_spend_by_la_and_stream"
    " WHERE run = ?1 GROUP BY la) s LEFT JOIN (SELECT * FROM v_puts_in WHERE run = ?1) p ON"
    " p.la = s.la LEFT JOIN (SELECT * FROM v_learners_by_la WHERE run = ?1) n ON n.la = s.la"
    " ORDER BY s.la";

static enum status print_shares(struct report *r, struct result *x, struct err *err)
{
    struct layout l = { .total = true };
    TRY(ask_side(r, x, SHARES, r->chosen, err));
    l.caption = arena_print(r->arena, "Spend for each authority over all periods, cash, %s",
                            r->label[r->chosen]);
    layout_column(&l, "Authority", K_TEXT);
    layout_column(&l, "Spend for it", K_POUNDS);
    layout_column(&l, "Its money pays", K_POUNDS);
    layout_column(&l, "Net from others", K_POUNDS);
    layout_column(&l, "From common pots", K_POUNDS);
    layout_column(&l, "Share of spend", K_SHARE);
    layout_column(&l, "Learners", K_PEOPLE);
    report_table(r, &l, x);
    page_say(&r->page, "p class=\"small\"", "Net from others: what other authorities' money pays "
             "for it, less what its own pays for others. Costs of buyers are shown against "
             "authorities by the fees of their learners on the buyer's cohorts.");
    return OK;
}

/* Three tables: one never mixes cash, real and present value. */
enum { CASH, REAL, PRESENT, N_VALUES };
static const char *const VALUE[] = { "pounds", "real_pounds", "discounted_pounds" };

static enum status ask_values(struct report *r, struct pivot *p, struct err *err)
{
    for (int i = 0; i < N_VALUES; i++) {
        p[i] = (struct pivot){
            .view = "(SELECT v.run, v.la, v.period, v.time, coalesce(f.name, CASE v.stream WHEN"
                    " 'rebate' THEN 'Rebates' WHEN 'virement' THEN 'Money moved between funds'"
                    " ELSE v.stream END) AS title, v.pounds, v.real_pounds, v.discounted_pounds"
                    " FROM v_spend_by_la_and_stream v LEFT JOIN stream f ON f.run = v.run AND"
                    " f.stream = v.stream)",
            .by = "la", .row = "title", .row_order = "title", .column = "period",
            .column_order = "max(time)", .value = VALUE[i], .heading = "Stream",
            .kind = K_POUNDS, .total = true };
        TRY(pivot_ask(r, r->chosen, &p[i], err));
    }
    return OK;
}

static const char PRICES[] =
    "SELECT f.period, printf('%g', 100 * coalesce((SELECT CAST(value AS REAL) FROM"
    " input_parameters WHERE run = ?1 AND parameter = 'discount_rate'), 0.035))"
    " FROM period f WHERE f.run = ?1 AND f.position = 1";

static void print_authority(struct report *r, const struct result *x, int i,
                            const struct result *prices, const struct pivot *value)
{
    const char *la = result_cell(x, i, 0), *first = result_cell(prices, 0, 0);
    double net = cell_or_nothing(x, i, 3);
    page_say(&r->page, "h3 class=\"next\"", "%s", la);
    page_say(&r->page, "p", "%s is spent for %s, %s of all spend, on %s learners. Its own money "
             "pays %s. %s %s, and %s comes from common pots.",
             pounds(r, cell_or_nothing(x, i, 1)), la, share(r, cell_or_nothing(x, i, 5)),
             people(r, cell_or_nothing(x, i, 6)), pounds(r, cell_or_nothing(x, i, 2)),
             net < -0.5 ? "It puts in more than it draws out, by"
             : net > 0.5 ? "It draws out more than it puts in, by"
                         : "What it puts in and draws out differs by",
             pounds(r, net < 0 ? -net : net), pounds(r, cell_or_nothing(x, i, 4)));
    pivot_print(r, &value[CASH], la, arena_print(r->arena, "%s, cash of each period", la));
    pivot_print(r, &value[REAL], la, arena_print(r->arena, "%s, real terms: prices of %s", la,
                                                 first));
    pivot_print(r, &value[PRESENT], la,
                arena_print(r->arena, "%s, present value: cash discounted to %s at %s%% a year",
                            la, first, result_cell(prices, 0, 1)));
}

enum status finance_authorities(struct report *r, struct err *err)
{
    struct result x, prices;
    struct pivot value[N_VALUES];
    TRY(ask_side(r, &prices, PRICES, r->chosen, err));
    TRY(print_shares(r, &x, err));
    TRY(figure_puts_in(r, r->chosen, err));
    TRY(ask_values(r, value, err));
    for (int i = 0; i < x.n_rows; i++)
        print_authority(r, &x, i, &prices, value);
    return OK;
}
