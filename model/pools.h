/* pools.h - mentor pools (MODEL.md 6): an area's own, or all areas of the buyer. */
#ifndef RINGFENCE_POOLS_H
#define RINGFENCE_POOLS_H

#include "sets.h"

static inline int mentor_pool_of(const struct world *w, struct area_id a)
{
    return w->scenario.procurement.share_mentors ? buyer_of(w, a) : a.i;
}
static inline int n_mentor_pools(const struct world *w)
{
    return w->scenario.procurement.share_mentors ? w->n_buyers : w->n_areas;
}
static inline const char *mentor_pool_name(const struct world *w, int pool)
{
    return w->scenario.procurement.share_mentors ? w->buyer[pool] : w->area[pool].id;
}
static inline double mentor_pool_hours(const struct world *w, int pool)
{
    double hours = 0;
    for_each_area(w, a)
        hours += mentor_pool_of(w, a) == pool ? w->area[a.i].mentor_hours : 0;
    return hours;
}

#endif
