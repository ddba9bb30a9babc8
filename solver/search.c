/* search.c - the order of a search: relaxation, cuts, plans, improvement, branch and bound. */
#include "search.h"

#include <math.h>
#include <string.h>

#include "log.h"

enum { MOST_BYTES = 24 << 20 }; /* of a log */

#ifdef ALL_IS_LARGE /* small cases go the way of large ones */
enum { TREE_AT_ONCE = 0, INSIDE = 20, APART = 20, LARGE = 20, VAST = 100, AWAKE = 2 };
static const double LEAST = 0.01;
#else
enum { TREE_AT_ONCE = 6000, /* columns up to which branch and bound is tried before all else */
       INSIDE = 15000,      /* rows from which the simplex method is no longer the shorter way */
       APART = 10000,       /* rows from which blocks are relaxed on their own */
       LARGE = 20000,       /* rows from which the relaxation of the whole takes long */
       VAST = 1000000,      /* columns whose blocks' linear programs fill the memory */
       AWAKE = 160 };       /* of those, how many there may be at one time */
static const double LEAST = 2; /* seconds for a block */
#endif

bool is_begun_inside(const struct matrix *m) { return m->n_rows > INSIDE; }

bool is_relaxed_apart(const struct matrix *m) { return m->n_rows > APART; }

bool is_large(const struct matrix *m) { return m->n_rows > LARGE; }

bool is_vast(const struct matrix *m) { return m->n_cols > VAST; }

int most_awake(void) { return AWAKE; }

double least_share(void) { return LEAST; }

void tell_nothing(void *context, const struct search *s, const char *phase, bool new_plan)
{
    (void)context, (void)s, (void)phase, (void)new_plan;
}

/* What is proven before anything is: every column at the cheaper of its bounds. */
static double no_dual_bound(const struct search *s)
{
    double bound = s->constant;
    for (int j = 0; j < s->m->n_cols; j++)
        bound += s->cost[j] * (s->cost[j] > 0 ? s->m->col_lower[j] : s->m->col_upper[j]);
    return bound;
}

/* Bounds that the rows imply make better cuts.  They are no part of the relaxation, whose duals
 * have to prove their bound of the program as it was given. */
static void tighten_bounds(struct search *s)
{
    struct arena *a = arena_new();
    struct domain *d = domain_new(a, s);
    s->infeasible = !domain_all(d);
    log_steps(s->log, log_root(s->log), d, 0, !s->infeasible);
    for (int j = 0; !s->infeasible && j < s->m->n_cols; j++) {
        s->lower[j] = d->lower[j];
        s->upper[j] = d->upper[j];
        if (s->lp)
            lp_set_bounds(s->lp, j, s->lower[j], s->upper[j]);
    }
    arena_free(a);
}

void search_begin_relaxation(struct search *s)
{
    const struct matrix *m = s->m;
    s->lower = NEW_ARRAY(s->arena, double, m->n_cols);
    s->upper = NEW_ARRAY(s->arena, double, m->n_cols);
    s->x = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(s->lower, m->col_lower, (size_t)m->n_cols * sizeof *s->lower);
    memcpy(s->upper, m->col_upper, (size_t)m->n_cols * sizeof *s->upper);
    s->objective = s->plan ? search_objective(s, s->plan) : INFINITY;
    s->bound = no_dual_bound(s);
    s->manner = (struct manner){ 1000, 0.4, 3 };
    s->relaxation = NAN;
}

void search_begin(struct search *s)
{
    const struct matrix *m = s->m;
    search_begin_relaxation(s);
    s->rows = row_view_of(s->arena, m);
    s->structure = structure_of(s->arena, m, &s->rows, s->first_sum ? s->first_sum : m->n_cols);
    s->price = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(s->price, s->cost, (size_t)m->n_cols * sizeof *s->price);
    if (s->proof_only)
        tighten_bounds(s);
}

void take_known_bound(struct search *s)
{
    if (s->known)
        s->bound = fmax(s->bound, s->known->bound);
    s->bound = fmin(s->bound, s->objective);
}

static void keep_relaxation(struct search *s)
{
    s->relaxed = NEW_ARRAY(s->arena, double, s->m->n_cols);
    s->dual = NEW_ARRAY(s->arena, double, s->m->n_rows + lp_cuts(s->lp));
    lp_x(s->lp, s->relaxed);
    lp_dual(s->lp, s->dual);
    s->ended_at = arena_alloc(s->arena, lp_basis_size(s->lp), 1);
    lp_get_basis(s->lp, s->ended_at);
    s->relaxation = search_objective(s, s->relaxed);
    s->tell(s->context, s, "relaxation", false);
}

static bool any_integers(const struct search *s)
{
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            return true;
    return false;
}

bool search_done(struct search *s)
{
    if (s->prover)
        prover_hear(s->prover, s);
    return s->infeasible || out_of_time(s) || within_gap(s, s->bound) ||
           (s->known && s->relaxed && within_gap(s, s->known->bound));
}

static void search_small(struct search *s)
{
    tighten_bounds(s);
    if (search_done(s))
        return;
    lp_solve(s->lp, DUAL, s->until, s->stop);
    root_cuts(s);
    if (!search_done(s))
        dive(s);
    if (!s->plan)
        try_integers(s, s->m->col_lower); /* nothing at all, unless a floor forbids it */
    branch_and_bound(s, 1 << 30, true);
}

static void search_tree(struct search *s)
{
    const double FOR_CUTS = 0.3; /* of the time, at most */
    s->cuts_until = seconds_now() + FOR_CUTS * (s->until - seconds_now());
    root_cuts(s);
    if (!search_done(s))
        dive(s);
    if (!search_done(s))
        branch_and_bound(s, s->tree, true);
}

static void search_within(struct search *s)
{
    if (s->tree) {
        search_tree(s);
        return;
    }
    if (s->proof_only) {
        root_cuts(s);
        if (!s->root_only && !search_done(s))
            branch_and_bound(s, 1 << 30, true);
        return;
    }
    slope_scaling(s);
    if (!search_done(s))
        improve(s, s->moves);
}

static void search_large(struct search *s)
{
    enum { MOVES = 1000, NODES = 200, MOST_NODES = 1 << 28 };
    if (!search_done(s) && s->relaxed)
        plan_near_relaxation(s);
    if (!search_done(s) && !s->plan)
        slope_scaling(s);
    if (!s->plan && !search_done(s))
        try_integers(s, s->m->col_lower); /* nothing at all, unless a floor forbids it */
    for (int n = NODES; !s->plan && n < MOST_NODES && !search_done(s); n *= 2)
        branch_and_bound(s, n, false); /* to no bound, which would have no proof */
    if (!search_done(s))
        improve_within_reach(s, MOVES);
}

static void keep_impossible(struct search *s)
{
    s->infeasible = true;
    if (!s->log && s->proof > 0)
        s->log = log_new(s->arena, s, NULL, MOST_BYTES);
    log_impossible(s->log, log_root(s->log));
}

enum lp_answer search_relax(struct search *s)
{
    enum lp_answer a = relax_root(s);
    if (a == LP_INFEASIBLE)
        keep_impossible(s);
    if (a == LP_OPTIMAL)
        keep_relaxation(s);
    return a;
}

/* From a basis that is known the relaxation is quick, and the prover waits for it: so do plans. */
static bool relaxes_first(const struct search *s)
{
    return s->basis && !s->prover && s->m->n_cols > TREE_AT_ONCE;
}

static void search_from_relaxation(struct search *s)
{
    enum lp_answer a = search_relax(s);
    if (a != LP_OPTIMAL) {
        if (a != LP_INFEASIBLE && !s->relax && relaxes_first(s)) /* they waited in vain */
            try_starts(s);
        return;
    }
    if (s->relax || !any_integers(s)) {
        if (s->relaxation < s->objective)
            keep_if_better(s, s->relaxed, "relaxation");
        return;
    }
    if (s->depth) {
        search_within(s);
    } else if (s->m->n_cols <= TREE_AT_ONCE) {
        search_small(s);
    } else {
        bool starts_wait = relaxes_first(s);
        if (!s->prover)
            s->prover = prover_start(s);
        take_known_bound(s);
        if (starts_wait)
            try_starts(s);
        search_large(s);
    }
}

static bool falls_apart(const struct search *s)
{
    return !s->depth && !s->relax && s->m->n_cols > TREE_AT_ONCE && s->m->n_blocks > 1 &&
           any_integers(s);
}

/* A plan to improve need not wait for the relaxation, which the prover sees to. */
static bool search_from_plan(struct search *s)
{
    enum { MOVES = 20 };
    if (s->depth || s->relax || !s->plan || s->m->n_cols <= TREE_AT_ONCE || !is_large(s->m) ||
        !any_integers(s))
        return false;
    s->prover = prover_start(s);
    while (!s->relaxed && !search_done(s) && prover_hear(s->prover, s))
        if (!improve_within_reach(s, MOVES) && !prover_pause(s->prover, s))
            break;
    search_large(s);
    return true;
}

void search_run(struct search *s)
{
    if (s->proof > 0 && !s->depth && s->m->n_cols <= TREE_AT_ONCE)
        s->log = log_new(s->arena, s, NULL, MOST_BYTES);
    search_begin(s);
    if (falls_apart(s))
        s->prover = prover_start(s);
    if (!s->relax && !relaxes_first(s))
        try_starts(s);
    bool is_done = s->infeasible || (s->prover ? search_blocks(s) : search_from_plan(s));
    if (!is_done)
        search_from_relaxation(s);
    if (s->prover) {
        prover_wait(s->prover, s);
        prover_end(s->prover, s);
    }
    s->prover = NULL;
    take_known_bound(s);
}
