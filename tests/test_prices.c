/* test_prices.c - blocks relaxed apart, their common rows priced, against the whole at once.
 *
 * Programs by chance, of several blocks that share places and a budget: the duals that come of
 * the prices prove almost what the relaxation of the whole does, and never more.  At prices, a plan
 * leaves what is scarce to who needs it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "solver/apart.h"
#include "tests/small_matrix.h"

enum { COLS = 12, ROWS = 8 }; /* of each block */
struct shape { int blocks, shared; }; /* shared rows */
static const struct shape FOUR = { 4, 5 };

static struct matrix *room_for_program(struct arena *a, struct shape of)
{
    struct matrix *m = NEW(a, struct matrix);
    *m = (struct matrix){ .n_rows = of.blocks * ROWS + of.shared, .n_cols = of.blocks * COLS,
                          .n_blocks = of.blocks };
    int most = m->n_cols * (ROWS + of.shared);
    m->start = NEW_ARRAY(a, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(a, int, most);
    m->value = NEW_ARRAY(a, double, most);
    m->row_lower = NEW_ARRAY(a, double, m->n_rows);
    m->row_upper = NEW_ARRAY(a, double, m->n_rows);
    m->col_lower = NEW_ARRAY(a, double, m->n_cols);
    m->col_upper = NEW_ARRAY(a, double, m->n_cols);
    m->cost = NEW_ARRAY(a, double, m->n_cols);
    m->integer = NEW_ARRAY(a, bool, m->n_cols);
    m->row_block = NEW_ARRAY(a, int, m->n_rows);
    m->col_block = NEW_ARRAY(a, int, m->n_cols);
    return m;
}

static void put(struct matrix *m, int64_t *n, int row, int value)
{
    if (value == 0)
        return;
    m->row[*n] = row;
    m->value[(*n)++] = value;
}

/* Of each block some rows want much, at a cost; the shared rows, in units of several sizes, leave
 * a third of what the blocks could take together. */
static struct matrix *program(struct arena *a, struct shape of, uint64_t seed)
{
    struct matrix *m = room_for_program(a, of);
    uint64_t s = seed;
    int64_t n = 0;
    for (int j = 0; j < m->n_cols; j++) {
        int b = m->col_block[j] = j / COLS;
        m->integer[j] = true;
        m->col_upper[j] = small_draw(&s, 2, 9);
        m->cost[j] = small_draw(&s, 1, 40);
        for (int i = 0; i < ROWS; i++)
            put(m, &n, b * ROWS + i, small_draw(&s, 0, 2) ? 0 : small_draw(&s, 1, 5));
        for (int i = 0; i < of.shared; i++) {
            int taken = small_draw(&s, 0, 1) ? small_draw(&s, 1, 3) : 0;
            put(m, &n, of.blocks * ROWS + i, taken * (i == 0 ? 1000 : 1));
        }
        m->start[j + 1] = n;
    }
    for (int i = 0; i < m->n_rows; i++) {
        bool shared = i >= of.blocks * ROWS;
        double most = 0;
        for (int j = 0; j < m->n_cols; j++)
            for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
                most += m->row[k] == i ? m->value[k] * m->col_upper[j] : 0;
        m->row_block[i] = shared ? -1 : i / ROWS;
        m->row_lower[i] = shared ? -INFINITY : most / 3;
        m->row_upper[i] = shared ? most / 3.2 : INFINITY;
    }
    return m;
}

static struct search search_of(struct arena *a, const struct matrix *m)
{
    struct search s = { .arena = a, .m = m, .cost = m->cost, .until = seconds_now() + 60,
                        .depth = 1, .tell = tell_nothing };
    search_begin(&s);
    return s;
}

static double relaxation(struct arena *a, const struct matrix *m)
{
    struct search s = search_of(a, m);
    double value = search_relax(&s) == LP_OPTIMAL ? s.relaxation : INFINITY;
    lp_free(s.lp);
    return value;
}

/* Whole numbers are what blocks have on average: so they keep all rows, those that they share too,
 * which optima at the prices need not, and cost what is proven. */
static void the_mean_is_an_optimum(const struct search *s, double whole)
{
    const struct matrix *m = s->m;
    double worst = 0;
    for (int i = 0; i < m->n_rows; i++) {
        double taken = 0;
        for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++)
            taken += s->rows.value[e] * s->relaxed[s->rows.column[e]];
        worst = fmax(worst, (taken - m->row_upper[i]) / fabs(m->row_upper[i]));
        worst = fmax(worst, (m->row_lower[i] - taken) / fabs(m->row_lower[i]));
    }
    assert_true(worst < 1e-4);
    assert_true(fabs(search_objective(s, s->relaxed) - whole) < 1e-3 * whole);
}

static void apart_is_as_good_as_the_whole(void **state)
{
    int priced = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct arena *a = arena_new();
        struct matrix *m = program(a, FOUR, seed);
        struct search s = search_of(a, m);
        struct apart p = apart_new(&s);
        double whole = relaxation(a, m);
        if (isfinite(whole)) {
            assert_int_equal(relax_apart(&p, seconds_now() + 30), LP_OPTIMAL);
            double proven = matrix_dual_bound(m, m->cost, 0, s.dual), free = 0;
            for (int b = 0; b < FOUR.blocks; b++)
                free += p.block[b].relaxation;
            the_mean_is_an_optimum(&s, whole);
            if (proven > whole + 1e-6 * whole || proven < whole - 1e-4 * whole)
                fail_msg("seed %d: apart %.9g is proven, the relaxation is %.9g", (int)seed, proven,
                         whole);
            priced += free < whole - 0.01 * whole;
            for (int b = 0; b < FOUR.blocks; b++) {
                lp_free(p.block[b].lp);
                arena_free(p.block[b].arena);
            }
        }
        arena_free(a);
    }
    assert_true(priced >= 10); /* where blocks that know of no other prove less by a hundredth */
}

/* Buyer b has to train somebody, or to forgo b + 1.  There are one and a half places, and few more
 * at 3.5 each: the last two are to have them, though the others come first. */
static struct matrix *places_for_the_last(struct arena *a)
{
    enum { BUYERS = 5 };
    static const double PLACES = 1.5, MORE = 0.6, DEARER = 3.5;
    struct matrix *m = room_for_program(a, (struct shape){ BUYERS, 1 });
    int64_t n = 0;
    m->n_rows = BUYERS + 1;
    m->n_cols = 2 * BUYERS + 1;
    m->integer = NEW_ARRAY(a, bool, m->n_cols);
    for (int j = 0; j < m->n_cols; j++) {
        int b = j / 2, last = m->n_cols - 1;
        bool trains = j < last && j % 2 == 0;
        m->col_block[j] = j < last ? b : -1;
        m->integer[j] = trains;
        m->col_upper[j] = j < last ? 1 : MORE;
        m->cost[j] = j == last ? DEARER : trains ? 0 : b + 1;
        put(m, &n, b, j < last);
        put(m, &n, BUYERS, j == last ? -1 : trains);
        m->start[j + 1] = n;
    }
    for (int b = 0; b <= BUYERS; b++) {
        m->row_block[b] = b < BUYERS ? b : -1;
        m->row_lower[b] = b < BUYERS ? 1 : -INFINITY;
        m->row_upper[b] = b < BUYERS ? INFINITY : PLACES;
    }
    return m;
}

static void prices_leave_places_to_who_needs_them(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct search s = search_of(a, places_for_the_last(a));
    assert_int_equal(search_relax(&s), LP_OPTIMAL);
    for (int j = 0; j < s.m->n_cols; j++)
        s.relaxed[j] = NAN; /* prices alone are to say who is trained */
    assert_true(plan_at_prices(&s, 1));
    assert_true(fabs(s.objective - (1 + 2 + 3 + 3.5 / 2)) < 1e-6);
    s.objective = INFINITY;
    memset(s.dual, 0, (size_t)s.m->n_rows * sizeof *s.dual);
    assert_true(plan_at_prices(&s, 1)); /* at no price they are taken by the first */
    assert_true(s.objective > 1 + 2 + 3 + 3.5 / 2 + 0.1);
    lp_free(s.lp);
    arena_free(a);
}

static void begin(struct apart *p, int b)
{
    p->wide[b] = p->part[b].m;
    p->block[b] = (struct search){ .arena = arena_new(), .m = &p->wide[b], .cost = p->wide[b].cost,
                                   .until = p->s->until, .depth = 1, .tell = tell_nothing };
    search_begin_relaxation(&p->block[b]);
}

static enum lp_answer relax(struct apart *p, int b)
{
    struct search *block = &p->block[b];
    enum lp_answer a = search_relax(block);
    p->part[b].bound = block->bound;
    memcpy(block->x, block->relaxed, (size_t)block->m->n_cols * sizeof *block->x);
    return a;
}

enum { ENDS_AT = 2 };

static enum lp_answer relax_until_it_ends(struct apart *p, int b)
{
    if (b == ENDS_AT)
        _exit(1);
    return relax(p, b);
}

static void same_block(const struct search *x, const struct search *y)
{
    size_t rows = (size_t)x->m->n_rows, cols = (size_t)x->m->n_cols;
    assert_null(x->lp);
    assert_memory_equal(&x->bound, &y->bound, sizeof x->bound);
    assert_memory_equal(&x->relaxation, &y->relaxation, sizeof x->relaxation);
    assert_memory_equal(x->x, y->x, cols * sizeof *x->x);
    assert_memory_equal(x->dual, y->dual, rows * sizeof *x->dual);
    assert_memory_equal(x->ended_at, y->ended_at, rows + cols);
}

/* Block for block the same as here, and nothing where it ended before. */
static void a_second_process_finds_the_same(void **state)
{
    (void)state;
    for (int ends = 0; ends < 2; ends++) {
        struct arena *a = arena_new();
        struct search s = search_of(a, program(a, FOUR, 1));
        struct apart theirs = apart_new(&s), ours = apart_new(&s);
        for (int b = 0; b < FOUR.blocks; b++) {
            begin(&theirs, b);
            begin(&ours, b);
            assert_int_equal(relax(&ours, b), LP_OPTIMAL);
        }
        struct helper *t = helper_start(&theirs, ends ? relax_until_it_ends : relax);
        for (int b = 0; b < FOUR.blocks; b++) {
            bool found = helper_await(t, b);
            assert_int_equal(found, !ends || b < ENDS_AT);
            if (found)
                same_block(&theirs.block[b], &ours.block[b]);
        }
        assert_int_equal(helper_next(t), ends ? ENDS_AT + 1 : -1);
        helper_end(t);
        for (int b = 0; b < FOUR.blocks; b++) {
            lp_free(ours.block[b].lp);
            arena_free(ours.block[b].arena);
            arena_free(theirs.block[b].arena);
        }
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_process_finds_the_same),
        cmocka_unit_test(apart_is_as_good_as_the_whole),
        cmocka_unit_test(prices_leave_places_to_who_needs_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
