/* order.c - which of equally good plans is chosen: a rule that anybody can read and follow.
 *
 * Every list is in the order of periods and of ids (by their bytes).  From the last of a list to
 * its first, there is as little of each as a plan as good can have; list after list.  So what is
 * bought is bought early, of who stands first, and no more than is needed; what is paid is paid
 * by who stands first.  Chance and the order of rows have no part in it.
 */
#include <stdlib.h>
#include <string.h>

#include "program.h"

enum { RANKS = 9 };

struct ranked { int column, rank[RANKS]; };

struct ranking {
    const struct sets *s;
    int *of_bucket;             /* [n_buckets] by the first cost in it */
};

static int provider_of(const struct sets *s, struct site_id site)
{
    return s->world->site[site.i].provider.i;
}

static void rank_contract(const struct ranking *r, int i, int *rank)
{
    const struct contract *q = &r->s->contract[i];
    rank[0] = q->period.i;
    rank[1] = q->provider.i;
    rank[2] = q->buyer;
}

static void rank_cohort(const struct ranking *r, int i, int *rank)
{
    const struct cohort *y = &r->s->cohort[i];
    rank[0] = y->period.i;
    rank[1] = provider_of(r->s, y->site);
    rank[2] = y->site.i;
    rank[3] = y->module.i;
    rank[4] = y->buyer;
}

static void rank_office(const struct ranking *r, int i, int *rank)
{
    rank[0] = r->s->office[i].period.i;
    rank[1] = r->s->office[i].buyer;
}

static void rank_band(const struct ranking *r, int i, int *rank)
{
    int contract = r->s->band[i].contract;
    rank_contract(r, contract, rank);
    rank[3] = i - r->s->contract[contract].first_band;
}

static void rank_placement(const struct ranking *r, int i, int *rank)
{
    const struct placement *p = &r->s->placement[i];
    const struct tie *tie = &r->s->tie[p->tie];
    const struct class_ *cl = &r->s->class_[tie->class_];
    const int of[RANKS] = { tie->period.i, provider_of(r->s, p->site), p->site.i, (int)p->way,
                            (int)p->care, cl->course.i, cl->area.i, cl->role[0].i,
                            tie->childcare };
    memcpy(rank, of, sizeof of);
}

static void rank_entrants(const struct ranking *r, int i, int *rank)
{
    const struct entrants *u = &r->s->entrants[i];
    const struct group *g = &r->s->group[u->group];
    const int of[RANKS] = { u->period.i, u->course.i, g->area.i, g->role.i, g->childcare,
                            u->level };
    memcpy(rank, of, sizeof of);
}

/* Money that would be lost pays first, money that may pay for anything last. */
static int kind_of(const struct sets *s, const struct payer *p)
{
    if (p->kind == PAYER_POT)
        return s->world->stream[p->stream.i].carry_over > 0;
    return p->kind == PAYER_REBATE ? 2 : 3;
}

static int width_of(const struct payer *p)
{
    static const int WIDTH[] = { [SCOPE_AREA] = 0, [SCOPE_LA] = 1, [SCOPE_BUYER] = 2,
                                 [SCOPE_REGION] = 3, [SCOPE_ALL] = 4 };
    return WIDTH[p->scope];
}

static void rank_payer(const struct ranking *r, int i, int *rank)
{
    const struct payer *p = &r->s->payer[i];
    rank[0] = kind_of(r->s, p);
    rank[1] = width_of(p);
    rank[2] = p->stream.i;
    rank[3] = p->place;
    rank[4] = p->period.i;
}

static void rank_payment(const struct ranking *r, int i, int *rank)
{
    rank_payer(r, r->s->payment[i].payer, rank);
    rank[5] = r->of_bucket[r->s->payment[i].bucket];
}

static void rank_shortfall(const struct ranking *r, int i, int *rank)
{
    const struct shortfall *e = &r->s->shortfall[i];
    rank[0] = r->s->world->target[e->target.i].period.i;
    rank[1] = e->target.i;
    rank[2] = e->area.i;
    rank[3] = e->role.i;
}

/* ORDER PREFERENCES: whole numbers first. */
static const struct {
    enum quantity_id of;
    void (*rank)(const struct ranking *r, int i, int *rank);
} LISTS[N_PREFERENCES] = {
    { Q_CONTRACT, rank_contract }, { Q_COHORTS, rank_cohort }, { Q_OFFICE, rank_office },
    { Q_BAND, rank_band }, { Q_PLACEMENTS, rank_placement }, { Q_ENTRANTS, rank_entrants },
    { Q_PAYMENT, rank_payment }, { Q_VIREMENT, rank_payer }, { Q_CARRY, rank_payer },
    { Q_SHORTFALL, rank_shortfall }, { Q_BAND_VALUE, rank_band },
};
const struct preference PREFERENCES[N_PREFERENCES] = { /* ORDER PREFERENCES */
    { "contracts", "period, provider, buyer" },
    { "cohorts", "period, provider, site, module, buyer" },
    { "buyers' teams", "period, buyer" },
    { "discount bands", "period, provider, buyer; the lower band first" },
    { "learners at a site", "period, provider, site; cohorts before open places; no childcare, "
                            "local, creche; course, area, role" },
    { "who starts a course", "period, course, area, role; the lower level first" },
    { "payments", "pots that carry nothing over, pots that do, rebates, money moved; then an "
                  "area's, an authority's, a buyer's, a region's, everybody's; then stream, place, "
                  "period; then costs of learners by area, course, role, category, and of buyers" },
    { "money moved to other purposes", "the fund, as with payments" },
    { "money carried over", "the fund, as with payments" },
    { "people short of a target", "period, target, area, role" },
    { "value in a discount band", "period, provider, buyer; the lower band first" },
};

/* ---- the order ---- */

static void rank_bucket(struct ranking *r, int bucket, int *next)
{
    if (bucket >= 0 && r->of_bucket[bucket] < 0)
        r->of_bucket[bucket] = (*next)++;
}

static void rank_buckets(struct arena *a, struct ranking *r)
{
    const struct sets *s = r->s;
    int next = 0, n = s->world->n_periods;
    r->of_bucket = NEW_ARRAY(a, int, s->n_buckets);
    for (int i = 0; i < s->n_buckets; i++)
        r->of_bucket[i] = -1;
    for (int i = 0; i < s->n_classes * N_LEARNER_CATEGORIES * n; i++)
        rank_bucket(r, s->learner_bucket[i], &next);
    for (int i = 0; i < s->world->n_buyers * (N_CATEGORIES - N_LEARNER_CATEGORIES) * n; i++)
        rank_bucket(r, s->buyer_bucket[i], &next);
}

static int last_first(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    for (int k = 0; k < RANKS; k++)
        if (a->rank[k] != b->rank[k])
            return a->rank[k] > b->rank[k] ? -1 : 1;
    return (a->column < b->column) - (a->column > b->column);
}

int *program_order(struct arena *a, const struct program *p, int *n)
{
    struct ranking r = { .s = p->sets };
    struct arena *scratch = arena_new();
    int *order = NEW_ARRAY(a, int, p->matrix.n_cols);
    *n = 0;
    rank_buckets(scratch, &r);
    for (int k = 0; k < N_PREFERENCES; k++) {
        int first = p->first_column[LISTS[k].of], count = p->first_column[LISTS[k].of + 1] - first;
        struct ranked *list = NEW_ARRAY(scratch, struct ranked, count);
        for (int i = 0; i < count; i++) {
            list[i].column = first + i;
            LISTS[k].rank(&r, i, list[i].rank);
        }
        if (count > 0)
            qsort(list, (size_t)count, sizeof *list, last_first);
        for (int i = 0; i < count; i++)
            order[(*n)++] = list[i].column;
    }
    arena_free(scratch);
    return order;
}
