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
#include "written.h"

/* Formats of certificate.h: before there were splits, what is written now, and what is made of it
 * for a program that is held besides. */
enum { PROOF_OF_SUMS = 2, PROOF_WITH_SPLITS, PROOF_HELD };

struct program;
struct proof_sides;
/* certificate.c: of a program's own objective, by a proof of this program or of another.  INFINITY:
 * that there is no plan. */
double proven_by(const struct program *p, const struct written *proof);
double proven_with_sides(const struct program *p, const struct written *proof,
                         struct proof_sides *sides);
/* proof_held.c: what was proven of the scenario's own program, of one that is held to a plan; as it
 * is where the program is not.  Owned by the arena. */
struct written held_proof(struct arena *a, const struct program *p, const struct written *own);

/* proof_moved.c: a proof of another program in the numbers of this one; what the other alone has is
 * left out.  Bytes NULL: it cannot be moved.  Owned by the arena. */
struct renumbering {
    int n_rows, n_columns, new_rows, new_columns; /* of the other program, and of this one */
    const int *row, *column;    /* [n_rows], [n_columns] where they are in this one, -1: nowhere */
};
struct written moved_proof(struct arena *a, const struct written *w, const struct renumbering *to);

/* The bound; -INFINITY when the bytes are no proof of anything.  Of each of its cuts the right-hand
 * side, too, unless that is NULL: owned by its arena. */
struct proof_sides { struct arena *arena; double *side; int n; };
double proof_bound(const struct matrix *m, const double *cost, double constant,
                   const struct written *w, struct proof_sides *sides);

/* ---- between proof.c and proof_*.c ---- */

struct priced_row { int row; double price; };
struct prices { struct priced_row *of; int n, room; };
struct proof_step { int row, column; };
struct entry { int column; double value; };
struct proof_cut { int n; struct entry *entry; double side; }; /* sum of value x >= side */

struct bytes { const unsigned char *at, *end; bool sound; };
uint64_t take_natural(struct bytes *b, uint64_t most);   /* unsound when it is more */
int64_t take_whole(struct bytes *b);                     /* within 2^53 */
double take_real(struct bytes *b);                       /* within 1e30, a multiple of 2^-128 */

struct pen { struct arena *arena; unsigned char *byte; int n, room; };
void add_natural(struct pen *p, uint64_t v);             /* the same the other way round */
void add_real(struct pen *p, double v);

struct rows { int64_t *start; struct entry *entry; };
struct kept_bound { int column; double lower, upper; };
struct proof {
    struct arena *arena;
    const struct matrix *m;     /* with what the proof adds */
    const double *cost;         /* of the columns before that */
    int n_costs;
    double constant;
    struct rows rows;
    double *lower, *upper;      /* [n_cols] as far as is known in the part at work */
    struct row_least { mpz_t of[2]; } **row_least; /* [n_rows] of long rows at their bounds, and of
                                   those times -1, the least; NULL until it is asked for */
    struct kept_bound *trail;
    int n_trail, room_trail;
    struct proof_cut *cut;
    int n_cuts, room_cuts;
    struct bytes in;
    int before_held, n_held;    /* rows that hold the program, and that the proof does not count */
    struct prices held;         /* of them */
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

/* proof.c */
int take_number(struct proof *p, int below);
int take_row(struct proof *p, int n_rows);
int take_count(struct proof *p);
struct prices take_prices(struct proof *p, struct arena *a);
void sum_prices(struct proof *p, const struct prices *y);

/* proof_extend.c: columns and rows that lose no plan, numbered after the program's. */
struct extension {
    struct added { double lower, upper; bool integer; } *row, *column;
    struct added_entry { int row, column; double value; } *entry;
    int n_rows, n_cols, n_entries, room_rows, room_cols, room_entries;
    double *left;               /* [n_cols] scratch */
    bool *chosen;               /* [n_cols] scratch */
};
const struct matrix *take_additions(struct proof *p, int format); /* the wider program */
int add_row(struct proof *p, struct extension *x, double lower, double upper); /* its number */
int add_column(struct proof *p, struct extension *x, double lower, double upper, bool integer);
void add_entry(struct proof *p, struct extension *x, int row, int column, double value);

/* proof_split.c */
void extend_by_split(struct proof *p, struct extension *x);

/* proof_steps.c */
void bound_column(struct proof *p, int column, double lower, double upper);
void bounds_back(struct proof *p, int mark);
/* What the row forces on the column; false: the row cannot be kept. */
bool take_step(struct proof *p, struct proof_step step);

#endif
