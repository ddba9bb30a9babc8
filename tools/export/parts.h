/* parts.h - stored results in the forms that others read. */
#ifndef RINGFENCE_EXPORT_PARTS_H
#define RINGFENCE_EXPORT_PARTS_H

#include "tools/cli.h"

struct chosen {                   /* the runs whose figures are written, one per scenario */
    struct arena *arena;
    struct store *store;
    struct result runs;           /* their rows of v_run, in the order of the scenarios */
};

const char *run_at(const struct chosen *c, int run, const char *column); /* "" when null */
const char *run_newest_end(const struct chosen *c); /* when the last of them finished */

/* Every row of these runs, run after run, ordered by the key: a table or view of the store. */
MUST_USE enum status chosen_rows(struct result *r, const struct chosen *c, const char *table,
                                 const char *key, struct err *err);

/* CSV files and datapackage.json; n_files: how many. */
MUST_USE enum status package_write(const struct chosen *c, const char *folder, bool excel_safe,
                                   int *n_files, struct err *err);
/* One workbook. */
MUST_USE enum status workbook_write(const struct chosen *c, const char *path, int *n_sheets,
                                    struct err *err);

#endif
