/* test_proof_splits.c - columns that a proof adds lose no plan, and prove what they should.
 *
 * By hand: a program with two steps, of which each condition is broken in turn.  By chance: large
 * programs with steps, which get such columns, and their best point; of some of the proofs bits are
 * altered.  RINGFENCE_STEPS: how many (6). */
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
    return proof_bound(m, m->cost, m->constant, &(struct written){ bytes, size, format }, NULL);
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
    s[n++].a[CHOICE][ON_2] = 0;
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

/* ---- by chance ---- */

/* Four courses in cohorts of two kinds, under a contract whose value lies in one of three steps;
 * two such, with one limit for both, and columns that only make the program large. */
enum { TAKEN, COHORTS = TAKEN + 4, CONTRACT = COHORTS + 2, ON, VALUE = ON + 3, USED = VALUE + 3,
       PADDING = 3000, BLOCK = USED + PADDING, LARGE = 2 * BLOCK };
enum { R_VALUE, R_SEATS, R_COHORTS = R_SEATS + 2, R_MOST = R_COHORTS + 2, R_LEAST = R_MOST + 3,
       R_CHOICE = R_LEAST + 3, R_WANTED, ROWS = R_WANTED + 2 };
enum { MOST_TAKEN = 3, MOST_BOTH = 2 * MOST_TAKEN };

struct contract {
    double price[4], cohort[2], seats[2], fee, from[4], rate[3], wanted[2], scale;
};

static struct contract contract_by_chance(uint64_t *chance)
{
    static const double SCALE[] = { 1, -1, 2, 3 };
    struct contract c = { .fee = small_draw(chance, 0, 40) };
    double all = 0;
    for (int j = 0; j < 4; j++)
        all += MOST_TAKEN * (c.price[j] = small_draw(chance, 5, 20));
    for (int j = 0; j < 2; j++) {
        c.cohort[j] = small_draw(chance, 5, 60);
        c.seats[j] = small_draw(chance, 2, 4);
        c.wanted[j] = small_draw(chance, 0, 3);
    }
    c.from[1] = floor(all * small_draw(chance, 20, 40) / 100);
    c.from[2] = floor(all * small_draw(chance, 45, 70) / 100);
    c.from[3] = all;
    for (int k = 1; k < 3; k++)
        c.rate[k] = c.rate[k - 1] + small_draw(chance, 5, 30) / 100.0;
    c.scale = SCALE[small_draw(chance, 0, COUNT(SCALE) - 1)];
    return c;
}

static double cost_of(const struct contract *c, const int x[4])
{
    double value = 0, cost = 0, saved = 0;
    for (int j = 0; j < 4; j++)
        value += c->price[j] * x[j];
    for (int j = 0; j < 2; j++) {
        double cohorts = ceil((x[2 * j] + x[2 * j + 1]) / c->seats[j]);
        cost += cohorts > 2 ? INFINITY : c->cohort[j] * cohorts;
        if (x[j] + x[2 + j] < c->wanted[j])
            return INFINITY;
    }
    for (int k = 0; k < 3; k++)
        if (value >= c->from[k] && value <= c->from[k + 1])
            saved = fmax(saved, c->rate[k] * value);
    return cost + value - saved + (value > 0 ? c->fee : 0);
}

/* With so many of the first two courses. */
static void best_of(const struct contract *c, double best[MOST_BOTH + 1])
{
    for (int k = 0; k <= MOST_BOTH; k++)
        best[k] = INFINITY;
    for (int i = 0; i < 256; i++) {
        int x[4] = { i & 3, i >> 2 & 3, i >> 4 & 3, i >> 6 };
        best[x[0] + x[1]] = fmin(best[x[0] + x[1]], cost_of(c, x));
    }
}

static double best_of_both(const struct contract c[2], double most)
{
    double first[MOST_BOTH + 1], second[MOST_BOTH + 1], best = INFINITY;
    best_of(&c[0], first);
    best_of(&c[1], second);
    for (int i = 0; i <= MOST_BOTH; i++)
        for (int k = 0; k <= MOST_BOTH; k++)
            best = i + k <= most ? fmin(best, first[i] + second[k]) : best;
    return best;
}

/* What column j of a contract has in row i. */
static double entry_of(const struct contract *c, int i, int j)
{
    bool taken = j < COHORTS;
    int cohort = j - COHORTS, on = j - ON, value = j - VALUE;
    if (i == R_VALUE)
        return taken ? -c->scale * c->price[j] : value >= 0 ? c->scale : 0;
    if (i < R_COHORTS)
        return taken && j / 2 == i - R_SEATS ? 1 : cohort == i - R_SEATS ? -c->seats[cohort] : 0;
    if (i < R_MOST)
        return cohort == i - R_COHORTS ? 1 : j == CONTRACT ? -2 : 0;
    if (i < R_LEAST)
        return value == i - R_MOST ? 1 : on == i - R_MOST ? -c->from[on + 1] : 0;
    if (i < R_CHOICE)
        return value == i - R_LEAST ? 1 : on == i - R_LEAST ? -c->from[on] : 0;
    if (i == R_CHOICE)
        return on >= 0 && value < 0 ? 1 : j == CONTRACT ? -1 : 0;
    return taken && j % 2 == i - R_WANTED ? 1 : 0;
}

static void bound_columns(struct matrix *m, const struct contract *c, int first)
{
    for (int j = 0; j < BLOCK; j++) {
        m->col_upper[first + j] = j < COHORTS ? MOST_TAKEN : j < CONTRACT ? 2
                                  : j >= VALUE && j < USED ? c->from[3] : 1;
        m->integer[first + j] = j < VALUE;
        m->cost[first + j] = j < COHORTS ? c->price[j] : j < CONTRACT ? c->cohort[j - COHORTS]
                             : j == CONTRACT ? c->fee : j < VALUE ? 0
                             : j < USED ? -c->rate[j - VALUE] : 1;
    }
}

static void bound_rows(struct matrix *m, const struct contract *c, int first)
{
    for (int i = 0; i < ROWS; i++) {
        bool equal = i == R_VALUE || i == R_CHOICE, least = i >= R_LEAST && i != R_CHOICE;
        m->row_lower[first + i] = i >= R_WANTED ? c->wanted[i - R_WANTED]
                                  : equal || least ? 0 : -INFINITY;
        m->row_upper[first + i] = least ? INFINITY : 0;
    }
}

static void fill(struct matrix *m, const struct contract c[2])
{
    int64_t n = 0;
    for (int j = 0; j < LARGE; j++) {
        int b = j / BLOCK, k = j % BLOCK;
        m->start[j] = n;
        for (int i = 0; k < USED && i <= ROWS; i++) {
            double v = i < ROWS ? entry_of(&c[b], i, k) : k < 2;
            if (v > 0 || v < 0) {
                m->row[n] = i < ROWS ? b * ROWS + i : 2 * ROWS;
                m->value[n++] = v;
            }
        }
    }
    m->start[LARGE] = n;
}

static struct matrix *large(struct arena *a, const struct contract c[2], double most, int n_blocks)
{
    struct matrix *m = NEW(a, struct matrix);
    int rows = 2 * ROWS + 1;
    *m = (struct matrix){ .n_rows = rows, .n_cols = LARGE, .n_blocks = n_blocks,
                          .start = NEW_ARRAY(a, int64_t, LARGE + 1),
                          .row = NEW_ARRAY(a, int, 2 * USED * ROWS),
                          .value = NEW_ARRAY(a, double, 2 * USED * ROWS),
                          .row_lower = NEW_ARRAY(a, double, rows),
                          .row_upper = NEW_ARRAY(a, double, rows),
                          .col_lower = NEW_ARRAY(a, double, LARGE),
                          .col_upper = NEW_ARRAY(a, double, LARGE),
                          .cost = NEW_ARRAY(a, double, LARGE),
                          .integer = NEW_ARRAY(a, bool, LARGE),
                          .row_block = NEW_ARRAY(a, int, rows),
                          .col_block = NEW_ARRAY(a, int, LARGE) };
    for (int b = 0; b < 2; b++) {
        bound_columns(m, &c[b], b * BLOCK);
        bound_rows(m, &c[b], b * ROWS);
    }
    fill(m, c);
    for (int j = 0; n_blocks > 1 && j < LARGE; j++)
        m->col_block[j] = j / BLOCK;
    for (int i = 0; n_blocks > 1 && i < rows; i++)
        m->row_block[i] = i < 2 * ROWS ? i / ROWS : -1;
    m->row_lower[rows - 1] = -INFINITY;
    m->row_upper[rows - 1] = most;
    return m;
}

static double room(double best) { return 1e-9 * fmax(1, fabs(best)); }

/* All of the additions, and one bit of each so many bytes after them. */
static void alter(const struct matrix *m, const struct outcome *out, double best)
{
    enum { FIRST = 150, EVERY = 40 };
    unsigned char *bytes = out->proof;
    for (size_t k = 0; k < out->proof_size; k += k < FIRST ? 1 : EVERY)
        for (int bit = k < FIRST ? 0 : (int)(k / EVERY % 8); bit < 8; bit += k < FIRST ? 1 : 8) {
            unsigned char was = bytes[k];
            bytes[k] = (unsigned char)(was ^ (1 << bit));
            double bound = proven(m, bytes, out->proof_size);
            bytes[k] = was;
            if (bound > best + room(best))
                fail_msg("an altered proof proves %.15g, the best point is %.15g", bound, best);
        }
}

/* Where the search ended before its time it has written all that it claims. */
static bool look_at(const struct contract c[2], double most, int n_blocks, bool altering)
{
    struct arena *a = arena_new();
    double best = best_of_both(c, most), limit = 6;
    struct matrix *m = large(a, c, most, n_blocks);
    struct problem p = { .matrix = m };
    struct solve_options o = { .time_limit_s = limit };
    struct outcome out;
    struct err err = { 0 };
    assert_int_equal(solve(&out, a, &p, &o, &err), OK);
    double bound = out.proof ? proven(m, out.proof, out.proof_size) : -INFINITY;
    bool in_time = out.seconds < limit - 0.5;
    if (bound > best + room(best) || (in_time && bound < out.bound - room(best)))
        fail_msg("in %d blocks %.12g is proven, %.12g claimed, the best point is %.12g", n_blocks,
                 bound, out.bound, best);
    bool split = out.proof && out.proof[1] == SPLIT;
    if (altering && split)
        alter(m, &out, best);
    arena_free(a);
    return in_time && split && bound > out.relaxation + 0.01 * fabs(best);
}

static void programs_with_steps(void **state)
{
    const char *given = getenv("RINGFENCE_STEPS");
    int n = given ? (int)strtol(given, NULL, 10) : 6, reached = 0, looked = 0;
    uint64_t chance = 1;
    (void)state;
    while (looked < 2 * n) {
        struct contract c[2] = { contract_by_chance(&chance), contract_by_chance(&chance) };
        double most = small_draw(&chance, 3, 8);
        if (isinf(best_of_both(c, most)))
            continue;
        for (int n_blocks = 1; n_blocks <= 2; n_blocks++, looked++)
            reached += look_at(c, most, n_blocks, looked < 2);
    }
    printf("# %d of %d programs with steps proven in time, better than by their relaxation\n",
           reached, looked);
    assert_true(reached > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_split_by_hand),
        cmocka_unit_test(what_a_split_rests_on),
        cmocka_unit_test(a_proof_of_before),
        cmocka_unit_test(programs_with_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
