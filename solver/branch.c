/* branch.c - branch and bound: best bound first, diving into the nearer side, pseudo-costs. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "search.h"

struct node {
    struct node *parent;
    int column, depth;        /* that was branched on, -1 at the root */
    double lower, upper;      /* its bounds here */
    bool up;                  /* of the two, the upper */
    double bound;
    unsigned char *basis;     /* of the parent's optimum; shared by siblings */
    size_t basis_size;
    struct log_node *log;
};

struct tree {
    struct search *s;
    struct arena *arena;
    struct node **open;       /* a heap by bound */
    int n, room;
    double closed;            /* the least bound of what was given up within tolerance */
    double *cost_up, *cost_down;
    int *tries_up, *tries_down;
    double *weight;           /* what a whole number's going to 0 decides besides */
    struct domain *domain;    /* as decided and forced at the node at work */
    int mark;                 /* of its trail: before the last decision */
    struct candidate *candidate; /* [n_cols] scratch */
    unsigned char *basis;     /* scratch: of the LP at the node at work */
};

struct candidate { int column; double score; };

static void push(struct tree *t, struct node *x)
{
    *PUSH(t->arena, t->open, t->n, t->room) = x;
    for (int i = t->n - 1; i > 0 && t->open[(i - 1) / 2]->bound > t->open[i]->bound;
         i = (i - 1) / 2) {
        struct node *swap = t->open[i];
        t->open[i] = t->open[(i - 1) / 2];
        t->open[(i - 1) / 2] = swap;
    }
}

static void sink(struct tree *t, int i)
{
    for (;;) {
        int least = i;
        for (int c = 2 * i + 1; c <= 2 * i + 2; c++)
            if (c < t->n && t->open[c]->bound < t->open[least]->bound)
                least = c;
        if (least == i)
            return;
        struct node *swap = t->open[i];
        t->open[i] = t->open[least];
        t->open[least] = swap;
        i = least;
    }
}

static struct node *pop(struct tree *t)
{
    struct node *top = t->open[0];
    t->open[0] = t->open[--t->n];
    sink(t, 0);
    return top;
}

/* Until there is a plan the search goes deep, for a plan is found at the bottom; a proof has no use
 * for one. */
static struct node *pop_deepest(struct tree *t)
{
    int deepest = 0;
    for (int i = 1; i < t->n; i++)
        if (t->open[i]->depth >= t->open[deepest]->depth)
            deepest = i;
    struct node *x = t->open[deepest];
    t->open[deepest] = t->open[--t->n];
    for (int i = t->n / 2 - 1; i >= 0; i--)
        sink(t, i);
    return x;
}
static bool goes_deep(const struct search *s)
{
    return isinf(s->objective) && !s->proof_only;
}

static bool hopeless(const struct search *s, double bound)
{
    double best = s->known_elsewhere ? fmin(s->objective, s->known_elsewhere(s)) : s->objective;
    return isfinite(best) && bound >= best - 1e-9 * fmax(1, fabs(best));
}

/* What the decisions down to a node force, into the tree's domain; false: nothing is left. */
static bool decide(struct tree *t, const struct node *x)
{
    if (!x->parent) {
        domain_back(t->domain, 0);
        return true;
    }
    if (!decide(t, x->parent))
        return false;
    t->mark = t->domain->n_trail;
    return domain_set(t->domain, x->column, x->lower, x->upper);
}

static bool enter(struct tree *t, const struct node *x)
{
    struct search *s = t->s;
    bool left = decide(t, x);
    if (x->parent)
        log_steps(s->log, x->log, t->domain, t->mark, left);
    if (!left)
        return false;
    for (int j = 0; j < s->m->n_cols; j++)
        lp_set_bounds(s->lp, j, t->domain->lower[j], t->domain->upper[j]);
    return true;
}

static double guess(const double *cost, const int *tries, int j, double mean)
{
    return tries[j] ? cost[j] / tries[j] : mean;
}

static double score_of(const struct tree *t, int j, double up, double down)
{
    return fmax(guess(t->cost_up, t->tries_up, j, up), 1e-9) *
           fmax(guess(t->cost_down, t->tries_down, j, down), 1e-9);
}

static double mean_of(const double *cost, const int *tries, int n)
{
    double sum = 0;
    int count = 0;
    for (int j = 0; j < n; j++)
        if (tries[j]) {
            sum += cost[j] / tries[j];
            count++;
        }
    return count ? sum / count : 1;
}

/* ---- strong branching, where a column has not been tried often enough (Achterberg 2005) ---- */

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->score < y->score || x->score > y->score)
        return x->score > y->score ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Gates that rule much (a contract before a cohort) first, the least decided. */
static double promise(const struct tree *t, int j, double up, double down)
{
    double f = t->s->x[j] - floor(t->s->x[j]);
    return score_of(t, j, up, down) * t->weight[j] * f * (1 - f);
}

static double try_side(struct tree *t, int j, double lower, double upper, double now,
                       size_t size)
{
    enum { ITERATIONS = 60 };
    struct search *s = t->s;
    double l, u;
    lp_bounds(s->lp, j, &l, &u);
    lp_set_bounds(s->lp, j, fmax(l, lower), fmin(u, upper));
    double gain = fmax(0, lp_try(s->lp, ITERATIONS, s->until) - now);
    lp_set_bounds(s->lp, j, l, u);
    lp_set_basis(s->lp, t->basis, size);
    return fmin(gain, 1e12);
}

static void learn_side(double *cost, int *tries, int j, double gain)
{
    cost[j] += gain;
    tries[j]++;
}

/* Tries the most promising columns that are little known; the LP is left as it was. */
static void try_candidates(struct tree *t, double up, double down)
{
    enum { MOST = 8, KNOWN = 2 };
    struct search *s = t->s;
    struct candidate *c = t->candidate;
    size_t size = lp_basis_size(s->lp);
    double now = lp_objective(s->lp);
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && fractional(s->x[j]) &&
            (t->tries_up[j] < KNOWN || t->tries_down[j] < KNOWN))
            c[n++] = (struct candidate){ j, promise(t, j, up, down) };
    qsort(c, (size_t)n, sizeof *c, by_score);
    lp_get_basis(s->lp, t->basis);
    for (int k = 0; k < n && k < MOST && !out_of_time(s); k++) {
        int j = c[k].column;
        learn_side(t->cost_up, t->tries_up, j,
                   try_side(t, j, ceil(s->x[j]), INFINITY, now, size));
        learn_side(t->cost_down, t->tries_down, j,
                   try_side(t, j, -INFINITY, floor(s->x[j]), now, size));
    }
}

/* The fractional column that promises to move the bound most on both sides; -1 when none is. */
static int branching_column(struct tree *t)
{
    const struct search *s = t->s;
    int best = -1, n = s->m->n_cols;
    double best_score = -1, up = mean_of(t->cost_up, t->tries_up, n),
           down = mean_of(t->cost_down, t->tries_down, n);
    try_candidates(t, up, down);
    for (int j = 0; j < n; j++) {
        double score = 0;
        if (!s->m->integer[j] || !fractional(s->x[j]))
            continue;
        score = score_of(t, j, up, down);
        if (score > best_score) {
            best_score = score;
            best = j;
        }
    }
    return best;
}

static void learn(struct tree *t, const struct node *x, double bound)
{
    if (!x->parent || isinf(x->parent->bound))
        return;
    double gain = fmax(0, bound - x->bound);
    learn_side(x->up ? t->cost_up : t->cost_down, x->up ? t->tries_up : t->tries_down, x->column,
               gain);
}

static struct node *child(struct tree *t, struct node *parent, int j, double lower, double upper,
                          double bound, unsigned char *basis, size_t size)
{
    struct node *x = NEW(t->arena, struct node);
    *x = (struct node){ .parent = parent, .column = j, .depth = parent->depth + 1,
                        .lower = lower, .upper = upper, .bound = bound, .basis = basis,
                        .basis_size = size };
    return x;
}

static struct node *branch(struct tree *t, struct node *x, int j, double bound)
{
    struct search *s = t->s;
    double l = t->domain->lower[j], u = t->domain->upper[j], v = s->x[j], f = v - floor(v);
    size_t size = lp_basis_size(s->lp);
    unsigned char *basis = arena_alloc(t->arena, size, 1);
    lp_get_basis(s->lp, basis);
    struct node *below = child(t, x, j, l, floor(v), bound, basis, size);
    struct node *above = child(t, x, j, ceil(v), u, bound, basis, size);
    above->up = true;
    struct node *nearer = f > 0.5 ? above : below;
    log_divide(s->log, x->log, j, floor(v), &below->log, &above->log);
    push(t, f > 0.5 ? below : above);
    if (!s->proof_only)
        return nearer;
    push(t, nearer);
    return NULL;
}

/* The safe bound at a node, within the bounds that are left there. */
static double node_bound(struct tree *t, const struct node *x)
{
    struct search *s = t->s;
    double *lower = s->lower, *upper = s->upper;
    s->lower = t->domain->lower;
    s->upper = t->domain->upper;
    double bound = safe_bound(s);
    s->lower = lower;
    s->upper = upper;
    log_prices(s->log, x->log, bound);
    return fmax(bound, x->bound);
}

static double least_open(const struct tree *t, const struct node *at)
{
    double bound = fmin(t->closed, t->n ? t->open[0]->bound : INFINITY);
    return fmin(bound, at ? at->bound : INFINITY);
}

/* One node; returns the child to go on with, or NULL: the least bound is next, wherever it is. */
static struct node *visit(struct tree *t, struct node *x, enum lp_answer *a)
{
    struct search *s = t->s;
    s->nodes++;
    *a = LP_INFEASIBLE;
    if (!enter(t, x))
        return NULL;
    if (x->basis)
        lp_set_basis(s->lp, x->basis, x->basis_size);
    *a = lp_solve(s->lp, DUAL, s->until, s->stop);
    if (*a == LP_INFEASIBLE)
        log_impossible(s->log, x->log);
    if (*a != LP_OPTIMAL)
        return NULL;
    double bound = node_bound(t, x);
    learn(t, x, bound);
    lp_x(s->lp, s->x);
    int j = hopeless(s, bound) ? -1 : branching_column(t);
    if (j < 0 && !hopeless(s, bound)) /* rounded, it may cost more than is proven */
        j = keep_whole_optimum(s);
    if (j >= 0 && !hopeless(s, bound))
        return branch(t, x, j, bound);
    t->closed = fmin(t->closed, bound);
    return NULL;
}

static void tell_bound(struct tree *t, const struct node *at, bool whole_tree)
{
    struct search *s = t->s;
    double bound = fmin(least_open(t, at), s->objective);
    if (whole_tree && isfinite(bound) && bound > s->bound) {
        s->bound = bound;
        s->tell(s->context, s, "search", false);
    }
}

static void weigh(struct tree *t)
{
    t->weight = NEW_ARRAY(t->arena, double, t->s->m->n_cols);
    for (int j = 0; j < t->s->m->n_cols; j++)
        t->weight[j] = 1;
    if (!t->s->gates)
        return;
    int n;
    const struct gate *gate = gates_all(t->s->gates, &n);
    for (int k = 0; k < n; k++)
        t->weight[gate[k].column] += gate[k].n;
}

static struct tree tree_of(struct search *s)
{
    int n = s->m->n_cols;
    struct tree t = { .s = s, .arena = arena_new(), .closed = INFINITY };
    t.cost_up = NEW_ARRAY(t.arena, double, n);
    t.cost_down = NEW_ARRAY(t.arena, double, n);
    t.tries_up = NEW_ARRAY(t.arena, int, n);
    t.tries_down = NEW_ARRAY(t.arena, int, n);
    t.domain = domain_new(t.arena, s);
    t.candidate = NEW_ARRAY(t.arena, struct candidate, n);
    t.basis = arena_alloc(t.arena, lp_basis_size(s->lp), 1);
    weigh(&t);
    return t;
}

void branch_and_bound(struct search *s, int most_nodes, bool whole_tree)
{
    int visited = 0;
    struct tree t = tree_of(s);
    struct node *root = NEW(t.arena, struct node), *at = root;
    *root = (struct node){ .column = -1, .bound = whole_tree ? s->bound : -INFINITY,
                           .log = whole_tree ? log_root(s->log) : NULL };
    bool exhausted = false, failed = false;
    lp_set_patience(s->lp, 500 + s->m->n_rows / 4);
    while (visited < most_nodes && !out_of_time(s)) {
        if (!at && t.n == 0) {
            exhausted = true;
            break;
        }
        at = at ? at : goes_deep(s) && t.n ? pop_deepest(&t) : pop(&t);
        if (hopeless(s, at->bound)) {
            t.closed = fmin(t.closed, at->bound);
            at = NULL;
            continue;
        }
        enum lp_answer a;
        struct node *x = at;
        at = visit(&t, x, &a);
        visited++;
        if (a == LP_LIMIT || a == LP_FAILED) {
            failed |= a == LP_FAILED;
            t.closed = fmin(t.closed, x->bound);
            if (a == LP_LIMIT)
                break;
        }
        tell_bound(&t, at, whole_tree);
        if (whole_tree && within_gap(s, s->bound))
            break;
    }
    if (exhausted && whole_tree && !failed && isinf(s->objective) && isinf(t.closed))
        s->infeasible = true;
    if (exhausted)
        tell_bound(&t, NULL, whole_tree);
    lp_set_patience(s->lp, INT_MAX);
    for (int j = 0; j < s->m->n_cols; j++) /* the last node had decided on columns of all kinds */
        lp_set_bounds(s->lp, j, s->lower[j], s->upper[j]);
    arena_free(t.arena);
}
