/* tables.h - a case's tables as text: read once, changed per scenario, checked after.
 *
 * A cell is the text as it stands in the file.  Columns are those of the schema, in
 * its order; a column that the file leaves out is NULL in every row.
 */
#ifndef RINGFENCE_TABLES_H
#define RINGFENCE_TABLES_H

#include "base.h"
#include "findings.h"
#include "schema.h"

struct table {
    const struct table_schema *schema;
    const char *path;         /* as opened; NULL when the file is absent */
    const char *sha256;       /* of the file's bytes, 64 hex digits; "" when absent */
    int n_rows;
    const char **cells;       /* [n_rows * schema->n_columns]; NULL or "" = empty */
    int *line;                /* [n_rows] line of the file on which the row begins */
    int field[40];            /* [schema column] 1-based position in the file, 0 = left out */
    bool broken;              /* the file could not be read to its end */
    bool *bad;                /* [n_rows] rows at which the reader found a fault */
    const int *changed_by;    /* [n_rows * n_columns] line of changes.csv, 0 = as in the file;
                                 NULL when nothing is changed */
};

struct tables {
    const char *folder;
    bool faulty;              /* reading found errors */
    struct table table[N_TABLES];
};

static inline const char *cell(const struct table *t, int row, int column)
{
    const char *text = t->cells[(size_t)row * (size_t)t->schema->n_columns + (size_t)column];
    return text ? text : "";
}

/* Reads every file of the folder.  Fails (IO_FAILED) only when the folder cannot be read;
 * everything wrong inside the files is a finding. */
MUST_USE enum status tables_read(struct tables **out, struct arena *a, const char *folder,
                                 struct findings *f, struct err *err);

const char *tables_csv_version(void); /* of libcsv, which reads them: "3.0.3" */

/* Copies the tables with the scenario's changes applied, its base's first (MODEL.md 3).
 * The result shares unchanged text with the original. */
struct tables *tables_changed(struct arena *a, const struct tables *base, const char *scenario,
                              struct findings *f);

#endif
