/* proof_steps.c - bounds of columns that a row forces, never tighter than it does. */
#include <math.h>

#include "scenarios/proof.h"

/* ---- sums of long rows ---- */

static double least_at(const struct proof *p, int column, double value)
{
    return value > 0 ? p->lower[column] : p->upper[column];
}

/* Takes the column into the sums of the long rows that it is in, or (times -1) out of them. */
static void into_sums(struct proof *p, int column, double times)
{
    const struct matrix *m = p->m;
    for (int64_t k = m->start[column]; k < m->start[column + 1]; k++)
        for (int side = 0; p->row_least[m->row[k]] && side < 2; side++) {
            double v = side ? -m->value[k] : m->value[k];
            add_exactly(p->row_least[m->row[k]]->of[side], times * v, least_at(p, column, v),
                        2 * p->fine, p->scratch);
        }
}

static void sum_long_row(struct proof *p, int row)
{
    struct row_least *t = NEW(p->arena, struct row_least);
    for (int side = 0; side < 2; side++) {
        mpz_init(t->of[side]);
        for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++) {
            double v = side ? -p->rows.entry[e].value : p->rows.entry[e].value;
            add_exactly(t->of[side], v, least_at(p, p->rows.entry[e].column, v), 2 * p->fine,
                        p->scratch);
        }
    }
    p->row_least[row] = t;
}

/* ---- bounds ---- */

static void set_bounds(struct proof *p, int column, double lower, double upper)
{
    into_sums(p, column, -1);
    p->lower[column] = lower;
    p->upper[column] = upper;
    into_sums(p, column, 1);
}

void bound_column(struct proof *p, int column, double lower, double upper)
{
    *PUSH(p->arena, p->trail, p->n_trail, p->room_trail) =
        (struct kept_bound){ column, p->lower[column], p->upper[column] };
    set_bounds(p, column, lower, upper);
}

void bounds_back(struct proof *p, int mark)
{
    while (p->n_trail > mark) {
        const struct kept_bound *k = &p->trail[--p->n_trail];
        set_bounds(p, k->column, k->lower, k->upper);
    }
}

/* ---- what a row forces ---- */

/* sign (the row without an entry, NULL: with all) at its least, in p->total, which counts
 * 2^-2 fine. */
static void least_of_others(struct proof *p, int row, const struct entry *without, double sign)
{
    enum { LONG = 1000 };
    if (!p->row_least[row] && p->rows.start[row + 1] - p->rows.start[row] > LONG)
        sum_long_row(p, row);
    mpz_set_ui(p->total, 0);
    if (p->row_least[row]) {
        mpz_set(p->total, p->row_least[row]->of[sign < 0]);
        double v = without ? sign * without->value : 0;
        if (without)
            add_exactly(p->total, -v, least_at(p, without->column, v), 2 * p->fine, p->scratch);
        return;
    }
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++) {
        int j = p->rows.entry[e].column;
        double v = sign * p->rows.entry[e].value;
        if (!without || j != without->column)
            add_exactly(p->total, v, least_at(p, j, v), 2 * p->fine, p->scratch);
    }
}

/* The whole and more of p->total / value, rounded up to a double; p->total counts 2^-2 fine. */
static double quotient_above(struct proof *p, double value)
{
    enum { KEPT = 64 };
    int exponent, shift;
    double mantissa = ldexp(frexp(value, &exponent), 53);
    shift = KEPT - 2 * p->fine - (exponent - 53);
    mpz_set_d(p->other, mantissa);
    if (shift > 0)
        mpz_mul_2exp(p->total, p->total, (mp_bitcnt_t)shift);
    else
        mpz_mul_2exp(p->other, p->other, (mp_bitcnt_t)-shift);
    mpz_cdiv_q(p->total, p->total, p->other);
    mpz_neg(p->total, p->total);
    double above = -rounded_down(p->total, KEPT, p->scratch);
    mpz_set_ui(p->total, 0);
    return above;
}

/* A row that is broken by less than plans may break it is not broken. */
static bool side_broken(struct proof *p, int row, double sign, double side)
{
    static const double ROOM = 5e-7;
    if (isinf(side))
        return false;
    least_of_others(p, row, NULL, sign);
    double least = rounded_down(p->total, 2 * p->fine, p->scratch);
    mpz_set_ui(p->total, 0);
    return least > side + ROOM * fmax(1, fabs(side));
}

/* sign (row) <= side, solved for one column; false: no whole number is left of it. */
static bool tighten(struct proof *p, int row, const struct entry *of, double sign, double side)
{
    static const double WHOLE = 1e-6; /* as near to a whole number is one */
    int column = of->column;
    double value = sign * of->value, lower = p->lower[column], upper = p->upper[column];
    if (isinf(side))
        return true;
    least_of_others(p, row, of, sign);
    mpz_neg(p->total, p->total);
    add_exactly(p->total, side, 1, 2 * p->fine, p->scratch); /* value x is at most this */
    double to = quotient_above(p, fabs(value));
    if (p->m->integer[column])
        to = floor(to + WHOLE);
    if (value > 0 && to < upper)
        bound_column(p, column, lower, fmax(to, lower));
    if (value < 0 && -to > lower)
        bound_column(p, column, fmin(-to, upper), upper);
    return !p->m->integer[column] || (value > 0 ? to >= lower : -to <= upper);
}

static bool tighten_both(struct proof *p, int row, const struct entry *of)
{
    bool left = tighten(p, row, of, 1, p->m->row_upper[row]);
    return tighten(p, row, of, -1, -p->m->row_lower[row]) && left;
}

bool take_step(struct proof *p, struct proof_step step)
{
    const struct matrix *m = p->m;
    int row = step.row, j = step.column;
    if (j < 0)
        return !(side_broken(p, row, 1, m->row_upper[row]) ||
                 side_broken(p, row, -1, -m->row_lower[row]));
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
        if (m->row[k] == row && fabs(m->value[k]) > 0)
            return tighten_both(p, row, &(struct entry){ j, m->value[k] });
    return true;
}
