/* f20_pot.c - A pot pays, carries and moves no more than was allocated and carried in. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_POT = {
    .code = "F20",
    .name = "pot",
    .rule = "A pot pays, carries and moves no more than was allocated and carried in.",
    .formula = "sum{beta} z[pi,beta] + vire[pi] + carry[pi] <= amount[pi] + carry[pi,t-1]",
    .index = { IX_PAYER },
    .unit = "pounds",
    .dual_says = "what one more pound in this pot would change (a saving when negative)",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    int *row = NEW_ARRAY(row_scratch(p), int, s->n_payers);
    for (int i = 0; i < s->n_payers; i++) {
        const struct payer *pot = &s->payer[i];
        if (pot->kind != PAYER_POT)
            continue;
        row[i] = row_le(p, pot->amount, KEY(i));
        if (pot->virement >= 0)
            term(p, 1, column_of(p, Q_VIREMENT, i));
        if (pot->later >= 0)
            term(p, 1, column_of(p, Q_CARRY, i));
        if (pot->earlier >= 0)
            term(p, -1, column_of(p, Q_CARRY, pot->earlier));
    }
    for (int i = 0; i < s->n_payments; i++)
        if (s->payer[s->payment[i].payer].kind == PAYER_POT)
            term_in(p, row[s->payment[i].payer], 1, column_of(p, Q_PAYMENT, i));
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *paid = tally(a, s->n_payers);
    for_each_payment(p, z)
        paid[z->payer] += (double)z->pence / 100;
    for (int i = 0; i < s->n_payers; i++)
        if (s->payer[i].kind == PAYER_POT)
            audit_le(a, paid[i] + p->payer[i].moved + p->payer[i].carried_out,
                     s->payer[i].amount + p->payer[i].carried_in, KEY(i));
}
