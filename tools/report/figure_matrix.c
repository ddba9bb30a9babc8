/* figure_matrix.c - which stream pays for what; [z] where its ring-fence forbids it. */
#include "tools/report/report.h"

static const char *const CATEGORY[][2] = {
    { "fee", "Fees" }, { "travel", "Travel" }, { "childcare", "Childcare" },
    { "release", "Release" }, { "mentor", "Mentors" }, { "vacancy", "Empty seats" },
    { "contract", "Contracts" }, { "management", "Management" } };

enum status figure_matrix(struct report *r, int side, struct err *err)
{
    struct result x;
    struct layout l = { .total = true, .shaded = true };
    const char *sql = "SELECT title";
    layout_column(&l, "Stream", K_TEXT);
    for (int i = 0; i < COUNT(CATEGORY); i++) {
        sql = arena_print(r->arena, "%s, coalesce(max(CASE WHEN category = '%s' THEN"
                          " CASE WHEN allowed THEN pounds ELSE '[z]' END END),"
                          " CASE WHEN position < 1000000 THEN '[z]' ELSE 0 END)", sql,
                          CATEGORY[i][0]);
        layout_column(&l, CATEGORY[i][1], K_POUNDS);
    }
    sql = arena_print(r->arena, "%s FROM v_stream_matrix WHERE run = ?1 GROUP BY position, title"
                      " ORDER BY position", sql);
    TRY(ask_side(r, &x, sql, side, err));
    l.caption = arena_print(r->arena, "Pounds paid by each stream for each kind of cost, %s",
                            r->label[side]);
    report_table(r, &l, &x);
    page_say(&r->page, "p class=\"small\"",
             "[z]: the conditions of the stream do not let it pay for this. The darker, the more "
             "is paid.");
    return OK;
}
