/* world.c - all checks, then all entities. */
#include "world.h"

#include <assert.h>

#include "check.h"
#include "entities.h"
#include "text.h"

const char *const CATEGORY_NAME[N_CATEGORIES] = { /* ORDER CATEGORIES */
    "fee", "travel", "childcare", "release", "mentor", "vacancy", "contract", "management",
};
const char *const SCOPE_NAME[5] = { "area", "la", "region", "all", "buyer" };
const char *const POLICY_NAME[N_POLICY_KINDS] = {
    "min_sector_share", "reserved_places", "max_provider_share", "max_contracts",
    "max_coverage_gap", "max_profession_share",
};
const char *const OBJECTIVE_NAME[3] = { "value", "coverage", "cost" };

/* Tables of so many cells between areas and roles, or areas and sites, would not fit. */
static const double CELLS_MOST = 2e8;

/* Beyond so many, looking for what is odd takes longer than it is worth. */
static const double LOOKS_MOST = 3e8;

static void find_scenario(struct checks *c, const char *scenario)
{
    const struct map *ids = &c->ids[T_SCENARIOS];
    c->scenario = scenario ? map_find(ids, scenario) : rows(c, T_SCENARIOS) - 1 < 0 ? -1 : 0;
    if (scenario && c->scenario < 0 && is_whole(c, T_SCENARIOS))
        wrong(c, E222, T_SCENARIOS, -1, -1, did_you_mean(c, scenario, ids),
              "there is no scenario \"%s\"", text_shown(c->a, scenario));
}

static void check_size(struct checks *c)
{
    double areas = rows(c, T_AREAS);
    if (areas * rows(c, T_ROLES) * N_LEVELS > CELLS_MOST)
        wrong(c, E360, T_ROLES, -1, -1, "split the case",
              "%d areas with %d roles are more than this program can plan", rows(c, T_AREAS),
              rows(c, T_ROLES));
    if (areas * rows(c, T_SITES) > CELLS_MOST)
        wrong(c, E360, T_SITES, -1, -1, "split the case",
              "%d areas with %d sites are more than this program can plan", rows(c, T_AREAS),
              rows(c, T_SITES));
}

static void check_all(struct checks *c, const char *scenario)
{
    check_ids(c);
    find_scenario(c, scenario);
    check_cells(c);
    check_keys(c);
    check_rows(c);
    check_funding(c);
    check_scenarios(c);
    check_buyers(c);
    check_size(c);
}

static void build_all(struct build *b)
{
    build_orders(b);
    build_areas(b);
    build_roles(b);
    build_courses(b);
    build_providers(b);
    build_distances(b);
    build_funding(b);
    build_scenario(b);
    b->w->mileage_rate = parameter(b->c, MILEAGE_RATE);
}

static void query_all(struct build *b)
{
    const struct world *w = b->w;
    if ((double)w->n_areas * w->n_roles * w->n_courses > LOOKS_MOST)
        return;
    query_levels(b);
    query_offers(b);
    query_streams(b);
    query_policies(b);
    query_reach(b);
}

/* A row is rejected with a reason, or because of what it refers to, which has one. */
static bool nothing_rejected(const struct checks *c)
{
    for (int table = 0; table < N_TABLES; table++)
        for (int row = 0; row < rows(c, table); row++)
            if (is_bad(c, table, row))
                return false;
    return true;
}

static enum status refuse(const struct findings *f, struct err *err)
{
    if (!f->n_errors)
        return err_set(err, BAD_INPUT, "the tables could not be read in full");
    return err_set(err, BAD_INPUT, "%d error%s in the tables", f->n_errors,
                   f->n_errors == 1 ? "" : "s");
}

enum status world_build(struct world **out, struct arena *a, const struct tables *t,
                        const char *scenario, struct findings *f, struct err *err)
{
    struct arena *scratch = arena_new();
    struct checks *c = NEW(scratch, struct checks);
    *c = (struct checks){ .a = scratch, .t = t, .f = f };
    *out = NULL;
    check_all(c, scenario);
    if (!f->n_errors && !t->faulty) {
        assert(nothing_rejected(c));
        struct build b = { .a = a, .scratch = scratch, .c = c, .w = NEW(a, struct world) };
        build_all(&b);
        query_all(&b);
        *out = b.w;
    }
    arena_free(scratch);
    return *out ? OK : refuse(f, err);
}
