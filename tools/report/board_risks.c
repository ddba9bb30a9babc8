/* board_risks.c - what could go wrong with the chosen option, each with its figure. */
#include <math.h>

#include "tools/report/board.h"

static const char LARGEST[] =
    "SELECT coalesce(v.name, p.provider), p.pounds / (SELECT sum(pounds) FROM v_costs_by_provider"
    " q WHERE q.run = ?1) FROM v_costs_by_provider p JOIN provider v ON v.run = p.run AND"
    " v.provider = p.provider WHERE p.run = ?1 AND p.pounds > 0"
    " ORDER BY p.pounds DESC, p.provider LIMIT 1";

static enum status say_provider(struct report *r, int side, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, LARGEST, side, err));
    if (x.n_rows)
        page_say(&r->page, "li", "A provider fails. The largest, %s, takes %s of what providers "
                 "are paid. Have a second provider under contract for its courses.",
                 result_cell(&x, 0, 0), share(r, cell_or_nothing(&x, 0, 1)));
    return OK;
}

static const char EMPTY[] =
    "SELECT sum(empty_seats), sum(seats), sum(empty_seats) / sum(seats), (SELECT sum(pounds) FROM"
    " v_costs_by_category c WHERE c.run = ?1 AND c.category = 'vacancy') FROM cohort"
    " WHERE run = ?1 HAVING sum(seats) > 0";

static enum status say_seats(struct report *r, int side, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, EMPTY, side, err));
    if (x.n_rows)
        page_say(&r->page, "li", "Seats stay empty. %s of %s seats bought by the cohort (%s) have "
                 "nobody on them and cost %s. Each learner who drops out before the start adds "
                 "one. Open late places to neighbours.", people(r, cell_or_nothing(&x, 0, 0)),
                 people(r, cell_or_nothing(&x, 0, 1)), share(r, cell_or_nothing(&x, 0, 2)),
                 pounds(r, cell_or_nothing(&x, 0, 3)));
    return OK;
}

static const char LEFT_OVER[] =
    "SELECT " STREAM_TITLE ", s.\"left\", (SELECT sum(\"left\") FROM v_spend_by_stream t"
    " WHERE t.run = ?1) FROM v_spend_by_stream s LEFT JOIN stream f ON f.run = s.run AND"
    " f.stream = s.stream WHERE s.run = ?1 AND s.\"left\" > 0"
    " ORDER BY s.\"left\" DESC, s.stream LIMIT 1";

static enum status say_left(struct report *r, int side, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, LEFT_OVER, side, err));
    if (x.n_rows)
        page_say(&r->page, "li", "A funder takes back what is not spent. %s of the money awarded "
                 "is left, %s of it in %s. Ask funders early whether it may be carried over or "
                 "moved.", pounds(r, cell_or_nothing(&x, 0, 2)),
                 pounds(r, cell_or_nothing(&x, 0, 1)), result_cell(&x, 0, 0));
    return OK;
}

static const char ROADS[] =
    "SELECT la, hours_each, (SELECT sum(travel_hours) / sum(learners) FROM v_travel_hours t WHERE"
    " t.run = ?1) FROM v_travel_hours WHERE run = ?1 ORDER BY hours_each DESC, la LIMIT 1";

static enum status say_travel(struct report *r, int side, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, ROADS, side, err));
    if (x.n_rows)
        page_say(&r->page, "li", "Staff give up over the journey. A learner spends %s hours on the "
                 "road over a course, in %s %s hours. Ask providers for a room nearby before "
                 "contracts are let.",
                 page_figure_of(r->arena, K_HOURS_EACH, cell_or_nothing(&x, 0, 2), false),
                 result_cell(&x, 0, 0),
                 page_figure_of(r->arena, K_HOURS_EACH, cell_or_nothing(&x, 0, 1), false));
    return OK;
}

static const char DROPPED[] = "SELECT sum(learners) - sum(completions), sum(learners) FROM start"
                              " WHERE run = ?1 HAVING sum(learners) > 0";

static enum status say_drop_out(struct report *r, int side, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, DROPPED, side, err));
    if (x.n_rows)
        page_say(&r->page, "li", "More people drop out than assumed. The plan counts on %s of %s "
                 "not completing. Put what is paid for in milestones.",
                 people(r, cell_or_nothing(&x, 0, 0)), people(r, cell_or_nothing(&x, 0, 1)));
    return OK;
}

enum status board_risks(struct report *r, struct err *err)
{
    int side = r->chosen;
    page_say(&r->page, "p", "Of %s:", side_words(r, side));
    PAGE(&r->page, "<ul>\n");
    TRY(say_provider(r, side, err));
    TRY(say_seats(r, side, err));
    TRY(say_left(r, side, err));
    TRY(say_travel(r, side, err));
    TRY(say_drop_out(r, side, err));
    if (r->side[side].gap >= 1)
        page_say(&r->page, "li", "There may be a much better plan: how near this one is to the "
                 "best is not known. Let the search run longer before contracts are let.");
    else if (isfinite(r->side[side].gap) && r->side[side].gap > 1e-9)
        page_say(&r->page, "li", "There may be a better plan: one that is better by up to %.2f%% "
                 "has not been ruled out. Let the search run longer before contracts are let.",
                 100 * r->side[side].gap);
    PAGE(&r->page, "</ul>\n");
    return OK;
}
