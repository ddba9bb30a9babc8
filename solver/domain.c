/* domain.c - what one decision forces on others, by the rows alone (constraint propagation).
 *
 * Every row knows the least and the most that the bounds let it add up to.  A whole number that a
 * row lets go no further is bounded there; any column that cannot leave its lower bound is fixed.
 * Continuous bounds are not moved otherwise, but where cuts are to be made of them and a good deal
 * is gained: a bound that is right to a rounding error would become a rule of its own.  Decisions
 * can be taken back to a mark.  At a lower bound that was moved no column is fixed: the bound has
 * room for rounding, the column would have none.
 */
#include <math.h>
#include <string.h>

#include "search.h"

struct domain *domain_new(struct arena *a, const struct search *s)
{
    const struct matrix *m = s->m;
    struct domain *d = NEW(a, struct domain);
    *d = (struct domain){ .arena = a, .s = s, .lower = NEW_ARRAY(a, double, m->n_cols),
                          .upper = NEW_ARRAY(a, double, m->n_cols),
                          .least = NEW_ARRAY(a, double, m->n_rows),
                          .most = NEW_ARRAY(a, double, m->n_rows),
                          .queue = NEW_ARRAY(a, int, m->n_rows),
                          .queued = NEW_ARRAY(a, bool, m->n_rows) };
    memcpy(d->lower, s->lower, (size_t)m->n_cols * sizeof *d->lower);
    memcpy(d->upper, s->upper, (size_t)m->n_cols * sizeof *d->upper);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            double l = m->value[k] * d->lower[j], u = m->value[k] * d->upper[j];
            d->least[m->row[k]] += fmin(l, u);
            d->most[m->row[k]] += fmax(l, u);
        }
    return d;
}

static void move(struct domain *d, int j, double lower, double upper, bool wake)
{
    const struct matrix *m = d->s->m;
    double by_lower = lower - d->lower[j], by_upper = upper - d->upper[j];
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
        int i = m->row[k];
        double v = m->value[k];
        d->least[i] += v > 0 ? v * by_lower : v * by_upper;
        d->most[i] += v > 0 ? v * by_upper : v * by_lower;
        if (wake && !d->queued[i]) {
            d->queued[i] = true;
            d->queue[(d->first + d->n_queued++) % m->n_rows] = i;
        }
    }
    d->lower[j] = lower;
    d->upper[j] = upper;
}

static void change(struct domain *d, int i, int j, double lower, double upper)
{
    *PUSH(d->arena, d->trail, d->n_trail, d->room_trail) =
        (struct moved){ j, i, d->lower[j], d->upper[j] };
    move(d, j, lower, upper, true);
}

void domain_back(struct domain *d, int mark)
{
    while (d->n_trail > mark) {
        const struct moved *t = &d->trail[--d->n_trail];
        move(d, t->column, t->lower, t->upper, false);
    }
}

/* How far column j can go up and down as the row has it; INFINITY where the row does not care. */
static void room_in(const struct domain *d, int i, double v, double *up, double *down)
{
    const struct matrix *m = d->s->m;
    double to_upper = (m->row_upper[i] - d->least[i]) / fabs(v),
           to_lower = (d->most[i] - m->row_lower[i]) / fabs(v);
    *up = v > 0 ? to_upper : to_lower;
    *down = v > 0 ? to_lower : to_upper;
}

static void tighten_column(struct domain *d, int i, int j, double v)
{
    double up, down, l = d->lower[j], u = d->upper[j];
    if (!(l < u))
        return;
    room_in(d, i, v, &up, &down);
    if (d->s->m->integer[j]) {
        double to = fmin(u, floor(l + up + 1e-6)), from = fmax(l, ceil(u - down - 1e-6));
        if (to < u || from > l)
            change(d, i, j, fmin(from, fmax(to, l)), fmax(to, l));
    } else if (up <= 1e-9 && !(l > d->s->m->col_lower[j])) {
        change(d, i, j, l, l);
    } else if (d->continuous) {
        double size = fmax(fabs(d->least[i]), fabs(d->most[i])) / fabs(v);
        double more = 1e-11 * fmax(size, fmax(1, fabs(u))); /* what sums may be off by */
        double step = fmax(0.05 * (u - l), 1000 * more);
        double to = l + up + more, from = u - down - more;
        to = to < u - step ? to : u;
        from = from > l + step ? from : l;
        if (to < u || from > l)
            change(d, i, j, fmin(from, to), to);
    }
}

static bool broken(const struct domain *d, int i)
{
    const struct matrix *m = d->s->m;
    return d->least[i] > m->row_upper[i] + 1e-6 * fmax(1, fabs(m->row_upper[i])) ||
           d->most[i] < m->row_lower[i] - 1e-6 * fmax(1, fabs(m->row_lower[i]));
}

static void forget_queue(struct domain *d)
{
    for (; d->n_queued > 0; d->n_queued--, d->first = (d->first + 1) % d->s->m->n_rows)
        d->queued[d->queue[d->first]] = false;
}

static bool propagate(struct domain *d)
{
    const struct row_view *r = &d->s->rows;
    while (d->n_queued > 0) {
        int i = d->queue[d->first];
        d->first = (d->first + 1) % d->s->m->n_rows;
        d->n_queued--;
        d->queued[i] = false;
        if (broken(d, i)) {
            d->broken = i;
            d->n_broken = d->n_trail;
            forget_queue(d);
            return false;
        }
        for (int64_t e = r->start[i]; e < r->start[i + 1]; e++)
            tighten_column(d, i, r->column[e], r->value[e]);
    }
    return true;
}

bool domain_set(struct domain *d, int j, double lower, double upper)
{
    int mark = d->n_trail;
    d->n_broken = mark;
    d->broken = -1;
    if (lower > d->upper[j] || upper < d->lower[j])
        return false;
    change(d, -1, j, fmax(lower, d->lower[j]), fmin(upper, d->upper[j]));
    if (propagate(d))
        return true;
    domain_back(d, mark);
    return false;
}

bool domain_all(struct domain *d)
{
    for (int i = 0; i < d->s->m->n_rows; i++) {
        d->queued[i] = true;
        d->queue[d->n_queued++] = i;
    }
    d->first = 0;
    d->continuous = true;
    bool ok = propagate(d);
    d->continuous = false;
    return ok;
}
