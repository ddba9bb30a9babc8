/* book.h - a workbook as data: sheets of a title, lines of text and at most one table.
 *
 * It is described first and written after, so that nothing is asked of the database while it is
 * written, and what was written can be held against what was meant.
 */
#ifndef RINGFENCE_BOOK_H
#define RINGFENCE_BOOK_H

#include "base.h"
#include "columns.h"

enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_LINK, CELL_FORMULA_TEXT, CELL_FORMULA_NUMBER };

struct book_cell {
    enum cell_type type;
    enum kind kind;               /* of a number: how it is shown */
    const char *text;             /* as it stands; of a formula of text, what comes out */
    double number;                /* likewise */
    const char *formula;          /* "=...", or the sheet that a link leads to */
};

struct book_sheet {
    const char *name;             /* at most 31 characters */
    const char *title;            /* in A1 */
    struct book_cell *line;       /* below it */
    int n_lines, room;
    const char **heading;         /* [n_columns] of the table, no two alike */
    int n_columns, n_rows;        /* no columns: no table */
    struct book_cell *cell;       /* [n_rows * n_columns] */
    int n_cells, cells_room;
};

struct book {
    struct arena *arena;
    const char *title, *subject;
    long long created;            /* seconds since 1970 */
    struct book_sheet **sheet;
    int n_sheets, room;
};

struct book_sheet *book_add(struct book *b, const char *name, const char *title);
void book_line(struct book *b, struct book_sheet *s, struct book_cell cell);
void book_headings(struct book *b, struct book_sheet *s, const char *const *heading, int n);
void book_cell(struct book *b, struct book_sheet *s, struct book_cell cell); /* row by row */

static inline struct book_cell text_cell(const char *text)
{
    return (struct book_cell){ .type = CELL_TEXT, .text = text };
}

static inline struct book_cell number_cell(enum kind kind, double number)
{
    return (struct book_cell){ .type = CELL_NUMBER, .kind = kind, .number = number };
}

static inline int book_first_row(const struct book_sheet *s) /* of the table's cells, from 0 */
{
    return 1 + s->n_lines + 1;
}

/* Writes it whole or not at all, in a process of its own, and reads it again. */
MUST_USE enum status book_write(const struct book *b, const char *path, struct err *err);

/* ---- its two halves ---- */

/* xlsx.c: every failure of the library, and everything that it would take and spoil, is told. */
MUST_USE enum status xlsx_write(const struct book *b, const char *path, struct err *err);
/* reopen.c: all parts are there, well formed, and hold the cells and sums of the description. */
MUST_USE enum status xlsx_reopen(const struct book *b, const char *path, struct err *err);

#endif
