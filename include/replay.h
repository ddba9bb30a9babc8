/* replay.h - a stored run made again from what is stored of it, and compared. */
#ifndef RINGFENCE_REPLAY_H
#define RINGFENCE_REPLAY_H

#include "hold.h"
#include "store.h"
#include "tables.h"

struct replay {
    const char *scenario, *status;
    bool promised;            /* false: the search was ended by its time limit or by hand */
    bool same;                /* every stored figure, byte by byte */
    const char *difference;   /* the first table that differs, or NULL */
    const char *versions;     /* what has another version now, or NULL */
};

/* The tables that the run was solved from: its scenario's changes made, and none left to make. */
MUST_USE enum status store_tables(struct tables **out, struct arena *a, struct store *s,
                                  const char *run, struct err *err);

/* What the run was held to; NULL when to nothing. */
MUST_USE enum status store_hold(struct hold **out, struct arena *a, struct store *s,
                                const char *run, struct err *err);

/* Solves once more into a database of its own in folder, which is made for it and removed. */
MUST_USE enum status replay_run(struct replay *out, struct arena *a, struct store *s,
                                const char *run, const char *folder, struct err *err);

#endif
