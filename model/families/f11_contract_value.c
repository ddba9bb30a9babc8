/* f11_contract_value.c - What lies in the discount bands of a contract is its value. */
#include "iterate.h"
#include "seats.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_CONTRACT_VALUE = {
    .code = "F11",
    .name = "contract_value",
    .rule = "What lies in the discount bands of a contract is its value.",
    .formula = "sum{j} V[b,p,t,j] = value[b,p,t]",
    .index = { IX_CONTRACT },
    .unit = "pounds",
    .dual_says = "what one pound more of contract value does through the discount",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        if (q->n_bands == 0)
            continue;
        row_eq(p, 0, KEY(i));
        for (int j = q->first_band; j < q->first_band + q->n_bands; j++)
            term(p, 1, column_of(p, Q_BAND_VALUE, j));
        for (int k = 0; k < q->cohorts.n; k++)
            cohort_value(p, p->matrix.n_rows - 1, -1, q->cohorts.item[k]);
    }
    (void)w;
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *value = audit_values(a, p);
    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        double banded = 0;
        for (int j = q->first_band; j < q->first_band + q->n_bands; j++)
            banded += p->band_value[j];
        if (q->n_bands)
            audit_eq(a, banded, value[i], KEY(i));
    }
}
