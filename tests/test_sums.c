/* test_sums.c - columns for sums of whole numbers: which there are, and that they change nothing.
 *
 * A matrix by hand: cohorts in two groupings, and contracts whose value lies in one of several
 * steps.  Which sums are worth deciding is written down here, and so is the rest of the wider
 * matrix.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "solver/search.h"
#include "tests/small_matrix.h"

enum { ROWS = 40, COLS = 40, MOST_STEPS = 4, CONTRACTS = 4, COHORTS = 7, SUMS = 10 };

/* from on <= amount <= to on, for each step; the first is from nothing */
static const double FROM[] = { 0, 10, 30, 70 }, TO[] = { 10, 30, 70, 200 };

struct contract { int n, decided, step[MOST_STEPS], on[MOST_STEPS], amount[MOST_STEPS]; };

struct hand {
    struct arena *arena;
    int rows, cols;
    double a[ROWS][COLS], low[ROWS], high[ROWS], to[COLS], cost[COLS];
    bool whole[COLS];
    int group[GROUPINGS][COLS];
    struct contract contract[CONTRACTS]; /* with their columns */
    int n_contracts;
};

struct sum { int n, member[MOST_STEPS]; double most; };

/* ---- by hand ---- */

static int column(struct hand *h, bool whole, double to, double cost)
{
    int j = h->cols++;
    h->whole[j] = whole;
    h->to[j] = to;
    h->cost[j] = cost;
    h->group[0][j] = h->group[1][j] = -1;
    return j;
}

static int row(struct hand *h, double low, double high)
{
    h->low[h->rows] = low;
    h->high[h->rows] = high;
    return h->rows++;
}

/* Steps in the order given: a switch, one column on and one amount for each. */
static void add_contract(struct hand *h, int n, const int *step)
{
    struct contract *c = &h->contract[h->n_contracts++];
    c->n = n;
    c->decided = column(h, true, 1, 50);
    int choice = row(h, 0, 0);
    h->a[choice][c->decided] = -1;
    for (int k = 0; k < n; k++) {
        c->step[k] = step[k];
        c->on[k] = column(h, true, 1, -3 * step[k]);
        h->a[choice][c->on[k]] = 1;
    }
    for (int k = 0; k < n; k++) {
        c->amount[k] = column(h, false, 200, 1);
        int most = row(h, -INFINITY, 0);
        h->a[most][c->amount[k]] = 1;
        h->a[most][c->on[k]] = -TO[step[k]];
        if (!(FROM[step[k]] > 0))
            continue;
        int least = row(h, -INFINITY, 0);
        h->a[least][c->amount[k]] = -1;
        h->a[least][c->on[k]] = FROM[step[k]];
    }
}

static void begin(struct hand *h) { *h = (struct hand){ .arena = arena_new() }; }
static void end(struct hand *h) { arena_free(h->arena); }

/* Cohorts 0 to 6, of which 5 may be a fraction: at least ten in all, and some take places. */
static void add_cohorts(struct hand *h)
{
    int all = row(h, 10, INFINITY), places = row(h, -INFINITY, 9.5);
    for (int j = 0; j < COHORTS; j++) {
        column(h, j != 5, 3 + j, 7 - j);
        h->a[all][j] = 1;
        h->a[places][j] = j % 3;
    }
}

/* In the first grouping 0, 2 and 4 are a group, 1 is alone, and 3 is with 5, which is not
 * whole; in the second 0, 1 and 5 are one, and 2, 3 and 6 another. */
static void group_cohorts(struct hand *h)
{
    static const int FIRST[COHORTS] = { 0, 1, 0, 2, 0, 2, -1 },
                     SECOND[COHORTS] = { 4, 4, 3, 3, -1, 4, 3 };
    for (int j = 0; j < COHORTS; j++) {
        h->group[0][j] = FIRST[j];
        h->group[1][j] = SECOND[j];
    }
}

static void write_columns(const struct hand *h, struct matrix *m)
{
    int64_t n = 0;
    for (int j = 0; j < h->cols; j++) {
        for (int i = 0; i < h->rows; i++)
            if (fabs(h->a[i][j]) > 0) {
                m->row[n] = i;
                m->value[n++] = h->a[i][j];
            }
        m->start[j + 1] = n;
    }
}

static struct matrix *matrix_of(struct hand *h, int groupings)
{
    struct matrix *m = NEW(h->arena, struct matrix);
    *m = (struct matrix){ .n_rows = h->rows, .n_cols = h->cols, .constant = 17, .n_blocks = 1 };
    m->start = NEW_ARRAY(h->arena, int64_t, h->cols + 1);
    m->row = NEW_ARRAY(h->arena, int, ROWS * COLS);
    m->value = NEW_ARRAY(h->arena, double, ROWS * COLS);
    m->row_lower = h->low;
    m->row_upper = h->high;
    m->col_lower = NEW_ARRAY(h->arena, double, COLS);
    m->col_upper = h->to;
    m->cost = h->cost;
    m->integer = h->whole;
    m->row_block = NEW_ARRAY(h->arena, int, ROWS);
    m->col_block = NEW_ARRAY(h->arena, int, COLS);
    for (int k = 0; k < groupings; k++)
        m->col_group[k] = h->group[k];
    m->n_groups = groupings ? 5 : 0;
    write_columns(h, m);
    return m;
}

/* ---- the wider matrix ---- */

static bool same(double a, double b) { return !(a < b || a > b); }

/* What a column takes of a row; its rows ascend, none comes twice, and there are no zeroes. */
static double entry(const struct matrix *m, int i, int j)
{
    double v = 0;
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
        assert_true(m->row[k] >= 0 && m->row[k] < m->n_rows && fabs(m->value[k]) > 0);
        assert_true(k == m->start[j] || m->row[k] > m->row[k - 1]);
        if (m->row[k] == i)
            v = m->value[k];
    }
    return v;
}

static void check_old(const struct matrix *m, const struct matrix *w)
{
    assert_true(same(w->constant, m->constant));
    for (int i = 0; i < m->n_rows; i++) {
        assert_true(same(w->row_lower[i], m->row_lower[i]));
        assert_true(same(w->row_upper[i], m->row_upper[i]));
    }
    for (int j = 0; j < m->n_cols; j++) {
        assert_true(same(w->col_lower[j], m->col_lower[j]));
        assert_true(same(w->col_upper[j], m->col_upper[j]));
        assert_true(same(w->cost[j], m->cost[j]) && w->integer[j] == m->integer[j]);
        for (int i = 0; i < m->n_rows; i++)
            assert_true(same(entry(w, i, j), entry(m, i, j)));
    }
}

static bool is_member(const struct sum *of, int j)
{
    for (int k = 0; k < of->n; k++)
        if (of->member[k] == j)
            return true;
    return false;
}

/* Sum g is column n_cols + g, and row n_rows + g says so: members - sum = 0. */
static void check_sum(const struct matrix *m, const struct matrix *w, int g, const struct sum *of)
{
    int j = m->n_cols + g, i = m->n_rows + g;
    assert_true(w->integer[j]);
    assert_true(same(w->cost[j], 0));
    assert_true(same(w->col_lower[j], 0) && same(w->col_upper[j], of->most));
    assert_true(same(w->row_lower[i], 0) && same(w->row_upper[i], 0));
    assert_int_equal(w->start[j + 1] - w->start[j], 1);
    for (int k = 0; k < w->n_cols; k++)
        assert_true(same(entry(w, i, k), k == j ? -1 : is_member(of, k)));
}

/* Exactly these sums come after the columns, in this order, and all else is as it was. */
static void check_sums(const struct hand *h, const struct matrix *m, const struct sum *of, int n)
{
    struct matrix w = with_sums(h->arena, m);
    assert_int_equal(w.n_cols, m->n_cols + n);
    assert_int_equal(w.n_rows, m->n_rows + n);
    check_old(m, &w);
    for (int g = 0; g < n; g++)
        check_sum(m, &w, g, &of[g]);
    assert_true(!w.row_block && !w.col_block && w.n_blocks == 0 && w.n_groups == 0);
    for (int k = 0; k < GROUPINGS; k++)
        assert_null(w.col_group[k]);
}

/* ---- groups ---- */

static const struct sum OF_GROUPS[] = { { 3, { 0, 2, 4 }, 3 + 5 + 7 }, { 2, { 0, 1 }, 3 + 4 },
                                        { 3, { 2, 3, 6 }, 5 + 6 + 9 } };

/* One alone makes no sum, nor does one that is whole beside one that is not: of the second
 * grouping's first the other two are summed. */
static void groups_of_whole_numbers_are_summed(void **state)
{
    (void)state;
    struct hand h;
    begin(&h);
    add_cohorts(&h);
    group_cohorts(&h);
    check_sums(&h, matrix_of(&h, 0), NULL, 0);
    check_sums(&h, matrix_of(&h, 1), OF_GROUPS, 1);
    check_sums(&h, matrix_of(&h, 2), OF_GROUPS, 3);
    end(&h);
}

/* ---- steps ---- */

/* Of a contract alone, whose columns on are 1, 2 and so on: a sum of the steps from one on, unless
 * these are all, which the switch says, or the last.  What counts is from where a step is, not its
 * place among the columns; nor need the first be from nothing. */
static const struct { int n, step[MOST_STEPS], sums; struct sum of[2]; } STEPS[] = {
    { 4, { 0, 1, 2, 3 }, 2, { { 3, { 2, 3, 4 }, 3 }, { 2, { 3, 4 }, 2 } } },
    { 3, { 0, 1, 2 }, 1, { { 2, { 2, 3 }, 2 } } },
    { 2, { 0, 1 }, 0, { { 0 } } },
    { 4, { 3, 2, 1, 0 }, 2, { { 2, { 1, 2 }, 2 }, { 3, { 1, 2, 3 }, 3 } } },
    { 4, { 2, 0, 3, 1 }, 2, { { 2, { 1, 3 }, 2 }, { 3, { 1, 3, 4 }, 3 } } },
    { 3, { 3, 1, 2 }, 1, { { 2, { 1, 3 }, 2 } } },
};

/* Each step as it was written down, all of one group. */
static void check_steps(const struct hand *h, const struct matrix *m)
{
    const struct contract *c = &h->contract[0];
    struct row_view rows = row_view_of(h->arena, m);
    struct structure t = structure_of(h->arena, m, &rows, m->n_cols);
    assert_true(t.n_groups == 1 && t.n_steps == c->n);
    for (int k = 0; k < c->n; k++) {
        assert_true(t.step[k].on == c->on[k] && t.step[k].amount == c->amount[k]);
        assert_true(same(t.step[k].from, FROM[c->step[k]]));
    }
}

static void steps_from_one_on_are_summed_but_not_all_nor_the_last(void **state)
{
    (void)state;
    for (int k = 0; k < COUNT(STEPS); k++) {
        struct hand h;
        begin(&h);
        add_contract(&h, STEPS[k].n, STEPS[k].step);
        const struct matrix *m = matrix_of(&h, 0);
        check_steps(&h, m);
        check_sums(&h, m, STEPS[k].of, STEPS[k].sums);
        end(&h);
    }
}

/* ---- all at once ---- */

/* After the cohorts' three: two of the first contract, none of the second, one of the third. */
static void begin_with_all(struct hand *h)
{
    static const int FOUR[] = { 0, 1, 2, 3 }, TWO[] = { 0, 1 }, THREE[] = { 0, 1, 2 };
    begin(h);
    add_cohorts(h);
    group_cohorts(h);
    add_contract(h, 4, FOUR);
    add_contract(h, 2, TWO);
    add_contract(h, 3, THREE);
}

/* Columns of the first contract: switch 7, on 8 to 11, amounts 12 to 15; of the second 16 to 20;
 * of the third: switch 21, on 22 to 24. */
static void contracts_do_not_mix(void **state)
{
    (void)state;
    static const struct sum OF_STEPS[] = { { 3, { 9, 10, 11 }, 3 }, { 2, { 10, 11 }, 2 },
                                           { 2, { 23, 24 }, 2 } };
    struct sum of[6];
    struct hand h;
    memcpy(of, OF_GROUPS, sizeof OF_GROUPS);
    memcpy(of + 3, OF_STEPS, sizeof OF_STEPS);
    begin_with_all(&h);
    check_sums(&h, matrix_of(&h, 2), of, 6);
    end(&h);
}

/* ---- points ---- */

static double sum_of_row(const struct matrix *m, int i, const double *x)
{
    double sum = 0;
    for (int j = 0; j < m->n_cols; j++)
        sum += entry(m, i, j) * x[j];
    return sum;
}

/* A whole point, in which each contract has one step or none: which, from 0, into reached. */
static void draw_point(const struct hand *h, uint64_t *s, double *x, int *reached)
{
    for (int j = 0; j < h->cols; j++)
        x[j] = j < COHORTS ? small_draw(s, 0, (int)h->to[j]) : 0;
    for (int c = 0; c < h->n_contracts; c++) {
        const struct contract *of = &h->contract[c];
        int k = small_draw(s, -1, of->n - 1);
        reached[c] = k < 0 ? -1 : of->step[k];
        if (k < 0)
            continue;
        x[of->decided] = x[of->on[k]] = 1;
        x[of->amount[k]] = small_draw(s, (int)FROM[of->step[k]], (int)TO[of->step[k]]);
    }
}

/* By what they mean: how many of a group, and whether a step or a higher one is reached. */
static void what_sums_mean(const double *x, const int *reached, double *sum)
{
    sum[0] = x[0] + x[2] + x[4];
    sum[1] = x[0] + x[1];
    sum[2] = x[2] + x[3] + x[6];
    sum[3] = reached[0] >= 1;
    sum[4] = reached[0] >= 2;
    sum[5] = reached[2] >= 1;
}

static void points_have_their_sums(void **state)
{
    (void)state;
    uint64_t s = 1;
    struct hand h;
    begin_with_all(&h);
    const struct matrix *m = matrix_of(&h, 2);
    struct matrix w = with_sums(h.arena, m);
    assert_int_equal(w.n_cols, m->n_cols + 6);
    for (int point = 0; point < 1000; point++) {
        double x[COLS + SUMS], *sum = x + m->n_cols;
        int reached[CONTRACTS];
        draw_point(&h, &s, x, reached);
        what_sums_mean(x, reached, sum);
        for (int g = 0; g < 6; g++) {
            assert_true(same(sum_of_row(&w, m->n_rows + g, x), 0));
            assert_true(sum[g] <= w.col_upper[m->n_cols + g]);
        }
        assert_true(same(matrix_objective(m, x), matrix_objective(&w, x)));
        assert_true(same(matrix_violation(m, x), matrix_violation(&w, x)));
        sum[point % 6] += 1;
        assert_true(matrix_violation(&w, x) >= 1);
    }
    end(&h);
}

/* The relaxation costs what it did, and the sums at its optimum are sums. */
static void the_relaxation_is_as_it_was(void **state)
{
    (void)state;
    uint64_t s = 1;
    struct hand h;
    begin_with_all(&h);
    for (int time = 0; time < 100; time++) {
        for (int j = 0; j < h.cols; j++)
            h.cost[j] = small_draw(&s, -9, 9);
        const struct matrix *m = matrix_of(&h, 2);
        struct matrix w = with_sums(h.arena, m);
        struct lp *narrow = lp_new(m, m->cost), *wide = lp_new(&w, w.cost);
        double x[COLS + SUMS];
        assert_int_equal(lp_solve(narrow, DUAL, INFINITY, NULL), LP_OPTIMAL);
        assert_int_equal(lp_solve(wide, DUAL, INFINITY, NULL), LP_OPTIMAL);
        assert_true(fabs(lp_objective(narrow) - lp_objective(wide)) < 1e-6);
        lp_x(wide, x);
        for (int g = 0; g < 6; g++)
            assert_true(fabs(sum_of_row(&w, m->n_rows + g, x)) < 1e-6);
        lp_free(narrow);
        lp_free(wide);
    }
    end(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_of_whole_numbers_are_summed),
        cmocka_unit_test(steps_from_one_on_are_summed_but_not_all_nor_the_last),
        cmocka_unit_test(contracts_do_not_mix),
        cmocka_unit_test(points_have_their_sums),
        cmocka_unit_test(the_relaxation_is_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
