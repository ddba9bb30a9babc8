/* proof_sums.c - the least value of a sum of columns within their bounds, exactly. */
#include <math.h>

#include "scenarios/proof.h"

enum { PRICE = 128 }; /* prices are multiples of 2^-PRICE */

/* value = mantissa * 2^exponent, the mantissa odd. */
static long mantissa_of(double value, int *exponent)
{
    long mantissa = (long)ldexp(frexp(value, exponent), 53);
    int zeros = mantissa ? __builtin_ctzl((unsigned long)mantissa) : 0;
    *exponent += zeros - 53;
    return mantissa >> zeros; /* of a negative number too: no bit is lost */
}

static void see(int *fine, double value)
{
    int exponent = 0;
    if (isfinite(value) && fabs(value) > 0) {
        mantissa_of(value, &exponent);
        *fine = -exponent > *fine ? -exponent : *fine;
    }
}

static int finest(const struct matrix *m, const double *cost, int n_costs, double constant)
{
    int fine = PRICE;
    see(&fine, constant);
    for (int64_t k = 0; k < m->start[m->n_cols]; k++)
        see(&fine, m->value[k]);
    for (int j = 0; j < n_costs; j++)
        see(&fine, cost[j]);
    for (int j = 0; j < m->n_cols; j++) {
        see(&fine, m->col_lower[j]);
        see(&fine, m->col_upper[j]);
    }
    for (int i = 0; i < m->n_rows; i++) {
        see(&fine, m->row_lower[i]);
        see(&fine, m->row_upper[i]);
    }
    return fine;
}

void proof_open(struct proof *p)
{
    int n = p->m->n_cols;
    p->fine = finest(p->m, p->cost, p->n_costs, p->constant);
    p->slope = NEW_ARRAY(p->arena, mpz_t, n + 1);
    p->least = NEW_ARRAY(p->arena, mpz_t, n + 1);
    p->part = NEW_ARRAY(p->arena, int, n + 1);
    p->touched = NEW_ARRAY(p->arena, bool, n + 1);
    p->column = NEW_ARRAY(p->arena, int, n + 1);
    mpz_inits(p->total, p->scratch, p->other, p->common, NULL);
    for (int j = 0; j < n; j++)
        mpz_inits(p->slope[j], p->least[j], NULL);
}

void proof_close(struct proof *p)
{
    for (int j = 0; j < p->m->n_cols; j++)
        mpz_clears(p->slope[j], p->least[j], NULL);
    for (int i = 0; i < p->m->n_rows; i++)
        if (p->row_least[i])
            mpz_clears(p->row_least[i]->of[0], p->row_least[i]->of[1], NULL);
    mpz_clears(p->total, p->scratch, p->other, p->common, NULL);
}

void add_exactly(mpz_t x, double a, double b, int to, mpz_t scratch)
{
    int ea, eb;
    if (!(fabs(a) > 0) || !(fabs(b) > 0))
        return;
    mpz_set_si(scratch, mantissa_of(a, &ea));
    mpz_mul_si(scratch, scratch, mantissa_of(b, &eb));
    mpz_mul_2exp(scratch, scratch, (mp_bitcnt_t)(to + ea + eb));
    mpz_add(x, x, scratch);
}

static void touch(struct proof *p, int column)
{
    if (!p->touched[column]) {
        p->touched[column] = true;
        p->column[p->n_touched++] = column;
    }
}

void sum_term(struct proof *p, int column, double times, double value)
{
    touch(p, column);
    add_exactly(p->slope[column], times, value, p->fine + PRICE, p->scratch);
}

void sum_number(struct proof *p, double times, double value)
{
    add_exactly(p->total, times, value, 2 * p->fine + PRICE, p->scratch);
}

static void sum_cut(struct proof *p, const struct proof_cut *c, double price)
{
    if (!(price > 0))
        return;
    sum_number(p, price, c->side);
    for (int k = 0; k < c->n; k++)
        sum_term(p, c->entry[k].column, -price, c->entry[k].value);
}

void sum_row(struct proof *p, int row, double price)
{
    const struct matrix *m = p->m;
    if (row >= m->n_rows) {
        sum_cut(p, &p->cut[row - m->n_rows], price);
        return;
    }
    double side = price > 0 ? m->row_lower[row] : m->row_upper[row];
    if (isinf(side) || !(fabs(price) > 0))
        return; /* of a side that the row does not have */
    sum_number(p, price, side);
    for (int64_t e = p->rows.start[row]; e < p->rows.start[row + 1]; e++)
        sum_term(p, p->rows.entry[e].column, -price, p->rows.entry[e].value);
}

double rounded_down(mpz_t x, int fine, mpz_t scratch)
{
    enum { KEPT = 64 }; /* multiples of 2^-KEPT, and then the largest double that is not more */
    mpz_fdiv_q_2exp(x, x, (mp_bitcnt_t)(fine - KEPT));
    double value = mpz_get_d(x);
    if (!isfinite(value))
        return -INFINITY;
    mpz_set_d(scratch, value);
    if (mpz_cmp(scratch, x) > 0)
        value = nextafter(value, -INFINITY);
    return ldexp(value, -KEPT);
}

double sum_least(struct proof *p)
{
    int fine = 2 * p->fine + PRICE;
    for (int k = 0; k < p->n_touched; k++) {
        int j = p->column[k], sign = mpz_sgn(p->slope[j]), exponent = 0;
        double bound = sign > 0 ? p->lower[j] : p->upper[j];
        if (sign != 0 && fabs(bound) > 0) {
            mpz_mul_si(p->scratch, p->slope[j], mantissa_of(bound, &exponent));
            mpz_mul_2exp(p->scratch, p->scratch, (mp_bitcnt_t)(p->fine + exponent));
            mpz_add(p->total, p->total, p->scratch);
        }
        mpz_set_ui(p->slope[j], 0);
        p->touched[j] = false;
    }
    p->n_touched = 0;
    double least = rounded_down(p->total, fine, p->scratch);
    mpz_set_ui(p->total, 0);
    return least;
}

void sum_part(struct proof *p)
{
    for (int k = 0; k < p->n_touched; k++)
        p->in.sound &= p->part[p->column[k]] == p->at;
    for (int j = 0; j < p->m->n_cols; j++)
        if (p->part[j] == p->at && mpz_sgn(p->least[j]) != 0) {
            touch(p, j);
            mpz_add(p->slope[j], p->slope[j], p->least[j]);
        }
}

void sum_common(struct proof *p)
{
    for (int k = 0; k < p->n_touched; k++) {
        int j = p->column[k];
        mpz_set(p->least[j], p->slope[j]);
        mpz_set_ui(p->slope[j], 0);
        p->touched[j] = false;
    }
    p->n_touched = 0;
    mpz_set(p->common, p->total);
    mpz_set_ui(p->total, 0);
}

void common_add(struct proof *p, double bound)
{
    add_exactly(p->common, bound, 1, 2 * p->fine + PRICE, p->scratch);
}

double common_least(struct proof *p)
{
    return rounded_down(p->common, 2 * p->fine + PRICE, p->scratch);
}
