/* sets_groups.c - groups of staff, and the classes of roles that nothing can tell apart. */
#include "sets_build.h"

/* A group can come to be at every level that a course lifts somebody of it to. */
static void mark_reachable(const struct world *w, struct group *g)
{
    for (int l = 0; l < N_LEVELS; l++)
        g->reachable[l] = g->at_level[l] > 0;
    for (int l = 0; l < N_LEVELS; l++)
        for_each_course(w, c) {
            const struct course *course = &w->course[c.i];
            if (g->reachable[l] && course->taken_by[g->role.i] && l >= course->entry_level &&
                l < course->award_level)
                g->reachable[course->award_level] = true; /* a level still to come */
        }
}

static void add_group(struct build *b, struct area_id a, struct role_id r, bool childcare,
                      int *room)
{
    const struct world *w = b->w;
    double childcare_share = w->role[r.i].childcare_share;
    double share = childcare ? childcare_share : 1 - childcare_share;
    struct group g = { .area = a, .role = r, .childcare = childcare };
    for (int l = 0; l < N_LEVELS; l++) {
        g.at_level[l] = share * headcount(w, a, r, l);
        g.headcount += g.at_level[l];
    }
    if (g.headcount <= 0)
        return;
    mark_reachable(w, &g);
    b->s->group_of[(a.i * w->n_roles + r.i) * 2 + childcare] = b->s->n_groups;
    *PUSH(b->arena, b->s->group, b->s->n_groups, *room) = g;
}

void build_groups(struct build *b)
{
    int room = 0, n = b->w->n_areas * b->w->n_roles * 2;
    b->s->group_of = NEW_ARRAY(b->arena, int, n);
    for (int i = 0; i < n; i++)
        b->s->group_of[i] = -1;
    for_each_area(b->w, a)
        for_each_role(b->w, r) {
            add_group(b, a, r, false, &room);
            add_group(b, a, r, true, &room);
        }
}

static bool pays_learners(const struct stream *f)
{
    for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
        if (f->category[k])
            return true;
    return false;
}

static bool same_streams(const struct world *w, int c, int r1, int r2)
{
    for_each_stream(w, f) {
        const struct stream *stream = &w->stream[f.i];
        if (stream->courses[c] && pays_learners(stream) && stream->roles[r1] != stream->roles[r2])
            return false;
    }
    return true;
}

static bool teaches_one_of(const struct course *c, const bool *modules)
{
    for (int i = 0; i < c->n_modules; i++)
        if (modules[c->modules[i].i])
            return true;
    return false;
}

static bool same_to_policies(const struct world *w, int c, const struct role *r1,
                             const struct role *r2)
{
    for_each_policy(w, i) {
        const struct policy *p = &w->policy[i.i];
        bool by_sector = p->kind == MIN_SECTOR_SHARE || p->kind == RESERVED_PLACES;
        if (by_sector && (r1->sector.i == p->sector.i) != (r2->sector.i == p->sector.i))
            return false;
        if (p->kind == MAX_PROFESSION_SHARE && r1->profession.i != r2->profession.i &&
            teaches_one_of(&w->course[c], p->modules))
            return false;
    }
    return true;
}

/* MODEL.md 10: on a course, nothing that a site, a price or a fund can see differs. */
static bool interchangeable(const struct world *w, int c, int i, int j)
{
    const struct role *r1 = &w->role[i], *r2 = &w->role[j];
    return r1->release_cost == r2->release_cost && r1->travel_limit[0] == r2->travel_limit[0] &&
           r1->travel_limit[1] == r2->travel_limit[1] && same_streams(w, c, i, j) &&
           same_to_policies(w, c, r1, r2);
}

static int find_class(const struct build *b, struct course_id c, struct role_id r, int first)
{
    for (int i = first; i < b->s->n_classes; i++)
        if (interchangeable(b->w, c.i, b->s->class_[i].role[0].i, r.i))
            return i;
    return -1;
}

static void place_role(struct build *b, struct area_id a, struct course_id c, struct role_id r,
                       int first, int *room)
{
    struct sets *s = b->s;
    int at = (a.i * b->w->n_courses + c.i) * b->w->n_roles + r.i;
    bool staffed = s->group_of[(a.i * b->w->n_roles + r.i) * 2] >= 0 ||
                   s->group_of[(a.i * b->w->n_roles + r.i) * 2 + 1] >= 0;
    s->class_of[at] = -1;
    if (!b->w->course[c.i].taken_by[r.i] || !staffed)
        return;
    bool alone = b->apart && b->apart[a.i * b->w->n_courses + c.i];
    int i = alone ? -1 : find_class(b, c, r, first);
    if (i < 0) {
        i = s->n_classes;
        struct class_ fresh = { .area = a, .course = c,
                                .role = NEW_ARRAY(b->arena, struct role_id, b->w->n_roles) };
        *PUSH(b->arena, s->class_, s->n_classes, *room) = fresh;
    }
    s->class_[i].role[s->class_[i].n_roles++] = r;
    s->class_of[at] = i;
}

void build_classes(struct build *b)
{
    int room = 0;
    b->s->class_of = NEW_ARRAY(b->arena, int,
                               (size_t)b->w->n_areas * (size_t)b->w->n_courses *
                                   (size_t)b->w->n_roles);
    for_each_area(b->w, a)
        for_each_course(b->w, c) {
            int first = b->s->n_classes;
            for_each_role(b->w, r)
                place_role(b, a, c, r, first, &room);
        }
}
