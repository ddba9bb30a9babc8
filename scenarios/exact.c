/* exact.c - sums of products of doubles, exactly, with GMP's whole numbers. */
#include "scenarios/exact.h"

#include <gmp.h>
#include <math.h>

#include "digest.h"
#include "solve.h"

enum {
    FINE = 2200, /* a product of two doubles is a whole number of 2^-FINE */
    FINER = 3400, /* and of three, of 2^-FINER */
};

/* value = mantissa * 2^exponent, the mantissa whole; exponent >= -1074. */
static long mantissa_of(double value, int *exponent)
{
    double part = frexp(value, exponent);
    *exponent -= 53;
    if (*exponent < -1074) { /* of a subnormal the last bits are zeros */
        part = ldexp(part, *exponent + 1074);
        *exponent = -1074;
    }
    return (long)ldexp(part, 53);
}

/* sum += x * value, where x counts 2^-from and sum counts 2^-to. */
static void add_product(mpz_t sum, const mpz_t x, double value, int from, int to, mpz_t scratch)
{
    int exponent;
    if (!(fabs(value) > 0))
        return;
    mpz_mul_si(scratch, x, mantissa_of(value, &exponent));
    mpz_mul_2exp(scratch, scratch, (mp_bitcnt_t)(to - from + exponent));
    mpz_add(sum, sum, scratch);
}

static void set_product(mpz_t out, double a, double b, mpz_t scratch)
{
    mpz_t one;
    int exponent;
    mpz_init_set_si(one, mantissa_of(a, &exponent));
    mpz_mul_2exp(one, one, (mp_bitcnt_t)(FINE / 2 + exponent));
    mpz_set_ui(out, 0);
    add_product(out, one, b, FINE / 2, FINE, scratch);
    mpz_clear(one);
}

/* The largest double that is not more. */
static double rounded_down(const mpz_t sum)
{
    long exponent;
    double part = mpz_get_d_2exp(&exponent, sum); /* towards zero */
    double value = ldexp(part, (int)exponent - FINER);
    return mpz_sgn(sum) < 0 ? nextafter(value, -INFINITY) : value;
}

struct sums { mpz_t bound, slope, product, scratch; };

static void add_rows(struct sums *s, const struct matrix *m, const double *y)
{
    for (int i = 0; i < m->n_rows; i++) {
        double v = legal_dual(y[i], m->row_lower[i], m->row_upper[i]);
        if (!(fabs(v) > 0))
            continue;
        set_product(s->product, v, v > 0 ? m->row_lower[i] : m->row_upper[i], s->scratch);
        mpz_mul_2exp(s->product, s->product, FINER - FINE);
        mpz_add(s->bound, s->bound, s->product);
    }
}

static void add_column(struct sums *s, const struct matrix *m, double cost, const double *y, int j,
                       double lower, double upper)
{
    set_product(s->slope, cost, 1, s->scratch);
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
        int i = m->row[k];
        double v = legal_dual(y[i], m->row_lower[i], m->row_upper[i]);
        if (!(fabs(v) > 0))
            continue;
        set_product(s->product, v, m->value[k], s->scratch);
        mpz_sub(s->slope, s->slope, s->product);
    }
    if (mpz_sgn(s->slope) != 0)
        add_product(s->bound, s->slope, mpz_sgn(s->slope) > 0 ? lower : upper, FINE, FINER,
                    s->scratch);
}

double exact_dual_bound(const struct matrix *m, const double *cost, double constant,
                        const double *y, const double *lower, const double *upper)
{
    struct sums s;
    mpz_inits(s.bound, s.slope, s.product, s.scratch, NULL);
    set_product(s.bound, constant, 1, s.scratch);
    mpz_mul_2exp(s.bound, s.bound, FINER - FINE);
    add_rows(&s, m, y);
    for (int j = 0; j < m->n_cols; j++)
        add_column(&s, m, cost[j], y, j, lower[j], upper[j]);
    double bound = rounded_down(s.bound);
    mpz_clears(s.bound, s.slope, s.product, s.scratch, NULL);
    return bound;
}

void matrix_digest(const struct matrix *m, const double *cost, char hex[65])
{
    size_t rows = (size_t)m->n_rows, columns = (size_t)m->n_cols;
    size_t entries = (size_t)m->start[columns];
    struct digest *digest = digest_new();
    digest_add(digest, m->start, (columns + 1) * sizeof *m->start);
    digest_add(digest, m->row, entries * sizeof *m->row);
    digest_add(digest, m->value, entries * sizeof *m->value);
    digest_add(digest, m->row_lower, rows * sizeof *m->row_lower);
    digest_add(digest, m->row_upper, rows * sizeof *m->row_upper);
    digest_add(digest, m->col_lower, columns * sizeof *m->col_lower);
    digest_add(digest, m->col_upper, columns * sizeof *m->col_upper);
    digest_add(digest, m->integer, columns * sizeof *m->integer);
    digest_add(digest, cost, columns * sizeof *cost);
    digest_end(digest, hex);
}
