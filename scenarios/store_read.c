/* store_read.c - questions to the database; every figure keeps its full precision. */
#include "store_private.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 100, REAL_TEXT = 32 };

struct answer {
    sqlite3_stmt *query;
    int n;
    const char *name[COLUMNS_MAX], *value[COLUMNS_MAX];
    char real[COLUMNS_MAX][REAL_TEXT];
};

/* SQLite itself prints 15 digits of a real; 17 say which one it is.  False without memory. */
static bool take_value(struct answer *a, int i)
{
    int type = sqlite3_column_type(a->query, i);
    if (type == SQLITE_FLOAT) {
        snprintf(a->real[i], REAL_TEXT, "%.17g", sqlite3_column_double(a->query, i));
        a->value[i] = a->real[i];
    } else {
        a->value[i] = (const char *)sqlite3_column_text(a->query, i);
    }
    return type == SQLITE_NULL || a->value[i];
}

static enum status hand_rows(struct store *s, struct answer *a, store_row *row, void *context,
                             struct err *err)
{
    a->n = sqlite3_column_count(a->query);
    if (a->n > COLUMNS_MAX)
        return err_set(err, BROKEN, "a question to the database has %d columns", a->n);
    for (int i = 0; i < a->n; i++)
        if (!(a->name[i] = sqlite3_column_name(a->query, i)))
            return store_no_memory(s, err);
    int step;
    while ((step = sqlite3_step(a->query)) == SQLITE_ROW) {
        for (int i = 0; i < a->n; i++)
            if (!take_value(a, i))
                return store_no_memory(s, err);
        if (!row(context, a->n, a->name, a->value))
            return OK;
    }
    return step == SQLITE_DONE ? OK : store_failed(s, "cannot read the database", err);
}

enum status store_query(struct store *s, const char *sql, const char *const *parameters,
                        int n_parameters, store_row *row, void *context, struct err *err)
{
    struct answer a = { 0 };
    if (sqlite3_prepare_v2(s->db, sql, -1, &a.query, NULL) != SQLITE_OK)
        return store_failed(s, "cannot read the database", err);
    enum status status = OK;
    for (int i = 0; i < n_parameters; i++)
        if (sqlite3_bind_text(a.query, i + 1, parameters[i], -1, SQLITE_STATIC) != SQLITE_OK)
            status = store_failed(s, "cannot read the database", err);
    if (status == OK)
        status = hand_rows(s, &a, row, context, err);
    sqlite3_finalize(a.query);
    return status;
}

static int digit_of(char c) { return c <= '9' ? c - '0' : c - 'A' + 10; }

unsigned char *store_bytes(struct arena *a, const char *hex, size_t *size)
{
    *size = strlen(hex) / 2;
    unsigned char *bytes = arena_alloc(a, *size + 1, 1);
    for (size_t i = 0; i < *size; i++)
        bytes[i] = (unsigned char)(16 * digit_of(hex[2 * i]) + digit_of(hex[2 * i + 1]));
    return bytes;
}

static bool take_id(void *context, int n, const char *const *names, const char *const *values)
{
    (void)n;
    (void)names;
    snprintf(context, 40, "%s", values[0]);
    return false;
}

/* A run that was stopped counts only when there is no other; one held to another's results or
 * money is not the scenario's own. */
enum status store_newest(struct store *s, const char *scenario, char *id, struct err *err)
{
    id[0] = '\0';
    return store_query(s, "SELECT run FROM run WHERE scenario = ?1 AND"
                          " run NOT IN (SELECT run FROM held) ORDER BY "
                          "status IN ('stopped', 'failed'), sequence DESC LIMIT 1",
                       &scenario, 1, take_id, id, err);
}
