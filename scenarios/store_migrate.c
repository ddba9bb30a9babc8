/* store_migrate.c - a database of an older version becomes one of this version, after a copy.
 *
 * To change what is stored, change STORE_TABLES, STORE_VIEWS or the tables of a case.  Every table
 * and view of a file whose text is not the present one is made anew, and its rows are copied
 * column by column, by name.  A column that is new is null in them.  Nothing more is needed, but
 *   - after a release: STORE_VERSION goes up by one and STEPS gets one more, perhaps empty.  What
 *     changes between two releases belongs to one version;
 *   - where a new column may not be null, or one has a new name or meaning, or a table goes: SQL
 *     in the newest step, which runs before the rows are copied, such as
 *         "ALTER TABLE run ADD COLUMN seed INTEGER NOT NULL DEFAULT 0;"
 * tests/databases keeps a database of every version released, which a test brings up to date.
 *
 * A view or table can hold code that runs when it is read.  Those that ringfence asks have its
 * own text, to the letter, when this file has done; what else a file holds is never asked.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store_private.h"

static const char *const STEPS[] = { /* from version i + 1 to i + 2 */
    "", /* since 0.1.0 */
};
_Static_assert(COUNT(STEPS) == STORE_VERSION - 1, "every version has its step");

#define OUR_VIEWS "type = 'view' AND (substr(name, 1, 2) = 'v_' OR substr(name, 1, 6) = 'check_')"

/* ---- what differs ---- */

static const char SAME[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = ?1 AND name = ?2 AND sql = ?3";

static enum status object_differs(struct store *s, sqlite3_stmt *same, int i, bool *differs,
                                  struct err *err)
{
    struct store_object o;
    TRY(store_object(s, i, &o, err));
    char *text = store_object_text(&o, o.name);
    sqlite3_reset(same);
    sqlite3_bind_text(same, 1, o.is_view ? "view" : "table", -1, SQLITE_STATIC);
    sqlite3_bind_text(same, 2, o.name, -1, SQLITE_STATIC);
    sqlite3_bind_text(same, 3, text, -1, SQLITE_STATIC);
    enum status status = OK;
    if (!text)
        status = store_no_memory(s, err);
    else if (sqlite3_step(same) != SQLITE_ROW)
        status = store_failed(s, "cannot read the database", err);
    else
        *differs = sqlite3_column_int(same, 0) != 1;
    sqlite3_reset(same);
    sqlite3_clear_bindings(same);
    sqlite3_free(text);
    store_object_free(&o);
    return status;
}

static enum status find_different(struct store *s, sqlite3_stmt *same, int *from, struct err *err)
{
    for (bool differs = false; *from < store_n_objects(); ++*from) {
        TRY(object_differs(s, same, *from, &differs, err));
        if (differs)
            return OK;
    }
    return OK;
}

/* The first object at `from` or after it that differs; store_n_objects() when none does. */
static enum status next_different(struct store *s, int *from, struct err *err)
{
    sqlite3_stmt *same = NULL;
    enum status status = OK;
    if (sqlite3_prepare_v2(s->db, SAME, -1, &same, NULL) != SQLITE_OK)
        status = store_failed(s, "cannot read the database", err);
    else
        status = find_different(s, same, from, err);
    sqlite3_finalize(same);
    return status;
}

enum status store_schema_differs(struct store *s, bool *differs, struct err *err)
{
    int64_t views = 0;
    int at = 0;
    TRY(next_different(s, &at, err));
    *differs = at < store_n_objects();
    TRY(store_number(s, "SELECT count(*) FROM sqlite_schema WHERE " OUR_VIEWS, NULL, &views, err));
    *differs |= views != N_STORE_VIEWS + N_STORE_CHECKS;
    return OK;
}

/* Triggers are switched off and virtual tables not asked, but nobody honest puts them there. */
static enum status refuse_things(struct store *s, struct err *err)
{
    int64_t n = 0;
    TRY(store_number(s, "SELECT count(*) FROM sqlite_schema m WHERE type = 'trigger' OR (type = "
                        "'index' AND sql IS NOT NULL) OR sql LIKE 'CREATE VIRTUAL%' OR (type = "
                        "'table' AND EXISTS (SELECT 1 FROM pragma_table_xinfo(m.name) WHERE hidden"
                        " > 1))", NULL, &n, err));
    return n == 0 ? OK : err_set(err, IO_FAILED, "%s holds %lld %s that ringfence did not make "
                                 "(triggers, indexes, virtual tables or computed columns); remove "
                                 "them, or take another copy", s->path, (long long)n,
                                 n == 1 ? "thing" : "things");
}

/* Rows are copied from what has the name of a table: a view could go on for ever. */
static enum status refuse_views_for_tables(struct store *s, struct err *err)
{
    for (int i = 0; i < store_n_objects(); i++) {
        struct store_object o;
        int64_t n = 0;
        TRY(store_object(s, i, &o, err));
        enum status status = OK;
        if (!o.is_view)
            status = store_number(s, "SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND"
                                     " name = ?1 COLLATE NOCASE", o.name, &n, err);
        if (status == OK && n > 0)
            status = err_set(err, IO_FAILED, "%s is damaged: %s is a view in it, where a table "
                             "should be", s->path, o.name);
        store_object_free(&o);
        TRY(status);
    }
    return OK;
}

enum status store_refuse_code(struct store *s, struct err *err)
{
    TRY(refuse_things(s, err));
    return refuse_views_for_tables(s, err);
}

/* ---- the copy ---- */

static enum status flush_to_disk(const char *path, int flags, struct err *err)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0 || fsync(file) != 0) {
        enum status status = err_set(err, IO_FAILED, "cannot keep a copy as %s: %s", path,
                                     strerror(errno));
        if (file >= 0)
            close(file);
        return status;
    }
    close(file);
    return OK;
}

/* In a connection of its own: the first one holds the lock, so that nobody writes meanwhile. */
static int vacuum_into(const char *from, const char *to)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    int code = sqlite3_open_v2(from, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(q, 1, to, -1, SQLITE_STATIC);
    if (code == SQLITE_OK && sqlite3_step(q) != SQLITE_DONE)
        code = sqlite3_errcode(db);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return code;
}

/* ringfence.db.v1.bak, or .v1.2.bak and so on: no copy is ever overwritten. */
static char *free_name(const struct store *s, int64_t version)
{
    for (int i = 1; i < 10000; i++) {
        char *name = i == 1 ? sqlite3_mprintf("%s.v%lld.bak", s->file, version)
                            : sqlite3_mprintf("%s.v%lld.%d.bak", s->file, version, i);
        if (!name || access(name, F_OK) != 0)
            return name;
        sqlite3_free(name);
    }
    return NULL;
}

static enum status copy_to(struct store *s, const char *half, const char *whole, struct err *err)
{
    unlink(half); /* of a copy that was broken off */
    int code = vacuum_into(s->file, half);
    enum status status = OK;
    if (code == SQLITE_NOMEM)
        status = store_no_memory(s, err);
    else if (code != SQLITE_OK)
        status = err_set(err, IO_FAILED, "%s is of an older version and was left as it is: it "
                         "cannot be copied to %s first: %s", s->path, whole, sqlite3_errstr(code));
    if (status == OK)
        status = flush_to_disk(half, O_RDWR, err);
    if (status == OK && rename(half, whole) != 0)
        status = err_set(err, IO_FAILED, "cannot keep a copy as %s: %s", whole, strerror(errno));
    if (status != OK)
        unlink(half);
    return status;
}

static enum status keep_copy(struct store *s, int64_t version, struct err *err)
{
    char *half = sqlite3_mprintf("%s.bak.tmp", s->file), *whole = free_name(s, version);
    enum status status = half && whole ? copy_to(s, half, whole, err) : store_no_memory(s, err);
    if (status == OK) {
        char folder[4096];
        const char *slash = strrchr(whole, '/');
        snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - whole) + 1 : 1,
                 slash ? whole : ".");
        status = flush_to_disk(folder, O_RDONLY | O_DIRECTORY, err);
    }
    if (status == OK && version == STORE_VERSION)
        snprintf(s->note, sizeof s->note, "%s had other tables or views than those of this "
                 "version of ringfence, which have been put in their place; it is kept as it was "
                 "in %s", s->path, whole);
    else if (status == OK)
        snprintf(s->note, sizeof s->note, "%s was of an older version (format %lld, now %d) and "
                 "has been brought up to date; it is kept as it was in %s", s->path,
                 (long long)version, STORE_VERSION, whole);
    sqlite3_free(half);
    sqlite3_free(whole);
    return status;
}

/* ---- the change ---- */

static enum status run_and_free(struct store *s, char *sql, struct err *err)
{
    enum status status = sql ? store_execute(s, sql, err) : store_no_memory(s, err);
    sqlite3_free(sql);
    return status;
}

static bool take_text(void *text, int n, const char *const *names, const char *const *values)
{
    (void)n;
    (void)names;
    *(char **)text = sqlite3_mprintf("%s", values[0] ? values[0] : "");
    return false;
}

/* Names in both tables, quoted, with commas; "" when the old one is not there. */
static enum status columns_in_both(struct store *s, const char *name, const char *made, char **out,
                                   struct err *err)
{
    const char *both[] = { name, made };
    *out = NULL;
    TRY(store_query(s, "SELECT group_concat(format('\"%w\"', n.name)) FROM pragma_table_info(?2)"
                       " n JOIN pragma_table_info(?1) o ON o.name = n.name", both, 2, take_text,
                    out, err));
    return *out ? OK : store_no_memory(s, err);
}

static enum status copy_rows(struct store *s, const char *name, const char *made, struct err *err)
{
    char *columns;
    TRY(columns_in_both(s, name, made, &columns, err));
    enum status status = OK;
    if (columns[0])
        status = run_and_free(s, sqlite3_mprintf("INSERT INTO \"%w\" (%s) SELECT %s FROM \"%w\";"
                                                 "DROP TABLE \"%w\"", made, columns, columns,
                                                 name, name), err);
    sqlite3_free(columns);
    return status;
}

static enum status make_anew(struct store *s, const struct store_object *o, struct err *err)
{
    static const char MADE[] = "new";
    if (o->is_view)
        return run_and_free(s, store_object_text(o, o->name), err);
    TRY(run_and_free(s, store_object_text(o, MADE), err));
    TRY(copy_rows(s, o->name, MADE, err));
    return run_and_free(s, sqlite3_mprintf("ALTER TABLE \"%w\" RENAME TO \"%w\"", MADE, o->name),
                        err);
}

static enum status drop_views(struct store *s, struct err *err)
{
    for (;;) {
        char *name = NULL;
        TRY(store_query(s, "SELECT name FROM sqlite_schema WHERE " OUR_VIEWS " LIMIT 1", NULL, 0,
                        take_text, &name, err));
        if (!name)
            return OK;
        char *sql = sqlite3_mprintf("DROP VIEW \"%w\"", name);
        sqlite3_free(name);
        TRY(run_and_free(s, sql, err));
    }
}

static enum status make_anew_what_differs(struct store *s, struct err *err)
{
    TRY(drop_views(s, err));
    for (int at = 0;; at++) {
        struct store_object o;
        TRY(next_different(s, &at, err));
        if (at == store_n_objects())
            return OK;
        TRY(store_object(s, at, &o, err));
        enum status status = make_anew(s, &o, err);
        store_object_free(&o);
        TRY(status);
    }
}

static enum status check_done(struct store *s, struct err *err)
{
    bool differs;
    int64_t loose = 0;
    TRY(store_schema_differs(s, &differs, err));
    if (differs)
        return err_set(err, BROKEN, "%s was left as it was: it could not be brought up to date",
                       s->path);
    TRY(store_number(s, "SELECT count(*) FROM pragma_foreign_key_check", NULL, &loose, err));
    return loose == 0 ? OK : err_set(err, IO_FAILED, "%s is damaged: %lld rows refer to rows that "
                                     "are not there", s->path, (long long)loose);
}

static enum status change(struct store *s, struct err *err)
{
    int64_t version = 0;
    bool differs;
    TRY(store_number(s, "PRAGMA user_version", NULL, &version, err));
    TRY(store_schema_differs(s, &differs, err));
    if (version == STORE_VERSION && !differs)
        return OK; /* somebody else was quicker */
    TRY(keep_copy(s, version, err));
    for (int64_t i = version > 0 ? version - 1 : 0; i < COUNT(STEPS); i++)
        TRY(store_execute(s, STEPS[i], err));
    TRY(make_anew_what_differs(s, err));
    TRY(check_done(s, err));
    return run_and_free(s, sqlite3_mprintf("PRAGMA user_version = %d", STORE_VERSION), err);
}

/* Rows that the present tables refuse were not written by us. */
static enum status say_why(const struct store *s, enum status status, struct err *err)
{
    struct err why = *err;
    if (status == IO_FAILED && sqlite3_errcode(s->db) == SQLITE_CONSTRAINT)
        return err_set(err, IO_FAILED, "%s is damaged: its rows break the rules of its tables",
                       s->path);
    return err_set(err, status, "%s", why.text);
}

enum status store_migrate(struct store *s, struct err *err)
{
    if (sqlite3_db_readonly(s->db, "main"))
        return err_set(err, IO_FAILED, "%s is of an older version and must be brought up to date, "
                       "but cannot be written", s->path);
    TRY(store_execute(s, "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON", err));
    enum status status = store_execute(s, "BEGIN IMMEDIATE", err);
    if (status == OK)
        status = change(s, err);
    if (status == OK)
        status = store_execute(s, "COMMIT", err);
    if (status != OK) {
        status = say_why(s, status, err);
        s->note[0] = '\0';
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        return status;
    }
    return store_execute(s, "PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF", err);
}
