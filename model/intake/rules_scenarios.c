/* rules_scenarios.c - scenarios and their bases, changes, policies, parameters. */
#include <string.h>

#include "change.h"
#include "check.h"
#include "columns.h"
#include "number.h"
#include "text.h"
#include "world.h"

int inherited_row(const struct checks *c, int scenario, int column)
{
    for (int steps = 0; scenario >= 0 && steps <= rows(c, T_SCENARIOS); steps++) {
        if (!is_empty(c, T_SCENARIOS, scenario, column))
            return scenario;
        scenario = ref_of(c, T_SCENARIOS, scenario, SCENARIO_BASE);
    }
    return -1;
}

/* Every scenario is passed once, however long the chain of bases. */
struct bases {
    int *walk;      /* [row] number of the walk that came by, 0 = none yet */
    bool *circular; /* [row] it is its own base */
    bool *bought;   /* [row] it or a base of it has a procurement */
    int *path;
};

static void walk_from(const struct checks *c, struct bases *b, int first)
{
    int n = 0, row = first;
    for (; row >= 0 && !b->walk[row]; row = ref_of(c, T_SCENARIOS, row, SCENARIO_BASE)) {
        b->walk[row] = first + 1;
        b->path[n++] = row;
    }
    bool circle = row >= 0 && b->walk[row] == first + 1;
    bool bought = circle || (row >= 0 && b->bought[row]);
    for (int i = n - 1; i >= 0; i--) {
        int at = b->path[i];
        b->circular[at] = circle;
        circle = circle && at != row;
        b->bought[at] = bought = bought || !is_empty(c, T_SCENARIOS, at, SCENARIO_PROCUREMENT);
    }
}

static void check_bases(struct checks *c)
{
    int n = rows(c, T_SCENARIOS) + 1;
    struct bases b = { NEW_ARRAY(c->a, int, n), NEW_ARRAY(c->a, bool, n),
                       NEW_ARRAY(c->a, bool, n), NEW_ARRAY(c->a, int, n) };
    for_each_row(c, T_SCENARIOS, row)
        walk_from(c, &b, row);
    for_each_row(c, T_SCENARIOS, row) {
        const char *id = text_shown(c->a, text_of(c, T_SCENARIOS, row, SCENARIO_ID));
        if (b.circular[row])
            wrong(c, E320, T_SCENARIOS, row, SCENARIO_BASE, "leave the base of one of them empty",
                  "\"%s\" is its own base, directly or through others", id);
        else if (!b.bought[row])
            wrong(c, E321, T_SCENARIOS, row, SCENARIO_PROCUREMENT,
                  "name an option of procurement.csv",
                  "\"%s\" has no procurement, and no base that has one", id);
    }
}

static void check_changes(struct checks *c)
{
    struct change change;
    for_each_row(c, T_CHANGES, row)
        change_read(&change, c->a, c->t, row, c->f);
}

static void check_policies(struct checks *c)
{
    for_each_row(c, T_POLICIES, row) {
        int kind = (int)number_of(c, T_POLICIES, row, POLICY_KIND);
        double value = number_of(c, T_POLICIES, row, POLICY_VALUE);
        bool needs_sector = kind == MIN_SECTOR_SHARE || kind == RESERVED_PLACES;
        if (needs_sector && is_empty(c, T_POLICIES, row, POLICY_SECTOR))
            wrong(c, E340, T_POLICIES, row, POLICY_SECTOR, "name a sector of roles.csv",
                  "a policy of the kind %s needs a sector", POLICY_NAME[kind]);
        if (kind == MAX_CONTRACTS && value != floor(value))
            wrong(c, E341, T_POLICIES, row, POLICY_VALUE, NULL,
                  "the value of max_contracts must be a whole number, not %s",
                  number_print(c->a, value));
        if (kind != MAX_CONTRACTS && value > 1)
            wrong(c, E341, T_POLICIES, row, POLICY_VALUE,
                  value <= 100 ? arena_print(c->a, "write %s for %s per cent",
                                             number_print(c->a, value / 100),
                                             number_print(c->a, value)) : NULL,
                  "the value of %s must be from 0 to 1, not %s", POLICY_NAME[kind],
                  number_print(c->a, value));
    }
}

static const struct { double least, most; } PARAMETER_BOUNDS[N_PARAMETERS] = {
    [MILEAGE_RATE] = { 0, 1000 }, [ROAD_FACTOR] = { 0.01, 100 }, [SPEED_MPH] = { 0.1, 1000 },
    [DISCOUNT_RATE] = { 0, 1 },
};

static void check_parameters(struct checks *c)
{
    for_each_row(c, T_PARAMETERS, row) {
        int i = (int)number_of(c, T_PARAMETERS, row, PARAMETER_ID);
        double value = number_of(c, T_PARAMETERS, row, PARAMETER_VALUE);
        double least = PARAMETER_BOUNDS[i].least, most = PARAMETER_BOUNDS[i].most;
        if (value < least || value > most)
            wrong(c, E350, T_PARAMETERS, row, PARAMETER_VALUE, NULL,
                  "%s must be from %s to %s, not %s",
                  text_of(c, T_PARAMETERS, row, PARAMETER_ID), number_print(c->a, least),
                  number_print(c->a, most), number_print(c->a, value));
    }
}

void check_scenarios(struct checks *c)
{
    check_bases(c);
    check_changes(c);
    check_policies(c);
    check_parameters(c);
}
