/* finance_checks.c - what must agree, worked out again from the stored lines when this is
 * written. */
#include "tools/report/pack.h"

static const char LINES[] =
    "SELECT title, checked, exceptions, CASE WHEN exceptions = 0 THEN 'Agrees' ELSE 'Does not"
    " agree' END FROM v_reconciled WHERE run = ?1 ORDER BY position";

/* Every line is rounded to a penny; so many of them make a pound at most. */
static const char SUMS[] =
    "SELECT title, one, other, abs(difference), CASE WHEN abs(difference) < 1 THEN 'Agrees' ELSE"
    " 'Does not agree' END FROM v_balanced WHERE run = ?1 ORDER BY position";

static const char RESULT[] =
    "SELECT (SELECT count(*) FROM v_reconciled WHERE run = ?1) + (SELECT count(*) FROM v_balanced"
    " WHERE run = ?1), (SELECT count(*) FROM v_reconciled WHERE run = ?1 AND exceptions > 0) +"
    " (SELECT count(*) FROM v_balanced WHERE run = ?1 AND abs(difference) >= 1), (SELECT"
    " max(abs(difference)) FROM v_balanced WHERE run = ?1)";

enum status finance_checks(struct report *r, struct err *err)
{
    struct result x;
    struct layout lines = { .caption = "Line by line" }, sums = { .caption = "Sums" };
    TRY(ask_side(r, &x, RESULT, board_chosen(r), err));
    page_say(&r->page, "p", "%s reconciliations, %s of which do not agree. The largest difference "
             "between two sums is %s.",
             page_figure_of(r->arena, K_COUNT, cell_or_nothing(&x, 0, 0), false),
             page_figure_of(r->arena, K_COUNT, cell_or_nothing(&x, 0, 1), false),
             page_figure_of(r->arena, K_EACH, cell_or_nothing(&x, 0, 2), false));
    layout_column(&lines, "What must hold", K_TEXT);
    layout_column(&lines, "Lines looked at", K_COUNT);
    layout_column(&lines, "Exceptions", K_COUNT);
    layout_column(&lines, "Result", K_TEXT);
    TRY(pack_table(r, &lines, LINES, err));
    layout_column(&sums, "What must be the same", K_TEXT);
    layout_column(&sums, "The one", K_EACH);
    layout_column(&sums, "The other", K_EACH);
    layout_column(&sums, "Difference", K_EACH);
    layout_column(&sums, "Result", K_TEXT);
    return pack_table(r, &sums, SUMS, err);
}
