/* rule_totals.c - who bears which cost, and what the run says of it all (MODEL.md 7 and 8). */
#include <math.h>
#include <string.h>

#include "tools/verify/check.h"

enum { REBATE_LINE = N_CATEGORIES };

/* [la][period] cohort fees of learners, or how many they are. */
static double *fees_of_las(const struct check *c, bool fees)
{
    const struct facts *f = c->f;
    double *sum = NEW_ARRAY(c->arena, double, f->la.n * f->period.n + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        if (in_cohorts(x))
            sum[f->areas[x->area].la * f->period.n + x->period] +=
                x->learners * (fees ? x->cost[FEE] : 1);
    }
    return sum;
}

/* In proportion to cohort fees; where nobody pays any, to learners; else in equal parts. */
static double *shares(const struct check *c)
{
    const struct facts *f = c->f;
    const double *fees = fees_of_las(c, true), *learners = fees_of_las(c, false);
    double *share = NEW_ARRAY(c->arena, double, f->la.n * f->period.n + 1);
    for (int b = 0; b < f->buyer.n; b++)
        for (int t = 0; t < f->period.n; t++) {
            double all_fees = 0, all_learners = 0, las = 0;
            for (int la = 0; la < f->la.n; la++) {
                bool own = f->buyer_of_la[la] == b;
                all_fees += own ? fees[la * f->period.n + t] : 0;
                all_learners += own ? learners[la * f->period.n + t] : 0;
                las += own;
            }
            for (int la = 0; la < f->la.n; la++) {
                int at = la * f->period.n + t;
                if (f->buyer_of_la[la] == b)
                    share[at] = all_fees > 0 ? fees[at] / all_fees
                                             : all_learners > 0 ? learners[at] / all_learners
                                                                : 1 / las;
            }
        }
    return share;
}

void a09_buyer_shares(struct check *c)
{
    const struct facts *f = c->f;
    const double *share = shares(c);
    for (int i = 0; i < c->s->n_shares; i++) {
        const struct s_share *x = &c->s->share[i];
        must_hold(c, f->buyer_of_la[x->la] == x->buyer, "the authority buys with another",
                  "%s, %s", f->la.id[x->la], f->buyer.id[x->buyer]);
        must_equal(c, x->share, share[x->la * f->period.n + x->period], SUMMED,
                   "share of %s, %s", f->la.id[x->la], f->period.id[x->period]);
    }
    must_equal(c, c->s->n_shares, f->la.n * f->period.n, 0, "a share of each authority and period");
}

/* ---- lines of cost: each in its place, and together the buckets less the rebates ---- */

static int at_spread(const struct facts *f, int la, int category, int period)
{
    return (la * (N_CATEGORIES + 1) + category) * f->period.n + period;
}

static void expect_lines(const struct check *c, const double *share, double *spread,
                         double *learners)
{
    const struct facts *f = c->f;
    for (int i = 0; i < c->s->n_buckets; i++) {
        const struct s_bucket *b = &c->s->bucket[i];
        if (b->category < VACANCY)
            learners[at_learner_cost(f, b->area, b->role, b->course, b->category, b->period)] +=
                (double)b->pence / 100;
        for (int la = 0; b->category >= VACANCY && la < f->la.n; la++)
            if (f->buyer_of_la[la] == b->buyer)
                spread[at_spread(f, la, b->category, b->period)] +=
                    share[la * f->period.n + b->period] * (double)b->pence / 100;
    }
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        for (int la = 0; p->kind == PAYER_REBATE && la < f->la.n; la++)
            if (f->buyer_of_la[la] == p->place)
                spread[at_spread(f, la, REBATE_LINE, p->period)] -=
                    share[la * f->period.n + p->period] * (double)p->received / 100;
    }
}

static void one_line(struct check *c, const struct s_cost *x, double *spread, double *learners)
{
    const struct facts *f = c->f;
    const char *category = x->category == REBATE_LINE ? "rebate" : CATEGORIES[x->category];
    const char *row = arena_print(c->arena, "%s of %s, %s", category, f->la.id[x->la],
                                  f->period.id[x->period]);
    must_equal(c, x->discounted, x->pounds * f->periods[x->period].discount, SUMMED,
               "discounted: %s", row);
    must_hold(c, f->buyer_of_la[x->la] == x->buyer, "it is another buyer's", "%s", row);
    if (x->category >= VACANCY) {
        double *at = &spread[at_spread(f, x->la, x->category, x->period)];
        must_equal(c, x->pounds, *at, SUMMED, "%s", row);
        must_hold(c, x->area < 0 && x->role < 0 && x->sector < 0 && x->course < 0,
                  "a buyer's cost is of no area, role, sector or course", "%s", row);
        *at = 0;
        return;
    }
    if (x->area < 0 || x->role < 0 || x->course < 0) {
        must_hold(c, false, "it is of no area, role and course", "%s", row);
        return;
    }
    double *at = &learners[at_learner_cost(f, x->area, x->role, x->course, x->category,
                                           x->period)];
    must_equal(c, x->pounds, *at, SUMMED, "%s, %s, %s", row, f->role.id[x->role],
               f->course.id[x->course]);
    must_hold(c, f->areas[x->area].la == x->la && f->roles[x->role].sector == x->sector,
              "it is of another authority or sector", "%s", row);
    *at = 0;
}

void a10_cost_lines(struct check *c)
{
    const struct facts *f = c->f;
    int n = at_learner_cost(f, f->area.n, 0, 0, 0, 0), m = at_spread(f, f->la.n, 0, 0);
    double *learners = NEW_ARRAY(c->arena, double, n + 1);
    double *spread = NEW_ARRAY(c->arena, double, m + 1), left = 0;
    expect_lines(c, shares(c), spread, learners);
    for (int i = 0; i < c->s->n_costs; i++)
        one_line(c, &c->s->costs[i], spread, learners);
    for (int i = 0; i < n; i++)
        left += fabs(learners[i]);
    for (int i = 0; i < m; i++)
        left += fabs(spread[i]);
    must_equal(c, left, 0, 1e-4, "costs without a line");
}

/* ---- the run ---- */

static double discounted_cost(const struct check *c)
{
    double cost = 0;
    for (int i = 0; i < c->s->n_buckets; i++)
        cost += c->f->periods[c->s->bucket[i].period].discount * c->s->bucket[i].pounds;
    for (int i = 0; i < c->s->n_contracts; i++) {
        const struct s_contract *q = &c->s->contract[i];
        cost -= c->f->periods[q->period].discount * q->discount *
                c->t->value[at_contract(c->f, q->buyer, q->provider, q->period)];
    }
    return cost;
}

static double shortfall_value(const struct check *c)
{
    double value = 0;
    for (int i = 0; i < c->s->n_shortfalls; i++) {
        const struct target_facts *g = &c->f->targets[c->s->shortfall[i].target];
        value += g->penalty * c->f->periods[g->period].discount * c->s->shortfall[i].missing;
    }
    return value;
}

/* The objective is the solver's own sum; of two, the first may give way by a trace. */
void a11_totals(struct check *c)
{
    const struct stored *s = c->s;
    double cost = discounted_cost(c), value = shortfall_value(c);
    bool first = strcmp(c->f->objective, "coverage") == 0;
    double objective = first ? value
                       : strcmp(c->f->objective, "cost") == 0 ? cost : cost + value;
    must_equal(c, s->cost, cost, SUMMED, "cost");
    must_equal(c, s->shortfall_value, value, SUMMED, "value of the shortfall");
    must_equal(c, s->objective, objective, first ? PLANNED : SUMMED, "objective");
    must_be_within(c, s->bound, s->objective, "bound");
    double gap = (s->objective - s->bound) / fmax(1, fabs(s->objective));
    must_hold(c, fabs(s->gap - gap) <= 1e-13 * fmax(1, fabs(gap)),
              arena_print(c->arena, "%s should be %s", shown(c, s->gap), shown(c, gap)), "gap");
    must_hold(c, strcmp(s->status, "optimal") != 0 || s->gap <= s->gap_asked + PLANNED,
              "the gap is larger than was asked for", "status");
    must_hold(c, strcmp(s->status, "infeasible") != 0 && strcmp(s->status, "failed") != 0,
              "there is a plan all the same", "status");
}
