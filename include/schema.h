/* schema.h - one description of every input table (MODEL.md section 2).
 *
 * From it come the reader, the checks, `manual tables`, the headers that `init`
 * writes and the database's copy of the inputs.  Nothing is written twice.
 */
#ifndef RINGFENCE_SCHEMA_H
#define RINGFENCE_SCHEMA_H

#include "base.h"

enum table_id { /* ORDER TABLES */
    T_AREAS, T_PERIODS, T_ROLES, T_WORKFORCE, T_COURSES, T_MODULES, T_COURSE_MODULES,
    T_PROVIDERS, T_SITES, T_OFFERS, T_DISCOUNTS, T_TRAVEL, T_CHILDCARE, T_MENTORS,
    T_STREAMS, T_ALLOCATIONS, T_TARGETS, T_PROCUREMENT, T_CONSORTIA, T_POLICIES,
    T_SCENARIOS, T_CHANGES, T_PARAMETERS, T_THRESHOLDS, N_TABLES
};

enum column_type { COL_ID, COL_TEXT, COL_REFERENCE, COL_LIST, COL_NUMBER, COL_WHOLE, COL_DATE,
                   COL_CHOICE, COL_YES_NO };

struct column_schema {
    const char *name;
    enum column_type type;
    bool required;        /* the column must be there and no cell empty */
    bool key;             /* part of the table's key */
    const char *preset;   /* default as text, NULL = none (empty means absent) */
    double least, most;   /* of numbers, both allowed */
    int refers_to;        /* enum table_id, or -1 */
    const char *choices;  /* of COL_CHOICE: "a|b|c" */
    const char *unit;     /* "pounds", "hours per period", ... or NULL */
    const char *help;     /* one sentence in plain words */
    const char *example;
};

struct table_schema {
    const char *name;     /* "areas": the file is areas.csv */
    const char *help;
    bool optional;        /* the file may be absent */
    const struct column_schema *columns;
    int n_columns;
};

extern const struct table_schema TABLES[N_TABLES];

int schema_column(const struct table_schema *t, const char *name); /* -1 when none */

#endif
