/* program.h - the linear program of a scenario: a matrix, and what its rows and columns mean.
 *
 * A row is known by its family and key, a column by its quantity and position in the sets;
 * names are spelt from these when printed, never stored or parsed.
 * Duals: d(objective)/d(right-hand side), in discounted pounds per unit of the row.
 */
#ifndef RINGFENCE_PROGRAM_H
#define RINGFENCE_PROGRAM_H

#include "matrix.h"
#include "sets.h"

enum quantity_id { /* ORDER QUANTITIES: columns stand in this order */
    Q_ENTRANTS, Q_PLACEMENTS, Q_STOCK, Q_COHORTS, Q_CONTRACT, Q_OFFICE, Q_BAND_VALUE, Q_BAND,
    Q_SHORTFALL, Q_PAYMENT, Q_CARRY, Q_VIREMENT, Q_GIVE, N_QUANTITIES
};

struct quantity {
    const char *name;     /* "placements" */
    const char *symbol;   /* "P" */
    const char *meaning;  /* a sentence */
    const char *unit;     /* "learners", "pounds", ... */
    int (*count)(const struct sets *s);
    /* Lower and upper bound, and whether whole, of the i-th. */
    void (*column)(const struct sets *s, int i, double *lower, double *upper, bool *whole);
    /* Its key as text, "Derby,NVQ3,College day,2008"; writes at most size bytes. */
    void (*key)(const struct sets *s, int i, char *text, size_t size);
    /* The buyer that it belongs to, or -1. */
    int (*block)(const struct sets *s, int i);
    /* Like others with the same number (a module's cohorts of a buyer in a period, wherever; and
     * in all periods), or NULL: numbers from 0, each function its own. */
    int (*group[GROUPINGS])(const struct sets *s, int i);
};
extern const struct quantity QUANTITIES[N_QUANTITIES];

enum { KEY_MAX = 5 };
enum index_kind { IX_NONE, IX_GROUP, IX_LEVEL, IX_PERIOD, IX_COURSE, IX_TIE, IX_COHORT, IX_OFFER,
                  IX_CONTRACT, IX_OFFICE, IX_BAND, IX_AREA, IX_BUYER, IX_SITE, IX_SHORTFALL,
                  IX_PAYER, IX_BUCKET, IX_STREAM, IX_CLASS, IX_POLICY, IX_LA, IX_PROVIDER,
                  IX_TARGET, IX_PROFESSION, IX_POOL, IX_ALL };

struct key { int v[KEY_MAX]; };

struct family;

struct building; /* rows as they are written; private to program.c */

struct program {
    const struct sets *sets;
    struct building *building;
    struct matrix matrix;
    int first_column[N_QUANTITIES + 1];
    const struct family **row_family;  /* [n_rows] */
    struct key *row_key;               /* [n_rows] */
    double *shortfall_cost;            /* [n_cols] the shortfall value, for coverage */
    double *money_cost;                /* [n_cols] the cost */
};

struct program_options {
    const char *without;               /* code of a family to leave out, or NULL (tests) */
    bool elastic;                      /* floors and policies may give way at a price */
};

struct program *program_build(struct arena *a, const struct sets *s,
                              const struct program_options *options);

/* Which of equally good plans is chosen (model/order.c): of each list in turn, from its last to its
 * first, as little as can be. */
enum { N_PREFERENCES = 11 };
struct preference { const char *of, *order; };
extern const struct preference PREFERENCES[N_PREFERENCES]; /* ORDER PREFERENCES */
/* The same as columns: each in turn as small as can be; whole ones first. */
int *program_order(struct arena *a, const struct program *p, int *n);

/* "F06_seats_most(Derby,NVQ3,College day,2008)"; at most size bytes. */
void program_row_name(const struct program *p, int row, char *text, size_t size);
void program_column_name(const struct program *p, int column, char *text, size_t size);
/* One row as readable text: "F..(key): +1 a + 2 b <= 7". */
char *program_row_text(struct arena *a, const struct program *p, int row);

#endif
