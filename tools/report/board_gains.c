/* board_gains.c - authority by authority: who is short, who puts in, who draws out. */
#include "tools/report/board.h"

/* Of more authorities than a board can read in a table, those with most people short; the others
 * in one line.  all: a question about each, whose `chosen` is of the option that the paper is
 * about; sums: its columns. */
static const char *foremost_of(struct report *r, const char *all, const char *sums)
{
    return arena_print(r->arena, "SELECT CASE WHEN n <= %d OR place <= %d THEN la ELSE"
                       " printf('The other %%,d', n - %d) END, %s FROM (SELECT x.*, count(*)"
                       " OVER () AS n, row_number() OVER (ORDER BY chosen DESC, la) AS place FROM"
                       " (%s) x) GROUP BY 1 ORDER BY n > %d AND min(place) > %d, 1",
                       NAMES_MOST, NAMES_DRAWN, NAMES_DRAWN, sums, all, NAMES_MOST, NAMES_DRAWN);
}

static enum status print_short(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "People short of targets, by authority", .total = true };
    const char *runs = "", *sums = "sum(want)";
    const char *sql = arena_print(r->arena, "SELECT la, sum(CASE WHEN run = ?%d THEN want END) AS"
                                  " want, sum(CASE WHEN run = ?%d THEN missing END) AS chosen",
                                  r->chosen + 1, r->chosen + 1);
    for (int i = 1; i <= r->n_sides; i++) {
        sql = arena_print(r->arena, "%s, sum(CASE WHEN run = ?%d THEN missing END) AS short_%d",
                          sql, i, i);
        sums = arena_print(r->arena, "%s, sum(short_%d)", sums, i);
        runs = arena_print(r->arena, "%s%s?%d", runs, i > 1 ? ", " : "", i);
    }
    TRY(ask_all(r, &x, foremost_of(r, arena_print(r->arena, "%s FROM v_coverage_by_la WHERE run IN"
                                                  " (%s) GROUP BY la", sql, runs), sums), err));
    layout_column(&l, "Authority", K_TEXT);
    layout_column(&l, "Wanted", K_PEOPLE);
    for (int i = 0; i < r->n_sides; i++)
        layout_column(&l, i == r->nothing ? "Short if nothing is done"
                          : arena_print(r->arena, "Short under %s", r->label[i]), K_PEOPLE);
    report_table(r, &l, &x);
    return OK;
}

static const char LOSES[] =
    "SELECT c.la, c.missing - o.missing FROM v_coverage_by_la c JOIN v_coverage_by_la o ON"
    " o.run = ?2 AND o.la = c.la WHERE c.run = ?1 AND c.missing - o.missing > 0.5"
    " ORDER BY 2 DESC, c.la";
enum { LOSERS_NAMED = 10 };

/* Who would be better served under another option has to be told before it is asked. */
static enum status say_losers(struct report *r, struct err *err)
{
    int side = r->chosen;
    for (int i = 0; i < r->n_sides; i++) {
        struct result x;
        const char *list = "", *runs[] = { r->side[side].id, r->side[i].id };
        if (i == side || i == r->nothing)
            continue;
        TRY(ask(r, &x, LOSES, runs, 2, err));
        for (int k = 0; k < x.n_rows && k < LOSERS_NAMED; k++)
            list = arena_print(r->arena, "%s%s%s (%s more)", list, k ? ", " : "",
                               result_cell(&x, k, 0), people(r, result_number(&x, k, 1)));
        if (x.n_rows)
            page_say(&r->page, "p", "More people are short under %s than under %s in: %s%s.",
                     r->label[side], r->label[i], list, x.n_rows <= LOSERS_NAMED ? "" :
                     arena_print(r->arena, " and %d more", x.n_rows - LOSERS_NAMED));
        else
            page_say(&r->page, "p", "In no authority are more people short under %s than under "
                     "%s.", r->label[side], r->label[i]);
    }
    return OK;
}

static enum status print_sectors(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "Share of targets met, by sector" };
    TRY(ask_sides(r, &x, "v_coverage_by_sector", "sector", "coverage", NULL, err));
    layout_column(&l, "Sector", K_TEXT);
    layout_sides(&l, r, K_SHARE);
    report_table(r, &l, &x);
    return OK;
}

enum status board_gains(struct report *r, struct err *err)
{
    TRY(print_short(r, err));
    TRY(say_losers(r, err));
    TRY(figure_puts_in(r, r->chosen, err));
    return print_sectors(r, err);
}
