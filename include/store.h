/* store.h - the database of results: one file per case, runs that are never overwritten. */
#ifndef RINGFENCE_STORE_H
#define RINGFENCE_STORE_H

#include "base.h"

struct run;   /* run.h */
struct question;
struct tables;
struct world;
struct beginning;
struct store;

/* path as the user gave it.  create: make it when absent.  One from an older version is brought up
 * to date, after a copy.  A file that is not ours, from a newer version, or damaged is IO_FAILED
 * with a sentence that says which. */
MUST_USE enum status store_open(struct store **out, const char *path, bool create,
                                struct err *err);
void store_close(struct store *s);
/* What opening it changed, for the user to be told once: "" when nothing. */
const char *store_note(const struct store *s);

/* One transaction: everything of the run or nothing.  id: at least 40 bytes, set on success. */
MUST_USE enum status store_run(struct store *s, const struct run *run, char *id, struct err *err);
MUST_USE enum status store_remove(struct store *s, const char *id, struct err *err);

/* Whether the run's rows are still those that were written: a digest of them is stored too. */
enum store_rows {
    ROWS_AS_WRITTEN,
    ROWS_ALTERED,
    ROWS_UNSEALED,  /* the run has no digest: it was stored before there were any */
};
MUST_USE enum status store_check(struct store *s, const char *id, enum store_rows *out,
                                 struct err *err);

/* The newest finished run of a scenario; id at least 40 bytes; id[0] = 0 when there is none. */
MUST_USE enum status store_newest(struct store *s, const char *scenario, char *id,
                                  struct err *err);

/* Stored plans to begin a search from, and what a stored run began from: both as
 * engine_known() of engine.h asks for them, with a store and a struct known_again as context. */
MUST_USE enum status store_known(void *store, struct arena *a, const struct question *q,
                                 const struct tables *t, const struct world *w,
                                 struct beginning *out, struct err *err);
struct known_again { struct store *store; const char *run; };
MUST_USE enum status store_known_again(void *again, struct arena *a, const struct question *q,
                                       const struct tables *t, const struct world *w,
                                       struct beginning *out, struct err *err);

/* Rows of a query with text parameters ?1, ?2, ...; the callback returns false to stop.
 * Values as text, NULL for null. */
typedef bool store_row(void *context, int n, const char *const *names, const char *const *values);
MUST_USE enum status store_query(struct store *s, const char *sql, const char *const *parameters,
                                 int n_parameters, store_row *row, void *context, struct err *err);

#endif
