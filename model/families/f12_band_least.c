/* f12_band_least.c - Value counts in a discount band only from the band's threshold. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_BAND_LEAST = {
    .code = "F12",
    .name = "band_least",
    .rule = "Value counts in a discount band only from the band's threshold.",
    .formula = "theta_j W[b,p,t,j] <= V[b,p,t,j]",
    .index = { IX_BAND },
    .unit = "pounds",
    .dual_says = "what a lower threshold would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int j = 0; j < s->n_bands; j++) {
        row_le(p, 0, KEY(j));
        term(p, s->band[j].from, column_of(p, Q_BAND, j));
        term(p, -1, column_of(p, Q_BAND_VALUE, j));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    for (int j = 0; j < s->n_bands; j++)
        audit_le(a, s->band[j].from * p->band_taken[j], p->band_value[j], KEY(j));
}
