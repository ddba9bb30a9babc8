/* test_words.c - nothing in the database is without words, and the words fit what is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base.h"
#include "columns.h"
#include "store.h"

static struct store *store;
static char FOLDER[] = "/tmp/ringfence-words-XXXXXX";
static char path[100];

static int open_empty(void **state)
{
    (void)state;
    struct err err = { 0 };
    if (!mkdtemp(FOLDER))
        return -1;
    snprintf(path, sizeof path, "%s/words.db", FOLDER);
    return store_open(&store, path, true, &err) == OK ? 0 : -1;
}

static int close_empty(void **state)
{
    (void)state;
    store_close(store);
    return unlink(path) || rmdir(FOLDER);
}

/* Table, column, declared type of everything but inputs and checks. */
static const char COLUMNS[] =
    "SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c"
    " WHERE m.type IN ('table', 'view') AND substr(m.name, 1, 6) NOT IN ('input_', 'check_')";

static void each_column(store_row *row, int least)
{
    struct err err = { 0 };
    int seen = 0;
    if (store_query(store, COLUMNS, NULL, 0, row, &seen, &err) != OK)
        fail_msg("%s", err.text);
    assert_true(seen >= least);
}

static bool has_words(void *seen, int n, const char *const *names, const char *const *values)
{
    (void)n;
    (void)names;
    const struct column_words *c = column_words(values[0], values[1]);
    ++*(int *)seen;
    if (!c || !c->title || !c->help || !c->title[0] || !c->help[0])
        fail_msg("scenarios/store_words.c says nothing of %s.%s", values[0], values[1]);
    return true;
}

static void every_column_has_words(void **state)
{
    (void)state;
    each_column(has_words, 300);
}

static bool type_fits(void *seen, int n, const char *const *names, const char *const *values)
{
    static const struct { const char *declared, *types; } FIT[] = {
        { "TEXT", "string date datetime" }, { "INTEGER", "integer boolean" },
        { "REAL", "number" } };
    (void)n;
    (void)names;
    const struct column_words *c = column_words(values[0], values[1]);
    ++*(int *)seen;
    for (int i = 0; c && i < COUNT(FIT); i++)
        if (strcmp(values[2], FIT[i].declared) == 0 && !strstr(FIT[i].types, KINDS[c->kind].type))
            fail_msg("%s.%s is %s, its words say %s", values[0], values[1], values[2],
                     KINDS[c->kind].type);
    return true;
}

static void words_fit_the_declared_types(void **state)
{
    (void)state;
    each_column(type_fits, 300);
}

static bool count(void *seen, int n, const char *const *names, const char *const *values)
{
    (void)n;
    (void)names;
    (void)values;
    ++*(int *)seen;
    return true;
}

static void tables_and_views_have_titles_and_keys(void **state)
{
    (void)state;
    for (int i = 0; i < N_STORE_TABLES; i++)
        assert_true(STORE_TABLES[i].title && STORE_TABLES[i].title[0]);
    for (int i = 0; i < N_STORE_VIEWS; i++) {
        const struct store_view *v = &STORE_VIEWS[i];
        char sql[300];
        struct err err = { 0 };
        int seen = 0;
        assert_true(v->title && v->title[0] && v->key);
        snprintf(sql, sizeof sql, "SELECT %s FROM %s", v->key, v->name);
        if (store_query(store, sql, NULL, 0, count, &seen, &err) != OK)
            fail_msg("the key of %s: %s", v->name, err.text);
    }
}

static void no_word_is_said_twice(void **state)
{
    (void)state;
    for (int i = 0; i < N_COLUMN_WORDS; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(COLUMN_WORDS[i].name, COLUMN_WORDS[k].name) == 0)
                fail_msg("%s is said twice", COLUMN_WORDS[i].name);
}

static void units_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(kind_of_unit("pounds"), K_POUNDS);
    assert_int_equal(kind_of_unit("people"), K_PEOPLE);
    assert_int_equal(kind_of_unit("share"), K_SHARE);
    assert_int_equal(kind_of_unit("furlongs"), K_NUMBER);
    assert_int_equal(kind_of_unit(NULL), K_NUMBER);
    assert_string_equal(column_unit(column_words(NULL, "miles")), "miles one way");
    assert_null(column_unit(column_words(NULL, "la")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_has_words),
        cmocka_unit_test(words_fit_the_declared_types),
        cmocka_unit_test(tables_and_views_have_titles_and_keys),
        cmocka_unit_test(no_word_is_said_twice),
        cmocka_unit_test(units_are_told_apart),
    };
    return cmocka_run_group_tests(tests, open_empty, close_empty);
}
