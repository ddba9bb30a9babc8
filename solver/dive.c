/* dive.c - plans: fix whole numbers in batches, re-solve, go the other way where that fails.
 *
 * A dive goes by the prices that the LP has at present (see slopes.c); what it ends at is solved
 * once more at the true ones.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

static void set_integers(struct search *s, const double *lower, const double *upper)
{
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            lp_set_bounds(s->lp, j, lower[j], upper[j]);
}

bool keep_if_better(struct search *s, const double *x, const char *phase)
{
    double v = search_objective(s, x);
    if (v >= s->objective || matrix_violation(s->m, x) > 1e-6)
        return false;
    if (!s->plan)
        s->plan = NEW_ARRAY(s->arena, double, s->m->n_cols);
    memmove(s->plan, x, (size_t)s->m->n_cols * sizeof *s->plan);
    s->objective = v;
    s->tell(s->context, s, phase, true);
    return true;
}

/* Where the LP stands at the plan: any window with the plan in it begins there, feasible. */
static void keep_basis(struct search *s)
{
    size_t size = lp_basis_size(s->lp);
    if (size > s->plan_basis_size)
        s->plan_basis = arena_alloc(s->arena, size, 1);
    s->plan_basis_size = size;
    lp_get_basis(s->lp, s->plan_basis);
}

/* False when the LP's optimum breaks a row by more than a plan may. */
static bool keep_plan(struct search *s)
{
    lp_x(s->lp, s->x);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            s->x[j] = round(s->x[j]);
    if (keep_if_better(s, s->x, "plan"))
        keep_basis(s);
    return matrix_violation(s->m, s->x) <= 1e-6;
}

/* At the whole numbers that the LP has.  Solving finely, GLPK may say that it found nothing when it
 * has: what it found is looked at all the same. */
static void solve_and_keep(struct search *s)
{
    if (lp_solve(s->lp, DUAL, s->until, s->stop) != LP_OPTIMAL || keep_plan(s))
        return;
    lp_solve_finely(s->lp, s->until, s->stop);
    keep_plan(s);
}

int keep_whole_optimum(struct search *s)
{
    int least = -1;
    double most = 1e-9, was = 0;
    lp_x(s->lp, s->x);
    for (int j = 0; j < s->m->n_cols; j++) {
        double whole = round(s->x[j]), off = fabs(s->x[j] - whole);
        if (!s->m->integer[j])
            continue;
        lp_set_bounds(s->lp, j, whole, whole);
        if (off > most) {
            most = off;
            least = j;
            was = s->x[j];
        }
    }
    solve_and_keep(s);
    if (least >= 0)
        s->x[least] = was;
    return least;
}

bool try_integers(struct search *s, const double *x)
{
    double before = s->objective;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j]) {
            double v = fmin(fmax(round(x[j]), s->lower[j]), s->upper[j]);
            lp_set_bounds(s->lp, j, v, v);
        }
    solve_and_keep(s);
    set_integers(s, s->lower, s->upper);
    return s->objective < before;
}

/* ---- fixing ---- */

struct choice { int column; double value, doubt; };

static int by_doubt(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    if (x->doubt < y->doubt || x->doubt > y->doubt)
        return x->doubt < y->doubt ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Where an integer column should go, and how doubtful that is.  A column that can only help by
 * going up (a contract for cohorts) goes up as soon as it is used at all, and last. */
static struct choice choose(const struct search *s, int j)
{
    double v = s->x[j], f = v - floor(v + 1e-9);
    if (s->structure.up_locks[j] == 0 && s->structure.down_locks[j] > 0)
        return (struct choice){ j, ceil(v - 1e-6), f < 1e-6 ? 0 : 2 };
    if (f < 1e-6)
        return (struct choice){ j, round(v), 0 };
    return (struct choice){ j, f < s->manner.up_from ? floor(v) : ceil(v), fmin(f, 1 - f) };
}

struct dive {
    struct search *s;
    struct domain *d;             /* what is decided, and what follows */
    struct choice *c;
};

static bool decided(const struct domain *d, int j) { return !(d->lower[j] < d->upper[j]); }

static int gather(struct dive *v)
{
    const struct search *s = v->s;
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !decided(v->d, j) && !s->structure.is_switch[j])
            v->c[n++] = choose(s, j);
    qsort(v->c, (size_t)n, sizeof *v->c, by_doubt);
    return n;
}

/* As chosen, or where the rows leave no such choice, the nearest that they leave. */
static void decide(struct dive *v, const struct choice *c)
{
    struct domain *d = v->d;
    double x = v->s->x[c->column], other = c->value > x ? floor(x) : ceil(x);
    if (decided(d, c->column) || domain_set(d, c->column, c->value, c->value) ||
        domain_set(d, c->column, other, other))
        return;
    domain_set(d, c->column, d->lower[c->column], d->lower[c->column]);
}

static void give_bounds(struct dive *v)
{
    for (int j = 0; j < v->s->m->n_cols; j++)
        if (v->s->m->integer[j])
            lp_set_bounds(v->s->lp, j, v->d->lower[j], v->d->upper[j]);
}

/* Too much together: what was decided from the mark on is taken back, and less of it tried, first
 * without all that are whole already. */
static bool fix_all(struct dive *v)
{
    struct search *s = v->s;
    bool with_wholes = true;
    for (int n, part = s->manner.parts; lp_x(s->lp, s->x), (n = gather(v)) > 0;) {
        int batch = n / part + 1, mark = v->d->n_trail;
        while (with_wholes && batch < n && v->c[batch].doubt < 1e-9)
            batch++;
        for (int k = 0; k < n && k < batch; k++)
            decide(v, &v->c[k]);
        if (v->d->n_trail == mark)
            return false; /* the rows leave none of them a value */
        give_bounds(v);
        enum lp_answer a = lp_solve(s->lp, DUAL, s->until, s->stop);
        if (a != LP_OPTIMAL && (a != LP_INFEASIBLE || batch <= 1))
            return false;
        if (a != LP_OPTIMAL) {
            domain_back(v->d, mark);
            part = with_wholes ? part : part * 4;
        }
        with_wholes = a == LP_OPTIMAL;
        if (a == LP_OPTIMAL)
            continue;
        give_bounds(v);
        if (lp_solve(s->lp, DUAL, s->until, s->stop) != LP_OPTIMAL)
            return false;
    }
    return true;
}

/* ---- what follows ---- */

/* Every switch as the rest needs it: on when it is used at all, each group at the step reached. */
static void follow(struct search *s)
{
    struct structure *t = &s->structure;
    lp_x(s->lp, s->x);
    steps_reached(t, s->x);
    for (int j = 0; j < s->m->n_cols; j++)
        if (t->is_switch[j]) {
            double v = fmin(fmax(ceil(s->x[j] - 1e-6), s->lower[j]), s->upper[j]);
            lp_set_bounds(s->lp, j, v, v);
        }
    for (int k = 0; k < t->n_steps; k++) {
        const struct step *step = &t->step[k];
        bool on = t->reached[step->group] == k && t->total[step->group] > 1e-6;
        lp_set_bounds(s->lp, step->on, on, on);
    }
}

/* What the dive has fixed stays; the switches that are left are searched. */
static void search_switches(struct dive *v)
{
    enum { MOST_NODES = 200 };
    struct search *s = v->s;
    struct window w = window_open(s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && decided(v->d, j))
            window_set(&w, j, v->d->lower[j], v->d->lower[j]);
    window_enter(&w, s);
    branch_and_bound(s, MOST_NODES, false);
    window_leave(&w, s);
}

void finish_plan(struct search *s)
{
    follow(s);
    enum lp_answer a = lp_solve(s->lp, DUAL, s->until, s->stop);
    true_prices(s);
    if (a == LP_OPTIMAL && lp_solve(s->lp, PRIMAL, s->until, s->stop) == LP_OPTIMAL)
        keep_plan(s);
}

static void finish(struct dive *v)
{
    struct search *s = v->s;
    finish_plan(s);
    if (isinf(s->objective))
        search_switches(v);
}

void dive(struct search *s)
{
    int n_cols = s->m->n_cols;
    struct arena *a = arena_new();
    struct dive v = { s, domain_new(a, s), NEW_ARRAY(a, struct choice, n_cols) };
    size_t size = lp_basis_size(s->lp);
    unsigned char *basis = arena_alloc(a, size, 1);
    double *price = NEW_ARRAY(a, double, n_cols);
    lp_get_basis(s->lp, basis);
    memcpy(price, s->price, (size_t)n_cols * sizeof *price);
    if (fix_all(&v))
        finish(&v);
    set_integers(s, s->lower, s->upper);
    memcpy(s->price, price, (size_t)n_cols * sizeof *price);
    for (int j = 0; j < n_cols; j++)
        lp_set_cost(s->lp, j, s->price[j]);
    lp_set_basis(s->lp, basis, size);
    arena_free(a);
}
