/* facts.h - the facts of one scenario, typed from its sheets (MODEL.md 2 to 4).
 *
 * Everything has a position: ids in the order of their bytes, periods by start.  -1 is none.
 * NAN is a number that is not given.  Read-only once read; owned by the arena given.
 */
#ifndef RINGFENCE_VERIFY_FACTS_H
#define RINGFENCE_VERIFY_FACTS_H

#include "tools/verify/sheet.h"

enum { LEVELS = 9 };
enum { FEE, TRAVEL, CHILDCARE, RELEASE, MENTOR, VACANCY, CONTRACT, MANAGEMENT, N_CATEGORIES,
       N_LEARNERS = VACANCY };
enum { SCOPE_AREA, SCOPE_LA, SCOPE_REGION, SCOPE_ALL, SCOPE_BUYER, N_SCOPES };
enum { CARE_NONE, CARE_LOCAL, CARE_CRECHE, N_CARES };
enum { WAY_COHORT, WAY_OPEN, N_WAYS };
extern const char *const CATEGORIES[N_CATEGORIES], *const SCOPES[N_SCOPES],
    *const CARES[N_CARES], *const WAYS[N_WAYS];

struct names { int n; const char **id; };
int name_at(const struct names *n, const char *id); /* -1 when it is not there */

struct area_facts {
    int la, region;
    const char *name;
    double latitude, longitude, care_hours, care_price, mentor_hours, mentor_price;
};
struct period_facts { const char *start; double months, index, discount; };
struct role_facts {
    int sector, profession;
    const char *name;
    double release_cost, childcare_share, limit[2], release_share, turnover;
};
struct course_facts {
    const char *name;
    int entry, award, periods, n_modules;
    int *module;                  /* [n_modules] */
    bool *role;                   /* [roles] who may take it */
    double contact_hours, sessions, load, completion, mentor_hours, grants;
};
struct provider_facts {
    const char *name, *kind;
    int n_bands;                  /* 0: no discounts; else the first is nothing off from nothing */
    double *threshold, *discount;
};
struct site_facts {
    int provider;
    const char *name;
    double latitude, longitude, attendance, work_time, creche_hours, creche_price;
};
struct offer_facts {
    int site, module, from, until;
    double cohort_price, cohort_min, cohort_max, learner_price, cohorts_limit;
    double place_price, places_limit;
};
struct stream_facts {
    const char *name;
    bool *role, *course;          /* [roles], [courses] what the ring-fence holds */
    bool category[N_CATEGORIES];
    double max_share, cap, carry_over, virement, top_slice;
};
struct target_facts {
    bool *area, *role;
    int level, course, period;
    double share, penalty, floor;
};
struct policy_facts {
    const char *kind;
    double value;
    int sector;
    bool *module, *provider;
};
struct pot_facts { int stream, scope, place, period; double amount; }; /* after the top-slice */

struct facts {
    struct arena *arena;
    struct sheet sheet[N_SHEETS];
    bool no_starts;                  /* "Nothing": the first scenario without a start */
    const char *scenario, *scenario_name, *base, *objective, *option, *partition;
    double gap, time_limit, contract_cost, office_cost, management_share, mileage_rate;
    bool pool_funding, share_mentors;
    struct names area, la, region, period, role, sector, profession, course, module, provider,
        site, stream, target, policy, buyer;
    struct area_facts *areas;
    struct period_facts *periods;
    struct role_facts *roles;
    struct course_facts *courses;
    const char **module_name;
    struct provider_facts *providers;
    struct site_facts *sites;
    struct stream_facts *streams;
    struct target_facts *targets;
    struct policy_facts *policies;   /* only those in force; kind NULL otherwise */
    struct offer_facts *offers;
    int n_offers, *offer_at;         /* [sites * modules] */
    int *buyer_of_la;
    double *headcount, *miles, *minutes;
    struct pot_facts *pots;          /* merged where funding is pooled; amount > 0 */
    int n_pots;
};

/* objective: what a run was asked for instead of its scenario's own; NULL: that. */
MUST_USE enum status facts_read(struct facts **out, struct arena *a, const char *folder,
                                const char *scenario, const char *objective, struct err *err);

static inline double people_at(const struct facts *f, int area, int role, int level)
{
    return f->headcount[(area * f->role.n + role) * LEVELS + level];
}
double people_of(const struct facts *f, int area, int role);  /* of all levels */
double group_at(const struct facts *f, int area, int role, bool childcare, int level);
static inline double minutes_to(const struct facts *f, int area, int site)
{
    return f->minutes[area * f->site.n + site];
}
static inline int buyer_of_area(const struct facts *f, int area)
{
    return f->buyer_of_la[f->areas[area].la];
}
/* The offer of a module at a site, NULL when there is none. */
const struct offer_facts *offer_of(const struct facts *f, int site, int module);
bool scope_holds_area(const struct facts *f, int scope, int place, int area);
bool scope_holds_buyer(const struct facts *f, int scope, int place, int buyer);
const struct names *scope_names(const struct facts *f, int scope); /* NULL: of all */

/* ---- what the files of facts share ---- */

struct facts_reader { struct facts *f; struct err *err; bool failed; };
/* Keeps the first failure. */
void facts_wrong(struct facts_reader *r, const struct sheet *s, int row, const char *what);
double number_in(struct facts_reader *r, const struct sheet *s, int row, const char *column);
bool yes_in(const struct sheet *s, int row, const char *column);
int name_in(struct facts_reader *r, const struct sheet *s, int row, const char *column,
            const struct names *names);
const char *text_or(const struct sheet *s, int row, const char *column, const char *otherwise);
bool *flags_in(struct facts *f, const char *list, const struct names *names);
/* The ids of a column, sorted, each once; those of an empty cell are another column's. */
struct names gather(struct arena *a, const struct sheet *s, const char *column,
                    const char *otherwise);
struct names sorted(struct arena *a, const char **id, int n);
void read_people(struct facts_reader *r);
void read_teaching(struct facts_reader *r);
void read_distances(struct facts_reader *r, double road_factor, double speed);
void read_funding(struct facts_reader *r);
void read_scenario(struct facts_reader *r, const int *chain, int n_chain);

#endif
