/* test_present.c - GLPK's numbers of rows and ours, while rows and cuts come and go. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "solver/present.h"
#include "tests/small_matrix.h"

enum { ROWS = 12, STEPS = 100, MOST = ROWS + STEPS };

struct list { int item[MOST], n; };
struct known {                           /* a cut is ROWS and more: how many there were before */
    struct list there;                   /* as GLPK has them */
    struct list cuts;                    /* in the order in which they came */
};

static void take_out(struct list *of, int k)
{
    of->n--;
    memmove(of->item + k, of->item + k + 1, (size_t)(of->n - k) * sizeof *of->item);
}

static int find(const struct list *of, int item)
{
    for (int k = 0; k < of->n; k++)
        if (of->item[k] == item)
            return k;
    return -1;
}

static void check_present(const struct present *t, const struct known *known, int n_rows)
{
    int n_out = 0;
    assert_int_equal(t->n_there, known->there.n);
    assert_int_equal(t->n_cuts, known->cuts.n);
    for (int k = 0; k < known->there.n; k++) {
        int item = known->there.item[k],
            number = item < ROWS ? item : n_rows + find(&known->cuts, item);
        assert_int_equal(t->ours[k + 1], number);
        assert_int_equal(t->at[number], k + 1);
    }
    for (int i = 0; i < n_rows; i++) {
        bool is_there = find(&known->there, i) >= 0;
        assert_int_equal(t->at[i] != 0, is_there);
        n_out += !is_there;
    }
    assert_int_equal(t->n_out, n_out);
}

/* Some of those that are there, in no order. */
static void remove_some(struct present *t, struct known *known, uint64_t *s)
{
    int row[MOST + 1], n = 0, part = small_draw(s, 1, 6);
    for (int r = 1; r <= t->n_there; r++)
        if (small_draw(s, 1, part) == 1)
            row[++n] = r;
    for (int k = n; k > 1; k--) {
        int other = small_draw(s, 1, k), moved = row[k];
        row[k] = row[other];
        row[other] = moved;
    }
    present_remove(t, n, row);
    for (int r = MOST; r > 0; r--)
        for (int k = 1; k <= n; k++)
            if (row[k] == r) {
                int item = known->there.item[r - 1];
                if (item >= ROWS)
                    take_out(&known->cuts, find(&known->cuts, item));
                take_out(&known->there, r - 1);
            }
}

static void bring_one(struct present *t, struct known *known, uint64_t *s)
{
    for (int tries = 0; tries < 5; tries++) {
        int i = t->n_rows ? small_draw(s, 0, t->n_rows - 1) : 0;
        if (t->n_rows && find(&known->there, i) < 0) {
            present_bring(t, i);
            known->there.item[known->there.n++] = i;
            return;
        }
    }
}

/* GLPK's numbers and ours lead to each other, and name the same rows and cuts as a plain list. */
static void numbers_lead_back_and_forth(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t s = seed;
        struct known known = { .there.n = small_draw(&s, 0, ROWS) };
        int n_rows = known.there.n, cuts_ever = 0;
        struct present *t = present_new(n_rows);
        for (int i = 0; i < n_rows; i++)
            known.there.item[i] = i;
        for (int step = 0; step < STEPS; step++) {
            check_present(t, &known, n_rows);
            int what = small_draw(&s, 0, 9);
            if (what == 0)
                remove_some(t, &known, &s);
            else if (what < 5)
                bring_one(t, &known, &s);
            else {
                known.there.item[known.there.n++] = ROWS + cuts_ever;
                known.cuts.item[known.cuts.n++] = ROWS + cuts_ever++;
                assert_int_equal(present_add_cut(t), known.cuts.n - 1);
            }
        }
        check_present(t, &known, n_rows);
        present_free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_lead_back_and_forth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
