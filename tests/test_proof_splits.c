/* test_proof_splits.c - columns that a proof adds lose no plan, and prove what they should.
 *
 * A program with two steps, by hand, of which each condition is broken in turn. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenarios/proof.h"
#include "solve.h"
#include "tests/small_matrix.h"

static double proven_as(int format, const struct matrix *m, const unsigned char *bytes, size_t size)
{
    return proof_bound(m, m->cost, m->constant, &(struct written){ bytes, size, format });
}

static double proven(const struct matrix *m, const unsigned char *bytes, size_t size)
{
    return proven_as(PROOF_WITH_SPLITS, m, bytes, size);
}

/* ---- by hand ---- */

/* The second step pays 1 for each of its amount and costs 6; x brings 2, and of x there are no more
 * than five seats.  A relaxation takes half of the step, for 20 might be in it. */
enum { X, ON_1, ON_2, AMOUNT_1, AMOUNT_2, GATE, COLUMNS };
enum { ADDS_UP, MOST_1, MOST_2, LEAST_2, CHOICE, SEATS, GIVEN };
static const struct small STEPS = {
    "two steps", GIVEN, COLUMNS,
    { [ADDS_UP] = { [X] = -2, [AMOUNT_1] = 1, [AMOUNT_2] = 1 },
      [MOST_1] = { [ON_1] = -20, [AMOUNT_1] = 1 },
      [MOST_2] = { [ON_2] = -20, [AMOUNT_2] = 1 },
      [LEAST_2] = { [ON_2] = -10, [AMOUNT_2] = 1 },
      [CHOICE] = { [ON_1] = 1, [ON_2] = 1 },
      [SEATS] = { [X] = 1, [GATE] = -5 } },
    { [ADDS_UP] = 0, -INFINITY, -INFINITY, 0, -INFINITY, -INFINITY },
    { [ADDS_UP] = 0, 0, 0, INFINITY, 1, 0 },
    { 0 }, { 10, 1, 1, 20, 20, 1 }, { [ON_2] = 6, [AMOUNT_2] = -1 }, 0, "-ww--w", STOP_OPTIMAL, -4
};

enum { SUM, SPLIT };
enum { REAL_1 = 4, REAL_MINUS_1 = 6, REAL_MINUS_2 = 10, WHOLE_1 = 2 };
/* After the program's rows: what x brings, w[1], w[2] at most that, their sums. */
enum { BROUGHT = GIVEN, IN_1, IN_2, SUM_1, SUM_2 };

static const unsigned char BY_HAND[] = {
    1, SPLIT, ADDS_UP, CHOICE,
    2, AMOUNT_1, ON_1, MOST_1, AMOUNT_2, ON_2, MOST_2,
    1, 1, X, 1, SEATS, REAL_MINUS_2,    /* one part, which brings no more than its seats let it */
    0, 0, 0,                            /* no steps, no cuts, not in parts */
    0, 0, 2, IN_2, REAL_MINUS_1, SUM_2, REAL_1, /* no steps; undivided; at these prices */
};

static double altered(const unsigned char *bytes, int at, int byte)
{
    unsigned char copy[sizeof BY_HAND];
    struct arena *a = arena_new();
    memcpy(copy, bytes, sizeof copy);
    if (at >= 0)
        copy[at] = (unsigned char)byte;
    double bound = proven(small_matrix(a, &STEPS), copy, sizeof copy);
    arena_free(a);
    return bound;
}

static void a_split_by_hand(void **state)
{
    static const struct { int at, byte; double proves; } ALTERED[] = {
        { -1, 0, -4 },
        { 14, 0, -INFINITY },           /* one number fewer */
        { 16, 0, -14 },                 /* the seats for nothing: x alone would bring 20 */
        { 2, MOST_1, -INFINITY },       /* a row that adds nothing up */
        { 3, SEATS, -INFINITY },        /* a row by which nothing is chosen */
        { 7, LEAST_2, -INFINITY },      /* a row of other columns */
        { 10, LEAST_2, -INFINITY },     /* the row of the two that says: at least */
        { 8, AMOUNT_1, -INFINITY },     /* an amount twice */
        { 9, ON_1, -INFINITY },         /* a step twice */
        { 13, GATE, -INFINITY },        /* a part that is not in the row */
        { 12, 0, -INFINITY },           /* a part of nothing */
        { 11, 0, -INFINITY },           /* no parts, though x brings something */
    };
    (void)state;
    for (int i = 0; i < COUNT(ALTERED); i++) {
        double bound = altered(BY_HAND, ALTERED[i].at, ALTERED[i].byte);
        if (bound < ALTERED[i].proves || bound > ALTERED[i].proves)
            fail_msg("alteration %d proves %g, not %g", i, bound, ALTERED[i].proves);
    }
}

/* Where the columns might lose a plan there is no proof. */
static void what_a_split_rests_on(void **state)
{
    static const double REFUSED = -INFINITY;
    struct small s[16];
    double proves[16] = { 0 };
    int n = 0;
    (void)state;
    for (int i = 0; i < COUNT(s); i++) {
        s[i] = STEPS;
        proves[i] = REFUSED;
    }
    s[n++].high[ADDS_UP] = 1;           /* it does not add up */
    s[n++].low[ADDS_UP] = -1;
    s[n++].a[ADDS_UP][AMOUNT_1] = 2;    /* amounts are not counted alike */
    s[n++].a[ADDS_UP][X] = 2;           /* x takes away */
    s[n++].a[ADDS_UP][GATE] = -1;       /* something else adds */
    s[n++].from[X] = -1;
    s[n++].from[AMOUNT_1] = -1;
    s[n++].from[ON_1] = -1;
    s[n++].whole = "--w--w";            /* half a step */
    s[n++].high[MOST_1] = 1;            /* an amount without its step */
    s[n++].a[MOST_1][X] = -1;
    s[n++].high[CHOICE] = 2;            /* two steps */
    s[n++].a[CHOICE][GATE] = -1;
    s[n].to[GATE] = 2;                  /* more seats are no fault: x may bring 20 */
    proves[n++] = -14;
    for (int i = 0; i < n; i++) {
        struct arena *a = arena_new();
        double bound = proven(small_matrix(a, &s[i]), BY_HAND, sizeof BY_HAND);
        if (bound < proves[i] || bound > proves[i])
            fail_msg("program %d: %g is proven, not %g", i, bound, proves[i]);
        arena_free(a);
    }
}

/* The sum of two of which 1.5 fit: either <= 1, or >= 2, where the row says that nothing is. */
static void a_proof_of_before(void **state)
{
    static const struct small TWO = {
        "two of which one fits", 1, 2, { { 2, 2 } }, { -INFINITY }, { 3 }, { 0, 0 }, { 1, 1 },
        { -1, -1 }, 0, "ww", STOP_OPTIMAL, -1 };
    static const unsigned char NOW[] = { 1, SUM, 2, 0, 1, 0, 0, 0, 0, 2, 2, WHOLE_1,
                                         0, 0, 1, 1, REAL_MINUS_1,
                                         0, 1, 2, 0, REAL_MINUS_1, 1, 8 };
    unsigned char before[sizeof NOW - 1] = { 1 };
    struct arena *a = arena_new();
    const struct matrix *m = small_matrix(a, &TWO);
    (void)state;
    memcpy(before + 1, NOW + 2, sizeof before - 1);
    assert_true(fabs(proven(m, NOW, sizeof NOW) - -1) <= 0);
    assert_true(fabs(proven_as(PROOF_OF_SUMS, m, before, sizeof before) - -1) <= 0);
    assert_true(isinf(proven(m, before, sizeof before)));
    assert_true(isinf(proven_as(PROOF_OF_SUMS, m, NOW, sizeof NOW)));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_split_by_hand),
        cmocka_unit_test(what_a_split_rests_on),
        cmocka_unit_test(a_proof_of_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
