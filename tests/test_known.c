/* test_known.c - another scenario's plan for this one's buyers: added up, split, or left out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "known.h"

/* A and B buy together as North; C buys alone. */
static struct la LAS[] = { { "A" }, { "B" }, { "C" } };
static const char *BUYERS[] = { "C", "North" };
static int BUYER_OF_LA[] = { 1, 1, 0 };
static struct module MODULES[] = { { "Core", "" }, { "Lead", "" } };
static struct site SITES[] = { { .id = "College" }, { .id = "Day" } };
static struct provider PROVIDERS[] = { { .id = "P" } };
static struct period PERIODS[] = { { .id = "2008" }, { .id = "2009" } };
static struct offer OFFERS[] = {
    { .site = { 0 }, .module = { 0 }, .by_cohort = true, .cohort_min = 6, .cohort_max = 10 },
};
static const struct world WORLD = {
    .n_las = 3, .n_buyers = 2, .n_modules = 2, .n_sites = 2, .n_providers = 1, .n_periods = 2,
    .n_offers = 1, .la = LAS, .buyer = BUYERS, .buyer_of_la = BUYER_OF_LA, .module = MODULES,
    .site = SITES, .provider = PROVIDERS, .period = PERIODS, .offer = OFFERS };

static struct known_plan joined(struct arena *a, const struct known_part *part, int n)
{
    struct known_plan k = { .run = "r", .scenario = "S" };
    known_join_cohorts(&k, a, &WORLD, part, n);
    return k;
}

static void cohorts_of_those_who_join_add_up(void **state)
{
    static const struct known_part PARTS[] = {
        { "A", "Core", "College", "2009", 2, 18 }, { "B", "Core", "College", "2009", 1, 7 },
        { "C", "Core", "College", "2009", 4, 40 }, { "A", "Lead", "Day", "2008", 0.25, 3 },
        { "B", "Lead", "Day", "2008", 0.75, 9 } };
    (void)state;
    struct arena *a = arena_new();
    struct known_plan k = joined(a, PARTS, COUNT(PARTS));
    assert_int_equal(k.n_cohorts, 3);
    assert_int_equal(k.cohort[0].buyer, 0);
    assert_true(fabs(k.cohort[0].cohorts - 4) < 1e-12);
    assert_int_equal(k.cohort[1].module.i, 0);
    assert_true(fabs(k.cohort[1].cohorts - 3) < 1e-12);
    assert_int_equal(k.cohort[2].module.i, 1);
    assert_true(fabs(k.cohort[2].cohorts - 1) < 1e-12);
    arena_free(a);
}

/* Of a cohort that B and C shared, each gets what its learners fill, from 6 to 10 a cohort. */
static void cohorts_of_those_who_part_follow_their_learners(void **state)
{
    static const struct { double learners, cohorts; } FILL[] = {
        { 5, 0 }, { 6, 1 }, { 10, 1 }, { 11, 1 }, { 12, 2 }, { 20, 2 }, { 21, 3 } };
    (void)state;
    for (int i = 0; i < COUNT(FILL); i++) {
        const struct known_part part = { "C", "Core", "College", "2008", 0.3, FILL[i].learners };
        struct arena *a = arena_new();
        struct known_plan k = joined(a, &part, 1);
        double seen = k.n_cohorts ? k.cohort[0].cohorts : 0;
        if (fabs(seen - FILL[i].cohorts) > 1e-12)
            fail_msg("%g learners: %g cohorts, not %g", FILL[i].learners, seen, FILL[i].cohorts);
        arena_free(a);
    }
}

static void unknown_names_are_left_out(void **state)
{
    static const struct known_part PARTS[] = {
        { "Z", "Core", "College", "2008", 1, 9 }, { "A", "Other", "College", "2008", 1, 9 },
        { "A", "Core", "Closed", "2008", 1, 9 }, { "A", "Core", "College", "2010", 1, 9 } };
    (void)state;
    struct arena *a = arena_new();
    assert_int_equal(joined(a, PARTS, COUNT(PARTS)).n_cohorts, 0);
    arena_free(a);
}

static void a_contract_is_known_when_all_of_it_is(void **state)
{
    static const struct known_share SHARES[] = {
        { "A", "P", "2008", 1, 1000 }, { "B", "P", "2008", 1, 500 }, /* each had its own */
        { "A", "P", "2009", 0.5, 700 }, { "B", "P", "2009", 0.5, 700 }, /* one together */
        { "C", "P", "2008", 1.0 / 3, 90 } };                         /* with others elsewhere */
    (void)state;
    struct arena *a = arena_new();
    struct known_plan k = { .run = "r", .scenario = "S" };
    known_join_contracts(&k, a, &WORLD, SHARES, COUNT(SHARES));
    assert_int_equal(k.n_contracts, 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(k.contract[i].buyer, 1);
        assert_int_equal(k.contract[i].period.i, i);
        assert_true(fabs(k.contract[i].value - (i ? 1400 : 1500)) < 1e-9);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cohorts_of_those_who_join_add_up),
        cmocka_unit_test(cohorts_of_those_who_part_follow_their_learners),
        cmocka_unit_test(unknown_names_are_left_out),
        cmocka_unit_test(a_contract_is_known_when_all_of_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
