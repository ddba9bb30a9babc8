/* search.h - one minimisation: relaxation, cuts, dives, branch and bound; private to solver/. */
#ifndef RINGFENCE_SEARCH_H
#define RINGFENCE_SEARCH_H

#include "lp.h"
#include "solve.h"

struct search {
    struct arena *arena;
    const struct matrix *m;
    const double *cost;          /* [n_cols] the objective at work */
    double constant;
    double gap, until;           /* until: monotonic seconds */
    bool relax;
    int most_nodes;              /* 0: as many as it takes, and the bound is kept */
    int depth;                   /* 1 in a search within a search */
    const volatile int *stop;
    const double *start;         /* a plan that may be feasible, or NULL */
    /* Called whenever the plan or the bound improves. */
    void (*tell)(void *context, const struct search *s, const char *phase, bool new_plan);
    void *context;

    struct lp *lp;
    struct cut *cut;             /* copies of the cuts in lp, for the safe bound */
    int n_cuts, room_cuts;
    double *lower, *upper;       /* [n_cols] of the whole search: as given, or fixed by cost */
    double *x;                   /* [n_cols] scratch: the last LP's optimum */
    double *y;                   /* scratch: the last LP's duals */
    int room_y;

    double *plan, objective;     /* best so far; objective INFINITY when none */
    double bound;                /* proven */
    double *relaxed, *dual, relaxation; /* of the relaxation without cuts; NULL, NAN until known */
    bool infeasible;             /* proven */
    int nodes;
};

void search_run(struct search *s);

/* relax.c */
enum lp_answer relax_root(struct search *s);
double safe_bound(struct search *s);       /* from the last LP's duals, with cuts, at its bounds */
double search_objective(const struct search *s, const double *x);
bool within_gap(const struct search *s, double bound);
bool out_of_time(const struct search *s);
/* cuts.c */
void root_cuts(struct search *s);
/* dive.c */
void dive(struct search *s);
bool try_integers(struct search *s, const double *x); /* fixes them rounded, keeps a better plan */
void dive_below(struct search *s);
void improve(struct search *s);
/* sub.c: searches what the present bounds leave free, without the columns that are not in lp. */
void sub_search(struct search *s, int most_nodes, double share); /* of the time left */
/* branch.c */
void branch_and_bound(struct search *s, int most_nodes, bool whole_tree);

static inline bool fractional(double v)
{
    double f = v - (double)(int64_t)v;
    return f > 1e-6 && f < 1 - 1e-6;
}

#endif
