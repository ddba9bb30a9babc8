/* log_read.h - a proof that log_write.c wrote, as it stands there; private to log_read.c and
 * given_part.c.
 */
#ifndef RINGFENCE_LOG_READ_H
#define RINGFENCE_LOG_READ_H

#include "given.h"

/* Rows and columns that are added: of a split or of a sum. */
struct addition {
    bool is_split;
    struct split split;
    struct log_sum sum;
    int block, n_rows, n_cols;
};

struct raw_part {
    int *column, n_columns;      /* where parts are apart */
    struct leaf *leaf;
    int n, room;
};

/* As it is written, in the numbers of the whole. */
struct raw {
    struct arena *arena;
    const unsigned char *at, *end;
    bool sound;
    const struct matrix *m;
    int rows, cols, cuts;        /* the matrix's, with additions; cuts besides */
    struct addition *addition;
    int n_additions;
    struct log_cut *cut;
    struct priced *common;       /* NULL: all is one part */
    int n_common;
    struct raw_part *part;
    int n_parts;
};

/* Of a program like the matrix's; false: the bytes are none. */
bool log_read(struct raw *r, struct arena *a, const struct matrix *m, const struct proven *p);

#endif
