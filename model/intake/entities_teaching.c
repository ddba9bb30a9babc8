/* entities_teaching.c - courses, modules, providers, sites, offers, distances. */
#include <stdlib.h>
#include <string.h>

#include "entities.h"

/* Of the Earth in miles: such as gives its circumference. */
static const double EARTH_RADIUS = 3958.7613;

static struct course course_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    double award = number_of(c, T_COURSES, row, COURSE_AWARD_LEVEL);
    return (struct course){
        .id = text_kept(b, T_COURSES, row, COURSE_ID),
        .name = name_or_id(b, T_COURSES, row, COURSE_NAME),
        .entry_level = (int)number_of(c, T_COURSES, row, COURSE_ENTRY_LEVEL),
        .award_level = isnan(award) ? NO_LEVEL : (int)award,
        .taken_by = role_flags(b, T_COURSES, row, COURSE_ROLES, COURSE_SECTORS),
        .periods = (int)number_of(c, T_COURSES, row, COURSE_PERIODS),
        .contact_hours = number_of(c, T_COURSES, row, COURSE_CONTACT_HOURS),
        .sessions = number_of(c, T_COURSES, row, COURSE_SESSIONS),
        .load = number_of(c, T_COURSES, row, COURSE_LOAD),
        .completion = number_of(c, T_COURSES, row, COURSE_COMPLETION),
        .mentor_hours = number_of(c, T_COURSES, row, COURSE_MENTOR_HOURS),
        .grants_mentor_hours = number_of(c, T_COURSES, row, COURSE_GRANTS_MENTOR_HOURS),
    };
}

static void build_modules(struct build *b)
{
    struct world *w = b->w;
    int n = rows(b->c, T_MODULES);
    w->n_modules = b->module.n;
    w->module = NEW_ARRAY(b->a, struct module, w->n_modules + 1);
    for_each_module(w, m) {
        int from = b->module.from[m.i];
        int table = from < n ? T_MODULES : T_COURSES, row = from < n ? from : from - n;
        w->module[m.i].id = text_kept(b, table, row, 0);
        w->module[m.i].name = name_or_id(b, table, row, table == T_MODULES ? MODULE_NAME
                                                                           : COURSE_NAME);
    }
}

static int by_position(const void *left, const void *right)
{
    const struct module_id *a = left, *b = right;
    return (a->i > b->i) - (a->i < b->i);
}

static void join_modules(struct build *b)
{
    const struct checks *c = b->c;
    struct world *w = b->w;
    int *room = NEW_ARRAY(b->scratch, int, w->n_courses + 1);
    for_each_row(c, T_COURSE_MODULES, row) {
        int at = ref_of(c, T_COURSE_MODULES, row, COURSE_MODULE_COURSE);
        int module = ref_of(c, T_COURSE_MODULES, row, COURSE_MODULE_MODULE);
        int i = b->table[T_COURSES].position[at];
        struct course *course = &w->course[i];
        PUSH(b->a, course->modules, course->n_modules, room[i])->i = b->module.position[module];
    }
    for_each_course(w, k) {
        struct course *course = &w->course[k.i];
        int itself = rows(c, T_MODULES) + b->table[T_COURSES].from[k.i];
        if (!course->n_modules)
            PUSH(b->a, course->modules, course->n_modules, room[k.i])->i =
                b->module.position[itself];
        qsort(course->modules, (size_t)course->n_modules, sizeof *course->modules, by_position);
    }
}

void build_courses(struct build *b)
{
    struct world *w = b->w;
    w->n_courses = b->table[T_COURSES].n;
    w->course = NEW_ARRAY(b->a, struct course, w->n_courses + 1);
    for_each_course(w, k)
        w->course[k.i] = course_at(b, b->table[T_COURSES].from[k.i]);
    build_modules(b);
    join_modules(b);
}

struct band { int provider; double threshold, discount; };

static int by_threshold(const void *left, const void *right)
{
    const struct band *a = left, *b = right;
    int order = (a->provider > b->provider) - (a->provider < b->provider);
    return order ? order : (a->threshold > b->threshold) - (a->threshold < b->threshold);
}

static struct band *sorted_bands(const struct build *b, int n)
{
    const struct checks *c = b->c;
    struct band *bands = NEW_ARRAY(b->scratch, struct band, n + 1);
    for (int row = 0; row < n; row++) {
        int provider = ref_of(c, T_DISCOUNTS, row, DISCOUNT_PROVIDER);
        bands[row] = (struct band){ b->table[T_PROVIDERS].position[provider],
                                    number_of(c, T_DISCOUNTS, row, DISCOUNT_THRESHOLD),
                                    number_of(c, T_DISCOUNTS, row, DISCOUNT_DISCOUNT) };
    }
    qsort(bands, (size_t)n, sizeof *bands, by_threshold);
    return bands;
}

static void add_band(struct build *b, struct provider *p, int room[2], double threshold,
                     double discount)
{
    int n = p->n_bands;
    *PUSH(b->a, p->threshold, n, room[0]) = threshold;
    *PUSH(b->a, p->discount, p->n_bands, room[1]) = discount;
}

static void build_bands(struct build *b)
{
    int n = rows(b->c, T_DISCOUNTS);
    int (*room)[2] = arena_alloc(b->scratch, (size_t)b->w->n_providers + 1, sizeof *room);
    struct band *bands = sorted_bands(b, n);
    for (int i = 0; i < n; i++) {
        struct provider *p = &b->w->provider[bands[i].provider];
        if (!p->n_bands)
            add_band(b, p, room[bands[i].provider], 0, 0);
        add_band(b, p, room[bands[i].provider], bands[i].threshold, bands[i].discount);
    }
}

static void build_sites(struct build *b)
{
    const struct checks *c = b->c;
    struct world *w = b->w;
    w->n_sites = b->table[T_SITES].n;
    w->site = NEW_ARRAY(b->a, struct site, w->n_sites + 1);
    for_each_site(w, s) {
        int row = b->table[T_SITES].from[s.i];
        int provider = ref_of(c, T_SITES, row, SITE_PROVIDER);
        w->site[s.i] = (struct site){
            .id = text_kept(b, T_SITES, row, SITE_ID),
            .name = name_or_id(b, T_SITES, row, SITE_NAME),
            .provider = { b->table[T_PROVIDERS].position[provider] },
            .latitude = number_of(c, T_SITES, row, SITE_LATITUDE),
            .longitude = number_of(c, T_SITES, row, SITE_LONGITUDE),
            .attendance = number_of(c, T_SITES, row, SITE_ATTENDANCE),
            .work_time = number_of(c, T_SITES, row, SITE_WORK_TIME),
            .creche_hours = number_of(c, T_SITES, row, SITE_CRECHE_HOURS),
            .creche_price = number_of(c, T_SITES, row, SITE_CRECHE_PRICE),
        };
    }
}

static struct offer offer_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    const int *period = b->table[T_PERIODS].position;
    int from = ref_of(c, T_OFFERS, row, OFFER_FROM_PERIOD);
    int until = ref_of(c, T_OFFERS, row, OFFER_UNTIL_PERIOD);
    double cohort = number_of(c, T_OFFERS, row, OFFER_COHORT_PRICE);
    double place = number_of(c, T_OFFERS, row, OFFER_PLACE_PRICE);
    double places = number_of(c, T_OFFERS, row, OFFER_PLACES_LIMIT);
    struct offer o = {
        .site = { b->table[T_SITES].position[ref_of(c, T_OFFERS, row, OFFER_SITE)] },
        .module = { b->module.position[ref_of(c, T_OFFERS, row, OFFER_MODULE)] },
        .by_cohort = !isnan(cohort), .by_place = !isnan(place),
        .places_limit = isnan(places) ? INFINITY : places,
        .place_price = isnan(place) ? 0 : place,
        .from = { from < 0 ? 0 : period[from] },
        .until = { until < 0 ? b->w->n_periods - 1 : period[until] },
    };
    if (o.by_cohort) {
        o.cohort_price = cohort;
        o.cohort_min = number_of(c, T_OFFERS, row, OFFER_COHORT_MIN);
        o.cohort_max = number_of(c, T_OFFERS, row, OFFER_COHORT_MAX);
        o.learner_price = number_of(c, T_OFFERS, row, OFFER_LEARNER_PRICE);
        o.cohorts_limit = (int)number_of(c, T_OFFERS, row, OFFER_COHORTS_LIMIT);
    }
    return o;
}

static int by_site(const void *left, const void *right)
{
    const struct offer *a = left, *b = right;
    int order = (a->site.i > b->site.i) - (a->site.i < b->site.i);
    return order ? order : (a->module.i > b->module.i) - (a->module.i < b->module.i);
}

static void build_offers(struct build *b)
{
    struct world *w = b->w;
    w->n_offers = rows(b->c, T_OFFERS);
    w->offer = NEW_ARRAY(b->a, struct offer, w->n_offers + 1);
    for_each_offer(w, o)
        w->offer[o.i] = offer_at(b, o.i);
    qsort(w->offer, (size_t)w->n_offers, sizeof *w->offer, by_site);
}

void build_providers(struct build *b)
{
    struct world *w = b->w;
    w->n_providers = b->table[T_PROVIDERS].n;
    w->provider = NEW_ARRAY(b->a, struct provider, w->n_providers + 1);
    for_each_provider(w, p) {
        int row = b->table[T_PROVIDERS].from[p.i];
        w->provider[p.i].id = text_kept(b, T_PROVIDERS, row, PROVIDER_ID);
        w->provider[p.i].name = name_or_id(b, T_PROVIDERS, row, PROVIDER_NAME);
        w->provider[p.i].kind = text_kept(b, T_PROVIDERS, row, PROVIDER_KIND);
    }
    build_bands(b);
    build_sites(b);
    build_offers(b);
}

static double great_circle(const struct area *a, const struct site *s)
{
    const double radians = acos(-1) / 180;
    double up = sin((s->latitude - a->latitude) * radians / 2);
    double along = sin((s->longitude - a->longitude) * radians / 2);
    double h = up * up + cos(a->latitude * radians) * cos(s->latitude * radians) * along * along;
    return 2 * EARTH_RADIUS * asin(fmin(1, sqrt(h)));
}

void build_distances(struct build *b)
{
    const struct checks *c = b->c;
    struct world *w = b->w;
    size_t n = (size_t)w->n_sites;
    double factor = parameter(c, ROAD_FACTOR), speed = parameter(c, SPEED_MPH);
    w->miles = NEW_ARRAY(b->a, double, (size_t)w->n_areas * n + 1);
    w->minutes = NEW_ARRAY(b->a, double, (size_t)w->n_areas * n + 1);
    for_each_area(w, a)
        for_each_site(w, s) {
            double far = great_circle(&w->area[a.i], &w->site[s.i]) * factor;
            w->miles[(size_t)a.i * n + (size_t)s.i] = far;
            w->minutes[(size_t)a.i * n + (size_t)s.i] = far / speed * 60;
        }
    for_each_row(c, T_TRAVEL, row) {
        int area = b->table[T_AREAS].position[ref_of(c, T_TRAVEL, row, TRAVEL_AREA)];
        int site = b->table[T_SITES].position[ref_of(c, T_TRAVEL, row, TRAVEL_SITE)];
        w->miles[(size_t)area * n + (size_t)site] = number_of(c, T_TRAVEL, row, TRAVEL_MILES);
        w->minutes[(size_t)area * n + (size_t)site] = number_of(c, T_TRAVEL, row, TRAVEL_MINUTES);
    }
}
