/* test_solver.c - the solver on matrices alone: answers known from books and by hand, and random
 * integer programs small enough to try every point of.
 * RINGFENCE_MATRICES: how many random programs (300). */
#include <math.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solve.h"
#include "tests/small_matrix.h"

#define INF INFINITY

static const struct small KNOWN[] = {
    { "5 chairs and 3 tables", 3, 2, { { 1, 0 }, { 0, 1 }, { 1, 2 } }, { -INF, -INF, -INF },
      { 5, 4, 11 }, { 0, 0 }, { 100, 100 }, { -45, -80 }, 0, "--", STOP_OPTIMAL, -465 },
    { "Beale's, on which the simplex cycles", 3, 4,
      { { 0.25, -60, -0.04, 9 }, { 0.5, -90, -0.02, 3 }, { 0, 0, 1, 0 } }, { -INF, -INF, -INF },
      { 0, 0, 1 }, { 0 }, { 1e4, 1e4, 1e4, 1e4 }, { -0.75, 150, -0.02, 6 }, 0, "----",
      STOP_OPTIMAL, -0.05 },
    { "many rows through one point", 5, 2, { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 3, 1 }, { 1, 3 } },
      { -INF, -INF, -INF, -INF, -INF }, { 2, 3, 3, 4, 4 }, { 0, 0 }, { 9, 9 }, { -1, -1 }, 0,
      "--", STOP_OPTIMAL, -2 },
    { "an equality and a range", 2, 3, { { 1, 1, 1 }, { 1, -1, 0 } }, { 10, -2 }, { 10, 2 },
      { 0, 0, 0 }, { 10, 10, 10 }, { 3, 1, 2 }, 0, "---", STOP_OPTIMAL, 18 },
    { "knapsack: 0-1", 1, 4, { { 5, 4, 3, 2 } }, { -INF }, { 9 }, { 0 }, { 1, 1, 1, 1 },
      { -10, -7, -5, -3 }, 0, "wwww", STOP_OPTIMAL, -17 },
    { "whole columns below zero", 2, 2, { { 2, 3 }, { 4, -1 } }, { -7.5, -INF }, { INF, 6.5 },
      { -5, -5 }, { 5, 5 }, { 1, 1 }, 0, "ww", STOP_OPTIMAL, -4 },
    { "whole and not, with a constant", 2, 2, { { 1, 1 }, { 1, 0 } }, { 2.5, -INF }, { INF, 1.9 },
      { 0, 0 }, { 5, 5 }, { 1, 3 }, 100, "w-", STOP_OPTIMAL, 105.5 },
    { "a fixed column", 1, 2, { { 1, 1 } }, { 3 }, { INF }, { 2, 0 }, { 2, 5 }, { 7, 1 }, 0, "w-",
      STOP_OPTIMAL, 15 },
    { "a row without entries", 2, 1, { { 0 }, { 1 } }, { -1, 1 }, { 1, INF }, { 0 }, { 4 }, { 1 },
      0, "-", STOP_OPTIMAL, 1 },
    { "a column without entries", 1, 2, { { 1, 0 } }, { 1 }, { INF }, { 0, -3 }, { 4, 8 },
      { 1, -2 }, 0, "-w", STOP_OPTIMAL, -15 },
    { "no rows", 0, 2, { { 0 } }, { 0 }, { 0 }, { -2, 1 }, { 3, 4 }, { 1, -1 }, 5, "w-",
      STOP_OPTIMAL, -1 },
    { "nothing to minimise", 1, 2, { { 1, 1 } }, { 1 }, { 2 }, { 0, 0 }, { 9, 9 }, { 0, 0 }, 3,
      "w-", STOP_OPTIMAL, 3 },
    { "whole but for a part in five million", 1, 2, { { 1, 1 } }, { 1 - 2e-7 }, { INF }, { 0, 0 },
      { 1, 1 }, { 1, 2 }, 0, "ww", STOP_OPTIMAL, 1 },
    { "rows that contradict", 2, 1, { { 1 }, { 1 } }, { 2, -INF }, { INF, 1 }, { 0 }, { 9 },
      { 1 }, 0, "-", STOP_INFEASIBLE, 0 },
    { "a row that its columns cannot reach", 1, 2, { { 1, 1 } }, { 5 }, { INF }, { 0, 0 },
      { 2, 2 }, { 1, 1 }, 0, "--", STOP_INFEASIBLE, 0 },
    { "an empty row that asks for one", 1, 1, { { 0 } }, { 1 }, { INF }, { 0 }, { 1 }, { 1 }, 0,
      "-", STOP_INFEASIBLE, 0 },
};

static struct outcome solved(struct arena *a, const struct problem *p, double gap, double limit_s)
{
    struct solve_options o = { .gap = gap, .time_limit_s = limit_s };
    struct outcome out;
    struct err err = { 0 };
    assert_int_equal(solve(&out, a, p, &o, &err), OK);
    return out;
}

/* What every outcome with a plan owes: a plan that keeps its rows and whole columns, an objective
 * that is the plan's, a bound that is not above it, and the gap asked for when it says optimal. */
static void check_plan(const struct matrix *m, const struct outcome *out, double gap)
{
    double size = fmax(1, fabs(out->objective));
    assert_non_null(out->x);
    assert_true(matrix_violation(m, out->x) <= 1e-6);
    for (int j = 0; j < m->n_cols; j++)
        assert_true(!m->integer[j] || fabs(out->x[j] - round(out->x[j])) <= 1e-6);
    assert_true(fabs(matrix_objective(m, out->x) - out->objective) <= 1e-9 * size);
    assert_true(out->bound <= out->objective + 1e-9 * size);
    if (out->stop == STOP_OPTIMAL)
        assert_true(out->objective - out->bound <= (gap + 1e-9) * size);
}

static void known_answers(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(KNOWN); i++) {
        struct arena *a = arena_new();
        struct problem p = { .matrix = small_matrix(a, &KNOWN[i]) };
        struct outcome out = solved(a, &p, 0, 20);
        if (out.stop != KNOWN[i].stop)
            fail_msg("%s: stopped with %d, not %d", KNOWN[i].name, out.stop, KNOWN[i].stop);
        if (out.stop == STOP_OPTIMAL) {
            check_plan(p.matrix, &out, 0);
            if (fabs(out.objective - KNOWN[i].optimum) > 1e-7 * fmax(1, fabs(KNOWN[i].optimum)))
                fail_msg("%s: %.12g, not %.12g", KNOWN[i].name, out.objective, KNOWN[i].optimum);
        } else {
            assert_null(out.x);
        }
        arena_free(a);
    }
}

/* ---- every point tried ---- */

static int how_many(void)
{
    const char *given = getenv("RINGFENCE_MATRICES");
    return given ? (int)strtol(given, NULL, 10) : 300;
}

static void check_against(int i, const struct matrix *m, const struct outcome *out, double best)
{
    double size = fmax(1, fabs(best));
    check_plan(m, out, 0);
    if (out->stop != STOP_OPTIMAL || fabs(out->objective - best) > 1e-7 * size)
        fail_msg("matrix %d: %.12g, the best point is %.12g", i, out->objective, best);
    assert_true(out->bound <= best + 1e-9 * size);
    assert_true(out->relaxation <= best + 1e-7 * size);
}

static void random_programs_against_every_point(void **state)
{
    int feasible = 0, n = how_many();
    (void)state;
    for (int i = 0; i < n; i++) {
        struct arena *a = arena_new();
        struct small s = small_random((uint64_t)i);
        struct problem p = { .matrix = small_matrix(a, &s) };
        double best = small_best(&s);
        if (!isinf(best)) {
            struct outcome out = solved(a, &p, 0, 20);
            check_against(i, p.matrix, &out, best);
            feasible++;
        }
        arena_free(a);
    }
    assert_true(feasible > n / 4 && feasible < n * 19 / 20); /* some were infeasible */
}

/* Proven by the relaxation for some, by trying whole numbers for the others. */
static void random_programs_without_any_point(void **state)
{
    int n = how_many();
    (void)state;
    for (int i = 0; i < n; i++) {
        struct arena *a = arena_new();
        struct small s = small_random((uint64_t)i);
        if (isinf(small_best(&s))) {
            struct problem p = { .matrix = small_matrix(a, &s) };
            struct outcome out = solved(a, &p, 0, 20);
            if (out.stop != STOP_INFEASIBLE)
                fail_msg("matrix %d: stopped with %d; no point keeps its rows", i, out.stop);
            assert_null(out.x);
        }
        arena_free(a);
    }
}

static void any_duals_give_a_bound(void **state)
{
    int near = 0, tried = 0;
    (void)state;
    for (int i = 0; i < 100; i++) {
        struct arena *a = arena_new();
        struct small s = small_random((uint64_t)i);
        struct matrix *m = small_matrix(a, &s);
        double best = small_best(&s), y[MOST_ROWS];
        uint64_t chance = (uint64_t)i;
        for (int k = 0; k < 50 && !isinf(best); k++) {
            for (int r = 0; r < s.rows; r++)
                y[r] = small_draw(&chance, -400, 400) / (k % 2 ? 10.0 : 100.0);
            assert_true(matrix_dual_bound(m, NULL, 0, y) <= best + 1e-9 * fmax(1, fabs(best)));
        }
        struct problem p = { .matrix = m };
        struct solve_options o = { .time_limit_s = 20, .relax = true };
        struct outcome out;
        struct err err;
        assert_int_equal(solve(&out, a, &p, &o, &err), OK);
        if (out.dual && out.x) { /* the relaxation's own duals give its optimum */
            double bound = matrix_dual_bound(m, NULL, 0, out.dual);
            tried++;
            near += fabs(bound - out.objective) <= 1e-7 * fmax(1, fabs(out.objective));
        }
        arena_free(a);
    }
    assert_true(tried > 20);
    assert_int_equal(near, tried);
}

/* ---- two objectives, start plans ---- */

static void the_first_objective_comes_first(void **state)
{
    /* x + y >= 3 short by e; e is dear first, then x costs 1 and y costs 5, and x is at most 2. */
    static const struct small S = {
        "shortfall first", 1, 3, { { 1, 1, 1 } }, { 3 }, { INF }, { 0, 0, 0 }, { 2, 4, 3 },
        { 1, 5, 0 }, 10, "ww-", STOP_OPTIMAL, 0 };
    static const double FIRST[] = { 0, 0, 100 };
    (void)state;
    struct arena *a = arena_new();
    struct problem p = { .matrix = small_matrix(a, &S), .first = FIRST, .first_constant = 7,
                         .first_slack = 1e-6 };
    struct outcome out = solved(a, &p, 0, 20);
    assert_int_equal(out.stop, STOP_OPTIMAL);
    assert_true(fabs(out.objective - 7) <= 1e-4);   /* nobody is short */
    assert_true(fabs(out.second - 17) <= 1e-4);     /* 2 at 1, 1 at 5, and the constant */
    assert_true(out.bound <= out.objective + 1e-9 && out.bound >= 7 - 1e-6);
    assert_true(out.second_bound <= out.second + 1e-9 && out.second_bound >= 17 - 1e-3);
    arena_free(a);
}

static void a_start_plan_may_help_and_never_misleads(void **state)
{
    static const double GOOD[] = { 1, 1, 0, 0 }, POOR[] = { 0, 0, 0, 0 }, WRONG[] = { 1, 1, 1, 1 },
                        HALF[] = { 0.5, 0.5, 0.5, 0.5 };
    static const double *const START[] = { GOOD, POOR, WRONG, HALF };
    (void)state;
    for (int i = 0; i < COUNT(START); i++) {
        struct arena *a = arena_new();
        struct problem p = { .matrix = small_matrix(a, &KNOWN[4]), .starts = &START[i],
                             .n_starts = 1 };
        struct outcome out = solved(a, &p, 0, 20);
        check_plan(p.matrix, &out, 0);
        assert_true(out.stop == STOP_OPTIMAL && fabs(out.objective - KNOWN[4].optimum) <= 1e-7);
        arena_free(a);
    }
}

/* ---- time ---- */

/* A market split problem: equalities that branch and bound gets nowhere with. */
static struct matrix *hard(struct arena *a, int rows, int cols)
{
    struct matrix *m = NEW(a, struct matrix);
    uint64_t s = 7;
    *m = (struct matrix){ .n_rows = rows, .n_cols = cols + 2 * rows, .n_blocks = 1 };
    m->start = NEW_ARRAY(a, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(a, int, rows * (cols + 2));
    m->value = NEW_ARRAY(a, double, rows * (cols + 2));
    m->row_lower = NEW_ARRAY(a, double, rows);
    m->col_lower = NEW_ARRAY(a, double, m->n_cols);
    m->col_upper = NEW_ARRAY(a, double, m->n_cols);
    m->cost = NEW_ARRAY(a, double, m->n_cols);
    m->integer = NEW_ARRAY(a, bool, m->n_cols);
    m->row_block = NEW_ARRAY(a, int, rows);
    m->col_block = NEW_ARRAY(a, int, m->n_cols);
    int64_t n = 0;
    for (int j = 0; j < m->n_cols; j++) {
        bool slack = j >= cols;
        for (int i = 0; i < rows; i++)
            if (!slack || (j - cols) / 2 == i) {
                m->row[n] = i;
                m->value[n] = !slack ? small_draw(&s, 0, 99) : (j - cols) % 2 ? 1 : -1;
                m->row_lower[i] += slack ? 0 : m->value[n] / 2;
                n++;
            }
        m->start[j + 1] = n;
        m->col_upper[j] = slack ? 1e4 : 1;
        m->cost[j] = slack;
        m->integer[j] = !slack;
    }
    for (int i = 0; i < rows; i++)
        m->row_lower[i] = floor(m->row_lower[i]);
    m->row_upper = m->row_lower;
    return m;
}

static void a_time_limit_holds(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct problem p = { .matrix = hard(a, 6, 50) };
    double began = seconds_now();
    struct outcome out = solved(a, &p, 0, 1);
    assert_true(seconds_now() - began < 3);
    assert_int_equal(out.stop, STOP_FEASIBLE);
    check_plan(p.matrix, &out, 0);
    assert_true(out.bound >= -1e-9); /* no cost is below 0 */
    arena_free(a);
}

/* But for the relaxation's duals, which are wanted all the same. */
static void a_known_bound_counts(void **state)
{
    static const struct proven BOUND[] = { { .bound = -1e9 }, { .bound = 1 }, { .bound = 1e9 } };
    (void)state;
    for (int i = 0; i < COUNT(BOUND); i++) {
        struct arena *a = arena_new();
        struct problem p = { .matrix = hard(a, 6, 50), .proven = &BOUND[i] };
        struct outcome out = solved(a, &p, 0, 1);
        check_plan(p.matrix, &out, 0);
        assert_true(out.dual && out.bound >= fmin(BOUND[i].bound, out.objective) - 1e-9);
        assert_int_equal(out.stop, i == 2 ? STOP_OPTIMAL : STOP_FEASIBLE);
        arena_free(a);
    }
}

static void a_stop_keeps_the_best_plan(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct problem p = { .matrix = hard(a, 6, 50) };
    struct solve_options o = { .time_limit_s = 60 };
    struct progress now = { .objective = INFINITY };
    struct worker *w;
    struct outcome out;
    struct err err;
    assert_int_equal(worker_start(&w, &p, &o, &err), OK);
    double began = seconds_now(), asked = 0;
    while (worker_poll(w, &now)) {
        struct pollfd fd = { .fd = worker_fd(w), .events = POLLIN };
        poll(&fd, 1, 20);
        if (!(asked > 0) && (isfinite(now.objective) || seconds_now() - began > 20)) {
            worker_stop(w);
            asked = seconds_now();
        }
    }
    assert_true(asked > 0 && seconds_now() - asked < 3);
    worker_finish(&out, a, w);
    assert_int_equal(out.stop, STOP_INTERRUPTED);
    check_plan(p.matrix, &out, 0);
    assert_true(out.objective <= now.objective + 1e-9 * fabs(now.objective));
    arena_free(a);
}

static void a_wide_gap_is_kept(void **state)
{
    (void)state;
    for (int i = 0; i < 60; i++) {
        struct arena *a = arena_new();
        struct small s = small_random((uint64_t)i);
        struct problem p = { .matrix = small_matrix(a, &s) };
        struct outcome out = solved(a, &p, 0.2, 20);
        double best = small_best(&s);
        if (!isinf(best)) {
            assert_int_equal(out.stop, STOP_OPTIMAL);
            check_plan(p.matrix, &out, 0.2);
            assert_true(out.bound <= best + 1e-9 * fmax(1, fabs(best)));
        }
        arena_free(a);
    }
}

/* Costs are few, so that many plans are as good as the best. */
static struct small with_ties(int i, int *order)
{
    uint64_t chance = (uint64_t)i * 7919;
    struct small s = small_random((uint64_t)i);
    s.whole = "wwwwwwwwwwww";
    for (int j = 0; j < s.cols; j++) {
        s.cost[j] = small_draw(&chance, -1, 1);
        order[j] = j;
    }
    for (int j = s.cols - 1; j > 0; j--) {
        int k = small_draw(&chance, 0, j), swap = order[j];
        order[j] = order[k];
        order[k] = swap;
    }
    return s;
}

static void of_equally_good_plans_the_first_in_order(void **state)
{
    int feasible = 0, n = how_many();
    (void)state;
    for (int i = 0; i < n; i++) {
        struct arena *a = arena_new();
        int order[MOST_COLS];
        double best[MOST_COLS];
        struct small s = with_ties(i, order);
        struct problem p = { .matrix = small_matrix(a, &s), .order = order, .n_order = s.cols };
        if (small_first(&s, order, best)) {
            struct outcome out = solved(a, &p, 0, 20);
            assert_int_equal(out.stop, STOP_OPTIMAL);
            assert_true(out.in_order);
            for (int j = 0; j < s.cols; j++)
                if (fabs(out.x[j] - best[j]) > 1e-9)
                    fail_msg("matrix %d: column %d is %g, not %g", i, j, out.x[j], best[j]);
            feasible++;
        }
        arena_free(a);
    }
    assert_true(feasible > n / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_equally_good_plans_the_first_in_order),
        cmocka_unit_test(known_answers),
        cmocka_unit_test(random_programs_against_every_point),
        cmocka_unit_test(random_programs_without_any_point),
        cmocka_unit_test(any_duals_give_a_bound),
        cmocka_unit_test(the_first_objective_comes_first),
        cmocka_unit_test(a_start_plan_may_help_and_never_misleads),
        cmocka_unit_test(a_time_limit_holds),
        cmocka_unit_test(a_known_bound_counts),
        cmocka_unit_test(a_stop_keeps_the_best_plan),
        cmocka_unit_test(a_wide_gap_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
