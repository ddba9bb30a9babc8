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

/* Two LAs buy together: 3 learners of Ashby and 1 of Brook on one cohort of 5, fee £80 each. */
enum { N_AREAS = 2 };
static struct la LAS[] = { { "Ashby" }, { "Brook" } };
static struct region REGIONS[] = { { "North" } };
static struct sector SECTORS[] = { { "pvi" } };
static struct profession PROFESSIONS[] = { { "care" } };
static struct area AREAS[] = {
    { .id = "Ashby", .name = "Ashby", .la = { 0 }, .mentor_hours = 10 },
    { .id = "Brook", .name = "Brook", .la = { 1 }, .mentor_hours = 10 } };
static struct period PERIODS[] = {
    { "2026", "2026-09-01", 12, 1, 1 }, { "2027", "2027-09-01", 12, 1, 0.9 } };
static struct role ROLES[] = {
    { .id = "Carer", .name = "Carer", .travel_limit = { INFINITY, 45 }, .release_share = 1 } };
static bool YES[] = { true, true };
static struct module_id MODULE_IDS[] = { { 0 } };
static struct course COURSES[] = {
    { .id = "NVQ3", .name = "NVQ3", .entry_level = 2, .award_level = 3, .taken_by = YES,
      .periods = 1, .contact_hours = 60, .sessions = 10, .load = 1, .completion = 0.5,
      .modules = MODULE_IDS, .n_modules = 1 } };
static struct module MODULES[] = { { "NVQ3", "NVQ3" } };
static struct provider PROVIDERS[] = { { .id = "College", .name = "College", .kind = "fe" } };
static struct site SITES[] = { { .id = "College day", .name = "College day", .attendance = 1 } };
static struct offer OFFERS[] = {
    { .by_cohort = true, .cohort_price = 400, .cohort_min = 1, .cohort_max = 5,
      .cohorts_limit = 3, .places_limit = INFINITY, .until = { 1 } } };
static struct stream STREAMS[] = {
    { .id = "Grant", .name = "Grant", .roles = YES, .courses = YES,
      .category = { [FEE] = true, [VACANCY] = true, [CONTRACT] = true }, .max_share = 1,
      .cap_per_learner = INFINITY, .carry_over = 0.5 } };
static struct target TARGETS[] = {
    { .id = "Level 3", .areas = YES, .roles = YES, .level = 3, .course = { -1 },
      .period = { 1 }, .share = 0.5, .penalty = 1000 } };
static const char *BUYERS[] = { "Region" };
static int BUYER_OF_LA[] = { 0, 0 };
static double MILES[] = { 3, 6 }, MINUTES[] = { 6, 12 };

static struct world WORLD = {
    .scenario = { .id = "Region", .name = "One buyer", .base = NULL,
                  .procurement = { .id = "region", .partition = BY_REGION, .contract_cost = 100 },
                  .gap = 0.005, .time_limit = 60 },
    .n_las = 2, .n_regions = 1, .n_areas = N_AREAS, .n_periods = 2, .n_sectors = 1,
    .n_professions = 1, .n_roles = 1, .n_courses = 1, .n_modules = 1, .n_providers = 1,
    .n_sites = 1, .n_offers = 1, .n_streams = 1, .n_targets = 1, .n_buyers = 1,
    .la = LAS, .region = REGIONS, .area = AREAS, .period = PERIODS, .sector = SECTORS,
    .profession = PROFESSIONS, .role = ROLES, .course = COURSES, .module = MODULES,
    .provider = PROVIDERS, .site = SITES, .offer = OFFERS, .stream = STREAMS, .target = TARGETS,
    .buyer = BUYERS, .buyer_of_la = BUYER_OF_LA, .miles = MILES, .minutes = MINUTES };

/* Grant of £600 in 2026, of which £50 is carried to 2027. */
static struct payer PAYERS[] = {
    { .kind = PAYER_POT, .scope = SCOPE_ALL, .amount = 600, .most = 600, .earlier = -1,
      .later = 1, .virement = -1 },
    { .kind = PAYER_POT, .scope = SCOPE_ALL, .period = { 1 }, .most = 300, .earlier = 0,
      .later = -1, .virement = -1 },
    { .kind = PAYER_REBATE, .stream = { -1 }, .scope = SCOPE_BUYER, .earlier = -1, .later = -1,
      .virement = -1 } };
static struct sets SETS = { .world = &WORLD, .n_payers = 3, .payer = PAYERS };

static struct plan_start STARTS[] = {
    { .area = { 0 }, .level = 2, .learners = 3, .cost = { [FEE] = 80 } },
    { .area = { 1 }, .level = 2, .learners = 1, .cost = { [FEE] = 80 } } };
static struct plan_stock STOCK[] = {
    { .area = { 0 }, .level = 2, .period = -1, .people = 6 },
    { .area = { 0 }, .level = 3, .period = 0, .people = 1.5 },
    { .area = { 0 }, .level = 3, .period = 1, .people = 1.5 } };
static struct plan_cohort COHORTS[] = { { .cohorts = 1, .learners = 4 } };
static struct plan_contract CONTRACTS[] = {
    { .taken = 1, .value = 400, .rebate = 40, .band = 1 } };
static struct plan_office OFFICES[] = { { .taken = 1 } };
static struct plan_shortfall SHORTFALLS[] = {
    { .area = { 0 }, .want = 3, .have = 1.5, .missing = 1.5 },
    { .area = { 1 }, .want = 1, .have = 1, .missing = 0 } };
static struct plan_bucket BUCKETS[] = {
    { .category = FEE, .area = { 0 }, .cost = 240, .pence = 24000 },
    { .category = FEE, .area = { 1 }, .cost = 80, .pence = 8000 },
    { .category = VACANCY, .area = { -1 }, .cost = 80, .pence = 8000 },
    { .category = CONTRACT, .area = { -1 }, .cost = 100, .pence = 10000 } };
static struct plan_payment PAYMENTS[] = {
    { 0, 0, 240, 24000 }, { 0, 1, 40, 4000 }, { 2, 1, 40, 4000 }, { 0, 2, 80, 8000 },
    { 0, 3, 100, 10000 } };
static struct plan_payer PAID[] = {
    { .received = 600, .carried_out = 50, .paid = 460, .received_pence = 60000,
      .carried_out_pence = 5000, .paid_pence = 46000 },
    { .carried_in = 50, .carried_in_pence = 5000 },
    { .received = 40, .paid = 40, .received_pence = 4000, .paid_pence = 4000 } };
static struct plan PLAN = {
    .sets = &SETS, .n_starts = 2, .n_stock = 3, .n_cohorts = 1, .n_contracts = 1,
    .n_offices = 1, .n_shortfalls = 2, .n_buckets = 4, .n_payments = 5, .start = STARTS,
    .stock = STOCK, .cohort = COHORTS, .contract = CONTRACTS, .office = OFFICES,
    .shortfall = SHORTFALLS, .bucket = BUCKETS, .payment = PAYMENTS, .payer = PAID,
    .cost = 460, .shortfall_value = 1350 };

static struct finding FOUND[] = {
    { FINDING_QUERY, "Q501", "areas.csv", 2, 1, "area", "Ashby", "small for an area", NULL } };
static struct findings FINDINGS = { .items = FOUND, .n = 1, .n_queries = 1 };
static struct tables TABLES_READ;
static const char *CELLS[40];
static int LINES[] = { 2 };

static struct run run_by_hand(void)
{
    for (int i = 0; i < N_TABLES; i++)
        TABLES_READ.table[i] = (struct table){ .schema = &TABLES[i], .sha256 = "ab",
                                               .cells = CELLS, .line = LINES, .n_rows = 1 };
    CELLS[0] = "Ashby";
    TABLES_READ.folder = "somewhere";
    return (struct run){
        .tables = &TABLES_READ, .findings = &FINDINGS, .world = &WORLD, .sets = &SETS,
        .status = RUN_OPTIMAL, .objective = 1810, .bound = 1800.5, .gap = 9.5 / 1810,
        .cost = 460, .shortfall_value = 1350, .plan = &PLAN, .gap_asked = 0.005,
        .time_limit_s = 60, .seconds = 0.25, .workers = 1, .peak_kb = 1000 };
}

/* ---- helpers ---- */

static char FOLDER[] = "/tmp/ringfence-store-XXXXXX";

static const char *file_named(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(FOLDER) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", FOLDER);
    return system(command);
}

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
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
    struct store *s = open_store("figures.db");
    keep(s, &run, id);
    for (int i = 0; i < COUNT(CASES); i++)
        assert_string_equal(ask(s, CASES[i].sql), CASES[i].want);
    store_close(s);
}

static const char *const CHECKS[] = {
    "check_bucket_paid", "check_payer_balance", "check_ring_fence", "check_scope", "check_carry",
    "check_virement", "check_rebate", "check_learner_cost", "check_cost" };

static void every_check_is_silent_on_a_sound_run(void **state)
{
    (void)state;
    char id[40], sql[100];
    struct run run = run_by_hand();
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
        { "check_rebate", "UPDATE contract SET rebate_pence = 3000" },
        { "check_learner_cost", "UPDATE start SET fee = 81 WHERE n = 1" },
        { "check_cost", "UPDATE run SET cost = 470" },
    };
    char id[40], sql[100];
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
    struct plan_start starts[] = { STARTS[0], STARTS[1] };
    struct plan plan = PLAN;
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
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
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
    struct run run = run_by_hand();
    struct err err = { 0 };
    keep(s, &run, id);
    store_close(s);
    chmod(file_named("read-only.db"), 0444);
    chmod(FOLDER, 0555);
    bool root = geteuid() == 0; /* to whom nothing is read-only */
    if (root)
        assert_int_equal(seteuid(65534), 0);
    enum status opened = store_open(&s, file_named("read-only.db"), false, &err);
    enum status read = opened == OK ? store_newest(s, "Region", id, &err) : opened;
    enum status written = opened == OK ? store_run(s, &run, id, &err) : opened;
    store_close(opened == OK ? s : NULL);
    if (root)
        assert_int_equal(seteuid(0), 0);
    chmod(FOLDER, 0755);
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
