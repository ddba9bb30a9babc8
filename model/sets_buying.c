/* sets_buying.c - what buyers can commission: cohorts, contracts, discount bands, offices. */
#include "sets_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int cohort_key(const struct build *b, int offer, int buyer, struct period_id t)
{
    return (offer * b->w->n_buyers + buyer) * b->w->n_periods + t.i;
}

static void seat(struct build *b, int placement, int offer, int *room)
{
    const struct tie *tie = &b->s->tie[b->s->placement[placement].tie];
    int buyer = buyer_of(b->w, b->s->class_[tie->class_].area);
    int *at = &b->cohort_of[cohort_key(b, offer, buyer, tie->period)];
    if (*at < 0) {
        const struct offer *o = &b->w->offer[offer];
        *at = b->s->n_cohorts;
        *PUSH(b->arena, b->s->cohort, b->s->n_cohorts, *room) = (struct cohort){
            .buyer = buyer, .module = o->module, .site = o->site, .period = tie->period,
            .offer = { offer }, .most = o->cohorts_limit };
    }
    gather_add(b->arena, &b->cohort_placements, *at, placement);
}

static int by_buyer_period_provider(const void *x, const void *y, void *world)
{
    const struct cohort *a = x, *b = y;
    const struct world *w = world;
    int d = a->buyer - b->buyer;
    d = d ? d : a->period.i - b->period.i;
    d = d ? d : w->site[a->site.i].provider.i - w->site[b->site.i].provider.i;
    d = d ? d : a->site.i - b->site.i;
    return d ? d : a->module.i - b->module.i;
}

static struct links *cohort_placements(void *x, int i)
{
    return &((struct cohort *)x)[i].placements;
}
static struct links *contract_cohorts(void *x, int i) { return &((struct contract *)x)[i].cohorts; }
static struct links *office_contracts(void *x, int i) { return &((struct office *)x)[i].contracts; }

/* No more cohorts than can be filled to their least by all who could come; who could sit
 * in several placements of the same tie is counted once. */
static void limit_cohort(struct build *b, struct cohort *y)
{
    double people = 0, least = b->w->offer[y->offer.i].cohort_min;
    int last_tie = -1;
    for (int k = 0; k < y->placements.n; k++) {
        int tie = b->s->placement[y->placements.item[k]].tie;
        people += tie == last_tie ? 0 : b->s->tie[tie].most;
        last_tie = tie;
    }
    double fillable = floor(people / least + 1e-6);
    if (fillable < y->most)
        y->most = (int)fillable;
}

/* £ that the cohorts of a module come to at most, those of the contract from the k-th on: who could
 * come is counted once, and sits where a cohort, and a place in it, is dearest.  stamp marks who
 * was counted. */
static double most_of_module(struct build *b, const struct contract *q, int k, int stamp)
{
    double people = 0, cohorts = 0, places = 0, least = INFINITY, dearest[2] = { 0 };
    struct module_id module = b->s->cohort[q->cohorts.item[k]].module;
    for (; k < q->cohorts.n; k++) {
        const struct cohort *y = &b->s->cohort[q->cohorts.item[k]];
        const struct offer *o = &b->w->offer[y->offer.i];
        if (y->module.i != module.i)
            continue;
        for (int i = 0; i < y->placements.n; i++) {
            int tie = b->s->placement[y->placements.item[i]].tie;
            people += b->tie_seen[tie] == stamp ? 0 : b->s->tie[tie].most;
            b->tie_seen[tie] = stamp;
        }
        cohorts += y->most;
        places += y->most * o->cohort_max;
        least = fmin(least, o->cohort_min);
        dearest[0] = fmax(dearest[0], o->cohort_price);
        dearest[1] = fmax(dearest[1], o->learner_price);
    }
    return fmin(cohorts, floor(people / least + 1e-6)) * dearest[0] +
           fmin(places, people) * dearest[1];
}

static bool first_of_module(const struct build *b, const struct contract *q, int k)
{
    const struct cohort *cohort = b->s->cohort;
    int i = 0;
    while (cohort[q->cohorts.item[i]].module.i != cohort[q->cohorts.item[k]].module.i)
        i++;
    return i == k;
}

/* In whole pounds, rounded up. */
static void limit_contract(struct build *b, struct contract *q, int *stamp)
{
    const double ROUNDING = 1e-6;
    double value = 0;
    for (int k = 0; k < q->cohorts.n; k++)
        if (first_of_module(b, q, k))
            value += most_of_module(b, q, k, ++*stamp);
    q->most_value = ceil(b->w->period[q->period.i].price_index * value - ROUNDING);
}

/* Bands from more than the contract could come to are left out: none of its value lies there. */
static void add_bands(struct build *b, int contract, int *room)
{
    struct contract *q = &b->s->contract[contract];
    const struct provider *p = &b->w->provider[q->provider.i];
    double most = q->most_value;
    q->first_band = b->s->n_bands;
    for (int j = 0; j < p->n_bands && p->threshold[j] <= most; j++) {
        double to = j + 1 < p->n_bands ? fmin(p->threshold[j + 1], most) : most;
        *PUSH(b->arena, b->s->band, b->s->n_bands, *room) = (struct band){
            .contract = contract, .from = p->threshold[j], .to = to, .discount = p->discount[j] };
        q->n_bands++;
    }
}

static void add_contract(struct build *b, const struct cohort *y, struct provider_id p, int *rooms)
{
    struct sets *s = b->s;
    struct office *last = s->n_offices ? &s->office[s->n_offices - 1] : NULL;
    if (!last || last->buyer != y->buyer || last->period.i != y->period.i)
        *PUSH(b->arena, s->office, s->n_offices, rooms[0]) =
            (struct office){y->buyer, y->period, {0, NULL}};
    struct contract q = { .buyer = y->buyer, .provider = p, .period = y->period,
                          .office = s->n_offices - 1 };
    gather_add(b->arena, &b->office_contracts, q.office, s->n_contracts);
    s->contract_of[(y->buyer * b->w->n_providers + p.i) * b->w->n_periods + y->period.i] =
        s->n_contracts;
    *PUSH(b->arena, s->contract, s->n_contracts, rooms[1]) = q;
}

/* Cohorts are in the order of buyer, period and provider, so contracts are runs of them. */
static void build_contracts(struct build *b)
{
    int rooms[2] = { 0 }, n = b->w->n_buyers * b->w->n_providers * b->w->n_periods;
    b->s->contract_of = NEW_ARRAY(b->arena, int, n);
    memset(b->s->contract_of, 0xff, (size_t)n * sizeof(int));
    for (int i = 0; i < b->s->n_cohorts; i++) {
        struct cohort *y = &b->s->cohort[i];
        struct provider_id p = b->w->site[y->site.i].provider;
        const struct contract *q =
            b->s->n_contracts ? &b->s->contract[b->s->n_contracts - 1] : NULL;
        if (!q || q->buyer != y->buyer || q->period.i != y->period.i || q->provider.i != p.i)
            add_contract(b, y, p, rooms);
        y->contract = b->s->n_contracts - 1;
        gather_add(b->arena, &b->contract_cohorts, y->contract, i);
    }
    gather_links(b->arena, &b->contract_cohorts, b->s->n_contracts, contract_cohorts,
                 b->s->contract);
    gather_links(b->arena, &b->office_contracts, b->s->n_offices, office_contracts, b->s->office);
}

static void build_bands(struct build *b)
{
    int room = 0, stamp = 0;
    b->tie_seen = NEW_ARRAY(b->arena, int, b->s->n_ties);
    for (int i = 0; i < b->s->n_contracts; i++) {
        limit_contract(b, &b->s->contract[i], &stamp);
        add_bands(b, i, &room);
    }
}

void build_buying(struct build *b)
{
    struct sets *s = b->s;
    int room = 0, n = b->w->n_offers * b->w->n_buyers * b->w->n_periods;
    b->cohort_of = NEW_ARRAY(b->arena, int, n);
    memset(b->cohort_of, 0xff, (size_t)n * sizeof(int));
    for (int i = 0; i < s->n_placements; i++) {
        const struct placement *p = &s->placement[i];
        const struct course *c = &b->w->course[s->class_[s->tie[p->tie].class_].course.i];
        for (int k = 0; p->way == WAY_COHORT && k < c->n_modules; k++)
            seat(b, i, b->offer_of[p->site.i * b->w->n_modules + c->modules[k].i], &room);
    }
    gather_links(b->arena, &b->cohort_placements, s->n_cohorts, cohort_placements, s->cohort);
    if (s->n_cohorts)
        qsort_r(s->cohort, (size_t)s->n_cohorts, sizeof *s->cohort, by_buyer_period_provider,
            (void *)(uintptr_t)b->w);
    for (int i = 0; i < s->n_cohorts; i++)
        limit_cohort(b, &s->cohort[i]);
    build_contracts(b);
    build_bands(b);
}
