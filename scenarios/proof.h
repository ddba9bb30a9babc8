/* proof.h - what a proof with cuts and divisions proves of a program, in exact arithmetic.
 *
 * The proof is a row of bytes (certificate.h has its format) that somebody else wrote, and nothing
 * in it is believed: of a cut its right-hand side is computed, of a part its bound, of a step what
 * the row forces.  Sums of products of doubles are exact (GMP); what is kept of them is a double
 * again, rounded to the side that proves less.
 */
#ifndef RINGFENCE_SCENARIOS_PROOF_H
#define RINGFENCE_SCENARIOS_PROOF_H

#include <gmp.h>

#include "matrix.h"

/* The bound; -INFINITY when the bytes are no proof of anything. */
double proof_bound(const struct matrix *m, const double *cost, double constant,
                   const unsigned char *bytes, size_t size);

/* ---- between proof.c, proof_sums.c, proof_steps.c and proof_bytes.c ---- */

struct priced_row { int row; double price; };
struct prices { struct priced_row *of; int n, room; };
struct proof_step { int row, column; };
struct entry { int column; double value; };
struct proof_cut { int n; struct entry *entry; double side; }; /* sum of value x >= side */

struct bytes { const unsigned char *at, *end; bool sound; };
uint64_t take_natural(struct bytes *b, uint64_t most);   /* unsound when it is more */
int64_t take_whole(struct bytes *b);                     /* within 2^53 */
double take_real(struct bytes *b);                       /* within 1e30, a multiple of 2^-128 */

struct rows { int64_t *start; struct entry *entry; };
struct kept_bound { int column; double lower, upper; };
struct proof {
    struct arena *arena;
    const struct matrix *m;     /* with columns of sums */
    const double *cost;         /* of those before the sums */
    int n_costs;
    double constant;
    struct rows rows;
    double *lower, *upper;      /* [n_cols] as far as is known in the part at work */
    struct kept_bound *trail;
    int n_trail, room_trail;
    struct proof_cut *cut;
    int n_cuts, room_cuts;
    struct bytes in;
    int fine;                   /* doubles of the program are multiples of 2^-fine */
    mpz_t *slope;               /* [n_cols] of a sum at work */
    mpz_t *least;               /* [n_cols] costs less common rows at their prices */
    int *part, at;              /* [n_cols] of each column, 0 of none; and the one at work */
    bool *touched;
    int *column, n_touched;
    mpz_t total, scratch, other;
    mpz_t common;               /* what all parts begin with */
};

/* proof_sums.c: a sum begins empty, takes terms, and ends as the least that it can come to within
 * the bounds, rounded down. */
void proof_open(struct proof *p);
void proof_close(struct proof *p);
void sum_term(struct proof *p, int column, double times, double value); /* + times value x */
void sum_number(struct proof *p, double times, double value);
void sum_row(struct proof *p, int row, double price); /* a row's best side less the row */
double sum_least(struct proof *p);
/* The least of the columns of the part at work, at these prices; a sum of other columns proves
 * nothing. */
void sum_part(struct proof *p);
void sum_common(struct proof *p);               /* the sum becomes what all parts begin with, */
void common_add(struct proof *p, double bound); /* and what each part comes to is added; */
double common_least(struct proof *p);           /* rounded down */
double rounded_down(mpz_t x, int fine, mpz_t scratch); /* x counts 2^-fine */
/* x += a b, where x counts 2^-to */
void add_exactly(mpz_t x, double a, double b, int to, mpz_t scratch);

/* proof_extend.c: the program with a column, and a row, for each sum of whole columns. */
void take_sums(struct proof *p, const struct matrix *m);

/* proof_steps.c */
void bound_column(struct proof *p, int column, double lower, double upper);
void bounds_back(struct proof *p, int mark);
/* What the row forces on the column; false: the row cannot be kept. */
bool take_step(struct proof *p, struct proof_step step);

#endif
