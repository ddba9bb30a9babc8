/* tally.c - sums over the stored rows that several rules look at. */
#include <string.h>

#include "tools/verify/check.h"

static void count_stock(struct tally *t, const struct facts *f, const struct stored *s)
{
    for (int i = 0; i < s->n_stock; i++) {
        const struct s_stock *n = &s->stock[i];
        t->stock[at_stock(f, n->area, n->role, n->childcare, n->level, n->period)] += n->people;
    }
}

static void count_seats(struct tally *t, const struct facts *f, const struct stored *s)
{
    for (int i = 0; i < s->n_starts; i++) {
        const struct s_start *x = &s->start[i];
        const struct course_facts *c = &f->courses[x->course];
        for (int m = 0; in_cohorts(x) && m < c->n_modules; m++) {
            const struct offer_facts *o = offer_of(f, x->site, c->module[m]);
            if (o)
                t->taught[at_seats(f, buyer_of_area(f, x->area), o, x->period)] += x->learners;
        }
    }
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct s_cohort *y = &s->cohort[i];
        const struct offer_facts *o = offer_of(f, y->site, y->module);
        if (o)
            t->cohorts[at_seats(f, y->buyer, o, y->period)] += y->cohorts;
    }
}

/* MODEL.md 6, contract value; the buyers' costs that hang on cohorts. */
static void count_buying(struct tally *t, const struct facts *f)
{
    for (int b = 0; b < f->buyer.n; b++)
        for (int i = 0; i < f->n_offers; i++)
            for (int p = 0; p < f->period.n; p++) {
                const struct offer_facts *o = &f->offers[i];
                double y = t->cohorts[at_seats(f, b, o, p)], x = t->taught[at_seats(f, b, o, p)];
                if (y == 0 && x == 0)
                    continue;
                double index = f->periods[p].index;
                t->value[at_contract(f, b, f->sites[o->site].provider, p)] +=
                    index * (o->cohort_price * y + o->learner_price * x);
                t->buyer_cost[at_buyer_cost(f, b, VACANCY, p)] +=
                    index * (o->cohort_price * y - o->cohort_price / o->cohort_max * x);
            }
}

static void count_contracts(struct tally *t, const struct facts *f, const struct stored *s)
{
    for (int i = 0; i < s->n_contracts; i++) {
        const struct s_contract *q = &s->contract[i];
        int at = at_contract(f, q->buyer, q->provider, q->period);
        t->taken[at] += q->taken;
        t->rebate[at] += q->discount * t->value[at];
        t->buyer_cost[at_buyer_cost(f, q->buyer, CONTRACT, q->period)] +=
            f->periods[q->period].index * f->contract_cost * q->taken;
    }
    for (int i = 0; i < s->n_offices; i++) {
        const struct s_office *o = &s->office[i];
        t->office[at_office(f, o->buyer, o->period)] += o->taken;
        t->buyer_cost[at_buyer_cost(f, o->buyer, CONTRACT, o->period)] +=
            f->periods[o->period].index * f->office_cost * o->taken;
    }
    for (int b = 0; b < f->buyer.n; b++)
        for (int p = 0; p < f->provider.n; p++)
            for (int k = 0; k < f->period.n; k++)
                t->buyer_cost[at_buyer_cost(f, b, MANAGEMENT, k)] +=
                    f->management_share * t->value[at_contract(f, b, p, k)];
}

static void count_learner_costs(struct tally *t, const struct facts *f, const struct stored *s)
{
    for (int i = 0; i < s->n_starts; i++) {
        const struct s_start *x = &s->start[i];
        for (int k = 0; k < N_LEARNERS; k++)
            for (int p = x->period; p <= last_period(f, x) && p < f->period.n; p++)
                t->learner_cost[at_learner_cost(f, x->area, x->role, x->course, k, p)] +=
                    x->learners * x->cost[k] / f->courses[x->course].periods;
    }
}

struct tally *tally_make(struct arena *a, const struct facts *f, const struct stored *s)
{
    struct tally *t = NEW(a, struct tally);
    int contracts = at_contract(f, f->buyer.n, 0, 0) + 1;
    int seats = f->buyer.n * f->n_offers * f->period.n + 1;
    t->stock = NEW_ARRAY(a, double, at_stock(f, f->area.n, 0, 0, 0, 0) + 1);
    t->taught = NEW_ARRAY(a, double, seats);
    t->cohorts = NEW_ARRAY(a, double, seats);
    t->taken = NEW_ARRAY(a, double, contracts);
    t->value = NEW_ARRAY(a, double, contracts);
    t->rebate = NEW_ARRAY(a, double, contracts);
    t->office = NEW_ARRAY(a, double, at_office(f, f->buyer.n, 0) + 1);
    t->learner_cost = NEW_ARRAY(a, double, at_learner_cost(f, f->area.n, 0, 0, 0, 0) + 1);
    t->buyer_cost = NEW_ARRAY(a, double, at_buyer_cost(f, f->buyer.n, VACANCY, 0) + 1);
    count_stock(t, f, s);
    count_seats(t, f, s);
    count_buying(t, f);
    count_contracts(t, f, s);
    count_learner_costs(t, f, s);
    return t;
}

double stock_at(const struct check *c, int area, int role, int childcare, int level, int period)
{
    return c->t->stock[at_stock(c->f, area, role, childcare, level, period)];
}

/* MODEL.md 6, funded: whom a pot, a virement pool or a rebate pot may pay for. */
bool inside_fence(const struct facts *f, const struct s_payer *p, const struct s_bucket *b)
{
    bool of_learners = b->category < VACANCY;
    if (p->period != b->period ||
        !(of_learners ? scope_holds_area(f, p->scope, p->place, b->area)
                      : scope_holds_buyer(f, p->scope, p->place, b->buyer)))
        return false;
    if (p->kind != PAYER_POT)
        return true;
    const struct stream_facts *s = &f->streams[p->stream];
    return s->category[b->category] &&
           (!of_learners || (s->role[b->role] && s->course[b->course]));
}
