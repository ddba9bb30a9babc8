/* solve.h - from a matrix to a plan and a proven bound, in a worker process of its own.
 *
 * The solver knows numbers only.  Trouble inside a worker (a hang, an abort, a crash,
 * memory) costs that worker: the parent keeps the best plan and bound received so far.
 */
#ifndef RINGFENCE_SOLVE_H
#define RINGFENCE_SOLVE_H

#include <math.h>

#include "base.h"
#include "matrix.h"

/* A proof that somebody has looked at: what it comes to here, and of each of its cuts the
 * right-hand side.  Its bytes are in format 3 of certificate.h and speak of this matrix. */
struct proven {
    double bound;                /* of `first` if that is given */
    const unsigned char *bytes;  /* or NULL: they cannot be gone on from */
    size_t size;
    const double *side;          /* [n_sides] */
    int n_sides;
};

struct problem {
    const struct matrix *matrix;
    /* Lexicographic: NULL, or [n_cols] a first objective (all >= 0, columns >= 0).  Then it is
     * minimised to S first, and matrix->cost after it, with first . x <= S + slack * max(1, S). */
    const double *first;
    double first_constant, first_slack;
    /* [n_starts][n_cols] plans that may be feasible: of whole numbers, or NAN where the solver is
     * to decide; what else they say is not looked at. */
    const double *const *starts;
    int n_starts;
    /* Of plans equally good, to a billionth, the one whose columns are, one after another in this
     * order, each as small as it can be; whole ones come first.  NULL: any of them. */
    const int *order;
    int n_order;
    /* NULL, or the outcome's of another matrix of as many rows and columns: where the relaxation
     * begins.  Rows, then columns: 1 basic, 2 at its lower bound, 3 upper, 4 free, 5 fixed. */
    const unsigned char *basis;
    const struct proven *proven; /* NULL, or what is known already */
};

struct solve_options {
    double gap;                     /* (objective - bound) / max(1, |objective|) to stop at */
    double time_limit_s;            /* of the whole solve; > 0 */
    bool relax;                     /* ignore the integer marks */
};

enum stop {
    STOP_OPTIMAL,                   /* a plan within the gap asked for */
    STOP_FEASIBLE,                  /* a plan, a larger gap: the time was up */
    STOP_INFEASIBLE,                /* proven: no plan exists */
    STOP_INTERRUPTED,               /* asked to stop; plan and bound as far as they came */
    STOP_NOTHING,                   /* the time was up before any plan */
    STOP_FAILED,                    /* the worker died or gave up without a plan */
};

struct progress {
    const char *phase;              /* "relaxation", "dive", "improve", "search", ... */
    double objective, bound;        /* INFINITY, -INFINITY until known */
    double seconds;
};

struct outcome {                    /* arrays owned by the arena given to worker_finish() */
    enum stop stop;
    double objective;               /* of x, recomputed from cost; of `first` if that is given */
    double bound;                   /* proven; of `first` if that is given */
    double second;                  /* cost . x + constant when `first` is given, else objective */
    double second_bound;            /* proven, given that `first` keeps its limit */
    bool in_order;                  /* x is the plan that the problem's order names */
    double *x;                      /* [n_cols], NULL when there is no plan */
    double *dual; /* [n_rows] d(objective)/d(rhs) at the relaxation's optimum, or NULL */
    double *relaxed;                /* [n_cols] the relaxation's optimum, or NULL */
    unsigned char *basis;           /* [n_rows + n_cols] where the relaxation ended, or NULL */
    double relaxation;              /* its objective (without cuts), NAN when not reached */
    int nodes, iterations, cuts;
    unsigned char *proof;           /* why the bound holds, as the worker says it and nobody has */
    size_t proof_size;              /* looked at (certificate.h); NULL when it does not say */
    double seconds;
    char why[200];                  /* when the worker broke off: what happened; or "" */
    bool no_memory;                 /* that it had not enough memory */
};

struct worker;

/* Forks a worker.  The problem's memory must stay as it is until worker_finish(). */
MUST_USE enum status worker_start(struct worker **out, const struct problem *p,
                                  const struct solve_options *o, struct err *err);
int worker_fd(const struct worker *w);               /* to poll() for reading */
/* Takes what has arrived, without blocking; true while the worker is at work.
 * Kills a worker that overruns its limit by more than a second. */
bool worker_poll(struct worker *w, struct progress *latest);
void worker_stop(struct worker *w);                  /* end soon, keep the best plan */
/* Frees the worker.  Only after worker_poll() said false. */
void worker_finish(struct outcome *out, struct arena *a, struct worker *w);

/* The same in one call, blocking: for tests and small problems. */
MUST_USE enum status solve(struct outcome *out, struct arena *a, const struct problem *p,
                           const struct solve_options *o, struct err *err);

/* A dual of the wrong sign on a one-sided row, or none, proves nothing and counts as zero. */
static inline double legal_dual(double y, double lower, double upper)
{
    return !isfinite(y) || (y > 0 && isinf(lower)) || (y < 0 && isinf(upper)) ? 0 : y;
}

/* A lower bound on the relaxation from any dual vector (Neumaier and Shcherbina 2004):
 * constant + sum of rows' best sides + sum of columns' best sides; safe whatever y is.
 * cost may be NULL (then m->cost and m->constant).  y is [n_rows]. */
double matrix_dual_bound(const struct matrix *m, const double *cost, double constant,
                         const double *y);
const char *solver_version(void); /* of the library that solves linear programs */
double matrix_objective(const struct matrix *m, const double *x);
/* The largest violation of a row or column bound by x, relative to max(1, |side|). */
double matrix_violation(const struct matrix *m, const double *x);

#endif
