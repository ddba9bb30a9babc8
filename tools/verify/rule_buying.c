/* rule_buying.c - seats and cohorts, the contracts that they need, and what those are worth. */
#include <math.h>

#include "tools/verify/check.h"

typedef void of_seats(struct check *c, int buyer, const struct offer_facts *o, int period,
                      double taught, double cohorts);

static void for_each_seats(struct check *c, of_seats *visit)
{
    const struct facts *f = c->f;
    for (int b = 0; b < f->buyer.n; b++)
        for (int i = 0; i < f->n_offers; i++)
            for (int t = 0; t < f->period.n; t++) {
                int at = at_seats(f, b, &f->offers[i], t);
                if (c->t->taught[at] != 0 || c->t->cohorts[at] != 0)
                    visit(c, b, &f->offers[i], t, c->t->taught[at], c->t->cohorts[at]);
            }
}

static const char *seats_row(struct check *c, int buyer, const struct offer_facts *o, int period)
{
    const struct facts *f = c->f;
    return arena_print(c->arena, "%s, %s at %s, %s", f->buyer.id[buyer], f->module.id[o->module],
                       f->site.id[o->site], f->period.id[period]);
}

static void least(struct check *c, int buyer, const struct offer_facts *o, int period,
                  double taught, double cohorts)
{
    must_be_within(c, o->cohort_min * cohorts, taught, "%s", seats_row(c, buyer, o, period));
}

void f05_seats_least(struct check *c) { for_each_seats(c, least); }

static void most(struct check *c, int buyer, const struct offer_facts *o, int period,
                 double taught, double cohorts)
{
    must_be_within(c, taught, cohorts > 0 ? o->cohort_max * cohorts : 0, "%s",
                   seats_row(c, buyer, o, period));
}

void f06_seats_most(struct check *c) { for_each_seats(c, most); }

void f07_cohorts_limit(struct check *c)
{
    const struct facts *f = c->f;
    for (int i = 0; i < f->n_offers; i++)
        for (int t = 0; t < f->period.n; t++) {
            double sum = 0;
            for (int b = 0; b < f->buyer.n; b++)
                sum += c->t->cohorts[at_seats(f, b, &f->offers[i], t)];
            if (sum > 0)
                must_be_within(c, sum, f->offers[i].cohorts_limit, "%s at %s, %s",
                               f->module.id[f->offers[i].module], f->site.id[f->offers[i].site],
                               f->period.id[t]);
        }
}

void f08_open_places(struct check *c)
{
    const struct facts *f = c->f;
    double *taken = NEW_ARRAY(c->arena, double, f->n_offers * f->period.n + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        const struct course_facts *k = &f->courses[x->course];
        for (int m = 0; !in_cohorts(x) && m < k->n_modules; m++) {
            const struct offer_facts *o = offer_of(f, x->site, k->module[m]);
            if (o)
                taken[(o - f->offers) * f->period.n + x->period] += x->learners;
        }
    }
    for (int i = 0; i < f->n_offers; i++)
        for (int t = 0; !isnan(f->offers[i].places_limit) && t < f->period.n; t++)
            must_be_within(c, taken[i * f->period.n + t], f->offers[i].places_limit,
                           "%s at %s, %s", f->module.id[f->offers[i].module],
                           f->site.id[f->offers[i].site], f->period.id[t]);
}

static void contracted(struct check *c, int buyer, const struct offer_facts *o, int period,
                       double taught, double cohorts)
{
    (void)taught;
    int at = at_contract(c->f, buyer, c->f->sites[o->site].provider, period);
    must_be_within(c, cohorts, o->cohorts_limit * c->t->taken[at], "%s",
                   seats_row(c, buyer, o, period));
}

static bool is_whole(const struct check *c, double value)
{
    return c->s->relax || !(fabs(value - round(value)) > 0);
}

void f09_contract(struct check *c)
{
    for_each_seats(c, contracted);
    for (int i = 0; i < c->s->n_cohorts; i++) {
        const struct s_cohort *y = &c->s->cohort[i];
        must_hold(c, offer_of(c->f, y->site, y->module) != NULL, "there is no such offer",
                  "cohorts of %s at %s", c->f->module.id[y->module], c->f->site.id[y->site]);
        must_hold(c, is_whole(c, y->cohorts) && y->cohorts >= 0, "cohorts are whole",
                  "%s, %s at %s, %s", c->f->buyer.id[y->buyer], c->f->module.id[y->module],
                  c->f->site.id[y->site], c->f->period.id[y->period]);
    }
}

static const char *contract_row(struct check *c, const struct s_contract *q)
{
    const struct facts *f = c->f;
    return arena_print(c->arena, "%s with %s, %s", f->buyer.id[q->buyer],
                       f->provider.id[q->provider], f->period.id[q->period]);
}

void f10_office(struct check *c)
{
    const struct facts *f = c->f;
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        const char *row = contract_row(c, q);
        must_be_within(c, q->taken, c->t->office[at_office(f, q->buyer, q->period)], "%s", row);
        must_hold(c, is_whole(c, q->taken) && q->taken >= 0 && q->taken <= 1,
                  "a contract is taken or not", "%s", row);
    }
    for (int i = 0; i < c->s->n_offices; i++) {
        const struct s_office *o = &c->s->office[i];
        must_hold(c, is_whole(c, o->taken) && o->taken >= 0 && o->taken <= 1,
                  "there is an office or not", "%s, %s", f->buyer.id[o->buyer],
                  f->period.id[o->period]);
    }
}

/* A contract that lies between two pence may have been rounded either way. */
static void must_round(struct check *c, long long pence, double pounds, const char *row)
{
    double off = fabs((double)pence - 100 * pounds);
    must_hold(c, off <= 0.5 + 1e-5 + 1e-11 * fabs(100 * pounds),
              arena_print(c->arena, "%lld pence should be %.6f", pence, 100 * pounds), "%s", row);
}

void f11_contract_value(struct check *c)
{
    const struct facts *f = c->f;
    double *stored = NEW_ARRAY(c->arena, double, at_contract(f, f->buyer.n, 0, 0) + 1);
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        int at = at_contract(f, q->buyer, q->provider, q->period);
        must_round(c, q->value, c->t->value[at], contract_row(c, q));
        stored[at] = 1;
    }
    for (int b = 0; b < f->buyer.n; b++)
        for (int p = 0; p < f->provider.n; p++)
            for (int t = 0; t < f->period.n; t++)
                must_hold(c, stored[at_contract(f, b, p, t)] > 0 ||
                             c->t->value[at_contract(f, b, p, t)] <= 1e-6,
                          "there are cohorts and no contract", "%s with %s, %s", f->buyer.id[b],
                          f->provider.id[p], f->period.id[t]);
}

/* The band of a contract of whole value; a relaxation spreads it over several. */
static bool banded(const struct check *c, const struct s_contract *q)
{
    const struct provider_facts *p = &c->f->providers[q->provider];
    return !c->s->relax && p->n_bands > 0 && q->taken > 0.5 && q->band >= 0 &&
           q->band < p->n_bands;
}

void f12_band_least(struct check *c)
{
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        double value = c->t->value[at_contract(c->f, q->buyer, q->provider, q->period)];
        if (banded(c, q))
            must_be_within(c, c->f->providers[q->provider].threshold[q->band], value + 0.01, "%s",
                           contract_row(c, q));
    }
}

void f13_band_most(struct check *c)
{
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        const struct provider_facts *p = &c->f->providers[q->provider];
        double value = c->t->value[at_contract(c->f, q->buyer, q->provider, q->period)];
        if (banded(c, q) && q->band + 1 < p->n_bands)
            must_be_within(c, value, p->threshold[q->band + 1] + 0.01, "%s", contract_row(c, q));
    }
}

void f14_one_band(struct check *c)
{
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        const struct provider_facts *p = &c->f->providers[q->provider];
        bool has_bands = p->n_bands > 0 && q->taken > 0.5 && !c->s->relax;
        const char *row = contract_row(c, q);
        must_hold(c, !has_bands || banded(c, q), "it lies in no discount band", "%s", row);
        must_hold(c, p->n_bands > 0 || q->band < 0, "the provider has no discounts", "%s", row);
    }
}

/* The figures of a contract: its band's discount, what that comes to, in whole pence. */
void a05_contracts(struct check *c)
{
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        const struct provider_facts *p = &c->f->providers[q->provider];
        double value = c->t->value[at_contract(c->f, q->buyer, q->provider, q->period)], best = 0;
        const char *row = contract_row(c, q);
        for (int j = 0; j < p->n_bands; j++)
            best = fmax(best, p->discount[j]);
        if (banded(c, q) && value >= 0.01)
            must_equal(c, q->discount, p->discount[q->band], SUMMED, "discount of %s", row);
        must_hold(c, q->discount <= best + SUMMED, "no band has such a discount",
                  "discount of %s", row);
        must_round(c, q->rebate, q->discount * value, arena_print(c->arena, "rebate of %s", row));
    }
}

void a04_cohorts(struct check *c)
{
    const struct facts *f = c->f;
    for (int i = 0; i < c->s->n_cohorts; i++) {
        const struct s_cohort *y = &c->s->cohort[i];
        const struct offer_facts *o = offer_of(f, y->site, y->module);
        if (!o)
            continue;
        const char *row = seats_row(c, y->buyer, o, y->period);
        double seats = y->cohorts * o->cohort_max, index = f->periods[y->period].index;
        must_equal(c, y->learners, c->t->taught[at_seats(f, y->buyer, o, y->period)], PLANNED,
                   "learners of %s", row);
        must_equal(c, y->seats, seats, SUMMED, "seats of %s", row);
        must_equal(c, y->empty_seats, fmax(seats - y->learners, 0), SUMMED, "empty seats of %s",
                   row);
        must_equal(c, y->cohort_price, o->cohort_price * index, SUMMED, "cohort price of %s", row);
        must_equal(c, y->seat_price, (o->cohort_price / o->cohort_max + o->learner_price) * index,
                   SUMMED, "seat price of %s", row);
    }
}
