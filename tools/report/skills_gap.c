/* skills_gap.c - stages 3 and 4: who is still short and why, and what joint action changes. */
#include "tools/report/pack.h"

static const char BEFORE_AND_AFTER[] =
    "SELECT coalesce(r.name, n.role), sum(n.want), sum(n.missing_now), sum(n.missing_now) -"
    " sum(n.missing), sum(n.missing) FROM v_need n JOIN role r ON r.run = n.run AND"
    " r.role = n.role WHERE n.run = ?1 GROUP BY n.role ORDER BY sum(n.missing) DESC, n.role";

static enum status print_roles(struct report *r, struct err *err)
{
    struct layout l = { .total = true };
    l.caption = arena_print(r->arena, "The gap by role, under %s", r->label[r->chosen]);
    layout_column(&l, "Role", K_TEXT);
    layout_column(&l, "Wanted", K_PEOPLE);
    layout_column(&l, "Short today", K_PEOPLE);
    layout_column(&l, "The plan closes", K_PEOPLE);
    layout_column(&l, "Still short", K_PEOPLE);
    return pack_table(r, &l, BEFORE_AND_AFTER, err);
}

static enum status print_causes(struct report *r, const char *view, const char *row,
                                const char *heading, const char *caption, struct err *err)
{
    return report_pivot(r, r->chosen, &(struct pivot){
        .view = view, .row = row, .row_order = row, .column = "title",
        .column_order = "max(position)", .value = "people", .heading = heading,
        .kind = K_PEOPLE, .shaded = true, .total = true }, caption, err);
}

enum status skills_gap(struct report *r, struct err *err)
{
    TRY(print_roles(r, err));
    TRY(board_unserved(r, err));
    TRY(print_causes(r, "(SELECT u.run, coalesce(r.name, u.role) AS role, u.title, u.position,"
                        " u.people FROM v_unserved_by_role u JOIN role r ON r.run = u.run AND"
                        " r.role = u.role)", "role", "Role", "Who is still short, by role and"
                        " cause", err));
    return print_causes(r, "v_unserved_by_la", "la", "Authority",
                        "Who is still short, by authority and cause", err);
}

enum status skills_together(struct report *r, struct err *err)
{
    TRY(figure_coverage(r, err));
    TRY(board_options(r, err));
    page_say(&r->page, "h3", "Like for like");
    TRY(section_like_for_like(r, err));
    return board_gains(r, err);
}
