/* plan_money.c - what the plan costs, bucket by bucket, and who pays it. */
#include "plan_money.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NOTHING = 1e-7; /* pounds */

/* ---- costs ---- */

struct ledger { int *bucket_of; int room; }; /* [cell] position in plan->bucket + 1 */

static size_t learner_cell(const struct world *w, int a, int r, int c, int k, int t)
{
    size_t at = ((size_t)a * (size_t)w->n_roles + (size_t)r) * (size_t)w->n_courses + (size_t)c;
    return (at * N_LEARNER_CATEGORIES + (size_t)k) * (size_t)w->n_periods + (size_t)t;
}

static size_t buyer_cell(const struct world *w, int buyer, int k, int t)
{
    return learner_cell(w, w->n_areas, 0, 0, 0, 0) +
           ((size_t)buyer * 3 + (size_t)(k - VACANCY)) * (size_t)w->n_periods + (size_t)t;
}

static void charge(struct planning *b, struct ledger *l, size_t at, struct plan_bucket fresh,
                   double pounds)
{
    if (pounds == 0)
        return;
    if (l->bucket_of[at] == 0) {
        *PUSH(b->arena, b->plan->bucket, b->plan->n_buckets, l->room) = fresh;
        l->bucket_of[at] = b->plan->n_buckets;
    }
    b->plan->bucket[l->bucket_of[at] - 1].cost += pounds;
}

static void charge_learners(struct planning *b, struct ledger *l)
{
    const struct world *w = b->plan->sets->world;
    for (int i = 0; i < b->plan->n_starts; i++) {
        const struct plan_start *x = &b->plan->start[i];
        int periods = w->course[x->course.i].periods;
        for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
            for (int t = x->period.i; t < x->period.i + periods; t++)
                charge(b, l, learner_cell(w, x->area.i, x->role.i, x->course.i, k, t),
                       (struct plan_bucket){ .category = (enum category)k, .period = { t },
                                             .area = x->area, .role = x->role, .course = x->course,
                                             .buyer = buyer_of(w, x->area) },
                       x->learners * x->cost[k] / periods);
    }
}

static void charge_buyer(struct planning *b, struct ledger *l, int buyer, enum category k,
                         struct period_id t, double pounds)
{
    charge(b, l, buyer_cell(b->plan->sets->world, buyer, (int)k, t.i),
           (struct plan_bucket){ .category = k, .period = t, .area = { -1 }, .role = { -1 },
                                 .course = { -1 }, .buyer = buyer },
           pounds);
}

static const struct offer *offer_of(const struct world *w, const struct plan_cohort *y)
{
    for_each_offer(w, o)
        if (w->offer[o.i].site.i == y->site.i && w->offer[o.i].module.i == y->module.i)
            return &w->offer[o.i];
    abort(); /* a cohort is of an offer */
}

static void charge_buyers(struct planning *b, struct ledger *l, const double *value)
{
    const struct world *w = b->plan->sets->world;
    const struct procurement *p = &w->scenario.procurement;
    for (int i = 0; i < b->plan->n_cohorts; i++) {
        const struct plan_cohort *y = &b->plan->cohort[i];
        const struct offer *o = offer_of(w, y);
        charge_buyer(b, l, y->buyer, VACANCY, y->period, w->period[y->period.i].price_index *
                     o->cohort_price * (y->cohorts - y->learners / o->cohort_max));
    }
    for (int i = 0; i < b->plan->n_contracts; i++) {
        const struct plan_contract *q = &b->plan->contract[i];
        charge_buyer(b, l, q->buyer, CONTRACT, q->period,
                     w->period[q->period.i].price_index * p->contract_cost * q->taken);
    }
    for (int i = 0; i < b->plan->n_offices; i++) {
        const struct plan_office *o = &b->plan->office[i];
        charge_buyer(b, l, o->buyer, CONTRACT, o->period,
                     w->period[o->period.i].price_index * p->office_cost * o->taken);
    }
    for (int i = 0; i < b->plan->sets->n_contracts; i++)
        charge_buyer(b, l, b->plan->sets->contract[i].buyer, MANAGEMENT,
                     b->plan->sets->contract[i].period, p->management_share * value[i]);
}

/* ---- payments: what is paid into a merged bucket is spread over its parts by their cost ---- */

int plan_merged_bucket(const struct sets *s, const struct plan_bucket *b)
{
    const struct world *w = s->world;
    if (b->category >= VACANCY)
        return s->buyer_bucket[(b->buyer * 3 + (int)b->category - VACANCY) * w->n_periods +
                               b->period.i];
    int class_ = s->class_of[(b->area.i * w->n_courses + b->course.i) * w->n_roles + b->role.i];
    return s->learner_bucket[(class_ * N_LEARNER_CATEGORIES + (int)b->category) * w->n_periods +
                             b->period.i];
}

static double paid_into(const struct planning *b, int payment)
{
    double z = b->x[b->p->first_column[Q_PAYMENT] + payment];
    return z > 0 ? z : 0;
}

/* What the solver leaves over or short by rounding is made good; anything more is left for
 * the audit to find. */
static double correction(double cost, double paid)
{
    bool rounding = paid > 0 && fabs(paid - cost) <= 1e-6 * cost + 0.01;
    return rounding ? cost / paid : 1;
}

struct share { int *part; int n; double cost; }; /* plan buckets of a merged bucket */

static void spread_payments(struct planning *b, struct share *parts, int *room)
{
    const struct sets *s = b->plan->sets;
    for (int i = 0; i < s->n_buckets; i++) {
        const struct bucket *m = &s->bucket[i];
        double paid = 0;
        for (int k = 0; k < m->payers.n; k++)
            paid += paid_into(b, m->first_payment + k);
        double right = correction(parts[i].cost, paid);
        for (int k = 0; parts[i].cost > 0 && k < m->payers.n; k++) {
            double z = right * paid_into(b, m->first_payment + k) / parts[i].cost;
            for (int n = 0; z > 0 && n < parts[i].n; n++) {
                double pounds = z * b->plan->bucket[parts[i].part[n]].cost;
                if (pounds > NOTHING)
                    *PUSH(b->arena, b->plan->payment, b->plan->n_payments, *room) =
                        (struct plan_payment){ m->payers.item[k], parts[i].part[n], pounds, 0 };
            }
        }
    }
}

static void plan_payments(struct planning *b)
{
    const struct sets *s = b->plan->sets;
    struct share *parts = NEW_ARRAY(b->arena, struct share, s->n_buckets);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < b->plan->n_buckets; i++) {
            struct share *x = &parts[plan_merged_bucket(s, &b->plan->bucket[i])];
            if (pass == 1)
                x->part[x->n] = i;
            x->n++;
            x->cost += pass == 1 ? b->plan->bucket[i].cost : 0;
        }
        for (int i = 0; pass == 0 && i < s->n_buckets; i++) {
            parts[i].part = NEW_ARRAY(b->arena, int, parts[i].n);
            parts[i].n = 0;
        }
    }
    int room = 0;
    spread_payments(b, parts, &room);
    plan_caps(b, &room);
}

/* ---- payers ---- */

static double column(const struct planning *b, enum quantity_id q, int i)
{
    double v = b->x[b->p->first_column[q] + i];
    return v > 0 ? v : 0;
}

static int64_t pence(double pounds) { return (int64_t)llround(100 * pounds); }

int64_t pence_within(double pounds) { return (int64_t)floor(100 * pounds + 1e-4); }

static double rebate_of(const struct plan *p, const struct payer *payer)
{
    double pounds = 0;
    for (int i = 0; i < p->n_contracts; i++)
        if (p->contract[i].buyer == payer->place && p->contract[i].period.i == payer->period.i)
            pounds += p->contract[i].rebate;
    return pounds;
}

static void plan_pot(struct planning *b, int i)
{
    const struct payer *payer = &b->plan->sets->payer[i];
    const struct stream *f = &b->plan->sets->world->stream[payer->stream.i];
    struct plan_payer *x = &b->plan->payer[i];
    x->received = payer->amount;
    x->received_pence = pence_within(payer->amount);
    x->carried_out = payer->later >= 0 ? column(b, Q_CARRY, i) : 0;
    x->moved = payer->virement >= 0 ? column(b, Q_VIREMENT, i) : 0;
    x->carried_out_pence = pence(x->carried_out);
    x->moved_pence = pence(x->moved);
    if (x->carried_out_pence > pence_within(f->carry_over * payer->amount) &&
        x->carried_out <= f->carry_over * payer->amount + 0.01)
        x->carried_out_pence = pence_within(f->carry_over * payer->amount);
    if (payer->later >= 0) {
        b->plan->payer[payer->later].carried_in = x->carried_out;
        b->plan->payer[payer->later].carried_in_pence = x->carried_out_pence;
    }
    if (payer->virement >= 0) {
        b->plan->payer[payer->virement].received += x->moved;
        b->plan->payer[payer->virement].received_pence += x->moved_pence;
    }
}

/* Nobody pays a penny more than its pounds rounded up: a share or a cap would notice. */
static void keep_to_pounds(struct planning *b, int64_t *most)
{
    const struct plan *p = b->plan;
    double *pounds = NEW_ARRAY(b->arena, double, p->sets->n_payers);
    for (int i = 0; i < p->n_payments; i++)
        pounds[p->payment[i].payer] += p->payment[i].pounds;
    for (int i = 0; i < p->sets->n_payers; i++) {
        int64_t up = (int64_t)ceil(100 * pounds[i] - 1e-6);
        most[i] = most[i] < up ? most[i] : up;
    }
}

static void plan_payers(struct planning *b)
{
    struct plan *p = b->plan;
    const struct sets *s = p->sets;
    int64_t *most = NEW_ARRAY(b->arena, int64_t, s->n_payers);
    p->payer = NEW_ARRAY(b->arena, struct plan_payer, s->n_payers);
    for (int i = 0; i < s->n_payers; i++) { /* pots come first, in the order of their periods */
        if (s->payer[i].kind == PAYER_POT)
            plan_pot(b, i);
        if (s->payer[i].kind == PAYER_REBATE) {
            p->payer[i].received = rebate_of(p, &s->payer[i]);
            p->payer[i].received_pence = pence_within(p->payer[i].received);
        }
    }
    for (int i = 0; i < s->n_payers; i++)
        most[i] = p->payer[i].received_pence + p->payer[i].carried_in_pence -
                  p->payer[i].carried_out_pence - p->payer[i].moved_pence;
    keep_to_pounds(b, most);
    round_payments(b->arena, p, most);
    for (int i = 0; i < p->n_payments; i++) {
        p->payer[p->payment[i].payer].paid += p->payment[i].pounds;
        p->payer[p->payment[i].payer].paid_pence += p->payment[i].pence;
    }
}

void plan_money(struct planning *b, const double *value)
{
    const struct world *w = b->plan->sets->world;
    struct ledger l = {.bucket_of =
                           NEW_ARRAY(b->arena, int, buyer_cell(w, w->n_buyers, VACANCY, 0))};
    charge_learners(b, &l);
    charge_buyers(b, &l, value);
    plan_payments(b);
    plan_payers(b);
}
