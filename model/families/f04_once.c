/* f04_once.c - A course that awards no level is taken at most once by each member of staff. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_ONCE = {
    .code = "F04",
    .name = "once",
    .rule = "A course that awards no level is taken at most once by each member of "
            "staff.",
    .formula = "sum{l,t} u[g,l,c,t] <= headcount_g",
    .index = { IX_GROUP, IX_COURSE },
    .unit = "people",
    .dual_says = "what one more member of the group would be worth",
    .rows = rows,
    .audit = audit,
};

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    for (int g = 0; g < s->n_groups; g++)
        for_each_course(w, c) {
            if (w->course[c.i].award_level != NO_LEVEL)
                continue;
            const struct links *l = &s->group[g].entrants;
            bool begun = false;
            for (int k = 0; k < l->n; k++) {
                if (s->entrants[l->item[k]].course.i != c.i)
                    continue;
                if (!begun)
                    row_le(p, s->group[g].headcount, KEY(g, c.i));
                begun = true;
                term(p, 1, column_of(p, Q_ENTRANTS, l->item[k]));
            }
        }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *taken = tally(a, s->n_groups * w->n_courses);
    for_each_start(p, x)
        taken[plan_group(p, x) * w->n_courses + x->course.i] += x->learners;
    for (int g = 0; g < s->n_groups; g++)
        for_each_course(w, c)
            if (w->course[c.i].award_level == NO_LEVEL)
                audit_le(a, taken[g * w->n_courses + c.i], s->group[g].headcount, KEY(g, c.i));
}
