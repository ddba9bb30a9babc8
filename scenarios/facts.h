/* facts.h - the facts of a question; private to scenarios/. */
#ifndef RINGFENCE_FACTS_H
#define RINGFENCE_FACTS_H

#include "engine.h"

/* changed: the tables with the scenario's changes. */
MUST_USE enum status read_world(struct world **out, const struct tables **changed, struct arena *a,
                                const struct tables *tables, const struct question *q,
                                struct findings *f, struct err *err);

#endif
