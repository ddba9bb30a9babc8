/* sets_payers.c - who can pay: pots, virement pools and, once contracts are known, rebate pots. */
#include "sets_build.h"

#include <stdlib.h>
#include <string.h>

struct fund {                      /* one stream in one place, all periods */
    int stream, scope, place;
    double *amount;                /* [n_periods] after the top-slice */
};

static int by_stream_and_place(const void *x, const void *y)
{
    const struct fund *a = x, *b = y;
    if (a->stream != b->stream)
        return a->stream < b->stream ? -1 : 1;
    if (a->scope != b->scope)
        return a->scope < b->scope ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* The scope under which an allocation counts: the buyer's, where its funding is pooled. */
static struct fund fund_of(const struct world *w, const struct allocation *x)
{
    struct fund f = { .stream = x->stream.i, .scope = (int)x->scope, .place = x->place };
    if (w->scenario.procurement.pool_funding && x->scope <= SCOPE_LA) {
        int la = x->scope == SCOPE_LA ? x->place : w->area[x->place].la.i;
        f.scope = SCOPE_BUYER;
        f.place = w->buyer_of_la[la];
    }
    return f;
}

static struct fund *find_fund(struct build *b, struct fund **funds, int *n, int *room,
                              struct fund f)
{
    for (int i = *n - 1; i >= 0; i--)
        if (by_stream_and_place(&(*funds)[i], &f) == 0)
            return &(*funds)[i];
    f.amount = NEW_ARRAY(b->arena, double, b->w->n_periods);
    *PUSH(b->arena, *funds, *n, *room) = f;
    return &(*funds)[*n - 1];
}

static struct fund *gather_funds(struct build *b, int *n)
{
    struct fund *funds = NULL;
    int room = 0;
    *n = 0;
    for (int i = 0; i < b->w->n_allocations; i++) {
        const struct allocation *x = &b->w->allocation[i];
        struct fund *f = find_fund(b, &funds, n, &room, fund_of(b->w, x));
        f->amount[x->period.i] += x->amount * (1 - b->w->stream[x->stream.i].top_slice);
    }
    if (funds)
        qsort(funds, (size_t)*n, sizeof *funds, by_stream_and_place);
    return funds;
}

static int add_payer(struct build *b, struct payer p, int *room)
{
    p.earlier = p.later = p.virement = -1;
    *PUSH(b->arena, b->s->payer, b->s->n_payers, *room) = p;
    return b->s->n_payers - 1;
}

/* A stream that carries over has a pot in every period that something can be carried into. */
static void add_pots(struct build *b, const struct fund *f, int *room)
{
    double carry_over = b->w->stream[f->stream].carry_over, carried = 0;
    int earlier = -1;
    for_each_period(b->w, t) {
        struct payer p = { .kind = PAYER_POT, .stream = { f->stream },
                           .scope = (enum scope_type)f->scope, .place = f->place, .period = t,
                           .amount = f->amount[t.i], .most = f->amount[t.i] + carried };
        int at = p.most > 0 ? add_payer(b, p, room) : -1;
        if (at >= 0 && earlier >= 0 && carried > 0) {
            b->s->payer[at].earlier = earlier;
            b->s->payer[earlier].later = at;
        }
        earlier = at;
        carried = carry_over * f->amount[t.i];
    }
}

static int find_pool(const struct build *b, int first, const struct payer *pot)
{
    for (int i = first; i < b->s->n_payers; i++) {
        const struct payer *p = &b->s->payer[i];
        if (p->scope == pot->scope && p->place == pot->place && p->period.i == pot->period.i)
            return i;
    }
    return -1;
}

static struct links *sources_of(void *payers, int i)
{
    return &((struct payer *)payers)[i].sources;
}

static void add_virement_pools(struct build *b, int *room)
{
    struct gather sources = { 0 };
    int n_pots = b->s->n_payers;
    for (int i = 0; i < n_pots; i++) {
        struct payer pot = b->s->payer[i];
        double most = b->w->stream[pot.stream.i].virement * pot.amount;
        if (most <= 0)
            continue;
        int pool = find_pool(b, n_pots, &pot);
        if (pool < 0)
            pool = add_payer(b, (struct payer){ .kind = PAYER_VIREMENT, .stream = { -1 },
                                                .scope = pot.scope, .place = pot.place,
                                                .period = pot.period }, room);
        b->s->payer[pool].most += most;
        b->s->payer[i].virement = pool;
        gather_add(b->arena, &sources, pool, i);
    }
    gather_links(b->arena, &sources, b->s->n_payers, sources_of, b->s->payer);
}

static struct links *links_in(void *array, int i)
{
    return &((struct links *)array)[i];
}

/* For every area, and every buyer, of every period: the payers whose scope reaches it. */
static void index_payers(struct build *b)
{
    const struct world *w = b->w;
    struct gather areas = { 0 }, buyers = { 0 };
    for (int i = 0; i < b->s->n_payers; i++) {
        const struct payer *p = &b->s->payer[i];
        int last_buyer = -1;
        bool *seen = NEW_ARRAY(b->arena, bool, w->n_buyers);
        for_each_area(w, a) {
            if (!scope_has_area(w, p->scope, p->place, a))
                continue;
            gather_add(b->arena, &areas, a.i * w->n_periods + p->period.i, i);
            last_buyer = buyer_of(w, a);
            if (!seen[last_buyer])
                gather_add(b->arena, &buyers, last_buyer * w->n_periods + p->period.i, i);
            seen[last_buyer] = true;
        }
    }
    int n_areas = w->n_areas * w->n_periods, n_buyers = w->n_buyers * w->n_periods;
    b->payers_at = NEW_ARRAY(b->arena, struct links, n_areas);
    b->payers_of = NEW_ARRAY(b->arena, struct links, n_buyers);
    gather_links(b->arena, &areas, n_areas, links_in, b->payers_at);
    gather_links(b->arena, &buyers, n_buyers, links_in, b->payers_of);
}

void build_payers(struct build *b)
{
    int n, room = 0;
    struct fund *funds = gather_funds(b, &n);
    for (int i = 0; i < n; i++)
        add_pots(b, &funds[i], &room);
    add_virement_pools(b, &room);
    index_payers(b);
}

/* A buyer's contracts of a period share one rebate pot; it pays costs of that period only. */
void build_rebates(struct build *b)
{
    int room = b->s->n_payers, before = b->s->n_payers;
    struct payer *copy = NEW_ARRAY(b->arena, struct payer, before);
    if (before)
        memcpy(copy, b->s->payer, (size_t)before * sizeof *copy);
    b->s->payer = copy;
    for (int o = 0; o < b->s->n_offices; o++) {
        double most = 0;
        const struct office *office = &b->s->office[o];
        for (int k = 0; k < office->contracts.n; k++) {
            const struct contract *c = &b->s->contract[office->contracts.item[k]];
            double best = 0;
            for (int j = c->first_band; j < c->first_band + c->n_bands; j++)
                best = b->s->band[j].discount > best ? b->s->band[j].discount : best;
            most += best * c->most_value;
        }
        if (most > 0)
            add_payer(b, (struct payer){ .kind = PAYER_REBATE, .stream = { -1 },
                                         .scope = SCOPE_BUYER, .place = office->buyer,
                                         .period = office->period, .most = most }, &room);
    }
    index_payers(b);
}

static bool pot_pays(const struct build *b, const struct payer *p, const struct class_ *c,
                     enum category k)
{
    if (p->kind != PAYER_POT)
        return true;
    const struct stream *f = &b->w->stream[p->stream.i];
    return f->category[k] && f->courses[c->course.i] && f->roles[c->role[0].i];
}

static bool rebates_exist(const struct world *w)
{
    for_each_provider(w, p)
        if (w->provider[p.i].n_bands > 0)
            return true;
    return false;
}

bool class_payable(const struct build *b, int class_, enum category k, struct period_id t)
{
    const struct class_ *c = &b->s->class_[class_];
    const struct links *payers = &b->payers_at[c->area.i * b->w->n_periods + t.i];
    for (int i = 0; i < payers->n; i++)
        if (pot_pays(b, &b->s->payer[payers->item[i]], c, k))
            return true;
    return rebates_exist(b->w);
}

/* ---- buckets ---- */

struct signature { int period, apart, n, *payer, bucket; };

static int by_signature(const void *x, const void *y)
{
    const struct signature *a = x, *b = y;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    if (a->apart != b->apart)
        return a->apart < b->apart ? -1 : 1;
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return memcmp(a->payer, b->payer, (size_t)a->n * sizeof *a->payer);
}

struct slot { struct signature s; int *bucket; }; /* where the bucket's number is to be written */
struct slots { struct slot *item; int n, room; };

static int by_slot(const void *x, const void *y)
{
    return by_signature(&((const struct slot *)x)->s, &((const struct slot *)y)->s);
}

static void slot_for_class(struct build *b, struct slots *slots, int class_, enum category k,
                           struct period_id t)
{
    const struct class_ *c = &b->s->class_[class_];
    const struct links *at = &b->payers_at[c->area.i * b->w->n_periods + t.i];
    struct signature s = { .period = t.i, .apart = -1, .payer = NEW_ARRAY(b->arena, int, at->n) };
    for (int i = 0; i < at->n; i++) {
        const struct payer *p = &b->s->payer[at->item[i]];
        if (!pot_pays(b, p, c, k))
            continue;
        s.payer[s.n++] = at->item[i];
        if (p->kind == PAYER_POT && b->w->stream[p->stream.i].cap_per_learner < 1e300)
            s.apart = class_;
    }
    int *to =
        &b->s->learner_bucket[(class_ * N_LEARNER_CATEGORIES + (int)k) * b->w->n_periods + t.i];
    *PUSH(b->arena, slots->item, slots->n, slots->room) = (struct slot){ s, to };
}

static void slot_for_buyer(struct build *b, struct slots *slots, int buyer, enum category k,
                           struct period_id t)
{
    const struct links *of = &b->payers_of[buyer * b->w->n_periods + t.i];
    struct signature s = { .period = t.i, .apart = -1, .payer = NEW_ARRAY(b->arena, int, of->n) };
    for (int i = 0; i < of->n; i++) {
        const struct payer *p = &b->s->payer[of->item[i]];
        if (p->kind != PAYER_POT || b->w->stream[p->stream.i].category[k])
            s.payer[s.n++] = of->item[i];
    }
    int *to = &b->s->buyer_bucket[(buyer * 3 + (int)k - VACANCY) * b->w->n_periods + t.i];
    *PUSH(b->arena, slots->item, slots->n, slots->room) = (struct slot){ s, to };
}

/* Marks with -2 every (class, category, period) in which some placement costs something. */
static void mark_class_costs(struct build *b)
{
    for (int i = 0; i < b->s->n_placements; i++) {
        const struct placement *p = &b->s->placement[i];
        const struct tie *tie = &b->s->tie[p->tie];
        int periods = b->w->course[b->s->class_[tie->class_].course.i].periods;
        for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
            for (int t = tie->period.i; p->cost[k] > 0 && t < tie->period.i + periods; t++)
                b->s->learner_bucket[(tie->class_ * N_LEARNER_CATEGORIES + k) * b->w->n_periods +
                                     t] = -2;
    }
}

static struct slots gather_slots(struct build *b)
{
    struct slots slots = { 0 };
    for (int c = 0; c < b->s->n_classes; c++)
        for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
            for_each_period(
                b->w, t) if (b->s->learner_bucket[(c * N_LEARNER_CATEGORIES + k) * b->w->n_periods +
                                                  t.i] == -2)
                slot_for_class(b, &slots, c, (enum category)k, t);
    for (int o = 0; o < b->s->n_offices; o++)
        for (int k = VACANCY; k < N_CATEGORIES; k++)
            slot_for_buyer(b, &slots, b->s->office[o].buyer, (enum category)k,
                           b->s->office[o].period);
    return slots;
}

static void add_bucket(struct build *b, const struct signature *s, int *room, int *payment_room)
{
    struct bucket fresh = { .period = { s->period }, .payers = { s->n, s->payer },
                            .first_payment = b->s->n_payments, .class_ = s->apart };
    for (int i = 0; i < s->n; i++)
        *PUSH(b->arena, b->s->payment, b->s->n_payments, *payment_room) =
            (struct payment){ s->payer[i], b->s->n_buckets, b->s->payer[s->payer[i]].most };
    *PUSH(b->arena, b->s->bucket, b->s->n_buckets, *room) = fresh;
}

void build_buckets(struct build *b)
{
    int n_learner = b->s->n_classes * N_LEARNER_CATEGORIES * b->w->n_periods;
    int n_buyer = b->w->n_buyers * 3 * b->w->n_periods, room = 0, payment_room = 0;
    b->s->learner_bucket = NEW_ARRAY(b->arena, int, n_learner);
    b->s->buyer_bucket = NEW_ARRAY(b->arena, int, n_buyer);
    memset(b->s->learner_bucket, 0xff, (size_t)n_learner * sizeof(int));
    memset(b->s->buyer_bucket, 0xff, (size_t)n_buyer * sizeof(int));
    mark_class_costs(b);
    struct slots slots = gather_slots(b);
    if (slots.n > 0)
        qsort(slots.item, (size_t)slots.n, sizeof *slots.item, by_slot);
    for (int i = 0; i < slots.n; i++) {
        if (i == 0 || by_slot(&slots.item[i - 1], &slots.item[i]) != 0)
            add_bucket(b, &slots.item[i].s, &room, &payment_room);
        *slots.item[i].bucket = b->s->n_buckets - 1;
    }
}
