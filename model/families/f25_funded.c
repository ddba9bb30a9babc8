/* f25_funded.c - Every cost is paid in full, and only by those who may pay it. */
#include "iterate.h"
#include "cost.h"
#include "fence.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_FUNDED = {
    .code = "F25",
    .name = "funded",
    .rule = "Every cost is paid in full, and only by those who may pay it.",
    .formula = "sum{pi} z[pi,beta] = cost[beta]",
    .index = { IX_BUCKET, IX_PERIOD },
    .unit = "pounds",
    .dual_says = "what one more pound of this cost does to the objective beyond itself",
    .rows = rows,
    .audit = audit,
};

struct funding { struct program *p; int first_row; };

static void charge(void *context, enum quantity_id q, int i, struct period_id t, int bucket,
                   double pounds)
{
    struct funding *x = context;
    (void)t;
    term_in(x->p, x->first_row + bucket, -pounds, column_of(x->p, q, i));
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    struct funding x = { p, p->matrix.n_rows };
    for (int i = 0; i < s->n_buckets; i++) {
        const struct bucket *b = &s->bucket[i];
        row_eq(p, 0, KEY(i, b->period.i));
        for (int k = 0; k < b->payers.n; k++)
            term(p, 1, column_of(p, Q_PAYMENT, b->first_payment + k));
    }
    for (int i = 0; i < N_COSTS; i++)
        if (COSTS[i]->category >= 0)
            COSTS[i]->terms(s, (enum category)COSTS[i]->category, charge, &x);
}

static void audit(struct audit *a, const struct plan *p)
{
    double *paid = tally(a, p->n_buckets);
    for_each_payment(p, z) {
        paid[z->bucket] += (double)z->pence / 100;
        if (!may_pay(p, &p->sets->payer[z->payer], &p->bucket[z->bucket]))
            audit_le(a, (double)z->pence / 100, 0, KEY(z->bucket, p->bucket[z->bucket].period.i));
    }
    double *cost = audit_costs(a, p);
    for (int i = 0; i < p->n_buckets; i++)
        audit_eq(a, paid[i], cost[i], KEY(i, p->bucket[i].period.i));
}
