/* finance_checks.c - what must agree, worked out again from the stored lines when this is
 * written. */
#include "tools/report/pack.h"

/* Both views are asked once, however often their columns are named. */
static const char LINES[] =
    "WITH x AS MATERIALIZED (SELECT * FROM v_reconciled WHERE run = ?1) SELECT title, checked,"
    " exceptions, CASE WHEN exceptions = 0 THEN 'Agrees' ELSE 'Does not agree' END,"
    " count(*) OVER (), sum(exceptions > 0) OVER () FROM x ORDER BY position";

/* Every line is rounded to a penny; so many of them make a pound at most. */
static const char SUMS[] =
    "WITH x AS MATERIALIZED (SELECT * FROM v_balanced WHERE run = ?1) SELECT title, one, other,"
    " abs(difference), CASE WHEN abs(difference) < 1 THEN 'Agrees' ELSE 'Does not agree' END,"
    " count(*) OVER (), sum(abs(difference) >= 1) OVER (), max(abs(difference)) OVER ()"
    " FROM x ORDER BY position";

static const char *number(struct report *r, const struct result *x, int column)
{
    return page_figure_of(r->arena, K_COUNT, cell_or_nothing(x, 0, column), false);
}

enum status finance_checks(struct report *r, struct err *err)
{
    struct result x, y;
    struct layout lines = { .caption = "Line by line" }, sums = { .caption = "Sums" };
    TRY(ask_side(r, &x, LINES, r->chosen, err));
    TRY(ask_side(r, &y, SUMS, r->chosen, err));
    page_say(&r->page, "p", "Line by line, %s of %s reconciliations do not agree; of sums, %s of "
             "%s. The largest difference between two sums is %s.", number(r, &x, 5),
             number(r, &x, 4), number(r, &y, 6), number(r, &y, 5),
             page_figure_of(r->arena, K_EACH, cell_or_nothing(&y, 0, 7), false));
    layout_column(&lines, "What must hold", K_TEXT);
    layout_column(&lines, "Lines looked at", K_COUNT);
    layout_column(&lines, "Exceptions", K_COUNT);
    layout_column(&lines, "Result", K_TEXT);
    report_table(r, &lines, &x);
    layout_column(&sums, "What must be the same", K_TEXT);
    layout_column(&sums, "The one", K_EACH);
    layout_column(&sums, "The other", K_EACH);
    layout_column(&sums, "Difference", K_EACH);
    layout_column(&sums, "Result", K_TEXT);
    report_table(r, &sums, &y);
    return OK;
}
