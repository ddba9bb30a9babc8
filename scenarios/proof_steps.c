/* proof_steps.c - bounds of columns that a row forces, never tighter than it does. */
#include <math.h>

#include "scenarios/proof.h"

void bound_column(struct proof *p, int column, double lower, double upper)
{
    *PUSH(p->arena, p->trail, p->n_trail, p->room_trail) =
        (struct kept_bound){ column, p->lower[column], p->upper[column] };
    p->lower[column] = lower;
    p->upper[column] = upper;
}

void bounds_back(struct proof *p, int mark)
{
    while (p->n_trail > mark) {
        const struct kept_bound *k = &p->trail[--p->n_trail];
        p->lower[k->column] = k->lower;
        p->upper[k->column] = k->upper;
    }
}

/* sign (the row without a column, -1: with all) at its least, in p->total: it counts 2^-2 fine. */
static void least_of_others(struct proof *p, int row, int without, double sign)
{
    mpz_set_ui(p->total, 0);
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++) {
        int j = p->rows.entry[e].column;
        double v = sign * p->rows.entry[e].value;
        if (j != without)
            add_exactly(p->total, v, v > 0 ? p->lower[j] : p->upper[j], 2 * p->fine, p->scratch);
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
    least_of_others(p, row, -1, sign);
    double least = rounded_down(p->total, 2 * p->fine, p->scratch);
    mpz_set_ui(p->total, 0);
    return least > side + ROOM * fmax(1, fabs(side));
}

/* sign (row) <= side, solved for one column; false: no whole number is left of it. */
static bool tighten(struct proof *p, int row, int column, double sign, double side, double value)
{
    static const double WHOLE = 1e-6; /* as near to a whole number is one */
    double lower = p->lower[column], upper = p->upper[column];
    if (isinf(side))
        return true;
    least_of_others(p, row, column, sign);
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

bool take_step(struct proof *p, struct proof_step step)
{
    const struct matrix *m = p->m;
    double lower = m->row_lower[step.row], upper = m->row_upper[step.row];
    bool left = true;
    for (int64_t e = p->rows.start[step.row]; e < p->rows.start[step.row + 1]; e++)
        if (p->rows.entry[e].column == step.column && fabs(p->rows.entry[e].value) > 0) {
            double value = p->rows.entry[e].value;
            left &= tighten(p, step.row, step.column, 1, upper, value);
            left &= tighten(p, step.row, step.column, -1, -lower, -value);
        }
    if (step.column >= 0)
        return left;
    return !(side_broken(p, step.row, 1, upper) || side_broken(p, step.row, -1, -lower));
}
