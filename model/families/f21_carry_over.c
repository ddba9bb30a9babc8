/* f21_carry_over.c - A pot carries no more than the stream's carry-over share of what was
 * allocated. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_CARRY_OVER = {
    .code = "F21",
    .name = "carry_over",
    .rule = "A pot carries no more than the stream's carry-over share of what was "
            "allocated.",
    .formula = "carry[pi] <= carry_over_f amount[pi]",
    .index = { IX_PAYER },
    .unit = "pounds",
    .dual_says = "what carrying one more pound would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_payers; i++) {
        const struct payer *pot = &s->payer[i];
        if (pot->kind != PAYER_POT || pot->later < 0)
            continue;
        row_le(p, s->world->stream[pot->stream.i].carry_over * pot->amount, KEY(i));
        term(p, 1, column_of(p, Q_CARRY, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_payers; i++)
        if (s->payer[i].kind == PAYER_POT) {
            const struct stream *f = &s->world->stream[s->payer[i].stream.i];
            audit_le(a, p->payer[i].carried_out, f->carry_over * s->payer[i].amount, KEY(i));
        }
}
