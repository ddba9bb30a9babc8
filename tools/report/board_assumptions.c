/* board_assumptions.c - what the plan takes for granted, out of the tables it was made from. */
#include "tools/report/board.h"

static const char ASSUMED[] =
    "SELECT 'Money of later periods is discounted by, a year' AS what,"
    " printf('%g%%', 100 * coalesce((SELECT CAST(value AS REAL) FROM input_parameters WHERE"
    " run = ?1 AND parameter = 'discount_rate'), 0.035)) AS value, 'parameters' AS source"
    " UNION ALL "
    "SELECT 'A mile by car costs, in pounds', printf('%.2f', coalesce((SELECT CAST(value AS REAL)"
    " FROM input_parameters WHERE run = ?1 AND parameter = 'mileage_rate'), 0.4)), 'parameters'"
    " UNION ALL "
    "SELECT 'Prices of ' || period || ' are those of the tables, times', printf('%g',"
    " price_index), 'periods' FROM period WHERE run = ?1 AND price_index <> 1 UNION ALL "
    "SELECT 'Staff who leave and are replaced in a period', CASE WHEN count(*) = 0 THEN '[x]'"
    " ELSE printf('%g%% to %g%%', 100 * min(turnover), 100 * max(turnover)) END, 'roles'"
    " FROM role WHERE run = ?1 UNION ALL "
    "SELECT 'Learners who complete what they start', printf('%g%% to %g%%', 100 *"
    " min(completion), 100 * max(completion)), 'courses' FROM course WHERE run = ?1 UNION ALL "
    "SELECT 'Staff of a group who can be in training at once', printf('%g%% to %g%%', 100 *"
    " min(release_share), 100 * max(release_share)), 'roles' FROM role WHERE run = ?1 UNION ALL "
    "SELECT 'Staff who need childcare to train', printf('%g%% to %g%%', 100 *"
    " min(childcare_share), 100 * max(childcare_share)), 'roles' FROM role WHERE run = ?1"
    " UNION ALL "
    "SELECT 'A person short of a target counts as, in pounds', printf('%,d to %,d',"
    " CAST(min(penalty) AS INTEGER), CAST(max(penalty) AS INTEGER)), 'targets' FROM target"
    " WHERE run = ?1 UNION ALL "
    "SELECT 'Held back from ' || coalesce(name, stream), printf('%g%%', 100 * top_slice),"
    " 'streams' FROM stream WHERE run = ?1 AND top_slice > 0";

enum status board_assumptions(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "What the plan takes for granted" };
    TRY(ask_side(r, &x, ASSUMED, r->chosen, err));
    layout_column(&l, "Assumption", K_TEXT);
    layout_column(&l, "Value", K_TEXT);
    layout_column(&l, "Table", K_TEXT);
    report_table(r, &l, &x);
    page_say(&r->page, "p", "Prices, places, journeys and headcounts are those of the tables whose "
             "digests are at the end of this paper.");
    return OK;
}
