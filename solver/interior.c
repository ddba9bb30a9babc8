/* interior.c - a primal-dual interior point method for large linear programs.
 *
 * The simplex method walks along the edge of what is possible, and its way grows with the square of
 * the rows; this one goes through the middle, in some dozens of steps, each a sparse factorization.
 * Costs are moved a little by chance, so that the optimum is one corner, whose columns the simplex
 * method then takes up (crossover.c).
 */
#include "interior.h"

#include <math.h>

#include "newton.h"

static void new_arrays(struct arena *a, int n, double **const *array, int count)
{
    for (int k = 0; k < count; k++)
        *array[k] = NEW_ARRAY(a, double, n);
}

static void make_room(struct interior *t)
{
    double **const columns[] = { &t->w[0], &t->w[1], &t->z[0], &t->z[1], &t->d, &t->change[0],
                                 &t->change[1], &t->off, &t->none, &t->now.v, &t->now.z[0],
                                 &t->now.z[1], &t->next.v, &t->next.z[0], &t->next.z[1], &t->g,
                                 &t->v, &t->q };
    double **const rows[] = { &t->y, &t->short_of, &t->now.y, &t->next.y, &t->r, &t->left, &t->p,
                              &t->s, &t->e };
    new_arrays(t->arena, t->columns, columns, COUNT(columns));
    new_arrays(t->arena, t->rows, rows, COUNT(rows));
}

/* ---- where it begins ---- */

/* The least v that keeps the rows, no column nearer to its bound than the mean, nor past half of
 * its way. */
static void begin_distances(struct interior *t)
{
    double mean = 0;
    for (int j = 0; j < t->columns; j++)
        t->v[j] = t->t.bound[has(t, 0, j) ? 0 : 1][j];
    sparse_times(&t->t.a, t->v, t->r);
    for (int i = 0; i < t->rows; i++)
        t->r[i] = t->t.side[i] - t->r[i];
    newton_solve(t, t->r, t->y);
    sparse_times_rows(&t->t.a, t->y, t->v);
    for (int j = 0; j < t->columns; j++)
        mean += fabs(t->v[j]) / t->columns;
    for (int j = 0; j < t->columns; j++) {
        int side = has(t, 0, j) ? 0 : 1;
        double w = fmax(SIGN[side] * t->v[j], fmax(mean, 1e-6)),
               all = t->t.bound[1][j] - t->t.bound[0][j];
        t->w[side][j] = fmin(w, all / 2);
        if (has(t, 1 - side, j))
            t->w[1 - side][j] = all - t->w[side][j];
    }
}

/* Prices of rows that explain most of the costs; what is left prices the bounds. */
static void begin_prices(struct interior *t)
{
    const double LEAST = 1e-3;   /* of the largest cost */
    double most = 0;
    sparse_times(&t->t.a, t->t.cost, t->r);
    newton_solve(t, t->r, t->y);
    sparse_times_rows(&t->t.a, t->y, t->v);
    for (int j = 0; j < t->columns; j++)
        most = fmax(most, fabs(t->t.cost[j]));
    for (int j = 0; j < t->columns; j++)
        for (int k = 0; k < 2; k++)
            if (has(t, k, j))
                t->z[k][j] = fmax(SIGN[k] * (t->t.cost[j] - t->v[j]), 0) + fmax(LEAST * most, 1e-9);
}

static bool begin(struct interior *t)
{
    for (int j = 0; j < t->columns; j++)
        t->d[j] = 1;
    if (!newton_factor(t))
        return false;
    begin_distances(t);
    begin_prices(t);
    return true;
}

/* ---- the optimum ---- */

/* So that one corner is the best, and only one: by a ten-thousandth and more of a usual cost. */
static void move_costs(struct interior *t)
{
    const double LITTLE = 1e-4;
    double mean = 0;
    uint64_t chance = 1;         /* the same for every run */
    for (int j = 0; j < t->columns; j++)
        mean += fabs(t->t.cost[j]) / t->columns;
    for (int j = 0; j < t->columns; j++) {
        chance = chance * 6364136223846793005u + 1442695040888963407u;
        double by = 1 + (double)(chance >> 33) / 0x1p31;
        t->t.cost[j] += LITTLE * (mean + fabs(t->t.cost[j])) * by;
    }
}

/* How far from the optimum, relative to what there is. */
static double away(const struct interior *t)
{
    return fabs(t->value - t->bound) / (1 + fabs(t->value)) + t->worst;
}

struct found { double away, *weight; bool *at_upper; }; /* the nearest so far, [columns] */

static void keep_nearest(const struct interior *t, struct found *f)
{
    f->away = away(t);
    for (int j = 0; j < t->columns; j++) {
        double below = has(t, 0, j) ? t->w[0][j] : INFINITY,
               above = has(t, 1, j) ? t->w[1][j] : INFINITY;
        f->weight[j] = fmin(below, above) / fmax(fabs(t->z[0][j] - t->z[1][j]), 1e-300);
        f->at_upper[j] = above < below;
    }
}

/* Near the optimum rounding may keep it from coming nearer: so many steps without a tenth. */
static bool walk(struct interior *t, struct found *f)
{
    enum { MOST = 150, PATIENCE = 12 };
    const double NEAR = 1e-8, NEAR_ENOUGH = 1e-5;
    double began, took = 0,      /* by the last step, which nothing can break off */
           mark = INFINITY;
    for (int k = 0, idle = 0; k < MOST && idle < PATIENCE; k++, took = seconds_now() - began) {
        began = seconds_now();
        if (began + 2 * took > t->until)
            break;
        newton_measure(t);
        if (!isfinite(away(t)) || !isfinite(t->middle))
            break;
        idle++;
        if (away(t) < 0.9 * mark) {
            mark = away(t);
            idle = 0;
        }
        if (away(t) < f->away)
            keep_nearest(t, f);
        if (f->away < NEAR || !newton_step(t))
            break;
    }
    return f->away < NEAR_ENOUGH;
}

/* At a few thousand million multiplications a second some dozens of steps are done in time. */
static bool worth_beginning(const struct interior *t)
{
    const double STEPS = 30, A_SECOND = 1e10;
    return t->normal &&
           STEPS * normal_work(t->normal) / A_SECOND < t->until - seconds_now();
}

bool interior_point(const struct matrix *m, const double *cost, const double *lower,
                    const double *upper, double until, const volatile int *stop,
                    unsigned char *basis)
{
    struct interior t = { .arena = arena_new(), .regular = 1e-9, .until = until, .stop = stop };
    t.t = standard_form(t.arena, m, cost, lower, upper);
    t.rows = t.t.a.n_rows;
    t.columns = t.t.a.n_cols;
    t.normal = normal_new(t.arena, &t.t.a);
    make_room(&t);
    move_costs(&t);
    struct found f = { INFINITY, NEW_ARRAY(t.arena, double, t.columns),
                       NEW_ARRAY(t.arena, bool, t.columns) };
    bool found = worth_beginning(&t) && begin(&t) && walk(&t, &f);
    if (found)
        basis_of_heaviest(m, &t.t, f.weight, f.at_upper, basis);
    arena_free(t.arena);
    return found;
}
