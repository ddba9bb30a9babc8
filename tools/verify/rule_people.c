/* rule_people.c - who may start what, and what becomes of the staff year by year. */
#include <math.h>
#include <string.h>

#include "tools/verify/check.h"

static bool offered(const struct facts *f, const struct s_start *x)
{
    const struct course_facts *c = &f->courses[x->course];
    for (int m = 0; m < c->n_modules; m++) {
        const struct offer_facts *o = offer_of(f, x->site, c->module[m]);
        if (!o || x->period < o->from || x->period > o->until ||
            isnan(in_cohorts(x) ? o->cohort_price : o->place_price))
            return false;
    }
    return true;
}

static bool care_is_right(const struct facts *f, const struct s_start *x)
{
    bool wanted = x->childcare && f->sites[x->site].attendance > 0;
    switch (x->care) {
    case CARE_LOCAL:  return wanted && f->areas[x->area].care_hours > 0;
    case CARE_CRECHE: return wanted && f->sites[x->site].creche_hours > 0;
    default:          return !wanted;
    }
}

/* MODEL.md 4: a start exists if and only if all of this holds. */
void f01_entrants_placed(struct check *c)
{
    const struct facts *f = c->f;
    must_hold(c, !f->no_starts || c->s->n_starts == 0, "no course starts in it", "%s", f->scenario);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        const struct course_facts *k = &f->courses[x->course];
        const char *row = start_row(c, x);
        must_hold(c, x->learners >= 0, "learners cannot be less than none", "%s", row);
        must_hold(c, k->role[x->role], "the course is not for this role", "%s", row);
        must_hold(c, x->level >= k->entry && (k->award < 0 || x->level < k->award),
                  "the course is not for this level", "%s", row);
        must_hold(c, group_at(f, x->area, x->role, x->childcare, 0) >= 0 &&
                     people_of(f, x->area, x->role) > 0, "nobody works there", "%s", row);
        must_hold(c, offered(f, x), "it is not offered there, then, in this way", "%s", row);
        must_hold(c, last_period(f, x) < f->period.n, "it ends after the last period", "%s", row);
        must_hold(c, f->sites[x->site].attendance <= 0 ||
                     minutes_to(f, x->area, x->site) <= f->roles[x->role].limit[x->childcare],
                  "it is further than they travel", "%s", row);
        must_hold(c, care_is_right(f, x), "childcare in this way is not to be had", "%s", row);
    }
}

/* People who come to a level by the end of a period, less those who leave it. */
static double *moved(const struct check *c)
{
    const struct facts *f = c->f;
    double *moved = NEW_ARRAY(c->arena, double, at_stock(f, f->area.n, 0, 0, 0, 0) + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        const struct course_facts *k = &f->courses[x->course];
        int last = last_period(f, x);
        if (k->award < 0 || last >= f->period.n)
            continue;
        moved[at_stock(f, x->area, x->role, x->childcare, k->award, last)] +=
            k->completion * x->learners;
        moved[at_stock(f, x->area, x->role, x->childcare, x->level, last)] -=
            k->completion * x->learners;
    }
    return moved;
}

static void stock_of_group(struct check *c, const double *came, int a, int r, int n)
{
    const struct facts *f = c->f;
    double rho = f->roles[r].turnover;
    for (int l = 0; l < LEVELS; l++) {
        const char *row = group_row(c, a, r, n, l);
        double first = group_at(f, a, r, n, l);
        must_equal(c, stock_at(c, a, r, n, l, -1), first, SUMMED, "%s, before", row);
        for (int t = 0; t < f->period.n; t++) {
            double now = stock_at(c, a, r, n, l, t);
            must_equal(c, now, (1 - rho) * stock_at(c, a, r, n, l, t - 1) + rho * first +
                               came[at_stock(f, a, r, n, l, t)], PLANNED, "%s, %s", row,
                       f->period.id[t]);
            must_be_within(c, -now, 0, "%s, %s: less than nobody", row, f->period.id[t]);
        }
    }
}

/* A group at a level has a row before all and one for each period, or none. */
static void rows_are_whole(struct check *c)
{
    const struct facts *f = c->f;
    int *rows = NEW_ARRAY(c->arena, int, f->area.n * f->role.n * 2 * LEVELS + 1);
    for (int i = 0; i < c->s->n_stock; i++) {
        const struct s_stock *x = &c->s->stock[i];
        rows[((x->area * f->role.n + x->role) * 2 + x->childcare) * LEVELS + x->level]++;
    }
    for (int i = 0; i < c->s->n_stock; i++) {
        const struct s_stock *x = &c->s->stock[i];
        int at = ((x->area * f->role.n + x->role) * 2 + x->childcare) * LEVELS + x->level;
        must_hold(c, rows[at] == f->period.n + 1, "it has not a row for each period", "stock %d",
                  x->n);
    }
}

void f02_stock(struct check *c)
{
    const double *came = moved(c);
    rows_are_whole(c);
    for (int a = 0; a < c->f->area.n; a++)
        for (int r = 0; r < c->f->role.n; r++)
            for (int n = 0; n < 2; n++)
                stock_of_group(c, came, a, r, n);
}

void f03_load(struct check *c)
{
    const struct facts *f = c->f;
    double *load = NEW_ARRAY(c->arena, double, at_stock(f, f->area.n, 0, 0, 0, 0) + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        for (int t = x->period; t <= last_period(f, x) && t < f->period.n; t++)
            load[at_stock(f, x->area, x->role, x->childcare, x->level, t)] +=
                f->courses[x->course].load * x->learners;
    }
    for (int a = 0; a < f->area.n; a++)
        for (int r = 0; r < f->role.n; r++)
            for (int n = 0; n < 2; n++)
                for (int l = 0; l < LEVELS; l++)
                    for (int t = 0; t < f->period.n; t++)
                        must_be_within(c, load[at_stock(f, a, r, n, l, t)],
                                       f->roles[r].release_share *
                                           stock_at(c, a, r, n, l, t - 1), "%s, %s",
                                       group_row(c, a, r, n, l), f->period.id[t]);
}

void f04_once(struct check *c)
{
    const struct facts *f = c->f;
    double *once = NEW_ARRAY(c->arena, double, f->area.n * f->role.n * 2 * f->course.n + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        if (f->courses[x->course].award < 0)
            once[((x->area * f->role.n + x->role) * 2 + x->childcare) * f->course.n + x->course] +=
                x->learners;
    }
    for (int a = 0; a < f->area.n; a++)
        for (int r = 0; r < f->role.n; r++)
            for (int n = 0; n < 2; n++)
                for (int k = 0; k < f->course.n; k++) {
                    double share = f->roles[r].childcare_share;
                    must_be_within(c, once[((a * f->role.n + r) * 2 + n) * f->course.n + k],
                                   (n ? share : 1 - share) * people_of(f, a, r), "%s, %s, %s, %s",
                                   f->area.id[a], f->role.id[r], n ? "childcare" : "none",
                                   f->course.id[k]);
                }
}
