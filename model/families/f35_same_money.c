/* f35_same_money.c - Held to another plan's money: it all costs no more. */
#include "cost.h"
#include "hold.h"
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_SAME_MONEY = {
    .code = "F35",
    .name = "same_money",
    .rule = "Held to another plan's money: all costs less rebates, discounted, come to "
            "no more than there.",
    .formula = "cost <= discounted cost there (like for like only)",
    .index = { IX_ALL },
    .unit = "pounds",
    .dual_says = "what one more pound to spend would be worth",
    .gives = true,
    .rows = rows,
    .audit = audit,
};

static void spend(void *context, enum quantity_id q, int i, struct period_id t, int bucket,
                  double pounds)
{
    struct program *p = context;
    (void)bucket;
    term(p, p->sets->world->period[t.i].discount * pounds, column_of(p, q, i));
}

static void rows(struct program *p)
{
    const struct world *w = p->sets->world;

    if (!w->held.most_cost)
        return;
    row_le(p, hold_most(*w->held.most_cost), KEY(0));
    for (int i = 0; i < N_COSTS; i++)
        if (!COSTS[i]->is_shortfall)
            COSTS[i]->terms(p->sets, (enum category)COSTS[i]->category, spend, p);
}

/* By what is paid, not by what it costs: F25 says that the two are equal. */
static void audit(struct audit *a, const struct plan *p)
{
    const struct world *w = p->sets->world;
    double spent = 0;

    if (!w->held.most_cost)
        return;
    for_each_payment(p, z)
        spent += w->period[p->bucket[z->bucket].period.i].discount * z->pounds;
    for (int i = 0; i < p->n_contracts; i++)
        spent -= w->period[p->contract[i].period.i].discount * p->contract[i].rebate;
    audit_le(a, spent, hold_most(*w->held.most_cost), KEY(0));
}
