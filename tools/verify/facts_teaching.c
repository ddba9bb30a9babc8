/* facts_teaching.c - what is taught, by whom, where and at what price. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/verify/facts.h"

static const double EARTH_RADIUS = 3958.7613; /* miles */

static int level_in(struct facts_reader *r, const struct sheet *s, int row, const char *column)
{
    double level = number_in(r, s, row, column);
    return isnan(level) ? -1 : (int)level;
}

static void read_modules_of(struct facts_reader *r, struct course_facts *c, const char *id)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_COURSE_MODULES];
    int room = 0;
    for (int row = 0; row < s->n_rows; row++)
        if (strcmp(sheet_text(s, row, "course"), id) == 0)
            *PUSH(f->arena, c->module, c->n_modules, room) =
                name_in(r, s, row, "module", &f->module);
    if (c->n_modules == 0)
        *PUSH(f->arena, c->module, c->n_modules, room) = name_at(&f->module, id);
}

static struct course_facts course_in(struct facts_reader *r, int row)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_COURSES];
    const char *id = sheet_text(s, row, "course");
    struct course_facts c = {
        .name = text_or(s, row, "name", id),
        .entry = level_in(r, s, row, "entry_level"), .award = level_in(r, s, row, "award_level"),
        .periods = (int)number_in(r, s, row, "periods"),
        .role = flags_in(f, sheet_text(s, row, "roles"), &f->role),
        .contact_hours = number_in(r, s, row, "contact_hours"),
        .sessions = number_in(r, s, row, "sessions"), .load = number_in(r, s, row, "load"),
        .completion = number_in(r, s, row, "completion"),
        .mentor_hours = number_in(r, s, row, "mentor_hours"),
        .grants = number_in(r, s, row, "grants_mentor_hours") };
    for (int i = 0; i < f->role.n; i++)
        c.role[i] &= listed(sheet_text(s, row, "sectors"), f->sector.id[f->roles[i].sector]);
    read_modules_of(r, &c, id);
    return c;
}

/* A course without modules is its own single module. */
static void name_modules(struct facts *f)
{
    const struct sheet *m = &f->sheet[S_MODULES], *c = &f->sheet[S_COURSES];
    struct names parts = gather(f->arena, &f->sheet[S_COURSE_MODULES], "course", "course");
    const char **id = NEW_ARRAY(f->arena, const char *, m->n_rows + c->n_rows + 1);
    int n = 0;
    for (int row = 0; row < m->n_rows; row++)
        id[n++] = sheet_text(m, row, "module");
    for (int row = 0; row < c->n_rows; row++)
        if (name_at(&parts, sheet_text(c, row, "course")) < 0)
            id[n++] = sheet_text(c, row, "course");
    f->module = sorted(f->arena, id, n);
    f->module_name = NEW_ARRAY(f->arena, const char *, f->module.n + 1);
    for (int i = 0; i < f->module.n; i++)
        f->module_name[i] = f->module.id[i];
    for (int row = 0; row < c->n_rows; row++) {
        int at = name_at(&f->module, sheet_text(c, row, "course"));
        if (at >= 0)
            f->module_name[at] = text_or(c, row, "name", f->module.id[at]);
    }
    for (int row = 0; row < m->n_rows; row++) {
        int at = name_at(&f->module, sheet_text(m, row, "module"));
        f->module_name[at] = text_or(m, row, "name", f->module.id[at]);
    }
}

static void read_courses(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_COURSES];
    name_modules(f);
    f->course = gather(f->arena, s, "course", "course");
    f->courses = NEW_ARRAY(f->arena, struct course_facts, f->course.n + 1);
    for (int row = 0; row < s->n_rows; row++)
        f->courses[name_at(&f->course, sheet_text(s, row, "course"))] = course_in(r, row);
}

struct step { double threshold, discount; };

static int by_threshold(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    return (x->threshold > y->threshold) - (x->threshold < y->threshold);
}

static void read_bands(struct facts_reader *r, struct provider_facts *p, const char *id)
{
    struct arena *a = r->f->arena;
    const struct sheet *s = &r->f->sheet[S_DISCOUNTS];
    struct step *step = NEW_ARRAY(a, struct step, s->n_rows + 1);
    int n = 0;
    for (int row = 0; row < s->n_rows; row++)
        if (strcmp(sheet_text(s, row, "provider"), id) == 0)
            step[n++] = (struct step){ number_in(r, s, row, "threshold"),
                                       number_in(r, s, row, "discount") };
    qsort(step, (size_t)n, sizeof *step, by_threshold);
    p->n_bands = n ? n + 1 : 0;
    p->threshold = NEW_ARRAY(a, double, n + 1);
    p->discount = NEW_ARRAY(a, double, n + 1);
    for (int j = 0; j < n; j++) {
        p->threshold[j + 1] = step[j].threshold;
        p->discount[j + 1] = step[j].discount;
    }
}

static void read_providers(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_PROVIDERS];
    f->provider = gather(f->arena, s, "provider", "provider");
    f->providers = NEW_ARRAY(f->arena, struct provider_facts, f->provider.n + 1);
    for (int row = 0; row < s->n_rows; row++) {
        const char *id = sheet_text(s, row, "provider");
        struct provider_facts *p = &f->providers[name_at(&f->provider, id)];
        p->name = text_or(s, row, "name", id);
        p->kind = sheet_text(s, row, "kind");
        read_bands(r, p, id);
    }
}

static void read_sites(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_SITES];
    f->site = gather(f->arena, s, "site", "site");
    f->sites = NEW_ARRAY(f->arena, struct site_facts, f->site.n + 1);
    for (int row = 0; row < s->n_rows; row++) {
        const char *id = sheet_text(s, row, "site");
        f->sites[name_at(&f->site, id)] = (struct site_facts){
            .provider = name_in(r, s, row, "provider", &f->provider),
            .name = text_or(s, row, "name", id),
            .latitude = number_in(r, s, row, "latitude"),
            .longitude = number_in(r, s, row, "longitude"),
            .attendance = number_in(r, s, row, "attendance"),
            .work_time = number_in(r, s, row, "work_time"),
            .creche_hours = number_in(r, s, row, "creche_hours"),
            .creche_price = number_in(r, s, row, "creche_price") };
    }
}

static int period_in(struct facts_reader *r, const struct sheet *s, int row, const char *column,
                     int otherwise)
{
    const char *id = sheet_text(s, row, column);
    for (int t = 0; t < r->f->period.n; t++)
        if (strcmp(r->f->period.id[t], id) == 0)
            return t;
    if (*id)
        facts_wrong(r, s, row, "there is no such period");
    return otherwise;
}

static void read_offers(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_OFFERS];
    f->n_offers = s->n_rows;
    f->offers = NEW_ARRAY(f->arena, struct offer_facts, s->n_rows + 1);
    f->offer_at = NEW_ARRAY(f->arena, int, f->site.n * f->module.n + 1);
    for (int i = 0; i < f->site.n * f->module.n; i++)
        f->offer_at[i] = -1;
    for (int row = 0; row < s->n_rows; row++) {
        struct offer_facts o = {
            .site = name_in(r, s, row, "site", &f->site),
            .module = name_in(r, s, row, "module", &f->module),
            .from = period_in(r, s, row, "from_period", 0),
            .until = period_in(r, s, row, "until_period", f->period.n - 1),
            .cohort_price = number_in(r, s, row, "cohort_price"),
            .cohort_min = number_in(r, s, row, "cohort_min"),
            .cohort_max = number_in(r, s, row, "cohort_max"),
            .learner_price = number_in(r, s, row, "learner_price"),
            .cohorts_limit = number_in(r, s, row, "cohorts_limit"),
            .place_price = number_in(r, s, row, "place_price"),
            .places_limit = number_in(r, s, row, "places_limit") };
        f->offers[row] = o;
        f->offer_at[o.site * f->module.n + o.module] = row;
    }
}

void read_teaching(struct facts_reader *r)
{
    read_courses(r);
    read_providers(r);
    read_sites(r);
    read_offers(r);
}

static double great_circle(const struct area_facts *a, const struct site_facts *s)
{
    const double radians = acos(-1) / 180;
    double up = sin((s->latitude - a->latitude) * radians / 2);
    double along = sin((s->longitude - a->longitude) * radians / 2);
    double h = up * up + cos(a->latitude * radians) * cos(s->latitude * radians) * along * along;
    return 2 * EARTH_RADIUS * asin(fmin(1, sqrt(h)));
}

void read_distances(struct facts_reader *r, double road_factor, double speed)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_TRAVEL];
    int n = f->site.n;
    f->miles = NEW_ARRAY(f->arena, double, f->area.n * n + 1);
    f->minutes = NEW_ARRAY(f->arena, double, f->area.n * n + 1);
    for (int i = 0; i < f->area.n * n; i++) {
        f->miles[i] = great_circle(&f->areas[i / n], &f->sites[i % n]) * road_factor;
        f->minutes[i] = f->miles[i] / speed * 60;
    }
    for (int row = 0; row < s->n_rows; row++) {
        int at = name_in(r, s, row, "area", &f->area) * n + name_in(r, s, row, "site", &f->site);
        f->miles[at] = number_in(r, s, row, "miles");
        f->minutes[at] = number_in(r, s, row, "minutes");
    }
}
