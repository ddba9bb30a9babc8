/* plan_caps.c - caps per learner when roles of a class share a bucket.
 *
 * A class keeps a cap in total.  Spread by cost, one of its roles may get more from the capped
 * stream than its own learners allow and another less.  Then the two swap payers: pound for
 * pound in the same merged bucket, so pots, buckets and the class keep what they had.
 */
#include <math.h>
#include <string.h>

#include "plan_money.h"

struct desk {                       /* the payments of one class and period */
    struct planning *b;
    struct stream_id stream;        /* the capped stream at work */
    int *payment, n, room;          /* positions in plan->payment */
    int *plan_room;                 /* of plan->payment */
};

static bool capped(const struct sets *s, int payer)
{
    const struct payer *p = &s->payer[payer];
    return p->kind == PAYER_POT && isfinite(s->world->stream[p->stream.i].cap_per_learner);
}

/* Positive: pounds of the stream above what the role's learners allow; negative: room below. */
static double excess(const struct desk *d, struct role_id role, double allowed)
{
    const struct plan *p = d->b->plan;
    double paid = 0;
    for (int i = 0; i < d->n; i++) {
        const struct plan_payment *z = &p->payment[d->payment[i]];
        if (p->bucket[z->bucket].role.i == role.i &&
            p->sets->payer[z->payer].stream.i == d->stream.i)
            paid += z->pounds;
    }
    return paid - allowed;
}

static void pay_more(struct desk *d, int payer, int bucket, double pounds)
{
    struct plan *p = d->b->plan;
    for (int i = 0; i < d->n; i++)
        if (p->payment[d->payment[i]].payer == payer &&
            p->payment[d->payment[i]].bucket == bucket) {
            p->payment[d->payment[i]].pounds += pounds;
            return;
        }
    *PUSH(d->b->arena, d->payment, d->n, d->room) = p->n_payments;
    *PUSH(d->b->arena, p->payment, p->n_payments, *d->plan_room) =
        (struct plan_payment){ payer, bucket, pounds, 0 };
}

/* The capped stream pays `pounds` less on one role's bucket and more on another's. */
static double swap(struct desk *d, int from, int to, double most)
{
    struct plan *p = d->b->plan;
    struct plan_payment a = p->payment[from], c = p->payment[to];
    double pounds = fmin(most, fmin(a.pounds, c.pounds));
    p->payment[from].pounds -= pounds;
    p->payment[to].pounds -= pounds;
    pay_more(d, c.payer, a.bucket, pounds);
    pay_more(d, a.payer, c.bucket, pounds);
    return pounds;
}

static double relieve(struct desk *d, struct role_id over, struct role_id under, double most)
{
    struct plan *p = d->b->plan;
    const struct sets *s = p->sets;
    double moved = 0;
    for (int i = 0; i < d->n; i++)
        for (int k = 0; k < d->n && moved < most; k++) {
            const struct plan_payment *a = &p->payment[d->payment[i]];
            const struct plan_payment *c = &p->payment[d->payment[k]];
            const struct plan_bucket *from = &p->bucket[a->bucket], *to = &p->bucket[c->bucket];
            if (from->role.i == over.i && to->role.i == under.i && !capped(s, c->payer) &&
                s->payer[a->payer].stream.i == d->stream.i &&
                plan_merged_bucket(s, from) == plan_merged_bucket(s, to))
                moved += swap(d, d->payment[i], d->payment[k], most - moved);
        }
    return moved;
}

static void balance_roles(struct desk *d, const struct class_ *cl, const double *allowed)
{
    const double enough = 1e-4; /* pounds */
    for (int i = 0; i < cl->n_roles; i++)
        for (int k = 0; k < cl->n_roles; k++) {
            double over = excess(d, cl->role[i], allowed[cl->role[i].i]);
            double room = -excess(d, cl->role[k], allowed[cl->role[k].i]);
            if (i != k && over > enough && room > enough)
                relieve(d, cl->role[i], cl->role[k], fmin(over, room));
        }
}

/* [role] what the stream may pay for the learners of the class who are in training. */
static double *allowances(struct planning *b, const struct class_ *cl, struct stream_id f, int t)
{
    const struct plan *p = b->plan;
    const struct world *w = p->sets->world;
    const struct course *c = &w->course[cl->course.i];
    double *allowed = NEW_ARRAY(b->arena, double, w->n_roles);
    for (int i = 0; i < p->n_starts; i++) {
        const struct plan_start *x = &p->start[i];
        if (x->area.i == cl->area.i && x->course.i == cl->course.i && x->period.i <= t &&
            t < x->period.i + c->periods)
            allowed[x->role.i] += w->stream[f.i].cap_per_learner / c->periods * x->learners;
    }
    return allowed;
}

static void keep_cap(struct planning *b, struct desk *d, int class_, int t)
{
    const struct class_ *cl = &b->plan->sets->class_[class_];
    balance_roles(d, cl, allowances(b, cl, d->stream, t));
}

static int class_of_bucket(const struct sets *s, const struct plan_bucket *b)
{
    const struct world *w = s->world;
    if (b->category >= VACANCY)
        return -1;
    return s->class_of[(b->area.i * w->n_courses + b->course.i) * w->n_roles + b->role.i];
}

/* Gathers the payments of each (class, period) that has several roles and a capped payer. */
void plan_caps(struct planning *b, int *plan_room)
{
    const struct sets *s = b->plan->sets;
    const struct world *w = s->world;
    struct desk *desks = NEW_ARRAY(b->arena, struct desk, s->n_classes * w->n_periods);
    for (int i = 0; i < b->plan->n_payments; i++) {
        const struct plan_bucket *bucket = &b->plan->bucket[b->plan->payment[i].bucket];
        int class_ = class_of_bucket(s, bucket);
        if (class_ < 0 || s->class_[class_].n_roles < 2)
            continue;
        struct desk *d = &desks[class_ * w->n_periods + bucket->period.i];
        *PUSH(b->arena, d->payment, d->n, d->room) = i;
    }
    for_each_stream(w, f)
        for (int i = 0; isfinite(w->stream[f.i].cap_per_learner) && i < s->n_classes; i++)
            for (int t = 0; t < w->n_periods; t++) {
                struct desk *d = &desks[i * w->n_periods + t];
                d->b = b;
                d->stream = f;
                d->plan_room = plan_room;
                if (d->n)
                    keep_cap(b, d, i, t);
            }
}
