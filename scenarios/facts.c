/* facts.c - the facts of a question: the tables with its scenario's changes, typed and limited. */
#include "scenarios/facts.h"

#include <string.h>

enum status read_world(struct world **out, const struct tables **changed, struct arena *a,
                       const struct tables *tables, const struct question *q, struct findings *f,
                       struct err *err)
{
    const char *source = scenario_source(tables, q->scenario);
    if (!source)
        return err_set(err, BAD_INPUT, "the case has no scenarios");
    *changed = tables_changed(a, tables, source, f);
    if (!*changed || f->n_errors)
        return err_set(err, BAD_INPUT, "scenario '%s': its tables have errors", q->scenario);
    TRY(world_build(out, a, *changed, source, f, err));
    if (source != q->scenario)
        world_do_nothing(*out);
    return q->hold ? world_hold(*out, a, q->hold, err) : OK;
}

enum status engine_world(struct world **out, struct arena *a, const struct tables *tables,
                         const struct question *q, struct findings *f, struct err *err)
{
    const struct tables *changed;
    return read_world(out, &changed, a, tables, q, f, err);
}

enum status engine_build(struct program **out, struct arena *a, const struct tables *tables,
                         const char *scenario, struct findings *f, struct err *err)
{
    struct question q = { .scenario = scenario };
    const struct tables *changed;
    struct world *w = NULL;
    TRY(read_world(&w, &changed, a, tables, &q, f, err));
    *out = program_build(a, sets_build(a, w, NULL), NULL);
    return OK;
}
