/* board_options.c - the options side by side, doing nothing among them. */
#include <math.h>
#include <string.h>

#include "tools/report/board.h"

static const char *const OF_NOTHING =
    ", coalesce((SELECT n.value FROM v_nothing_figures n WHERE n.run = ?1 AND"
    " n.figure = f.figure), '[z]')";

static enum status print_figures(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "The options, doing nothing among them" };
    bool computed = !board_has_nothing(r);
    const char *runs = "";
    const char *sql = arena_print(r->arena, "SELECT upper(substr(figure, 1, 1)) ||"
                                  " substr(figure, 2)%s", computed ? OF_NOTHING : "");
    layout_column(&l, "Over all periods", K_TEXT);
    if (computed)
        layout_column(&l, "Do nothing", K_BY_UNIT);
    for (int i = 1; i <= r->n_sides; i++) {
        sql = arena_print(r->arena, "%s, sum(CASE WHEN run = ?%d THEN value END)", sql, i);
        runs = arena_print(r->arena, "%s%s?%d", runs, i > 1 ? ", " : "", i);
    }
    layout_sides(&l, r, K_BY_UNIT);
    TRY(ask_all(r, &x, arena_print(r->arena, "%s, unit FROM v_figures f WHERE run IN (%s) AND"
                                   " figure <> 'people wanted by targets' GROUP BY position,"
                                   " figure, unit ORDER BY position", sql, runs), err));
    report_table(r, &l, &x);
    return OK;
}

static const char EACH[] = "SELECT sum(c.pounds), (SELECT sum(completions) FROM start s WHERE"
                           " s.run = ?1), sum(c.pounds) / (SELECT nullif(sum(completions), 0)"
                           " FROM start s WHERE s.run = ?1) FROM v_cost c WHERE c.run = ?1";

/* Spend is set against what it buys; where the numbers of people differ that is all. */
static enum status say_spend(struct report *r, struct err *err)
{
    bool differ = false;
    double first = 0;
    const char *list = "";
    for (int i = 0; i < r->n_sides; i++) {
        struct result x;
        TRY(ask_side(r, &x, EACH, i, err));
        double people_i = cell_or_nothing(&x, 0, 1), each = result_number(&x, 0, 2);
        differ |= i > 0 && llround(people_i) != llround(first);
        first = i ? first : people_i;
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

enum status board_options(struct report *r, struct err *err)
{
    for (int i = 0; i < r->n_sides; i++)
        if (r->side[i].name[0])
            page_say(&r->page, "p", "%s: %s.", r->side[i].scenario, r->side[i].name);
    if (!board_has_nothing(r))
        page_say(&r->page, "p", "Do nothing: no course starts. Those who leave are replaced by "
                 "people with the same qualifications. [z]: does not arise.");
    TRY(print_figures(r, err));
    return say_spend(r, err);
}
