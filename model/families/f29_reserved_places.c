/* f29_reserved_places.c - In each contract, at least a share of the learners in cohorts come
 * from the sector. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_RESERVED_PLACES = {
    .code = "F29",
    .name = "reserved_places",
    .rule = "In each contract, at least a share of the learners in cohorts come from "
            "the sector.",
    .formula = "sum{cohort starts of b at sites of p in t, sector} P >= value sum{cohort "
            "starts of b at sites of p in t} P",
    .index = { IX_POLICY, IX_CONTRACT },
    .unit = "learners",
    .dual_says = "what one reserved place fewer would be worth",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != RESERVED_PLACES)
            continue;
        int *row = NEW_ARRAY(row_scratch(p), int, s->n_contracts);
        for (int k = 0; k < s->n_placements; k++) {
            struct provider_id provider = w->site[s->placement[k].site.i].provider;
            if (s->placement[k].way != WAY_COHORT || !x->providers[provider.i])
                continue;
            int q = contract_at(s, buyer_of(w, class_of(s, k)->area), provider,
                                tie_of(s, k)->period.i);
            if (row[q] == 0)
                row[q] = 1 + row_ge(p, 0, KEY(i.i, q));
            term_in(p, row[q] - 1, (role_of(s, k)->sector.i == x->sector.i) - x->value,
                    column_of(p, Q_PLACEMENTS, k));
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != RESERVED_PLACES)
            continue;
        double *of_sector = tally(a, s->n_contracts), *all = tally(a, s->n_contracts);
        for_each_start(p, start) {
            struct provider_id provider = w->site[start->site.i].provider;
            if (start->way != WAY_COHORT || !x->providers[provider.i])
                continue;
            int q = contract_at(s, plan_buyer(p, start), provider, start->period.i);
            all[q] += start->learners;
            of_sector[q] += w->role[start->role.i].sector.i == x->sector.i ? start->learners : 0;
        }
        for (int q = 0; q < s->n_contracts; q++)
            audit_le(a, x->value * all[q], of_sector[q], KEY(i.i, q));
    }
}
