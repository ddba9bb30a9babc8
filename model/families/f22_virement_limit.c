/* f22_virement_limit.c - A pot moves no more than the stream's virement share of what was
 * allocated. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_VIREMENT_LIMIT = {
    .code = "F22",
    .name = "virement_limit",
    .rule = "A pot moves no more than the stream's virement share of what was "
            "allocated.",
    .formula = "vire[pi] <= virement_f amount[pi]",
    .index = { IX_PAYER },
    .unit = "pounds",
    .dual_says = "what moving one more pound would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_payers; i++) {
        const struct payer *pot = &s->payer[i];
        if (pot->kind != PAYER_POT || pot->virement < 0)
            continue;
        row_le(p, s->world->stream[pot->stream.i].virement * pot->amount, KEY(i));
        term(p, 1, column_of(p, Q_VIREMENT, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_payers; i++)
        if (s->payer[i].kind == PAYER_POT) {
            const struct stream *f = &s->world->stream[s->payer[i].stream.i];
            audit_le(a, p->payer[i].moved, f->virement * s->payer[i].amount, KEY(i));
        }
}
