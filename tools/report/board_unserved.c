/* board_unserved.c - people still short of targets, by what keeps them from a course. */
#include "tools/report/board.h"

static enum status print_targets(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .total = true };
    TRY(ask_side(r, &x, "SELECT e.target, sum(e.want), sum(e.missing), max(e.penalty), coalesce("
                        "(SELECT b.title FROM unserved u JOIN v_unserved b ON b.run = u.run AND"
                        " b.barrier = u.barrier WHERE u.run = ?1 AND u.target = e.target GROUP BY"
                        " u.barrier ORDER BY sum(u.people) DESC, b.position LIMIT 1), '') FROM"
                        " shortfall e WHERE e.run = ?1 GROUP BY e.target HAVING"
                        " sum(e.missing) > 0.5 ORDER BY sum(e.missing) DESC, e.target",
                 r->chosen, err));
    l.caption = arena_print(r->arena, "Where people are short, %s", r->label[r->chosen]);
    layout_column(&l, "Target", K_TEXT);
    layout_column(&l, "Wanted", K_PEOPLE);
    layout_column(&l, "Short", K_PEOPLE);
    layout_column(&l, "One short counts as", K_EACH);
    layout_column(&l, "Barrier of most", K_TEXT);
    report_table(r, &l, &x);
    return OK;
}

enum status board_unserved(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "People short of targets, by the first barrier they meet",
                        .total = true };
    TRY(ask_plans(r, &x, "v_unserved", "title", "people", "min(position)", err));
    layout_column(&l, "Barrier", K_TEXT);
    layout_plans(&l, r, K_PEOPLE);
    if (x.n_rows == 0) {
        double missing;
        TRY(ask_figure(r, &missing, "people short of targets", r->chosen, err));
        page_say(&r->page, "p", missing > 0.5 ? "Barriers were not stored with these runs: run the "
                 "scenarios again." : "Nobody is short of a target.");
        return OK;
    }
    report_table(r, &l, &x);
    TRY(print_targets(r, err));
    page_say(&r->page, "p class=\"small\"", "A person who is short of two targets is counted for "
             "each. Everybody is counted once, under the first barrier that shuts every course "
             "that would still help. Where a plan is not proven the best, some of those who cost "
             "more than they count may be worth it after all.");
    return OK;
}
