/* store.c - opens the database, and refuses every file that is not a healthy one of ours.
 *
 * A rollback journal, not a write-ahead log: it works on network drives and in folders that
 * cannot be written.  The file may come from anybody, so nothing in it is trusted.
 */
#include "store_private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_MS = 5000 };
static const int64_t CHECKED_IN_FULL = 100 << 20; /* bytes; larger files get a quicker check */

enum status store_no_memory(const struct store *s, struct err *err)
{
    return err_set(err, NO_MEMORY, "this machine has not enough memory: %s was left as it was",
                   s->path);
}

enum status store_failed(const struct store *s, const char *doing, struct err *err)
{
    int code = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;
    switch (code) {
    case SQLITE_NOTADB:
        return err_set(err, IO_FAILED, "%s is not a database of ringfence", s->path);
    case SQLITE_CORRUPT:
        return err_set(err, IO_FAILED, "%s is damaged: %s", s->path, sqlite3_errmsg(s->db));
    case SQLITE_OK: /* nothing of SQLite's failed, but our own request for a piece of text */
    case SQLITE_ROW:
    case SQLITE_DONE:
    case SQLITE_NOMEM:
        return store_no_memory(s, err);
    case SQLITE_FULL:
        return err_set(err, IO_FAILED, "the disk is full: %s was left as it was", s->path);
    case SQLITE_BUSY:
        return err_set(err, IO_FAILED, "%s is in use by another program; try again when it has "
                       "finished", s->path);
    case SQLITE_READONLY:
        return err_set(err, IO_FAILED, "%s cannot be written", s->path);
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
        if (!s->ours || strcmp(sqlite3_errmsg(s->db), "integer overflow") == 0)
            return err_set(err, IO_FAILED, "%s is damaged: %s", s->path, sqlite3_errmsg(s->db));
        return err_set(err, BROKEN, "%s: %s: %s", s->path, doing, sqlite3_errmsg(s->db));
    default:
        return err_set(err, IO_FAILED, "%s: %s: %s", s->path, doing, sqlite3_errmsg(s->db));
    }
}

enum status store_execute(struct store *s, const char *sql, struct err *err)
{
    if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return store_failed(s, "cannot work on the database", err);
    return OK;
}

enum status store_number(struct store *s, const char *sql, const char *parameter, int64_t *out,
                         struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum status status = OK;
    *out = 0;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
        return store_failed(s, "cannot read the database", err);
    int step = SQLITE_OK;
    if (parameter)
        step = sqlite3_bind_text(q, 1, parameter, -1, SQLITE_STATIC);
    if (step == SQLITE_OK)
        step = sqlite3_step(q);
    if (step == SQLITE_ROW)
        *out = sqlite3_column_int64(q, 0);
    else if (step != SQLITE_DONE)
        status = store_failed(s, "cannot read the database", err);
    sqlite3_finalize(q);
    return status;
}

/* Settings that hold for a connection, not for the file; none is trusted to have been made. */
static enum status configure(struct store *s, struct err *err)
{
    static const struct { int option, value; } WANT[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_DQS_DML, 0 },        { SQLITE_DBCONFIG_DQS_DDL, 0 },
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
    };
    for (int i = 0; i < COUNT(WANT); i++) {
        int now = -1;
        if (sqlite3_db_config(s->db, WANT[i].option, WANT[i].value, &now) != SQLITE_OK ||
            now != WANT[i].value)
            return err_set(err, BROKEN, "this build of SQLite lacks a safety setting (%d)",
                           WANT[i].option);
    }
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_extended_result_codes(s->db, 0);
    sqlite3_busy_timeout(s->db, WAIT_MS);
    TRY(store_execute(s, "PRAGMA cell_size_check = ON; PRAGMA synchronous = EXTRA;"
                         "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY", err));
    int64_t on = 0;
    TRY(store_number(s, "PRAGMA foreign_keys", NULL, &on, err));
    return on ? OK : err_set(err, BROKEN, "this build of SQLite keeps no foreign keys");
}

/* The check tells of a disk or memory that fails in the same words as of damage. */
static enum status unsound(const struct store *s, const char *said, struct err *err)
{
    const char *line = said ? strrchr(said, '\n') : NULL;
    const char *code = said ? strstr(said, "error code=") : NULL;
    int failed = code ? (int)strtol(code + strlen("error code="), NULL, 10) & 0xff : SQLITE_OK;
    if (failed == SQLITE_NOMEM || !said || (strncmp(said, "***", 3) == 0 && (!line || !line[1])))
        return store_no_memory(s, err);
    if (failed != SQLITE_OK)
        return err_set(err, IO_FAILED, "%s cannot be read: %s", s->path, sqlite3_errstr(failed));
    return err_set(err, IO_FAILED, "%s is damaged: %s", s->path, line ? line + 1 : said);
}

static enum status ask_health(struct store *s, const char *sql, struct err *err)
{
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
        return store_failed(s, "cannot check the database", err);
    enum status status = OK;
    if (sqlite3_step(q) != SQLITE_ROW)
        status = store_failed(s, "cannot check the database", err);
    else {
        const char *said = (const char *)sqlite3_column_text(q, 0);
        if (!said || strcmp(said, "ok") != 0)
            status = unsound(s, said, err);
    }
    sqlite3_finalize(q);
    return status;
}

static enum status check_our_tables(struct store *s, struct err *err)
{
    for (int i = 0; i < store_n_objects(); i++) {
        struct store_object o;
        char sql[100];
        TRY(store_object(s, i, &o, err));
        snprintf(sql, sizeof sql, "PRAGMA quick_check(\"%s\")", o.name);
        enum status status = o.is_view ? OK : ask_health(s, sql, err);
        store_object_free(&o);
        TRY(status);
    }
    return OK;
}

/* Conditions of tables that are not ours are not asked: they could take for ever. */
static enum status check_health(struct store *s, bool differs, struct err *err)
{
    struct stat file;
    bool large = stat(s->path, &file) == 0 && file.st_size > CHECKED_IN_FULL;
    int64_t tables = 0;
    TRY(store_number(s, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB"
                        " 'sqlite_*'", NULL, &tables, err));
    bool all_ours = !differs && tables == store_n_objects() - N_STORE_VIEWS - N_STORE_CHECKS;
    if (!all_ours)
        TRY(store_execute(s, "PRAGMA ignore_check_constraints = ON", err));
    TRY(ask_health(s, large ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)", err));
    if (all_ours)
        return OK;
    TRY(store_execute(s, "PRAGMA ignore_check_constraints = OFF", err));
    return differs ? OK : check_our_tables(s, err);
}

/* Asked again inside the transaction: somebody else may be creating the same file. */
static enum status create_when_empty(struct store *s, struct err *err)
{
    int64_t version = 0;
    TRY(store_number(s, "PRAGMA user_version", NULL, &version, err));
    if (version != 0)
        return OK;
    TRY(store_create_schema(s, err));
    char sql[100];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION, STORE_VERSION);
    return store_execute(s, sql, err);
}

static enum status create(struct store *s, struct err *err)
{
    TRY(store_execute(s, "BEGIN IMMEDIATE", err));
    enum status status = create_when_empty(s, err);
    if (status == OK)
        status = store_execute(s, "COMMIT", err);
    if (status != OK)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL); /* err already says why */
    return status;
}

/* What has the name of a function of SQLite's would be asked in its place. */
static enum status refuse_shadows(struct store *s, struct err *err)
{
    int64_t n = 0;
    TRY(store_number(s, "SELECT count(*) FROM sqlite_schema WHERE lower(name) GLOB 'json_*'"
                        " OR lower(name) GLOB 'pragma_*'", NULL, &n, err));
    return n == 0 ? OK : err_set(err, IO_FAILED, "%s is damaged: it holds tables or views named "
                                 "as functions of SQLite are", s->path);
}

static enum status recognise(struct store *s, bool may_create, struct err *err)
{
    int64_t application = 0, version = 0, tables = 0;
    TRY(store_number(s, "PRAGMA application_id", NULL, &application, err));
    TRY(store_number(s, "PRAGMA user_version", NULL, &version, err));
    TRY(store_number(s, "SELECT count(*) FROM sqlite_schema", NULL, &tables, err));
    if (application == 0 && version == 0 && tables == 0) {
        if (!may_create)
            return err_set(err, IO_FAILED, "%s holds no results yet", s->path);
        s->ours = true;
        return create(s, err);
    }
    if (application != STORE_APPLICATION)
        return err_set(err, IO_FAILED, "%s is a database of another program", s->path);
    if (version > STORE_VERSION)
        return err_set(err, IO_FAILED, "%s was written by a newer version of ringfence "
                       "(format %lld; this one reads up to %d)", s->path, (long long)version,
                       STORE_VERSION);
    if (version < 1)
        return err_set(err, IO_FAILED, "%s is damaged: it has no format number", s->path);
    TRY(refuse_shadows(s, err));
    bool differs = version < STORE_VERSION;
    if (!differs)
        TRY(store_schema_differs(s, &differs, err));
    if (differs)
        TRY(store_refuse_code(s, err));
    TRY(check_health(s, differs, err));
    if (differs)
        TRY(store_migrate(s, err));
    s->ours = true;
    return OK;
}

/* SQLite reads meaning into some names; a file of ours never has one of them. */
static bool name_is_plain(const char *path)
{
    return path[0] != '\0' && path[0] != ':' && strncmp(path, "file:", 5) != 0;
}

/* A journal of several databases ends in these bytes, before them the name of a file that SQLite
 * deletes when it has gone back (sqlite.org/fileformat.html, 3).  Ringfence never leaves one. */
static bool journal_names_a_file(const struct store *s)
{
    static const unsigned char MARK[8] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
    unsigned char end[sizeof MARK];
    char *name = sqlite3_mprintf("%s-journal", s->file);
    int file = name ? open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    off_t size = file >= 0 ? lseek(file, 0, SEEK_END) : -1;
    bool names = size >= (off_t)sizeof end &&
                 pread(file, end, sizeof end, size - (off_t)sizeof end) == sizeof end &&
                 memcmp(end, MARK, sizeof end) == 0;
    if (file >= 0)
        close(file);
    sqlite3_free(name);
    return names;
}

static enum status open_file(struct store *s, bool may_create, struct err *err)
{
    struct stat found;
    bool absent = stat(s->file, &found) != 0;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX;
    int code = SQLITE_CANTOPEN;
    if (!absent && !S_ISREG(found.st_mode))
        return err_set(err, IO_FAILED, "cannot open %s: it is not a file of data", s->path);
    if (journal_names_a_file(s))
        return err_set(err, IO_FAILED, "%s-journal was not left by ringfence, and could delete "
                       "other files: move it away", s->path);
    if (may_create || !absent)
        code = sqlite3_open_v2(s->file, &s->db, flags | (may_create ? SQLITE_OPEN_CREATE : 0),
                               NULL);
    if (code == SQLITE_OK)
        return OK;
    if (absent && !may_create)
        return err_set(err, IO_FAILED, "there is no database %s; `ringfence run` makes it",
                       s->path);
    if (code == SQLITE_NOMEM || !s->db)
        return store_no_memory(s, err);
    return err_set(err, IO_FAILED, "cannot open %s: %s", s->path, sqlite3_errmsg(s->db));
}

/* "./" keeps SQLite from reading a name as anything but a file's. */
static struct store *store_new(const char *path)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->path = strdup(path);
    s->file = sqlite3_mprintf("%s%s", path[0] == '/' ? "" : "./", path);
    if (s->path && s->file)
        return s;
    store_close(s);
    return NULL;
}

enum status store_open(struct store **out, const char *path, bool may_create, struct err *err)
{
    *out = NULL;
    if (!name_is_plain(path))
        return err_set(err, IO_FAILED, "\"%s\" cannot be the name of a database", path);
    struct store *s = store_new(path);
    if (!s)
        return err_set(err, NO_MEMORY, "this machine has not enough memory");
    enum status status = open_file(s, may_create, err);
    if (status == OK)
        status = configure(s, err);
    if (status == OK)
        status = recognise(s, may_create, err);
    if (status != OK) {
        store_close(s);
        return status;
    }
    *out = s;
    return OK;
}

const char *store_note(const struct store *s) { return s->note; }

void store_close(struct store *s)
{
    if (!s)
        return;
    sqlite3_close(s->db);
    sqlite3_free(s->file);
    free(s->path);
    free(s);
}
