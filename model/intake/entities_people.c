/* entities_people.c - areas, periods, roles and who works where. */
#include "entities.h"


static void build_places(struct build *b)
{
    struct world *w = b->w;
    w->n_las = b->la.n;
    w->n_regions = b->region.n;
    w->la = NEW_ARRAY(b->a, struct la, w->n_las + 1);
    w->region = NEW_ARRAY(b->a, struct region, w->n_regions + 1);
    for (int i = 0; i < w->n_las; i++)
        w->la[i].id = arena_print(b->a, "%s", b->c->las.key[b->la.from[i]]);
    for (int i = 0; i < w->n_regions; i++)
        w->region[i].id = arena_print(b->a, "%s", b->c->regions.key[b->region.from[i]]);
}

static struct area area_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    int la = is_empty(c, T_AREAS, row, AREA_LA) ? AREA_ID : AREA_LA;
    const char *region = text_of(c, T_AREAS, row, AREA_REGION);
    return (struct area){
        .id = text_kept(b, T_AREAS, row, AREA_ID),
        .name = name_or_id(b, T_AREAS, row, AREA_NAME),
        .la = { b->la.position[map_find(&c->las, text_of(c, T_AREAS, row, la))] },
        .region = { b->region.position[map_find(&c->regions, region)] },
        .latitude = number_of(c, T_AREAS, row, AREA_LATITUDE),
        .longitude = number_of(c, T_AREAS, row, AREA_LONGITUDE),
    };
}

static void build_care(struct build *b)
{
    const struct checks *c = b->c;
    const int *position = b->table[T_AREAS].position;
    for_each_row(c, T_CHILDCARE, row) {
        struct area *a = &b->w->area[position[ref_of(c, T_CHILDCARE, row, CHILDCARE_AREA)]];
        a->childcare_hours = number_of(c, T_CHILDCARE, row, CHILDCARE_HOURS);
        a->childcare_price = number_of(c, T_CHILDCARE, row, CHILDCARE_PRICE);
    }
    for_each_row(c, T_MENTORS, row) {
        struct area *a = &b->w->area[position[ref_of(c, T_MENTORS, row, MENTOR_AREA)]];
        a->mentor_hours = number_of(c, T_MENTORS, row, MENTOR_HOURS);
        a->mentor_price = number_of(c, T_MENTORS, row, MENTOR_PRICE);
    }
}

static void build_periods(struct build *b)
{
    struct world *w = b->w;
    double months = 0, rate = parameter(b->c, DISCOUNT_RATE);
    w->n_periods = b->table[T_PERIODS].n;
    w->period = NEW_ARRAY(b->a, struct period, w->n_periods + 1);
    for_each_period(w, t) {
        int row = b->table[T_PERIODS].from[t.i];
        w->period[t.i] = (struct period){
            .id = text_kept(b, T_PERIODS, row, PERIOD_ID),
            .start = text_kept(b, T_PERIODS, row, PERIOD_START),
            .months = number_of(b->c, T_PERIODS, row, PERIOD_MONTHS),
            .price_index = number_of(b->c, T_PERIODS, row, PERIOD_PRICE_INDEX),
            .discount = pow(1 + rate, -months / 12),
        };
        months += w->period[t.i].months;
    }
}

void build_areas(struct build *b)
{
    struct world *w = b->w;
    build_places(b);
    w->n_areas = b->table[T_AREAS].n;
    w->area = NEW_ARRAY(b->a, struct area, w->n_areas + 1);
    for_each_area(w, a)
        w->area[a.i] = area_at(b, b->table[T_AREAS].from[a.i]);
    build_care(b);
    build_periods(b);
}

static double limit_or(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

static struct role role_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    const char *sector = text_of(c, T_ROLES, row, ROLE_SECTOR);
    int p = is_empty(c, T_ROLES, row, ROLE_PROFESSION) ? ROLE_ID : ROLE_PROFESSION;
    double limit = limit_or(number_of(c, T_ROLES, row, ROLE_TRAVEL_LIMIT), INFINITY);
    double with_child = number_of(c, T_ROLES, row, ROLE_TRAVEL_LIMIT_CHILDCARE);
    int profession = map_find(&b->professions, text_of(c, T_ROLES, row, p));
    return (struct role){
        .id = text_kept(b, T_ROLES, row, ROLE_ID),
        .name = name_or_id(b, T_ROLES, row, ROLE_NAME),
        .sector = { b->sector.position[map_find(&c->sectors, sector)] },
        .profession = { b->profession.position[profession] },
        .release_cost = number_of(c, T_ROLES, row, ROLE_RELEASE_COST),
        .childcare_share = number_of(c, T_ROLES, row, ROLE_CHILDCARE_SHARE),
        .travel_limit = { limit, limit_or(with_child, limit) },
        .release_share = number_of(c, T_ROLES, row, ROLE_RELEASE_SHARE),
        .turnover = number_of(c, T_ROLES, row, ROLE_TURNOVER),
    };
}

static void build_headcount(struct build *b)
{
    const struct checks *c = b->c;
    struct world *w = b->w;
    w->headcount = NEW_ARRAY(b->a, double, (size_t)w->n_areas * (size_t)w->n_roles * N_LEVELS + 1);
    for_each_row(c, T_WORKFORCE, row) {
        int area = b->table[T_AREAS].position[ref_of(c, T_WORKFORCE, row, WORKFORCE_AREA)];
        int role = b->table[T_ROLES].position[ref_of(c, T_WORKFORCE, row, WORKFORCE_ROLE)];
        int level = (int)number_of(c, T_WORKFORCE, row, WORKFORCE_LEVEL);
        size_t at = ((size_t)area * (size_t)w->n_roles + (size_t)role) * N_LEVELS + (size_t)level;
        w->headcount[at] = number_of(c, T_WORKFORCE, row, WORKFORCE_HEADCOUNT);
    }
}

static void build_words(struct build *b)
{
    struct world *w = b->w;
    w->n_sectors = b->sector.n;
    w->n_professions = b->profession.n;
    w->sector = NEW_ARRAY(b->a, struct sector, w->n_sectors + 1);
    w->profession = NEW_ARRAY(b->a, struct profession, w->n_professions + 1);
    for (int i = 0; i < w->n_sectors; i++)
        w->sector[i].id = arena_print(b->a, "%s", b->c->sectors.key[b->sector.from[i]]);
    for (int i = 0; i < w->n_professions; i++)
        w->profession[i].id = arena_print(b->a, "%s", b->professions.key[b->profession.from[i]]);
}

void build_roles(struct build *b)
{
    struct world *w = b->w;
    build_words(b);
    w->n_roles = b->table[T_ROLES].n;
    w->role = NEW_ARRAY(b->a, struct role, w->n_roles + 1);
    for_each_role(w, r)
        w->role[r.i] = role_at(b, b->table[T_ROLES].from[r.i]);
    build_headcount(b);
}
