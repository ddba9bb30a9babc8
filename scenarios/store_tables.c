/* store_tables.c - the input tables of a run, read back from the database. */
#include <stdlib.h>
#include <string.h>

#include "replay.h"
#include "store_private.h"

struct reading {
    struct arena *arena;
    struct table *table;
    int cells, cells_room, line_room;
};

static const char *copy(struct arena *a, const char *text)
{
    return text ? arena_copy(a, text, strlen(text)) : NULL;
}

/* run, n, line, and then the columns in the order of the schema. */
static bool take_row(void *context, int n, const char *const *names, const char *const *values)
{
    struct reading *r = context;
    struct table *t = r->table;
    (void)names;
    for (int c = 0; c < t->schema->n_columns; c++)
        *PUSH(r->arena, t->cells, r->cells, r->cells_room) =
            copy(r->arena, c + 3 < n ? values[c + 3] : NULL);
    *PUSH(r->arena, t->line, t->n_rows, r->line_room) =
        values[2] ? (int)strtol(values[2], NULL, 10) : 0;
    return true;
}

static bool take_digest(void *context, int n, const char *const *names, const char *const *values)
{
    struct reading *r = context;
    (void)n;
    (void)names;
    r->table->sha256 = copy(r->arena, values[0] ? values[0] : "");
    return false;
}

static enum status read_table(struct store *s, struct reading *r, const char *run,
                              struct err *err)
{
    const char *name = r->table->schema->name;
    const char *sql = arena_print(r->arena, "SELECT * FROM input_%s WHERE run = ?1 ORDER BY n",
                                  name);
    TRY(store_query(s, sql, &run, 1, take_row, r, err));
    const char *parameters[] = { run, name };
    TRY(store_query(s, "SELECT sha256 FROM run_input WHERE run = ?1 AND \"table\" = ?2", parameters,
                    2, take_digest, r, err));
    r->table->bad = NEW_ARRAY(r->arena, bool, r->table->n_rows + 1);
    r->table->path = r->table->sha256[0] ? arena_print(r->arena, "%s.csv", name) : NULL;
    return OK;
}

enum status store_tables(struct tables **out, struct arena *a, struct store *s, const char *run,
                         struct err *err)
{
    struct tables *t = NEW(a, struct tables);
    t->folder = "";
    for (int i = 0; i < N_TABLES; i++) {
        struct reading r = { .arena = a, .table = &t->table[i] };
        r.table->schema = &TABLES[i];
        r.table->sha256 = "";
        for (int c = 0; c < TABLES[i].n_columns; c++)
            r.table->field[c] = c + 1;
        TRY(read_table(s, &r, run, err));
    }
    t->table[T_CHANGES].n_rows = 0;
    *out = t;
    return OK;
}

/* ---- what it was held to ---- */

struct holding { struct arena *arena; struct hold *hold; int room; };

static bool take_hold(void *context, int n, const char *const *names, const char *const *values)
{
    struct holding *h = context;
    (void)n;
    (void)names;
    h->hold = NEW(h->arena, struct hold);
    *h->hold = (struct hold){
        .kind = strcmp(values[0], HOLD_NAME[HOLD_RESULTS]) == 0 ? HOLD_RESULTS : HOLD_MONEY,
        .run = copy(h->arena, values[1]), .scenario = copy(h->arena, values[2]),
        .cost = strtod(values[3], NULL), .shortfall_value = strtod(values[4], NULL) };
    return false;
}

static bool take_short(void *context, int n, const char *const *names, const char *const *values)
{
    struct holding *h = context;
    (void)n;
    (void)names;
    *PUSH(h->arena, h->hold->shorts, h->hold->n_shorts, h->room) = (struct hold_short){
        copy(h->arena, values[0]), copy(h->arena, values[1]), strtod(values[2], NULL) };
    return true;
}

enum status store_hold(struct hold **out, struct arena *a, struct store *s, const char *run,
                       struct err *err)
{
    struct holding h = { .arena = a };
    TRY(store_query(s, "SELECT kind, to_run, to_scenario, to_cost, to_shortfall_value FROM held"
                    " WHERE run = ?1", &run, 1, take_hold, &h, err));
    if (h.hold)
        TRY(store_query(s, "SELECT target, la, missing FROM held_shortfall WHERE run = ?1"
                        " ORDER BY target, la", &run, 1, take_short, &h, err));
    *out = h.hold;
    return OK;
}
