/* f23_virement_pool.c - A virement pool pays no more than pots moved into it. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_VIREMENT_POOL = {
    .code = "F23",
    .name = "virement_pool",
    .rule = "A virement pool pays no more than pots moved into it.",
    .formula = "sum{beta} z[pool,beta] <= sum{pi of its scope and period} vire[pi]",
    .index = { IX_PAYER },
    .unit = "pounds",
    .dual_says = "what one more pound in the pool would change",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    int *row = NEW_ARRAY(row_scratch(p), int, s->n_payers);
    for (int i = 0; i < s->n_payers; i++) {
        const struct payer *pool = &s->payer[i];
        if (pool->kind != PAYER_VIREMENT)
            continue;
        row[i] = row_le(p, 0, KEY(i));
        for (int k = 0; k < pool->sources.n; k++)
            term(p, -1, column_of(p, Q_VIREMENT, pool->sources.item[k]));
    }
    for (int i = 0; i < s->n_payments; i++)
        if (s->payer[s->payment[i].payer].kind == PAYER_VIREMENT)
            term_in(p, row[s->payment[i].payer], 1, column_of(p, Q_PAYMENT, i));
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *paid = tally(a, s->n_payers);
    for_each_payment(p, z)
        paid[z->payer] += (double)z->pence / 100;
    for (int i = 0; i < s->n_payers; i++) {
        double moved = 0;
        for (int k = 0; k < s->payer[i].sources.n; k++)
            moved += p->payer[s->payer[i].sources.item[k]].moved;
        if (s->payer[i].kind == PAYER_VIREMENT)
            audit_le(a, paid[i], moved, KEY(i));
    }
}
