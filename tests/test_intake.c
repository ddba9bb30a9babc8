/* test_intake.c - reading, checking, changing and typing tables. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "case_files.h"
#include "model/intake/nearest.h"
#include "model/intake/number.h"
#include "world.h"
#include "wrong_tables.h"

struct fixture { /* one case, read for one scenario */
    char folder[64];
    struct arena *a;
    struct findings f;
    struct tables *t;
    struct world *w;
    enum status status;
};

static void begin(struct fixture *x)
{
    *x = (struct fixture){ .a = arena_new() };
    findings_init(&x->f, x->a);
    case_write(x->folder);
}

static void put(struct fixture *x, const char *file, const char *content)
{
    case_put(x->folder, file, content, strlen(content));
}

static void build(struct fixture *x, const char *scenario)
{
    struct err err;
    assert_int_equal(tables_read(&x->t, x->a, x->folder, &x->f, &err), OK);
    struct tables *changed = tables_changed(x->a, x->t, scenario, &x->f);
    x->status = world_build(&x->w, x->a, changed, scenario, &x->f, &err);
    findings_sort(&x->f);
}

static void end(struct fixture *x)
{
    case_remove(x->folder);
    arena_free(x->a);
}

static void show(const struct findings *f)
{
    for (int i = 0; i < f->n; i++)
        print_message("    %s %s:%d:%d %s -- %s\n", f->items[i].code, f->items[i].file,
                      f->items[i].line, f->items[i].column, f->items[i].text,
                      f->items[i].help ? f->items[i].help : "");
}

static bool says(const struct finding *g, const struct wrong *k)
{
    const char *file = k->at ? k->at : k->file;
    return !strcmp(g->code, k->code) && !strcmp(g->file, file) && g->line == k->line &&
           g->column == k->column &&
           (strstr(g->text, k->fragment) || (g->help && strstr(g->help, k->fragment)));
}

static bool is_said_alone(const struct wrong *k, const char *scenario)
{
    struct fixture x;
    int said = 0;
    begin(&x);
    if (k->content) {
        put(&x, k->file, k->content);
    } else {
        char path[200];
        snprintf(path, sizeof path, "%s/%s", x.folder, k->file);
        remove(path);
    }
    build(&x, scenario);
    for (int i = 0; i < x.f.n; i++)
        said += says(&x.f.items[i], k);
    bool error = *k->code == 'E';
    bool ok = said == 1 && x.f.n_errors == (error ? 1 : 0) && (x.status == OK) == !error;
    if (!ok) {
        print_message("%s: %s %d:%d \"%s\" expected, seen:\n", k->file, k->code, k->line,
                      k->column, k->fragment);
        show(&x.f);
    }
    end(&x);
    return ok;
}

static void each_way_to_be_wrong_is_said_once_at_its_place(void **state)
{
    int failed = 0;
    (void)state;
    for (int i = 0; i < COUNT(WRONG); i++)
        failed += !is_said_alone(&WRONG[i], "Base");
    assert_int_equal(failed, 0);
}

static void a_change_that_breaks_a_cell_is_named(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(WRONG_WHEN_CHANGED); i++)
        assert_true(is_said_alone(&WRONG_WHEN_CHANGED[i], "Cut"));
}

static void the_small_case_has_no_findings(void **state)
{
    struct fixture x;
    (void)state;
    begin(&x);
    build(&x, NULL);
    show(&x.f);
    assert_int_equal(x.f.n, 0);
    assert_int_equal(x.status, OK);
    assert_int_equal(strlen(x.t->table[T_AREAS].sha256), 64);
    end(&x);
}

static void entities_are_sorted_and_resolved(void **state)
{
    struct fixture x;
    (void)state;
    begin(&x);
    build(&x, "Base");
    const struct world *w = x.w;
    assert_string_equal(w->period[0].id, "2008");
    assert_true(w->period[1].discount < w->period[0].discount);
    assert_int_equal(w->n_modules, 4); /* CORE, Induction, NVQ3, SPEC */
    assert_string_equal(w->module[1].id, "Induction");
    assert_int_equal(w->course[0].n_modules, 2);
    assert_string_equal(w->module[w->course[0].modules[0].i].id, "CORE");
    assert_int_equal(w->course[1].award_level, NO_LEVEL);
    assert_int_equal(w->provider[0].n_bands, 3);
    assert_true(w->provider[0].threshold[1] == 10000 && w->provider[0].discount[2] == 0.1);
    assert_int_equal(w->n_allocations, 2);
    assert_true(w->allocation[0].amount == 1500);
    assert_true(w->stream[0].category[CONTRACT] && !w->stream[0].category[VACANCY]);
    assert_true(isinf(w->role[0].travel_limit[0]) && w->role[1].travel_limit[1] == 60);
    assert_true(headcount(w, (struct area_id){ 1 }, (struct role_id){ 0 }, 3) == 10.5);
    assert_true(w->miles[0] < 1e-6 && w->miles[1] > 7 && w->miles[1] < 9);
    end(&x);
}

static void what_a_scenario_does_not_say_its_base_does(void **state)
{
    struct fixture x;
    (void)state;
    begin(&x);
    build(&x, "Cut");
    assert_true(x.w->scenario.gap == 0.01);
    assert_string_equal(x.w->scenario.procurement.id, "la");
    assert_int_equal(x.w->n_policies, 0);
    assert_int_equal(x.w->n_buyers, 2);
    assert_true(x.w->allocation[0].amount == 1200);
    end(&x);
}

static void consortia_buy_together_and_changes_of_bases_come_first(void **state)
{
    struct fixture x;
    (void)state;
    begin(&x);
    put(&x, "changes.csv", "scenario,table,where,column,operation,value\n"
                           "Pair,targets,,share,add,0.1\nCut,targets,,share,set,0.6\n"
                           "Cut,targets,target=L3,penalty,scale,0.1\n");
    build(&x, "Pair");
    assert_int_equal(x.w->n_buyers, 1);
    assert_string_equal(x.w->buyer[0], "Pair");
    assert_true(x.w->target[1].share == 0.7 && x.w->target[1].penalty == 500);
    assert_string_equal(cell(&x.t->table[T_TARGETS], 0, 8), "5000");
    end(&x);
}

static void how_a_spreadsheet_saves_does_not_matter(void **state)
{
    static const char *const SAVED[] = {
        "\xEF\xBB\xBF\"area\",la,region,latitude,longitude,name\r\n"
            "North,Ashby,East,52.9,-1.4,\"The\r\nnorth, \"\"up\"\"\"\r\n\r\n"
            "South,Brack,East,52.8,-1.3,\r\n,,,,,\r\n",
        "longitude,latitude,region,la,area\n-1.4,52.9,East,Ashby,North\n"
            "-1.3,52.8,East,Brack,South",
        "area,la,region,latitude,longitude\rNorth,Ashby,East,52.9,-1.4\r"
            "South,Brack,East,52.8,-1.3\r",
    };
    (void)state;
    for (int i = 0; i < COUNT(SAVED); i++) {
        struct fixture x;
        begin(&x);
        put(&x, "areas.csv", SAVED[i]);
        build(&x, "Base");
        show(&x.f);
        assert_int_equal(x.f.n, 0);
        assert_int_equal(x.w->n_areas, 2);
        assert_true(x.w->area[1].longitude == -1.3);
        end(&x);
    }
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    static const struct { const char *bytes; size_t length; const char *code; } BYTES[] = {
        { "area\0,la", 8, "E106" }, { "\xFF\xFE" "a\0r\0", 6, "E107" },
        { "PK\x03\x04zip", 7, "E108" }, { "", 0, "E104" }, { "\n\n", 2, "E104" },
    };
    (void)state;
    for (int i = 0; i < COUNT(BYTES); i++) {
        struct fixture x;
        begin(&x);
        case_put(x.folder, "areas.csv", BYTES[i].bytes, BYTES[i].length);
        build(&x, "Base");
        assert_int_equal(x.f.n, 1);
        assert_string_equal(x.f.items[0].code, BYTES[i].code);
        end(&x);
    }
}

static void only_files_are_read_and_only_so_far(void **state)
{
    struct fixture x;
    char path[200];
    (void)state;
    begin(&x);
    snprintf(path, sizeof path, "%s/travel.csv", x.folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/areas.csv", x.folder);
    assert_int_equal(truncate(path, 0), 0);
    FILE *f = fopen(path, "w");
    for (int i = 0; i < (3 << 20); i++)
        putc('x', f);
    fclose(f);
    build(&x, "Base");
    assert_int_equal(x.f.n, 2);
    assert_string_equal(x.f.items[0].code, "E103");
    assert_string_equal(x.f.items[1].code, "E116");
    end(&x);
}

static void a_folder_that_is_not_there_is_a_failure(void **state)
{
    struct arena *a = arena_new();
    struct findings f;
    struct tables *t;
    struct err err;
    (void)state;
    findings_init(&f, a);
    assert_int_equal(tables_read(&t, a, "/nonexistent", &f, &err), IO_FAILED);
    arena_free(a);
}

static void an_unknown_scenario_is_an_error(void **state)
{
    struct fixture x;
    (void)state;
    begin(&x);
    build(&x, "Bas");
    assert_int_equal(x.f.n, 1);
    assert_string_equal(x.f.items[0].code, "E222");
    assert_string_equal(x.f.items[0].help, "did you mean \"Base\"?");
    end(&x);
}

static void numbers_are_plain_decimals_only(void **state)
{
    static const struct { const char *text, *meant; } TEXTS[] = {
        { "£1,200", "1200" }, { "10%", "0.1" }, { "1,5", "1.5" }, { "1e5", "100000" },
        { "0x10", "16" }, { "1.200,50", "1200.50" }, { ".5", "0.5" }, { "5.", "5" },
        { "+5", "5" }, { "(5)", "-5" }, { "1 000", "1000" }, { "12k", "12000" },
        { "nan", NULL }, { "inf", NULL }, { "abc", NULL }, { "-", NULL }, { "1.2.3", NULL },
        { "1,234,567.8", "1234567.8" }, { "1200 GBP", "1200" }, { "7 ", "7" },
    };
    struct arena *a = arena_new();
    double value;
    (void)state;
    for (int i = 0; i < COUNT(TEXTS); i++) {
        const char *meant = number_meant(a, TEXTS[i].text);
        assert_false(number_read(TEXTS[i].text, &value));
        if (TEXTS[i].meant)
            assert_string_equal(meant ? meant : "nothing", TEXTS[i].meant);
        else
            assert_null(meant);
    }
    assert_true(number_read("-0.25", &value) && value == -0.25);
    assert_true(number_read("0012", &value) && value == 12);
    arena_free(a);
}

static void numbers_are_printed_plainly_and_read_back(void **state)
{
    static const struct { double value; const char *text; } NUMBERS[] = {
        { 0, "0" }, { 0.1, "0.1" }, { 1e9, "1000000000" }, { -2.5, "-2.5" }, { 1e-7, "0.0000001" },
        { 123456.789, "123456.789" }, { 1.0 / 3, "0.3333333333333333" }, { 12, "12" },
        { 1e21, "1000000000000000000000" },
    };
    struct arena *a = arena_new();
    double back;
    (void)state;
    for (int i = 0; i < COUNT(NUMBERS); i++) {
        assert_string_equal(number_print(a, NUMBERS[i].value), NUMBERS[i].text);
        assert_true(number_read(NUMBERS[i].text, &back) && back == NUMBERS[i].value);
    }
    arena_free(a);
}

static void the_nearest_name_is_within_a_third(void **state)
{
    static const char *const NAMES[] = { "Calder Vale", "Ashby", "amount", NULL };
    (void)state;
    assert_string_equal(nearest("Calder Vail", NAMES, 4), "Calder Vale");
    assert_string_equal(nearest("AMOUNT", NAMES, 4), "amount");
    assert_string_equal(nearest("amuont", NAMES, 4), "amount");
    assert_null(nearest("Nottingham", NAMES, 4));
}

static void write_workforce(const struct fixture *x, int n_areas)
{
    char path[200];
    snprintf(path, sizeof path, "%s/areas.csv", x->folder);
    FILE *areas = fopen(path, "w");
    snprintf(path, sizeof path, "%s/workforce.csv", x->folder);
    FILE *workforce = fopen(path, "w");
    fputs("area,la,region,latitude,longitude\nNorth,Ashby,East,52,-1\nSouth,Brack,East,52,-1\n",
          areas);
    fputs("area,role,level,headcount\n", workforce);
    for (int i = 0; i < n_areas; i++) {
        fprintf(areas, "Area %d,Ashby,East,52.5,-1.25\n", i);
        for (int k = 0; k < 18; k++)
            fprintf(workforce, "Area %d,%s,%d,%d.5\n", i, k < 9 ? "TA" : "Nursery", k % 9, i % 97);
    }
    fclose(areas);
    fclose(workforce);
}

static void a_million_rows_are_read(void **state)
{
    enum { N = 55556 };
    struct fixture x;
    (void)state;
    begin(&x);
    write_workforce(&x, N);
    const char *slow = getenv("SLOW"); /* under sanitizers */
    clock_t start = clock();
    build(&x, "Base");
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    print_message("%d rows of workforce: %.2f s\n", N * 18, seconds);
    assert_true(seconds < 3 * (slow ? strtod(slow, NULL) : 1));
    assert_int_equal(x.status, OK);
    assert_int_equal(x.t->table[T_WORKFORCE].n_rows, N * 18);
    assert_int_equal(x.w->n_areas, N + 2);
    end(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_case_has_no_findings),
        cmocka_unit_test(entities_are_sorted_and_resolved),
        cmocka_unit_test(what_a_scenario_does_not_say_its_base_does),
        cmocka_unit_test(consortia_buy_together_and_changes_of_bases_come_first),
        cmocka_unit_test(each_way_to_be_wrong_is_said_once_at_its_place),
        cmocka_unit_test(a_change_that_breaks_a_cell_is_named),
        cmocka_unit_test(how_a_spreadsheet_saves_does_not_matter),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(only_files_are_read_and_only_so_far),
        cmocka_unit_test(a_folder_that_is_not_there_is_a_failure),
        cmocka_unit_test(an_unknown_scenario_is_an_error),
        cmocka_unit_test(numbers_are_plain_decimals_only),
        cmocka_unit_test(numbers_are_printed_plainly_and_read_back),
        cmocka_unit_test(the_nearest_name_is_within_a_third),
        cmocka_unit_test(a_million_rows_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
