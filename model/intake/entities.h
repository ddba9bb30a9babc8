/* entities.h - from checked tables to typed entities; internal to world_build().
 *
 * Nothing can fail here: whatever could has been a finding.
 */
#ifndef RINGFENCE_INTAKE_ENTITIES_H
#define RINGFENCE_INTAKE_ENTITIES_H

#include "check.h"
#include "columns.h"
#include "world.h"

/* Positions of names in the entities' order: those of a table, or words like sectors. */
struct order {
    int n;
    int *from;     /* [n] row, or value in the map, of each entity */
    int *position; /* [row or value] of each entity, -1 = none */
};

struct build {
    struct arena *a, *scratch;
    struct checks *c;
    struct world *w;
    struct order table[N_TABLES];  /* of tables with an id; periods by their start */
    struct order la, region, sector, profession, module;
    struct map professions;
    uint16_t *levels;              /* [n_areas][n_roles] by query_levels(): bit l is set when
                                      somebody has level l, or courses can lead there */
};

/* Keys of a map in bytewise order; values are below `most`. */
struct order order_of(struct arena *scratch, const struct map *m, int most);

/* A text that outlives the tables; the name of what has none is its id. */
const char *text_kept(const struct build *b, int table, int row, int column);
const char *name_or_id(const struct build *b, int table, int row, int column);

/* Sets flags[position] for the names of a list; "*" and an empty cell set all. */
void list_flags(const struct build *b, const char *list, const struct map *m,
                const struct order *order, bool *flags);
/* [n_roles] in the list of roles and of a sector in the list of sectors. */
bool *role_flags(const struct build *b, int table, int row, int roles, int sectors);

void build_orders(struct build *b);
void build_areas(struct build *b);      /* las, regions, areas, periods */
void build_roles(struct build *b);      /* roles, professions, headcount */
void build_courses(struct build *b);    /* courses, modules */
void build_providers(struct build *b);  /* providers, sites, offers */
void build_distances(struct build *b);
void build_funding(struct build *b);    /* streams, allocations, targets */
void build_scenario(struct build *b);   /* settings, procurement, buyers, policies */
double parameter(const struct checks *c, enum parameter p);

/* What is possible, but hardly meant: queries, which stop nothing. */
void query_levels(struct build *b);         /* queries.c: first */
bool can_take(const struct build *b, const struct course *k, struct area_id a, struct role_id r);
void query_offers(const struct build *b);   /* queries.c */
void query_policies(const struct build *b);
void query_streams(const struct build *b);
void query_reach(const struct build *b);    /* queries_reach.c */

#endif
