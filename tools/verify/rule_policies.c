/* rule_policies.c - the policies that name the scenario; a start counts once. */
#include <math.h>
#include <string.h>

#include "tools/verify/check.h"

typedef void of_policy(struct check *c, const struct policy_facts *x, const char *id);

static void for_each_policy(struct check *c, const char *kind, of_policy *visit)
{
    for (int i = 0; i < c->f->policy.n; i++)
        if (c->f->policies[i].kind && strcmp(c->f->policies[i].kind, kind) == 0)
            visit(c, &c->f->policies[i], c->f->policy.id[i]);
}

static bool of_sector(const struct facts *f, const struct s_start *x, const struct policy_facts *p)
{
    return f->roles[x->role].sector == p->sector;
}

static void sector_share(struct check *c, const struct policy_facts *p, const char *id)
{
    double all = 0, of = 0;
    for (int i = 0; i < c->s->n_starts; i++) {
        all += c->s->start[i].learners;
        of += of_sector(c->f, &c->s->start[i], p) ? c->s->start[i].learners : 0;
    }
    must_be_within(c, p->value * all, of, "%s", id);
}

void f28_min_sector_share(struct check *c)
{
    for_each_policy(c, "min_sector_share", sector_share);
}

static void reserved(struct check *c, const struct policy_facts *p, const char *id)
{
    const struct facts *f = c->f;
    int n = at_contract(f, f->buyer.n, 0, 0);
    double *all = NEW_ARRAY(c->arena, double, n + 1), *of = NEW_ARRAY(c->arena, double, n + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        int provider = f->sites[x->site].provider;
        int at = at_contract(f, buyer_of_area(f, x->area), provider, x->period);
        if (!in_cohorts(x) || !p->provider[provider])
            continue;
        all[at] += x->learners;
        of[at] += of_sector(f, x, p) ? x->learners : 0;
    }
    for (int b = 0; b < f->buyer.n; b++)
        for (int k = 0; k < f->provider.n; k++)
            for (int t = 0; t < f->period.n; t++)
                must_be_within(c, p->value * all[at_contract(f, b, k, t)],
                               of[at_contract(f, b, k, t)], "%s: %s with %s, %s", id,
                               f->buyer.id[b], f->provider.id[k], f->period.id[t]);
}

void f29_reserved_places(struct check *c) { for_each_policy(c, "reserved_places", reserved); }

static void provider_share(struct check *c, const struct policy_facts *p, const char *id)
{
    const struct facts *f = c->f;
    double all = 0, *of = NEW_ARRAY(c->arena, double, f->provider.n + 1);
    for (int b = 0; b < f->buyer.n; b++)
        for (int k = 0; k < f->provider.n; k++)
            for (int t = 0; t < f->period.n; t++) {
                all += c->t->value[at_contract(f, b, k, t)];
                of[k] += c->t->value[at_contract(f, b, k, t)];
            }
    for (int k = 0; k < f->provider.n; k++)
        if (p->provider[k])
            must_be_within(c, of[k], p->value * all + 0.01, "%s: %s", id, f->provider.id[k]);
}

void f30_max_provider_share(struct check *c)
{
    for_each_policy(c, "max_provider_share", provider_share);
}

static void contracts(struct check *c, const struct policy_facts *p, const char *id)
{
    const struct facts *f = c->f;
    for (int b = 0; b < f->buyer.n; b++)
        for (int t = 0; t < f->period.n; t++) {
            double sum = 0;
            for (int k = 0; k < f->provider.n; k++)
                sum += c->t->taken[at_contract(f, b, k, t)];
            must_be_within(c, sum, p->value, "%s: %s, %s", id, f->buyer.id[b], f->period.id[t]);
        }
}

void f31_max_contracts(struct check *c) { for_each_policy(c, "max_contracts", contracts); }

/* The shares by which the authorities of a target fall short; NAN where nobody is wanted. */
static double *gaps(const struct check *c, int target)
{
    const struct facts *f = c->f;
    double *want = NEW_ARRAY(c->arena, double, f->la.n + 1);
    double *gap = NEW_ARRAY(c->arena, double, f->la.n + 1);
    for (int i = 0; i < c->s->n_shortfalls; i++) {
        const struct s_shortfall *e = &c->s->shortfall[i];
        if (e->target != target)
            continue;
        want[f->areas[e->area].la] += e->want;
        gap[f->areas[e->area].la] += e->missing;
    }
    for (int la = 0; la < f->la.n; la++)
        gap[la] = want[la] > 0 ? gap[la] / want[la] : NAN;
    return gap;
}

static void coverage_gap(struct check *c, const struct policy_facts *p, const char *id)
{
    const struct facts *f = c->f;
    for (int g = 0; g < f->target.n; g++) {
        const double *gap = gaps(c, g);
        for (int i = 0; i < f->la.n; i++)
            for (int k = 0; k < f->la.n; k++)
                if (!isnan(gap[i]) && !isnan(gap[k]))
                    must_be_within(c, gap[i] - gap[k], p->value, "%s: %s, %s against %s", id,
                                   f->target.id[g], f->la.id[i], f->la.id[k]);
    }
}

void f32_max_coverage_gap(struct check *c)
{
    for_each_policy(c, "max_coverage_gap", coverage_gap);
}

static void profession_of(struct check *c, const struct policy_facts *p, const char *id,
                          int profession)
{
    const struct facts *f = c->f;
    double *of = NEW_ARRAY(c->arena, double, f->buyer.n * f->n_offers * f->period.n + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        const struct course_facts *k = &f->courses[x->course];
        for (int m = 0; in_cohorts(x) && m < k->n_modules; m++) {
            const struct offer_facts *o = offer_of(f, x->site, k->module[m]);
            if (o && p->module[k->module[m]] && f->roles[x->role].profession == profession)
                of[at_seats(f, buyer_of_area(f, x->area), o, x->period)] += x->learners;
        }
    }
    for (int b = 0; b < f->buyer.n; b++)
        for (int i = 0; i < f->n_offers; i++)
            for (int t = 0; t < f->period.n; t++) {
                int at = at_seats(f, b, &f->offers[i], t);
                if (of[at] > 0)
                    must_be_within(c, of[at], p->value * c->t->taught[at],
                                   "%s: %s of %s, %s at %s, %s", id, f->profession.id[profession],
                                   f->buyer.id[b], f->module.id[f->offers[i].module],
                                   f->site.id[f->offers[i].site], f->period.id[t]);
            }
}

static void profession_share(struct check *c, const struct policy_facts *p, const char *id)
{
    for (int i = 0; i < c->f->profession.n; i++)
        profession_of(c, p, id, i);
}

void f33_max_profession_share(struct check *c)
{
    for_each_policy(c, "max_profession_share", profession_share);
}
