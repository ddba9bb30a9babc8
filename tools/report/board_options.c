/* board_options.c - the options side by side, doing nothing among them. */
#include <math.h>

#include "tools/report/board.h"

static enum status print_figures(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = r->nothing >= 0 ? "The options, doing nothing among them"
                                                   : "The options" };
    const char *sql = "SELECT upper(substr(figure, 1, 1)) || substr(figure, 2)", *runs = "";
    for (int i = 1; i <= r->n_sides; i++) {
        sql = arena_print(r->arena, "%s, sum(CASE WHEN run = ?%d THEN value END)", sql, i);
        runs = arena_print(r->arena, "%s%s?%d", runs, i > 1 ? ", " : "", i);
    }
    layout_column(&l, "Over all periods", K_TEXT);
    layout_sides(&l, r, K_BY_UNIT);
    TRY(ask_all(r, &x, arena_print(r->arena, "%s, unit FROM v_figures WHERE run IN (%s) AND"
                                   " figure <> 'people wanted by targets' GROUP BY position,"
                                   " figure, unit ORDER BY position", sql, runs), err));
    report_table(r, &l, &x);
    return OK;
}

static const char EACH[] = "SELECT sum(c.pounds), (SELECT sum(completions) FROM start s WHERE"
                           " s.run = ?1), sum(c.pounds) / (SELECT nullif(sum(completions), 0)"
                           " FROM start s WHERE s.run = ?1) FROM v_cost c WHERE c.run = ?1";

/* Spend is set against what it buys; doing nothing buys nothing. */
static enum status say_spend(struct report *r, struct err *err)
{
    const char *list = "";
    long long first = -1;
    bool differ = false;
    for (int i = 0; i < r->n_sides; i++) {
        struct result x;
        if (i == r->nothing)
            continue;
        TRY(ask_side(r, &x, EACH, i, err));
        long long complete = llround(cell_or_nothing(&x, 0, 1));
        double each = result_number(&x, 0, 2);
        differ |= first >= 0 && complete != first;
        first = complete;
        if (isfinite(each))
            list = arena_print(r->arena, "%s%s%s %s", list, list[0] ? ", " : "", r->label[i],
                               pounds(r, each));
    }
    if (differ)
        page_say(&r->page, "p", "The options train different numbers of people, so their spend is "
                 "not like for like.");
    if (list[0])
        page_say(&r->page, "p", "Spend for each person who completes: %s.", list);
    return OK;
}

static enum status say_prices(struct report *r, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, "SELECT start FROM period WHERE run = ?1 AND position = 1", r->chosen,
                 err));
    if (x.n_rows)
        page_say(&r->page, "p class=\"small\"", "Spend is cash, at the prices of each period. "
                 "Discounted spend and the value of the shortfall are what they are worth on %s.",
                 result_cell(&x, 0, 0));
    return OK;
}

static void say_nothing(struct report *r)
{
    if (r->nothing >= 0)
        page_say(&r->page, "p", "Do nothing: no course starts. Those who leave are replaced by "
                 "people with the same qualifications.");
    else
        say_missing(r, "What doing nothing would mean has not been computed from these tables, so "
                       "it is not among the options.",
                    arena_print(r->arena, "ringfence run %s Nothing",
                                shell_word(r->arena, r->solved_in)));
}

/* Templates of councils ask for three, doing nothing among them. */
enum status board_few(struct report *r, struct err *err)
{
    (void)err;
    if (r->n_sides + (r->nothing < 0) < 3)
        say_missing(r, "Boards usually ask for three options or more, and there are fewer. Name "
                       "more scenarios of the case, solved.",
                    arena_print(r->arena, "ringfence run %s", shell_word(r->arena, r->solved_in)));
    return OK;
}

enum status board_options(struct report *r, struct err *err)
{
    say_nothing(r);
    for (int i = 0; i < r->n_sides; i++)
        if (i != r->nothing && r->side[i].name[0])
            page_say(&r->page, "p", "%s: %s.", r->side[i].scenario, r->side[i].name);
    TRY(print_figures(r, err));
    TRY(say_prices(r, err));
    return say_spend(r, err);
}
