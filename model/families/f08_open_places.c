/* f08_open_places.c - No more open places of an offer are taken than there are. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_OPEN_PLACES = {
    .code = "F08",
    .name = "open_places",
    .rule = "No more open places of an offer are taken than there are.",
    .formula = "sum{way open, m in M_c} P <= places_limit[s,m]",
    .index = { IX_OFFER, IX_PERIOD },
    .unit = "places",
    .dual_says = "what one more open place would be worth",
    .rows = rows,
    .audit = audit,
};

static int *offers_by_site(const struct program *p)
{
    const struct world *w = p->sets->world;
    int *at = NEW_ARRAY(row_scratch(p), int, w->n_sites * w->n_modules);
    for_each_offer(w, o)
        at[w->offer[o.i].site.i * w->n_modules + w->offer[o.i].module.i] = o.i;
    return at;
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int *row = NEW_ARRAY(row_scratch(p), int, w->n_offers * w->n_periods),
        *offer_of = offers_by_site(p);
    for (int i = 0; i < s->n_placements; i++) {
        const struct course *c = course_of(s, i);
        for (int k = 0; s->placement[i].way == WAY_OPEN && k < c->n_modules; k++) {
            int o = offer_of[s->placement[i].site.i * w->n_modules + c->modules[k].i];
            int t = tie_of(s, i)->period.i, *at = &row[o * w->n_periods + t];
            if (isinf(w->offer[o].places_limit))
                continue;
            if (*at == 0)
                *at = 1 + row_le(p, w->offer[o].places_limit, KEY(o, t));
            term_in(p, *at - 1, 1, column_of(p, Q_PLACEMENTS, i));
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *taken = tally(a, w->n_sites * w->n_modules * w->n_periods);
    for_each_start(p, x)
        for (int k = 0; x->way == WAY_OPEN && k < plan_course(p, x)->n_modules; k++)
            taken[(x->site.i * w->n_modules + plan_course(p, x)->modules[k].i) * w->n_periods +
                  x->period.i] += x->learners;
    for_each_offer(w, o)
        for_each_period(w, t)
            if (w->offer[o.i].by_place && isfinite(w->offer[o.i].places_limit))
                audit_le(a, taken[(w->offer[o.i].site.i * w->n_modules + w->offer[o.i].module.i) *
                                      w->n_periods + t.i],
                         w->offer[o.i].places_limit, KEY(o.i, t.i));
    (void)s;
}
