/* rows.h - the answer to a question to the database, as text. */
#ifndef RINGFENCE_VERIFY_ROWS_H
#define RINGFENCE_VERIFY_ROWS_H

#include "store.h"

struct rows {                       /* NULL is null */
    struct arena *arena;
    int n, n_columns, room;
    const char **name, **cell;
};
/* run: the query's parameter ?1, or NULL. */
MUST_USE enum status rows_read(struct rows *r, struct arena *a, struct store *s, const char *sql,
                               const char *run, struct err *err);
static inline const char *row_text(const struct rows *r, int row, int column)
{
    return r->cell[(size_t)row * (size_t)r->n_columns + (size_t)column];
}
double row_number(const struct rows *r, int row, int column); /* NAN when null */
long long row_whole(const struct rows *r, int row, int column);

#endif
