/* sets_starts.c - which learners can start what, where: ties, entrants, placements, stock. */
#include "sets_build.h"

#include <math.h>
#include <string.h>

static int offer_at(const struct build *b, struct site_id s, struct module_id m)
{
    return b->offer_of[s.i * b->w->n_modules + m.i];
}

static void index_offers(struct build *b)
{
    int n = b->w->n_sites * b->w->n_modules;
    b->offer_of = NEW_ARRAY(b->arena, int, n);
    memset(b->offer_of, 0xff, (size_t)n * sizeof(int));
    for_each_offer(b->w, o) {
        const struct offer *x = &b->w->offer[o.i];
        b->offer_of[x->site.i * b->w->n_modules + x->module.i] = o.i;
    }
}

/* What the offers for all of a course's modules at a site come to, in one way. */
struct teaching { bool possible; double fee, most; };

static bool offer_in_way(const struct offer *o, enum way k, struct period_id t)
{
    bool sold = k == WAY_COHORT ? o->by_cohort && o->cohorts_limit > 0 : o->by_place;
    return sold && t.i >= o->from.i && t.i <= o->until.i;
}

static struct teaching taught(const struct build *b, const struct course *c, struct site_id s,
                              enum way k, struct period_id t)
{
    struct teaching x = { .possible = true, .most = INFINITY };
    for (int i = 0; i < c->n_modules; i++) {
        int at = offer_at(b, s, c->modules[i]);
        if (at < 0 || !offer_in_way(&b->w->offer[at], k, t))
            return (struct teaching){ 0 };
        const struct offer *o = &b->w->offer[at];
        x.fee += k == WAY_COHORT ? o->learner_price + o->cohort_price / o->cohort_max
                                 : o->place_price;
        x.most = fmin(x.most, k == WAY_COHORT ? o->cohorts_limit * o->cohort_max
                                              : o->places_limit);
    }
    return x;
}

static bool within_reach(const struct world *w, struct area_id a, struct role_id r, bool childcare,
                         struct site_id s)
{
    return w->site[s.i].attendance <= 0 || minutes(w, a, s) <= w->role[r.i].travel_limit[childcare];
}

/* Hours of childcare per learner over the course: kappa of MODEL.md 4. */
static double care_hours(const struct world *w, struct area_id a, const struct course *c,
                         struct site_id s, enum care care)
{
    double attended = w->site[s.i].attendance;
    if (care == CARE_NONE)
        return 0;
    double hours = c->contact_hours * attended;
    return care == CARE_CRECHE ? hours : hours + c->sessions * attended * 2 * minutes(w, a, s) / 60;
}

static void price_placement(const struct world *w, struct placement *p, const struct class_ *cl,
                            struct period_id t, double fee)
{
    const struct course *c = &w->course[cl->course.i];
    const struct site *s = &w->site[p->site.i];
    const struct area *a = &w->area[cl->area.i];
    double index = w->period[t.i].price_index;
    double care_price = p->care == CARE_CRECHE ? s->creche_price : a->childcare_price;
    p->care_hours = care_hours(w, cl->area, c, p->site, p->care);
    p->cost[FEE] = index * fee;
    p->cost[TRAVEL] = index * c->sessions * s->attendance * 2 * miles(w, cl->area, p->site) *
                      w->mileage_rate;
    p->cost[CHILDCARE] = index * p->care_hours * care_price;
    p->cost[RELEASE] =
        index * c->contact_hours * s->work_time * w->role[cl->role[0].i].release_cost;
    p->cost[MENTOR] = index * c->mentor_hours * a->mentor_price;
}

/* A cost that nobody may pay rules the placement out. */
static bool payable(const struct build *b, const struct placement *p, int class_,
                    struct period_id t)
{
    int periods = b->w->course[b->s->class_[class_].course.i].periods;
    for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
        for (struct period_id u = t; p->cost[k] > 0 && u.i < t.i + periods; u.i++)
            if (!class_payable(b, class_, (enum category)k, u))
                return false;
    return true;
}

struct rooms { int ties, entrants, placements; };

static void add_placement(struct build *b, const struct tie *tie, struct site_id s, enum care care,
                          enum way k, struct teaching x, struct rooms *room)
{
    struct placement p = { .tie = b->s->n_ties, .site = s, .care = care, .way = k,
                           .most = fmin(tie->most, x.most) };
    price_placement(b->w, &p, &b->s->class_[tie->class_], tie->period, x.fee);
    if (payable(b, &p, tie->class_, tie->period))
        *PUSH(b->arena, b->s->placement, b->s->n_placements, room->placements) = p;
}

static void place_at(struct build *b, const struct tie *tie, struct site_id s, struct rooms *room)
{
    const struct class_ *cl = &b->s->class_[tie->class_];
    const struct site *site = &b->w->site[s.i];
    if (!within_reach(b->w, cl->area, cl->role[0], tie->childcare, s))
        return;
    for (enum way k = WAY_COHORT; k <= WAY_OPEN; k++) {
        struct teaching x = taught(b, &b->w->course[cl->course.i], s, k, tie->period);
        if (!x.possible)
            continue;
        if (!tie->childcare || site->attendance <= 0) {
            add_placement(b, tie, s, CARE_NONE, k, x, room);
            continue;
        }
        if (b->w->area[cl->area.i].childcare_hours > 0)
            add_placement(b, tie, s, CARE_LOCAL, k, x, room);
        if (site->creche_hours > 0)
            add_placement(b, tie, s, CARE_CRECHE, k, x, room);
    }
}

/* The most of a group that can start a course in a period, from one level of theirs. */
static double most_entrants(const struct world *w, const struct group *g, const struct course *c)
{
    double most = INFINITY;
    if (c->load > 0)
        most = fmin(most, w->role[g->role.i].release_share * g->headcount / c->load);
    if (c->award_level == NO_LEVEL)
        most = fmin(most, g->headcount);
    else if (c->completion > 0)
        most = fmin(most, g->headcount / c->completion);
    return isfinite(most) ? most : g->headcount;
}

static int group_at(const struct build *b, struct area_id a, struct role_id r, bool childcare)
{
    return b->s->group_of[(a.i * b->w->n_roles + r.i) * 2 + childcare];
}

static bool can_start(const struct group *g, const struct course *c, int level)
{
    bool below_award = c->award_level == NO_LEVEL || level < c->award_level;
    bool held = g->reachable[level] || (c->load <= 0 && c->award_level == NO_LEVEL);
    return level >= c->entry_level && below_award && held;
}

static void add_entrants(struct build *b, struct tie *tie, int g, struct rooms *room)
{
    const struct group *group = &b->s->group[g];
    struct course_id course = b->s->class_[tie->class_].course;
    const struct course *c = &b->w->course[course.i];
    for (int l = 0; l < N_LEVELS; l++) {
        if (!can_start(group, c, l))
            continue;
        gather_add(b->arena, &b->tie_entrants, b->s->n_ties, b->s->n_entrants);
        gather_add(b->arena, &b->group_entrants, g, b->s->n_entrants);
        *PUSH(b->arena, b->s->entrants, b->s->n_entrants, room->entrants) = (struct entrants){
            .group = g, .level = l, .course = course, .period = tie->period,
            .tie = b->s->n_ties, .most = most_entrants(b->w, group, c) };
    }
}

static double most_of_class(const struct build *b, const struct class_ *cl, bool childcare)
{
    double most = 0;
    for (int i = 0; i < cl->n_roles; i++) {
        int g = group_at(b, cl->area, cl->role[i], childcare);
        if (g >= 0)
            most += most_entrants(b->w, &b->s->group[g], &b->w->course[cl->course.i]);
    }
    return most;
}

static void add_tie(struct build *b, int class_, bool childcare, struct period_id t,
                    struct rooms *room)
{
    const struct class_ *cl = &b->s->class_[class_];
    struct tie tie = { .class_ = class_, .childcare = childcare, .period = t,
                       .first_placement = b->s->n_placements };
    int entrants_before = b->s->n_entrants;
    tie.most = most_of_class(b, cl, childcare);
    if (tie.most <= 0)
        return;
    for_each_site(b->w, s)
        place_at(b, &tie, s, room);
    tie.n_placements = b->s->n_placements - tie.first_placement;
    if (tie.n_placements == 0)
        return;
    for (int i = 0; i < cl->n_roles; i++) {
        int g = group_at(b, cl->area, cl->role[i], childcare);
        if (g >= 0)
            add_entrants(b, &tie, g, room);
    }
    if (b->s->n_entrants == entrants_before) { /* nobody is at a level to start from */
        b->s->n_placements = tie.first_placement;
        return;
    }
    gather_add(b->arena, &b->class_ties, class_, b->s->n_ties);
    *PUSH(b->arena, b->s->tie, b->s->n_ties, room->ties) = tie;
}

static struct links *tie_entrants(void *ties, int i) { return &((struct tie *)ties)[i].entrants; }
static struct links *group_entrants(void *groups, int i)
{
    return &((struct group *)groups)[i].entrants;
}
static struct links *class_ties(void *classes, int i)
{
    return &((struct class_ *)classes)[i].ties;
}

void build_starts(struct build *b)
{
    struct rooms room = { 0 };
    index_offers(b);
    for (int i = 0; !b->w->held.no_starts && i < b->s->n_classes; i++)
        for (int childcare = 0; childcare < 2; childcare++)
            for_each_period(b->w, t)
                if (t.i + b->w->course[b->s->class_[i].course.i].periods <= b->w->n_periods)
                    add_tie(b, i, childcare, t, &room);
    gather_links(b->arena, &b->tie_entrants, b->s->n_ties, tie_entrants, b->s->tie);
    gather_links(b->arena, &b->group_entrants, b->s->n_groups, group_entrants, b->s->group);
    gather_links(b->arena, &b->class_ties, b->s->n_classes, class_ties, b->s->class_);
}

void build_stock(struct build *b)
{
    int room = 0;
    b->s->stock_of = NEW_ARRAY(b->arena, int, b->s->n_groups * N_LEVELS * b->w->n_periods);
    for (int g = 0; g < b->s->n_groups; g++)
        for (int l = 0; l < N_LEVELS; l++)
            for_each_period(b->w, t) {
                int at = (g * N_LEVELS + l) * b->w->n_periods + t.i;
                b->s->stock_of[at] = b->s->group[g].reachable[l] ? b->s->n_stock : -1;
                if (b->s->group[g].reachable[l])
                    *PUSH(b->arena, b->s->stock, b->s->n_stock, room) = (struct stock){ g, l, t };
            }
}

void build_shortfalls(struct build *b)
{
    const struct world *w = b->w;
    int room = 0;
    for_each_target(w, i)
        for_each_area(w, a)
            for_each_role(w, r) {
                const struct target *target = &w->target[i.i];
                double staff = 0;
                for (int l = 0; l < N_LEVELS; l++)
                    staff += headcount(w, a, r, l);
                double want = target->share * staff;
                if (target->areas[a.i] && target->roles[r.i] && want > 0)
                    *PUSH(b->arena, b->s->shortfall, b->s->n_shortfalls, room) =
                        (struct shortfall){ i, a, r, want };
            }
}
