/* f26_share.c - A pot of a stream that pays only a share pays no more than that share of all
 * that it may pay for. */
#include "iterate.h"
#include "fence.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_SHARE = {
    .code = "F26",
    .name = "share",
    .rule = "A pot of a stream that pays only a share pays no more than that share of "
            "all that it may pay for.",
    .formula = "sum{beta} z[pi,beta] <= max_share_f sum{beta it may pay} cost[beta]",
    .index = { IX_PAYER },
    .unit = "pounds",
    .dual_says = "what one more pound of match funding elsewhere would be worth",
    .rows = rows,
    .audit = audit,
};

static void share_of_bucket(struct program *p, int row, const struct bucket *b, int own)
{
    double share = p->sets->world->stream[p->sets->payer[b->payers.item[own]].stream.i].max_share;
    for (int k = 0; k < b->payers.n; k++)
        term_in(p, row, (k == own ? 1 : 0) - share, column_of(p, Q_PAYMENT, b->first_payment + k));
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    int *row = NEW_ARRAY(row_scratch(p), int, s->n_payers);
    for (int i = 0; i < s->n_payers; i++)
        if (s->payer[i].kind == PAYER_POT && s->world->stream[s->payer[i].stream.i].max_share < 1)
            row[i] = 1 + row_le(p, 0, KEY(i));
    for (int i = 0; i < s->n_buckets; i++) /* the cost of a bucket is what is paid into it */
        for (int k = 0; k < s->bucket[i].payers.n; k++)
            if (row[s->bucket[i].payers.item[k]])
                share_of_bucket(p, row[s->bucket[i].payers.item[k]] - 1, &s->bucket[i], k);
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *cost = audit_costs(a, p), *paid = tally(a, s->n_payers);
    for_each_payment(p, z)
        paid[z->payer] += (double)z->pence / 100;
    for (int i = 0; i < s->n_payers; i++) {
        if (s->payer[i].kind != PAYER_POT || s->world->stream[s->payer[i].stream.i].max_share >= 1)
            continue;
        double eligible = 0;
        for (int k = 0; k < p->n_buckets; k++)
            eligible += may_pay(p, &s->payer[i], &p->bucket[k]) ? cost[k] : 0;
        audit_le(a, paid[i], s->world->stream[s->payer[i].stream.i].max_share * eligible, KEY(i));
    }
}
