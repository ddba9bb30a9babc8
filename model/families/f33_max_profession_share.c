/* f33_max_profession_share.c - In the cohorts of a module, no profession has more than a share
 * of the learners. */
#include "iterate.h"
#include "seats.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_MAX_PROFESSION_SHARE = {
    .code = "F33",
    .name = "max_profession_share",
    .rule = "In the cohorts of a module, no profession has more than a share of the "
            "learners.",
    .formula = "sum{profession} P <= value sum P, for each b, m, s, t over way cohort",
    .index = { IX_POLICY, IX_COHORT, IX_PROFESSION },
    .unit = "learners",
    .dual_says = "what one more learner of the profession would be worth",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static void limit(struct program *p, int policy, int y, struct profession_id profession,
                  double value)
{
    const struct sets *s = p->sets;
    const struct links *seats = &s->cohort[y].placements;
    bool present = false;
    for (int k = 0; k < seats->n; k++)
        present |= role_of(s, seats->item[k])->profession.i == profession.i;
    if (!present)
        return;
    row_le(p, 0, KEY(policy, y, profession.i));
    for (int k = 0; k < seats->n; k++)
        term(p, (role_of(s, seats->item[k])->profession.i == profession.i) - value,
             column_of(p, Q_PLACEMENTS, seats->item[k]));
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MAX_PROFESSION_SHARE)
            continue;
        for (int y = 0; y < s->n_cohorts; y++)
            for_each_(profession_id, profession, w->n_professions)
                if (x->modules[s->cohort[y].module.i])
                    limit(p, i.i, y, profession, x->value);
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for_each_policy(w, i) {
        const struct policy *x = &w->policy[i.i];
        if (x->kind != MAX_PROFESSION_SHARE)
            continue;
        double *all = tally(a, s->n_cohorts), *cohorts = tally(a, s->n_cohorts);
        audit_seats(p, cohorts, all);
        for_each_(profession_id, profession, w->n_professions) {
            double *of = tally(a, s->n_cohorts);
            audit_profession_seats(p, profession, of);
            for (int y = 0; y < s->n_cohorts; y++)
                if (x->modules[s->cohort[y].module.i])
                    audit_le(a, of[y], x->value * all[y], KEY(i.i, y, profession.i));
        }
    }
}
