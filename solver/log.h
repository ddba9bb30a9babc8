/* log.h - why a bound holds: what a search keeps of its reasons; private to solver/.
 *
 * A cut holds because a sum of whole numbers is at most a whole number or at least one more, and on
 * either side follows from rows and earlier cuts at some price each.  A bound holds because the
 * plans were divided so often, and each part has prices.  scenarios/ computes anew, in exact
 * arithmetic, what follows from them; nothing here has to be right, but the better it is, the more
 * is proven.  Calls do nothing where no log is kept.
 */
#ifndef RINGFENCE_LOG_H
#define RINGFENCE_LOG_H

#include "search.h"

/* Rows of the search's program count from 0; a cut is ~ its number.  Prices are as duals are: above
 * 0 of a row's lower side, below 0 of its upper. */
struct priced { int row; double price; };

struct reason {                /* of a cut: either split <= at, or split >= at + 1 */
    int n_split, room_split;
    struct times { int column; double times; } *split;
    double at, price[2];       /* of the split itself, on either side */
    int n_rows[2], room_rows[2];
    struct priced *row[2];
    int gate;                  /* a column whose being 0 is the first side, or -1 */
    int n_shut;                /* columns that it shuts, as far as they matter */
    const int *shut;
};

struct log_step { int row, column; }; /* what the row forces on the column; column -1: it breaks */

struct log_node {
    struct log_node *child[2]; /* column <= value, column >= value + 1 */
    int column;
    double value, bound;
    bool impossible;
    int n_steps, n_prices;
    struct log_step *step;     /* what follows from the division that led here */
    struct priced *price;      /* that prove the bound */
};

/* What the search's rows and columns are in the whole; NULL: the same.  Those after them are of its
 * splits (splits.c), and then of sums (sums.c). */
struct log_part { int n_rows, n_cols; const int *row, *column; };
/* Of the search, at most so many bytes, kept in the arena. */
struct log *log_new(struct arena *a, struct search *s, const struct log_part *part, size_t most);
/* No more comes of its search, which may go: what is to be written stays. */
void log_rest(struct log *l);
struct log_node *log_root(const struct log *l);

/* Scratch for a reason, empty; NULL where no log is kept. */
struct reason *log_reason(struct log *l);
void log_split(struct log *l, struct reason *r, int column, double times);
void log_row(struct log *l, struct reason *r, int side, int row, double price);
/* A row of the linear program: its own or a cut. */
void log_lp_row(struct log *l, struct reason *r, int side, int i, double price);
/* Keeps why the last of s->cut holds. */
void log_cut(struct log *l, const struct reason *r);
/* The number of x <= most(x) gate, which the gate's being 0 implies, as of log_row(). */
int log_shut(struct log *l, int gate, int x);

/* What was forced from a mark of the trail on, down to a row that is broken where !ok. */
void log_steps(struct log *l, struct log_node *x, const struct domain *d, int mark, bool ok);
/* The last duals, s->y, where they prove more than is known. */
void log_prices(struct log *l, struct log_node *x, double bound);
void log_anew(struct log *l, double bound); /* the root's, whatever was known at other costs */
void log_impossible(struct log *l, struct log_node *x); /* by the linear program at hand */
void log_divide(struct log *l, struct log_node *x, int column, double value,
                struct log_node **below, struct log_node **above);

/* log_write.c: what is needed of it, into a file that worker.c was given.  Begun again, the file
 * says the new only when it is there in full. */
struct log_file {              /* what stands there; all 0 but fd at first */
    int fd;
    int64_t from, to;
    double last, took, proves; /* monotonic seconds, and how many it took; proves: of blocks */
};
struct log_block {
    struct log *log;           /* or NULL: then the prices alone */
    int n_columns, n_prices;
    const int *column;         /* of the whole */
    struct priced *price;
};
void log_write(struct log *l, int fd, double every); /* unless it was written so short ago, s */
/* Blocks apart, the rows that they share at these prices. */
void log_write_blocks(const struct matrix *m, const struct priced *common, int n_common,
                      const struct log_block *block, int n, struct log_file *f);

/* log_blocks.c: of blocks that are proven apart, the rows that they share at these prices; what it
 * proves in all.  What stands there and proves more stays. */
struct log *log_of_block(const struct search *s, struct search *block, const struct part *p);
void log_blocks(const struct search *s, const struct part *part, const struct search *block,
                const double *price, double proves, struct log_file *f);

#endif
