/* purses.c - caps per learner in whole pence.
 *
 * A cap of £10.456 allows 1,045 pence.  Pots of one stream under the same cap share its pence:
 * each its own whole ones, then one for the fraction while there are any, in the order of the
 * pots.  A plan whose pounds break a cap by more than a penny for each payment is left as it
 * is: no rounding explains that, and the audit has to see it.
 */
#include "purses.h"

#include <math.h>

struct cap {                   /* of one stream, area, role, course and period */
    double allowed, paid;      /* pence, fractions and all */
    int payments;
    int64_t left;              /* whole pence that no purse has yet */
    bool spared;
};

static const double NOISE = 1e-4; /* pence */

static int n_caps(const struct world *w)
{
    return w->n_areas * w->n_roles * w->n_courses * w->n_periods;
}

static int cap_at(const struct world *w, struct area_id a, struct role_id r, struct course_id c,
                  int t)
{
    return ((a.i * w->n_roles + r.i) * w->n_courses + c.i) * w->n_periods + t;
}

static int cap_of(const struct plan *p, const struct plan_payment *z)
{
    const struct payer *payer = &p->sets->payer[z->payer];
    const struct world *w = p->sets->world;
    const struct plan_bucket *b = &p->bucket[z->bucket];
    if (payer->kind != PAYER_POT || isinf(w->stream[payer->stream.i].cap_per_learner) ||
        b->category >= VACANCY)
        return -1;
    return cap_at(w, b->area, b->role, b->course, b->period.i);
}

/* ---- which payments share a purse ---- */

static void add_payment(struct arena *a, struct purses *p, int purse, int payment, double pounds,
                        int *rooms)
{
    struct purse *x = &p->item[purse];
    *PUSH(a, x->payments.item, x->payments.n, rooms[purse]) = payment;
    x->pence += 100 * pounds;
    p->of_payment[payment] = purse;
}

static struct links *payments_by_payer(struct arena *a, const struct plan *p)
{
    struct links *of = NEW_ARRAY(a, struct links, p->sets->n_payers);
    int *rooms = NEW_ARRAY(a, int, p->sets->n_payers);
    for (int i = 0; i < p->n_payments; i++) {
        int payer = p->payment[i].payer;
        *PUSH(a, of[payer].item, of[payer].n, rooms[payer]) = i;
    }
    return of;
}

static struct purses sort_into_purses(struct arena *a, const struct plan *p)
{
    struct purses all = { .item = NEW_ARRAY(a, struct purse, p->n_payments),
                          .of_payment = NEW_ARRAY(a, int, p->n_payments) };
    int *rooms = NEW_ARRAY(a, int, p->n_payments);
    int *purse_of = NEW_ARRAY(a, int, n_caps(p->sets->world) + 1); /* [cap + 1] of the payer */
    struct links *of = payments_by_payer(a, p);
    for (int payer = 0; payer < p->sets->n_payers; payer++) {
        int first = all.n;
        for (int k = 0; k < of[payer].n; k++) {
            const struct plan_payment *z = &p->payment[of[payer].item[k]];
            int cap = cap_of(p, z), *at = &purse_of[cap + 1];
            if (*at < first || *at >= all.n || all.item[*at].cap != cap) {
                *at = all.n++;
                all.item[*at] = (struct purse){ .payer = payer, .cap = cap };
            }
            add_payment(a, &all, *at, of[payer].item[k], z->pounds, rooms);
        }
    }
    return all;
}

/* ---- what they may pay ---- */

static struct cap *caps_of(struct arena *a, const struct plan *p, const struct purses *all,
                           struct stream_id f)
{
    const struct world *w = p->sets->world;
    struct cap *caps = NEW_ARRAY(a, struct cap, n_caps(w));
    for (int i = 0; i < p->n_starts; i++) {
        const struct plan_start *x = &p->start[i];
        int periods = w->course[x->course.i].periods;
        for (int t = x->period.i; t < x->period.i + periods; t++)
            caps[cap_at(w, x->area, x->role, x->course, t)].allowed +=
                100 * w->stream[f.i].cap_per_learner / periods * x->learners;
    }
    for (int i = 0; i < all->n; i++) {
        const struct purse *x = &all->item[i];
        if (x->cap >= 0 && p->sets->payer[x->payer].stream.i == f.i) {
            caps[x->cap].paid += x->pence;
            caps[x->cap].payments += x->payments.n;
        }
    }
    for (int i = 0; i < n_caps(w); i++)
        caps[i].left = (int64_t)floor(caps[i].allowed + NOISE);
    return caps;
}

static bool is_kept(const struct cap *c) { return c->paid <= c->allowed + c->payments; }

static void give_whole_pence(struct purse *x, struct cap *c)
{
    x->most = (int64_t)floor(x->pence + NOISE);
    if (is_kept(c) && x->most > c->left)
        x->most = c->left;
    c->left -= x->most;
}

static void give_one_more(struct purse *x, struct cap *c)
{
    if (is_kept(c) && c->left > 0 && x->pence > (double)x->most + NOISE) {
        x->most++;
        c->left--;
    }
    x->spare = is_kept(c) && !c->spared && c->left == 0 &&
               c->allowed > floor(c->allowed + NOISE) + NOISE;
    c->spared = c->spared || x->spare;
}

static void share_caps(struct arena *a, const struct plan *p, struct purses *all,
                       struct stream_id f)
{
    struct cap *caps = caps_of(a, p, all, f);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < all->n; i++) {
            struct purse *x = &all->item[i];
            if (x->cap < 0 || p->sets->payer[x->payer].stream.i != f.i)
                continue;
            if (pass == 0)
                give_whole_pence(x, &caps[x->cap]);
            else
                give_one_more(x, &caps[x->cap]);
        }
}

struct purses gather_purses(struct arena *a, const struct plan *plan)
{
    struct purses all = sort_into_purses(a, plan);
    for (int i = 0; i < all.n; i++)
        all.item[i].most = INT64_MAX / 2; /* under no cap: what the payer has is limit enough */
    for_each_stream(plan->sets->world, f)
        if (isfinite(plan->sets->world->stream[f.i].cap_per_learner))
            share_caps(a, plan, &all, f);
    return all;
}
