/* skills_need.c - stage 1: whom the targets ask for, and how many of them are not there. */
#include "tools/report/pack.h"

static enum status print_by(struct report *r, const char *what, const char *key, const char *order,
                            const char *caption, struct err *err)
{
    struct layout l = { .caption = caption, .total = true };
    layout_column(&l, what, K_TEXT);
    layout_column(&l, "Wanted", K_PEOPLE);
    layout_column(&l, "Short today", K_PEOPLE);
    layout_column(&l, "There today, of those wanted", K_SHARE);
    return pack_table(r, &l, arena_print(r->arena,
                      "SELECT %s, sum(n.want), sum(n.missing_now), 1 - sum(n.missing_now) /"
                      " sum(n.want) FROM v_need n JOIN role r ON r.run = n.run AND"
                      " r.role = n.role WHERE n.run = ?1 GROUP BY %s ORDER BY %s", key, key,
                      order), err);
}

static enum status print_heat(struct report *r, const char *row, const char *heading,
                              const char *caption, struct err *err)
{
    return report_pivot(r, r->chosen, &(struct pivot){
        .view = "(SELECT n.run, n.la, coalesce(r.name, n.role) AS role, n.title, n.level,"
                " n.missing_now FROM v_need n JOIN role r ON r.run = n.run AND r.role = n.role)",
        .row = row, .row_order = row, .column = "title",
        .column_order = "coalesce(max(level), 99), 1", .value = "missing_now",
        .heading = heading, .kind = K_PEOPLE, .shaded = true, .total = true }, caption, err);
}

enum status skills_need(struct report *r, struct err *err)
{
    TRY(print_by(r, "Level or course", "n.title", "coalesce(max(n.level), 99), n.title",
                 "Need by level", err));
    TRY(print_by(r, "Role", "coalesce(r.name, n.role)", "sum(n.missing_now) DESC, 1",
                 "Need by role", err));
    TRY(print_by(r, "Authority", "n.la", "n.la", "Need by authority", err));
    TRY(print_heat(r, "role", "Role", "People short today, by role and level", err));
    TRY(print_heat(r, "la", "Authority", "People short today, by authority and level", err));
    page_say(&r->page, "p class=\"small\"", "A person of whom two targets ask is counted for each. "
             "The darker, the more are short.");
    return OK;
}
