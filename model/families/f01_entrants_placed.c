/* f01_entrants_placed.c - Everyone who enters a course is taught somewhere, and only they are. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_ENTRANTS_PLACED = {
    .code = "F01",
    .name = "entrants_placed",
    .rule = "Everyone who enters a course is taught somewhere, and only they are.",
    .formula = "sum{r in C, l} u[(a,r,n),l,c,t] = sum{s,w,k} P[a,C,n,c,s,t,w,k]",
    .index = { IX_TIE },
    .unit = "learners",
    .dual_says = "how the objective changes if one more learner were taught without "
            "entering",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    for (int i = 0; i < s->n_ties; i++) {
        const struct tie *tie = &s->tie[i];
        row_eq(p, 0, KEY(i));
        for (int k = 0; k < tie->entrants.n; k++)
            term(p, 1, column_of(p, Q_ENTRANTS, tie->entrants.item[k]));
        for (int k = 0; k < tie->n_placements; k++)
            term(p, -1, column_of(p, Q_PLACEMENTS, tie->first_placement + k));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *taught = tally(a, s->n_ties), *entered = tally(a, s->n_ties);
    for_each_start(p, x)
        taught[s->entrants[x->entrants].tie] += x->learners;
    for (int i = 0; i < s->n_entrants; i++)
        entered[s->entrants[i].tie] += p->entered[i];
    for (int i = 0; i < s->n_ties; i++)
        audit_eq(a, taught[i], entered[i], KEY(i));
}
