/* store_private.h - what the files of the store share. */
#ifndef RINGFENCE_STORE_PRIVATE_H
#define RINGFENCE_STORE_PRIVATE_H

#include <sqlite3.h>

#include "columns.h"
#include "digest.h"
#include "run.h"
#include "store.h"

enum {
    STORE_APPLICATION = 0x52674663, /* "RgFc" in the file's header */
    STORE_VERSION = 2,              /* 1: 0.1.0.  How to change it: store_migrate.c */
};

struct store {
    sqlite3 *db;
    char *path;                     /* as the user gave it, for messages */
    char *file;                     /* the same, never read by SQLite as anything but a file */
    bool ours;                      /* its tables and views are ours, to the letter */
    char note[400];                 /* what the user should know of opening it, or "" */
};

/* Everything in the file that is ours: tables, tables of inputs, views. */
struct store_object { bool is_view; char *name, *body; };
int store_n_objects(void);
MUST_USE enum status store_object(struct store *s, int i, struct store_object *out,
                                  struct err *err);
void store_object_free(struct store_object *o);
char *store_object_text(const struct store_object *o, const char *name); /* sqlite3_free() it */

/* Views that only papers ask (store_views_report.c). */
extern const char VIEW_COSTS_NAMED[], VIEW_STREAM_MATRIX[], VIEW_POT_OWNER[], VIEW_BUCKET_LA[],
    VIEW_PUTS_IN[], VIEW_ESCALATOR[], VIEW_FLOW[],
    VIEW_SEATS_BY_PROVIDER[],
    VIEW_UNSERVED[], VIEW_UNSERVED_BY_LA[], VIEW_LESS_MONEY[];

/* People short of targets by barrier, from what is stored of the run. */
MUST_USE enum status derive_unserved(struct store *s, const char *id, struct err *err);

MUST_USE enum status store_create_schema(struct store *s, struct err *err);
/* Whether any of it has another text in the file, or a view stands there that is not ours. */
MUST_USE enum status store_schema_differs(struct store *s, bool *differs, struct err *err);
/* Refuses a file with what could run, or go on for ever, when it is read. */
MUST_USE enum status store_refuse_code(struct store *s, struct err *err);
MUST_USE enum status store_migrate(struct store *s, struct err *err);

/* Bytes from their hexadecimal digits, as SQL's hex() writes them. */
unsigned char *store_bytes(struct arena *a, const char *hex, size_t *size);

/* Why the last call of SQLite on this database failed, in our reader's words. */
enum status store_failed(const struct store *s, const char *doing, struct err *err);
enum status store_no_memory(const struct store *s, struct err *err);
MUST_USE enum status store_execute(struct store *s, const char *sql, struct err *err);
MUST_USE enum status store_number(struct store *s, const char *sql, const char *parameter,
                                  int64_t *out, struct err *err);
/* One statement with the run as its parameter. */
MUST_USE enum status store_run_on(struct store *s, const char *sql, const char *id,
                                  struct err *err);
/* Last of all: digests of everything that was written of the run. */
/* Views that are empty when all is well, beside those among STORE_VIEWS. */
extern const struct store_view STORE_CHECKS[];
extern const int N_STORE_CHECKS;

/* Of one table of a run: what two makings of the run have in common of it. */
MUST_USE enum status store_digest_table(struct store *s, const char *id, const char *table,
                                        char hex[DIGEST_HEX], struct err *err);
MUST_USE enum status write_digests(struct store *s, const char *id, struct err *err);
MUST_USE enum status derive_costs(struct store *s, const char *id, struct err *err);

/* Rows into one table after another.  The first failure sticks and everything after it does
 * nothing, so that what is written reads as a list.  Values come in the order of the table's
 * columns; the run comes first by itself. */
struct writer {
    struct store *store;
    const char *run;
    const char *table;
    sqlite3_stmt *insert;
    int at, n_columns;
    enum status status;
    struct err *err;
};

void into(struct writer *w, const char *table);  /* ends the table before */
void row_begin(struct writer *w);
void put_text(struct writer *w, const char *text); /* NULL is null */
void put_whole(struct writer *w, int64_t value);
void put_real(struct writer *w, double value);     /* not finite is null */
void put_bytes(struct writer *w, const void *bytes, size_t n); /* NULL is null */
void row_end(struct writer *w);
void writer_close(struct writer *w);

/* Of every cell as solved, and the scenario's id: equal inputs have equal digests. */
void digest_inputs(const struct tables *tables, const char *scenario, char hex[DIGEST_HEX]);

void write_inputs(struct writer *w, const struct run *run);
void write_world(struct writer *w, const struct world *world);
void write_plan(struct writer *w, const struct plan *plan);
void write_certificate(struct writer *w, const struct run *run);
void write_evidence(struct writer *w, const struct run *run);

#endif
