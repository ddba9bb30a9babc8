/* f10_office.c - A buyer that has any contract in a period runs a commissioning team in it. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_OFFICE = {
    .code = "F10",
    .name = "office",
    .rule = "A buyer that has any contract in a period runs a commissioning team in "
            "it.",
    .formula = "q[b,p,t] <= o[b,t]",
    .index = { IX_CONTRACT },
    .unit = "contracts",
    .dual_says = "what a contract without a team would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_contracts; i++) {
        row_le(p, 0, KEY(i));
        term(p, 1, column_of(p, Q_CONTRACT, i));
        term(p, -1, column_of(p, Q_OFFICE, s->contract[i].office));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *team = tally(a, w->n_buyers * w->n_periods);
    for (int i = 0; i < p->n_offices; i++)
        team[p->office[i].buyer * w->n_periods + p->office[i].period.i] = p->office[i].taken;
    for (int i = 0; i < p->n_contracts; i++) {
        const struct plan_contract *q = &p->contract[i];
        audit_le(a, q->taken, team[q->buyer * w->n_periods + q->period.i],
                 KEY(contract_at(s, q->buyer, q->provider, q->period.i)));
    }
}
