/* rule_money.c - pots, virement pools and rebate pots: what each has, and what becomes of it.
 *
 * All in whole pence.  Amounts in pounds are rounded down to pence once, here as when stored.
 */
#include <math.h>
#include <string.h>

#include "tools/verify/check.h"

static double amount_of(const struct facts *f, const struct s_payer *p)
{
    for (int i = 0; i < f->n_pots; i++) {
        const struct pot_facts *x = &f->pots[i];
        if (x->stream == p->stream && x->scope == p->scope && x->place == p->place &&
            x->period == p->period)
            return x->amount;
    }
    return 0;
}

static const struct s_payer *same_pot(const struct check *c, const struct s_payer *p, int period)
{
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *x = &c->s->payer[i];
        if (x->kind == PAYER_POT && x->stream == p->stream && x->scope == p->scope &&
            x->place == p->place && x->period == period)
            return x;
    }
    return NULL;
}

static void pots_are_there(struct check *c)
{
    const struct facts *f = c->f;
    for (int i = 0; i < f->n_pots; i++) {
        const struct pot_facts *x = &f->pots[i];
        struct s_payer p = { .id = -1, .kind = PAYER_POT, .stream = x->stream, .scope = x->scope,
                             .place = x->place, .period = x->period };
        must_hold(c, x->amount <= 0 || same_pot(c, &p, x->period), "the pot is not there", "%s",
                  payer_row(c, &p));
    }
}

void f20_pot(struct check *c)
{
    long long *paid = NEW_ARRAY(c->arena, long long, c->s->n_payers + 1);
    for (int i = 0; i < c->s->n_payments; i++)
        paid[c->s->payment[i].payer] += c->s->payment[i].pence;
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        if (p->kind != PAYER_POT)
            continue;
        must_be_pence(c, p->received, pence_in(amount_of(c->f, p)), "allocated: %s",
                      payer_row(c, p));
        must_not_exceed(c, paid[i] + p->carried_out + p->moved, p->received + p->carried_in, "%s",
                        payer_row(c, p));
    }
    pots_are_there(c);
}

void f21_carry_over(struct check *c)
{
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        if (p->kind != PAYER_POT)
            continue;
        const char *row = payer_row(c, p);
        const struct s_payer *before = same_pot(c, p, p->period - 1);
        bool last = p->period + 1 == c->f->period.n;
        must_not_exceed(c, p->carried_out, last ? 0 : pence_in(
            c->f->streams[p->stream].carry_over * amount_of(c->f, p)), "%s", row);
        must_hold(c, p->carried_out >= 0, "it cannot be less than nothing", "%s", row);
        must_be_pence(c, p->carried_in, before ? before->carried_out : 0, "carried in: %s", row);
        must_hold(c, p->carried_out == 0 || same_pot(c, p, p->period + 1),
                  "there is no pot to carry it into", "%s", row);
    }
}

void f22_virement_limit(struct check *c)
{
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        if (p->kind == PAYER_POT) /* moved pence are rounded to the nearest */
            must_not_exceed(c, p->moved, 1 + pence_in(c->f->streams[p->stream].virement *
                                                      amount_of(c->f, p)), "%s", payer_row(c, p));
        must_hold(c, p->moved >= 0, "it cannot be less than nothing", "%s", payer_row(c, p));
    }
}

static bool fills(const struct s_payer *pot, const struct s_payer *pool)
{
    return pot->kind == PAYER_POT && pot->scope == pool->scope && pot->place == pool->place &&
           pot->period == pool->period;
}

void f23_virement_pool(struct check *c)
{
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *pool = &c->s->payer[i];
        long long moved = 0;
        for (int k = 0; pool->kind == PAYER_VIREMENT && k < c->s->n_payers; k++)
            moved += fills(&c->s->payer[k], pool) ? c->s->payer[k].moved : 0;
        if (pool->kind == PAYER_VIREMENT)
            must_be_pence(c, pool->received, moved, "%s", payer_row(c, pool));
    }
}

static long long rebates_of(const struct check *c, int buyer, int period)
{
    double rebates = 0;
    for (int k = 0; k < c->f->provider.n; k++)
        rebates += c->t->rebate[at_contract(c->f, buyer, k, period)];
    return pence_in(rebates);
}

void f24_rebate_pot(struct check *c)
{
    const struct facts *f = c->f;
    bool *there = NEW_ARRAY(c->arena, bool, f->buyer.n * f->period.n + 1);
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        if (p->kind != PAYER_REBATE)
            continue;
        must_hold(c, p->scope == SCOPE_BUYER, "a rebate pot is a buyer's", "%s", payer_row(c, p));
        if (p->scope != SCOPE_BUYER)
            continue;
        must_be_pence(c, p->received, rebates_of(c, p->place, p->period), "%s", payer_row(c, p));
        there[at_office(f, p->place, p->period)] = true;
    }
    for (int b = 0; b < f->buyer.n; b++)
        for (int t = 0; t < f->period.n; t++)
            must_hold(c, there[at_office(f, b, t)] || rebates_of(c, b, t) <= 0,
                      "its rebates have no pot", "%s, %s", f->buyer.id[b], f->period.id[t]);
}

static bool is_same(const struct s_payer *x, const struct s_payer *y)
{
    return x->kind == y->kind && x->stream == y->stream && x->scope == y->scope &&
           x->place == y->place && x->period == y->period;
}

/* The same money twice would be spent twice. */
static void each_is_there_once(struct check *c)
{
    for (int i = 0; i < c->s->n_payers; i++)
        for (int k = 0; k < i; k++)
            must_hold(c, !is_same(&c->s->payer[i], &c->s->payer[k]),
                      "the same payer is there twice", "%s", payer_row(c, &c->s->payer[i]));
}

/* What is paid and what is left, of every payer. */
void a07_payers(struct check *c)
{
    each_is_there_once(c);
    long long *paid = NEW_ARRAY(c->arena, long long, c->s->n_payers + 1);
    for (int i = 0; i < c->s->n_payments; i++)
        paid[c->s->payment[i].payer] += c->s->payment[i].pence;
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        const char *row = payer_row(c, p);
        must_be_pence(c, p->paid, paid[i], "paid: %s", row);
        must_be_pence(c, p->left, p->received + p->carried_in - p->carried_out - p->moved - paid[i],
                      "left: %s", row);
        must_hold(c, p->left >= 0, "more is paid than is there", "%s", row);
        must_hold(c, p->kind == PAYER_POT || (!p->carried_in && !p->carried_out && !p->moved),
                  "only pots carry and move", "%s", row);
    }
}
