/* search.h - one minimisation: relaxation, cuts, plans, branch and bound; private to solver/. */
#ifndef RINGFENCE_SEARCH_H
#define RINGFENCE_SEARCH_H

#include <math.h>

#include "lp.h"
#include "solve.h"

struct row_view { int64_t *start; int *column; double *value; }; /* [n_rows + 1], entries */

struct gates;
struct log;
struct log_node;
struct given;
struct splits;
/* structure.c */
struct step { int amount, on, group, choice; double from; }; /* from on <= amount <= to on; choice:
                                 the row of which one is on */
struct structure {
    int *up_locks, *down_locks;  /* [n_cols] rows that a column going up, down could break */
    bool *is_switch;             /* [n_cols] */
    struct step *step;           /* [n_steps] of a group one is on, or none */
    int n_steps, n_groups;
    double *total;               /* [n_groups] of the amounts, and the step that so much */
    int *reached;                /* [n_groups] reaches, -1 none: as steps_reached() left them */
};
struct structure structure_of(struct arena *a, const struct matrix *m, const struct row_view *r,
                              int first_sum); /* n_cols: there are none */
void steps_reached(struct structure *t, const double *x);

/* Where a relaxation has its optimum in the blocks that the prover has come to (`there`),
 * in memory that it shares; NULL: there is none. */
enum { RELAXED_BLOCKS, CUT_BLOCKS };
struct shown {                 /* blocks' optima, by the prover */
    double *x;                   /* [n_cols] of the blocks that are there */
    volatile unsigned char *there; /* [n_blocks] */
};

struct search {
    struct arena *arena;
    const struct matrix *m;
    const double *cost;          /* [n_cols] the objective at work */
    double constant;
    double gap, until;           /* until: monotonic seconds */
    double cuts_until;           /* the same, of the cuts alone; 0: until */
    bool relax;
    int depth;                   /* 0 the whole search; 1 and more within another */
    int moves;                   /* within another: neighbourhoods to try */
    int tree;                    /* within another: nodes to visit instead; 0: none */
    bool proof_only;             /* within another: raise the bound */
    int proof;                   /* a file for why the bound holds; 0: none */
    bool root_only;              /* of a proof: cuts, no branching */
    int first_sum;               /* of a proof: columns from here on are sums of others, */
    const struct splits *splits; /* and before them are those of these; NULL: none */
    const volatile int *stop;
    const double *const *starts; /* [n_starts] as in struct problem */
    int n_starts;
    const unsigned char *basis;  /* [n_rows + n_cols] where the relaxation begins, or NULL */
    bool basis_of_point;         /* which keeps the rows, or nearly: the primal simplex goes on */
    const struct proven *known;  /* as in struct problem, or NULL */
    struct given *given;         /* where the relaxation goes on from (given.h), or NULL */
    unsigned char *ended_at;     /* the same, where it ended, or NULL */
    /* Called whenever the relaxation is known, and the plan or the bound improves. */
    void (*tell)(void *context, const struct search *s, const char *phase, bool new_plan);
    void *context;
    double (*known_elsewhere)(const struct search *s); /* cost of a plan that another has; NULL */

    struct lp *lp;
    struct row_view rows;        /* of m */
    struct structure structure;  /* of m */
    double *price;               /* [n_cols] the LP's costs at present */
    struct manner { double dearest, up_from; int parts; } manner; /* of slopes and dives: the most
                                    times a price may rise, the fraction that is rounded up, in how
                                    many parts */
    struct cut *cut;             /* copies of the cuts in lp, for the safe bound */
    int n_cuts, room_cuts;
    double *lower, *upper;       /* [n_cols] of the whole search: as given, or fixed by cost */
    double *x;                   /* [n_cols] scratch: the last LP's optimum */
    double *y;                   /* scratch: the last LP's duals */
    int room_y;

    double *plan, objective;     /* best so far; objective INFINITY when none */
    unsigned char *plan_basis;   /* of the LP at the plan, or NULL */
    size_t plan_basis_size;
    double bound;                /* proven */
    double *relaxed, *dual, relaxation; /* of the relaxation without cuts; NULL, NAN until known */
    bool infeasible;             /* proven */
    struct shown shown[2];       /* RELAXED_BLOCKS and CUT_BLOCKS */
    struct gates *gates;         /* found by root_cuts(), or NULL */
    struct log *log;             /* why the bound holds (log.h), or NULL */
    int nodes, n_proof_cuts;     /* of the prover too, and of its blocks */
    int reaches;                 /* calls of improve_within_reach(), each with chances of its own */
    struct prover *prover;
};

/* s->plan may be given: a plan that is known to be feasible. */
void search_run(struct search *s);
void search_begin(struct search *s); /* what search_run() does first */
void search_begin_relaxation(struct search *s); /* the part that search_relax() needs */
bool is_begun_inside(const struct matrix *m); /* its relaxation: by an interior point method */
bool is_relaxed_apart(const struct matrix *m); /* of several blocks: each on its own */
bool is_large(const struct matrix *m); /* more than the simplex method soon comes through */
bool is_vast(const struct matrix *m);  /* its blocks' linear programs together fill the memory */
int most_awake(void);                  /* of those, how many there may be at one time */
double least_share(void);              /* seconds that a block is given at least */
/* Once the relaxation is there, whose duals are wanted all the same, or at the end. */
void take_known_bound(struct search *s);
void tell_nothing(void *context, const struct search *s, const char *phase, bool new_plan);
bool search_done(struct search *s);    /* also by what the prover has come to */
enum lp_answer search_relax(struct search *s); /* the relaxation alone, kept and told */

/* relax.c */
enum lp_answer relax_root(struct search *s);
/* In a large program alone: in one of few columns for a row more come back than it gains. */
void leave_out_columns(struct search *s, double for_a_row);
double safe_bound(struct search *s);       /* from the last LP's duals, with cuts, at its bounds */
void keep_safe_bound(struct search *s, const char *phase); /* where it is better; and tells it */
double search_objective(const struct search *s, const double *x);
bool within_gap(const struct search *s, double bound);
bool out_of_time(const struct search *s);
/* sums.c: columns of sums after the others; blocks and groups are left behind. */
struct matrix with_sums(struct arena *a, const struct matrix *m);
/* widen.c: the program of `narrow` with splits and then sums, in `a`, but what is kept of the
 * splits in `keep`; x [n_cols] is its relaxation's optimum, NULL: of all contracts.  Until
 * narrow->until, and nothing is looked for again after narrow->cuts_until. */
struct wider {
    struct matrix m;             /* its costs are those at work */
    struct splits *splits;
    int first_sum;               /* columns from here on are sums */
    unsigned char *basis;        /* [n_rows + n_cols] where its relaxation begins, or NULL */
};
struct wider widen(struct arena *a, struct arena *keep, const struct search *narrow,
                   const double *x);
/* rows.c */
struct row_view row_view_of(struct arena *a, const struct matrix *m);
/* Costs [n_cols] less the price of what the columns take of row i. */
void charge_row(const struct row_view *r, int i, double price, double *cost);
/* A copy of n with room for total, the rest 0: what a wider matrix begins with. */
void *longer(struct arena *a, const void *from, int n, int total, size_t size);
/* gates.c */
struct gate { int column, *shut, n; }; /* columns that are 0 whenever it is */
struct gates *gates_new(struct search *s);
const struct gate *gates_all(const struct gates *g, int *n);
typedef bool take_cut(void *context, const struct cut *c); /* true: it is the last of s->cut */
void gate_cuts(struct gates *g, take_cut *take, void *context); /* of the optimum in s->x */
/* gomory.c */
struct gomory;
struct gomory *gomory_new(struct search *s);
void gomory_cuts(struct gomory *g, int most, take_cut *take, void *context); /* of the same */
/* varbounds.c: a column stands value away from a fixed bound, or from slope times a gate (that is
 * what times the row says, or, where row is -1, that the gate shuts it); the last two are of a
 * row's slack. */
enum from { LOWER, UPPER, GATE_ABOVE, GATE_BELOW, ROW_LOWER, ROW_UPPER };
struct distance { int of; enum from from; int gate; double slope, value; int row; double times; };
struct variable_bounds;
struct variable_bounds *variable_bounds_new(struct search *s, const struct gate *gate, int n);
/* From the closest at the optimum in s->x; returns its value. */
double nearest_bound(const struct variable_bounds *b, int column, struct distance *d);
/* mir.c */
struct mir;
struct mir *mir_new(struct search *s, const struct gate *gate, int n);
void mir_cuts(struct mir *r, take_cut *take, void *context); /* of the same */
/* cuts.c */
void root_cuts(struct search *s);
/* dive.c: plans from the LP's present optimum and prices, at which it leaves them. */
void dive(struct search *s);
bool try_integers(struct search *s, const double *x); /* fixes them rounded, keeps a better plan */
/* The LP's, when its integers are whole but for rounding; returns the one that was least so, as it
 * was in s->x; -1: none. */
int keep_whole_optimum(struct search *s);
bool keep_if_better(struct search *s, const double *x, const char *phase); /* copies x */
void finish_plan(struct search *s); /* the LP's optimum, but for its switches, is one */
/* slopes.c */
void true_prices(struct search *s);
bool slope_rounds(struct search *s, int rounds, double keep); /* of the last prices */
void slope_scaling(struct search *s);
/* improve.c */
void improve(struct search *s, int moves); /* at most so many neighbourhoods without success */
/* The same where all outside them stays; false: there is nothing to begin from. */
bool improve_within_reach(struct search *s, int moves);
/* window.c: bounds of whole numbers within the search's, which it has between enter and leave. */
struct window { double *lower, *upper, *outer_lower, *outer_upper; }; /* [n_cols] */
struct window window_open(const struct search *s);     /* as wide as the search */
void window_set(struct window *w, int j, double lower, double upper);
void window_free(struct window *w, int j);
void window_enter(struct window *w, struct search *s);
void window_leave(struct window *w, struct search *s);
void window_close(struct window *w);                   /* instead, when it was not entered */
/* sub.c: searches the window, whose bounds may be of any column; true: a better plan is kept. */
bool sub_search(struct search *s, const struct window *w);
/* The same, begun where the relaxation has its optimum, s->relaxed. */
bool sub_search_from_relaxation(struct search *s, const struct window *w);
/* Cuts, branches and bounds there; a plan that costs less than cutoff into x; false: none.  The
 * seconds count from where the window has been made a program of its own, which takes the longer
 * the larger the whole is. */
bool sub_tree(struct search *s, const struct window *w, double seconds, double cutoff, double *x);
/* The first of these, its plan into x, not kept; false: none. */
bool sub_plan(struct search *s, const struct window *w, int moves, double *x);
/* starts.c */
void try_starts(struct search *s);
/* part.c: the columns of a block, and the rows that are its alone. */
struct part {
    struct matrix m;
    int *row, *column;           /* of the whole */
    double bound;                /* proven of it: at first every column at its cheaper bound */
};
struct part cut_out(struct arena *a, const struct search *s, const double *cost, int block);
/* The same with the columns of no block, and the common rows as far as other blocks of x leave
 * them. */
struct part cut_out_beside(struct arena *a, const struct search *s, int block, const double *x);
/* near.c: a better plan of a block near its part of the whole's optimum [n_cols]; true: kept. */
bool improve_near(struct search *s, int block, const double *optimum, double seconds);
/* The same of all blocks, from nothing, near the relaxation, which is known: at the prices of what
 * they share, so that each leaves what others need more; then once more at their costs alone.  So
 * many seconds for all blocks, twice. */
bool plan_at_prices(struct search *s, double seconds);
bool plan_near_relaxation(struct search *s); /* which is known; true: a better plan is kept */
/* blocks.c: plans as long as the time lasts or one can be improved; false: there is none. */
bool search_blocks(struct search *s);
/* What the block has of so many seconds for all: as it has columns, since the largest may be twenty
 * times the least; and never too few for any plan. */
double block_share(const struct search *s, int block, double seconds);
/* lagrange.c */
struct apart;
void prove_blocks(struct apart *p, double until);
/* domain.c */
struct moved { int column, row; double lower, upper; }; /* from where; row -1: a decision */
struct domain {
    struct arena *arena;
    const struct search *s;
    double *lower, *upper;       /* [n_cols] as decided and forced so far */
    double *least, *most;        /* [n_rows] */
    struct moved *trail;         /* what was moved, and from where */
    int n_trail, room_trail;
    int broken, n_broken;        /* the row that was broken last, and n_trail then */
    int *queue, first, n_queued; /* [n_rows] a ring of rows to look at */
    bool *queued;
    bool continuous;             /* their bounds are moved too */
};
struct domain *domain_new(struct arena *a, const struct search *s); /* the search's bounds */
/* Bounds a column and follows up; false, and all as before, when that breaks a row. */
bool domain_set(struct domain *d, int j, double lower, double upper);
/* Follows up all rows, continuous columns too; false: no whole solution is left. */
bool domain_all(struct domain *d);
void domain_back(struct domain *d, int mark); /* to an n_trail of before */
/* prover.c: relaxes, unless that is done, cuts and branches in a process of its own. */
struct prover *prover_start(struct search *s);
bool prover_hear(struct prover *p, struct search *s); /* takes its bound; false: it has ended */
bool prover_has_proven(const struct prover *p, const struct search *s); /* the plan good enough */
/* A moment, while it is at work and not all is done; false: that is over. */
bool prover_pause(struct prover *p, struct search *s);
void prover_wait(struct prover *p, struct search *s); /* for a proof or the end of the time */
/* The same for where a relaxation (a `which` of shown) has its optimum in the block. */
void prover_await(struct prover *p, struct search *s, int which, int block);
void prover_end(struct prover *p, struct search *s);
/* order.c */
bool as_good_as_proven(const struct search *s); /* the plan's objective is the bound, to rounding */
/* The plan becomes the first in the problem's order among those as good; false: not known. */
bool first_in_order(struct search *s, const int *order, int n);
/* branch.c */
void branch_and_bound(struct search *s, int most_nodes, bool whole_tree);

static inline bool fractional(double v)
{
    double f = v - floor(v);
    return f > 1e-6 && f < 1 - 1e-6;
}

#endif
