/* f28_min_sector_share.c - At least a share of all learners come from the sector. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_MIN_SECTOR_SHARE = {
    .code = "F28",
    .name = "min_sector_share",
    .rule = "At least a share of all learners come from the sector.",
    .formula = "sum{sector} P >= value sum P",
    .index = { IX_POLICY },
    .unit = "learners",
    .dual_says = "what one learner fewer from the sector would be worth",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MIN_SECTOR_SHARE)
            continue;
        row_ge(p, 0, KEY(i.i));
        for (int k = 0; k < s->n_placements; k++)
            term(p, (role_of(s, k)->sector.i == x->sector.i) - x->value,
                 column_of(p, Q_PLACEMENTS, k));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MIN_SECTOR_SHARE)
            continue;
        double of_sector = 0, all = 0;
        for_each_start(p, start) {
            all += start->learners;
            of_sector += w->role[start->role.i].sector.i == x->sector.i ? start->learners : 0;
        }
        audit_le(a, x->value * all, of_sector, KEY(i.i));
    }
    (void)s;
}
