/* store_writer.c - rows into tables, one prepared statement per table. */
#include <math.h>
#include <stdio.h>

#include "store_private.h"

static void fail(struct writer *w, const char *doing)
{
    if (w->status == OK)
        w->status = store_failed(w->store, doing, w->err);
}

void writer_close(struct writer *w)
{
    sqlite3_finalize(w->insert);
    w->insert = NULL;
}

static int count_columns(struct writer *w, const char *table)
{
    sqlite3_stmt *q = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", table);
    if (!sql || sqlite3_prepare_v2(w->store->db, sql, -1, &q, NULL) != SQLITE_OK)
        fail(w, "cannot write results");
    int n = q ? sqlite3_column_count(q) : 0;
    sqlite3_finalize(q);
    sqlite3_free(sql);
    return n;
}

void into(struct writer *w, const char *table)
{
    writer_close(w);
    if (w->status != OK)
        return;
    w->table = table;
    w->n_columns = count_columns(w, table);
    if (w->status != OK)
        return;
    sqlite3_str *sql = sqlite3_str_new(w->store->db);
    sqlite3_str_appendf(sql, "INSERT INTO \"%w\" VALUES (?", table);
    for (int i = 1; i < w->n_columns; i++)
        sqlite3_str_appendall(sql, ", ?");
    sqlite3_str_appendall(sql, ")");
    char *text = sqlite3_str_finish(sql);
    if (!text || sqlite3_prepare_v2(w->store->db, text, -1, &w->insert, NULL) != SQLITE_OK)
        fail(w, "cannot write results");
    sqlite3_free(text);
}

void row_begin(struct writer *w)
{
    w->at = 0;
    put_text(w, w->run);
}

/* The text must live until row_end(). */
void put_text(struct writer *w, const char *text)
{
    w->at++;
    if (w->status == OK && sqlite3_bind_text(w->insert, w->at, text, -1, SQLITE_STATIC))
        fail(w, w->table);
}

void put_whole(struct writer *w, int64_t value)
{
    w->at++;
    if (w->status == OK && sqlite3_bind_int64(w->insert, w->at, value))
        fail(w, w->table);
}

void put_real(struct writer *w, double value)
{
    w->at++;
    if (w->status != OK)
        return;
    if (isfinite(value) ? sqlite3_bind_double(w->insert, w->at, value)
                        : sqlite3_bind_null(w->insert, w->at))
        fail(w, w->table);
}

/* The bytes must live until row_end(). */
void put_bytes(struct writer *w, const void *bytes, size_t n)
{
    w->at++;
    if (w->status == OK && sqlite3_bind_blob64(w->insert, w->at, bytes, n, SQLITE_STATIC))
        fail(w, w->table);
}

void row_end(struct writer *w)
{
    if (w->status == OK && w->at != w->n_columns)
        w->status = err_set(w->err, BROKEN, "%d values for the %d columns of %s", w->at,
                            w->n_columns, w->table);
    if (w->status != OK)
        return;
    if (sqlite3_step(w->insert) != SQLITE_DONE)
        fail(w, w->table);
    sqlite3_reset(w->insert);
}
