/* facts_people.c - where staff work, as what, and at what level. */
#include <math.h>

#include "tools/verify/facts.h"

static void read_areas(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_AREAS];
    f->area = gather(f->arena, s, "area", "area");
    f->la = gather(f->arena, s, "la", "area");
    f->region = gather(f->arena, s, "region", "region");
    f->areas = NEW_ARRAY(f->arena, struct area_facts, f->area.n + 1);
    for (int row = 0; row < s->n_rows; row++) {
        const char *id = sheet_text(s, row, "area");
        f->areas[name_at(&f->area, id)] = (struct area_facts){
            .la = name_at(&f->la, text_or(s, row, "la", id)),
            .region = name_in(r, s, row, "region", &f->region),
            .name = text_or(s, row, "name", id),
            .latitude = number_in(r, s, row, "latitude"),
            .longitude = number_in(r, s, row, "longitude") };
    }
    s = &f->sheet[S_CHILDCARE];
    for (int row = 0; row < s->n_rows; row++) {
        struct area_facts *a = &f->areas[name_in(r, s, row, "area", &f->area)];
        a->care_hours = number_in(r, s, row, "hours");
        a->care_price = number_in(r, s, row, "price");
    }
    s = &f->sheet[S_MENTORS];
    for (int row = 0; row < s->n_rows; row++) {
        struct area_facts *a = &f->areas[name_in(r, s, row, "area", &f->area)];
        a->mentor_hours = number_in(r, s, row, "hours");
        a->mentor_price = number_in(r, s, row, "price");
    }
}

static void read_roles(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_ROLES];
    f->role = gather(f->arena, s, "role", "role");
    f->sector = gather(f->arena, s, "sector", "sector");
    f->profession = gather(f->arena, s, "profession", "role");
    f->roles = NEW_ARRAY(f->arena, struct role_facts, f->role.n + 1);
    for (int row = 0; row < s->n_rows; row++) {
        const char *id = sheet_text(s, row, "role");
        double limit = number_in(r, s, row, "travel_limit");
        double with_child = number_in(r, s, row, "travel_limit_childcare");
        limit = isnan(limit) ? INFINITY : limit;
        f->roles[name_at(&f->role, id)] = (struct role_facts){
            .sector = name_in(r, s, row, "sector", &f->sector),
            .profession = name_at(&f->profession, text_or(s, row, "profession", id)),
            .name = text_or(s, row, "name", id),
            .release_cost = number_in(r, s, row, "release_cost"),
            .childcare_share = number_in(r, s, row, "childcare_share"),
            .limit = { limit, isnan(with_child) ? limit : with_child },
            .release_share = number_in(r, s, row, "release_share"),
            .turnover = number_in(r, s, row, "turnover") };
    }
}

void read_people(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_WORKFORCE];
    read_areas(r);
    read_roles(r);
    f->headcount = NEW_ARRAY(f->arena, double, f->area.n * f->role.n * LEVELS + 1);
    for (int row = 0; row < s->n_rows; row++) {
        int area = name_in(r, s, row, "area", &f->area);
        int role = name_in(r, s, row, "role", &f->role);
        double level = number_in(r, s, row, "level");
        if (!(level >= 0 && level < LEVELS)) {
            facts_wrong(r, s, row, "there is no such level");
            return;
        }
        f->headcount[(area * f->role.n + role) * LEVELS + (int)level] =
            number_in(r, s, row, "headcount");
    }
}
