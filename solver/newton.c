/* newton.c - one step of a primal-dual interior point method: see interior.c.
 *
 * A step is made of a prediction, straight to the optimum, and of corrections, each of which is
 * taken as far as it lets the step go further (Mehrotra 1992; Gondzio 1996; Colombo and Gondzio
 * 2008).  All share one factorization, which is most of the work.
 */
#include "newton.h"

static double product(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* ---- the normal equations ---- */

bool newton_factor(struct interior *t)
{
    return normal_factor(t->normal, t->d, t->regular, t->until, t->stop);
}

static void times(struct interior *t, const double *y, double *r) /* A D A' y */
{
    sparse_times_rows(&t->t.a, y, t->q);
    for (int j = 0; j < t->columns; j++)
        t->q[j] *= t->d[j];
    sparse_times(&t->t.a, t->q, r);
}

/* What the factorization solves is a little away from the true equations: conjugate gradients come
 * to these from there. */
void newton_solve(struct interior *t, const double *r, double *y)
{
    enum { MOST = 15 };
    const double ENOUGH = 1e-16; /* of the square */
    int n = t->rows;
    normal_solve(t->normal, r, y);
    times(t, y, t->s);
    for (int i = 0; i < n; i++)
        t->left[i] = r[i] - t->s[i];
    double whole = product(r, r, n), before = 0;
    for (int k = 0; k < MOST && product(t->left, t->left, n) > ENOUGH * whole &&
         seconds_now() < t->until; k++) {
        normal_solve(t->normal, t->left, t->e);
        double now = product(t->left, t->e, n), keep = before > 0 ? now / before : 0;
        for (int i = 0; i < n; i++)
            t->p[i] = t->e[i] + keep * t->p[i];
        times(t, t->p, t->s);
        double step = now / product(t->p, t->s, n);
        if (!isfinite(step))
            return;
        for (int i = 0; i < n; i++) {
            y[i] += step * t->p[i];
            t->left[i] -= step * t->s[i];
        }
        before = now;
    }
}

/* ---- a step ---- */

/* Where it stands: from the nearer bound, so that a small distance is exact. */
void newton_measure(struct interior *t)
{
    int64_t n = 0;
    double most = 1;
    t->middle = t->value = t->worst = 0;
    for (int j = 0; j < t->columns; j++) {
        int side = has(t, 0, j) ? 0 : 1;
        t->v[j] = t->t.bound[side][j] + SIGN[side] * t->w[side][j];
        t->value += t->t.cost[j] * t->v[j];
        most = fmax(most, fabs(t->v[j]));
    }
    sparse_times(&t->t.a, t->v, t->short_of);
    for (int i = 0; i < t->rows; i++) {
        t->short_of[i] = t->t.side[i] - t->short_of[i];
        t->worst = fmax(t->worst, fabs(t->short_of[i]) / most);
    }
    t->bound = product(t->t.side, t->y, t->rows);
    sparse_times_rows(&t->t.a, t->y, t->q);
    for (int j = 0; j < t->columns; j++) {
        double left = t->t.cost[j] - t->q[j];
        int side = left > 0 ? 0 : 1;
        t->bound += has(t, side, j) ? left * t->t.bound[side][j] : 0;
        t->off[j] = left - t->z[0][j] + t->z[1][j];
        for (int k = 0; k < 2; k++)
            if (has(t, k, j)) {
                t->middle += t->w[k][j] * t->z[k][j];
                n++;
            }
    }
    t->middle /= (double)n;
}

static void weigh(struct interior *t)
{
    for (int j = 0; j < t->columns; j++) {
        double sum = t->regular;
        for (int k = 0; k < 2; k++)
            sum += has(t, k, j) ? t->z[k][j] / t->w[k][j] : 0;
        t->d[j] = 1 / sum;
    }
}

/* That changes w z by t->change, rows by `rows` (NULL: not) and prices of columns by `off`. */
static void aim(struct interior *t, const double *rows, const double *off, struct direction *d)
{
    for (int j = 0; j < t->columns; j++) {
        t->g[j] = off[j];
        for (int k = 0; k < 2; k++)
            t->g[j] -= has(t, k, j) ? SIGN[k] * t->change[k][j] / t->w[k][j] : 0;
        t->q[j] = t->d[j] * t->g[j];
    }
    sparse_times(&t->t.a, t->q, t->r);
    for (int i = 0; rows && i < t->rows; i++)
        t->r[i] += rows[i];
    newton_solve(t, t->r, d->y);
    sparse_times_rows(&t->t.a, d->y, t->q);
    for (int j = 0; j < t->columns; j++) {
        d->v[j] = t->d[j] * (t->q[j] - t->g[j]);
        for (int k = 0; k < 2; k++)
            d->z[k][j] = has(t, k, j) ? (t->change[k][j] - SIGN[k] * t->z[k][j] * d->v[j]) /
                                            t->w[k][j] : 0;
    }
}

/* w z after so much of a direction. */
static double product_after(const struct interior *t, const struct direction *d, double primal,
                            double dual, int k, int j)
{
    return (t->w[k][j] + primal * SIGN[k] * d->v[j]) * (t->z[k][j] + dual * d->z[k][j]);
}

/* How far v and its like would go, changed by so much of a correction. */
static double primal_step(const struct interior *t, double part)
{
    double step = 1;
    for (int j = 0; j < t->columns; j++)
        for (int k = 0; k < 2; k++) {
            double w = SIGN[k] * (t->now.v[j] + part * t->next.v[j]);
            if (w < 0 && has(t, k, j))
                step = fmin(step, -t->w[k][j] / w);
        }
    return step;
}

static double dual_step(const struct interior *t, double part)
{
    double step = 1;
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < t->columns; j++) {
            double z = t->now.z[k][j] + part * t->next.z[k][j];
            if (z < 0 && has(t, k, j))
                step = fmin(step, -t->z[k][j] / z);
        }
    return step;
}

/* Straight to the optimum; how far that goes says how near to the middle to keep. */
static double predict(struct interior *t)
{
    double after = 0;
    int64_t n = 0;
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < t->columns; j++)
            t->change[k][j] = has(t, k, j) ? -t->w[k][j] * t->z[k][j] : 0;
    aim(t, t->short_of, t->off, &t->now);
    t->now.primal = primal_step(t, 0);
    t->now.dual = dual_step(t, 0);
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < t->columns; j++)
            if (has(t, k, j)) {
                after += product_after(t, &t->now, t->now.primal, t->now.dual, k, j);
                n++;
            }
    double share = after / (double)n / t->middle;
    return fmax(share * share * share, 1e-6) * t->middle;
}

typedef double step_of(const struct interior *t, double part);

/* The part of a correction that lets the step go furthest. */
static double best_part(const struct interior *t, step_of *of, double *step)
{
    enum { PARTS = 5 };
    double best = 0;
    for (int k = PARTS; k > 0; k--) {
        double part = (double)k / PARTS, goes = of(t, part);
        if (goes > *step) {
            *step = goes;
            best = part;
        }
    }
    return best;
}

/* Adds what is good of t->next, for columns and for prices each by itself: what lets them go
 * further than `primal` and `dual`. */
static void blend(struct interior *t, double primal, double dual)
{
    struct direction *d = &t->now;
    double of_v = best_part(t, primal_step, &primal), of_z = best_part(t, dual_step, &dual);
    for (int j = 0; j < t->columns; j++) {
        d->v[j] += of_v * t->next.v[j];
        d->z[0][j] += of_z * t->next.z[0][j];
        d->z[1][j] += of_z * t->next.z[1][j];
    }
    for (int i = 0; i < t->rows; i++)
        d->y[i] += of_z * t->next.y[i];
    d->primal = primal;
    d->dual = dual;
}

/* Towards the middle, and what the first order leaves out. */
static void correct(struct interior *t, double target)
{
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < t->columns; j++)
            t->change[k][j] = target - SIGN[k] * t->now.v[j] * t->now.z[k][j];
    aim(t, NULL, t->none, &t->next);
    blend(t, 0, 0);
}

/* Products far from the target are drawn nearer, where that lets the step go further. */
static void centre(struct interior *t, double target)
{
    const double FAR = 10, FURTHER = 1.08, BY = 0.08;
    double primal = fmin(1, FURTHER * t->now.primal + BY),
           dual = fmin(1, FURTHER * t->now.dual + BY);
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < t->columns; j++) {
            double p = has(t, k, j) ? product_after(t, &t->now, primal, dual, k, j) : target,
                   near = fmin(fmax(p, target / FAR), target * FAR);
            t->change[k][j] = fmax(near - p, -target * FAR);
        }
    aim(t, NULL, t->none, &t->next);
    blend(t, t->now.primal, t->now.dual);
}

static void go(struct interior *t)
{
    const double NOT_ALL = 0.995;
    struct direction *d = &t->now;
    double primal = fmin(1, NOT_ALL * d->primal), dual = fmin(1, NOT_ALL * d->dual);
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < t->columns; j++)
            if (has(t, k, j)) {
                t->w[k][j] += primal * SIGN[k] * d->v[j];
                t->z[k][j] += dual * d->z[k][j];
            }
    for (int i = 0; i < t->rows; i++)
        t->y[i] += dual * d->y[i];
}

bool newton_step(struct interior *t)
{
    enum { CORRECTIONS = 3 };
    const double SHORT = 0.9;
    weigh(t);
    if (!newton_factor(t))
        return false;
    double target = predict(t);
    correct(t, target);
    for (int k = 0; k < CORRECTIONS && (t->now.primal < SHORT || t->now.dual < SHORT); k++)
        centre(t, target);
    go(t);
    return true;
}
