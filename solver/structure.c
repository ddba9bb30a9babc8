/* structure.c - what the rows say of the whole numbers: locks, switches, steps.
 *
 * A switch is a whole number that others need (a contract that cohorts need): it stands in a row
 * of whole numbers alone, sum <= switch or sum = switch, and follows what is decided elsewhere.
 * A step is a switch of which a group takes one, with an amount that lies between two multiples of
 * it (the value of a contract within a band of discount).
 */
#include <math.h>

#include "search.h"

/* Rows that a column going up, or down, could break. */
static void count_locks(struct structure *t, const struct matrix *m)
{
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            bool lower = isfinite(m->row_lower[m->row[k]]),
                 upper = isfinite(m->row_upper[m->row[k]]);
            bool positive = m->value[k] > 0;
            t->up_locks[j] += positive ? upper : lower;
            t->down_locks[j] += positive ? lower : upper;
        }
}

/* Columns of sums, and the rows that say so, are left aside: a sum follows, as a switch does. */
static void find_switches(struct structure *t, struct arena *a, const struct matrix *m,
                          int first_sum)
{
    bool *mixed = NEW_ARRAY(a, bool, m->n_rows);
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            mixed[m->row[k]] |= !m->integer[j] || j >= first_sum;
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; m->integer[j] && k < m->start[j + 1]; k++) {
            int i = m->row[k];
            bool zero = !(m->row_upper[i] > 0) && !(m->row_upper[i] < 0);
            t->is_switch[j] |= zero && !mixed[i] &&
                               (m->value[k] < 0 || isfinite(m->row_lower[i]));
        }
    for (int j = first_sum; j < m->n_cols; j++)
        t->is_switch[j] = true;
}

/* The row that says on = 1 for one step of a group: sum of on = switch, all whole; or -1. */
static int choice_row(const struct matrix *m, const struct row_view *r, int on)
{
    for (int64_t k = m->start[on]; k < m->start[on + 1]; k++) {
        int i = m->row[k];
        bool whole = !(m->row_lower[i] < 0 || m->row_lower[i] > 0 || m->row_upper[i] > 0);
        for (int64_t e = r->start[i]; whole && e < r->start[i + 1]; e++)
            whole = m->integer[r->column[e]];
        if (whole && m->value[k] > 0 && r->start[i + 1] - r->start[i] > 2)
            return i;
    }
    return -1;
}

/* on's partner in a row of two, amount <= to on or from on <= amount; or -1. */
static int partner(const struct matrix *m, const struct row_view *r, int on, int64_t k,
                   double *ratio, bool *is_from)
{
    int i = m->row[k];
    if (r->start[i + 1] - r->start[i] != 2 || m->row_upper[i] > 0 || m->row_upper[i] < 0)
        return -1;
    int64_t e = r->start[i] + (r->column[r->start[i]] == on);
    double other = r->value[e];
    if (m->integer[r->column[e]] || other * m->value[k] >= 0)
        return -1;
    *ratio = -m->value[k] / other;
    *is_from = other < 0;
    return r->column[e];
}

static bool read_step(const struct matrix *m, const struct row_view *r, int on, struct step *step)
{
    *step = (struct step){ .amount = -1, .on = on };
    for (int64_t k = m->start[on]; k < m->start[on + 1]; k++) {
        double ratio = 0;
        bool is_from = false;
        int amount = partner(m, r, on, k, &ratio, &is_from);
        if (amount < 0)
            continue;
        step->amount = amount;
        step->from = is_from ? ratio : step->from;
    }
    return step->amount >= 0;
}

static void find_steps(struct structure *t, struct arena *a, const struct matrix *m,
                       const struct row_view *r)
{
    int *group_of = NEW_ARRAY(a, int, m->n_rows), room = 0;
    for (int j = 0; j < m->n_cols; j++) {
        struct step step;
        int row = m->integer[j] ? choice_row(m, r, j) : -1;
        if (row < 0 || !read_step(m, r, j, &step))
            continue;
        if (!group_of[row])
            group_of[row] = ++t->n_groups;
        step.group = group_of[row] - 1;
        step.choice = row;
        *PUSH(a, t->step, t->n_steps, room) = step;
    }
}

struct structure structure_of(struct arena *a, const struct matrix *m, const struct row_view *r,
                              int first_sum)
{
    struct structure t = { .up_locks = NEW_ARRAY(a, int, m->n_cols),
                           .down_locks = NEW_ARRAY(a, int, m->n_cols),
                           .is_switch = NEW_ARRAY(a, bool, m->n_cols) };
    count_locks(&t, m);
    find_switches(&t, a, m, first_sum);
    find_steps(&t, a, m, r);
    t.total = NEW_ARRAY(a, double, t.n_groups);
    t.reached = NEW_ARRAY(a, int, t.n_groups);
    return t;
}

void steps_reached(struct structure *t, const double *x)
{
    for (int g = 0; g < t->n_groups; g++) {
        t->total[g] = 0;
        t->reached[g] = -1;
    }
    for (int k = 0; k < t->n_steps; k++)
        t->total[t->step[k].group] += x[t->step[k].amount];
    for (int k = 0; k < t->n_steps; k++) {
        const struct step *step = &t->step[k];
        int *best = &t->reached[step->group];
        bool reaches = step->from <= t->total[step->group] * (1 + 1e-9) + 1e-6;
        if (reaches && (*best < 0 || step->from > t->step[*best].from))
            *best = k;
    }
}
