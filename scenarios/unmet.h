/* unmet.h - why no plan keeps every floor and policy. */
#ifndef RINGFENCE_UNMET_H
#define RINGFENCE_UNMET_H

#include "run.h"

/* Fills the run's unmet rules, owned by the arena: the least that would have to give way.  False
 * when it is not proven that anything must: then nobody may say that there is no plan. */
bool find_unmet(struct run *run, struct arena *a, const struct sets *s, double time_limit_s,
                bool relax);

#endif
