/* board.c - the paper for a partnership board: four sides of A4, the decision first. */
#include <math.h>
#include <string.h>

#include "tools/report/report.h"

/* The option that the paper speaks of: the preferred one, or the last. */
static int chosen(const struct report *r)
{
    return r->preferred >= 0 ? r->preferred : r->n_sides - 1;
}

static const char *title(struct report *r)
{
    return arena_print(r->arena, "How to buy training together: %s", r->place);
}

static enum status lead(struct report *r, const char **text, struct err *err)
{
    const char *list = "";
    *text = "There is no plan to decide on.";
    for (int i = 0; i < r->n_sides; i++) {
        double coverage;
        TRY(ask_figure(r, &coverage, "coverage of targets", i, err));
        list = arena_print(r->arena, "%s%s%s under %s", list,
                           i == 0 ? "" : i + 1 < r->n_sides ? ", " : " and ", share(r, coverage),
                           r->label[i]);
    }
    if (r->n_sides)
        *text = arena_print(r->arena, "Of the people whom the targets ask for, %s would be there "
                            "at the end.", list);
    return OK;
}

/* ---- the decision ---- */

static const char FUNDING[] =
    "SELECT coalesce(f.name, s.stream), s.paid FROM v_spend_by_stream s LEFT JOIN stream f ON"
    " f.run = s.run AND f.stream = s.stream WHERE s.run = ?1 AND s.paid > 0 ORDER BY s.paid DESC";

static enum status say_funding(struct report *r, int side, struct err *err)
{
    struct result x;
    const char *list = "";
    long long sum = 0;
    TRY(ask_side(r, &x, FUNDING, side, err));
    long long *whole = NEW_ARRAY(r->arena, long long, x.n_rows + 1);
    round_to_whole(r->arena, column_values(&x, 1), x.n_rows, whole);
    for (int i = 0; i < x.n_rows; i++) {
        list = arena_print(r->arena, "%s%s%s %s", list, i ? "; " : "", result_cell(&x, i, 0),
                           page_whole(r->arena, K_POUNDS, whole[i], false));
        sum += whole[i];
    }
    page_say(&r->page, "h3", "Source of funding");
    page_say(&r->page, "p", "%s. Together %s.", list, page_whole(r->arena, K_POUNDS, sum, false));
    return OK;
}

static enum status decision(struct report *r, struct err *err)
{
    int side = chosen(r);
    PAGE(&r->page, "<div class=\"box\">\n");
    page_say(&r->page, "h3", "Decision needed");
    if (r->preferred >= 0)
        page_say(&r->page, "p", "Agree to buy training under %s.", side_words(r, side));
    else
        page_say(&r->page, "p", "Choose how to buy training. No option has been named as "
                 "preferred; the figures below are those of %s.", side_words(r, side));
    TRY(say_funding(r, side, err));
    PAGE(&r->page, "</div>\n");
    return figure_coverage(r, err);
}

/* ---- options ---- */

static enum status options(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "The options" };
    const char *sql = "SELECT upper(substr(figure, 1, 1)) || substr(figure, 2), (SELECT n.value"
                      " FROM v_nothing_figures n WHERE n.run = ?1 AND n.figure = f.figure)";
    layout_column(&l, "Figure", K_TEXT);
    layout_column(&l, "Do nothing", K_BY_UNIT);
    const char *runs = "";
    for (int i = 1; i <= r->n_sides; i++) {
        sql = arena_print(r->arena, "%s, sum(CASE WHEN run = ?%d THEN value END)", sql, i);
        runs = arena_print(r->arena, "%s%s?%d", runs, i > 1 ? ", " : "", i);
    }
    layout_sides(&l, r, K_BY_UNIT);
    TRY(ask_all(r, &x, arena_print(r->arena, "%s, unit FROM v_figures f WHERE run IN (%s) GROUP BY"
                                   " position, figure, unit ORDER BY position", sql, runs), err));
    report_table(r, &l, &x);
    return OK;
}

static enum status gains(struct report *r, struct err *err)
{
    return figure_puts_in(r, chosen(r), err);
}

static const struct section SECTIONS[] = {
    { { "trouble", NULL }, section_trouble, true },
    { { "decision", "The decision" }, decision, false },
    { { "options", "The options" }, options, false },
    { { "gains", "What each authority gains, puts in and draws out" }, gains, false },
    { { "sure", "How sure we are" }, section_how_sure, false },
    { { "manifest", "How this paper was made" }, section_manifest, true },
};

const struct report_kind BOARD = {
    "board", "a paper for a partnership board: the decision, options, gains, risks", false, title,
    lead, SECTIONS, COUNT(SECTIONS),
};
