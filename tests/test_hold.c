/* test_hold.c - what a scenario is held to: limits find their places, the run is kept apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hold.h"
#include "store.h"
#include "tests/case_files.h"
#include "tests/hand_made.h"

static void a_limit_allows_a_millionth(void **state)
{
    (void)state;
    assert_true(fabs(hold_most(0) - 1e-6) < 1e-15);
    assert_true(fabs(hold_most(2e6) - 2000002) < 1e-9);
}

/* Target "Level 3" of the hand-made world, in Ashby and Brook. */
static struct hold shorts_of(struct hold_short *shorts, int n)
{
    return (struct hold){ .kind = HOLD_RESULTS, .run = "r-1", .scenario = "LA", .cost = 700,
                          .shortfall_value = 900, .n_shorts = n, .shorts = shorts };
}

static void limits_find_their_places(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct err err = { 0 };
    struct world w = *hand_made_run().world;
    struct hold_short shorts[] = { { "Level 3", "Brook", 2.5 } };
    struct hold h = shorts_of(shorts, 1);
    assert_int_equal(world_hold(&w, a, &h, &err), OK);
    assert_int_equal(w.scenario.objective, OBJECTIVE_COST);
    assert_null(w.held.most_cost);
    assert_true(w.held.most_short[0] == 0); /* nobody is short in Ashby there */
    assert_true(w.held.most_short[1] > 2.4 && w.held.most_short[1] < 2.6);

    struct world money = *hand_made_run().world;
    h.kind = HOLD_MONEY;
    assert_int_equal(world_hold(&money, a, &h, &err), OK);
    assert_int_equal(money.scenario.objective, OBJECTIVE_COVERAGE);
    assert_null(money.held.most_short);
    assert_true(fabs(*money.held.most_cost - 700) < 1e-9);
    arena_free(a);
}

static void limits_of_another_case_are_refused(void **state)
{
    (void)state;
    struct hold_short wrong[] = { { "Level 4", "Brook", 1 }, { "Level 3", "Derby", 1 } };
    static const char *const NAMED[] = { "Level 4", "Derby" };
    for (int i = 0; i < COUNT(wrong); i++) {
        struct arena *a = arena_new();
        struct err err = { 0 };
        struct world w = *hand_made_run().world;
        struct hold h = shorts_of(&wrong[i], 1);
        assert_int_equal(world_hold(&w, a, &h, &err), BROKEN);
        assert_non_null(strstr(err.text, NAMED[i]));
        arena_free(a);
    }
}

static void nothing_is_the_first_scenario_unless_it_is_there(void **state)
{
    (void)state;
    static const struct { const char *scenarios, *name, *source; } CASES[] = {
        { "scenario,procurement\nB,la\nA,la\n", "Nothing", "B" },
        { "scenario,procurement\nB,la\nA,la\n", "A", "A" },
        { "scenario,procurement\nB,la\nNothing,la\n", "Nothing", "Nothing" },
        { "scenario,procurement\n", "Nothing", NULL },
    };
    for (int i = 0; i < COUNT(CASES); i++) {
        char folder[64];
        struct arena *a = arena_new();
        struct findings f;
        struct err err = { 0 };
        struct tables *t;
        findings_init(&f, a);
        case_write(folder);
        case_put(folder, "scenarios.csv", CASES[i].scenarios, strlen(CASES[i].scenarios));
        assert_int_equal(tables_read(&t, a, folder, &f, &err), OK);
        const char *source = scenario_source(t, CASES[i].name);
        if (CASES[i].source)
            assert_string_equal(source, CASES[i].source);
        else
            assert_null(source);
        case_remove(folder);
        arena_free(a);
    }
}

static bool take_text(void *context, int n, const char *const *names, const char *const *values)
{
    (void)n;
    (void)names;
    snprintf(context, 200, "%s", values[0] ? values[0] : "null");
    return false;
}

static void asked(struct store *s, const char *sql, const char *want)
{
    char seen[200] = "";
    struct err err = { 0 };
    if (store_query(s, sql, NULL, 0, take_text, seen, &err) != OK)
        fail_msg("%s", err.text);
    assert_string_equal(seen, want);
}

static void a_held_run_is_not_the_newest_of_its_scenario(void **state)
{
    (void)state;
    char path[] = "/tmp/ringfence-hold-XXXXXX", own[40], held[40], newest[40];
    struct err err = { 0 };
    struct store *s = NULL;
    struct hold_short shorts[] = { { "Level 3", "Ashby", 1.5 }, { "Level 3", "Brook", 1 } };
    struct hold h = shorts_of(shorts, 2);
    struct run run = hand_made_run();
    close(mkstemp(path));
    assert_int_equal(store_open(&s, path, true, &err), OK);
    assert_int_equal(store_run(s, &run, own, &err), OK);
    run.hold = &h;
    assert_int_equal(store_run(s, &run, held, &err), OK);
    assert_int_equal(store_newest(s, "Region", newest, &err), OK);
    assert_string_equal(newest, own);
    asked(s, "SELECT group_concat(la || ' ' || missing) FROM held_shortfall",
          "Ashby 1.5,Brook 1.0");
    /* 700 there against an objective of 1810, which cannot be less than 1800.5 */
    asked(s, "SELECT printf('%s %s %g %g %g %g', to_scenario, kind, difference_least,"
             " difference_most, to_missing, missing) FROM v_like_for_like",
          "LA same results -1110 -1100.5 2.5 1.5");
    asked(s, "SELECT held_to FROM v_run WHERE held_to IS NOT NULL", "same results as LA (r-1)");
    assert_int_equal(store_remove(s, held, &err), OK);
    asked(s, "SELECT count(*) || ' ' || (SELECT count(*) FROM held_shortfall) FROM held", "0 0");
    store_close(s);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_allows_a_millionth),
        cmocka_unit_test(limits_find_their_places),
        cmocka_unit_test(limits_of_another_case_are_refused),
        cmocka_unit_test(nothing_is_the_first_scenario_unless_it_is_there),
        cmocka_unit_test(a_held_run_is_not_the_newest_of_its_scenario),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
