/* workbook.h - what the sheets of the workbook share. */
#ifndef RINGFENCE_WORKBOOK_H
#define RINGFENCE_WORKBOOK_H

#include "tools/export/book.h"
#include "tools/export/parts.h"

struct book_sheet *sheet_of_view(const struct book *b, const char *view);
/* "Spend (pounds) [note 1]" */
const char *heading_of(struct arena *a, const char *view, const char *column);
/* Cells of a column of a view's table: "costs_by_la!$D$5:$D$12"; NULL when it has no rows. */
const char *range_of(const struct book *b, const char *view, const char *column);
const char *cell_name(struct arena *a, int row, int column); /* "D5"; both from 0 */

/* cover.c */
void fill_cover(struct book *b, struct book_sheet *cover, const struct chosen *c);
void fill_contents(struct book *b, struct book_sheet *contents);
void fill_notes(struct book *b, struct book_sheet *notes);
/* " [note 1]" or "" */
const char *note_mark(struct arena *a, const char *view, const char *column);

/* checks.c: the master check is the first line of the sheet. */
MUST_USE enum status fill_checks(struct book *b, struct book_sheet *checks, const struct chosen *c,
                                 struct err *err);

#endif
