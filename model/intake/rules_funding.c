/* rules_funding.c - allocations and targets. */
#include <string.h>

#include "check.h"
#include "columns.h"
#include "number.h"
#include "text.h"
#include "world.h"

static const struct { const char *what; size_t map; } PLACES[] = { /* ORDER scope_type */
    [SCOPE_AREA] = { "an area of areas.csv", offsetof(struct checks, ids[T_AREAS]) },
    [SCOPE_LA] = { "a local authority of areas.csv", offsetof(struct checks, las) },
    [SCOPE_REGION] = { "a region of areas.csv", offsetof(struct checks, regions) },
};

static void check_place(struct checks *c, int row, int scope)
{
    const char *place = text_of(c, T_ALLOCATIONS, row, ALLOCATION_SCOPE);
    const struct map *m = (const struct map *)((const char *)c + PLACES[scope].map);
    if (!strcmp(place, "*"))
        wrong(c, E310, T_ALLOCATIONS, row, ALLOCATION_SCOPE,
              "write an id, or make the scope_type \"all\"",
              "\"*\" goes only with the scope_type \"all\"");
    else if (map_find(m, place) < 0 && is_whole(c, T_AREAS))
        wrong(c, E220, T_ALLOCATIONS, row, ALLOCATION_SCOPE, did_you_mean(c, place, m),
              "\"%s\" is not %s", text_shown(c->a, place), PLACES[scope].what);
}

static void check_allocations(struct checks *c)
{
    for_each_row(c, T_ALLOCATIONS, row) {
        int scope = (int)number_of(c, T_ALLOCATIONS, row, ALLOCATION_SCOPE_TYPE);
        const char *place = text_of(c, T_ALLOCATIONS, row, ALLOCATION_SCOPE);
        if (scope != SCOPE_ALL)
            check_place(c, row, scope);
        else if (strcmp(place, "*"))
            wrong(c, E310, T_ALLOCATIONS, row, ALLOCATION_SCOPE, "write *",
                  "the scope_type \"all\" goes with the scope \"*\", not \"%s\"",
                  text_shown(c->a, place));
    }
}

/* Sums stay exact in whole pence. */
static const double MONEY_MOST = 1e12;

/* What it would come to if nobody met any target. */
static const double SHORTFALL_MOST = 1e14;

static void check_penalties(struct checks *c)
{
    double people = 0, penalties = 0;
    for_each_row(c, T_WORKFORCE, row)
        people += number_of(c, T_WORKFORCE, row, WORKFORCE_HEADCOUNT);
    for_each_row(c, T_TARGETS, row)
        penalties += number_of(c, T_TARGETS, row, TARGET_PENALTY);
    if (people * penalties > SHORTFALL_MOST)
        wrong(c, E312, T_TARGETS, -1, -1, "see whether penalties are in pounds",
              "the penalties, of all staff, add up to more than %s pounds",
              number_print(c->a, SHORTFALL_MOST));
}

static void check_total(struct checks *c)
{
    double total = 0;
    for_each_row(c, T_ALLOCATIONS, row)
        total += number_of(c, T_ALLOCATIONS, row, ALLOCATION_AMOUNT);
    if (total > MONEY_MOST)
        wrong(c, E312, T_ALLOCATIONS, -1, -1, "see whether amounts are in pounds",
              "the allocations add up to more than %s pounds", number_print(c->a, MONEY_MOST));
}

/* Nothing is worth doing then, so the best plan is to do nothing. */
static void query_worth(struct checks *c)
{
    int n = 0;
    for_each_row(c, T_TARGETS, row) {
        n++;
        if (number_of(c, T_TARGETS, row, TARGET_PENALTY) > 0 ||
            number_of(c, T_TARGETS, row, TARGET_FLOOR) > 0)
            return;
    }
    if (n == rows(c, T_TARGETS) && n)
        wrong(c, Q514, T_TARGETS, -1, -1, "give one of them a penalty or a floor",
              "no target has a penalty or a floor, so the best plan is to train nobody");
}

static void check_targets(struct checks *c)
{
    for_each_row(c, T_TARGETS, row) {
        bool level = !is_empty(c, T_TARGETS, row, TARGET_LEVEL);
        bool course = !is_empty(c, T_TARGETS, row, TARGET_COURSE);
        if (!level && !course)
            wrong(c, E308, T_TARGETS, row, TARGET_LEVEL, "fill in one of them",
                  "the target has neither a level nor a course");
        if (level && course)
            wrong(c, E309, T_TARGETS, row, TARGET_COURSE, "leave one of them empty",
                  "the target has both a level and a course");
    }
}

void check_funding(struct checks *c)
{
    check_allocations(c);
    check_total(c);
    check_targets(c);
    check_penalties(c);
    query_worth(c);
}
