/* seats.c - who sits in which cohort, and what a contract's cohorts are worth. */
#include "seats.h"

#include "iterate.h"

void cohort_value(struct program *p, int row, double sign, int cohort)
{
    const struct sets *s = p->sets;
    const struct cohort *y = &s->cohort[cohort];
    const struct offer *o = &s->world->offer[y->offer.i];
    double index = s->world->period[y->period.i].price_index;
    term_in(p, row, sign * index * o->cohort_price, column_of(p, Q_COHORTS, cohort));
    for (int k = 0; o->learner_price > 0 && k < y->placements.n; k++)
        term_in(p, row, sign * index * o->learner_price,
                column_of(p, Q_PLACEMENTS, y->placements.item[k]));
}

/* Cohorts are sorted by buyer, period, provider, site and module. */
static int find_cohort(const struct sets *s, int buyer, int period, struct site_id site, int module)
{
    const struct world *w = s->world;
    int low = 0, high = s->n_cohorts - 1;
    while (low <= high) {
        int mid = (low + high) / 2;
        const struct cohort *y = &s->cohort[mid];
        int d = y->buyer - buyer;
        d = d ? d : y->period.i - period;
        d = d ? d : w->site[y->site.i].provider.i - w->site[site.i].provider.i;
        d = d ? d : y->site.i - site.i;
        d = d ? d : y->module.i - module;
        if (d == 0)
            return mid;
        if (d < 0)
            low = mid + 1;
        else
            high = mid - 1;
    }
    return -1;
}

static void add_learners(const struct plan *p, const struct plan_start *x, double *learners)
{
    const struct course *c = plan_course(p, x);
    for (int k = 0; x->way == WAY_COHORT && k < c->n_modules; k++) {
        int y = find_cohort(p->sets, plan_buyer(p, x), x->period.i, x->site, c->modules[k].i);
        if (y >= 0)
            learners[y] += x->learners;
    }
}

void audit_seats(const struct plan *p, double *cohorts, double *learners)
{
    for_each_start(p, x)
        add_learners(p, x, learners);
    for (int i = 0; i < p->n_cohorts; i++) {
        const struct plan_cohort *y = &p->cohort[i];
        int at = find_cohort(p->sets, y->buyer, y->period.i, y->site, y->module.i);
        if (at >= 0)
            cohorts[at] += y->cohorts;
    }
}

void audit_profession_seats(const struct plan *p, struct profession_id profession, double *learners)
{
    for_each_start(p, x)
        if (p->sets->world->role[x->role.i].profession.i == profession.i)
            add_learners(p, x, learners);
}

double *audit_values(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    double *cohorts = tally(a, s->n_cohorts), *learners = tally(a, s->n_cohorts);
    double *value = tally(a, s->n_contracts);
    audit_seats(p, cohorts, learners);
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        const struct offer *o = &s->world->offer[y->offer.i];
        value[y->contract] += s->world->period[y->period.i].price_index *
                              (o->cohort_price * cohorts[i] + o->learner_price * learners[i]);
    }
    return value;
}
