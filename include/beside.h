/* beside.h - files that appear whole or not at all: written beside their place, then renamed.
 *
 * A full disk, a crash or a kill leaves the old file as it was; what a killed program left behind
 * is cleared by the next one that writes into the folder.
 */
#ifndef RINGFENCE_BESIDE_H
#define RINGFENCE_BESIDE_H

#include <stdio.h>

#include "base.h"

struct beside {                   /* several files that are kept or dropped together */
    struct arena *arena;
    struct beside_file { const char *path, *written, *before; int lock; } *file;
    int n, room;
};

/* A new file beside `path`, which must be free or a plain file; on disk after beside_end(). */
MUST_USE enum status beside_begin(struct beside *b, const char *path, FILE **f, struct err *err);
MUST_USE enum status beside_end(FILE *f, const char *path, struct err *err);
const char *beside_written(const struct beside *b); /* of the file begun last */
/* All files to their places, in the order begun; when one cannot go, all are as before. */
MUST_USE enum status beside_keep(struct beside *b, struct err *err);
void beside_drop(struct beside *b); /* whatever is not in its place is removed; always call it */

/* A folder, unless it is there, whose name outlives a loss of power. */
MUST_USE enum status beside_folder(const char *path, struct err *err);

/* One file from memory. */
MUST_USE enum status write_whole_file(const char *path, const char *text, size_t size,
                                      struct err *err);

#endif
