/* test_proof_moved.c - a proof in the numbers of another program: there it proves the same or less.
 *
 * RINGFENCE_MATRICES: how many by chance (300). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scenarios/proof.h"
#include "solve.h"
#include "tests/large_matrix.h"

/* ---- by hand ---- */

enum { SUM, SPLIT };
enum { PRICED, DIVIDED = 2 };
enum { REAL_1 = 4, WHOLE_1 = 2 };

/* Three rows and four columns, of which the other program has these. */
static const int ROW[] = { 1, -1, 0 }, COLUMN[] = { 2, 1, -1, 0 };
static const struct renumbering TO = { 3, 4, 2, 3, ROW, COLUMN };

static bool becomes(const unsigned char *bytes, size_t size, const unsigned char *there,
                    size_t there_size)
{
    struct arena *a = arena_new();
    struct written w = moved_proof(a, &(struct written){ bytes, size, PROOF_WITH_SPLITS }, &TO);
    bool same = w.bytes && w.size == there_size;
    for (size_t i = 0; i < there_size && same; i++)
        same = w.bytes[i] == there[i];
    arena_free(a);
    return same;
}

static bool is_lost(const unsigned char *bytes, size_t size)
{
    struct arena *a = arena_new();
    struct written w = moved_proof(a, &(struct written){ bytes, size, PROOF_WITH_SPLITS }, &TO);
    bool lost = !w.bytes;
    arena_free(a);
    return lost;
}

/* The split lacks row 1 and column 2: it goes, what is added after it moves up, and the second
 * part, which has prices of its rows, is left without any. */
static void what_lacks_something_goes(void **state)
{
    static const unsigned char HERE[] = {
        3, SUM, 2, 0, 1,                                           /* row 3, column 4 */
        SPLIT, 1, 1, 1, 2, 2, 1, 1, 1, 3, 1, 1, REAL_1,            /* rows 4 to 6, column 5 */
        SUM, 1, 1,                                                 /* row 7, column 6 */
        0,                                                         /* no steps */
        1, 1, 0, REAL_1, 1, 6, WHOLE_1, 0, 0, 1, 7, REAL_1, 0, 0, 0, /* a cut, row 8 */
        2, 1, 2, REAL_1,                                           /* parts; row 2 is common */
        2, 0, 1, 0, PRICED, 2, 3, REAL_1, 8, REAL_1,
        2, 2, 3, 0, PRICED, 1, 4, REAL_1 };
    static const unsigned char THERE[] = {
        2, SUM, 2, 2, 1,
        SUM, 1, 1,
        0,
        1, 1, 2, REAL_1, 1, 4, WHOLE_1, 0, 0, 1, 3, REAL_1, 0, 0, 0,
        2, 1, 0, REAL_1,
        2, 2, 1, 0, PRICED, 2, 2, REAL_1, 4, REAL_1,
        1, 0, 0, PRICED, 0 };
    (void)state;
    assert_true(becomes(HERE, sizeof HERE, THERE, sizeof THERE));
}

/* A sum keeps the columns that are there, and goes when there is none. */
static void a_sum_of_nothing_goes(void **state)
{
    static const unsigned char HERE[] = { 2, SUM, 1, 2, SUM, 2, 2, 3, 0, 0,
                                          0, 0, PRICED, 1, 4, REAL_1 };
    static const unsigned char THERE[] = { 1, SUM, 1, 0, 0, 0, 0, 0, PRICED, 1, 2, REAL_1 };
    (void)state;
    assert_true(becomes(HERE, sizeof HERE, THERE, sizeof THERE));
}

static void nothing_is_left_of_some(void **state)
{
    static const unsigned char DIVIDED_BY_WHAT_IS_GONE[] = {
        0, 0, 0, 0, 0, DIVIDED, 2, 0, 0, PRICED, 1, 0, REAL_1, 0, PRICED, 1, 0, REAL_1 };
    static const unsigned char SUM_OF_WHAT_IS_GONE[] = { 1, SUM, 1, 2, 0, 0,
                                                         0, 0, PRICED, 1, 3, REAL_1 };
    static const unsigned char IN_PARTS[] = { 1, SUM, 1, 2, 0, 0,
                                              1, 0, 1, 0, 0, PRICED, 1, 3, REAL_1 };
    static const unsigned char CUT_SHORT[] = { 1, SUM, 1 }, TOO_LONG[] = { 0, 0, 0, 0, 0, 0, 0, 0 };
    (void)state;
    assert_true(is_lost(DIVIDED_BY_WHAT_IS_GONE, sizeof DIVIDED_BY_WHAT_IS_GONE));
    assert_true(is_lost(SUM_OF_WHAT_IS_GONE, sizeof SUM_OF_WHAT_IS_GONE));
    assert_true(is_lost(IN_PARTS, sizeof IN_PARTS));
    assert_true(is_lost(CUT_SHORT, sizeof CUT_SHORT));
    assert_true(is_lost(TOO_LONG, sizeof TOO_LONG));
    assert_false(is_lost(TOO_LONG, sizeof TOO_LONG - 1));
}

/* ---- by chance ---- */

static int how_many(void)
{
    const char *given = getenv("RINGFENCE_MATRICES");
    return given ? (int)strtol(given, NULL, 10) : 300;
}

static double room(double best) { return 1e-9 * fmax(1, fabs(best)); }

static double proven(const struct matrix *m, const struct written *w)
{
    return w->bytes ? proof_bound(m, m->cost, m->constant, w, NULL) : -INFINITY;
}

static struct written solved(struct arena *a, const struct matrix *m)
{
    struct solve_options o = { .time_limit_s = 6 };
    struct problem p = { .matrix = m };
    struct outcome out;
    struct err err = { 0 };
    assert_int_equal(solve(&out, a, &p, &o, &err), OK);
    return (struct written){ out.proof, out.proof_size, PROOF_WITH_SPLITS };
}

static struct small backwards(const struct small *s, char *whole)
{
    struct small b = *s;
    for (int j = 0; j < s->cols; j++) {
        int from = s->cols - 1 - j;
        for (int i = 0; i < s->rows; i++)
            b.a[i][j] = s->a[s->rows - 1 - i][from];
        b.from[j] = s->from[from];
        b.to[j] = s->to[from];
        b.cost[j] = s->cost[from];
        whole[j] = s->whole[from];
    }
    for (int i = 0; i < s->rows; i++) {
        b.low[i] = s->low[s->rows - 1 - i];
        b.high[i] = s->high[s->rows - 1 - i];
    }
    b.whole = whole;
    return b;
}

/* Where rows and columns are others, it proves the same; without one of them, no more. */
static void a_proof_moves_with_its_rows_and_columns(void **state)
{
    int finite = 0, less = 0;
    (void)state;
    for (int i = 0; i < how_many(); i++) {
        struct arena *a = arena_new();
        struct small s = small_branched(i);
        char whole[MOST_COLS + 1] = "";
        struct small b = backwards(&s, whole);
        int row[MOST_ROWS + 1], column[MOST_COLS + 1];
        for (int k = 0; k <= MOST_ROWS; k++)
            row[k] = s.rows - 1 - k;
        for (int k = 0; k <= MOST_COLS; k++)
            column[k] = s.cols - 1 - k;
        struct written w = solved(a, small_matrix(a, &s));
        const struct matrix *m = small_matrix(a, &b);
        struct renumbering to = { s.rows, s.cols, s.rows, s.cols, row, column };
        struct written there = moved_proof(a, &w, &to);
        double best = small_best(&s), bound = proven(m, &there);
        if (isinf(best) ? bound < best : fabs(bound - best) > room(best))
            fail_msg("matrix %d: %.15g is proven elsewhere, the best is %.15g", i, bound, best);
        row[0] = -1;
        there = moved_proof(a, &w, &to);
        double lost = proven(m, &there);
        if (lost > best + room(best))
            fail_msg("matrix %d: %.15g is proven without a row, the best is %.15g", i, lost, best);
        finite += isfinite(bound);
        less += lost < bound;
        arena_free(a);
    }
    assert_true(finite > how_many() / 3 && less > how_many() / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lacks_something_goes),
        cmocka_unit_test(a_sum_of_nothing_goes),
        cmocka_unit_test(nothing_is_left_of_some),
        cmocka_unit_test(a_proof_moves_with_its_rows_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
