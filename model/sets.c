/* sets.c - the order in which the sets are built, and the small questions asked of them. */
#include "sets_build.h"

#include <string.h>

const char *const CARE_NAME[3] = { "none", "local", "creche" };
const char *const WAY_NAME[2] = { "cohort", "open" };

void gather_add(struct arena *a, struct gather *g, int owner, int item)
{
    if (g->n == g->room) {
        int room = g->room;
        g->owner = arena_grow(a, g->owner, g->n, &room, sizeof *g->owner);
        g->item = arena_grow(a, g->item, g->n, &g->room, sizeof *g->item);
    }
    g->owner[g->n] = owner;
    g->item[g->n++] = item;
}

void gather_links(struct arena *a, const struct gather *g, int n, struct links *(*at)(void *, int),
                  void *array)
{
    for (int k = 0; k < g->n; k++)
        at(array, g->owner[k])->n++;
    for (int i = 0; i < n; i++) {
        struct links *l = at(array, i);
        l->item = NEW_ARRAY(a, int, l->n);
        l->n = 0;
    }
    for (int k = 0; k < g->n; k++) {
        struct links *l = at(array, g->owner[k]);
        l->item[l->n++] = g->item[k];
    }
}

struct sets *sets_build(struct arena *a, const struct world *w, const bool *apart)
{
    struct build b = { .arena = a, .w = w, .apart = apart, .s = NEW(a, struct sets) };
    b.s->world = w;
    build_groups(&b);
    build_classes(&b);
    build_payers(&b);
    build_starts(&b);
    build_stock(&b);
    build_buying(&b);
    build_rebates(&b);
    build_buckets(&b);
    build_shortfalls(&b);
    return b.s;
}

int buyer_of(const struct world *w, struct area_id a)
{
    return w->buyer_of_la[w->area[a.i].la.i];
}

bool scope_has_area(const struct world *w, enum scope_type type, int place, struct area_id a)
{
    switch (type) {
    case SCOPE_AREA:   return a.i == place;
    case SCOPE_LA:     return w->area[a.i].la.i == place;
    case SCOPE_REGION: return w->area[a.i].region.i == place;
    case SCOPE_BUYER:  return buyer_of(w, a) == place;
    case SCOPE_ALL:    return true;
    }
    return false;
}

bool scope_has_buyer(const struct world *w, enum scope_type type, int place, int buyer)
{
    for_each_area(w, a)
        if (buyer_of(w, a) == buyer && scope_has_area(w, type, place, a))
            return true;
    return false;
}

const char *scope_place_name(const struct world *w, enum scope_type type, int place)
{
    switch (type) {
    case SCOPE_AREA:   return w->area[place].id;
    case SCOPE_LA:     return w->la[place].id;
    case SCOPE_REGION: return w->region[place].id;
    case SCOPE_BUYER:  return w->buyer[place];
    case SCOPE_ALL:    return "all";
    }
    return "";
}
