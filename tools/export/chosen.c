/* chosen.c - the rows of the chosen runs, of any table or view. */
#include <string.h>

#include "model/intake/text.h"
#include "tools/export/parts.h"

const char *run_at(const struct chosen *c, int run, const char *column)
{
    for (int i = 0; i < c->runs.n_columns; i++)
        if (strcmp(c->runs.name[i], column) == 0 && result_cell(&c->runs, run, i))
            return result_cell(&c->runs, run, i);
    return "";
}

const char *run_newest_end(const struct chosen *c)
{
    const char *newest = "";
    for (int i = 0; i < c->runs.n_rows; i++) /* of one form, so that text sorts as time */
        if (strcmp(run_at(c, i, "finished_at"), newest) > 0)
            newest = run_at(c, i, "finished_at");
    return newest;
}

/* The database may come from anybody; what is made from it must be readable everywhere. */
static enum status check_text(const struct result *r, const char *table, struct err *err)
{
    for (int i = 0; i < r->n_rows * r->n_columns; i++)
        if (r->cell[i] && text_not_utf8(r->cell[i], strlen(r->cell[i])) >= 0)
            return err_set(err, IO_FAILED, "the database is damaged: %s in %s is not UTF-8",
                           r->name[i % r->n_columns], table);
    return OK;
}

static const char *in_order(struct arena *a, const char *key) /* "run", "la" */
{
    const char *list = "";
    for (size_t n; *key; key += n + strspn(key + n, ", ")) {
        n = strcspn(key, ",");
        list = arena_print(a, "%s%s\"%.*s\"", list, list[0] ? ", " : "", (int)n, key);
    }
    return list;
}

static void append(struct result *r, const struct result *more)
{
    int filled = r->n_rows * r->n_columns;
    if (more->n_rows == 0)
        return;
    r->n_columns = more->n_columns;
    r->name = more->name;
    for (int i = 0; i < more->n_rows * more->n_columns; i++)
        *PUSH(r->arena, r->cell, filled, r->room) = more->cell[i];
    r->n_rows += more->n_rows;
}

enum status chosen_rows(struct result *r, const struct chosen *c, const char *table,
                        const char *key, struct err *err)
{
    const char *sql = arena_print(c->arena, "SELECT * FROM \"%s\" WHERE run = ?1 ORDER BY %s",
                                  table, in_order(c->arena, key));
    *r = (struct result){ .arena = c->arena };
    for (int i = 0; i < c->runs.n_rows; i++) { /* one by one: that reaches the tables' keys */
        struct result more;
        const char *id = run_at(c, i, "run");
        TRY(result_read(&more, c->arena, c->store, sql, &id, 1, err));
        append(r, &more);
    }
    return check_text(r, table, err);
}
