/* f24_rebate_pot.c - A rebate pot pays no more than the buyer's contracts of the period earned
 * in discounts. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_REBATE_POT = {
    .code = "F24",
    .name = "rebate_pot",
    .rule = "A rebate pot pays no more than the buyer's contracts of the period earned "
            "in discounts.",
    .formula = "sum{beta} z[rebate,beta] <= sum{p,j} discount_j V[b,p,t,j]",
    .index = { IX_PAYER },
    .unit = "pounds",
    .dual_says = "what one more pound of rebate would change",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    int *row = NEW_ARRAY(row_scratch(p), int, s->n_payers);
    for (int i = 0; i < s->n_payers; i++) {
        if (s->payer[i].kind != PAYER_REBATE)
            continue;
        row[i] = row_le(p, 0, KEY(i));
        for (int j = 0; j < s->n_bands; j++) {
            const struct contract *q = &s->contract[s->band[j].contract];
            if (q->buyer == s->payer[i].place && q->period.i == s->payer[i].period.i)
                term(p, -s->band[j].discount, column_of(p, Q_BAND_VALUE, j));
        }
    }
    for (int i = 0; i < s->n_payments; i++)
        if (s->payer[s->payment[i].payer].kind == PAYER_REBATE)
            term_in(p, row[s->payment[i].payer], 1, column_of(p, Q_PAYMENT, i));
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *paid = tally(a, s->n_payers), *earned = tally(a, w->n_buyers * w->n_periods);
    for_each_payment(p, z)
        paid[z->payer] += (double)z->pence / 100;
    for (int i = 0; i < p->n_contracts; i++)
        earned[p->contract[i].buyer * w->n_periods + p->contract[i].period.i] +=
            p->contract[i].rebate;
    for (int i = 0; i < s->n_payers; i++)
        if (s->payer[i].kind == PAYER_REBATE)
            audit_le(a, paid[i], earned[s->payer[i].place * w->n_periods + s->payer[i].period.i],
                     KEY(i));
}
