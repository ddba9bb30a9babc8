/* iterate.h - short words for what the families look up; private to model/families/. */
#ifndef RINGFENCE_ITERATE_H
#define RINGFENCE_ITERATE_H

#include <math.h>

#include "family.h"

/* ---- of the sets ---- */

static inline const struct tie *tie_of(const struct sets *s, int placement)
{
    return &s->tie[s->placement[placement].tie];
}
static inline const struct class_ *class_of(const struct sets *s, int placement)
{
    return &s->class_[tie_of(s, placement)->class_];
}
static inline const struct course *course_of(const struct sets *s, int placement)
{
    return &s->world->course[class_of(s, placement)->course.i];
}
static inline const struct role *role_of(const struct sets *s, int placement)
{
    return &s->world->role[class_of(s, placement)->role[0].i];
}
static inline int stock_at(const struct sets *s, int group, int level, int period)
{
    return s->stock_of[(group * N_LEVELS + level) * s->world->n_periods + period];
}
static inline int contract_at(const struct sets *s, int buyer, struct provider_id p, int period)
{
    return s->contract_of[(buyer * s->world->n_providers + p.i) * s->world->n_periods + period];
}
static inline int last_period(const struct course *c, struct period_id start)
{
    return start.i + c->periods - 1;
}

/* ---- of a finished plan ---- */

static inline const struct course *plan_course(const struct plan *p, const struct plan_start *x)
{
    return &p->sets->world->course[x->course.i];
}
static inline int plan_group(const struct plan *p, const struct plan_start *x)
{
    return p->sets->group_of[(x->area.i * p->sets->world->n_roles + x->role.i) * 2 + x->childcare];
}
static inline int plan_buyer(const struct plan *p, const struct plan_start *x)
{
    return buyer_of(p->sets->world, x->area);
}
static inline bool teaches(const struct course *c, struct module_id m)
{
    for (int i = 0; i < c->n_modules; i++)
        if (c->modules[i].i == m.i)
            return true;
    return false;
}
static inline double *tally(struct audit *a, int n) { return NEW_ARRAY(a->arena, double, n); }

#define for_each_start(plan, x) \
    for (const struct plan_start *x = (plan)->start; x < (plan)->start + (plan)->n_starts; x++)
#define for_each_payment(plan, z) \
    for (const struct plan_payment *z = (plan)->payment; \
         z < (plan)->payment + (plan)->n_payments; z++)
#define for_each_shortfall(plan, e) \
    for (const struct plan_shortfall *e = (plan)->shortfall; \
         e < (plan)->shortfall + (plan)->n_shortfalls; e++)

/* The value of a contract: what its cohorts and the learners in them cost, MODEL.md 6. */
static inline double offer_index(const struct world *w, const struct plan_start *x)
{
    return w->period[x->period.i].price_index;
}

#endif
