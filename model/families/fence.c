/* fence.c - ring-fences and costs, recomputed from the finished plan alone. */
#include "fence.h"

#include <string.h>

#include "iterate.h"
#include "seats.h"

static bool reaches(const struct world *w, const struct payer *payer, const struct plan_bucket *b)
{
    if (b->category < VACANCY)
        return scope_has_area(w, payer->scope, payer->place, b->area);
    return scope_has_buyer(w, payer->scope, payer->place, b->buyer);
}

bool may_pay(const struct plan *p, const struct payer *payer, const struct plan_bucket *b)
{
    const struct world *w = p->sets->world;
    if (payer->period.i != b->period.i || !reaches(w, payer, b))
        return false;
    if (payer->kind != PAYER_POT)
        return true;
    const struct stream *f = &w->stream[payer->stream.i];
    if (!f->category[b->category])
        return false;
    return b->category >= VACANCY || (f->roles[b->role.i] && f->courses[b->course.i]);
}

/* One number per (area, role, course, category, period), then per (buyer, category, period). */
static size_t learner_cell(const struct world *w, int a, int r, int c, int k, int t)
{
    size_t at = (size_t)a * (size_t)w->n_roles + (size_t)r;
    at = at * (size_t)w->n_courses + (size_t)c;
    at = at * N_LEARNER_CATEGORIES + (size_t)k;
    return at * (size_t)w->n_periods + (size_t)t;
}

static size_t buyer_cell(const struct world *w, int b, int k, int t)
{
    size_t first = learner_cell(w, w->n_areas, 0, 0, 0, 0);
    return first + ((size_t)b * 3 + (size_t)(k - VACANCY)) * (size_t)w->n_periods + (size_t)t;
}

static void cost_of_start(const struct plan *p, const struct plan_start *x, double *cost)
{
    const struct world *w = p->sets->world;
    const struct course *c = plan_course(p, x);
    for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
        for (int t = x->period.i; t <= last_period(c, x->period); t++)
            cost[learner_cell(w, x->area.i, x->role.i, x->course.i, k, t)] +=
                x->learners * x->cost[k] / c->periods;
}

static void costs_of_buying(struct audit *a, const struct plan *p, double *cost)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;
    const struct procurement *terms = &w->scenario.procurement;
    double *cohorts = tally(a, s->n_cohorts), *learners = tally(a, s->n_cohorts);
    double *value = audit_values(a, p);
    audit_seats(p, cohorts, learners);
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        const struct offer *o = &w->offer[y->offer.i];
        cost[buyer_cell(w, y->buyer, VACANCY, y->period.i)] += w->period[y->period.i].price_index *
            o->cohort_price * (cohorts[i] - learners[i] / o->cohort_max);
    }
    for (int i = 0; i < s->n_contracts; i++)
        cost[buyer_cell(w, s->contract[i].buyer, MANAGEMENT, s->contract[i].period.i)] +=
            terms->management_share * value[i];
    for (int i = 0; i < p->n_contracts; i++)
        cost[buyer_cell(w, p->contract[i].buyer, CONTRACT, p->contract[i].period.i)] +=
            w->period[p->contract[i].period.i].price_index * terms->contract_cost *
            p->contract[i].taken;
    for (int i = 0; i < p->n_offices; i++)
        cost[buyer_cell(w, p->office[i].buyer, CONTRACT, p->office[i].period.i)] +=
            w->period[p->office[i].period.i].price_index * terms->office_cost * p->office[i].taken;
}

double *audit_costs(struct audit *a, const struct plan *p)
{
    const struct world *w = p->sets->world;
    double *cost = NEW_ARRAY(a->arena, double, buyer_cell(w, w->n_buyers, VACANCY, 0));
    double *of_bucket = tally(a, p->n_buckets);
    for_each_start(p, x)
        cost_of_start(p, x, cost);
    costs_of_buying(a, p, cost);
    for (int i = 0; i < p->n_buckets; i++) {
        const struct plan_bucket *b = &p->bucket[i];
        size_t at = b->category < VACANCY ? learner_cell(w, b->area.i, b->role.i, b->course.i,
                                                         (int)b->category, b->period.i)
                                          : buyer_cell(w, b->buyer, (int)b->category, b->period.i);
        of_bucket[i] = cost[at];
    }
    return of_bucket;
}
