/* board_unserved.c - people still short of targets, by what keeps them from a course. */
#include "tools/report/board.h"

enum status board_unserved(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "People short of targets, by the first barrier they meet",
                        .total = true };
    TRY(ask_sides(r, &x, "v_unserved", "title", "people", "min(position)", err));
    layout_column(&l, "Barrier", K_TEXT);
    layout_sides(&l, r, K_PEOPLE);
    if (x.n_rows == 0) {
        double missing;
        TRY(ask_figure(r, &missing, "people short of targets", board_chosen(r), err));
        page_say(&r->page, "p", missing > 0.5 ? "Barriers were not stored with these runs: run the "
                 "scenarios again." : "Nobody is short of a target.");
        return OK;
    }
    report_table(r, &l, &x);
    page_say(&r->page, "p class=\"small\"", "A person who is short of two targets is counted for "
             "each. Everybody is counted once, under the first barrier that shuts every course "
             "that would still help.");
    return OK;
}
