/* f13_band_most.c - Value counts in a discount band only up to the next threshold. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_BAND_MOST = {
    .code = "F13",
    .name = "band_most",
    .rule = "Value counts in a discount band only up to the next threshold.",
    .formula = "V[b,p,t,j] <= theta_{j+1} W[b,p,t,j]",
    .index = { IX_BAND },
    .unit = "pounds",
    .dual_says = "what a wider band would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int j = 0; j < s->n_bands; j++) {
        row_le(p, 0, KEY(j));
        term(p, 1, column_of(p, Q_BAND_VALUE, j));
        term(p, -s->band[j].to, column_of(p, Q_BAND, j));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    for (int j = 0; j < s->n_bands; j++)
        audit_le(a, p->band_value[j], s->band[j].to * p->band_taken[j], KEY(j));
}
