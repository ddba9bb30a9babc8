/* test_left_out.c - rows that do not bind and columns that cost too much are left out of GLPK, and
 * nobody can tell.
 *
 * Programs by chance, each twice: one linear program keeps all its rows and columns, from the other
 * those that do not matter are left out again and again.  Whatever happens to both, they come to
 * the same answers, and the other one shows all rows of the matrix all the time.
 * RINGFENCE_MATRICES: how many programs (300). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lp_pair.h"
#include "tests/small_matrix.h"

enum { STEPS = 20 };

/* What has happened in all, so that nothing is tested in name alone. */
static struct {
    int optimal, infeasible, left_out, came_back, dropped, restored, refused, columns, columns_back;
} seen;

static int programs(void)
{
    const char *many = getenv("RINGFENCE_MATRICES");
    return many ? (int)strtol(many, NULL, 10) : 300;
}

static bool same(double a, double b) { return !(a < b || a > b); }

static void check_optimum(const struct pair *p)
{
    seen.optimal++;
    assure(p, is_near(lp_objective(p->plain), lp_objective(p->left), 1e-6), "the objective is one");
    pair_check_point(p, p->plain);
    pair_check_point(p, p->left);
    pair_check_duals(p, p->plain);
    pair_check_duals(p, p->left);
    pair_check_tableau(p);
}

static void solve_both(struct pair *p)
{
    enum method how = small_draw(&p->chance, 0, 1) ? PRIMAL : DUAL;
    bool finely = small_draw(&p->chance, 0, 9) == 0;
    int out = p->left->rows->n_out, columns = p->left->n_out;
    enum lp_answer one = lp_solve(p->plain, how, INFINITY, NULL);
    enum lp_answer other = finely ? lp_solve_finely(p->left, INFINITY, NULL)
                                  : lp_solve(p->left, how, INFINITY, NULL);
    seen.came_back += out - p->left->rows->n_out;
    seen.columns_back += columns - p->left->n_out;
    assure(p, one == LP_OPTIMAL || one == LP_INFEASIBLE, "there is an optimum or no point");
    assure(p, one == other, "with rows left out the answer is the same");
    p->at_optimum = one == LP_OPTIMAL;
    if (p->at_optimum)
        check_optimum(p);
    if (one == LP_INFEASIBLE) {
        seen.infeasible++;
        pair_check_contradiction(p, p->plain);
        pair_check_contradiction(p, p->left);
    }
    pair_check_basis(p);
    pair_check_rows(p);
}

/* ---- what may happen ---- */

/* Leaves out rows; nothing that lp.h tells has changed but for what is lost in adding. */
static void leave_out(struct pair *p)
{
    double x[2][COLS], y[2][ALL], objective = lp_objective(p->left);
    unsigned char basis[2][ALL + COLS] = { { 0 } };
    int before = p->left->rows->n_out;
    lp_x(p->left, x[0]);
    lp_dual(p->left, y[0]);
    lp_get_basis(p->left, basis[0]);
    lp_leave_out_slack_rows(p->left);
    lp_x(p->left, x[1]);
    lp_dual(p->left, y[1]);
    lp_get_basis(p->left, basis[1]);
    seen.left_out += p->left->rows->n_out - before;
    assure(p, memcmp(basis[0], basis[1], sizeof basis[0]) == 0, "the basis is as it was");
    assure(p, same(objective, lp_objective(p->left)), "the objective is as it was");
    for (int j = 0; j < p->m->n_cols; j++)
        assure(p, same(x[0][j], x[1][j]), "the point is as it was");
    for (int i = 0; i < pair_rows(p); i++) {
        assure(p, !p->at_optimum || is_near(y[0][i], y[1][i], 1e-9), "the duals are as they were");
        assure(p, i >= p->m->n_rows || basis[0][i] != GLP_BS || !(p->low[i] < p->high[i]) ||
               pair_is_out(p, i), "what does not bind is left out");
    }
    if (p->at_optimum)
        pair_check_tableau(p);
    pair_check_rows(p);
}

/* The same of columns, at an optimum: elsewhere their reduced costs are not known. */
static void leave_out_columns(struct pair *p)
{
    double x[2][COLS];
    unsigned char basis[2][ALL + COLS] = { { 0 } };
    int before = p->left->n_out;
    if (!p->at_optimum)
        return;
    lp_x(p->left, x[0]);
    lp_get_basis(p->left, basis[0]);
    lp_leave_out_dear_columns(p->left, small_draw(&p->chance, 0, 4) / 8.0);
    lp_x(p->left, x[1]);
    lp_get_basis(p->left, basis[1]);
    seen.columns += p->left->n_out - before;
    assure(p, memcmp(basis[0], basis[1], sizeof basis[0]) == 0, "the basis is as it was");
    for (int j = 0; j < p->m->n_cols; j++) {
        double from, to;
        lp_bounds(p->left, j, &from, &to);
        assure(p, same(from, p->from[j]) && same(to, p->to[j]), "the bounds are as they were");
        assure(p, same(x[0][j], x[1][j]), "the point is as it was");
    }
    pair_check_tableau(p);
}

/* To where they were, or to a part of that; what there is inside may be shut out. */
static void change_bounds(struct pair *p)
{
    int j = small_draw(&p->chance, 0, p->m->n_cols - 1), kind = small_draw(&p->chance, 0, 4);
    double from = p->m->col_lower[j], to = p->m->col_upper[j], middle = (from + to) / 2;
    p->from[j] = kind == 0 ? middle : from;
    p->to[j] = kind == 0 || kind > 2 ? to : kind == 1 ? middle : from;
    lp_set_bounds(p->plain, j, p->from[j], p->to[j]);
    lp_set_bounds(p->left, j, p->from[j], p->to[j]);
}

static void change_cost(struct pair *p)
{
    int j = small_draw(&p->chance, 0, p->m->n_cols - 1);
    p->cost[j] = small_draw(&p->chance, -40, 40) / 4.0;
    lp_set_cost(p->plain, j, p->cost[j]);
    lp_set_cost(p->left, j, p->cost[j]);
}

static void add_cut(struct pair *p)
{
    if (p->n_cuts == CUTS)
        return;
    int i = pair_rows(p), *column = NEW_ARRAY(p->arena, int, COLS), n = 0;
    double *value = NEW_ARRAY(p->arena, double, COLS);
    pair_draw_row(p, i);
    for (int j = 0; j < p->m->n_cols; j++)
        if (fabs(p->a[i][j]) > 0) {
            column[n] = j;
            value[n++] = p->a[i][j];
        }
    p->cut[p->n_cuts] = (struct cut){ n, column, value, p->low[i], p->high[i], 0 };
    assure(p, lp_add_cut(p->plain, &p->cut[p->n_cuts]) == p->n_cuts, "a cut has the next number");
    assure(p, lp_add_cut(p->left, &p->cut[p->n_cuts]) == p->n_cuts, "a cut has the next number");
    p->n_cuts++;
    p->other_cuts = true;
}

/* Those that do not bind, of the one; the other takes up those that are kept anew. */
static void drop_cuts(struct pair *p)
{
    bool dropped[CUTS] = { false };
    double y[ALL];
    int kept = 0, first = p->m->n_rows;
    lp_dual(p->left, y);
    int n = lp_drop_slack_cuts(p->left, dropped);
    lp_drop_cuts_from(p->plain, 0);
    for (int c = 0; c < p->n_cuts; c++) {
        assure(p, !p->at_optimum || !dropped[c] || !(fabs(y[first + c]) > 0),
               "a cut that is dropped has no dual");
        if (dropped[c])
            continue;
        memmove(p->a[first + kept], p->a[first + c], sizeof p->a[0]);
        p->low[first + kept] = p->low[first + c];
        p->high[first + kept] = p->high[first + c];
        p->cut[kept] = p->cut[c];
        lp_add_cut(p->plain, &p->cut[kept++]);
    }
    assure(p, n == p->n_cuts - kept, "as many cuts are dropped as it says");
    seen.dropped += n;
    p->n_cuts = kept;
    p->other_cuts |= n > 0;
}

static void drop_last_cuts(struct pair *p)
{
    int from = small_draw(&p->chance, 0, p->n_cuts);
    lp_drop_cuts_from(p->plain, from);
    lp_drop_cuts_from(p->left, from);
    seen.dropped += p->n_cuts - from;
    p->other_cuts |= from < p->n_cuts;
    p->n_cuts = from;
}

static void save_basis(struct pair *p)
{
    p->basis_size = lp_basis_size(p->left);
    p->other_cuts = false;
    lp_get_basis(p->left, p->basis);
}

/* The basis that was saved is there again; one of another shape is not looked at.  One of other
 * cuts need not be a basis at all. */
static void restore_basis(struct pair *p)
{
    size_t size = lp_basis_size(p->left);
    unsigned char before[ALL + COLS], after[ALL + COLS];
    if (p->basis_size == 0 || (p->other_cuts && size == p->basis_size))
        return;
    lp_get_basis(p->left, before);
    lp_set_basis(p->left, p->basis, p->basis_size);
    lp_get_basis(p->left, after);
    const unsigned char *expected = size == p->basis_size ? p->basis : before;
    for (size_t k = 0; k < size; k++)
        assure(p, (after[k] == GLP_BS) == (expected[k] == GLP_BS), "a basis is set or ignored");
    seen.restored += size == p->basis_size;
    seen.refused += size != p->basis_size;
}

/* Each goes on where the other one stands; what does not bind there either stays out. */
static void exchange_bases(struct pair *p)
{
    unsigned char one[ALL + COLS], other[ALL + COLS], after[ALL + COLS];
    size_t size = lp_basis_size(p->left);
    lp_get_basis(p->plain, one);
    lp_get_basis(p->left, other);
    bool was_out[ROWS];
    for (int i = 0; i < p->m->n_rows; i++)
        was_out[i] = pair_is_out(p, i);
    lp_set_basis(p->left, one, size);
    lp_set_basis(p->plain, other, size);
    lp_get_basis(p->left, after);
    assure(p, memcmp(one, after, size) == 0, "a basis of all rows can be set");
    lp_get_basis(p->plain, after);
    assure(p, memcmp(other, after, size) == 0, "and one of some");
    for (int i = 0; i < p->m->n_rows; i++)
        assure(p, pair_is_out(p, i) == (was_out[i] && one[i] == GLP_BS), "what binds comes back");
}

static void try_or_forget(struct pair *p)
{
    if (small_draw(&p->chance, 0, 1))
        lp_forget_basis(p->left);
    else
        lp_try(p->left, small_draw(&p->chance, 1, 5), INFINITY);
}

static void something_happens(struct pair *p)
{
    static void (*const WHAT[])(struct pair *) = {
        change_bounds, change_bounds, change_bounds, change_cost, change_cost, change_cost,
        add_cut, add_cut, add_cut, drop_cuts, drop_last_cuts, leave_out, leave_out, save_basis,
        restore_basis, restore_basis, exchange_bases, try_or_forget,
    };
    int n = small_draw(&p->chance, 1, 3);
    for (int k = 0; k < n; k++) {
        WHAT[small_draw(&p->chance, 0, COUNT(WHAT) - 1)](p);
        p->at_optimum = false;
    }
}

static void nobody_can_tell(void **state)
{
    (void)state;
    for (int seed = 1; seed <= programs(); seed++) {
        struct pair p;
        pair_begin(&p, seed);
        solve_both(&p);
        pair_keep_scales(&p);
        leave_out(&p);
        for (p.step = 0; p.step < STEPS; p.step++) {
            something_happens(&p);
            pair_check_rows(&p);
            solve_both(&p);
            if (small_draw(&p.chance, 0, 2))
                leave_out(&p);
            if (small_draw(&p.chance, 0, 2))
                leave_out_columns(&p);
        }
        pair_end(&p);
    }
    printf("%d optima, %d times no point; %d rows were left out, %d came back, %d cuts dropped, "
           "%d bases restored, %d of another shape; %d columns were left out, %d came back\n",
           seen.optimal, seen.infeasible, seen.left_out, seen.came_back, seen.dropped,
           seen.restored, seen.refused, seen.columns, seen.columns_back);
    assert_true(seen.columns > programs() && seen.columns_back > programs() / 2);
    assert_true(seen.left_out > 5 * programs() && seen.came_back > 2 * programs());
    assert_true(seen.optimal > 10 * programs() && seen.infeasible > 2 * programs());
    assert_true(seen.dropped > programs() && seen.restored > programs() / 2);
    assert_true(seen.refused > programs() / 2);
}

/* Before any solve no row binds: it begins with equations alone. */
static void rows_may_be_left_out_from_the_beginning(void **state)
{
    (void)state;
    for (int seed = 1; seed <= programs(); seed++) {
        struct pair p;
        pair_begin(&p, seed);
        lp_leave_out_slack_rows(p.left);
        for (int i = 0; i < p.m->n_rows; i++)
            assure(&p, pair_is_out(&p, i) == (p.low[i] < p.high[i]),
                   "all but equations are left out");
        pair_check_rows(&p);
        solve_both(&p);
        pair_end(&p);
    }
}

/* Once all that has a price stays where it is, other costs lead to points as good. */
static void an_optimum_is_kept(void **state)
{
    (void)state;
    for (int seed = 1; seed <= programs(); seed++) {
        struct pair p;
        pair_begin(&p, seed);
        solve_both(&p);
        leave_out(&p);
        leave_out_columns(&p);
        solve_both(&p);
        double x[COLS], before[COLS], best = lp_objective(p.left), again = 0;
        memcpy(before, p.cost, sizeof before);
        lp_keep_optimum(p.plain);
        lp_keep_optimum(p.left);
        for (int k = 0; k < COLS; k++)
            change_cost(&p);
        assert_int_equal(lp_solve(p.plain, PRIMAL, INFINITY, NULL), LP_OPTIMAL);
        assert_int_equal(lp_solve(p.left, PRIMAL, INFINITY, NULL), LP_OPTIMAL);
        assure(&p, is_near(lp_objective(p.plain), lp_objective(p.left), 1e-6), "the second is one");
        pair_check_point(&p, p.left);
        lp_x(p.left, x);
        for (int j = 0; j < p.m->n_cols; j++)
            again += before[j] * x[j];
        assure(&p, is_near(again, best, 1e-6), "the first objective is kept");
        pair_end(&p);
    }
}

/* It is none, and GLPK 5.0 does not say so but ends the process. */
static void a_basis_with_an_empty_column_is_repaired(void **state)
{
    struct small s = { .rows = 1, .cols = 2, .a = { { 1, 0 } }, .low = { 1 }, .high = { INFINITY },
                       .from = { 0, -3 }, .to = { 4, 8 }, .cost = { 1, -2 }, .whole = "-w" };
    unsigned char basis[] = { GLP_NL, GLP_NU, GLP_BS };
    struct arena *a = arena_new();
    struct matrix *m = small_matrix(a, &s);
    struct lp *lp = lp_new(m, m->cost);
    (void)state;
    lp_set_basis(lp, basis, sizeof basis);
    assert_int_equal(lp_solve(lp, DUAL, INFINITY, NULL), LP_OPTIMAL);
    assert_true(is_near(lp_objective(lp), 1 - 2 * 8, 1e-9));
    lp_free(lp);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_can_tell),
        cmocka_unit_test(rows_may_be_left_out_from_the_beginning),
        cmocka_unit_test(an_optimum_is_kept),
        cmocka_unit_test(a_basis_with_an_empty_column_is_repaired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
