/* skills_climb.c - annexes: the climb from level to level, by role, and the mentors it takes. */
#include "tools/report/pack.h"

static const char MOVES[] =
    "SELECT coalesce(r.name, m.role), sum(CASE WHEN m.award_level <= 2 THEN m.completions END),"
    " sum(CASE WHEN m.award_level = 3 THEN m.completions END), sum(CASE WHEN m.award_level = 4"
    " THEN m.completions END), sum(CASE WHEN m.award_level = 5 THEN m.completions END), sum(CASE"
    " WHEN m.award_level = 6 THEN m.completions END), sum(CASE WHEN m.award_level >= 7 THEN"
    " m.completions END) FROM v_moves m JOIN role r ON r.run = m.run AND r.role = m.role"
    " WHERE m.run = ?1 GROUP BY m.role ORDER BY m.role";

static enum status print_moves(struct report *r, struct err *err)
{
    struct layout l = { .shaded = true, .total = true };
    l.caption = arena_print(r->arena, "People who reach a level by a course, by role, under %s",
                            r->label[r->chosen]);
    layout_column(&l, "Role", K_TEXT);
    layout_column(&l, "Level 2 or below: NVQ 2", K_PEOPLE);
    layout_column(&l, "Level 3: NVQ 3", K_PEOPLE);
    layout_column(&l, "Level 4", K_PEOPLE);
    layout_column(&l, "Level 5: foundation degree", K_PEOPLE);
    layout_column(&l, "Level 6: honours degree", K_PEOPLE);
    layout_column(&l, "Level 7 or 8: Masters", K_PEOPLE);
    return pack_table(r, &l, MOVES, err);
}

static enum status print_from_to(struct report *r, struct err *err)
{
    return report_pivot(r, r->chosen, &(struct pivot){
        .view = "v_moves", .row = "'From level ' || level", .row_order = "level",
        .column = "'To level ' || award_level", .column_order = "max(award_level)",
        .value = "completions", .heading = "At the start of the course", .kind = K_PEOPLE,
        .shaded = true, .total = true }, arena_print(r->arena, "Moves from level to level, all "
                                                     "roles, under %s",
                                                     r->label[r->chosen]), err);
}

static enum status print_roles(struct report *r, struct err *err)
{
    struct result x;
    struct pivot p = {
        .view = "v_escalator_by_role", .by = "role", .row = "'Level ' || level",
        .row_order = "level", .column = "title", .column_order = "max(time)", .value = "people",
        .heading = "Level", .kind = K_PEOPLE, .total = true };
    TRY(ask_side(r, &x, "SELECT role, coalesce(name, role) FROM role WHERE run = ?1 AND role IN"
                        " (SELECT role FROM v_moves WHERE run = ?1) ORDER BY role",
                 r->chosen, err));
    TRY(pivot_ask(r, r->chosen, &p, err));
    for (int i = 0; i < x.n_rows; i++)
        pivot_print(r, &p, result_cell(&x, i, 0),
                    arena_print(r->arena, "%s: people at each level", result_cell(&x, i, 1)));
    return OK;
}

enum status skills_climb(struct report *r, struct err *err)
{
    TRY(figure_escalator(r, r->chosen, err));
    TRY(print_moves(r, err));
    TRY(print_from_to(r, err));
    page_say(&r->page, "h3", "Each role over time");
    page_say(&r->page, "p", "Before the plan, and at the end of each period. Leavers are replaced "
             "by people with the levels of today.");
    return print_roles(r, err);
}

enum status skills_mentors(struct report *r, struct err *err)
{
    struct layout l = { .total = true };
    l.caption = arena_print(r->arena, "Mentors' hours, wanted and there, under %s",
                            r->label[r->chosen]);
    layout_column(&l, "Pool", K_TEXT);
    layout_column(&l, "Period", K_TEXT);
    layout_column(&l, "Hours today", K_HOURS);
    layout_column(&l, "New mentors", K_HOURS);
    layout_column(&l, "Wanted", K_HOURS);
    layout_column(&l, "Not used", K_HOURS);
    page_say(&r->page, "p", "Mentors are shared within an area, or where buyers share them, within "
             "a buyer: that is a pool. Learners who become mentors add hours once they complete.");
    return pack_table(r, &l, "SELECT pool, period, hours_now, hours_gained, hours_used, hours_now +"
                             " hours_gained - hours_used FROM v_mentors WHERE run = ?1 AND"
                             " (hours_now > 0 OR hours_gained > 0 OR hours_used > 0)"
                             " ORDER BY pool, time", err);
}
