/* hold.c - a scenario held to another's results or money, or to nothing at all. */
#include "hold.h"

#include <math.h>
#include <string.h>

const char *const HOLD_NAME[2] = { "same results", "same money" };
const char NOTHING_ID[] = "Nothing";

static const double ALLOWED = 1e-6; /* relative; of less than 1, absolute */

double hold_most(double limit)
{
    return limit + ALLOWED * fmax(1, fabs(limit));
}

static int target_named(const struct world *w, const char *id)
{
    for_each_target(w, i)
        if (strcmp(w->target[i.i].id, id) == 0)
            return i.i;
    return -1;
}

static int la_named(const struct world *w, const char *id)
{
    for_each_la(w, i)
        if (strcmp(w->la[i.i].id, id) == 0)
            return i.i;
    return -1;
}

static enum status hold_shorts(struct world *w, struct arena *a, const struct hold *h,
                               struct err *err)
{
    w->held.most_short = NEW_ARRAY(a, double, w->n_targets * w->n_las + 1);
    for (int i = 0; i < h->n_shorts; i++) {
        const struct hold_short *x = &h->shorts[i];
        int target = target_named(w, x->target), la = la_named(w, x->la);
        if (target < 0 || la < 0)
            return err_set(err, BROKEN, "%s of run %s is not in scenario '%s'",
                           target < 0 ? x->target : x->la, h->run, w->scenario.id);
        w->held.most_short[target * w->n_las + la] = x->people;
    }
    return OK;
}

enum status world_hold(struct world *w, struct arena *a, const struct hold *h, struct err *err)
{
    w->held.from = w->scenario.objective;
    if (h->kind == HOLD_RESULTS) {
        w->scenario.objective = OBJECTIVE_COST;
        return hold_shorts(w, a, h, err);
    }
    w->scenario.objective = OBJECTIVE_COVERAGE;
    w->held.most_cost = NEW(a, double);
    *w->held.most_cost = h->cost;
    return OK;
}

const char *scenario_source(const struct tables *t, const char *name)
{
    const struct table *scenarios = &t->table[T_SCENARIOS];
    int id = schema_column(scenarios->schema, "scenario");
    if (strcmp(name, NOTHING_ID) != 0)
        return name;
    for (int i = 0; i < scenarios->n_rows; i++)
        if (strcmp(cell(scenarios, i, id), name) == 0)
            return name;
    return scenarios->n_rows ? cell(scenarios, 0, id) : NULL;
}

void world_do_nothing(struct world *w)
{
    w->scenario.base = w->scenario.id;
    w->scenario.id = NOTHING_ID;
    w->scenario.name = "No course starts";
    w->held.no_starts = true;
}
