/* test_proof.c - what is proven with cuts and branching is the optimum, or that there is no plan;
 * no altered proof proves more.
 *
 * Random programs are small enough to try every point of.  Of some of their proofs every byte is
 * altered: whatever is still a proof then may prove less, never more than the best point.
 * RINGFENCE_MATRICES: how many random programs (300); of a tenth of them bytes are altered. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenarios/proof.h"
#include "solve.h"
#include "tests/large_matrix.h"

static int how_many(void)
{
    const char *given = getenv("RINGFENCE_MATRICES");
    return given ? (int)strtol(given, NULL, 10) : 300;
}

static double proven(const struct matrix *m, const unsigned char *bytes, size_t size)
{
    return proof_bound(m, m->cost, m->constant,
                       &(struct written){ bytes, size, PROOF_WITH_SPLITS }, NULL);
}

static struct outcome solved(struct arena *a, const struct matrix *m)
{
    struct problem p = { .matrix = m };
    struct solve_options o = { .time_limit_s = 20 };
    struct outcome out;
    struct err err = { 0 };
    assert_int_equal(solve(&out, a, &p, &o, &err), OK);
    return out;
}

static double room(double best) { return 1e-9 * fmax(1, fabs(best)); }

static void the_optimum_is_proven(void **state)
{
    int feasible = 0, divided = 0;
    (void)state;
    for (int i = 0; i < how_many(); i++) {
        struct arena *a = arena_new();
        struct small s = small_branched(i);
        const struct matrix *m = small_matrix(a, &s);
        double best = small_best(&s);
        struct outcome out = solved(a, m);
        assert_non_null(out.proof);
        double bound = proven(m, out.proof, out.proof_size);
        if (isinf(best) ? bound < best : fabs(bound - best) > room(best))
            fail_msg("matrix %d: %.15g is proven, the best point is %.15g", i, bound, best);
        feasible += !isinf(best);
        divided += out.nodes > 1;
        arena_free(a);
    }
    printf("# %d optima proven, %d of them or more by branching, and %d that there is no plan\n",
           feasible, divided, how_many() - feasible);
    assert_true(feasible > how_many() / 3 && divided > how_many() / 20);
}

/* ---- held ---- */

/* Of the program without its last row, whose cost counts times that row besides. */
static double proven_before(const struct small *s, double times, unsigned char *bytes, size_t *size)
{
    struct arena *a = arena_new();
    struct small own = *s;
    own.rows--;
    for (int j = 0; j < s->cols; j++)
        own.cost[j] += times * s->a[own.rows][j];
    const struct matrix *m = small_matrix(a, &own);
    struct outcome out = solved(a, m);
    double bound = proven(m, out.proof, out.proof_size);
    assert_true(out.proof_size <= 10000);
    *size = out.proof_size;
    memcpy(bytes, out.proof, out.proof_size);
    arena_free(a);
    return bound;
}

/* Held to a row, a program has no plan that is better than it was proven before it was held, less
 * what the row may come to at the same price. */
static void what_was_proven_before_is_proven_when_held(void **state)
{
    enum { HEAD = 4 };
    int finite = 0;
    (void)state;
    for (int i = 1; i < how_many(); i += 2) {
        struct arena *a = arena_new();
        struct small s = small_branched(i);
        int last = s.rows - 1, price = i % 20;
        unsigned char bytes[HEAD + 10000] = { (unsigned char)last, 1, (unsigned char)last,
                                              (unsigned char)(4 * price + 2) };
        size_t size;
        double own = proven_before(&s, price, bytes + HEAD, &size), best = small_best(&s);
        const struct matrix *m = small_matrix(a, &s);
        double bound = proof_bound(m, m->cost, m->constant,
                                   &(struct written){ bytes, HEAD + size, PROOF_HELD }, NULL);
        if (isfinite(own) ? fabs(bound - (own - price * s.high[last])) > room(1000 * own)
                          : bound < INFINITY)
            fail_msg("matrix %d: held %.15g is proven, before %.15g", i, bound, own);
        if (bound > best + room(best))
            fail_msg("matrix %d: held %.15g is proven, the best is %.15g", i, bound, best);
        finite += isfinite(bound);
        arena_free(a);
    }
    assert_true(finite > how_many() / 4);
}

/* ---- large: in blocks, or with sums ---- */

/* Where the search ended before its time it has written all that it claims. */
static bool look_at_large(const struct small s[2], double most, int n_blocks)
{
    struct arena *a = arena_new();
    double best = large_best(s, most), limit = 6;
    struct matrix *m = large_matrix(a, s, most, n_blocks);
    struct problem p = { .matrix = m };
    struct solve_options o = { .time_limit_s = limit };
    struct outcome out;
    struct err err = { 0 };
    assert_true(isfinite(best));
    assert_int_equal(solve(&out, a, &p, &o, &err), OK);
    double bound = out.proof ? proven(m, out.proof, out.proof_size) : -INFINITY;
    bool in_time = out.seconds < limit - 0.5;
    if (bound > best + room(best) || (in_time && bound < out.bound - room(best)))
        fail_msg("in %d blocks %.12g is proven, %.12g claimed, the best point is %.12g", n_blocks,
                 bound, out.bound, best);
    arena_free(a);
    return in_time && bound > out.relaxation + 0.01 * fabs(best);
}

static void large_programs_are_proven(void **state)
{
    static const struct { int first, second; double most; } PAIR[] = {
        { 1, 41, 10 }, { 5, 45, 10 }, { 9, 49, 10 }, { 17, 57, 10 }, { 13, 53, 4 } };
    int reached = 0;
    (void)state;
    for (int i = 0; i < COUNT(PAIR); i++)
        for (int n_blocks = 1; n_blocks <= 2; n_blocks++) {
            struct small s[2] = { small_branched(PAIR[i].first), small_branched(PAIR[i].second) };
            reached += look_at_large(s, PAIR[i].most, n_blocks);
        }
    printf("# %d of %d large programs proven in time, better than by their relaxation\n", reached,
           2 * COUNT(PAIR));
    assert_true(reached > 0);
}

/* ---- altered ---- */

struct tally { long refused, less, same; };

static void look(struct tally *t, const struct matrix *m, const unsigned char *bytes, size_t size,
                 double before, double best)
{
    double bound = proven(m, bytes, size);
    if (bound > best + room(best))
        fail_msg("an altered proof proves %.15g, the best point is %.15g", bound, best);
    if (isinf(bound))
        t->refused++;
    else if (bound < before - room(best))
        t->less++;
    else
        t->same++;
}

static void alter_all(struct tally *t, const struct matrix *m, const struct outcome *out,
                      double best)
{
    unsigned char *bytes = out->proof;
    double before = proven(m, bytes, out->proof_size);
    for (size_t k = 0; k < out->proof_size; k++) {
        unsigned char was = bytes[k];
        for (int bit = 0; bit < 8; bit++) {
            bytes[k] = (unsigned char)(was ^ (1 << bit));
            look(t, m, bytes, out->proof_size, before, best);
        }
        bytes[k] = was;
        assert_true(isinf(proven(m, bytes, k))); /* broken off */
    }
}

static void no_altered_proof_proves_too_much(void **state)
{
    struct tally t = { 0 };
    (void)state;
    for (int i = 0; i < how_many() / 10; i++) {
        struct arena *a = arena_new();
        struct small s = small_branched(i);
        const struct matrix *m = small_matrix(a, &s);
        double best = small_best(&s);
        struct outcome out = solved(a, m);
        if (!isinf(best) && out.proof_size < 3000)
            alter_all(&t, m, &out, best);
        arena_free(a);
    }
    printf("# %ld alterations: %ld refused, %ld prove less, %ld as much\n",
           t.refused + t.less + t.same, t.refused, t.less, t.same);
    assert_true(t.refused > 1000 && t.less > 1000);
}

/* ---- by hand ---- */

/* The most of x + y, whole and at most 1 each, with 2 x + 2 y <= 3: either x + y <= 1, or
 * x + y >= 2, where the row says that nothing is. */
static const struct small TWO = {
    "two of which one fits", 1, 2, { { 2, 2 } }, { -INFINITY }, { 3 }, { 0, 0 }, { 1, 1 },
    { -1, -1 }, 0, "ww", STOP_OPTIMAL, -1 };

enum { WHOLE_1 = 2, REAL_1 = 4, REAL_MINUS_1 = 6 };
static const unsigned char BY_HAND[] = {
    0,                              /* sums of columns */
    0,                              /* steps */
    1,                              /* cuts: */
    2, 0, REAL_MINUS_1, 1, REAL_MINUS_1, /* -x -y >= ... */
    2, 0, WHOLE_1, 1, WHOLE_1,      /* either x + y ... */
    WHOLE_1,                        /* ... <= 1, or >= 2 */
    REAL_MINUS_1, 0,                /* by the first itself; */
    REAL_1, 1, 0, REAL_MINUS_1,     /* by the second, and row 0 */
    0,                              /* no steps */
    0,                              /* not in parts */
    0, 0, 1, 1, REAL_1,             /* no steps; undivided; the cut at 1 */
};

static void a_proof_by_hand(void **state)
{
    (void)state;
    static const struct { int at; unsigned char byte; double proves; } ALTERED[] = {
        { 13, 0, -2 },              /* x + y <= 0, or >= 1: the row allows more */
        { 14, 0, -2 },              /* the first side for nothing: its columns alone */
        { 19, 0, -2 },              /* the row for nothing */
        { 26, 0, -2 },              /* the cut for nothing */
        { 18, 1, -INFINITY },       /* of a row that is not there */
        { 9, 2, -INFINITY },        /* of a column that is not there */
    };
    struct arena *a = arena_new();
    struct matrix *m = small_matrix(a, &TWO);
    unsigned char bytes[sizeof BY_HAND];
    assert_true(fabs(proven(m, BY_HAND, sizeof BY_HAND) - -1) <= 0);
    for (int i = 0; i < COUNT(ALTERED); i++) {
        memcpy(bytes, BY_HAND, sizeof bytes);
        bytes[ALTERED[i].at] = ALTERED[i].byte;
        double bound = proven(m, bytes, sizeof bytes);
        if (bound < ALTERED[i].proves || bound > ALTERED[i].proves)
            fail_msg("alteration %d proves %g, not %g", i, bound, ALTERED[i].proves);
    }
    m->integer[1] = false; /* then x + y need not be whole */
    assert_true(isinf(proven(m, BY_HAND, sizeof BY_HAND)));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proof_by_hand),
        cmocka_unit_test(the_optimum_is_proven),
        cmocka_unit_test(what_was_proven_before_is_proven_when_held),
        cmocka_unit_test(large_programs_are_proven),
        cmocka_unit_test(no_altered_proof_proves_too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
