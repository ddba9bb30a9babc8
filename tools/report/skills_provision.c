/* skills_provision.c - stage 2: who could teach how many, how far it is, who minds the children. */
#include "tools/report/pack.h"

static const char PROVIDERS[] =
    "SELECT title, coalesce(kind, ''), sites, modules, coalesce(seats, '[no limit]'), taken,"
    " taken / nullif(seats, 0), learners FROM v_provision WHERE run = ?1 ORDER BY learners DESC,"
    " provider";

static enum status print_providers(struct report *r, struct err *err)
{
    struct layout l = { .total = true };
    l.caption = arena_print(r->arena, "Providers over all periods, under %s",
                            r->label[r->chosen]);
    layout_column(&l, "Provider", K_TEXT);
    layout_column(&l, "Kind", K_TEXT);
    layout_column(&l, "Sites", K_COUNT);
    layout_column(&l, "Modules", K_COUNT);
    layout_column(&l, "Seats on offer", K_PEOPLE);
    layout_column(&l, "Seats taken", K_PEOPLE);
    layout_column(&l, "Taken, of those on offer", K_SHARE);
    layout_column(&l, "Learners", K_PEOPLE);
    TRY(pack_table(r, &l, PROVIDERS, err));
    page_say(&r->page, "p class=\"small\"", "Seats are counted module by module, as they are sold: "
             "a learner on a course of two modules takes two. Modules that two providers teach are "
             "in the sum twice.");
    return OK;
}

static enum status print_journeys(struct report *r, struct err *err)
{
    struct layout l = { .total = true };
    l.caption = arena_print(r->arena, "How far learners travel, under %s",
                            r->label[r->chosen]);
    layout_column(&l, "Journey", K_TEXT);
    layout_column(&l, "Learners", K_PEOPLE);
    layout_column(&l, "With childcare needs", K_PEOPLE);
    return pack_table(r, &l, "SELECT title, learners, with_childcare FROM v_journeys WHERE"
                             " run = ?1 ORDER BY position", err);
}

static enum status print_childcare(struct report *r, struct err *err)
{
    struct layout l = { .total = true }, c = { .total = true };
    l.caption = arena_print(r->arena, "Childcare for learners over all periods, hours, under %s",
                            r->label[r->chosen]);
    layout_column(&l, "Authority", K_TEXT);
    layout_column(&l, "On offer there", K_HOURS);
    layout_column(&l, "Used there", K_HOURS);
    layout_column(&l, "Used at sites", K_HOURS);
    layout_column(&l, "Learners who use it", K_PEOPLE);
    TRY(pack_table(r, &l, "SELECT la, hours_offered, hours_used, creche_hours_used, learners FROM"
                          " v_childcare WHERE run = ?1 ORDER BY la", err));
    c.caption = "Childcare at sites over all periods, hours";
    layout_column(&c, "Site", K_TEXT);
    layout_column(&c, "On offer", K_HOURS);
    layout_column(&c, "Used", K_HOURS);
    return pack_table(r, &c, "SELECT title, hours_offered, hours_used FROM v_creche WHERE run = ?1"
                             " ORDER BY site", err);
}

enum status skills_provision(struct report *r, struct err *err)
{
    TRY(print_providers(r, err));
    TRY(figure_map(r, r->chosen, err));
    TRY(print_journeys(r, err));
    TRY(print_childcare(r, err));
    return figure_seats(r, r->chosen, err);
}
