/* f32_max_coverage_gap.c - For each target, the shares that two local authorities fall short by
 * differ by no more than so much. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_MAX_COVERAGE_GAP = {
    .code = "F32",
    .name = "max_coverage_gap",
    .rule = "For each target, the shares that two local authorities fall short by "
            "differ by no more than so much.",
    .formula = "sum{LA i} e / sum{LA i} want - sum{LA j} e / sum{LA j} want <= value",
    .index = { IX_POLICY, IX_TARGET, IX_LA, IX_LA },
    .unit = "share",
    .dual_says = "what a wider gap of a whole share would be worth",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static bool counts(const struct sets *s, const struct shortfall *e, struct target_id target,
                   struct la_id la)
{
    return e->target.i == target.i && s->world->area[e->area.i].la.i == la.i;
}

static double wanted(const struct sets *s, struct target_id target, struct la_id la)
{
    double want = 0;
    for (int i = 0; i < s->n_shortfalls; i++)
        want += counts(s, &s->shortfall[i], target, la) ? s->shortfall[i].want : 0;
    return want;
}

static double missing(const struct plan *p, struct target_id target, struct la_id la)
{
    double people = 0;
    for (int i = 0; i < p->n_shortfalls; i++)
        people += counts(p->sets, &p->sets->shortfall[i], target, la) ? p->shortfall[i].missing : 0;
    return people;
}

static void add_ratio(struct program *p, double sign, struct target_id target, struct la_id la)
{
    double want = wanted(p->sets, target, la);
    for (int i = 0; i < p->sets->n_shortfalls; i++)
        if (counts(p->sets, &p->sets->shortfall[i], target, la))
            term(p, sign / want, column_of(p, Q_SHORTFALL, i));
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MAX_COVERAGE_GAP)
            continue;
        for_each_target(w, target) for_each_la(w, la)
            for_each_la(w, other) if (la.i != other.i && wanted(s, target, la) > 0 &&
                                      wanted(s, target, other) > 0)
        {
            row_le(p, x->value, KEY(i.i, target.i, la.i, other.i));
            add_ratio(p, 1, target, la);
            add_ratio(p, -1, target, other);
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MAX_COVERAGE_GAP)
            continue;
        for_each_target(w, target) for_each_la(w, la)
            for_each_la(w, other) if (la.i != other.i && wanted(s, target, la) > 0 &&
                                      wanted(s, target, other) > 0)
                audit_le(a,
                         missing(p, target, la) / wanted(s, target, la) -
                             missing(p, target, other) / wanted(s, target, other),
                         x->value, KEY(i.i, target.i, la.i, other.i));
    }
}
