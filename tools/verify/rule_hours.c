/* rule_hours.c - mentors' and childcare hours, and the targets that all this is for. */
#include <math.h>
#include <string.h>

#include "tools/verify/check.h"

static int pool_of(const struct facts *f, int area)
{
    return f->share_mentors ? buyer_of_area(f, area) : area;
}

void f15_mentors(struct check *c)
{
    const struct facts *f = c->f;
    int pools = f->share_mentors ? f->buyer.n : f->area.n, periods = f->period.n;
    double *used = NEW_ARRAY(c->arena, double, pools * periods + 1);
    double *there = NEW_ARRAY(c->arena, double, pools * periods + 1);
    for (int a = 0; a < f->area.n; a++)
        for (int t = 0; t < periods; t++)
            there[pool_of(f, a) * periods + t] += f->areas[a].mentor_hours;
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        const struct course_facts *k = &f->courses[x->course];
        int last = last_period(f, x), pool = pool_of(f, x->area);
        for (int t = x->period; t < periods; t++)
            if (t <= last)
                used[pool * periods + t] += k->mentor_hours / k->periods * x->learners;
            else
                there[pool * periods + t] += k->grants * k->completion * x->learners;
    }
    for (int p = 0; p < pools; p++)
        for (int t = 0; t < periods; t++)
            must_be_within(c, used[p * periods + t], there[p * periods + t], "%s, %s",
                           f->share_mentors ? f->buyer.id[p] : f->area.id[p], f->period.id[t]);
}

/* MODEL.md 4: hours of childcare of one learner over the course. */
static double care_hours(const struct facts *f, const struct s_start *x)
{
    const struct course_facts *k = &f->courses[x->course];
    double attended = f->sites[x->site].attendance;
    double taught = k->contact_hours * attended;
    double travelled = k->sessions * attended * 2 * minutes_to(f, x->area, x->site) / 60;
    return x->care == CARE_LOCAL ? taught + travelled : x->care == CARE_CRECHE ? taught : 0;
}

static double *care_used(const struct check *c, int care, int places)
{
    const struct facts *f = c->f;
    double *used = NEW_ARRAY(c->arena, double, places * f->period.n + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        int at = care == CARE_LOCAL ? x->area : x->site;
        for (int t = x->period; x->care == care && t <= last_period(f, x) && t < f->period.n; t++)
            used[at * f->period.n + t] += care_hours(f, x) / f->courses[x->course].periods *
                                          x->learners;
    }
    return used;
}

void f16_childcare(struct check *c)
{
    const struct facts *f = c->f;
    double *used = care_used(c, CARE_LOCAL, f->area.n);
    for (int a = 0; a < f->area.n; a++)
        for (int t = 0; t < f->period.n; t++)
            must_be_within(c, used[a * f->period.n + t], f->areas[a].care_hours, "%s, %s",
                           f->area.id[a], f->period.id[t]);
}

void f17_creche(struct check *c)
{
    const struct facts *f = c->f;
    double *used = care_used(c, CARE_CRECHE, f->site.n);
    for (int s = 0; s < f->site.n; s++)
        for (int t = 0; t < f->period.n; t++)
            must_be_within(c, used[s * f->period.n + t], f->sites[s].creche_hours, "%s, %s",
                           f->site.id[s], f->period.id[t]);
}

/* MODEL.md 4: what one learner costs, the whole course. */
static void learner_costs(const struct check *c, const struct s_start *x, double cost[N_LEARNERS])
{
    const struct facts *f = c->f;
    const struct course_facts *k = &f->courses[x->course];
    const struct site_facts *s = &f->sites[x->site];
    double index = f->periods[x->period].index, fee = 0;
    double miles = f->miles[x->area * f->site.n + x->site];
    double care_price = x->care == CARE_CRECHE ? s->creche_price : f->areas[x->area].care_price;
    for (int m = 0; m < k->n_modules; m++) {
        const struct offer_facts *o = offer_of(f, x->site, k->module[m]);
        if (o)
            fee += in_cohorts(x) ? o->learner_price + o->cohort_price / o->cohort_max
                                 : o->place_price;
    }
    cost[FEE] = index * fee;
    cost[TRAVEL] = index * k->sessions * s->attendance * 2 * miles * f->mileage_rate;
    cost[CHILDCARE] = index * care_hours(f, x) * care_price;
    cost[RELEASE] = index * k->contact_hours * s->work_time * f->roles[x->role].release_cost;
    cost[MENTOR] = index * k->mentor_hours * f->areas[x->area].mentor_price;
}

void a03_learners(struct check *c)
{
    const struct facts *f = c->f;
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        const struct course_facts *k = &f->courses[x->course];
        const char *row = start_row(c, x);
        double cost[N_LEARNERS];
        double attended = k->sessions * f->sites[x->site].attendance;
        learner_costs(c, x, cost);
        for (int n = 0; n < N_LEARNERS; n++)
            must_equal(c, x->cost[n], cost[n], SUMMED, "%s of %s", CATEGORIES[n], row);
        must_equal(c, x->completions, x->learners * k->completion, SUMMED, "completions of %s",
                   row);
        must_equal(c, x->care_hours, care_hours(f, x), SUMMED, "childcare hours of %s", row);
        must_equal(c, x->travel_hours, attended * 2 * minutes_to(f, x->area, x->site) / 60,
                   SUMMED, "travel hours of %s", row);
        must_equal(c, x->contact_hours, k->contact_hours, SUMMED, "contact hours of %s", row);
    }
}

/* ---- targets ---- */

static double have(const struct check *c, const struct s_shortfall *e)
{
    const struct facts *f = c->f;
    const struct target_facts *g = &f->targets[e->target];
    double people = 0;
    for (int n = 0; n < 2 && g->level >= 0; n++)
        for (int l = g->level; l < LEVELS; l++)
            people += stock_at(c, e->area, e->role, n, l, g->period);
    for (int i = 0; g->level < 0 && i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        if (x->area == e->area && x->role == e->role && x->course == g->course &&
            last_period(f, x) <= g->period)
            people += f->courses[x->course].completion * x->learners;
    }
    return people;
}

static const char *shortfall_row(struct check *c, const struct s_shortfall *e)
{
    return arena_print(c->arena, "%s, %s, %s", c->f->target.id[e->target], c->f->area.id[e->area],
                       c->f->role.id[e->role]);
}

static double want(const struct facts *f, int target, int area, int role)
{
    const struct target_facts *g = &f->targets[target];
    return g->area[area] && g->role[role] ? g->share * people_of(f, area, role) : 0;
}

void f18_targets(struct check *c)
{
    const struct facts *f = c->f;
    double *wanted = NEW_ARRAY(c->arena, double, f->target.n + 1);
    double *stored = NEW_ARRAY(c->arena, double, f->target.n + 1);
    for (int g = 0; g < f->target.n; g++)
        for (int a = 0; a < f->area.n; a++)
            for (int r = 0; r < f->role.n; r++)
                wanted[g] += want(f, g, a, r);
    for (int i = 0; i < c->s->n_shortfalls; i++) {
        const struct s_shortfall *e = &c->s->shortfall[i];
        must_be_within(c, want(f, e->target, e->area, e->role), have(c, e) + e->missing, "%s",
                       shortfall_row(c, e));
        stored[e->target] += want(f, e->target, e->area, e->role);
    }
    for (int g = 0; g < f->target.n; g++)
        must_equal(c, stored[g], wanted[g], SUMMED, "everybody wanted by %s", f->target.id[g]);
}

void f19_floor(struct check *c)
{
    for (int i = 0; i < c->s->n_shortfalls; i++) {
        const struct s_shortfall *e = &c->s->shortfall[i];
        must_be_within(c, e->missing, (1 - c->f->targets[e->target].floor) *
                                          want(c->f, e->target, e->area, e->role), "%s",
                       shortfall_row(c, e));
    }
}

static bool gaps_are_kept(const struct facts *f)
{
    for (int i = 0; i < f->policy.n; i++)
        if (f->policies[i].kind && strcmp(f->policies[i].kind, "max_coverage_gap") == 0)
            return true;
    return false;
}

/* Those whom something keeps from a course are all who are short. */
static void unserved_add_up(struct check *c)
{
    static const char SQL[] =
        "SELECT e.target, e.area, e.role, e.missing, coalesce(sum(u.people), 0), min(u.people)"
        " FROM shortfall e"
        " LEFT JOIN unserved u ON u.run = e.run AND u.target = e.target AND u.area = e.area"
        " AND u.role = e.role WHERE e.run = ?1 GROUP BY e.target, e.area, e.role";
    struct rows r;
    struct err err;
    if (rows_read(&r, c->arena, c->store, SQL, c->s->run, &err) != OK) {
        must_hold(c, false, "it cannot be read", "unserved");
        return;
    }
    for (int i = 0; i < r.n; i++)
        must_equal(c, row_number(&r, i, 4), row_number(&r, i, 3), PLANNED,
                   "kept from a course: %s, %s, %s", row_text(&r, i, 0), row_text(&r, i, 1),
                   row_text(&r, i, 2));
    for (int i = 0; i < r.n; i++)
        must_hold(c, !(row_number(&r, i, 5) < 0), "people are not less than none",
                  "kept from a course: %s, %s, %s", row_text(&r, i, 0), row_text(&r, i, 1),
                  row_text(&r, i, 2));
}

/* Nobody is short who is not, unless a policy keeps authorities together. */
void a06_shortfalls(struct check *c)
{
    const struct facts *f = c->f;
    unserved_add_up(c);
    for (int i = 0; i < c->s->n_shortfalls; i++) {
        const struct s_shortfall *e = &c->s->shortfall[i];
        const struct target_facts *g = &f->targets[e->target];
        const char *row = shortfall_row(c, e);
        must_equal(c, e->want, want(f, e->target, e->area, e->role), SUMMED, "want of %s", row);
        must_equal(c, e->have, have(c, e), SUMMED, "have of %s", row);
        must_equal(c, e->penalty, g->penalty, SUMMED, "penalty of %s", row);
        must_equal(c, e->discount, f->periods[g->period].discount, SUMMED, "discount of %s", row);
        must_be_within(c, -e->missing, 0, "missing of %s", row);
        if (!gaps_are_kept(f))
            must_equal(c, e->missing, fmax(0, e->want - e->have), SUMMED, "missing of %s", row);
        must_hold(c, e->want > 0, "nobody is wanted", "%s", row);
    }
}
