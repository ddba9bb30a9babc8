/* f18_targets.c - Those who hold the level or completed the course, with those counted short,
 * make up the target. */
#include "iterate.h"

static family_rows rows;
static family_audit audit;

const struct family RULE_TARGETS = {
    .code = "F18",
    .name = "targets",
    .rule = "Those who hold the level or completed the course, with those counted "
            "short, make up the target.",
    .formula = "sum{n, l >= level} N[(a,r,n),l,t] (or sum phi u ended by t) + e[tau,a,r] "
            ">= share_tau H[a,r]",
    .index = { IX_SHORTFALL },
    .unit = "people",
    .dual_says = "what it costs to want one more person",
    .rows = rows,
    .audit = audit,
};

static const struct target *target_of(const struct sets *s, int shortfall)
{
    return &s->world->target[s->shortfall[shortfall].target.i];
}

static int group_of(const struct sets *s, int shortfall, int childcare)
{
    const struct shortfall *e = &s->shortfall[shortfall];
    return s->group_of[(e->area.i * s->world->n_roles + e->role.i) * 2 + childcare];
}

static void at_or_above(struct program *p, int g, const struct target *target)
{
    for (int l = target->level; l < N_LEVELS; l++) {
        int at = stock_at(p->sets, g, l, target->period.i);
        if (at >= 0)
            term(p, 1, column_of(p, Q_STOCK, at));
    }
}

static void completed(struct program *p, int row, int g, const struct target *target)
{
    const struct sets *s = p->sets;
    const struct course *c = &s->world->course[target->course.i];
    for (int k = 0; k < s->group[g].entrants.n; k++) {
        int i = s->group[g].entrants.item[k];
        if (s->entrants[i].course.i == target->course.i &&
            last_period(c, s->entrants[i].period) <= target->period.i)
            term_in(p, row, c->completion, column_of(p, Q_ENTRANTS, i));
    }
}

static void rows(struct program *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    int first = p->matrix.n_rows;
    for (int i = 0; i < s->n_shortfalls; i++) {
        row_ge(p, s->shortfall[i].want, KEY(i));
        term(p, 1, column_of(p, Q_SHORTFALL, i));
        for (int n = 0; n < 2; n++) {
            int g = group_of(s, i, n);
            if (g >= 0 && target_of(s, i)->level != NO_LEVEL)
                at_or_above(p, g, target_of(s, i));
            else if (g >= 0)
                completed(p, first + i, g, target_of(s, i));
        }
    }
    (void)w;
}

static void audit(struct audit *a, const struct plan *p)
{
    const struct sets *s = p->sets;
    const struct world *w = s->world;

    double *done = tally(a, w->n_courses * s->n_groups * w->n_periods);
    for_each_start(p, x)
        for (int t = last_period(plan_course(p, x), x->period); t < w->n_periods; t++)
            done[(x->course.i * s->n_groups + plan_group(p, x)) * w->n_periods + t] +=
                plan_course(p, x)->completion * x->learners;
    for (int i = 0; i < s->n_shortfalls; i++) {
        const struct target *target = target_of(s, i);
        double have = 0;
        for (int n = 0; n < 2; n++) {
            int g = group_of(s, i, n), t = target->period.i;
            for (int l = target->level; g >= 0 && target->level != NO_LEVEL && l < N_LEVELS; l++)
                have += stock_at(s, g, l, t) >= 0
                            ? p->stock[p->stock_of[stock_at(s, g, l, t)]].people : 0;
            if (g >= 0 && target->level == NO_LEVEL)
                have += done[(target->course.i * s->n_groups + g) * w->n_periods + t];
        }
        audit_le(a, s->shortfall[i].want, have + p->shortfall[i].missing, KEY(i));
    }
}
