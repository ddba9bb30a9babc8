/* columns.h - what the database holds, in words: its tables and views, and what each column is
 * called, counts and means.
 *
 * From it come headings on the terminal and in workbooks, types and units in a Data Package.  A
 * column means the same wherever its name stands; where it does not, "table.column" says so.
 */
#ifndef RINGFENCE_COLUMNS_H
#define RINGFENCE_COLUMNS_H

#include <stdbool.h>

enum kind { /* ORDER KINDS */
    K_TEXT, K_NAME, K_DATE, K_TIME,             /* K_NAME: a row of the table of that name */
    K_POUNDS, K_EACH, K_PENCE, K_PEOPLE, K_HOURS, K_HOURS_EACH, K_COUNT, K_SHARE, K_LEVEL,
    K_NUMBER, K_YES_NO,
    K_BY_UNIT,                                  /* the column `unit` beside it says which */
    N_KINDS
};

struct kind_schema { const char *type, *unit; }; /* type of Table Schema; unit may be NULL */
extern const struct kind_schema KINDS[N_KINDS];

struct column_words {
    const char *name;             /* "pounds", or "dual.value" where that differs */
    const char *title;            /* "Spend" */
    enum kind kind;
    const char *unit;             /* NULL: that of its kind */
    const char *help;             /* one sentence */
};
extern const struct column_words COLUMN_WORDS[];
extern const int N_COLUMN_WORDS;

/* Of a column of a table or view (table NULL: of any); NULL when nothing is said of it. */
const struct column_words *column_words(const char *table, const char *column);
const char *column_unit(const struct column_words *c); /* NULL when it has none */
enum kind kind_of_unit(const char *unit);              /* of K_BY_UNIT, by the row's unit */

static inline bool kind_is_text(enum kind kind) { return kind <= K_TIME; }

/* A table of results.  Every one begins with the column run; `run` itself comes first, and each
 * table after those that it refers to. */
struct store_table { const char *name, *title, *columns; }; /* columns in SQL */
extern const struct store_table STORE_TABLES[];
extern const int N_STORE_TABLES;

/* v_: figures of runs; check_: empty when all is well (title and key NULL). */
struct store_view { const char *name, *title, *key, *select; }; /* key: "run, la" */
extern const struct store_view STORE_VIEWS[];
extern const int N_STORE_VIEWS;

#endif
