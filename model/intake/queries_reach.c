/* queries_reach.c - people with a target whom no course can bring there, and why.
 *
 * Looked at in order: is there a course, is it taught, early enough, near enough.  The
 * first that fails for all courses is what is said, once for each target and role.
 */
#include "entities.h"
#include "number.h"

enum stage { NO_COURSE, NOT_TAUGHT, TOO_LATE, TOO_FAR, REACHED };

struct reach {
    const struct build *b;
    const struct world *w;
    int *ends;        /* [n_courses] period in which it can first be completed, -1 = never */
    double *minutes;  /* [n_areas][n_courses] to the nearest site that teaches it */
};

static const struct offer *offer_of(const struct world *w, int site, int module)
{
    int low = 0, high = w->n_offers;
    while (low < high) {
        int middle = (low + high) / 2;
        const struct offer *o = &w->offer[middle];
        if (o->site.i < site || (o->site.i == site && o->module.i < module))
            low = middle + 1;
        else
            high = middle;
    }
    const struct offer *o = low < w->n_offers ? &w->offer[low] : NULL;
    return o && o->site.i == site && o->module.i == module ? o : NULL;
}

/* The first period in which the site can start the course, or -1. */
static int first_start(const struct world *w, const struct course *k, int site)
{
    bool by_cohort = true, by_place = true;
    int from = 0, until = w->n_periods - k->periods;
    for (int i = 0; i < k->n_modules; i++) {
        const struct offer *o = offer_of(w, site, k->modules[i].i);
        if (!o)
            return -1;
        by_cohort = by_cohort && o->by_cohort && o->cohorts_limit > 0;
        by_place = by_place && o->by_place;
        from = o->from.i > from ? o->from.i : from;
        until = o->until.i < until ? o->until.i : until;
    }
    return (by_cohort || by_place) && from <= until ? from : -1;
}

static void note_site(struct reach *q, struct course_id k, struct site_id s)
{
    const struct world *w = q->w;
    int start = first_start(w, &w->course[k.i], s.i);
    if (start < 0)
        return;
    int end = start + w->course[k.i].periods - 1;
    if (q->ends[k.i] < 0 || end < q->ends[k.i])
        q->ends[k.i] = end;
    for_each_area(w, a) {
        double *nearest = &q->minutes[(size_t)a.i * (size_t)w->n_courses + (size_t)k.i];
        double away = w->site[s.i].attendance > 0 ? minutes(w, a, s) : 0;
        *nearest = fmin(*nearest, away);
    }
}

static void find_sites(struct reach *q)
{
    const struct world *w = q->w;
    size_t n = (size_t)w->n_areas * (size_t)w->n_courses;
    q->ends = NEW_ARRAY(q->b->scratch, int, w->n_courses + 1);
    q->minutes = NEW_ARRAY(q->b->scratch, double, n + 1);
    for (size_t i = 0; i < n; i++)
        q->minutes[i] = INFINITY;
    for_each_course(w, k) {
        q->ends[k.i] = -1;
        for_each_site(w, s)
            note_site(q, k, s);
    }
}

static bool leads_there(const struct reach *q, const struct target *t, struct course_id k,
                        struct area_id a, struct role_id r)
{
    const struct course *course = &q->w->course[k.i];
    bool counts = t->level == NO_LEVEL ? t->course.i == k.i : course->award_level >= t->level;
    return counts && can_take(q->b, course, a, r);
}

/* Those with childcare needs may have to stay nearer home; it is enough that some get there. */
static double limit_of(const struct role *r)
{
    return r->travel_limit[r->childcare_share < 1 ? 0 : 1];
}

static enum stage stage_of(const struct reach *q, const struct target *t, struct area_id a,
                           struct role_id r, double *nearest)
{
    const struct world *w = q->w;
    enum stage best = NO_COURSE;
    *nearest = INFINITY;
    for_each_course(w, k) {
        if (best == REACHED || !leads_there(q, t, k, a, r))
            continue;
        double away = q->minutes[(size_t)a.i * (size_t)w->n_courses + (size_t)k.i];
        enum stage stage = q->ends[k.i] < 0 ? NOT_TAUGHT
                         : q->ends[k.i] > t->period.i ? TOO_LATE
                         : away > limit_of(&w->role[r.i]) ? TOO_FAR : REACHED;
        if (stage == TOO_FAR)
            *nearest = fmin(*nearest, away);
        best = stage > best ? stage : best;
    }
    return best;
}

static bool is_short(const struct world *w, const struct target *t, struct area_id a,
                     struct role_id r)
{
    double all = 0, there = 0;
    for (int l = 0; l < N_LEVELS; l++) {
        all += headcount(w, a, r, l);
        there += t->level != NO_LEVEL && l >= t->level ? headcount(w, a, r, l) : 0;
    }
    return all > 0 && there < t->share * all;
}

static const char *why_not(const struct reach *q, enum stage stage, struct role_id r,
                           double nearest)
{
    struct arena *a = q->b->scratch;
    switch (stage) {
    case NO_COURSE: return "no course takes them there";
    case NOT_TAUGHT: return "no site teaches the whole of a course that takes them there";
    case TOO_LATE: return "each course that takes them there ends too late";
    default:
        return arena_print(a, "the nearest site is %.0f minutes away, their limit is %s",
                           nearest, number_print(a, limit_of(&q->w->role[r.i])));
    }
}

static void query_role(const struct reach *q, struct target_id id, struct role_id r)
{
    const struct world *w = q->w;
    const struct target *t = &w->target[id.i];
    int n = 0, first = -1;
    const char *why = NULL;
    for_each_area(w, a) {
        double nearest;
        if (!t->areas[a.i] || !is_short(w, t, a, r))
            continue;
        enum stage stage = stage_of(q, t, a, r, &nearest);
        if (stage == REACHED || n++)
            continue;
        first = a.i;
        why = why_not(q, stage, r, nearest);
    }
    if (!n)
        return;
    const char *more = n > 1 ? arena_print(q->b->scratch, " (and in %d more)", n - 1) : "";
    wrong(q->b->c, Q503, T_TARGETS, q->b->table[T_TARGETS].from[id.i], TARGET_ID, NULL,
          "nobody who is \"%s\" in \"%s\"%s can be brought to this target: %s", w->role[r.i].id,
          w->area[first].id, more, why);
}

void query_reach(const struct build *b)
{
    static const double MOST = 1e9; /* steps: beyond it, looking takes longer than it is worth */
    const struct world *w = b->w;
    double pairs = (double)w->n_areas * w->n_courses;
    if (pairs * w->n_sites > MOST || pairs * w->n_roles * w->n_targets > MOST)
        return;
    struct reach q = { .b = b, .w = w };
    find_sites(&q);
    for_each_target(w, t)
        for_each_role(w, r)
            if (w->target[t.i].roles[r.i])
                query_role(&q, t, r);
}
