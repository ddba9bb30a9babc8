/* test_migrate.c - databases of every version released are brought up to date, after a copy; the
 * tables and views of a file are ours to the letter, or made so, or the file is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/store_private.h"
#include "tests/folder.h"
#include "tests/hand_made.h"

/* A database as an older version left it, in the folder. */
static const char *old_database(int version, const char *name)
{
    char command[400];
    const char *path = file_named(name);
    snprintf(command, sizeof command, "gzip -dc tests/databases/version-%d.db.gz >'%s'", version,
             path);
    if (system(command) != 0)
        fail_msg("tests/databases has no database of version %d", version);
    return path;
}

static char *ask(const char *path, const char *sql)
{
    static char text[100000];
    sqlite3 *db;
    sqlite3_stmt *q;
    text[0] = '\0';
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const char *value = (const char *)sqlite3_column_text(q, i);
            size_t n = strlen(text);
            snprintf(text + n, sizeof text - n, "%s;", value ? value : "null");
        }
    sqlite3_finalize(q);
    sqlite3_close(db);
    return text;
}

static void meddle(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    sqlite3_close(db);
}

/* Opens and closes; what it was told goes to note, when given. */
static void opens(const char *path, char note[400])
{
    struct store *s = NULL;
    struct err err = { 0 };
    if (store_open(&s, path, false, &err) != OK)
        fail_msg("%s", err.text);
    if (note)
        snprintf(note, 400, "%s", store_note(s));
    store_close(s);
}

static void refused(const char *path, const char *why)
{
    struct store *s = NULL;
    struct err err = { 0 };
    assert_int_equal(store_open(&s, path, false, &err), IO_FAILED);
    assert_null(s);
    if (!strstr(err.text, why))
        fail_msg("\"%s\" does not say \"%s\"", err.text, why);
}

static const char SCHEMA[] = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";

static char *schema_of_a_new_one(void)
{
    struct store *s = NULL;
    struct err err = { 0 };
    const char *path = file_named("new.db");
    unlink(path);
    assert_int_equal(store_open(&s, path, true, &err), OK);
    store_close(s);
    return strdup(ask(path, SCHEMA));
}

/* ---- tests ---- */

static void every_version_becomes_the_present_one(void **state)
{
    (void)state;
    char *fresh = schema_of_a_new_one();
    for (int version = 1; version < STORE_VERSION; version++) {
        char note[400];
        const char *path = old_database(version, "old.db");
        char *runs = strdup(ask(path, "SELECT run, objective, folder FROM run ORDER BY run"));
        char *lines = strdup(ask(path, "SELECT sum(pounds), count(*) FROM cost"));
        assert_true(strlen(runs) > 50);
        opens(path, note);
        assert_non_null(strstr(note, "has been brought up to date"));
        assert_string_equal(ask(path, SCHEMA), fresh);
        assert_string_equal(ask(path, "SELECT run, objective, folder FROM run ORDER BY run"), runs);
        assert_string_equal(ask(path, "SELECT sum(pounds), count(*) FROM cost"), lines);
        assert_string_equal(ask(path, "PRAGMA foreign_key_check"), "");
        assert_string_equal(ask(path, "PRAGMA integrity_check"), "ok;");
        assert_int_equal(atol(ask(path, "PRAGMA user_version")), STORE_VERSION);
        opens(path, note);
        assert_string_equal(note, "");
        free(runs);
        free(lines);
    }
    free(fresh);
}

static void the_copy_is_the_old_database_whole(void **state)
{
    (void)state;
    char copy[250];
    const char *path = old_database(1, "kept.db");
    snprintf(copy, sizeof copy, "%s.v1.bak", path);
    opens(path, NULL);
    assert_string_equal(ask(copy, "PRAGMA user_version"), "1;");
    assert_string_equal(ask(copy, "PRAGMA integrity_check"), "ok;");
    assert_string_equal(ask(copy, "SELECT count(*) FROM run"), "2;");
    char before[60], second[260];
    snprintf(before, sizeof before, "%s", ask(copy, "SELECT max(sequence) FROM run"));
    opens(old_database(1, "kept.db"), NULL); /* the first copy is not overwritten */
    snprintf(second, sizeof second, "%s.v1.2.bak", file_named("kept.db"));
    assert_int_equal(access(second, F_OK), 0);
    assert_string_equal(ask(copy, "SELECT max(sequence) FROM run"), before);
}

static void a_run_goes_into_an_older_database(void **state)
{
    (void)state;
    char id[40];
    struct store *s = NULL;
    struct err err = { 0 };
    struct run run = hand_made_run();
    const char *path = old_database(1, "goes-on.db");
    assert_int_equal(store_open(&s, path, false, &err), OK);
    assert_int_equal(store_run(s, &run, id, &err), OK);
    store_close(s);
    assert_string_equal(ask(path, "SELECT count(*) FROM run"), "3;");
}

static void columns_and_tables_that_are_new_come_by_themselves(void **state)
{
    (void)state;
    char *fresh = schema_of_a_new_one();
    const char *path = old_database(1, "lacks.db");
    meddle(path, "DROP VIEW v_run; DROP TABLE breach; DROP VIEW v_cost;"
                 "ALTER TABLE office ADD COLUMN surplus TEXT; CREATE VIEW v_gone AS SELECT 1");
    opens(path, NULL);
    assert_string_equal(ask(path, SCHEMA), fresh);
    free(fresh);
}

/* A view of ours with another text would run whatever it says as soon as it is asked. */
static void a_view_that_was_changed_is_ours_again(void **state)
{
    (void)state;
    char note[400];
    char *fresh = schema_of_a_new_one();
    const char *path = file_named("new.db");
    meddle(path, "DROP VIEW v_cost; CREATE VIEW v_cost AS SELECT 'r' AS run, 1e9 AS pounds");
    opens(path, note);
    assert_non_null(strstr(note, "it is kept as it was"));
    assert_string_equal(ask(path, SCHEMA), fresh);
    free(fresh);
}

static void code_in_a_file_is_refused(void **state)
{
    (void)state;
    static const char *const CODE[] = {
        "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END",
        "CREATE INDEX i ON run (abs(objective))",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
    };
    for (int i = 0; i < COUNT(CODE); i++) {
        const char *path = old_database(1, "code.db");
        meddle(path, CODE[i]);
        char *before = strdup(ask(path, SCHEMA));
        refused(path, "that ringfence did not make");
        assert_string_equal(ask(path, SCHEMA), before);
        free(before);
    }
}

static void rows_that_break_the_rules_leave_all_as_it_was(void **state)
{
    (void)state;
    const char *path = old_database(1, "broken.db");
    meddle(path, "PRAGMA ignore_check_constraints = ON; PRAGMA legacy_alter_table = ON;"
                 "ALTER TABLE run RENAME COLUMN folder TO place; UPDATE run SET relax = 7");
    char *before = strdup(ask(path, SCHEMA));
    refused(path, "damaged");
    assert_string_equal(ask(path, SCHEMA), before);
    assert_string_equal(ask(path, "PRAGMA user_version"), "1;");
    free(before);
}

static void a_folder_that_cannot_be_written_keeps_the_old_one(void **state)
{
    (void)state;
    const char *path = old_database(1, "fixed.db");
    chmod(path, 0444);
    chmod(test_folder(), 0555);
    bool root = geteuid() == 0; /* to whom nothing is read-only */
    if (root)
        assert_int_equal(seteuid(65534), 0);
    struct store *s = NULL;
    struct err err = { 0 };
    enum status opened = store_open(&s, path, false, &err);
    if (root)
        assert_int_equal(seteuid(0), 0);
    chmod(test_folder(), 0755);
    assert_int_equal(opened, IO_FAILED);
    assert_non_null(strstr(err.text, "cannot be written"));
    assert_string_equal(ask(path, "PRAGMA user_version"), "1;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_becomes_the_present_one),
        cmocka_unit_test(the_copy_is_the_old_database_whole),
        cmocka_unit_test(a_run_goes_into_an_older_database),
        cmocka_unit_test(columns_and_tables_that_are_new_come_by_themselves),
        cmocka_unit_test(a_view_that_was_changed_is_ours_again),
        cmocka_unit_test(code_in_a_file_is_refused),
        cmocka_unit_test(rows_that_break_the_rules_leave_all_as_it_was),
        cmocka_unit_test(a_folder_that_cannot_be_written_keeps_the_old_one),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
