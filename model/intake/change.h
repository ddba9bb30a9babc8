/* change.h - one row of changes.csv, understood. */
#ifndef RINGFENCE_INTAKE_CHANGE_H
#define RINGFENCE_INTAKE_CHANGE_H

#include "tables.h"

enum operation { CHANGE_SET, CHANGE_SCALE, CHANGE_ADD }; /* ORDER: choices of operation */

struct condition { /* the cell is one of these texts */
    int column;
    const char **value; /* [n_values] */
    int n_values;
};

struct change {
    int row;                /* of changes.csv */
    int table, column;      /* enum table_id; of its schema */
    struct condition *condition;
    int n_conditions;
    enum operation operation;
    const char *value;
    double number;          /* of scale and add */
};

/* False when the row makes no sense; says why when `f` is given. */
bool change_read(struct change *out, struct arena *a, const struct tables *t, int row,
                 struct findings *f);

#endif
