/* plan.c - a solution of the program in the user's words: learners, stock, cohorts, contracts.
 *
 * Nothing is repaired here: every quantity is the program's own, so that a rule that the
 * program forgot is a breach in the audit.
 */
#include <math.h>
#include <string.h>

#include "planning.h"
#include "plan_money.h"

static const double TRACE = 1e-9; /* fewer people than this are nobody */

static double value_of(const struct planning *b, enum quantity_id q, int i)
{
    double v = b->x[b->p->first_column[q] + i];
    return v > 0 ? v : 0;
}

static double whole_of(const struct planning *b, enum quantity_id q, int i)
{
    double v = value_of(b, q, i);
    return b->whole ? round(v) : v;
}

/* ---- learners: placements of a class spread over its roles and levels by their entrants ---- */

static void add_start(struct planning *b, const struct placement *p, int entrants, double learners,
                      int *room)
{
    const struct sets *s = b->plan->sets;
    const struct entrants *u = &s->entrants[entrants];
    const struct group *g = &s->group[u->group];
    struct plan_start x = { .area = g->area, .role = g->role, .childcare = g->childcare,
                            .level = u->level, .course = u->course, .site = p->site,
                            .period = u->period, .care = p->care, .way = p->way,
                            .learners = learners, .entrants = entrants,
                            .care_hours = p->care_hours };
    memcpy(x.cost, p->cost, sizeof x.cost);
    *PUSH(b->arena, b->plan->start, b->plan->n_starts, *room) = x;
}

static void spread_tie(struct planning *b, const struct tie *tie, int *room)
{
    double all = 0;
    for (int k = 0; k < tie->entrants.n; k++)
        all += value_of(b, Q_ENTRANTS, tie->entrants.item[k]);
    for (int i = 0; all > TRACE && i < tie->n_placements; i++) {
        double taught = value_of(b, Q_PLACEMENTS, tie->first_placement + i);
        for (int k = 0; taught > TRACE && k < tie->entrants.n; k++) {
            double part = taught * value_of(b, Q_ENTRANTS, tie->entrants.item[k]) / all;
            if (part > TRACE)
                add_start(b, &b->plan->sets->placement[tie->first_placement + i],
                          tie->entrants.item[k], part, room);
        }
    }
}

static void plan_learners(struct planning *b)
{
    const struct sets *s = b->plan->sets;
    int room = 0;
    for (int i = 0; i < s->n_ties; i++)
        spread_tie(b, &s->tie[i], &room);
    b->plan->entered = NEW_ARRAY(b->arena, double, s->n_entrants);
    for (int i = 0; i < s->n_entrants; i++)
        b->plan->entered[i] = value_of(b, Q_ENTRANTS, i);
}

static void add_stock(struct planning *b, const struct group *g, int level, int period,
                      double people, int *room)
{
    *PUSH(b->arena, b->plan->stock, b->plan->n_stock, *room) = (struct plan_stock){
        g->area, g->role, g->childcare, level, period, people };
}

static void plan_stock(struct planning *b)
{
    const struct sets *s = b->plan->sets;
    int room = 0;
    b->plan->stock_of = NEW_ARRAY(b->arena, int, s->n_stock);
    for (int i = 0; i < s->n_stock; i++) {
        const struct stock *n = &s->stock[i];
        const struct group *g = &s->group[n->group];
        if (n->period.i == 0)
            add_stock(b, g, n->level, -1, g->at_level[n->level], &room);
        b->plan->stock_of[i] = b->plan->n_stock;
        add_stock(b, g, n->level, n->period.i, value_of(b, Q_STOCK, i), &room);
    }
}

/* ---- buying ---- */

static double learners_in(const struct planning *b, const struct cohort *y)
{
    double learners = 0;
    for (int k = 0; k < y->placements.n; k++)
        learners += value_of(b, Q_PLACEMENTS, y->placements.item[k]);
    return learners;
}

static void plan_cohorts(struct planning *b, double *value)
{
    const struct sets *s = b->plan->sets;
    int room = 0;
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        const struct offer *o = &s->world->offer[y->offer.i];
        double n = whole_of(b, Q_COHORTS, i), learners = learners_in(b, y);
        value[y->contract] += s->world->period[y->period.i].price_index *
                              (o->cohort_price * n + o->learner_price * learners);
        if (n > TRACE)
            *PUSH(b->arena, b->plan->cohort, b->plan->n_cohorts, room) = (struct plan_cohort){
                y->buyer, y->module, y->site, y->period, n, learners };
    }
}

static void plan_contracts(struct planning *b, const double *value)
{
    const struct sets *s = b->plan->sets;
    int room = 0;
    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        struct plan_contract x = { q->buyer, q->provider, q->period, whole_of(b, Q_CONTRACT, i),
                                   value[i], 0, -1 };
        for (int j = 0; j < q->n_bands; j++) {
            x.rebate +=
                s->band[q->first_band + j].discount * b->plan->band_value[q->first_band + j];
            x.band = b->plan->band_taken[q->first_band + j] > 0.5 ? j : x.band;
        }
        if (x.taken > TRACE || x.value > TRACE)
            *PUSH(b->arena, b->plan->contract, b->plan->n_contracts, room) = x;
    }
}

static void plan_bands(struct planning *b)
{
    const struct sets *s = b->plan->sets;
    b->plan->band_value = NEW_ARRAY(b->arena, double, s->n_bands);
    b->plan->band_taken = NEW_ARRAY(b->arena, double, s->n_bands);
    for (int j = 0; j < s->n_bands; j++) {
        b->plan->band_value[j] = value_of(b, Q_BAND_VALUE, j);
        b->plan->band_taken[j] = whole_of(b, Q_BAND, j);
    }
}

static void plan_offices(struct planning *b)
{
    const struct sets *s = b->plan->sets;
    int room = 0;
    for (int i = 0; i < s->n_offices; i++) {
        double taken = whole_of(b, Q_OFFICE, i);
        if (taken > TRACE)
            *PUSH(b->arena, b->plan->office, b->plan->n_offices, room) = (struct plan_office){
                s->office[i].buyer, s->office[i].period, taken };
    }
}

/* ---- targets ---- */

static double held(const struct plan *p, const struct shortfall *e, const struct target *target)
{
    double people = 0;
    for (int i = 0; i < p->n_stock; i++) {
        const struct plan_stock *n = &p->stock[i];
        if (n->area.i == e->area.i && n->role.i == e->role.i && n->period == target->period.i &&
            n->level >= target->level)
            people += n->people;
    }
    return people;
}

static double completed(const struct plan *p, const struct shortfall *e,
                        const struct target *target)
{
    const struct course *c = &p->sets->world->course[target->course.i];
    double people = 0;
    for (int i = 0; i < p->n_starts; i++) {
        const struct plan_start *x = &p->start[i];
        if (x->area.i == e->area.i && x->role.i == e->role.i && x->course.i == target->course.i &&
            x->period.i + c->periods - 1 <= target->period.i)
            people += c->completion * x->learners;
    }
    return people;
}

static bool coverage_is_tied(const struct world *w)
{
    for_each_policy(w, i)
        if (w->policy[i.i].kind == MAX_COVERAGE_GAP)
            return true;
    return false;
}

/* Nobody is counted short who is not, unless a policy ties the shortfalls of LAs together. */
static void plan_shortfalls(struct planning *b)
{
    const struct sets *s = b->plan->sets;
    b->plan->shortfall = NEW_ARRAY(b->arena, struct plan_shortfall, s->n_shortfalls);
    b->plan->n_shortfalls = s->n_shortfalls;
    bool tied = coverage_is_tied(s->world);
    for (int i = 0; i < s->n_shortfalls; i++) {
        const struct shortfall *e = &s->shortfall[i];
        const struct target *target = &s->world->target[e->target.i];
        double have = target->level == NO_LEVEL ? completed(b->plan, e, target)
                                                : held(b->plan, e, target);
        double missing = value_of(b, Q_SHORTFALL, i), least = fmax(0, e->want - have);
        b->plan->shortfall[i] = (struct plan_shortfall){
            e->target, e->area, e->role, e->want, have, tied ? missing : fmin(missing, least) };
    }
}

static double shortfall_value(const struct plan *p)
{
    const struct world *w = p->sets->world;
    double value = 0;
    for (int i = 0; i < p->n_shortfalls; i++) {
        const struct target *target = &w->target[p->shortfall[i].target.i];
        value += target->penalty * w->period[target->period.i].discount * p->shortfall[i].missing;
    }
    return value;
}

static double discounted_cost(const struct plan *p)
{
    const struct world *w = p->sets->world;
    double cost = 0;
    for (int i = 0; i < p->n_buckets; i++)
        cost += w->period[p->bucket[i].period.i].discount * p->bucket[i].cost;
    for (int i = 0; i < p->n_contracts; i++)
        cost -= w->period[p->contract[i].period.i].discount * p->contract[i].rebate;
    return cost;
}

struct plan *plan_make(struct arena *a, const struct program *p, const double *x, bool whole)
{
    struct planning b = { .arena = a, .p = p, .x = x, .whole = whole, .plan = NEW(a, struct plan) };
    b.plan->sets = p->sets;
    plan_learners(&b);
    plan_stock(&b);
    plan_bands(&b);
    double *value = NEW_ARRAY(a, double, p->sets->n_contracts);
    plan_cohorts(&b, value);
    plan_contracts(&b, value);
    plan_offices(&b);
    plan_shortfalls(&b);
    plan_money(&b, value);
    b.plan->shortfall_value = shortfall_value(b.plan);
    b.plan->cost = discounted_cost(b.plan);
    return b.plan;
}
