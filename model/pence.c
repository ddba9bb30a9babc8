/* pence.c - payments in whole pence that balance exactly.
 *
 * Payments are rounded down; the pennies that a bucket then lacks go to its payers that still
 * have some, largest remainder first.  Where none of them has, pennies move along a chain of
 * payments: a payer without slack gives up a penny on another bucket, whose other payers take
 * it over.  Such a chain exists whenever rounding within a penny does (the constraint matrix of
 * a transportation problem is totally unimodular); where not, the bucket is a penny less.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan_money.h"

struct rounding {
    struct plan *plan;
    int64_t *slack;        /* [payer] pence it may still pay */
    struct links *of_bucket, *of_payer; /* payments, as positions */
    int *came_by;          /* [bucket] payment by which the search reached it */
    int *gave_from;        /* [bucket] payment that would be a penny less there */
    int *queue;
    int *seen, round;      /* [bucket] round in which it was reached */
};

static double remainder_of(const struct plan_payment *z)
{
    return 100 * z->pounds - (double)z->pence;
}

static struct links *link_at(void *array, int i) { return &((struct links *)array)[i]; }

static void index_payments(struct arena *a, struct rounding *r, int n_payers)
{
    struct plan *p = r->plan;
    r->of_bucket = NEW_ARRAY(a, struct links, p->n_buckets);
    r->of_payer = NEW_ARRAY(a, struct links, n_payers);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < p->n_payments; i++) {
            struct links *l[2] = { link_at(r->of_bucket, p->payment[i].bucket),
                                   link_at(r->of_payer, p->payment[i].payer) };
            for (int k = 0; k < 2; k++) {
                if (pass)
                    l[k]->item[l[k]->n] = i;
                l[k]->n++;
            }
        }
        for (int i = 0; !pass && i < p->n_buckets + n_payers; i++) {
            struct links *l = i < p->n_buckets ? &r->of_bucket[i] : &r->of_payer[i - p->n_buckets];
            l->item = NEW_ARRAY(a, int, l->n);
            l->n = 0;
        }
    }
}

static bool pay_directly(struct rounding *r, int bucket)
{
    int best = -1;
    const struct links *l = &r->of_bucket[bucket];
    for (int k = 0; k < l->n; k++) {
        const struct plan_payment *z = &r->plan->payment[l->item[k]];
        if (r->slack[z->payer] > 0 &&
            (best < 0 || remainder_of(z) > remainder_of(&r->plan->payment[best])))
            best = l->item[k];
    }
    if (best < 0)
        return false;
    r->plan->payment[best].pence++;
    r->slack[r->plan->payment[best].payer]--;
    return true;
}

/* Walks back from a bucket whose payer `last` has slack, moving a penny along each link. */
static void move_pennies(struct rounding *r, int bucket, int last)
{
    r->plan->payment[last].pence++;
    r->slack[r->plan->payment[last].payer]--;
    while (r->came_by[bucket] >= 0) {
        r->plan->payment[r->gave_from[bucket]].pence--;
        r->plan->payment[r->came_by[bucket]].pence++;
        bucket = r->plan->payment[r->came_by[bucket]].bucket;
    }
}

static int payer_with_slack(const struct rounding *r, int bucket)
{
    const struct links *l = &r->of_bucket[bucket];
    for (int k = 0; k < l->n; k++)
        if (r->slack[r->plan->payment[l->item[k]].payer] > 0)
            return l->item[k];
    return -1;
}

/* Breadth first over buckets; a bounded search, for a penny is not worth more. */
static bool pay_by_chain(struct rounding *r, int bucket)
{
    enum { MOST_BUCKETS = 4000 };
    int head = 0, tail = 0;
    r->round++;
    r->seen[bucket] = r->round;
    r->came_by[bucket] = -1;
    r->queue[tail++] = bucket;
    while (head < tail && tail < MOST_BUCKETS) {
        int at = r->queue[head++], last = payer_with_slack(r, at);
        if (last >= 0) {
            move_pennies(r, at, last);
            return true;
        }
        for (int k = 0; k < r->of_bucket[at].n; k++) {
            int in = r->of_bucket[at].item[k];
            const struct links *l = &r->of_payer[r->plan->payment[in].payer];
            for (int n = 0; n < l->n && tail < MOST_BUCKETS; n++) {
                const struct plan_payment *out = &r->plan->payment[l->item[n]];
                if (r->seen[out->bucket] == r->round || out->pence <= 0)
                    continue;
                r->seen[out->bucket] = r->round;
                r->came_by[out->bucket] = in;
                r->gave_from[out->bucket] = l->item[n];
                r->queue[tail++] = out->bucket;
            }
        }
    }
    return false;
}

/* Pays the bucket's pounds, rounded in the way given; what is not paid at all stays unpaid. */
static void settle_bucket(struct rounding *r, int i, double (*round_to)(double))
{
    struct plan_bucket *b = &r->plan->bucket[i];
    int64_t paid = 0;
    double pounds = 0;
    for (int k = 0; k < r->of_bucket[i].n; k++) {
        paid += r->plan->payment[r->of_bucket[i].item[k]].pence;
        pounds += r->plan->payment[r->of_bucket[i].item[k]].pounds;
    }
    int64_t due = (int64_t)round_to(100 * pounds + 1e-6);
    while (paid < due && (pay_directly(r, i) || pay_by_chain(r, i)))
        paid++;
    b->pence = (int64_t)llround(100 * b->cost);
    if (llabs(b->pence - paid) <= 2)
        b->pence = paid;
}

void round_payments(struct arena *a, struct plan *plan, const int64_t *most_pence)
{
    int n_payers = plan->sets->n_payers, n = plan->n_buckets + 1;
    struct rounding r = { .plan = plan, .slack = NEW_ARRAY(a, int64_t, n_payers),
                          .came_by = NEW_ARRAY(a, int, n), .gave_from = NEW_ARRAY(a, int, n),
                          .queue = NEW_ARRAY(a, int, n), .seen = NEW_ARRAY(a, int, n) };
    memcpy(r.slack, most_pence, (size_t)n_payers * sizeof *r.slack);
    index_payments(a, &r, n_payers);
    for (int i = 0; i < plan->n_payments; i++) {
        struct plan_payment *z = &plan->payment[i];
        z->pence = (int64_t)floor(100 * z->pounds + 1e-6);
        if (z->pence > r.slack[z->payer] && r.slack[z->payer] >= 0 &&
            z->pence - r.slack[z->payer] <= 1)
            z->pence = r.slack[z->payer];
        r.slack[z->payer] -= z->pence;
    }
    /* Every bucket first gets its whole pence, then, while there is money, its nearest. */
    for (int i = 0; i < plan->n_buckets; i++)
        settle_bucket(&r, i, floor);
    for (int i = 0; i < plan->n_buckets; i++)
        settle_bucket(&r, i, round);
}
