/* finance_streams.c - a page for each stream, to be certified by the section 151 officer. */
#include "tools/report/pack.h"

static const char CONDITIONS[] =
    "SELECT 'Roles' AS what, CASE WHEN count(*) = (SELECT count(*) FROM role WHERE run = ?1) THEN"
    " 'all' ELSE group_concat(title, ', ') END AS which FROM (SELECT coalesce(r.name, r.role) AS"
    " title FROM stream_role x JOIN role r ON r.run = x.run AND r.role = x.role WHERE x.run = ?1"
    " AND x.stream = ?2 ORDER BY r.role) UNION ALL "
    "SELECT 'Courses', CASE WHEN count(*) = (SELECT count(*) FROM course WHERE run = ?1) THEN"
    " 'all' ELSE group_concat(title, ', ') END FROM (SELECT coalesce(c.name, c.course) AS title"
    " FROM stream_course x JOIN course c ON c.run = x.run AND c.course = x.course WHERE"
    " x.run = ?1 AND x.stream = ?2 ORDER BY c.course) UNION ALL "
    "SELECT 'Limits', CASE WHEN max_share < 1 THEN printf('%g%% of eligible costs at most; ', 100 *"
    " max_share) ELSE '' END || CASE WHEN cap_per_learner IS NULL THEN '' ELSE printf('£%.2f for a"
    " learner at most; ', cap_per_learner) END || CASE WHEN carry_over > 0 THEN printf('%g%% may be"
    " carried to the next period; ', 100 * carry_over) ELSE 'nothing is carried to the next period;"
    " ' END || CASE WHEN virement > 0 THEN printf('%g%% may be moved to other purposes', 100 *"
    " virement) ELSE 'nothing is moved to other purposes' END FROM stream WHERE run = ?1 AND"
    " stream = ?2";

static enum status print_conditions(struct report *r, const char *stream, const char *name,
                                    struct err *err)
{
    struct layout l = { 0 };
    l.caption = arena_print(r->arena, "Conditions of %s", name);
    layout_column(&l, "Condition", K_TEXT);
    layout_column(&l, "What it allows", K_TEXT);
    return pack_table_of(r, &l, CONDITIONS, stream, err);
}

static const char ACCOUNT[] =
    "SELECT period, ends, award, held_back, carried_in, paid, moved, carried_out, \"left\" FROM"
    " v_stream_account WHERE run = ?1 AND stream = ?2 ORDER BY time";

static enum status print_account(struct report *r, const char *stream, const char *name,
                                 struct err *err)
{
    struct layout l = { .total = true };
    l.caption = arena_print(r->arena, "%s by period, cash", name);
    layout_column(&l, "Period", K_TEXT);
    layout_column(&l, "Ends", K_TEXT);
    layout_column(&l, "Award", K_POUNDS);
    layout_column(&l, "Held back", K_POUNDS);
    layout_column(&l, "Carried in", K_POUNDS);
    layout_column(&l, "Planned", K_POUNDS);
    layout_column(&l, "Moved", K_POUNDS);
    layout_column(&l, "Carried on", K_POUNDS);
    layout_column(&l, "Left", K_POUNDS);
    return pack_table_of(r, &l, ACCOUNT, stream, err);
}

static const char CONTRACTS[] =
    "SELECT provider, buyer, group_concat(period, ', '), sum(value), sum(rebate), stream FROM"
    " (SELECT coalesce(v.name, c.provider) AS provider, c.provider AS id, c.buyer, c.period,"
    " c.value, c.rebate, c.stream FROM v_stream_contract c JOIN provider v ON v.run = c.run AND"
    " v.provider = c.provider JOIN period t ON t.run = c.run AND t.period = c.period WHERE"
    " c.run = ?1 ORDER BY c.stream, c.provider, c.buyer, t.position) GROUP BY stream, id, buyer"
    " ORDER BY stream, id, buyer";

static void print_contracts(struct report *r, const struct result *all, const char *stream,
                            const char *name)
{
    struct result x = rows_of(all, stream);
    struct layout l = { 0 };
    l.caption = arena_print(r->arena, "Contracts through which %s pays fees, each with its whole "
                            "value", name);
    layout_column(&l, "Provider", K_TEXT);
    layout_column(&l, "Buyer", K_TEXT);
    layout_column(&l, "Periods", K_TEXT);
    layout_column(&l, "Value", K_POUNDS);
    layout_column(&l, "Rebate", K_POUNDS);
    report_table(r, &l, &x);
}

static const char OUTSIDE[] =
    "SELECT sum(paid), sum(outside), coalesce((SELECT sum(\"left\") FROM v_stream_account a WHERE"
    " a.run = ?1 AND a.stream = f.stream), 0), stream FROM (SELECT stream, 0 AS paid, 0 AS outside"
    " FROM stream WHERE run = ?1 UNION ALL SELECT b.stream, 1, 0 FROM payment z JOIN payer b ON"
    " b.run = z.run AND b.payer = z.payer WHERE z.run = ?1 AND b.kind = 'pot' UNION ALL"
    " SELECT b.stream, 0, 1 FROM (SELECT payer, bucket FROM check_ring_fence WHERE run = ?1 UNION"
    " SELECT payer, bucket FROM check_scope WHERE run = ?1) x JOIN payer b ON b.run = ?1 AND"
    " b.payer = x.payer WHERE b.kind = 'pot') f GROUP BY stream ORDER BY stream";

static void say_outside(struct report *r, const struct result *all, const char *stream)
{
    struct result x = rows_of(all, stream);
    page_say(&r->page, "p", "Of %s payments, %s lie outside its conditions, place or period: "
             "found by looking at each again. What is left when a period ends, %s over all "
             "periods, may be clawed back.", page_figure_of(r->arena, K_COUNT,
                                                            cell_or_nothing(&x, 0, 0), false),
             page_figure_of(r->arena, K_COUNT, cell_or_nothing(&x, 0, 1), false),
             pounds(r, cell_or_nothing(&x, 0, 2)));
}

static void put_signature(struct report *r, const char *name)
{
    PAGE(&r->page, "<div class=\"box\">\n");
    page_say(&r->page, "p", "I certify that the planned spend of %s is for the purposes for which "
             "it was awarded.", name);
    PAGE(&r->page, "<dl class=\"sign\">\n<dt>Section 151 officer</dt><dd></dd>\n"
                   "<dt>Signature</dt><dd></dd>\n<dt>Date</dt><dd></dd>\n</dl>\n</div>\n");
}

/* Asked of all streams at once. */
struct pages { struct pivot kinds; struct result contracts, outside; };

static enum status ask_pages(struct report *r, struct pages *p, struct err *err)
{
    p->kinds = (struct pivot){
        .view = "v_stream_spend", .by = "stream", .row = "title", .row_order = "max(position)",
        .column = "period", .column_order = "max(time)", .value = "pounds", .fenced = true,
        .heading = "Kind of cost", .kind = K_POUNDS, .total = true };
    TRY(pivot_ask(r, r->chosen, &p->kinds, err));
    TRY(ask_side(r, &p->contracts, CONTRACTS, r->chosen, err));
    return ask_side(r, &p->outside, OUTSIDE, r->chosen, err);
}

static enum status print_stream(struct report *r, const struct pages *p, const char *stream,
                                const char *name, struct err *err)
{
    TRY(print_account(r, stream, name, err));
    say_outside(r, &p->outside, stream);
    pivot_print(r, &p->kinds, stream,
                arena_print(r->arena, "Eligible spend of %s by kind of cost, cash", name));
    page_say(&r->page, "p class=\"small\"",
             "[z]: the conditions of the stream do not let it pay for this.");
    PAGE(&r->page, "<div class=\"small\">\n");
    TRY(print_conditions(r, stream, name, err));
    print_contracts(r, &p->contracts, stream, name);
    PAGE(&r->page, "</div>\n");
    put_signature(r, name);
    return OK;
}

/* The chapter begins a sheet, and its first stream is on it. */
enum status finance_streams(struct report *r, struct err *err)
{
    struct result x;
    struct pages pages;
    TRY(ask_side(r, &x, "SELECT stream, title FROM v_stream_account WHERE run = ?1"
                        " GROUP BY position ORDER BY position", r->chosen, err));
    TRY(ask_pages(r, &pages, err));
    for (int i = 0; i < x.n_rows; i++) {
        const char *name = result_cell(&x, i, 1);
        if (i == 0)
            page_say(&r->page, "h3", "%s", name);
        else
            page_say(&r->page, "h3 class=\"next\"", "%s", name);
        TRY(print_stream(r, &pages, result_cell(&x, i, 0), name, err));
    }
    return OK;
}
