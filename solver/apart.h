/* apart.h - blocks on their own, the rows that they share at a price; private to solver/.
 *
 * A common row costs what it is priced at for each unit that a block takes of it.  At any prices
 * the blocks' bounds and what the rows are worth add up to a bound of the whole (Lagrangian
 * relaxation, Geoffrion 1974).
 */
#ifndef RINGFENCE_APART_H
#define RINGFENCE_APART_H

#include "log.h"
#include "search.h"

struct apart {
    struct search *s;          /* of the whole */
    struct part *part;         /* [n_blocks] */
    struct search *block;      /* [n_blocks] of the part, or of it and further columns after it */
    struct matrix *wide;       /* [n_blocks] what the block is of */
    double *price;             /* [n_rows] of the common rows, legal; 0 of others */
    double *size;              /* [n_rows] what a row's units are worth against another's */
    double *cost;              /* [n_cols] less the price of what the columns take */
    double *mean;              /* [n_cols] of whole numbers, where blocks have them on average by
                                  what prices.c heard, NAN: not known; NULL: not wanted */
    double constant;           /* what the rows, and columns without a block, are worth */
    int at;                    /* the block at work */
    struct given **given;      /* [n_blocks] where they go on from, at these prices; or NULL */
    int *order;                /* [n_blocks] in which they are proven */
    struct log_file file;
};

/* apart.c: order [n], of numbers below n, by their keys; those of equal ones stay as they stand. */
void put_largest_first(int *order, int n, const double *key);
/* Parts cut out, nothing priced. */
struct apart apart_new(struct search *s);
void apart_price(struct apart *p);  /* costs and the constant, at its prices */
/* The blocks' relaxations at its prices, and what that proves of the whole. */
double apart_solve(struct apart *p);
void apart_solve_block(struct apart *p, int b, double until); /* one, once all is priced */
double apart_alone(const struct apart *p, int j); /* where a column without a block is best */
/* The same where each block was at its optimum at these prices, at that basis: also when the time
 * is up, for what was told must be proven. */
void apart_go_back(struct apart *p, unsigned char *const *basis);
/* In a vast program a block's linear program goes when too many are there, its basis, duals and
 * optimum stay; all go before blocks are cut. */
void apart_rest(struct apart *p, int b);
void apart_rest_all(struct apart *p);
size_t apart_basis_size(const struct apart *p, int b);
void apart_get_basis(const struct apart *p, int b, unsigned char *basis);
bool apart_all_solved(const struct apart *p);
/* The blocks' optima together, and the best of the columns without a block, into x [n_cols]. */
void apart_optimum(const struct apart *p, double *x);
/* Where the block at work has its optimum, to a planner, if there is one, which
 * looks near it. */
void apart_show(struct apart *p, int which);
double apart_bound(const struct apart *p); /* of the whole, as they stand */
void apart_tell(struct apart *p);          /* where it is better */

/* prices.c: prices at which the blocks prove more; the blocks are solved at the best.  False: no
 * time was left, and all is as it was. */
struct effort {
    double until;              /* when the last step ends */
    double range;              /* how far the first steps go, of what is usual from no price */
    double little;             /* of the bound, what is little to gain: then it is all of the way */
    double worth, patience;    /* of the bound in a second; when less was gained in so many seconds,
                                  they were ill spent */
};
bool apart_move(struct apart *p, const struct effort *e);

/* helper.c: blocks relaxed by a second process, too; relax NULL: by this one alone. */
typedef enum lp_answer relax_one(struct apart *p, int b);
struct helper;
struct helper *helper_start(struct apart *p, relax_one *relax);
int helper_next(struct helper *t);           /* the first block that nobody has begun, or -1 */
/* What the other has found of block b, which rests then; false: nothing.  The second waits. */
bool helper_take(struct helper *t, int b);
bool helper_await(struct helper *t, int b);
void helper_end(struct helper *t);

/* relax_apart.c: the relaxation of the whole, about: duals that prove a bound near its optimum,
 * and in s->relaxed the blocks' optima at them, but whole numbers at their mean.  LP_LIMIT: not all
 * blocks were solved in time. */
enum lp_answer relax_apart(struct apart *p, double until);

#endif
