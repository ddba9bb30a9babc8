/* rules_buyers.c - who buys: consortia, and regions that cut through an authority. */
#include <string.h>

#include "check.h"
#include "columns.h"
#include "text.h"
#include "world.h"

static int partition_of(const struct checks *c, int procurement)
{
    double partition = number_of(c, T_PROCUREMENT, procurement, PROCUREMENT_PARTITION);
    return isnan(partition) ? -1 : (int)partition;
}

static void check_name(struct checks *c, const struct map *members, struct map *said, int row)
{
    const char *option = text_of(c, T_CONSORTIA, row, CONSORTIUM_PROCUREMENT);
    const char *buyer = text_of(c, T_CONSORTIA, row, CONSORTIUM_BUYER);
    const char *both = arena_print(c->a, "%s|%s", option, buyer);
    if (map_find(&c->las, buyer) < 0 || map_find(members, both) >= 0 ||
        map_add(said, both, row) >= 0)
        return;
    wrong(c, E333, T_CONSORTIA, row, CONSORTIUM_BUYER,
          "give the consortium another name, or make the authority a member",
          "the consortium \"%s\" has the name of an authority that buys alone",
          text_shown(c->a, buyer));
}

static void check_consortia(struct checks *c)
{
    struct map members, said;
    map_init(&members, c->a);
    map_init(&said, c->a);
    for_each_row(c, T_CONSORTIA, row)
        map_add(&members, arena_print(c->a, "%s|%s",
                                      text_of(c, T_CONSORTIA, row, CONSORTIUM_PROCUREMENT),
                                      text_of(c, T_CONSORTIA, row, CONSORTIUM_LA)), row);
    for_each_row(c, T_CONSORTIA, row) {
        int option = ref_of(c, T_CONSORTIA, row, CONSORTIUM_PROCUREMENT);
        if (partition_of(c, option) == BY_CONSORTIA)
            check_name(c, &members, &said, row);
        else if (!is_bad(c, T_PROCUREMENT, option))
            wrong(c, Q508, T_CONSORTIA, row, CONSORTIUM_PROCUREMENT,
                  "set its partition to consortia in procurement.csv, or delete the row",
                  "\"%s\" does not buy by consortia, so this row has no effect",
                  text_shown(c->a, text_of(c, T_CONSORTIA, row, CONSORTIUM_PROCUREMENT)));
    }
}

/* The region's buyer would have half an authority. */
static void check_regions(struct checks *c)
{
    int *first = NEW_ARRAY(c->a, int, c->las.n + 1); /* 1 + row of the authority's first area */
    for_each_row(c, T_AREAS, row) {
        const char *la = text_of(c, T_AREAS, row, AREA_LA);
        int i = map_find(&c->las, *la ? la : text_of(c, T_AREAS, row, AREA_ID));
        if (!first[i])
            first[i] = row + 1;
        int before = first[i] - 1;
        const char *region = text_of(c, T_AREAS, before, AREA_REGION);
        if (strcmp(region, text_of(c, T_AREAS, row, AREA_REGION)))
            wrong(c, E332, T_AREAS, row, AREA_REGION,
                  "regions can buy only if each authority lies in one",
                  "the authority \"%s\" lies in two regions: this one, and \"%s\" on line %d",
                  c->las.key[i], text_shown(c->a, region), line_of(c, T_AREAS, before));
    }
}

void check_buyers(struct checks *c)
{
    check_consortia(c);
    int row = c->scenario < 0 ? -1 : inherited_row(c, c->scenario, SCENARIO_PROCUREMENT);
    int option = row < 0 ? -1 : ref_of(c, T_SCENARIOS, row, SCENARIO_PROCUREMENT);
    if (option >= 0 && partition_of(c, option) == BY_REGION)
        check_regions(c);
}
