/* board_decision.c - what is to be decided, whose money it is, and four figures. */
#include <math.h>
#include <stdlib.h>

#include "tools/report/board.h"
#include "tools/report/like.h"

static const char FUNDING[] =
    "SELECT " STREAM_TITLE ", s.paid FROM v_spend_by_stream s LEFT JOIN stream f ON"
    " f.run = s.run AND f.stream = s.stream WHERE s.run = ?1 AND s.paid > 0"
    " ORDER BY s.paid DESC, s.stream";

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
    if (x.n_rows)
        page_say(&r->page, "p", "%s. Together %s over all periods.", list,
                 page_whole(r->arena, K_POUNDS, sum, false));
    else
        page_say(&r->page, "p", "Nothing is spent.");
    return OK;
}

static const char NEEDS[] =
    "SELECT (SELECT sum(taken) FROM contract q WHERE q.run = r.run), pool_funding, share_mentors,"
    " (SELECT count(*) FROM buyer b WHERE b.run = r.run), (SELECT max(value) FROM (SELECT"
    " sum(value_pence - rebate_pence) / 100.0 AS value FROM contract q WHERE q.run = r.run"
    " GROUP BY q.buyer, q.provider)) FROM run r WHERE r.run = ?1";

static enum status say_needs(struct report *r, int side, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, NEEDS, side, err));
    page_say(&r->page, "h3", "What it needs");
    page_say(&r->page, "p", "%s contracts, counted once for each period, let by %s %s. The "
             "largest sum that one buyer pays one provider under contract is %s.%s%s",
             people(r, cell_or_nothing(&x, 0, 0)), people(r, cell_or_nothing(&x, 0, 3)),
             llround(cell_or_nothing(&x, 0, 3)) == 1 ? "buyer" : "buyers",
             pounds(r, cell_or_nothing(&x, 0, 4)),
             cell_or_nothing(&x, 0, 1) > 0 ? " Authorities pool their funds." : "",
             cell_or_nothing(&x, 0, 2) > 0 ? " Authorities share their mentors." : "");
    return OK;
}

static void key_figure(struct report *r, const char *figure, const char *words,
                       const char *other)
{
    PAGE(&r->page, "<li>");
    page_say(&r->page, "strong", "%s", figure);
    page_text(&r->page, arena_print(r->arena, "%s%s", words, other));
    PAGE(&r->page, "</li>\n");
}

/* "; LA: 65.9%" for every other option. */
static enum status of_others(struct report *r, const char *figure, enum kind kind,
                             const char **text, struct err *err)
{
    *text = "";
    for (int i = 0; i < r->n_sides; i++) {
        double value;
        if (i == r->chosen)
            continue;
        TRY(ask_figure(r, &value, figure, i, err));
        *text = arena_print(r->arena, "%s%s%s: %s", *text, *text[0] ? ", " : " (", r->label[i],
                            page_figure_of(r->arena, kind, value, false));
    }
    *text = arena_print(r->arena, "%s%s", *text, *text[0] ? ")" : "");
    return OK;
}

struct key { const char *figure, *words; enum kind kind; };
static const struct key ALWAYS[] = {
    { "coverage of targets", "of what targets ask for is met", K_SHARE },
    { "people short of targets", "people are still short of targets", K_PEOPLE },
};
static const struct key UNLIKE[] = {
    { "completions", "people complete a course", K_PEOPLE },
    { "spend after rebates", "is spent, after rebates", K_POUNDS },
};

static enum status print_keys(struct report *r, const struct key *key, int n, struct err *err)
{
    for (int i = 0; i < n; i++) {
        double value;
        const char *others;
        TRY(ask_figure(r, &value, key[i].figure, r->chosen, err));
        TRY(of_others(r, key[i].figure, key[i].kind, &others, err));
        key_figure(r, page_figure_of(r->arena, key[i].kind, value, false), key[i].words, others);
    }
    return OK;
}

/* The chosen option held to the first of the others. */
static enum status find_like(struct report *r, struct like *l, bool *found, struct err *err)
{
    *found = false;
    for (int i = 0; i < r->n_sides && !*found; i++) {
        if (i == r->nothing || i == r->chosen)
            continue;
        TRY(like_read(r, i, l, err));
        *found = l->of == r->chosen && l->n == 2 && like_answers(&l->answer[0]) &&
                 like_answers(&l->answer[1]);
    }
    return OK;
}

static void print_like(struct report *r, const struct like *l)
{
    const struct answer *results = &l->answer[0], *money = &l->answer[1];
    const char *from = r->label[l->from];
    long long fewer = llround(money->short_before) - llround(money->short_after);
    key_figure(r, arena_print(r->arena, "%s %s", pounds(r, fabs(results->least)),
                              results->least < -0.5 ? "more" : "less"),
               arena_print(r->arena, "to reach what %s reaches", from), "");
    key_figure(r, arena_print(r->arena, "%s %s", pounds(r, fabs(money->least)),
                              money->least < -0.5 ? "more" : "less"),
               arena_print(r->arena, "in value of people short, for the money that %s spends "
                           "(people short: %s %s)", from, people(r, (double)llabs(fewer)),
                           fewer < 0 ? "more" : "fewer"), "");
}

static enum status key_figures(struct report *r, struct err *err)
{
    struct like l;
    bool found;
    TRY(find_like(r, &l, &found, err));
    page_say(&r->page, "h3", "%s in four figures", r->label[r->chosen]);
    PAGE(&r->page, "<ul class=\"keys\">\n");
    TRY(print_keys(r, ALWAYS, COUNT(ALWAYS), err));
    if (found)
        print_like(r, &l);
    else
        TRY(print_keys(r, UNLIKE, COUNT(UNLIKE), err));
    PAGE(&r->page, "</ul>\n");
    return OK;
}

enum status board_decision(struct report *r, struct err *err)
{
    int side = r->chosen;
    PAGE(&r->page, "<div class=\"box\">\n");
    page_say(&r->page, "h3", "Decision needed");
    if (r->preferred >= 0)
        page_say(&r->page, "p", "Agree to buy training under %s.", side_words(r, side));
    else
        page_say(&r->page, "p", "Choose how to buy training. No option has been named as "
                 "preferred; the figures in this box are those of %s.", side_words(r, side));
    TRY(say_funding(r, side, err));
    TRY(say_needs(r, side, err));
    PAGE(&r->page, "</div>\n");
    TRY(key_figures(r, err));
    return figure_coverage(r, err);
}
