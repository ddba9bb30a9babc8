/* store_write_plan.c - what was decided, who pays for it, and the evidence.  ORDER STORE */
#include <math.h>
#include <stdlib.h>

#include "family.h"
#include "store_private.h"

static double travel_hours(const struct world *x, const struct plan_start *p)
{
    return x->course[p->course.i].sessions * x->site[p->site.i].attendance * 2 *
           minutes(x, p->area, p->site) / 60;
}

static void write_start(struct writer *w, const struct world *x, const struct plan_start *p, int n)
{
    const struct course *c = &x->course[p->course.i];
    bool attends = x->site[p->site.i].attendance > 0;
    row_begin(w);
    put_whole(w, n);
    put_text(w, x->area[p->area.i].id);
    put_text(w, x->role[p->role.i].id);
    put_whole(w, p->childcare);
    put_whole(w, p->level);
    put_text(w, c->id);
    put_text(w, x->site[p->site.i].id);
    put_text(w, x->period[p->period.i].id);
    put_text(w, CARE_NAME[p->care]);
    put_text(w, WAY_NAME[p->way]);
    put_real(w, p->learners);
    put_real(w, p->learners * c->completion);
    for (int k = 0; k < N_LEARNER_CATEGORIES; k++) /* ORDER CATEGORIES */
        put_real(w, p->cost[k]);
    put_real(w, p->care_hours);
    put_real(w, attends ? travel_hours(x, p) : 0);
    put_real(w, c->contact_hours);
    row_end(w);
}

static void write_stock(struct writer *w, const struct plan *p)
{
    const struct world *x = p->sets->world;
    into(w, "stock");
    for (int i = 0; i < p->n_stock; i++) {
        const struct plan_stock *s = &p->stock[i];
        row_begin(w);
        put_whole(w, i + 1);
        put_text(w, x->area[s->area.i].id);
        put_text(w, x->role[s->role.i].id);
        put_whole(w, s->childcare);
        put_whole(w, s->level);
        put_text(w, s->period < 0 ? NULL : x->period[s->period].id);
        put_real(w, s->people);
        row_end(w);
    }
}

static int by_site_and_module(const void *a, const void *b)
{
    const struct offer *x = a, *y = b;
    if (x->site.i != y->site.i)
        return x->site.i < y->site.i ? -1 : 1;
    return (x->module.i > y->module.i) - (x->module.i < y->module.i);
}

static void write_cohorts(struct writer *w, const struct plan *p)
{
    const struct world *x = p->sets->world;
    into(w, "cohort");
    for (int i = 0; i < p->n_cohorts; i++) {
        const struct plan_cohort *y = &p->cohort[i];
        struct offer wanted = { .site = y->site, .module = y->module };
        const struct offer *o = bsearch(&wanted, x->offer, (size_t)x->n_offers, sizeof *o,
                                        by_site_and_module);
        double seats = o ? y->cohorts * o->cohort_max : y->learners;
        double index = x->period[y->period.i].price_index;
        row_begin(w);
        put_text(w, x->buyer[y->buyer]);
        put_text(w, x->module[y->module.i].id);
        put_text(w, x->site[y->site.i].id);
        put_text(w, x->period[y->period.i].id);
        put_real(w, y->cohorts);
        put_real(w, y->learners);
        put_real(w, seats);
        put_real(w, fmax(seats - y->learners, 0));
        put_real(w, o ? o->cohort_price * index : 0);
        put_real(w, o ? (o->cohort_price / o->cohort_max + o->learner_price) * index : 0);
        row_end(w);
    }
}

static int64_t pence(double pounds)
{
    return llround(pounds * 100);
}

static void write_contracts(struct writer *w, const struct plan *p)
{
    const struct world *x = p->sets->world;
    into(w, "contract");
    for (int i = 0; i < p->n_contracts; i++) {
        const struct plan_contract *q = &p->contract[i];
        row_begin(w);
        put_text(w, x->buyer[q->buyer]);
        put_text(w, x->provider[q->provider.i].id);
        put_text(w, x->period[q->period.i].id);
        put_real(w, q->taken);
        put_whole(w, pence(q->value));
        put_whole(w, pence(q->rebate));
        put_whole(w, q->band);
        put_real(w, q->value >= 0.005 ? q->rebate / q->value : 0); /* else a trace of nothing */
        row_end(w);
    }
    into(w, "office");
    for (int i = 0; i < p->n_offices; i++) {
        row_begin(w);
        put_text(w, x->buyer[p->office[i].buyer]);
        put_text(w, x->period[p->office[i].period.i].id);
        put_real(w, p->office[i].taken);
        row_end(w);
    }
}

static void write_shortfalls(struct writer *w, const struct plan *p)
{
    const struct world *x = p->sets->world;
    into(w, "shortfall");
    for (int i = 0; i < p->n_shortfalls; i++) {
        const struct plan_shortfall *e = &p->shortfall[i];
        const struct target *t = &x->target[e->target.i];
        row_begin(w);
        put_text(w, t->id);
        put_text(w, x->area[e->area.i].id);
        put_text(w, x->role[e->role.i].id);
        put_real(w, e->want);
        put_real(w, e->have);
        put_real(w, e->missing);
        put_real(w, t->penalty);
        put_real(w, x->period[t->period.i].discount);
        row_end(w);
    }
}

static void write_payers(struct writer *w, const struct plan *p)
{
    static const char *const KIND[] = { "pot", "virement", "rebate" };
    const struct world *x = p->sets->world;
    into(w, "payer");
    for (int i = 0; i < p->sets->n_payers; i++) {
        const struct payer *a = &p->sets->payer[i];
        const struct plan_payer *b = &p->payer[i];
        row_begin(w);
        put_whole(w, i);
        put_text(w, KIND[a->kind]);
        put_text(w, a->stream.i < 0 ? NULL : x->stream[a->stream.i].id);
        put_text(w, SCOPE_NAME[a->scope]);
        put_text(w, scope_place_name(x, a->scope, a->place));
        put_text(w, x->period[a->period.i].id);
        put_whole(w, b->received_pence);
        put_whole(w, b->carried_in_pence);
        put_whole(w, b->carried_out_pence);
        put_whole(w, b->moved_pence);
        put_whole(w, b->paid_pence);
        put_whole(w, b->received_pence + b->carried_in_pence - b->carried_out_pence -
                     b->moved_pence - b->paid_pence);
        row_end(w);
    }
}

static void write_buckets(struct writer *w, const struct plan *p)
{
    const struct world *x = p->sets->world;
    into(w, "bucket");
    for (int i = 0; i < p->n_buckets; i++) {
        const struct plan_bucket *b = &p->bucket[i];
        bool of_learners = b->area.i >= 0;
        row_begin(w);
        put_whole(w, i);
        put_text(w, CATEGORY_NAME[b->category]);
        put_text(w, x->period[b->period.i].id);
        put_text(w, of_learners ? x->area[b->area.i].id : NULL);
        put_text(w, of_learners ? x->role[b->role.i].id : NULL);
        put_text(w, of_learners ? x->course[b->course.i].id : NULL);
        put_text(w, x->buyer[b->buyer]);
        put_whole(w, b->pence);
        put_real(w, b->cost);
        row_end(w);
    }
    into(w, "payment");
    for (int i = 0; i < p->n_payments; i++) {
        row_begin(w);
        put_whole(w, p->payment[i].payer);
        put_whole(w, p->payment[i].bucket);
        put_whole(w, p->payment[i].pence);
        put_real(w, p->payment[i].pounds);
        row_end(w);
    }
}

void write_plan(struct writer *w, const struct plan *plan)
{
    into(w, "start");
    for (int i = 0; i < plan->n_starts; i++)
        write_start(w, plan->sets->world, &plan->start[i], i + 1);
    write_stock(w, plan);
    write_cohorts(w, plan);
    write_contracts(w, plan);
    write_shortfalls(w, plan);
    write_payers(w, plan);
    write_buckets(w, plan);
}
