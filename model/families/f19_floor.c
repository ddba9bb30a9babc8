/* f19_floor.c - The share of a target that must be met is met. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_FLOOR = {
    .code = "F19",
    .name = "floor",
    .rule = "The share of a target that must be met is met.",
    .formula = "e[tau,a,r] <= (1 - floor_tau) want[tau,a,r]",
    .index = { IX_SHORTFALL },
    .unit = "people",
    .dual_says = "what it costs to require one more person",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for (int i = 0; i < s->n_shortfalls; i++) {
        const struct target *target = &w->target[s->shortfall[i].target.i];
        if (target->floor <= 0)
            continue;
        row_le(p, (1 - target->floor) * s->shortfall[i].want, KEY(i));
        term(p, 1, column_of(p, Q_SHORTFALL, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_shortfalls; i++) {
        const struct target *target = &s->world->target[s->shortfall[i].target.i];
        audit_le(a, p->shortfall[i].missing, (1 - target->floor) * s->shortfall[i].want, KEY(i));
    }
}
