/* f34_same_results.c - Held to another plan's results: no more people are short of a target in an
 * authority. */
#include "hold.h"
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_SAME_RESULTS = {
    .code = "F34",
    .name = "same_results",
    .rule = "Held to another plan's results: no more people are short of a target in a "
            "local authority than there.",
    .formula = "sum{a in LA, r} e[tau,a,r] <= people short there (like for like only)",
    .index = { IX_TARGET, IX_LA },
    .unit = "people",
    .dual_says = "what it costs to have one person fewer short than the other plan has",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static int at(const struct sets *s, struct target_id target, struct area_id area)
{
    return target.i * s->world->n_las + s->world->area[area.i].la.i;
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    if (!w->held.most_short)
        return;
    double *want = NEW_ARRAY(row_scratch(p), double, w->n_targets * w->n_las);
    int *row = NEW_ARRAY(row_scratch(p), int, w->n_targets * w->n_las);
    for (int i = 0; i < s->n_shortfalls; i++)
        want[at(s, s->shortfall[i].target, s->shortfall[i].area)] += s->shortfall[i].want;
    for_each_target(w, target) for_each_la(w, la) {
        int k = target.i * w->n_las + la.i;
        double most = hold_most(w->held.most_short[k]);
        row[k] = want[k] > most ? row_le(p, most, KEY(target.i, la.i)) : -1; /* else cannot bind */
    }
    for (int i = 0; i < s->n_shortfalls; i++) {
        int k = at(s, s->shortfall[i].target, s->shortfall[i].area);
        if (row[k] >= 0)
            term_in(p, row[k], 1, column_of(p, Q_SHORTFALL, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct world *w = p->sets->world;

    if (!w->held.most_short)
        return;
    double *missing = tally(a, w->n_targets * w->n_las);
    for_each_shortfall(p, e)
        missing[at(p->sets, e->target, e->area)] += e->missing;
    for_each_target(w, target) for_each_la(w, la) {
        int k = target.i * w->n_las + la.i;
        audit_le(a, missing[k], hold_most(w->held.most_short[k]), KEY(target.i, la.i));
    }
}
