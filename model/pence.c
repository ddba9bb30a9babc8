/* pence.c - payments in whole pence that balance exactly.
 *
 * Payments are rounded down; the pennies that a bucket then lacks go to its payments whose payer
 * and cap have some left, largest remainder first, then in the order of the payments.  Where
 * none has, pennies move along the shortest chain of payments: one whose payer or cap is
 * exhausted gives up a penny on another bucket, whose other payments take it over.
 *
 * Money flows from payers through purses (what one payer pays under one cap) into buckets.  Whole
 * amounts flow through a network wherever fractions do, if its limits are whole, so a chain is
 * found whenever whole pence allow it; it may end at a pot that carries over, or moves to other
 * purposes, a penny more.  Where they do not, a cap gives way by less than a penny;
 * where even that does not help, for a payer has no more, the bucket is a penny less.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan_money.h"
#include "purses.h"

struct rounding {
    struct plan *plan;
    int n_payers;
    struct purses purses;
    int64_t *slack, *purse_slack;  /* [payer], [purse] pence they may still pay */
    bool *wants;                   /* [payer] whether it could pay a penny more if it were given */
    struct links *of_bucket;       /* payments */
    struct links *of_payer;        /* purses */
    /* The search.  Nodes are buckets, purses, payers, in this order. */
    int *came_from;                /* [node] */
    int *by;                       /* [node] payment between a bucket and a purse */
    int *seen, round;              /* [node] round in which it was reached */
    int *queue, tail;
};

static double remainder_of(const struct plan_payment *z)
{
    return 100 * z->pounds - (double)z->pence;
}

/* No payment strays further than this from its pounds. */
static const double FURTHEST = 2; /* pence */

static bool may_gain(const struct plan_payment *z) { return remainder_of(z) >= 1 - FURTHEST; }

static bool may_give_up(const struct plan_payment *z)
{
    return z->pence > 0 && remainder_of(z) <= FURTHEST - 1;
}

static void index_payments(struct arena *a, struct rounding *r)
{
    const struct plan *p = r->plan;
    int *rooms = NEW_ARRAY(a, int, p->n_buckets + r->n_payers);
    r->of_bucket = NEW_ARRAY(a, struct links, p->n_buckets);
    r->of_payer = NEW_ARRAY(a, struct links, r->n_payers);
    for (int i = 0; i < p->n_payments; i++) {
        struct links *l = &r->of_bucket[p->payment[i].bucket];
        *PUSH(a, l->item, l->n, rooms[p->payment[i].bucket]) = i;
    }
    for (int i = 0; i < r->purses.n; i++) {
        int payer = r->purses.item[i].payer;
        struct links *l = &r->of_payer[payer];
        *PUSH(a, l->item, l->n, rooms[p->n_buckets + payer]) = i;
    }
}

static void pay(struct rounding *r, int payment, int64_t pence)
{
    struct plan_payment *z = &r->plan->payment[payment];
    z->pence += pence;
    r->slack[z->payer] -= pence;
    r->purse_slack[r->purses.of_payment[payment]] -= pence;
}

static bool pay_directly(struct rounding *r, int bucket)
{
    int best = -1;
    const struct links *l = &r->of_bucket[bucket];
    for (int k = 0; k < l->n; k++) {
        const struct plan_payment *z = &r->plan->payment[l->item[k]];
        if (may_gain(z) && r->slack[z->payer] > 0 &&
            r->purse_slack[r->purses.of_payment[l->item[k]]] > 0 &&
            (best < 0 || remainder_of(z) > remainder_of(&r->plan->payment[best])))
            best = l->item[k];
    }
    if (best >= 0)
        pay(r, best, 1);
    return best >= 0;
}

/* ---- chains ---- */

static int purse_node(const struct rounding *r, int purse) { return r->plan->n_buckets + purse; }

static int payer_node(const struct rounding *r, int payer)
{
    return r->plan->n_buckets + r->purses.n + payer;
}

static void reach(struct rounding *r, int node, int from, int by)
{
    if (r->seen[node] == r->round)
        return;
    r->seen[node] = r->round;
    r->came_from[node] = from;
    r->by[node] = by;
    r->queue[r->tail++] = node;
}

/* The bucket wants a penny more from one of its purses. */
static void ask_purses(struct rounding *r, int bucket)
{
    for (int k = 0; k < r->of_bucket[bucket].n; k++) {
        int payment = r->of_bucket[bucket].item[k];
        if (may_gain(&r->plan->payment[payment]))
            reach(r, purse_node(r, r->purses.of_payment[payment]), bucket, payment);
    }
}

/* The purse takes it from its payer, or from another bucket. */
static void ask_payer_and_buckets(struct rounding *r, int purse)
{
    const struct purse *x = &r->purses.item[purse];
    if (r->purse_slack[purse] > 0)
        reach(r, payer_node(r, x->payer), purse_node(r, purse), -1);
    for (int k = 0; k < x->payments.n; k++) {
        const struct plan_payment *z = &r->plan->payment[x->payments.item[k]];
        if (may_give_up(z))
            reach(r, z->bucket, purse_node(r, purse), x->payments.item[k]);
    }
}

/* The payer takes it from another of its purses. */
static void ask_other_purses(struct rounding *r, int payer)
{
    for (int k = 0; k < r->of_payer[payer].n; k++)
        reach(r, purse_node(r, r->of_payer[payer].item[k]), payer_node(r, payer), -1);
}

/* Pence that a pot may still carry over or move, whichever fills the other payer. */
static int64_t may_hand_on(const struct rounding *r, int pot, int to)
{
    const struct payer *p = &r->plan->sets->payer[pot];
    const struct stream *f = &r->plan->sets->world->stream[p->stream.i];
    const struct plan_payer *x = &r->plan->payer[pot];
    if (p->later == to)
        return pence_within(f->carry_over * p->amount) - x->carried_out_pence;
    return pence_within(f->virement * p->amount) - x->moved_pence;
}

static void ask_to_hand_on(struct rounding *r, int pot, int to)
{
    if (may_hand_on(r, pot, to) > 0)
        reach(r, payer_node(r, pot), payer_node(r, to), -1);
}

/* The payer takes it from the pots that fill it. */
static void ask_sources(struct rounding *r, int payer)
{
    const struct payer *p = &r->plan->sets->payer[payer];
    if (!r->wants[payer])
        return;
    if (p->earlier >= 0)
        ask_to_hand_on(r, p->earlier, payer);
    for (int k = 0; k < p->sources.n; k++)
        ask_to_hand_on(r, p->sources.item[k], payer);
}

static void hand_on(struct rounding *r, int pot, int to)
{
    struct plan_payer *from = &r->plan->payer[pot], *x = &r->plan->payer[to];
    bool carried = r->plan->sets->payer[pot].later == to;
    *(carried ? &from->carried_out_pence : &from->moved_pence) += 1;
    *(carried ? &x->carried_in_pence : &x->received_pence) += 1;
    r->slack[pot]--;
    r->slack[to]++;
    r->wants[to] = false;
}

/* From a payer with slack back to the bucket that lacks a penny.  What a payment gains or gives
 * up changes the slack of its purse and payer by itself. */
static void move_pennies(struct rounding *r, int node)
{
    int payers = payer_node(r, 0);
    for (; r->came_from[node] >= 0; node = r->came_from[node])
        if (r->by[node] >= 0)
            pay(r, r->by[node], node < r->plan->n_buckets ? -1 : 1);
        else if (node >= payers && r->came_from[node] >= payers)
            hand_on(r, node - payers, r->came_from[node] - payers);
}

/* Breadth first; a bounded search, for a penny is not worth more. */
static bool pay_by_chain(struct rounding *r, int bucket)
{
    enum { MOST_NODES = 8000 };
    int n_buckets = r->plan->n_buckets;
    r->round++;
    r->tail = 0;
    reach(r, bucket, -1, -1);
    for (int head = 0; head < r->tail && head < MOST_NODES; head++) {
        int at = r->queue[head];
        if (at < n_buckets) {
            ask_purses(r, at);
        } else if (at < n_buckets + r->purses.n) {
            ask_payer_and_buckets(r, at - n_buckets);
        } else if (r->slack[at - n_buckets - r->purses.n] > 0) {
            move_pennies(r, at);
            return true;
        } else {
            ask_other_purses(r, at - n_buckets - r->purses.n);
            ask_sources(r, at - n_buckets - r->purses.n);
        }
    }
    return false;
}

/* ---- buckets ---- */

static int64_t paid_into(const struct rounding *r, int bucket, double *pounds)
{
    int64_t paid = 0;
    *pounds = 0;
    for (int k = 0; k < r->of_bucket[bucket].n; k++) {
        const struct plan_payment *z = &r->plan->payment[r->of_bucket[bucket].item[k]];
        paid += z->pence;
        *pounds += z->pounds;
    }
    return paid;
}

/* Pays every bucket's pounds, rounded in the way given; what is not paid at all stays unpaid. */
static bool settle(struct rounding *r, double (*round_to)(double))
{
    bool all = true;
    for (int i = 0; i < r->plan->n_buckets; i++) {
        double pounds;
        int64_t paid = paid_into(r, i, &pounds);
        int64_t due = (int64_t)round_to(100 * pounds + 1e-6);
        while (paid < due && (pay_directly(r, i) || pay_by_chain(r, i)))
            paid++;
        all = all && paid >= due;
    }
    return all;
}

static void cost_what_is_paid(struct rounding *r)
{
    for (int i = 0; i < r->plan->n_buckets; i++) {
        struct plan_bucket *b = &r->plan->bucket[i];
        double pounds;
        int64_t paid = paid_into(r, i, &pounds);
        b->pence = (int64_t)llround(100 * b->cost);
        if (llabs(b->pence - paid) <= 2)
            b->pence = paid;
    }
}

/* Caps give way by less than a penny, or take back what of that was not needed. */
static void spare(struct rounding *r, bool give)
{
    for (int i = 0; i < r->purses.n; i++)
        if (r->purses.item[i].spare && (give || r->purse_slack[i] > 0))
            r->purse_slack[i] += give ? 1 : -1;
}

/* ---- rounding down ---- */

/* The payment that is most above its pounds and not nothing; -1 when all are nothing. */
static int most_generous(const struct rounding *r, const struct links *payments)
{
    int best = -1;
    for (int k = 0; k < payments->n; k++) {
        const struct plan_payment *z = &r->plan->payment[payments->item[k]];
        if (z->pence > 0 &&
            (best < 0 || remainder_of(z) < remainder_of(&r->plan->payment[best])))
            best = payments->item[k];
    }
    return best;
}

/* Pounds may be above a limit by what a solver leaves over; pence may not. */
static void keep_within_limits(struct rounding *r)
{
    enum { LEFT_OVER = 2 }; /* pence of a payer; more than that is for the audit to find */
    for (int i = 0; i < r->purses.n; i++) {
        const struct purse *x = &r->purses.item[i];
        bool payer = r->slack[x->payer] >= -LEFT_OVER;
        while (r->purse_slack[i] < 0 || (payer && r->slack[x->payer] < 0)) {
            int most = most_generous(r, &x->payments);
            if (most < 0)
                break;
            pay(r, most, -1);
        }
    }
}

static void round_down(struct rounding *r, const int64_t *most_pence)
{
    memcpy(r->slack, most_pence, (size_t)r->n_payers * sizeof *r->slack);
    for (int i = 0; i < r->purses.n; i++)
        r->purse_slack[i] = r->purses.item[i].most;
    for (int i = 0; i < r->plan->n_payments; i++) {
        r->plan->payment[i].pence = 0;
        pay(r, i, (int64_t)floor(100 * r->plan->payment[i].pounds + 1e-6));
    }
    keep_within_limits(r);
}

/* Only what was rounded down on its way to a payer is wanted there. */
static void find_wants(struct arena *a, struct rounding *r, const int64_t *most_pence)
{
    double *pounds = NEW_ARRAY(a, double, r->n_payers);
    r->wants = NEW_ARRAY(a, bool, r->n_payers);
    for (int i = 0; i < r->plan->n_payments; i++)
        pounds[r->plan->payment[i].payer] += r->plan->payment[i].pounds;
    for (int i = 0; i < r->n_payers; i++)
        r->wants[i] = (double)most_pence[i] < 100 * pounds[i] - 1e-6;
}

void round_payments(struct arena *a, struct plan *plan, const int64_t *most_pence)
{
    struct rounding r = { .plan = plan, .n_payers = plan->sets->n_payers,
                          .purses = gather_purses(a, plan) };
    int n = plan->n_buckets + r.purses.n + r.n_payers + 1;
    r.slack = NEW_ARRAY(a, int64_t, r.n_payers);
    r.purse_slack = NEW_ARRAY(a, int64_t, r.purses.n);
    r.came_from = NEW_ARRAY(a, int, n);
    r.by = NEW_ARRAY(a, int, n);
    r.seen = NEW_ARRAY(a, int, n);
    r.queue = NEW_ARRAY(a, int, n);
    index_payments(a, &r);
    find_wants(a, &r, most_pence);
    round_down(&r, most_pence);
    /* Every bucket first gets its whole pence, then, while there is money, its nearest. */
    if (!settle(&r, floor)) {
        spare(&r, true);
        settle(&r, floor);
        spare(&r, false);
    }
    settle(&r, round);
    cost_what_is_paid(&r);
}
