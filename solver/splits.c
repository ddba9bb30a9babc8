/* splits.c - a matrix that says which part of an amount lies in which of its steps.
 *
 * A contract is worth what its learners pay in all, and is on one step of discount.  A relaxation
 * takes a little of the highest step and puts all the value there.  But what one course brings
 * to that step is no more than the course can bring, and nothing while the step is off:
 *     sum of steps k of w[o,k] = what o brings,   w[o,k] <= most(o) on[k],
 *     sum of parts o of w[o,k] = amount[k]
 * (the multiple choice model of Croxton, Gendron and Magnanti 2003, part by part).  A part is what
 * fills the same seats.  log.h keeps why all this holds.
 */
#include <math.h>
#include <string.h>

#include "search.h"
#include "splits.h"

struct splitter {
    struct arena *arena, *keep;
    const struct matrix *m;
    struct row_view rows;
    struct structure steps;
    const double *x;             /* [n_cols] of m, or NULL */
    struct splits *all;
    int n_before;                /* of them, as they were given */
    double *limit;               /* [n_rows] */
    int *n_gates;                /* [n_rows] */
    int *members;                /* [n_rows] scratch: columns of the row at work in each */
};

/* ---- rows that add amounts up ---- */

/* The row has each amount of the group with the same coefficient, and nothing of the other sign. */
static bool adds_up(const struct splitter *p, const struct split *t)
{
    const struct matrix *m = p->m;
    int64_t e = p->rows.start[t->row], end = p->rows.start[t->row + 1];
    if (m->row_lower[t->row] < 0 || m->row_lower[t->row] > 0 || m->row_upper[t->row] > 0 ||
        end - e <= t->n_steps)
        return false;
    for (int k = 0; k < t->n_steps; k++) {
        double v = entry_of(m, t->row, t->step[k].amount);
        if (v < t->scale || v > t->scale)
            return false;
    }
    int like = 0;
    for (; e < end; e++) {
        like += p->rows.value[e] * t->scale > 0;
        if (m->col_lower[p->rows.column[e]] < 0)
            return false;
    }
    return like == t->n_steps;
}

/* The row of the two that says that there is no amount without the step, amount <= to on; or -1. */
static int row_that_shuts(const struct splitter *p, const struct step *step)
{
    const struct matrix *m = p->m;
    for (int64_t k = m->start[step->on]; k < m->start[step->on + 1]; k++) {
        int i = m->row[k];
        double v = entry_of(m, i, step->amount);
        bool is_most = v > 0 && m->value[k] < 0 && !(m->row_upper[i] > 0);
        bool is_least = v < 0 && m->value[k] > 0 && !(m->row_lower[i] < 0);
        if (p->rows.start[i + 1] - p->rows.start[i] == 2 && (is_most || is_least))
            return m->col_lower[step->on] < 0 ? -1 : i;
    }
    return -1;
}

/* What the choice's row leaves the steps, whatever its other columns are, is less than two. */
static bool at_most_one(const struct splitter *p, const struct split *t)
{
    const struct matrix *m = p->m;
    double room = m->row_upper[t->choice], least = INFINITY;
    for (int64_t e = p->rows.start[t->choice]; e < p->rows.start[t->choice + 1]; e++) {
        int j = p->rows.column[e], k = 0;
        double v = p->rows.value[e];
        while (k < t->n_steps && t->step[k].on != j)
            k++;
        if (k < t->n_steps)
            least = fmin(least, v);
        else
            room -= v * (v > 0 ? m->col_lower[j] : m->col_upper[j]);
    }
    return room < 1.5 * least;
}

static bool is_there(const struct splitter *p, const struct step *step)
{
    bool there = false;
    for (int n = 0; n < p->n_before && !there; n++)
        there = p->all->split[n].choice == step->choice;
    return there;
}

/* Of a contract that is not in use, nothing lies in any step. */
static bool in_use(const struct splitter *p, const struct step *step, int n)
{
    const double LEAST = 1e-6;
    bool used = !p->x;
    for (int k = 0; k < n && !used; k++)
        used = p->x[step[k].amount] > LEAST || p->x[step[k].on] > LEAST;
    return used;
}

static void find_split(struct splitter *p, const struct step *step, int n)
{
    const struct matrix *m = p->m;
    struct split t = { .choice = step->choice, .n_steps = n,
                       .step = NEW_ARRAY(p->arena, struct split_step, n) };
    for (int k = 0; k < n; k++) {
        t.step[k] = (struct split_step){ step[k].amount, step[k].on, row_that_shuts(p, &step[k]) };
        if (t.step[k].shut < 0)
            return;
    }
    if (!at_most_one(p, &t))
        return;
    for (int64_t k = m->start[step->amount]; k < m->start[step->amount + 1]; k++) {
        t.row = m->row[k];
        t.scale = m->value[k];
        if (adds_up(p, &t)) {
            t.step = longer(p->keep, t.step, n, n, sizeof *t.step);
            *PUSH(p->keep, p->all->split, p->all->n, p->all->room) = t;
            return;
        }
    }
}

/* Steps of the group that begins with the k-th. */
static int group_size(const struct structure *t, int k)
{
    int n = 1;
    while (k + n < t->n_steps && t->step[k + n].group == t->step[k].group)
        n++;
    return n;
}

/* Where most are in use, the others soon will be. */
static bool most_in_use(const struct splitter *p)
{
    const struct structure *t = &p->steps;
    int used = 0;
    for (int k = 0; k < t->n_steps; k += group_size(t, k))
        used += is_there(p, &t->step[k]) || in_use(p, &t->step[k], group_size(t, k));
    return 2 * used >= t->n_groups;
}

static void find_splits(struct splitter *p)
{
    const struct structure *t = &p->steps;
    p->all->complete = most_in_use(p);
    for (int k = 0, n; k < t->n_steps; k += n) {
        n = group_size(t, k);
        if (n > 1 && !is_there(p, &t->step[k]) &&
            (p->all->complete || in_use(p, &t->step[k], n)))
            find_split(p, &t->step[k], n);
    }
}

/* ---- parts ---- */

/* What each row lets its columns add up to, all of them at least 0: no more than multiples of whole
 * numbers, its gates, of which seats have one.  INFINITY: it is no such row. */
static void find_limits(struct splitter *p)
{
    const struct matrix *m = p->m;
    p->limit = NEW_ARRAY(p->arena, double, m->n_rows);
    p->n_gates = NEW_ARRAY(p->arena, int, m->n_rows);
    memcpy(p->limit, m->row_upper, (size_t)m->n_rows * sizeof(double));
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            int i = m->row[k];
            if (m->col_lower[j] < 0 || (m->value[k] < 0 && !m->integer[j])) {
                p->limit[i] = INFINITY;
            } else if (m->value[k] < 0) {
                p->limit[i] -= m->value[k] * m->col_upper[j];
                p->n_gates[i] += p->steps.is_switch[j] ? 2 : 1;
            }
        }
}

static void count_members(struct splitter *p, const struct split *t, int by)
{
    for (int64_t e = p->rows.start[t->row]; e < p->rows.start[t->row + 1]; e++) {
        int j = p->rows.column[e];
        for (int64_t k = p->m->start[j]; k < p->m->start[j + 1]; k++)
            p->members[p->m->row[k]] += by;
    }
}

/* The seats that column j takes: of the rows with a gate, that which most of the others are in. */
static int best_seats(const struct splitter *p, const struct split *t, int j)
{
    int best = -1, best_members = 1;
    for (int64_t k = p->m->start[j]; k < p->m->start[j + 1]; k++) {
        int i = p->m->row[k];
        if (i == t->row || p->m->value[k] < 0 || isinf(p->limit[i]) || p->n_gates[i] != 1)
            continue;
        int members = p->members[i];
        if (members > best_members) {
            best = i;
            best_members = members;
        }
    }
    return best;
}

static struct split_part *part_under(struct splitter *p, struct split *t, int seats, int *part_at)
{
    int at = seats >= 0 ? part_at[seats] : -1;
    if (at >= 0 && at < t->n_parts && t->part[at].seats == seats)
        return &t->part[at];
    if (seats >= 0)
        part_at[seats] = t->n_parts;
    struct split_part *part = PUSH(p->keep, t->part, t->n_parts, t->room);
    *part = (struct split_part){ .seats = seats };
    return part;
}

/* The most that a part brings: by its columns' bounds, or by its seats. */
static void weigh_part(const struct splitter *p, const struct split *t, struct split_part *part)
{
    const struct matrix *m = p->m;
    double sum = 0, dearest = 0;
    for (int k = 0; k < part->n; k++) {
        int j = part->column[k];
        double brings = fabs(entry_of(m, t->row, j));
        sum += brings * m->col_upper[j];
        if (part->seats >= 0)
            dearest = fmax(dearest, brings / entry_of(m, part->seats, j));
    }
    if (part->seats >= 0 && dearest * p->limit[part->seats] < sum) {
        sum = dearest * p->limit[part->seats];
        part->price = -dearest;
    }
    part->most = sum / fabs(t->scale);
}

static void find_parts(struct splitter *p, struct split *t, int *part_at)
{
    count_members(p, t, 1);
    for (int64_t e = p->rows.start[t->row]; e < p->rows.start[t->row + 1]; e++) {
        int j = p->rows.column[e];
        if (p->rows.value[e] * t->scale > 0)
            continue;
        struct split_part *part = part_under(p, t, best_seats(p, t, j), part_at);
        *PUSH(p->keep, part->column, part->n, part->room) = j;
    }
    count_members(p, t, -1);
    for (int o = 0; o < t->n_parts; o++)
        weigh_part(p, t, &t->part[o]);
}

static void find_all_parts(struct splitter *p)
{
    int *part_at = NEW_ARRAY(p->arena, int, p->m->n_rows);
    for (int i = 0; i < p->m->n_rows; i++)
        part_at[i] = -1;
    for (int n = p->n_before; n < p->all->n; n++)
        find_parts(p, &p->all->split[n], part_at);
}

static struct splitter splitter_of(struct arena *a, struct arena *keep, const struct matrix *m,
                                   struct splits *all)
{
    struct splitter p = { .arena = a, .keep = keep, .m = m, .rows = row_view_of(a, m),
                          .all = all, .n_before = all->n };
    p.steps = structure_of(a, m, &p.rows, m->n_cols);
    p.members = NEW_ARRAY(a, int, m->n_rows);
    find_limits(&p);
    return p;
}

struct matrix with_splits(struct arena *a, struct arena *keep, const struct matrix *m,
                          const double *x, struct splits *all)
{
    struct splitter p = splitter_of(a, keep, m, all);
    p.x = x;
    find_splits(&p);
    find_all_parts(&p);
    return with_these_splits(a, m, all);
}

struct matrix with_given_splits(struct arena *a, const struct matrix *m, struct splits *all)
{
    struct splitter p = splitter_of(a, a, m, all);
    for (int n = 0; n < all->n; n++)
        for (int o = 0; o < all->split[n].n_parts; o++)
            weigh_part(&p, &all->split[n], &all->split[n].part[o]);
    all->complete = true;
    return with_these_splits(a, m, all);
}
