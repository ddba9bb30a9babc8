/* test_interior.c - the interior point method and what it stands on, against the simplex method.
 *
 * Dense and sparse eliminations against the definition; programs by chance, whose optimum the
 * simplex method finds from the basis that it is given in a few steps, or in none.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/dense.h"
#include "solver/interior.h"
#include "solver/lp.h"
#include "tests/small_matrix.h"

static double fraction(uint64_t *s) { return small_draw(s, 0, 1000000) / 1e6; }

/* ---- dense ---- */

static void fill_symmetric(double *f, int n, uint64_t *s)
{
    for (int j = 0; j < n; j++)
        for (int i = j; i < n; i++)
            f[j * n + i] = i == j ? n + 1 : fraction(s) - 0.5;
}

/* One column after another, as it is defined. */
static void eliminate_plainly(double *f, int n, int pivots)
{
    for (int k = 0; k < pivots; k++) {
        double d = f[k * n + k] = sqrt(f[k * n + k]);
        for (int i = k + 1; i < n; i++)
            f[k * n + i] /= d;
        for (int j = k + 1; j < n; j++)
            for (int i = j; i < n; i++)
                f[j * n + i] -= f[k * n + i] * f[k * n + j];
    }
}

static void dense_columns_are_eliminated(void **state)
{
    static const struct { int n, pivots; } SIZES[] = { { 1, 1 }, { 2, 1 }, { 15, 15 }, { 16, 3 },
        { 17, 17 }, { 40, 9 }, { 95, 95 }, { 96, 96 }, { 97, 96 }, { 113, 97 }, { 130, 20 },
        { 210, 193 }, { 300, 300 }, { 1001, 97 }, { 1050, 200 } }; /* the last two by two threads */
    (void)state;
    uint64_t s = 1;
    for (size_t c = 0; c < COUNT(SIZES); c++) {
        int n = SIZES[c].n, size = n * n;
        struct arena *a = arena_new();
        double *f = NEW_ARRAY(a, double, size), *g = NEW_ARRAY(a, double, size),
               *least = NEW_ARRAY(a, double, n);
        fill_symmetric(f, n, &s);
        memcpy(g, f, (size_t)size * sizeof *g);
        dense_eliminate(f, n, SIZES[c].pivots, least);
        eliminate_plainly(g, n, SIZES[c].pivots);
        for (int j = 0; j < n; j++)
            for (int i = j; i < n; i++)
                if (!(fabs(f[j * n + i] - g[j * n + i]) < 1e-10 * n))
                    fail_msg("%d columns, %d of them pivots: %g at %d, %d, not %g", n,
                             SIZES[c].pivots, f[j * n + i], i, j, g[j * n + i]);
        arena_free(a);
    }
}

/* [1 1; 1 1]: the second row says what the first does, and counts as 0. */
static void a_row_that_depends_on_others_counts_as_nothing(void **state)
{
    (void)state;
    double f[4] = { 1, 1, 0, 1 }, least[2] = { 1e-9, 1e-9 };
    dense_eliminate(f, 2, 2, least);
    assert_true(fabs(f[0] - 1) < 1e-15 && fabs(f[1] - 1) < 1e-15);
    assert_true(f[3] > 1e60);
}

/* ---- the normal equations ---- */

static struct sparse sparse_of(struct arena *a, int rows, int columns, uint64_t *s)
{
    enum { FEW = 4 };
    struct sparse m = { rows, columns, NEW_ARRAY(a, int64_t, columns + 1),
                        NEW_ARRAY(a, int, columns * FEW), NEW_ARRAY(a, double, columns * FEW) };
    for (int j = 0; j < columns; j++) {
        int64_t at = m.start[j];
        for (int i = small_draw(s, 0, rows); i < rows && at < m.start[j] + FEW;
             i += small_draw(s, 1, rows)) {
            m.row[at] = i;
            m.value[at++] = 2 * fraction(s) - 1;
        }
        m.start[j + 1] = at;
    }
    return m;
}

static void normal_equations_are_solved(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t s = seed;
        struct arena *a = arena_new();
        int rows = small_draw(&s, 1, 60), columns = small_draw(&s, 1, 200);
        struct sparse m = sparse_of(a, rows, columns, &s);
        double *d = NEW_ARRAY(a, double, columns), *r = NEW_ARRAY(a, double, rows),
               *y = NEW_ARRAY(a, double, rows), *q = NEW_ARRAY(a, double, columns),
               *left = NEW_ARRAY(a, double, rows);
        for (int j = 0; j < columns; j++)
            d[j] = fraction(&s);
        for (int i = 0; i < rows; i++)
            r[i] = fraction(&s) - 0.5;
        struct normal *n = normal_new(a, &m);
        assert_non_null(n);
        assert_true(normal_factor(n, d, 0.5, INFINITY, NULL));
        normal_solve(n, r, y);
        sparse_times_rows(&m, y, q);
        for (int j = 0; j < columns; j++)
            q[j] *= d[j];
        sparse_times(&m, q, left);
        for (int i = 0; i < rows; i++)
            if (!(fabs(left[i] + 0.5 * y[i] - r[i]) < 1e-9))
                fail_msg("seed %d, row %d: %g, not %g", (int)seed, i, left[i] + 0.5 * y[i], r[i]);
        arena_free(a);
    }
}

static void a_factorization_stops_when_asked(void **state)
{
    (void)state;
    uint64_t s = 1;
    struct arena *a = arena_new();
    struct sparse m = sparse_of(a, 20, 50, &s);
    double d[50] = { 0 };
    const volatile int stop = 1;
    struct normal *n = normal_new(a, &m);
    assert_false(normal_factor(n, d, 1, INFINITY, &stop));
    assert_false(normal_factor(n, d, 1, 0, NULL));
    assert_true(normal_factor(n, d, 1, INFINITY, NULL));
    arena_free(a);
}

/* ---- programs ---- */

enum { ROWS = 40, COLS = 90, ENTRIES = 5 }; /* at most, and of a column */

static struct matrix *room_for_program(struct arena *a, int rows, int columns)
{
    struct matrix *m = NEW(a, struct matrix);
    *m = (struct matrix){ .n_rows = rows, .n_cols = columns };
    m->start = NEW_ARRAY(a, int64_t, columns + 1);
    m->row = NEW_ARRAY(a, int, columns * ENTRIES * 2);
    m->value = NEW_ARRAY(a, double, columns * ENTRIES * 2);
    m->row_lower = NEW_ARRAY(a, double, rows);
    m->row_upper = NEW_ARRAY(a, double, rows);
    m->col_lower = NEW_ARRAY(a, double, columns);
    m->col_upper = NEW_ARRAY(a, double, columns);
    m->cost = NEW_ARRAY(a, double, columns);
    m->integer = NEW_ARRAY(a, bool, columns);
    return m;
}

/* Sides around what a point gives: an equation, one side, both, or none. */
static void set_row(struct matrix *m, int i, double activity, uint64_t *s)
{
    int kind = small_draw(s, 0, 9);
    m->row_lower[i] = kind < 2 ? activity : activity - small_draw(s, 0, 4);
    m->row_upper[i] = kind < 2 ? activity : activity + small_draw(s, 0, 4);
    if (kind == 2 || kind == 3 || kind == 9)
        m->row_lower[i] = -INFINITY;
    if (kind == 4 || kind == 5 || kind == 9)
        m->row_upper[i] = INFINITY;
}

/* Rows 0 and 1 have the same columns, but for their numbers in some; a tenth of the columns cannot
 * move.  At least one point keeps all rows. */
static struct matrix *program(struct arena *a, uint64_t seed)
{
    uint64_t s = seed;
    struct matrix *m = room_for_program(a, small_draw(&s, 3, ROWS),
                                        small_draw(&s, 3, COLS));
    double *activity = NEW_ARRAY(a, double, m->n_rows);
    int64_t n = 0;
    for (int j = 0; j < m->n_cols; j++) {
        m->col_lower[j] = small_draw(&s, -2, 2);
        m->col_upper[j] = m->col_lower[j] + (small_draw(&s, 0, 9) ? small_draw(&s, 1, 50) : 0);
        m->cost[j] = small_draw(&s, -20, 40);
        double x = m->col_lower[j] + fraction(&s) * (m->col_upper[j] - m->col_lower[j]);
        bool twins = small_draw(&s, 0, 2) == 0;
        for (int i = 0; i < m->n_rows; i++) {
            int v = i == 1 && twins ? 2 * (int)m->value[n - 1] + (j % 5 == 0)
                    : i < 2 ? twins * small_draw(&s, 1, 9)
                    : small_draw(&s, 0, m->n_rows / 3) ? 0 : small_draw(&s, -9, 9);
            if (v == 0 || n - m->start[j] == ENTRIES)
                continue;
            m->row[n] = i;
            m->value[n++] = v;
            activity[i] += v * x;
        }
        m->start[j + 1] = n;
    }
    for (int i = 0; i < m->n_rows; i++)
        set_row(m, i, activity[i], &s);
    return m;
}

/* Iterations that the simplex method takes to the optimum, into x if wanted, from a basis if one is
 * given. */
static int iterations(const struct matrix *m, const unsigned char *basis, double *objective,
                      double *x)
{
    struct lp *lp = lp_new(m, m->cost);
    if (basis)
        lp_set_basis(lp, basis, (size_t)(m->n_rows + m->n_cols));
    assert_int_equal(lp_solve(lp, PRIMAL, INFINITY, NULL), LP_OPTIMAL);
    *objective = lp_objective(lp);
    int n = lp_iterations(lp);
    if (x)
        lp_x(lp, x);
    lp_free(lp);
    return n;
}

static int basics(const struct matrix *m, const unsigned char *basis)
{
    int n = 0;
    for (int k = 0; k < m->n_rows + m->n_cols; k++)
        n += basis[k] == 1;
    return n;
}

/* Steps that are left from the basis, to an optimum that is known. */
static int steps_left(const struct matrix *m, const unsigned char *basis, double known, int seed)
{
    double found;
    assert_int_equal(basics(m, basis), m->n_rows);
    int n = iterations(m, basis, &found, NULL);
    if (!(fabs(found - known) <= 1e-7 * fmax(1, fabs(known))))
        fail_msg("seed %d: %.9g, not %.9g", seed, found, known);
    return n;
}

static void the_simplex_has_little_left_to_do(void **state)
{
    enum { PROGRAMS = 400 };
    (void)state;
    int from_there = 0, from_nothing = 0;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed++) {
        struct arena *a = arena_new();
        const struct matrix *m = program(a, seed);
        unsigned char *basis = NEW_ARRAY(a, unsigned char, m->n_rows + m->n_cols);
        double known;
        if (!interior_point(m, m->cost, m->col_lower, m->col_upper, INFINITY, NULL, basis))
            fail_msg("seed %d: it came to no optimum", (int)seed);
        from_nothing += iterations(m, NULL, &known, NULL);
        from_there += steps_left(m, basis, known, (int)seed);
        arena_free(a);
    }
    printf("%d steps of the simplex method are left of %d\n", from_there, from_nothing);
    assert_true(from_there * 500 < from_nothing);
}

/* From the point alone, without its duals. */
static void an_optimum_that_is_known_is_soon_found_again(void **state)
{
    enum { PROGRAMS = 400 };
    (void)state;
    int from_there = 0, from_nothing = 0;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed++) {
        struct arena *a = arena_new();
        const struct matrix *m = program(a, seed);
        unsigned char *basis = NEW_ARRAY(a, unsigned char, m->n_rows + m->n_cols);
        double *x = NEW_ARRAY(a, double, m->n_cols), known;
        from_nothing += iterations(m, NULL, &known, x);
        basis_at(m, x, basis);
        from_there += steps_left(m, basis, known, (int)seed);
        arena_free(a);
    }
    printf("%d steps of the simplex method are left of %d\n", from_there, from_nothing);
    assert_true(from_there * 50 < from_nothing);
}

static void duals_of(const struct matrix *m, const unsigned char *basis, double *y)
{
    struct lp *lp = lp_new(m, m->cost);
    if (basis)
        lp_set_basis(lp, basis, (size_t)(m->n_rows + m->n_cols));
    assert_true(basis ? lp_ready_for_rows(lp)
                      : lp_solve(lp, PRIMAL, INFINITY, NULL) == LP_OPTIMAL);
    lp_dual(lp, y);
    lp_free(lp);
}

/* From the duals alone: those of the basis prove as much. */
static void a_basis_has_the_prices_that_it_was_made_from(void **state)
{
    enum { PROGRAMS = 400 };
    (void)state;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed++) {
        struct arena *a = arena_new();
        const struct matrix *m = program(a, seed);
        unsigned char *basis = NEW_ARRAY(a, unsigned char, m->n_rows + m->n_cols);
        double *y = NEW_ARRAY(a, double, m->n_rows + 1);
        duals_of(m, NULL, y);
        double known = matrix_dual_bound(m, m->cost, m->constant, y);
        basis_at_prices(m, m->cost, m->col_lower, m->col_upper, y, basis);
        assert_int_equal(basics(m, basis), m->n_rows);
        duals_of(m, basis, y);
        double found = matrix_dual_bound(m, m->cost, m->constant, y);
        if (!(fabs(found - known) <= 1e-7 * fmax(1, fabs(known))))
            fail_msg("seed %d: %.9g, not %.9g", (int)seed, found, known);
        arena_free(a);
    }
}

static void there_is_no_optimum_to_come_to(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct arena *a = arena_new();
        struct matrix *m = program(a, seed);
        unsigned char *basis = NEW_ARRAY(a, unsigned char, m->n_rows + m->n_cols);
        double most = 0;
        for (int j = 0; j < m->n_cols; j++)
            for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
                most += m->row[k] == 0 ? m->value[k] * m->col_upper[j] : 0;
        m->row_lower[0] = m->row_upper[0] = most + 5;
        assert_false(interior_point(m, m->cost, m->col_lower, m->col_upper, INFINITY, NULL, basis));
        arena_free(a);
    }
}

static void it_stops_when_the_time_is_up(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct matrix *m = program(a, 1);
    unsigned char *basis = NEW_ARRAY(a, unsigned char, m->n_rows + m->n_cols);
    const volatile int stop = 1;
    assert_false(interior_point(m, m->cost, m->col_lower, m->col_upper, 0, NULL, basis));
    assert_false(interior_point(m, m->cost, m->col_lower, m->col_upper, INFINITY, &stop, basis));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_columns_are_eliminated),
        cmocka_unit_test(a_row_that_depends_on_others_counts_as_nothing),
        cmocka_unit_test(normal_equations_are_solved),
        cmocka_unit_test(a_factorization_stops_when_asked),
        cmocka_unit_test(the_simplex_has_little_left_to_do),
        cmocka_unit_test(an_optimum_that_is_known_is_soon_found_again),
        cmocka_unit_test(a_basis_has_the_prices_that_it_was_made_from),
        cmocka_unit_test(there_is_no_optimum_to_come_to),
        cmocka_unit_test(it_stops_when_the_time_is_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
