/* f03_load.c - No more of a group at a level are in training at once than can be released. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_LOAD = {
    .code = "F03",
    .name = "load",
    .rule = "No more of a group at a level are in training at once than can be "
            "released.",
    .formula = "sum{running in t} load_c u[g,l,c,.] <= release_share_r N[g,l,t-1]",
    .index = { IX_GROUP, IX_LEVEL, IX_PERIOD },
    .unit = "people",
    .dual_says = "what it would be worth to release one more person",
    .rows = rows,
    .audit = audit,
};

static int begin(struct program *p, int group, int level, int t)
{
    const struct group *g = &p->sets->group[group];
    double share = p->sets->world->role[g->role.i].release_share;
    struct key key = KEY(group, level, t);
    if (t == 0)
        return row_le(p, share * g->at_level[level], key);
    int row = row_le(p, 0, key);
    term(p, -share, column_of(p, Q_STOCK, stock_at(p->sets, group, level, t - 1)));
    return row;
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int *row = NEW_ARRAY(row_scratch(p), int, s->n_stock);
    for (int i = 0; i < s->n_entrants; i++) {
        const struct entrants *u = &s->entrants[i];
        const struct course *c = &w->course[u->course.i];
        for (int t = u->period.i; c->load > 0 && t <= last_period(c, u->period); t++) {
            int at = stock_at(s, u->group, u->level, t);
            if (row[at] == 0)
                row[at] = 1 + begin(p, u->group, u->level, t);
            term_in(p, row[at] - 1, c->load, column_of(p, Q_ENTRANTS, i));
        }
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *load = tally(a, s->n_stock);
    for_each_start(p, x)
        for (int t = x->period.i; t <= last_period(plan_course(p, x), x->period); t++) {
            int at = stock_at(s, plan_group(p, x), x->level, t);
            if (at >= 0)
                load[at] += plan_course(p, x)->load * x->learners;
        }
    for (int i = 0; i < s->n_stock; i++) {
        struct stock n = s->stock[i];
        const struct group *g = &s->group[n.group];
        double before = n.period.i == 0 ? g->at_level[n.level]
                                        : p->stock[p->stock_of[i - 1]].people;
        audit_le(a, load[i], w->role[g->role.i].release_share * before,
                 KEY(n.group, n.level, n.period.i));
    }
}
