/* pack.h - the sections of the finance pack and of the skills report. */
#ifndef RINGFENCE_REPORT_PACK_H
#define RINGFENCE_REPORT_PACK_H

#include "tools/report/board.h"

/* A view as tables of rows by columns; where there are many columns, as several tables.  All but
 * the captions are SQL of ours; what the cells are called comes from the view. */
struct pivot {
    const char *view;             /* has the column run */
    const char *where;            /* of the view's rows, with ?2 = key; NULL: all */
    const char *key;
    const char *row, *row_order;
    const char *column, *column_order;
    const char *value;            /* what a cell sums */
    bool fenced;                  /* [z] where the view's `allowed` is 0 */
    const char *caption, *heading;
    enum kind kind;
    bool shaded, total;
    const char *note;             /* printed after the tables, where there are any; or NULL */
};
enum status report_pivot(struct report *r, int side, const struct pivot *p, struct err *err);

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
