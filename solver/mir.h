/* mir.h - a sum of rows at work in mir.c, written in distances; private to mir.c, mir_reason.c. */
#ifndef RINGFENCE_MIR_H
#define RINGFENCE_MIR_H

#include "search.h"

enum { ROWS_OF_A_SUM = 6 };

struct whole { int column; bool flipped; double coefficient, value, range; };
struct term { struct distance d; double coefficient; };

struct mir {
    struct search *s;
    struct variable_bounds *bounds;
    /* the sum of rows */
    double *of_column;         /* [n_cols] */
    int *column, n_columns;
    bool *in;
    struct summand { int row; double multiplier, side; } *part; /* a row, from which side */
    int n_parts, room;
    double rhs;
    /* the same in distances */
    struct term *term;
    int n_terms;
    struct whole *whole;
    int n_wholes;
    double *of_whole;          /* [n_cols] */
    int *whole_column, n_whole_columns;
    bool *whole_in;
    double far;                /* the right-hand side */
    /* scratch */
    int *index;
    double *value;
    double *cut;               /* [n_cols] */
    int *cut_column;
    double *cut_value;
};

/* Of a whole number's coefficient what stays when a sum with the fraction f0 is rounded. */
static inline double rounded(double a, double f0)
{
    double f = a - floor(a);
    return floor(a) + (f > f0 ? (f - f0) / (1 - f0) : 0);
}

/* mir_reason.c: of the cut that was just kept, the sum rounded by this divisor. */
void mir_explain(const struct mir *r, double divisor, double sign);

#endif
