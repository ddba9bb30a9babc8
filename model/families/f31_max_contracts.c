/* f31_max_contracts.c - A buyer has no more than so many contracts in a period. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_MAX_CONTRACTS = {
    .code = "F31",
    .name = "max_contracts",
    .rule = "A buyer has no more than so many contracts in a period.",
    .formula = "sum{p} q[b,p,t] <= value",
    .index = { IX_POLICY, IX_OFFICE },
    .unit = "contracts",
    .dual_says = "what one more contract would be worth",
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
        if (x->kind != MAX_CONTRACTS)
            continue;
        for (int o = 0; o < s->n_offices; o++) {
            row_le(p, x->value, KEY(i.i, o));
            for (int k = 0; k < s->office[o].contracts.n; k++)
                term(p, 1, column_of(p, Q_CONTRACT, s->office[o].contracts.item[k]));
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MAX_CONTRACTS)
            continue;
        double *n = tally(a, s->n_offices);
        for (int k = 0; k < p->n_contracts; k++) {
            const struct plan_contract *q = &p->contract[k];
            n[s->contract[contract_at(s, q->buyer, q->provider, q->period.i)].office] += q->taken;
        }
        for (int o = 0; o < s->n_offices; o++)
            audit_le(a, n[o], x->value, KEY(i.i, o));
    }
}
