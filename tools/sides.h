/* sides.h - the same figures of several runs, side by side. */
#ifndef RINGFENCE_SIDES_H
#define RINGFENCE_SIDES_H

#include "tools/saving.h"

struct sides {
    struct store *store;
    int n;
    const char *id[SIDES_MAX];
    const char *scenario[SIDES_MAX];   /* as headings */
};

/* Two have a column of changes. */
MUST_USE enum status print_totals(struct args *a, const struct sides *s, struct err *err);
MUST_USE enum status print_tables(struct args *a, const struct sides *s, struct err *err);
/* Adds "totals" and "tables": of two sides as "a" and "b", of more as "values" in their order. */
MUST_USE enum status sides_json(json_t *top, struct args *a, const struct sides *s,
                                struct err *err);

#endif
