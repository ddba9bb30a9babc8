/* finance.c - the pack for a finance officer: can each grant be certified, what hits whose budget,
 * and when. */
#include "tools/report/pack.h"

static const char *title(struct report *r)
{
    return arena_print(r->arena, "Finance pack: %s%s%s", r->place, r->n_sides ? ", " : "",
                       r->n_sides ? r->label[r->chosen] : "");
}

static const char TOTALS[] =
    "SELECT sum(award), sum(held_back), sum(paid), sum(moved), sum(\"left\") FROM v_stream_account"
    " WHERE run = ?1";

static enum status lead(struct report *r, const char **text, struct err *err)
{
    struct result x;
    *text = "There is no plan to certify.";
    if (r->n_sides == 0)
        return OK;
    TRY(ask_side(r, &x, TOTALS, r->chosen, err));
    *text = arena_print(r->arena, "Under %s, streams award %s and plan to spend %s of it. %s is "
                        "left when a period ends, and its funders may claim it back.",
                        side_words(r, r->chosen), pounds(r, cell_or_nothing(&x, 0, 0)),
                        pounds(r, cell_or_nothing(&x, 0, 2)), pounds(r, cell_or_nothing(&x, 0, 4)));
    return OK;
}

/* What is carried nets out over all periods. */
static const char STREAMS[] =
    "SELECT title, sum(award), sum(held_back), sum(paid), sum(moved), sum(\"left\"), CASE WHEN"
    " sum(award) = 0 THEN 'No award' WHEN sum(paid) + sum(moved) < 0.5 THEN 'Not used' WHEN"
    " sum(\"left\") < 0.5 THEN 'Fully used' ELSE printf('Underspend %.1f%%', 100 * sum(\"left\") /"
    " sum(received)) END, coalesce(max(CASE WHEN \"left\" >= 0.5 THEN ends END), '')"
    " FROM v_stream_account WHERE run = ?1 GROUP BY position ORDER BY position";

static const char RETURNED[] =
    "SELECT kind, sum(received_pence) / 100.0, sum(paid_pence) / 100.0, sum(left_pence) / 100.0"
    " FROM payer WHERE run = ?1 AND kind <> 'pot' GROUP BY kind HAVING sum(received_pence) > 0"
    " ORDER BY kind DESC";

/* Money that is no stream's any more. */
static enum status print_others(struct report *r, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, RETURNED, r->chosen, err));
    for (int i = 0; i < x.n_rows; i++)
        page_say(&r->page, "p", "%s: %s, of which %s is spent and %s is left.",
                 result_cell(&x, i, 0)[0] == 'v' ? "Moved out of streams to other purposes"
                                                 : "Rebates of providers that are spent again",
                 pounds(r, cell_or_nothing(&x, i, 1)), pounds(r, cell_or_nothing(&x, i, 2)),
                 pounds(r, cell_or_nothing(&x, i, 3)));
    return OK;
}

enum status finance_summary(struct report *r, struct err *err)
{
    struct layout l = { .total = true };
    l.caption = arena_print(r->arena, "Streams over all periods, cash, %s",
                            r->label[r->chosen]);
    layout_column(&l, "Stream", K_TEXT);
    layout_column(&l, "Award", K_POUNDS);
    layout_column(&l, "Held back", K_POUNDS);
    layout_column(&l, "Planned", K_POUNDS);
    layout_column(&l, "Moved", K_POUNDS);
    layout_column(&l, "Left", K_POUNDS);
    layout_column(&l, "Status", K_TEXT);
    layout_column(&l, "Claimed back after", K_TEXT);
    TRY(pack_table(r, &l, STREAMS, err));
    TRY(print_others(r, err));
    return figure_matrix(r, r->chosen, err);
}

static const struct section SECTIONS[] = {
    { { "trouble", NULL }, section_trouble, true },
    { { "summary", "Summary" }, finance_summary, false },
    { { "streams", "Each stream" }, finance_streams, false },
    { { "authorities", "Each authority" }, finance_authorities, false },
    { { "contracts", "Contracts" }, finance_contracts, false },
    { { "like", "Like for like" }, section_like_for_like, false },
    { { "assumptions", "What was assumed" }, board_assumptions, false },
    { { "sure", "How sure we are" }, section_how_sure, false },
    { { "checks", "Reconciliations" }, finance_checks, false },
    { { "manifest", "How this pack was made" }, section_manifest, true },
};

const struct report_kind FINANCE = {
    "finance", "a pack for a finance officer: each stream, authority and contract, reconciled",
    false, title, lead, SECTIONS, COUNT(SECTIONS),
};
