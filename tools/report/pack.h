/* pack.h - the sections of the finance pack and of the skills report. */
#ifndef RINGFENCE_REPORT_PACK_H
#define RINGFENCE_REPORT_PACK_H

#include "tools/report/board.h"

/* A view as tables of rows by columns; where there are many columns, as several tables.  All but
 * the headings are SQL of ours; what the cells are called comes from the view. */
struct pivot {
    const char *view;             /* has the column run */
    const char *by;               /* a page has the rows of one value of it; NULL: all */
    const char *row, *row_order;
    const char *column, *column_order;
    const char *value;            /* what a cell sums */
    bool fenced;                  /* [z] where the view's `allowed` is 0 */
    const char *heading;
    enum kind kind;
    bool shaded, total;
    int n_parts;                  /* from here on pivot_ask() fills in */
    struct result columns, *part;
};
/* Asked once, however many pages there are. */
enum status pivot_ask(struct report *r, int side, struct pivot *p, struct err *err);
/* The tables of one value of `by`, or of all. */
void pivot_print(struct report *r, const struct pivot *p, const char *by, const char *caption);
/* Both. */
enum status report_pivot(struct report *r, int side, struct pivot *p, const char *caption,
                         struct err *err);

/* The rows whose last column is `by`; they stand together. */
struct result rows_of(const struct result *x, const char *by);
/* One question, one table, about the chosen option. */
enum status pack_table(struct report *r, struct layout *l, const char *sql, struct err *err);
/* The same with a second parameter, ?2. */
enum status pack_table_of(struct report *r, struct layout *l, const char *sql, const char *key,
                          struct err *err);

report_section finance_summary, finance_streams, finance_authorities, finance_contracts,
    finance_checks;
report_section skills_need, skills_provision, skills_gap, skills_together, skills_actions,
    skills_climb, skills_mentors;

#endif
