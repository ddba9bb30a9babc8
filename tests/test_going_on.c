/* test_going_on.c - a search that begins from what was proven of another program proves no more
 * than is so. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scenarios/proof.h"
#include "solve.h"
#include "solver/given.h"
#include "tests/large_matrix.h"

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

/* The first block as m has it, nothing of the second but its columns of no row. */
static struct written without_the_second(struct arena *a, const struct written *w,
                                         int rows_of_first, const struct matrix *m, int rows)
{
    int *row = NEW_ARRAY(a, int, rows), *column = NEW_ARRAY(a, int, m->n_cols);
    for (int i = 0; i < rows; i++)
        row[i] = i < rows_of_first ? i : i == rows - 1 ? m->n_rows - 1 : -1;
    for (int j = 0; j < m->n_cols; j++)
        column[j] = m->col_block[j] == 1 && m->integer[j] ? -1 : j;
    struct renumbering to = { rows, m->n_cols, m->n_rows, m->n_cols, row, column };
    return moved_proof(a, w, &to);
}

/* The first block goes on where it ended; the second, of which no part speaks, or not at any price,
 * begins from nothing. */
static void is_given_in_part(struct arena *a, const struct matrix *m, const struct proven *known)
{
    struct search s = { .arena = a, .m = m, .cost = m->cost };
    search_begin(&s);
    struct part part[2] = { cut_out(a, &s, m->cost, 0), cut_out(a, &s, m->cost, 1) };
    struct given **g = given_blocks(a, m, part, known, NEW_ARRAY(a, double, m->n_rows));
    assert_non_null(g);
    assert_non_null(g[0]);
    assert_true(g[0]->n_leaves > 0);
    assert_null(g[1]);
}

static void blocks_go_on_each_for_itself(void **state)
{
    static const struct { int first, second, other; double most; } MET[] = {
        { 1, 41, 13, 10 }, { 13, 53, 1, 4 }, { 41, 2, 53, 5 } };
    (void)state;
    for (int i = 0; i < COUNT(MET); i++) {
        struct arena *a = arena_new();
        struct small s[2] = { small_branched(MET[i].first), small_branched(MET[i].second) };
        struct matrix *m = large_matrix(a, s, MET[i].most, 2);
        struct outcome out;
        struct written w = solved(&out, a, &(struct problem){ .matrix = m });
        int rows = m->n_rows;
        s[1] = small_branched(MET[i].other);
        m = large_matrix(a, s, MET[i].most, 2);
        w = without_the_second(a, &w, s[0].rows, m, rows);
        struct proof_sides sides = { .arena = a };
        struct proven known = { proven(m, &w, &sides), w.bytes, w.size, sides.side, sides.n };
        double best = large_best(s, MET[i].most);
        assert_true(isfinite(known.bound) && known.bound <= best + room(best));
        is_given_in_part(a, m, &known);
        w = solved(&out, a, &(struct problem){ .matrix = m, .proven = &known });
        double bound = proven(m, &w, NULL);
        if (fabs(out.objective - best) > 1e-6 || out.bound > best + room(best) ||
            bound > best + room(best) || bound < known.bound - room(best))
            fail_msg("pair %d: plan %.12g, %.12g claimed, %.12g proven, %.12g known, best %.12g", i,
                     out.objective, out.bound, bound, known.bound, best);
        arena_free(a);
    }
}

/* The same program, without rows of a second block that has no cuts, or without its last column: a
 * part that has no prices, or not all columns of a block, is none to go on from. */
static void a_part_is_all_of_a_block_at_prices(void **state)
{
    (void)state;
    for (int without_column = 0; without_column < 2; without_column++) {
        struct arena *a = arena_new();
        struct small s[2] = { small_branched(1), small_branched(without_column ? 41 : 4) };
        struct matrix *m = large_matrix(a, s, 10, 2);
        struct outcome out;
        struct written w = solved(&out, a, &(struct problem){ .matrix = m });
        int *row = NEW_ARRAY(a, int, m->n_rows), *column = NEW_ARRAY(a, int, m->n_cols);
        for (int i = 0; i < m->n_rows; i++)
            row[i] = without_column || m->row_block[i] != 1 ? i : -1;
        for (int j = 0; j < m->n_cols; j++)
            column[j] = without_column && j == m->n_cols - 1 ? -1 : j;
        struct renumbering to = { m->n_rows, m->n_cols, m->n_rows, m->n_cols, row, column };
        w = moved_proof(a, &w, &to);
        struct proof_sides sides = { .arena = a };
        struct proven known = { proven(m, &w, &sides), w.bytes, w.size, sides.side, sides.n };
        is_given_in_part(a, m, &known);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_goes_on_from_a_proof),
        cmocka_unit_test(blocks_go_on_each_for_itself),
        cmocka_unit_test(a_part_is_all_of_a_block_at_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
