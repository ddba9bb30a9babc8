/* log_private.h - what log.c and log_write.c share. */
#ifndef RINGFENCE_LOG_PRIVATE_H
#define RINGFENCE_LOG_PRIVATE_H

#include "log.h"
#include "splits.h"

struct log_cut {               /* sum of value x >= what follows */
    int n;
    int *column;
    double *value;
    bool turned;               /* the search has it as <= : its price changes its sign */
    struct reason why;
    int n_steps;
    struct log_step *step;     /* on the first side */
};

struct log_sum { int n, *column; };

struct log {
    struct search *s;          /* NULL: it has gone */
    int n_rows, n_cols;        /* of its program */
    struct log_part part;      /* after its rows and columns come those of splits, then of sums */
    struct splits splits;
    struct log_sum *sum;       /* of what each is the sum; NULL: not kept yet */
    struct arena *arena;       /* of what is written; the rest is the search's */
    struct log_cut *cut;
    int n_cuts, room_cuts;
    struct log_node *root;
    double top;                /* of the column that the root is divided by: all of it is below */
    struct reason scratch;
    struct log_file file;
    size_t bytes, most;        /* of prices and cuts, about */
    struct domain *domain;     /* of shut columns; NULL until wanted */
    struct gate_log { int gate, n_steps; struct log_step *step; int n_shut, room_shut;
                      struct shut { int column, cut; } *shut; } *gate;
    int n_gates, room_gates;
    int *gate_of;              /* [n_cols] 1 + its place among the gates, or 0 */
    bool *wanted;              /* [n_cols] scratch */
    int *wanted_column;
};

/* Cuts of a proof from before, the first that there are; arrays stay whose they are. */
void log_give(struct log *l, const struct log_cut *cut, int n);
void log_keep_sums(struct log *l); /* as soon as the search has its rows */

void log_put(const unsigned char *byte, int n, struct log_file *f); /* log_file.c */

#endif
