/* proof_split.c - columns that say what part of an amount lies in which of its steps.
 *
 * A row of the program says that amounts, one for each step, come to what its other columns bring:
 *     scale (sum of steps k of amount[k]) + sum of others j of e[j] x[j] = 0.
 * The others are divided into parts o.  A split adds columns w[o,k] between 0 and most(o), and rows
 *     sum of j in o of -e[j] x[j] - scale (sum of k of w[o,k]) = 0
 *     w[o,k] - most(o) on[k] <= 0
 *     sum of o of w[o,k] - amount[k] = 0.
 * No plan is lost where in every one
 *   - at most one on[k] is 1, all others 0                         (choice_leaves_one)
 *   - no amount is below 0, nor above it where its on is 0         (take_step_of)
 *   - no part brings less than 0, e[j] and scale of unlike sign    (take_member)
 *   - no part brings more than most(o)                             (most_of).
 * For if on[k] is 1, the other amounts are 0, amount[k] is what all parts bring, and w[o,k] is what
 * part o brings, the other w 0.  If none is, all amounts are 0, so each part brings 0, and every w
 * is 0.
 */
#include <math.h>

#include "scenarios/proof.h"

struct step_of { int amount, on; };

struct split {
    int row, n_steps, room_steps, first_w, n_w;
    double scale;
    struct step_of *step;
};

static bool is_zero(double v) { return !(v > 0 || v < 0); }

/* Of the columns of the row that adds up those not met yet are left. */
static void begin_row(struct proof *p, struct extension *x, int row)
{
    p->in.sound &= is_zero(p->m->row_lower[row]) && is_zero(p->m->row_upper[row]);
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++)
        x->left[p->rows.entry[e].column] = p->rows.entry[e].value;
}

static double take_from_row(struct proof *p, struct extension *x, int column)
{
    double value = x->left[column];
    p->in.sound &= !is_zero(value) && p->m->col_lower[column] >= 0;
    x->left[column] = 0;
    return value;
}

static void end_row(struct proof *p, struct extension *x, int row)
{
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++) {
        p->in.sound &= is_zero(x->left[p->rows.entry[e].column]);
        x->left[p->rows.entry[e].column] = 0;
    }
}

/* ---- steps ---- */

/* A row of these two alone, by which the amount is at most 0 where on is. */
static bool shuts(const struct proof *p, int row, int amount, int on)
{
    double of_amount = 0;
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++) {
        const struct entry *y = &p->rows.entry[e];
        if (y->column == amount)
            of_amount = y->value;
        else if (y->column != on && !is_zero(y->value))
            return false;
    }
    return (of_amount > 0 && p->m->row_upper[row] <= 0) ||
           (of_amount < 0 && p->m->row_lower[row] >= 0);
}

static void take_step_of(struct proof *p, struct extension *x, struct split *s)
{
    struct step_of step = { .amount = take_number(p, p->m->n_cols) };
    step.on = take_number(p, p->m->n_cols);
    int shut = take_row(p, p->m->n_rows);
    if (!p->in.sound)
        return;
    double scale = take_from_row(p, x, step.amount);
    s->scale = s->n_steps ? s->scale : scale;
    p->in.sound &= !(scale > s->scale || scale < s->scale) && p->m->integer[step.on] &&
                   p->m->col_lower[step.on] >= 0 && shuts(p, shut, step.amount, step.on);
    *PUSH(p->arena, s->step, s->n_steps, s->room_steps) = step;
}

/* The row, with its other columns where they leave the most, leaves less than two of the steps. */
static void choice_leaves_one(struct proof *p, struct extension *x, const struct split *s, int row)
{
    double upper = p->m->row_upper[row], least = INFINITY;
    int met = 0;
    for (int k = 0; k < s->n_steps; k++)
        x->chosen[s->step[k].on] = true;
    mpz_set_ui(p->total, 0); /* two of the least, and the others, less the row's side */
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++) {
        int j = p->rows.entry[e].column;
        double v = p->rows.entry[e].value;
        met += x->chosen[j];
        if (x->chosen[j])
            least = fmin(least, v);
        else
            add_exactly(p->total, v, v > 0 ? p->lower[j] : p->upper[j], 2 * p->fine, p->scratch);
    }
    p->in.sound &= met == s->n_steps /* each once */ && least > 0 && isfinite(upper);
    if (p->in.sound) {
        add_exactly(p->total, 2, least, 2 * p->fine, p->scratch);
        add_exactly(p->total, -1, upper, 2 * p->fine, p->scratch);
        p->in.sound = mpz_sgn(p->total) > 0;
    }
    mpz_set_ui(p->total, 0);
    for (int k = 0; k < s->n_steps; k++)
        x->chosen[s->step[k].on] = false;
}

/* ---- parts ---- */

/* -scale times what the part brings has a least value, within the columns' bounds and by the rows
 * at their prices.  Rounded up. */
static double most_of(struct proof *p, const struct split *s, const struct entry *of, int n,
                      const struct prices *y)
{
    for (int k = 0; k < n; k++)
        sum_term(p, of[k].column, s->scale > 0 ? 1 : -1, of[k].value);
    sum_prices(p, y);
    double size = fabs(s->scale), most = -sum_least(p);
    if (size > 1 || size < 1)
        most = nextafter(most / size, INFINITY);
    return fmax(most, 0);
}

static void add_part(struct proof *p, struct extension *x, struct split *s, const struct entry *of,
                     int n, double most)
{
    int sum = add_row(p, x, 0, 0);
    for (int k = 0; k < n; k++)
        add_entry(p, x, sum, of[k].column, -of[k].value);
    for (int k = 0; k < s->n_steps; k++) {
        int w = add_column(p, x, 0, most, false), row = add_row(p, x, -INFINITY, 0);
        s->first_w = s->n_w++ ? s->first_w : w;
        add_entry(p, x, sum, w, -s->scale);
        add_entry(p, x, row, w, 1);
        add_entry(p, x, row, s->step[k].on, -most);
    }
}

static struct entry take_member(struct proof *p, struct extension *x, const struct split *s)
{
    struct entry e = { .column = take_number(p, p->m->n_cols) };
    if (p->in.sound)
        e.value = take_from_row(p, x, e.column);
    p->in.sound &= (e.value > 0) != (s->scale > 0);
    return e;
}

static void take_part_of(struct proof *p, struct extension *x, struct split *s)
{
    struct arena *scratch = arena_new();
    struct entry *of = NULL;
    int n_columns = take_count(p), n = 0, room = 0;
    while (n < n_columns && p->in.sound)
        *PUSH(scratch, of, n, room) = take_member(p, x, s);
    struct prices y = take_prices(p, scratch);
    if (p->in.sound)
        add_part(p, x, s, of, n, most_of(p, s, of, n, &y));
    arena_free(scratch);
}

/* ---- all of it ---- */

static void add_amounts(struct proof *p, struct extension *x, const struct split *s)
{
    for (int k = 0; k < s->n_steps; k++) {
        int row = add_row(p, x, 0, 0);
        add_entry(p, x, row, s->step[k].amount, -1);
        for (int w = k; w < s->n_w; w += s->n_steps)
            add_entry(p, x, row, s->first_w + w, 1);
    }
}

void extend_by_split(struct proof *p, struct extension *x)
{
    enum { MOST = 1 << 23 }; /* columns */
    struct split s = { .row = take_row(p, p->m->n_rows) };
    int choice = take_row(p, p->m->n_rows), n_steps = take_count(p);
    p->in.sound &= n_steps > 0;
    if (!p->in.sound)
        return;
    begin_row(p, x, s.row);
    for (int k = 0; k < n_steps && p->in.sound; k++)
        take_step_of(p, x, &s);
    if (p->in.sound)
        choice_leaves_one(p, x, &s, choice);
    int n_parts = take_count(p);
    for (int o = 0; o < n_parts && p->in.sound; o++) {
        take_part_of(p, x, &s);
        p->in.sound &= s.n_w <= MOST;
    }
    end_row(p, x, s.row);
    add_amounts(p, x, &s);
}
