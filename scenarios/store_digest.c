/* store_digest.c - a run's rows under one SHA-256, so that no figure changes unseen.
 *
 * Two digests are stored with a run.  "content" is of every row of every table, and is asked
 * for whenever the run is read.  "result" leaves out what two makings of the same run may
 * differ in: names, times, memory, the order of rows in the files.  Each value goes in with its
 * type, its length and its bytes, each row in the order of its table's key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "schema.h"
#include "store_private.h"

struct hashing {
    struct store *store;
    struct digest *digest;
    bool result;                    /* the digest of the result alone */
};

static const char *const NOT_RESULT[] = { "run_input", "run_version", "finding",
                                          "known_plan" };
static const char *const NOT_RESULT_OF_RUN[] = { "run", "sequence", "folder", "inputs_sha256",
                                                 "finished_at", "seconds", "peak_kb", "workers" };

static bool among(const char *const *names, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void add_number(struct digest *digest, char type, uint64_t value)
{
    unsigned char bytes[9] = { (unsigned char)type };
    for (int i = 0; i < 8; i++)
        bytes[i + 1] = (unsigned char)(value >> (56 - 8 * i));
    digest_add(digest, bytes, sizeof bytes);
}

static void add_value(struct digest *digest, sqlite3_stmt *q, int i)
{
    double real;
    uint64_t bits = 0;
    switch (sqlite3_column_type(q, i)) {
    case SQLITE_INTEGER:
        add_number(digest, 'i', (uint64_t)sqlite3_column_int64(q, i));
        return;
    case SQLITE_FLOAT:
        real = sqlite3_column_double(q, i);
        memcpy(&bits, &real, sizeof bits);
        add_number(digest, 'r', bits);
        return;
    default: /* text or bytes */
        add_number(digest, sqlite3_column_type(q, i) == SQLITE_TEXT ? 't' : 'b',
                   (uint64_t)sqlite3_column_bytes(q, i));
        if (sqlite3_column_bytes(q, i))
            digest_add(digest, sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i));
    }
}

static bool left_out(const struct hashing *h, const char *table, const char *column)
{
    if (!h->result)
        return false;
    if (strcmp(table, "run") == 0)
        return among(NOT_RESULT_OF_RUN, COUNT(NOT_RESULT_OF_RUN), column);
    return strcmp(column, "run") == 0;
}

/* A value goes in with the name of its column, and null not at all: a column that a later version
 * adds, null in older rows, changes no digest. */
static enum status add_rows(struct hashing *h, sqlite3_stmt *q, const char *table,
                            struct err *err)
{
    int step;
    while ((step = sqlite3_step(q)) == SQLITE_ROW) {
        digest_add_text(h->digest, table);
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const char *column = sqlite3_column_name(q, i);
            if (sqlite3_column_type(q, i) == SQLITE_NULL || left_out(h, table, column))
                continue;
            digest_add_text(h->digest, column);
            add_value(h->digest, q, i);
        }
    }
    return step == SQLITE_DONE ? OK : store_failed(h->store, "cannot read the run", err);
}

/* "run", "n": the columns of the table's key, as they stand in its declaration. */
static enum status key_of(struct store *s, const char *table, char *key, size_t size,
                          struct err *err)
{
    sqlite3_stmt *q = NULL;
    int step;
    key[0] = '\0';
    if (sqlite3_prepare_v2(s->db, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0"
                           " ORDER BY pk", -1, &q, NULL) != SQLITE_OK)
        return store_failed(s, "cannot read the database", err);
    sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
    while ((step = sqlite3_step(q)) == SQLITE_ROW) {
        size_t used = strlen(key);
        sqlite3_snprintf((int)(size - used), key + used, "%s\"%w\"", used ? ", " : "",
                         sqlite3_column_text(q, 0));
    }
    sqlite3_finalize(q);
    return step == SQLITE_DONE ? OK : store_failed(s, "cannot read the database", err);
}

static enum status add_table(struct hashing *h, const char *id, const char *table,
                             struct err *err)
{
    char key[300];
    sqlite3_stmt *q = NULL;
    TRY(key_of(h->store, table, key, sizeof key, err));
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" WHERE run = ?1 ORDER BY %s", table, key);
    if (!sql || sqlite3_prepare_v2(h->store->db, sql, -1, &q, NULL) != SQLITE_OK) {
        sqlite3_free(sql);
        return store_failed(h->store, "cannot read the run", err);
    }
    sqlite3_free(sql);
    sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
    enum status status = add_rows(h, q, table, err);
    sqlite3_finalize(q);
    return status;
}

enum { NAME_SIZE = 64 };

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

/* In the order of their names, which a new table does not change. */
static enum status add_tables(struct hashing *h, const char *id, struct err *err)
{
    int n = 0, most = N_STORE_TABLES + N_TABLES;
    char (*name)[NAME_SIZE] = calloc((size_t)most, sizeof *name);
    enum status status = name ? OK : store_no_memory(h->store, err);
    for (int i = 0; name && i < N_STORE_TABLES; i++)
        if (strcmp(STORE_TABLES[i].name, "run_digest") != 0 &&
            !(h->result && among(NOT_RESULT, COUNT(NOT_RESULT), STORE_TABLES[i].name)))
            snprintf(name[n++], NAME_SIZE, "%s", STORE_TABLES[i].name);
    for (int i = 0; name && !h->result && i < N_TABLES; i++)
        snprintf(name[n++], NAME_SIZE, "input_%s", TABLES[i].name);
    if (name)
        qsort(name, (size_t)n, sizeof *name, by_name);
    for (int i = 0; status == OK && i < n; i++)
        status = add_table(h, id, name[i], err);
    free(name);
    return status;
}

/* table NULL: of all tables. */
static enum status digest(struct store *s, const char *id, bool result, const char *table,
                          char hex[DIGEST_HEX], struct err *err)
{
    struct hashing h = { .store = s, .digest = digest_new(), .result = result };
    hex[0] = '\0';
    enum status status = table ? add_table(&h, id, table, err) : add_tables(&h, id, err);
    digest_end(h.digest, status == OK ? hex : NULL);
    return status;
}

enum status store_digest_table(struct store *s, const char *id, const char *table,
                               char hex[DIGEST_HEX], struct err *err)
{
    hex[0] = '\0';
    if (strcmp(table, "run_digest") == 0 || among(NOT_RESULT, COUNT(NOT_RESULT), table))
        return OK;
    return digest(s, id, true, table, hex, err);
}

enum status write_digests(struct store *s, const char *id, struct err *err)
{
    struct writer w = { .store = s, .run = id, .err = err };
    char content[DIGEST_HEX], result[DIGEST_HEX];
    TRY(digest(s, id, false, NULL, content, err));
    TRY(digest(s, id, true, NULL, result, err));
    into(&w, "run_digest");
    for (int i = 0; i < 2; i++) {
        row_begin(&w);
        put_text(&w, i ? "result" : "content");
        put_text(&w, i ? result : content);
        row_end(&w);
    }
    writer_close(&w);
    return w.status;
}

static bool take_digest(void *context, int n, const char *const *names, const char *const *values)
{
    (void)n;
    (void)names;
    snprintf(context, DIGEST_HEX, "%s", values[0] ? values[0] : "");
    return false;
}

static enum status check_one(struct store *s, const char *id, bool result, enum store_rows *out,
                             struct err *err)
{
    char stored[DIGEST_HEX] = "", now[DIGEST_HEX];
    const char *sql = result
        ? "SELECT sha256 FROM run_digest WHERE run = ?1 AND kind = 'result'"
        : "SELECT sha256 FROM run_digest WHERE run = ?1 AND kind = 'content'";
    TRY(store_query(s, sql, &id, 1, take_digest, stored, err));
    TRY(digest(s, id, result, NULL, now, err));
    if (strcmp(stored, now) != 0)
        *out = ROWS_ALTERED;
    return OK;
}

enum status store_check(struct store *s, const char *id, enum store_rows *out, struct err *err)
{
    int64_t digests = 0;
    TRY(store_number(s, "SELECT count(*) FROM run_digest WHERE run = ?1", id, &digests, err));
    *out = digests ? ROWS_AS_WRITTEN : ROWS_UNSEALED;
    if (!digests)
        return OK;
    TRY(check_one(s, id, false, out, err));
    return *out == ROWS_ALTERED ? OK : check_one(s, id, true, out, err);
}
