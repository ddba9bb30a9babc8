/* scenario.c - the report of one scenario: who trains where, what it costs, who pays. */
#include "tools/report/report.h"

static const char *title(struct report *r)
{
    const struct side *s = r->n_sides ? &r->side[0] : &r->lost[0];
    return arena_print(r->arena, "%s: %s%s%s", r->place, s->scenario, s->name[0] ? ", " : "",
                       s->name);
}

static enum status lead(struct report *r, const char **text, struct err *err)
{
    double learners, completions, spend, coverage;
    *text = "There is no plan to report on.";
    if (r->n_sides == 0)
        return OK;
    TRY(ask_figure(r, &learners, "learners starting courses", 0, err));
    TRY(ask_figure(r, &completions, "completions", 0, err));
    TRY(ask_figure(r, &spend, "spend after rebates", 0, err));
    TRY(ask_figure(r, &coverage, "coverage of targets", 0, err));
    *text = arena_print(r->arena, "%s people start courses and %s complete them, for %s. %s of "
                        "the people whom targets ask for are there at the end.",
                        people(r, learners), people(r, completions), pounds(r, spend),
                        share(r, coverage));
    return OK;
}

static enum status figures(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "The plan in figures" };
    TRY(ask_side(r, &x, "SELECT upper(substr(figure, 1, 1)) || substr(figure, 2), value, unit FROM"
                        " v_figures WHERE run = ?1 ORDER BY position", 0, err));
    layout_column(&l, "Figure", K_TEXT);
    layout_column(&l, "Value", K_BY_UNIT);
    report_table(r, &l, &x);
    return section_how_sure(r, err);
}

static enum status targets(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "Targets", .total = true };
    TRY(figure_coverage(r, err));
    TRY(ask_side(r, &x, "SELECT target, want, have, missing, coverage FROM v_coverage_by_target"
                        " WHERE run = ?1 ORDER BY target", 0, err));
    layout_column(&l, "Target", K_TEXT);
    layout_column(&l, "Wanted", K_PEOPLE);
    layout_column(&l, "There", K_PEOPLE);
    layout_column(&l, "Short", K_PEOPLE);
    layout_column(&l, "Coverage", K_SHARE);
    report_table(r, &l, &x);
    return OK;
}

static enum status courses(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "What people learn", .total = true };
    TRY(ask_side(r, &x, "SELECT coalesce(c.name, s.course), s.learners, s.completions, s.pounds,"
                        " s.pounds_per_completion FROM v_cost_per_completion s JOIN course c ON"
                        " c.run = s.run AND c.course = s.course WHERE s.run = ?1"
                        " ORDER BY s.course", 0, err));
    layout_column(&l, "Course", K_TEXT);
    layout_column(&l, "Learners", K_PEOPLE);
    layout_column(&l, "Complete", K_PEOPLE);
    layout_column(&l, "Spend on learners", K_POUNDS);
    layout_column(&l, "Each who completes", K_EACH);
    report_table(r, &l, &x);
    TRY(figure_escalator(r, 0, err));
    return figure_map(r, 0, err);
}

static enum status costs(struct report *r, struct err *err)
{
    TRY(figure_costs(r, 0, err));
    return figure_matrix(r, 0, err);
}

static enum status streams(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "What each stream received, moved, paid and has left",
                        .total = true };
    TRY(ask_side(r, &x, "SELECT " STREAM_TITLE ", s.received, s.moved, s.paid,"
                        " s.\"left\" FROM v_spend_by_stream s LEFT JOIN stream f ON f.run = s.run"
                        " AND f.stream = s.stream WHERE s.run = ?1 ORDER BY s.stream", 0, err));
    layout_column(&l, "Stream", K_TEXT);
    layout_column(&l, "Received", K_POUNDS);
    layout_column(&l, "Moved", K_POUNDS);
    layout_column(&l, "Paid", K_POUNDS);
    layout_column(&l, "Left", K_POUNDS);
    report_table(r, &l, &x);
    return figure_puts_in(r, 0, err);
}

static enum status contracts(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "Contracts", .total = true };
    TRY(ask_side(r, &x, "SELECT coalesce(v.name, c.provider), c.buyer, c.period, c.value, c.rebate"
                        " FROM v_contracts c JOIN provider v ON v.run = c.run AND"
                        " v.provider = c.provider WHERE c.run = ?1 AND c.taken > 0.5"
                        " ORDER BY c.provider, c.buyer, c.period", 0, err));
    layout_column(&l, "Provider", K_TEXT);
    layout_column(&l, "Buyer", K_TEXT);
    layout_column(&l, "Period", K_TEXT);
    layout_column(&l, "Value", K_POUNDS);
    layout_column(&l, "Rebate", K_POUNDS);
    report_table(r, &l, &x);
    return figure_seats(r, 0, err);
}

static const struct section SECTIONS[] = {
    { { "trouble", NULL }, section_trouble, true },
    { { "figures", "The plan in figures" }, figures, false },
    { { "targets", "Who meets targets, and who is short" }, targets, false },
    { { "courses", "Who trains, and where" }, courses, false },
    { { "costs", "What it costs" }, costs, false },
    { { "streams", "Who pays" }, streams, false },
    { { "contracts", "Contracts and seats" }, contracts, false },
    { { "manifest", "How this report was made" }, section_manifest, true },
};

const struct report_kind SCENARIO = {
    "scenario", "one scenario: who trains where, what it costs, who pays", true, title, lead,
    SECTIONS, COUNT(SECTIONS),
};
