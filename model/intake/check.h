/* check.h - tables whose cells have been checked: numbers, and references as positions.
 *
 * Checking goes in this order: ids and keys, cells, rows, whole tables, the scenario.
 * A row with a fault stays known by its id but is looked at no further, so that one
 * mistake gives one finding.
 */
#ifndef RINGFENCE_INTAKE_CHECK_H
#define RINGFENCE_INTAKE_CHECK_H

#include <math.h>

#include "map.h"
#include "say.h"
#include "tables.h"

struct typed {        /* of one table; arrays are NULL for columns of other types */
    double **number;  /* [column][row]: of numbers, choices (their position), yes and no;
                         the default where empty, NAN where there is none */
    int **ref;        /* [column][row]: position in what is referred to, -1 = empty */
    bool *bad;        /* [row] */
    bool holed;       /* ids are missing from it that others may mean */
    int n_said[2];    /* [severity] findings about this table */
};

struct checks {
    struct arena *a;  /* scratch, except that texts of findings are copied */
    const struct tables *t;
    struct findings *f;
    struct typed typed[N_TABLES];
    struct map ids[N_TABLES];                /* id -> row, of tables with an id */
    struct map las, regions, sectors;        /* id -> any number */
    struct map teachable;                    /* module -> row of modules.csv; course without
                                                modules -> n_rows of modules + row of courses */
    bool *has_modules;                       /* [row of courses] */
    int scenario;                            /* row of scenarios.csv, -1 when there is none */
    long compared;                           /* names looked at in search of the nearest */
};

static inline const struct table *table_of(const struct checks *c, int table)
{
    return &c->t->table[table];
}
static inline int rows(const struct checks *c, int table)
{
    return c->t->table[table].n_rows;
}
static inline const char *text_of(const struct checks *c, int table, int row, int column)
{
    return cell(&c->t->table[table], row, column);
}
static inline double number_of(const struct checks *c, int table, int row, int column)
{
    return c->typed[table].number[column][row];
}
static inline int ref_of(const struct checks *c, int table, int row, int column)
{
    return c->typed[table].ref[column][row];
}
static inline bool is_bad(const struct checks *c, int table, int row)
{
    return c->typed[table].bad[row];
}
static inline bool is_empty(const struct checks *c, int table, int row, int column)
{
    return !*cell(&c->t->table[table], row, column);
}

/* Beyond this nothing more is said of a table, and so nothing more looked for. */
static inline bool is_full(const struct checks *c, int table)
{
    return c->typed[table].n_said[FINDING_ERROR] > FINDINGS_MOST;
}

/* Rows without faults. */
#define for_each_row(c, table, row) \
    for (int row = 0; row < rows((c), (table)) && !is_full((c), (table)); row++) \
        if (!is_bad((c), (table), row))

/* A finding at a cell (column -1: the row; row -1: the table); an E code rejects the row. */
void wrong(struct checks *c, enum finding_code code, int table, int row, int column,
           const char *help, const char *format, ...) PRINTF_LIKE(7, 8);
const char *did_you_mean(struct checks *c, const char *name, const struct map *names);
/* Where else to look: "already on line 3". */
int line_of(const struct checks *c, int table, int row);
bool is_needed(int table);
bool has_columns(const struct checks *c, int table); /* all that are required */
/* Whether the whole of the table is known, so that what is not in it does not exist. */
bool is_whole(const struct checks *c, int table);

/* What a column refers to: NULL when its words are fixed or depend on its row. */
const struct map *referred(const struct checks *c, int table, int column);
int referred_table(int table, int column); /* whose file is to blame */

/* The next entry of a list: false at the end.  `entry` has room for the whole cell. */
bool list_next(const char **at, char *entry);

void check_ids(struct checks *c);      /* ids.c */
void check_keys(struct checks *c);     /* keys: after the cells */
void check_cells(struct checks *c);    /* cells.c */
bool check_list_word(struct checks *c, int table, int column, const char *word,
                     const char **help);

/* Rules that look at more than one cell; each is silent about rejected rows. */
void check_rows(struct checks *c);        /* rules.c */
void check_funding(struct checks *c);     /* rules_funding.c */
void check_scenarios(struct checks *c);   /* rules_scenarios.c: all of them */
void check_buyers(struct checks *c);      /* rules_buyers.c: of the scenario in hand too */

/* The scenario, or the nearest of its bases, that says something in the column; or -1. */
int inherited_row(const struct checks *c, int scenario, int column);

#endif
