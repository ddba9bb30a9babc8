/* world.h - the validated facts of one scenario: MODEL.md section 2 with types.
 *
 * Read-only once built.  Every entity has its own id type, a position in the entity's
 * array; arrays are sorted by id, so the order of rows in the files changes nothing.
 * Money is in pounds, times as their names say.  Strings are owned by the arena given
 * to world_build().
 */
#ifndef RINGFENCE_WORLD_H
#define RINGFENCE_WORLD_H

#include "base.h"
#include "findings.h"
#include "tables.h"

struct la_id         { int i; };
struct region_id     { int i; };
struct area_id       { int i; };
struct period_id     { int i; };
struct sector_id     { int i; };
struct profession_id { int i; };
struct role_id       { int i; };
struct course_id     { int i; };
struct module_id     { int i; }; /* a row of modules.csv, or a course without modules */
struct provider_id   { int i; };
struct site_id       { int i; };
struct offer_id      { int i; };
struct stream_id     { int i; };
struct target_id     { int i; };
struct policy_id     { int i; };

#define for_each_(T, id, n)        for (struct T id = { 0 }; id.i < (n); id.i++)
#define for_each_la(w, x)          for_each_(la_id, x, (w)->n_las)
#define for_each_region(w, x)      for_each_(region_id, x, (w)->n_regions)
#define for_each_area(w, x)        for_each_(area_id, x, (w)->n_areas)
#define for_each_period(w, x)      for_each_(period_id, x, (w)->n_periods)
#define for_each_role(w, x)        for_each_(role_id, x, (w)->n_roles)
#define for_each_course(w, x)      for_each_(course_id, x, (w)->n_courses)
#define for_each_module(w, x)      for_each_(module_id, x, (w)->n_modules)
#define for_each_provider(w, x)    for_each_(provider_id, x, (w)->n_providers)
#define for_each_site(w, x)        for_each_(site_id, x, (w)->n_sites)
#define for_each_offer(w, x)       for_each_(offer_id, x, (w)->n_offers)
#define for_each_stream(w, x)      for_each_(stream_id, x, (w)->n_streams)
#define for_each_target(w, x)      for_each_(target_id, x, (w)->n_targets)
#define for_each_policy(w, x)      for_each_(policy_id, x, (w)->n_policies)

enum { N_LEVELS = 9 }; /* qualification levels 0 to 8 */
enum { NO_LEVEL = -1 };

enum category { /* ORDER CATEGORIES: five of learners, then three of buyers */
    FEE, TRAVEL, CHILDCARE, RELEASE, MENTOR, VACANCY, CONTRACT, MANAGEMENT, N_CATEGORIES,
    N_LEARNER_CATEGORIES = VACANCY
};
extern const char *const CATEGORY_NAME[N_CATEGORIES];

enum scope_type { SCOPE_AREA, SCOPE_LA, SCOPE_REGION, SCOPE_ALL, SCOPE_BUYER };
extern const char *const SCOPE_NAME[5];

struct la     { const char *id; };
struct region { const char *id; };
struct sector { const char *id; };
struct profession { const char *id; };

struct area {
    const char *id, *name;
    struct la_id la;
    struct region_id region;
    double latitude, longitude;
    double childcare_hours, childcare_price; /* per period, £/h; 0 when not listed */
    double mentor_hours, mentor_price;       /* per period, £/h; 0 when not listed */
};

struct period {
    const char *id, *start;
    double months, price_index;
    double discount; /* delta_t of MODEL.md 4 */
};

struct role {
    const char *id, *name;
    struct sector_id sector;
    struct profession_id profession;
    double release_cost;             /* £/h */
    double childcare_share;          /* of the headcount */
    double travel_limit[2];          /* minutes one way, by childcare need; INFINITY = none */
    double release_share, turnover;
};

struct course {
    const char *id, *name;
    int entry_level, award_level;    /* NO_LEVEL = awards none */
    bool *taken_by;                  /* [n_roles] its roles and sectors together */
    int periods;
    double contact_hours, sessions, load, completion, mentor_hours, grants_mentor_hours;
    struct module_id *modules;       /* [n_modules] at least one */
    int n_modules;
};

struct module { const char *id, *name; };
struct provider {
    const char *id, *name, *kind;
    int n_bands;                     /* discount bands, 0 = no discounts; else band 0 is
                                        threshold 0, discount 0 */
    double *threshold, *discount;    /* [n_bands] */
};

struct site {
    const char *id, *name;
    struct provider_id provider;
    double latitude, longitude, attendance, work_time, creche_hours, creche_price;
};

struct offer {
    struct site_id site;
    struct module_id module;
    bool by_cohort, by_place;
    double cohort_price, cohort_min, cohort_max, learner_price;
    int cohorts_limit;
    double place_price, places_limit;  /* INFINITY = no limit */
    struct period_id from, until;
};

struct stream {
    const char *id, *name;
    bool *roles;                     /* [n_roles] its roles and sectors together */
    bool *courses;                   /* [n_courses] its courses and award levels together */
    bool category[N_CATEGORIES];
    double max_share, cap_per_learner; /* cap INFINITY = none */
    double carry_over, virement, top_slice;
};

struct allocation {
    struct stream_id stream;
    struct period_id period;
    enum scope_type scope;           /* area, la, region or all */
    int place;                       /* area_id, la_id or region_id; 0 for all */
    double amount;                   /* before the top-slice */
};

struct target {
    const char *id;
    bool *areas, *roles;             /* [n_areas], [n_roles] with sectors */
    int level;                       /* NO_LEVEL when for a course */
    struct course_id course;         /* .i = -1 when for a level */
    struct period_id period;
    double share, penalty, floor;
};

enum partition { BY_LA, BY_REGION, BY_ALL, BY_CONSORTIA };
struct procurement {
    const char *id;
    enum partition partition;
    double contract_cost, office_cost, management_share;
    bool pool_funding, share_mentors;
};

enum policy_kind { MIN_SECTOR_SHARE, RESERVED_PLACES, MAX_PROVIDER_SHARE, MAX_CONTRACTS,
                   MAX_COVERAGE_GAP, MAX_PROFESSION_SHARE, N_POLICY_KINDS };
extern const char *const POLICY_NAME[N_POLICY_KINDS];

struct policy {                      /* only those that apply to this scenario */
    const char *id;
    enum policy_kind kind;
    double value;
    struct sector_id sector;         /* .i = -1 when none */
    bool *modules, *providers;       /* [n_modules], [n_providers] */
};

enum objective_kind { OBJECTIVE_VALUE, OBJECTIVE_COVERAGE, OBJECTIVE_COST };
extern const char *const OBJECTIVE_NAME[3];

struct scenario {
    const char *id, *name, *base;    /* base NULL when none */
    struct procurement procurement;  /* inherited already */
    enum objective_kind objective;
    double gap, time_limit;          /* share; seconds */
};

struct held {                        /* beyond the tables; all zero: nothing (hold.h) */
    double *most_short;              /* [n_targets][n_las] people, or NULL */
    double *most_cost;               /* one figure, discounted £, or NULL */
    enum objective_kind from;        /* its own objective, before it was held to either */
    bool no_starts;
};

struct world {
    struct scenario scenario;
    struct held held;
    int n_las, n_regions, n_areas, n_periods, n_sectors, n_professions, n_roles, n_courses,
        n_modules, n_providers, n_sites, n_offers, n_streams, n_allocations, n_targets,
        n_policies, n_buyers;
    struct la *la;
    struct region *region;
    struct area *area;
    struct period *period;
    struct sector *sector;
    struct profession *profession;
    struct role *role;
    struct course *course;
    struct module *module;
    struct provider *provider;
    struct site *site;
    struct offer *offer;             /* sorted by site, module */
    struct stream *stream;
    struct allocation *allocation;
    struct target *target;
    struct policy *policy;
    const char **buyer;              /* [n_buyers] names, sorted */
    int *buyer_of_la;                /* [n_las] */
    double *headcount;               /* [n_areas][n_roles][N_LEVELS] */
    double *miles, *minutes;         /* [n_areas][n_sites] one way */
    double mileage_rate;             /* £ per mile */
};

static inline double headcount(const struct world *w, struct area_id a, struct role_id r, int l)
{
    return w->headcount[((size_t)a.i * (size_t)w->n_roles + (size_t)r.i) * N_LEVELS + (size_t)l];
}
static inline double miles(const struct world *w, struct area_id a, struct site_id s)
{
    return w->miles[(size_t)a.i * (size_t)w->n_sites + (size_t)s.i];
}
static inline double minutes(const struct world *w, struct area_id a, struct site_id s)
{
    return w->minutes[(size_t)a.i * (size_t)w->n_sites + (size_t)s.i];
}

/* Checks the tables of one scenario (as tables_changed() gives them) and types them.
 * scenario NULL: the case as it stands, under its first scenario's settings, for checking alone.
 * Every fault is a finding; when any is an error, returns BAD_INPUT and *out is NULL. */
MUST_USE enum status world_build(struct world **out, struct arena *a, const struct tables *t,
                                 const char *scenario, struct findings *f, struct err *err);

#endif
