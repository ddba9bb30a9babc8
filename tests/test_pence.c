/* test_pence.c - whole pence keep what pounds keep: buckets exactly, payers, caps per learner. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "tests/pence_sheet.h"

/* ---- by hand ---- */

/* A pot of £20 pays £12.94 and moves £7.06, 705 pence of it: the penny that is left follows. */
static void what_is_moved_gains_the_penny_that_is_left(void **state)
{
    (void)state;
    for (int limit = 1; limit >= 0; limit--) {
        struct sheet *s = new_sheet(1);
        int base = add_stream(s, INFINITY), none = add_stream(s, INFINITY), source = 0;
        int pot = add_pot(s, base, 1295), pool = add_pot(s, none, 705);
        s->stream[base].virement = limit ? 0.4 : 0.3525;
        s->payer[pot].amount = 20;
        s->payer[pot].virement = pool;
        s->payer[pool].sources = (struct links){ 1, &source };
        s->account[pot].moved_pence = s->account[pool].received_pence = 705;
        add_payment(s, pot, add_bucket(s, 0, FEE), 12.94);
        add_payment(s, pool, add_bucket(s, 0, TRAVEL), 7.06);
        round_sheet(s);
        expect(s, (int64_t[]){ 1294, 705 + limit });
        assert_int_equal(s->account[pot].moved_pence, 705 + limit);
        assert_int_equal(s->account[pool].received_pence, 705 + limit);
        free(s);
    }
}

/* The cap is £10.456.  The largest remainder is the grant's, but its cap has no penny left. */
static void what_is_under_a_cap_is_rounded_down(void **state)
{
    (void)state;
    struct sheet *s = new_sheet(1);
    int grant = add_pot(s, add_stream(s, 10.456), 5000);
    int base = add_pot(s, add_stream(s, INFINITY), 5000);
    int fee = add_bucket(s, 0, FEE);
    add_payment(s, grant, fee, 10.456);
    add_payment(s, base, fee, 10.454);
    round_sheet(s);
    expect(s, (int64_t[]){ 1045, 1046 });
    assert_int_equal(s->bucket[fee].pence, 2091);
    free(s);
}

/* Four buckets, each a penny short once rounded down: the cap of £2.00 takes two of them. */
static void a_cap_counts_all_its_buckets(void **state)
{
    (void)state;
    struct sheet *s = new_sheet(1);
    int grant = add_pot(s, add_stream(s, 2), 5000);
    int base = add_pot(s, add_stream(s, INFINITY), 5000);
    for (int k = FEE; k <= RELEASE; k++) {
        int bucket = add_bucket(s, 0, (enum category)k);
        add_payment(s, grant, bucket, k % 2 ? 0.496 : 0.504);
        add_payment(s, base, bucket, k % 2 ? 0.504 : 0.496);
    }
    round_sheet(s);
    int64_t granted = 0;
    for (int i = 0; i < 8; i += 2) {
        granted += s->payment[i].pence;
        assert_int_equal(s->payment[i].pence + s->payment[i + 1].pence, 100);
    }
    assert_int_equal(granted, 200);
    free(s);
}

/* The grant has 21 pence; travel comes first and takes the 21st.  The fee can have it from nobody
 * else, so base takes over a penny of travel. */
static void check_chain(double cap, int64_t most, double other_cap, int64_t other_most, int area)
{
    struct sheet *s = new_sheet(2);
    int grant = add_pot(s, add_stream(s, cap), most);
    int other = add_pot(s, add_stream(s, other_cap), other_most);
    int base = add_pot(s, add_stream(s, INFINITY), 5000);
    int travel = add_bucket(s, 0, TRAVEL), fee = add_bucket(s, area, FEE);
    add_payment(s, grant, travel, 0.106);
    add_payment(s, base, travel, 0.204);
    add_payment(s, grant, fee, 0.104);
    add_payment(s, other, fee, 0.106);
    round_sheet(s);
    expect(s, (int64_t[]){ 10, 21, 11, 10 });
    free(s);
}

static void a_penny_moves_along_a_chain(void **state)
{
    (void)state;
    check_chain(0.21, 5000, 0.106, 5000, 0);      /* within a cap */
    check_chain(INFINITY, 21, INFINITY, 10, 0);   /* within a pot */
    check_chain(5, 21, INFINITY, 10, 1);          /* from one cap to another of a pot */
}

/* The first bucket is whole, each of its two caps half a penny more than whole pence; the cap
 * elsewhere has no need to give.  A payer never gives. */
static void where_no_whole_pence_fit_a_cap_gives_less_than_a_penny(void **state)
{
    (void)state;
    for (int rich = 0; rich < 2; rich++) {
        struct sheet *s = new_sheet(2);
        int grant = add_pot(s, add_stream(s, 0.105), rich ? 5000 : 20);
        int other = add_pot(s, add_stream(s, 0.105), rich ? 5000 : 10);
        int fee = add_bucket(s, 0, FEE), elsewhere = add_bucket(s, 1, FEE);
        add_payment(s, grant, fee, 0.105);
        add_payment(s, other, fee, 0.105);
        add_payment(s, grant, elsewhere, 0.105);
        round_sheet(s);
        expect(s, (int64_t[]){ rich ? 11 : 10, 10, 10 });
        assert_int_equal(s->bucket[fee].pence, rich ? 21 : 20);
        free(s);
    }
}

/* What pounds break is shown as it is; what a solver leaves over is not. */
static void only_pounds_break_a_cap(void **state)
{
    (void)state;
    for (int broken = 0; broken < 2; broken++) {
        struct sheet *s = new_sheet(1);
        int grant = add_pot(s, add_stream(s, 10), 5000);
        int base = add_pot(s, add_stream(s, INFINITY), 5000);
        int fee = add_bucket(s, 0, FEE), travel = add_bucket(s, 0, TRAVEL);
        add_payment(s, grant, fee, broken ? 5.02 : 5.01);
        add_payment(s, base, fee, 3);
        add_payment(s, grant, travel, 5.01);
        add_payment(s, base, travel, 3);
        round_sheet(s);
        assert_int_equal(s->payment[0].pence + s->payment[2].pence, broken ? 1003 : 1000);
        assert_int_equal(s->bucket[fee].pence, broken ? 802 : 801);
        assert_int_equal(s->bucket[travel].pence, 801);
        free(s);
    }
}

/* Buyers' costs stand under no cap. */
static void a_cap_is_for_learners_only(void **state)
{
    (void)state;
    struct sheet *s = new_sheet(1);
    int grant = add_pot(s, add_stream(s, 1), 5000);
    int fee = add_bucket(s, 0, FEE), vacancy = add_bucket(s, -1, VACANCY);
    s->bucket[vacancy].role.i = s->bucket[vacancy].course.i = -1;
    add_payment(s, grant, fee, 1);
    add_payment(s, grant, vacancy, 7.777);
    round_sheet(s);
    expect(s, (int64_t[]){ 100, 778 });
    free(s);
}

/* ---- at random ---- */

static double any(double most) { return most * drand48(); }

/* Payments of the stream in the area become so much of what its cap allows there. */
static void scale(struct sheet *s, int stream, int area, double share)
{
    double paid = 0, allowed = s->stream[stream].cap_per_learner * s->start[area].learners;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < s->plan.n_payments; i++) {
            struct plan_payment *z = &s->payment[i];
            if (s->payer[z->payer].stream.i != stream || s->bucket[z->bucket].area.i != area)
                continue;
            if (pass == 0)
                paid += z->pounds;
            else
                z->pounds *= share * allowed / paid;
        }
}

static void sum_costs(struct sheet *s)
{
    for (int i = 0; i < s->plan.n_buckets; i++)
        s->bucket[i].cost = 0;
    for (int i = 0; i < s->plan.n_payments; i++)
        s->bucket[s->payment[i].bucket].cost += s->payment[i].pounds;
}

/* Three capped streams and one without a cap, whose pots have what they pay and no penny more. */
static struct sheet *random_sheet(long seed)
{
    srand48(seed);
    struct sheet *s = new_sheet(2 + (int)any(MOST_AREAS - 1));
    for (int i = 0; i < 4; i++)
        add_pot(s, add_stream(s, i < 3 ? 1 + any(20) : INFINITY), 0);
    for (int a = 0; a < s->world.n_areas; a++) {
        s->start[a].learners = 0.1 + any(5);
        for (int k = 0; k < N_LEARNER_CATEGORIES; k++) {
            int bucket = add_bucket(s, a, (enum category)k);
            for (int i = 0; i < 4; i++)
                if (drand48() < (i < 3 ? 0.6 : 0.3))
                    add_payment(s, i, bucket, 0.001 + any(10));
        }
        for (int i = 0; i < 3; i++)
            scale(s, i, a, drand48() < 0.7 ? 1 : drand48());
    }
    sum_costs(s);
    double pence[MOST_PAYERS] = { 0 };
    for (int i = 0; i < s->plan.n_payments; i++)
        pence[s->payment[i].payer] += 100 * s->payment[i].pounds;
    for (int i = 0; i < 4; i++)
        s->most[i] = (int64_t)ceil(pence[i] - 1e-6);
    return s;
}

/* over: pence that a cap may give. */
static void check_limits(const struct sheet *s, long seed, double over)
{
    int64_t bucket[MOST_LINES] = { 0 }, payer[MOST_PAYERS] = { 0 };
    int64_t cap[MOST_PAYERS][MOST_AREAS] = { { 0 } };
    for (int i = 0; i < s->plan.n_payments; i++) {
        const struct plan_payment *z = &s->payment[i];
        assert_true(z->pence >= 0);
        if (fabs((double)z->pence - 100 * z->pounds) > 2 + 1e-6)
            fail_msg("seed %ld: %lld pence for £%.6f", seed, (long long)z->pence, z->pounds);
        bucket[z->bucket] += z->pence;
        payer[z->payer] += z->pence;
        cap[z->payer][s->bucket[z->bucket].area.i] += z->pence;
    }
    for (int i = 0; i < s->plan.n_buckets; i++) {
        assert_int_equal(bucket[i], s->bucket[i].pence);
        if (fabs((double)bucket[i] - 100 * s->bucket[i].cost) >= 1 + 1e-5)
            fail_msg("seed %ld: a bucket of £%.6f gets %lld pence", seed, s->bucket[i].cost,
                     (long long)bucket[i]);
    }
    for (int i = 0; i < 4; i++)
        assert_true(payer[i] <= s->most[i]);
    for (int i = 0; i < 3; i++)
        for (int a = 0; a < s->world.n_areas; a++) {
            double allowed = 100 * s->stream[i].cap_per_learner * s->start[a].learners;
            if ((double)cap[i][a] >= allowed + over)
                fail_msg("seed %ld: %lld pence under a cap of %.4f", seed, (long long)cap[i][a],
                         allowed);
        }
}

static void whole_pence_keep_what_pounds_keep(void **state)
{
    (void)state;
    for (long seed = 1; seed <= 3000; seed++) {
        struct sheet *s = random_sheet(seed), *again = random_sheet(seed);
        round_sheet(s);
        check_limits(s, seed, 1);
        round_sheet(again);
        assert_memory_equal(s->payment, again->payment, sizeof s->payment);
        free(s);
        free(again);
    }
}

/* ---- whole pence, disturbed ---- */

/* Every bucket, pot and cap in whole pence; every cap used up, or 20 pence from it. */
static struct sheet *whole_sheet(bool *used_up)
{
    struct sheet *s = new_sheet(4);
    for (int i = 0; i < 4; i++)
        add_pot(s, add_stream(s, i < 3 ? 1 + floor(any(5)) : INFINITY), 0);
    for (int a = 0; a < 4; a++) {
        s->start[a].learners = 1 + floor(any(4));
        for (int k = 0; k < N_LEARNER_CATEGORIES; k++)
            for (int i = 0, bucket = add_bucket(s, a, (enum category)k); i < 4; i++)
                add_payment(s, i, bucket, 0.05);
        for (int i = 0; i < 4; i++) {
            used_up[4 * a + i] = i < 3 && drand48() < 0.7;
            double cap = i < 3 ? s->stream[i].cap_per_learner * s->start[a].learners : 9;
            int more = (int)lround(100 * cap) - 25 - (used_up[4 * a + i] ? 0 : 20);
            for (; more > 0; more--) /* pence, wherever they fall */
                s->payment[20 * a + 4 * (int)any(N_LEARNER_CATEGORIES) + i].pounds += 0.01;
        }
    }
    return s;
}

/* Two pots swap part of a penny on two buckets: buckets and pots keep their sums, and caps do
 * where both buckets are of one area or no cap is used up. */
static void swap_a_fraction(struct sheet *s, const bool *used_up)
{
    int b = (int)any(s->plan.n_buckets), c = (int)any(s->plan.n_buckets);
    int p = (int)any(4), q = (int)any(4), x = s->bucket[b].area.i, y = s->bucket[c].area.i;
    bool free_caps = !used_up[4 * x + p] && !used_up[4 * x + q] && !used_up[4 * y + p] &&
                     !used_up[4 * y + q];
    double pounds = any(0.009);
    if (p == q || b == c || (x != y && !free_caps))
        return;
    s->payment[4 * b + p].pounds += pounds;
    s->payment[4 * b + q].pounds -= pounds;
    s->payment[4 * c + p].pounds -= pounds;
    s->payment[4 * c + q].pounds += pounds;
}

/* What can be settled to the penny is. */
static void whole_sums_stay_whole(void **state)
{
    (void)state;
    for (long seed = 1; seed <= 2000; seed++) {
        bool used_up[16];
        int64_t due[MOST_LINES];
        srand48(seed);
        struct sheet *s = whole_sheet(used_up);
        for (int i = 0; i < s->plan.n_payments; i++)
            s->most[s->payment[i].payer] += (int64_t)lround(100 * s->payment[i].pounds);
        for (int i = 0; i < 40; i++)
            swap_a_fraction(s, used_up);
        sum_costs(s);
        for (int i = 0; i < s->plan.n_buckets; i++)
            due[i] = lround(100 * s->bucket[i].cost);
        round_sheet(s);
        check_limits(s, seed, 1e-3);
        for (int i = 0; i < s->plan.n_buckets; i++)
            if (s->bucket[i].pence != due[i])
                fail_msg("seed %ld: a bucket of £%.6f gets %lld pence", seed, s->bucket[i].cost,
                         (long long)s->bucket[i].pence);
        free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_moved_gains_the_penny_that_is_left),
        cmocka_unit_test(what_is_under_a_cap_is_rounded_down),
        cmocka_unit_test(a_cap_counts_all_its_buckets),
        cmocka_unit_test(a_penny_moves_along_a_chain),
        cmocka_unit_test(where_no_whole_pence_fit_a_cap_gives_less_than_a_penny),
        cmocka_unit_test(only_pounds_break_a_cap),
        cmocka_unit_test(a_cap_is_for_learners_only),
        cmocka_unit_test(whole_pence_keep_what_pounds_keep),
        cmocka_unit_test(whole_sums_stay_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
