/* f14_one_band.c - A contract lies in exactly one discount band. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_ONE_BAND = {
    .code = "F14",
    .name = "one_band",
    .rule = "A contract lies in exactly one discount band.",
    .formula = "sum{j} W[b,p,t,j] = q[b,p,t]",
    .index = { IX_CONTRACT },
    .unit = "contracts",
    .dual_says = "what a second band would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        if (q->n_bands == 0)
            continue;
        row_eq(p, 0, KEY(i));
        for (int j = q->first_band; j < q->first_band + q->n_bands; j++)
            term(p, 1, column_of(p, Q_BAND, j));
        term(p, -1, column_of(p, Q_CONTRACT, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *taken = tally(a, s->n_contracts);
    for (int i = 0; i < p->n_contracts; i++) {
        const struct plan_contract *q = &p->contract[i];
        taken[contract_at(s, q->buyer, q->provider, q->period.i)] = q->taken;
    }
    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        double bands = 0;
        for (int j = q->first_band; j < q->first_band + q->n_bands; j++)
            bands += p->band_taken[j];
        if (q->n_bands)
            audit_eq(a, bands, taken[i], KEY(i));
    }
}
