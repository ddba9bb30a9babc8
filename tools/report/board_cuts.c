/* board_cuts.c - the same options with less money, where such scenarios have been solved. */
#include "tools/report/board.h"

static enum status less_money(struct report *r, struct result *x, struct err *err)
{
    const char *runs = "";
    for (int i = 1; i <= r->n_sides; i++)
        runs = arena_print(r->arena, "%s%s?%d", runs, i > 1 ? ", " : "", i);
    return ask_all(r, x, arena_print(r->arena, "SELECT cut_scenario, scenario, less, cut_coverage,"
                                     " coverage, cut_missing, missing FROM v_less_money WHERE"
                                     " run IN (%s) ORDER BY scenario, less, cut_scenario", runs),
                   err);
}

static const char CUTS[] =
    "SELECT i.scenario FROM input_scenarios i WHERE i.run = ?1 AND i.base = (SELECT scenario FROM"
    " run WHERE run = ?1) AND EXISTS (SELECT 1 FROM input_changes c WHERE c.run = ?1 AND"
    " c.scenario = i.scenario AND c.\"table\" = 'allocations' AND c.\"column\" = 'amount' AND"
    " (c.operation = 'scale' AND CAST(c.value AS REAL) < 1 OR c.operation = 'add' AND"
    " CAST(c.value AS REAL) < 0)) ORDER BY i.n";

/* The scenarios of the case that would say it, or none. */
static enum status say_unknown(struct report *r, struct err *err)
{
    const char *list = "";
    for (int i = 0; i < r->n_sides; i++) {
        struct result x;
        if (i == r->nothing)
            continue;
        TRY(ask_side(r, &x, CUTS, i, err));
        for (int k = 0; k < x.n_rows; k++)
            list = arena_print(r->arena, "%s %s", list,
                               shell_word(r->arena, result_cell(&x, k, 0)));
    }
    static const char UNKNOWN[] = "No scenario that gives one of these options less money has been "
                                  "solved, so what a cut would do is not known.";
    if (list[0])
        say_missing(r, UNKNOWN,
                    arena_print(r->arena, "ringfence run %s%s",
                                shell_word(r->arena, r->solved_in), list));
    else
        page_say(&r->page, "p", "%s", UNKNOWN);
    return OK;
}

enum status board_cuts(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "The same options with less money" };
    TRY(less_money(r, &x, err));
    if (x.n_rows == 0)
        return say_unknown(r, err);
    layout_column(&l, "With a cut", K_TEXT);
    layout_column(&l, "Instead of", K_TEXT);
    layout_column(&l, "Less money", K_SHARE);
    layout_column(&l, "Targets met", K_SHARE);
    layout_column(&l, "Before the cut", K_SHARE);
    layout_column(&l, "People short", K_PEOPLE);
    layout_column(&l, "Before the cut", K_PEOPLE);
    report_table(r, &l, &x);
    for (int i = 0; i < x.n_rows; i++)
        page_say(&r->page, "p", "With %s less money, %s would meet %s of its targets instead of "
                 "%s.", share(r, cell_or_nothing(&x, i, 2)), result_cell(&x, i, 1),
                 share(r, cell_or_nothing(&x, i, 3)), share(r, cell_or_nothing(&x, i, 4)));
    return OK;
}
