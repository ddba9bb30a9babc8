/* sheet.h - a case's CSV files as text, read without the engine's intake.
 *
 * RFC 4180 strictly: UTF-8 with or without a byte-order mark, a header row, every row as long as
 * the header.  Blanks around a value without quotes do not count; empty rows are passed over.
 */
#ifndef RINGFENCE_VERIFY_SHEET_H
#define RINGFENCE_VERIFY_SHEET_H

#include "base.h"

enum sheet_id { /* ORDER SHEETS */
    S_AREAS, S_PERIODS, S_ROLES, S_WORKFORCE, S_COURSES, S_MODULES, S_COURSE_MODULES,
    S_PROVIDERS, S_SITES, S_OFFERS, S_DISCOUNTS, S_TRAVEL, S_CHILDCARE, S_MENTORS, S_STREAMS,
    S_ALLOCATIONS, S_TARGETS, S_PROCUREMENT, S_CONSORTIA, S_POLICIES, S_SCENARIOS, S_CHANGES,
    S_PARAMETERS, S_THRESHOLDS, N_SHEETS
};
extern const char *const SHEET_NAME[N_SHEETS];
int sheet_named(const char *name); /* an enum sheet_id; -1: no sheet has this name */

struct sheet {
    const char *name;
    int n_columns, n_rows;
    const char **head;   /* [n_columns] */
    const char **cell;   /* [n_rows * n_columns] */
    int *line;           /* [n_rows] on which the row begins */
    bool *changed;       /* [n_rows * n_columns] by the scenario */
};

/* A file that is not there is a sheet without rows. */
MUST_USE enum status sheet_read(struct sheet *s, struct arena *a, const char *folder,
                                const char *name, struct err *err);
/* Of the file's bytes; "" when there is no such file. */
MUST_USE enum status sheet_digest(struct arena *a, const char *folder, const char *name,
                                  char hex[65], struct err *err);
/* The first file *.csv of the folder that is no table of a case, NULL when there is none. */
MUST_USE enum status sheet_stray(struct arena *a, const char *folder, const char **stray,
                                 struct err *err);
int sheet_column(const struct sheet *s, const char *column);             /* -1 when none */
const char *sheet_text(const struct sheet *s, int row, const char *column); /* "" when empty */

/* A decimal number as MODEL.md 2 writes it; false for anything else. */
bool decimal(const char *text, double *out);

/* Entries of "a|b|c", one after another; *at begins as the list and ends as NULL. */
bool next_entry(struct arena *a, const char **at, const char **entry);
/* Whether the list names it; an empty list and * name all. */
bool listed(const char *list, const char *id);

/* The default of a column (MODEL.md 2), NULL when it has none. */
const char *preset_of(const char *sheet, const char *column);

/* Makes the changes of the scenario's bases and its own (MODEL.md 3).  n_chain: the scenario's
 * rows of scenarios.csv, itself first. */
MUST_USE enum status sheets_change(struct sheet sheet[N_SHEETS], struct arena *a,
                                   const char *scenario, int **chain, int *n_chain,
                                   struct err *err);

#endif
