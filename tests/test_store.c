/* test_store.c - a small run by hand: goes in whole, adds up in every view, comes out whole;
 * files that are not ours, newer or damaged are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"
#include "tests/folder.h"
#include "tests/hand_made.h"

/* ---- helpers ---- */

static struct store *open_store(const char *name)
{
    struct store *s = NULL;
    struct err err = { 0 };
    unlink(file_named(name));
    if (store_open(&s, file_named(name), true, &err) != OK)
        fail_msg("%s", err.text);
    return s;
}

static void keep(struct store *s, const struct run *run, char *id)
{
    struct err err = { 0 };
    if (store_run(s, run, id, &err) != OK)
        fail_msg("%s", err.text);
}

static bool take(void *context, int n, const char *const *names, const char *const *values)
{
    (void)names;
    char *text = context;
    for (int i = 0; i < n; i++)
        snprintf(text + strlen(text), 1000 - strlen(text), "%s%s", i ? "|" : "",
                 values[i] ? values[i] : "null");
    snprintf(text + strlen(text), 1000 - strlen(text), ";");
    return true;
}

static const char *ask(struct store *s, const char *sql)
{
    static char text[1000];
    struct err err = { 0 };
    text[0] = '\0';
    if (store_query(s, sql, NULL, 0, take, text, &err) != OK)
        fail_msg("%s: %s", sql, err.text);
    return text;
}

static void refused(const char *path, bool create, const char *why)
{
    struct store *s = NULL;
    struct err err = { 0 };
    assert_int_equal(store_open(&s, path, create, &err), IO_FAILED);
    assert_null(s);
    if (!strstr(err.text, why))
        fail_msg("\"%s\" does not say \"%s\"", err.text, why);
}

/* Straight through SQLite, as another program would. */
static void meddle(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* ---- tests ---- */

static void a_run_goes_in_and_is_found(void **state)
{
    (void)state;
    char id[40], newest[40];
    struct err err = { 0 };
    struct run run = hand_made_run();
    struct store *s = open_store("in.db");
    keep(s, &run, id);
    assert_int_equal(strlen(id), strlen("r-20270105-093112-7c1e"));
    assert_int_equal(store_newest(s, "Region", newest, &err), OK);
    assert_string_equal(id, newest);
    assert_int_equal(store_newest(s, "LA", newest, &err), OK);
    assert_string_equal(newest, "");
    assert_string_equal(ask(s, "SELECT scenario, status, objective, bound, breaches FROM run"),
                        "Region|optimal|1810|1800.5|0;");
    assert_string_equal(ask(s, "SELECT code, file, line, value FROM finding"),
                        "Q501|areas.csv|2|Ashby;");
    assert_string_equal(ask(s, "SELECT n, line, area, la FROM input_areas"), "1|2|Ashby|null;");
    assert_string_equal(ask(s, "PRAGMA foreign_key_check"), "");
    store_close(s);
}

static void figures_add_up(void **state)
{
    (void)state;
    static const struct { const char *sql, *want; } CASES[] = {
        { "SELECT category, pounds FROM v_costs_by_category",
          "contract|100;fee|320;rebate|-40;vacancy|80;" },
        { "SELECT la, pounds FROM v_costs_by_la", "Ashby|345;Brook|115;" },
        { "SELECT sum(pounds), sum(discounted_pounds) FROM v_cost", "460|460;" },
        { "SELECT la, learners, completions FROM v_learners_by_la",
          "Ashby|3|1.5;Brook|1|0.5;" },
        { "SELECT site, provider, way, learners FROM v_starts_by_site",
          "College day|College|cohort|4;" },
        { "SELECT la, coverage, shortfall_value FROM v_coverage_by_la",
          "Ashby|0.5|1350;Brook|1|0;" },
        { "SELECT coverage FROM v_coverage_by_target", "0.625;" },
        { "SELECT area, missing FROM v_shortfall", "Ashby|1.5;" },
        { "SELECT stream, received, paid, \"left\" FROM v_spend_by_stream",
          "Grant|600|460|140;rebate|40|40|0;" },
        { "SELECT period, carried_in, carried_out, \"left\" FROM v_pots WHERE kind = 'pot'",
          "2026|0|50|90;2027|50|0|50;" },
        { "SELECT stream, category, pounds FROM v_spend_by_stream_and_category",
          "Grant|contract|100;Grant|fee|280;Grant|vacancy|80;rebate|fee|40;" },
        { "SELECT seats, learners, empty_seats FROM v_empty_seats", "5|4|1;" },
        { "SELECT buyer, provider, value, rebate FROM v_contracts", "Region|College|400|40;" },
        { "SELECT la, travel_hours FROM v_travel_hours", "Ashby|6;Brook|4;" },
        { "SELECT level, people FROM v_final_levels", "3|1.5;" },
        { "SELECT period, level, people FROM v_stock_by_level",
          "before|2|6;2026|3|1.5;2027|3|1.5;" },
        { "SELECT provider, pounds FROM v_costs_by_provider", "College|360;" },
        { "SELECT course, pounds_per_completion FROM v_cost_per_completion", "NVQ3|160;" },
    };
    char id[40];
    struct run run = hand_made_run();
    struct store *s = open_store("figures.db");
    keep(s, &run, id);
    for (int i = 0; i < COUNT(CASES); i++)
        assert_string_equal(ask(s, CASES[i].sql), CASES[i].want);
    store_close(s);
}

static const char *const CHECKS[] = {
    "check_bucket_paid", "check_payer_balance", "check_ring_fence", "check_scope", "check_carry",
    "check_virement", "check_rebate", "check_learner_cost", "check_cost_lines", "check_cost" };

static void every_check_is_silent_on_a_sound_run(void **state)
{
    (void)state;
    char id[40], sql[100];
    struct run run = hand_made_run();
    struct store *s = open_store("sound.db");
    keep(s, &run, id);
    for (int i = 0; i < COUNT(CHECKS); i++) {
        snprintf(sql, sizeof sql, "SELECT * FROM %s", CHECKS[i]);
        assert_string_equal(ask(s, sql), "");
    }
    store_close(s);
}

static void every_check_speaks_when_a_figure_is_changed(void **state)
{
    (void)state;
    static const struct { const char *check, *change; } CASES[] = {
        { "check_bucket_paid", "UPDATE payment SET pence = pence + 1 WHERE bucket = 0" },
        { "check_payer_balance", "UPDATE payer SET paid_pence = 1 WHERE payer = 0" },
        { "check_payer_balance", "UPDATE payer SET received_pence = 1, left_pence ="
                                 " -50999 WHERE payer = 0" },
        { "check_ring_fence", "DELETE FROM stream_category WHERE category = 'fee'" },
        { "check_ring_fence", "DELETE FROM stream_role" },
        { "check_ring_fence", "DELETE FROM stream_course" },
        { "check_scope", "UPDATE payer SET period = '2027' WHERE payer = 0" },
        { "check_scope", "UPDATE payer SET scope_type = 'la', scope = 'Brook' WHERE payer = 0" },
        { "check_carry", "UPDATE payer SET carried_in_pence = 9 WHERE payer = 1" },
        { "check_virement", "UPDATE payer SET kind = 'virement' WHERE payer = 2" },
        { "check_rebate", "UPDATE payer SET received_pence = 3999 WHERE kind = 'rebate'" },
        { "check_learner_cost", "UPDATE start SET fee = 81 WHERE n = 1" },
        { "check_cost_lines", "UPDATE cost SET pounds = pounds + 1 WHERE n = 1" },
        { "check_cost", "UPDATE run SET cost = 470" },
    };
    char id[40], sql[100];
    struct run run = hand_made_run();
    for (int i = 0; i < COUNT(CASES); i++) {
        struct store *s = open_store("changed.db");
        keep(s, &run, id);
        meddle(file_named("changed.db"), CASES[i].change);
        snprintf(sql, sizeof sql, "SELECT * FROM %s", CASES[i].check);
        if (ask(s, sql)[0] == '\0')
            fail_msg("%s says nothing after: %s", CASES[i].check, CASES[i].change);
        store_close(s);
    }
}

static void a_run_without_a_plan_is_stored_too(void **state)
{
    (void)state;
    char id[40];
    struct unmet unmet[] = { { "floor of Level 3", "Ashby", 2, "people" } };
    struct run run = hand_made_run();
    run.plan = NULL;
    run.status = RUN_INFEASIBLE;
    run.objective = run.bound = INFINITY;
    run.gap = NAN;
    run.unmet = unmet;
    run.n_unmet = 1;
    struct store *s = open_store("no-plan.db");
    keep(s, &run, id);
    assert_string_equal(ask(s, "SELECT status, objective, bound, gap, cost FROM run"),
                        "infeasible|null|null|null|null;");
    assert_string_equal(ask(s, "SELECT rule, missing, unit FROM unmet"),
                        "floor of Level 3|2|people;");
    store_close(s);
}

static void runs_of_one_second_have_names_of_their_own(void **state)
{
    (void)state;
    char id[3][40];
    struct run run = hand_made_run();
    struct store *s = open_store("names.db");
    for (int i = 0; i < 3; i++)
        keep(s, &run, id[i]);
    assert_string_equal(ask(s, "SELECT count(*), count(DISTINCT inputs_sha256) FROM run"), "3|1;");
    store_close(s);
}

static void removing_leaves_nothing_of_a_run_and_all_of_others(void **state)
{
    (void)state;
    char first[40], second[40];
    struct err err = { 0 };
    struct run run = hand_made_run();
    struct store *s = open_store("remove.db");
    keep(s, &run, first);
    keep(s, &run, second);
    assert_int_equal(store_remove(s, first, &err), OK);
    assert_string_equal(ask(s, "SELECT count(*) FROM run"), "1;");
    assert_string_equal(ask(s, "SELECT count(*) FROM payment"), "5;");
    assert_string_equal(ask(s, "SELECT count(*) FROM input_areas"), "1;");
    assert_int_equal(store_remove(s, first, &err), WRONG_USAGE);
    store_close(s);
}

static void a_figure_that_is_no_number_keeps_the_whole_run_out(void **state)
{
    (void)state;
    char id[40];
    struct err err = { 0 };
    struct run run = hand_made_run();
    struct plan_start starts[2];
    struct plan plan = *run.plan;
    memcpy(starts, plan.start, sizeof starts);
    starts[1].learners = NAN;
    plan.start = starts;
    run.plan = &plan;
    struct store *s = open_store("nan.db");
    assert_int_equal(store_run(s, &run, id, &err), BROKEN);
    assert_string_equal(id, "");
    assert_string_equal(ask(s, "SELECT count(*) FROM run"), "0;");
    store_close(s);
}

static void full_precision_comes_back(void **state)
{
    (void)state;
    char id[40];
    struct run run = hand_made_run();
    run.objective = 0.1 + 0.2;
    struct store *s = open_store("exact.db");
    keep(s, &run, id);
    assert_true(strtod(ask(s, "SELECT objective FROM run"), NULL) == run.objective);
    store_close(s);
}

static void files_that_are_not_ours_are_refused(void **state)
{
    (void)state;
    FILE *f = fopen(file_named("text.db"), "w");
    for (int i = 0; i < 100; i++)
        fputs("area,la,region,latitude,longitude\n", f);
    fclose(f);
    refused(file_named("text.db"), true, "is not a database of ringfence");
    meddle(file_named("other.db"), "CREATE TABLE other (x)");
    refused(file_named("other.db"), true, "another program");
    store_close(open_store("newer.db"));
    meddle(file_named("newer.db"), "PRAGMA user_version = 99");
    refused(file_named("newer.db"), true, "newer version");
    refused(file_named("absent.db"), false, "there is no database");
    fclose(fopen(file_named("empty.db"), "w"));
    refused(file_named("empty.db"), false, "holds no results");
    refused(file_named("no/such/folder.db"), true, "cannot open");
    refused("", true, "cannot be the name");
    refused(":memory:", true, "cannot be the name");
    refused("file:x.db", true, "cannot be the name");
}

static void a_damaged_file_is_refused(void **state)
{
    (void)state;
    char id[40], garbage[3 * 4096];
    struct run run = hand_made_run();
    struct store *s = open_store("damaged.db");
    keep(s, &run, id);
    store_close(s);
    memset(garbage, 0x5a, sizeof garbage);
    FILE *f = fopen(file_named("damaged.db"), "r+");
    fseek(f, 20 * 4096, SEEK_SET);
    fwrite(garbage, 1, sizeof garbage, f);
    fclose(f);
    refused(file_named("damaged.db"), true, "damaged");
}

static void a_file_that_cannot_be_written_can_be_read(void **state)
{
    (void)state;
    char id[40];
    struct store *s = open_store("read-only.db");
    struct run run = hand_made_run();
    struct err err = { 0 };
    keep(s, &run, id);
    store_close(s);
    chmod(file_named("read-only.db"), 0444);
    chmod(test_folder(), 0555);
    bool root = geteuid() == 0; /* to whom nothing is read-only */
    if (root)
        assert_int_equal(seteuid(65534), 0);
    enum status opened = store_open(&s, file_named("read-only.db"), false, &err);
    enum status read = opened == OK ? store_newest(s, "Region", id, &err) : opened;
    enum status written = opened == OK ? store_run(s, &run, id, &err) : opened;
    store_close(opened == OK ? s : NULL);
    if (root)
        assert_int_equal(seteuid(0), 0);
    chmod(test_folder(), 0755);
    assert_int_equal(read, OK);
    assert_int_equal(written, IO_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_goes_in_and_is_found),
        cmocka_unit_test(figures_add_up),
        cmocka_unit_test(every_check_is_silent_on_a_sound_run),
        cmocka_unit_test(every_check_speaks_when_a_figure_is_changed),
        cmocka_unit_test(a_run_without_a_plan_is_stored_too),
        cmocka_unit_test(runs_of_one_second_have_names_of_their_own),
        cmocka_unit_test(removing_leaves_nothing_of_a_run_and_all_of_others),
        cmocka_unit_test(a_figure_that_is_no_number_keeps_the_whole_run_out),
        cmocka_unit_test(full_precision_comes_back),
        cmocka_unit_test(files_that_are_not_ours_are_refused),
        cmocka_unit_test(a_damaged_file_is_refused),
        cmocka_unit_test(a_file_that_cannot_be_written_can_be_read),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
