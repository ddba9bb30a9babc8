/* f02_stock.c - People at a level are those who stayed, those who replaced leavers, and those
 * whom courses brought there, less those whom courses took on. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_STOCK = {
    .code = "F02",
    .name = "stock",
    .rule = "People at a level are those who stayed, those who replaced leavers, and "
            "those whom courses brought there, less those whom courses took on.",
    .formula = "N[g,l,t] = (1-rho) N[g,l,t-1] + rho N[g,l,0] + sum{award = l, end = t} "
            "phi u - sum{level = l, end = t} phi u",
    .index = { IX_GROUP, IX_LEVEL, IX_PERIOD },
    .unit = "people",
    .dual_says = "what one more person of the group at the level is worth",
    .rows = rows,
    .audit = audit,
};

static double turnover(const struct sets *s, int group)
{
    return s->world->role[s->group[group].role.i].turnover;
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;

    int first = p->matrix.n_rows;
    for (int i = 0; i < s->n_stock; i++) {
        struct stock n = s->stock[i];
        double at_start = s->group[n.group].at_level[n.level];
        row_eq(p, n.period.i == 0 ? at_start : turnover(s, n.group) * at_start,
               KEY(n.group, n.level, n.period.i));
        term(p, 1, column_of(p, Q_STOCK, i));
        if (n.period.i > 0) /* the period before stands next to it */
            term(p, turnover(s, n.group) - 1, column_of(p, Q_STOCK, i - 1));
    }
    for (int i = 0; i < s->n_entrants; i++) {
        const struct entrants *u = &s->entrants[i];
        const struct course *c = &s->world->course[u->course.i];
        int end = last_period(c, u->period);
        if (c->award_level == NO_LEVEL)
            continue;
        term_in(p, first + stock_at(s, u->group, c->award_level, end), -c->completion,
                column_of(p, Q_ENTRANTS, i));
        term_in(p, first + stock_at(s, u->group, u->level, end), c->completion,
                column_of(p, Q_ENTRANTS, i));
    }
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;

    double *flow = tally(a, s->n_stock);
    for_each_start(p, x) {
        const struct course *c = plan_course(p, x);
        int end = last_period(c, x->period), g = plan_group(p, x);
        if (c->award_level == NO_LEVEL)
            continue;
        flow[stock_at(s, g, c->award_level, end)] += c->completion * x->learners;
        flow[stock_at(s, g, x->level, end)] -= c->completion * x->learners;
    }
    for (int i = 0; i < s->n_stock; i++) {
        struct stock n = s->stock[i];
        double at_start = s->group[n.group].at_level[n.level], rho = turnover(s, n.group);
        double before = n.period.i == 0 ? at_start : p->stock[p->stock_of[i - 1]].people;
        audit_eq(a, p->stock[p->stock_of[i]].people, (1 - rho) * before + rho * at_start + flow[i],
                 KEY(n.group, n.level, n.period.i));
    }
}
