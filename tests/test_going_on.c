/* test_going_on.c - a search that begins from what was proven of another program, and a proof in
 * the numbers of another program, prove no more than is so.
 *
 * RINGFENCE_MATRICES: how many proofs are moved (300). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scenarios/proof.h"
#include "solve.h"
#include "solver/given.h"
#include "tests/large_matrix.h"

static int how_many(void)
{
    const char *given = getenv("RINGFENCE_MATRICES");
    return given ? (int)strtol(given, NULL, 10) : 300;
}

static double room(double best) { return 1e-9 * fmax(1, fabs(best)); }

static double proven(const struct matrix *m, const struct written *w, struct proof_sides *sides)
{
    return w->bytes ? proof_bound(m, m->cost, m->constant, w, sides) : -INFINITY;
}

static struct written solved(struct outcome *out, struct arena *a, const struct problem *p)
{
    struct solve_options o = { .time_limit_s = 6 };
    struct err err = { 0 };
    assert_int_equal(solve(out, a, p, &o, &err), OK);
    return (struct written){ out->proof, out->proof_size, PROOF_WITH_SPLITS };
}

/* With all of its cuts, and prices to begin at. */
static void is_read_again(struct arena *a, const struct matrix *m, const struct proven *known)
{
    const struct given *g = given_whole(a, m, known);
    assert_non_null(g);
    assert_int_equal(g->n_cuts, known->n_sides);
    assert_true(g->n_leaves > 0);
}

/* What was proven of one program is known of another, in which the row for both is looser or
 * tighter: it is where the search begins, and no more than it proves is claimed. */
static void look_at_going_on(const struct small s[2], double most, double then, int n_blocks)
{
    struct arena *a = arena_new();
    struct matrix *m = large_matrix(a, s, most, n_blocks);
    struct outcome out, again;
    struct written w = solved(&out, a, &(struct problem){ .matrix = m });
    assert_non_null(w.bytes);
    m->row_upper[m->n_rows - 1] = then;
    double best = large_best(s, then);
    struct proof_sides sides = { .arena = a };
    double before = proven(m, &w, &sides);
    struct proven known = { before, w.bytes, w.size, sides.side, sides.n };
    assert_true(isfinite(before));
    if (n_blocks == 1)
        is_read_again(a, m, &known);
    w = solved(&again, a, &(struct problem){ .matrix = m, .proven = &known });
    double bound = proven(m, &w, NULL);
    if (known.bound > best + room(best) || again.bound > best + room(best) ||
        bound > best + room(best) || again.objective < best - room(best))
        fail_msg("in %d blocks %.12g known, %.12g claimed, %.12g proven, plan %.12g, best %.12g",
                 n_blocks, known.bound, again.bound, bound, again.objective, best);
    if (again.bound < known.bound - room(best) || fabs(again.objective - best) > 1e-6)
        fail_msg("in %d blocks: known %.12g, then %.12g; plan %.12g, best %.12g", n_blocks,
                 known.bound, again.bound, again.objective, best);
    arena_free(a);
}

static void a_search_goes_on_from_a_proof(void **state)
{
    static const struct { int first, second; double most, then; } PAIR[] = {
        { 1, 41, 10, 4 }, { 13, 53, 4, 4 }, { 13, 53, 4, 5 } };
    (void)state;
    for (int i = 0; i < COUNT(PAIR); i++)
        for (int n_blocks = 1; n_blocks <= 2; n_blocks++) {
            struct small s[2] = { small_branched(PAIR[i].first), small_branched(PAIR[i].second) };
            look_at_going_on(s, PAIR[i].most, PAIR[i].then, n_blocks);
        }
}

/* ---- moved ---- */

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
        struct outcome out;
        struct written w = solved(&out, a, &(struct problem){ .matrix = small_matrix(a, &s) });
        const struct matrix *m = small_matrix(a, &b);
        struct renumbering to = { s.rows, s.cols, s.rows, s.cols, row, column };
        struct written there = moved_proof(a, &w, &to);
        double best = small_best(&s), bound = proven(m, &there, NULL);
        if (isinf(best) ? bound < best : fabs(bound - best) > room(best))
            fail_msg("matrix %d: %.15g is proven elsewhere, the best is %.15g", i, bound, best);
        row[0] = -1;
        there = moved_proof(a, &w, &to);
        double lost = proven(m, &there, NULL);
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
        cmocka_unit_test(a_search_goes_on_from_a_proof),
        cmocka_unit_test(a_proof_moves_with_its_rows_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
