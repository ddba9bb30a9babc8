/* known.c - the plan of another solve in the quantities of this one. */
#include "known.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(int a, int b) { return (a > b) - (a < b); }

static int by_cohort(const void *a, const void *b)
{
    const struct known_cohort *x = a, *y = b;
    int d = compare(x->buyer, y->buyer);
    d = d ? d : compare(x->module.i, y->module.i);
    d = d ? d : compare(x->site.i, y->site.i);
    return d ? d : compare(x->period.i, y->period.i);
}

static int by_contract(const void *a, const void *b)
{
    const struct known_contract *x = a, *y = b;
    int d = compare(x->buyer, y->buyer);
    d = d ? d : compare(x->provider.i, y->provider.i);
    return d ? d : compare(x->period.i, y->period.i);
}

/* ---- columns ---- */

static void *sorted(struct arena *a, const void *items, int n, size_t size,
                    int (*by)(const void *, const void *))
{
    void *copy = arena_alloc(a, (size_t)n, size);
    if (n > 0)
        memcpy(copy, items, (size_t)n * size);
    qsort(copy, (size_t)n, size, by);
    return copy;
}

static void cohort_columns(double *x, const struct sets *s, const struct known_plan *k,
                           const struct known_cohort *cohort)
{
    for (int i = 0; i < s->n_cohorts; i++) {
        const struct cohort *y = &s->cohort[i];
        struct known_cohort at = { y->buyer, y->module, y->site, y->period, 0 };
        const struct known_cohort *known =
            bsearch(&at, cohort, (size_t)k->n_cohorts, sizeof at, by_cohort);
        x[i] = known ? fmin(known->cohorts, y->most) : 0;
    }
}

/* A discount is that of the band in which the contract's value lies. */
static void band_columns(double *x, const struct sets *s, const struct known_plan *k,
                         const struct known_contract *contract)
{
    for (int i = 0; i < s->n_contracts; i++) {
        const struct contract *q = &s->contract[i];
        struct known_contract at = { q->buyer, q->provider, q->period, 0 };
        const struct known_contract *known =
            bsearch(&at, contract, (size_t)k->n_contracts, sizeof at, by_contract);
        for (int j = q->first_band; known && j < q->first_band + q->n_bands; j++)
            x[j] = known->value >= s->band[j].from && (j + 1 == q->first_band + q->n_bands ||
                                                       known->value < s->band[j + 1].from);
    }
}

double *known_columns(struct arena *a, const struct program *p, const struct known_plan *k)
{
    double *x = NEW_ARRAY(a, double, p->matrix.n_cols);
    for (int j = 0; j < p->matrix.n_cols; j++)
        x[j] = NAN;
    cohort_columns(x + p->first_column[Q_COHORTS], p->sets, k,
                   sorted(a, k->cohort, k->n_cohorts, sizeof *k->cohort, by_cohort));
    band_columns(x + p->first_column[Q_BAND], p->sets, k,
                 sorted(a, k->contract, k->n_contracts, sizeof *k->contract, by_contract));
    return x;
}

/* ---- names ---- */

#define POSITION(items, n, name) position(&(items)[0].id, sizeof *(items), (n), (name))

/* Every entity begins with its name. */
static int position(const char *const *first, size_t size, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(*(const char *const *)((const char *)first + (size_t)i * size), name) == 0)
            return i;
    return -1;
}

static int buyer_named(const struct world *w, const char *name)
{
    return position(w->buyer, sizeof *w->buyer, w->n_buyers, name);
}

static const char *buyer_of_la_named(const struct world *w, const char *name)
{
    int la = POSITION(w->la, w->n_las, name);
    return la < 0 ? "" : w->buyer[w->buyer_of_la[la]];
}

bool known_cohort_place(struct known_cohort *out, const struct world *w, const char *buyer,
                        const char *module, const char *site, const char *period)
{
    *out = (struct known_cohort){ .buyer = buyer_named(w, buyer),
                                  .module = { POSITION(w->module, w->n_modules, module) },
                                  .site = { POSITION(w->site, w->n_sites, site) },
                                  .period = { POSITION(w->period, w->n_periods, period) } };
    return out->buyer >= 0 && out->module.i >= 0 && out->site.i >= 0 && out->period.i >= 0;
}

bool known_contract_place(struct known_contract *out, const struct world *w, const char *buyer,
                          const char *provider, const char *period)
{
    *out = (struct known_contract){ .buyer = buyer_named(w, buyer),
                                    .provider = { POSITION(w->provider, w->n_providers, provider) },
                                    .period = { POSITION(w->period, w->n_periods, period) } };
    return out->buyer >= 0 && out->provider.i >= 0 && out->period.i >= 0;
}

/* ---- from another scenario's buyers to this one's ---- */

struct part { struct known_cohort at; double learners; };    /* at.cohorts: a sum of shares */
struct share { struct known_contract at; double contracts; }; /* at.value: a sum of shares */

static bool whole(double x) { return fabs(x - round(x)) < 1e-6; }

static const struct offer *offer_at(const struct world *w, const struct known_cohort *y)
{
    for_each_offer(w, o)
        if (w->offer[o.i].site.i == y->site.i && w->offer[o.i].module.i == y->module.i)
            return &w->offer[o.i];
    return NULL;
}

/* As many as the learners need, but none that they cannot fill. */
static double cohorts_of(const struct world *w, const struct part *p)
{
    const struct offer *o = offer_at(w, &p->at);
    if (whole(p->at.cohorts) || !o || !o->by_cohort)
        return round(p->at.cohorts);
    return fmin(ceil(p->learners / o->cohort_max - 1e-6),
                floor(p->learners / o->cohort_min + 1e-6));
}

void known_join_cohorts(struct known_plan *out, struct arena *a, const struct world *w,
                        const struct known_part *part, int n)
{
    struct part *p = NEW_ARRAY(a, struct part, n + 1);
    int found = 0, room = 0;
    for (int i = 0; i < n; i++) {
        const struct known_part *x = &part[i];
        p[found].learners = x->learners;
        if (!known_cohort_place(&p[found].at, w, buyer_of_la_named(w, x->la), x->module, x->site,
                                x->period))
            continue;
        p[found++].at.cohorts = x->cohorts;
    }
    qsort(p, (size_t)found, sizeof *p, by_cohort);
    for (int i = 0, next; i < found; i = next) {
        struct part sum = p[i];
        for (next = i + 1; next < found && by_cohort(&p[i], &p[next]) == 0; next++) {
            sum.at.cohorts += p[next].at.cohorts;
            sum.learners += p[next].learners;
        }
        sum.at.cohorts = cohorts_of(w, &sum);
        if (sum.at.cohorts > 0)
            *PUSH(a, out->cohort, out->n_cohorts, room) = sum.at;
    }
}

void known_join_contracts(struct known_plan *out, struct arena *a, const struct world *w,
                          const struct known_share *share, int n)
{
    struct share *p = NEW_ARRAY(a, struct share, n + 1);
    int found = 0, room = 0;
    for (int i = 0; i < n; i++) {
        const struct known_share *x = &share[i];
        p[found].contracts = x->contracts;
        if (!known_contract_place(&p[found].at, w, buyer_of_la_named(w, x->la), x->provider,
                                  x->period))
            continue;
        p[found++].at.value = x->value;
    }
    qsort(p, (size_t)found, sizeof *p, by_contract);
    for (int i = 0, next; i < found; i = next) {
        struct share sum = p[i];
        for (next = i + 1; next < found && by_contract(&p[i], &p[next]) == 0; next++) {
            sum.at.value += p[next].at.value;
            sum.contracts += p[next].contracts;
        }
        if (whole(sum.contracts))
            *PUSH(a, out->contract, out->n_contracts, room) = sum.at;
    }
}
