/* f30_max_provider_share.c - No provider has more than a share of the value of all contracts. */
#include "iterate.h"
#include "seats.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_MAX_PROVIDER_SHARE = {
    .code = "F30",
    .name = "max_provider_share",
    .rule = "No provider has more than a share of the value of all contracts.",
    .formula = "sum{b,t} value[b,p,t] <= value sum{b,p,t} value[b,p,t]",
    .index = { IX_POLICY, IX_PROVIDER },
    .unit = "pounds",
    .dual_says = "what one more pound to the provider would be worth",
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
        if (x->kind != MAX_PROVIDER_SHARE)
            continue;
        for_each_provider(w, provider) {
            if (!x->providers[provider.i])
                continue;
            int row = row_le(p, 0, KEY(i.i, provider.i));
            for (int k = 0; k < s->n_cohorts; k++) {
                bool own = w->site[s->cohort[k].site.i].provider.i == provider.i;
                cohort_value(p, row, own - x->value, k);
            }
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *value = audit_values(a, p);
    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MAX_PROVIDER_SHARE)
            continue;
        double *of_provider = tally(a, w->n_providers), all = 0;
        for (int q = 0; q < s->n_contracts; q++) {
            of_provider[s->contract[q].provider.i] += value[q];
            all += value[q];
        }
        for_each_provider(w, provider)
            if (x->providers[provider.i])
                audit_le(a, of_provider[provider.i], x->value * all, KEY(i.i, provider.i));
    }
}
