/* improve.c - better plans near the best one: most whole numbers stay, a neighbourhood is searched.
 *
 * A neighbourhood is what a whole number touches: from it along rows to the columns in them and on
 * to theirs, nearest first, until enough whole numbers are together (large neighbourhood search,
 * Shaw 1998).  Its size follows what the last searches could finish.  In a large program all that
 * lies outside stays, and what is left is small enough to branch on; in a small one the rest
 * follows at will, and is searched by its slopes.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

struct walk {                     /* breadth first, over columns */
    struct search *s;
    const bool *is_switch;
    bool *seen_row, *seen;        /* [n_rows], [n_cols] */
    int *queue, *seed;            /* [n_cols] */
    int n, wholes;
    uint64_t chance;              /* the same for every run */
};

static int draw(struct walk *k, int n)
{
    k->chance = k->chance * 6364136223846793005u + 1442695040888963407u;
    return (int)((k->chance >> 33) % (uint64_t)n);
}

static void visit(struct walk *k, int j)
{
    if (k->seen[j])
        return;
    k->seen[j] = true;
    k->queue[k->n++] = j;
    k->wholes += k->s->m->integer[j] && !k->is_switch[j];
}

/* Rows of very many columns (a budget, a policy) join everything to everything: left out. */
static void visit_row(struct walk *k, int i, int most)
{
    enum { LONG = 400 };
    const struct row_view *r = &k->s->rows;
    int64_t n = r->start[i + 1] - r->start[i];
    if (k->seen_row[i] || n > LONG)
        return;
    k->seen_row[i] = true;
    for (int64_t e = r->start[i]; e < r->start[i + 1] && k->wholes < most; e++)
        visit(k, r->column[e]);
}

static void walk_from(struct walk *k, int seed, int most, int reach)
{
    const struct matrix *m = k->s->m;
    memset(k->seen_row, 0, (size_t)m->n_rows * sizeof *k->seen_row);
    memset(k->seen, 0, (size_t)m->n_cols * sizeof *k->seen);
    k->n = k->wholes = 0;
    visit(k, seed);
    for (int at = 0; at < k->n && k->wholes < most && k->n < reach; at++)
        for (int64_t e = m->start[k->queue[at]]; e < m->start[k->queue[at] + 1]; e++)
            visit_row(k, m->row[e], most);
}

/* Switches that the neighbourhood's whole numbers share a row with are free too. */
static void free_switches(struct walk *k, struct window *w, int j)
{
    enum { LONG_SWITCH = 64 }; /* a switch that rules more is everybody's */
    const struct matrix *m = k->s->m;
    const struct row_view *r = &k->s->rows;
    for (int64_t e = m->start[j]; e < m->start[j + 1]; e++) {
        int i = m->row[e];
        if (r->start[i + 1] - r->start[i] > LONG_SWITCH)
            continue;
        for (int64_t f = r->start[i]; f < r->start[i + 1]; f++) {
            int other = r->column[f];
            bool is_free = w->lower[other] < w->upper[other],
                 may_be = w->outer_lower[other] < w->outer_upper[other];
            if (k->is_switch[other] && may_be && !is_free) {
                window_free(w, other);
                free_switches(k, w, other);
            }
        }
    }
}

/* Prices a while away from the true ones, and another manner, so that the same slopes do not lead
 * to the same plan. */
static void shake(struct walk *k)
{
    static const double DEAREST[] = { 4, 1000, 2, 10 }, UP_FROM[] = { 0.4, 0.25, 0.55 };
    struct search *s = k->s;
    int spread = draw(k, 3);
    s->manner.dearest = DEAREST[draw(k, COUNT(DEAREST))];
    s->manner.up_from = UP_FROM[draw(k, COUNT(UP_FROM))];
    s->manner.parts = draw(k, 2) ? 3 : 8;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && s->cost[j] > 0) {
            s->price[j] = s->cost[j] * (1 + 0.3 * spread * (draw(k, 2001) / 1000.0 - 1));
            lp_set_cost(s->lp, j, s->price[j]);
        }
}

static void set_neighbourhood(struct walk *k, struct window *w)
{
    struct search *s = k->s;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            window_set(w, j, s->plan[j], s->plan[j]);
    for (int q = 0; q < k->n; q++)
        if (s->m->integer[k->queue[q]]) {
            window_free(w, k->queue[q]);
            free_switches(k, w, k->queue[q]);
        }
}

/* most 0: the neighbourhood is everything. */
static bool search_neighbourhood(struct walk *k, int seed, int most)
{
    enum { FEW = 4, MANY = 8 };
    struct search *s = k->s;
    struct window w = window_open(s);
    double before = s->objective;
    if (most > 0) {
        walk_from(k, seed, most, s->m->n_cols);
        set_neighbourhood(k, &w);
    }
    window_enter(&w, s);
    true_prices(s);
    if (s->plan_basis)
        lp_set_basis(s->lp, s->plan_basis, s->plan_basis_size);
    shake(k);
    if (lp_solve(s->lp, PRIMAL, s->until, s->stop) == LP_OPTIMAL &&
        slope_rounds(s, most > 0 ? FEW : MANY, 0.5))
        dive(s);
    window_leave(&w, s);
    return s->objective < before;
}

/* All that lies outside stays. */
static bool search_reach(struct walk *k, int seed, int reach)
{
    const double SECONDS = 2;
    enum { MOST = 200 };
    struct search *s = k->s;
    struct arena *a = arena_new();
    double *x = NEW_ARRAY(a, double, s->m->n_cols);
    struct window w = window_open(s);
    walk_from(k, seed, MOST, reach);
    set_neighbourhood(k, &w);
    for (int j = 0; j < s->m->n_cols; j++)
        if (!s->m->integer[j] && !k->seen[j])
            window_set(&w, j, s->plan[j], s->plan[j]);
    bool better = sub_tree(s, &w, SECONDS, s->objective, x) &&
                  keep_if_better(s, x, "improve");
    window_close(&w);
    arena_free(a);
    return better;
}

static int gather_seeds(const struct search *s, const bool *is_switch, int *seed)
{
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !is_switch[j] && s->lower[j] < s->upper[j] &&
            (s->plan[j] > s->lower[j] || (s->relaxed && fractional(s->relaxed[j]))))
            seed[n++] = j;
    return n;
}

/* One of them by chance; -1: there are none.  The prover is heard meanwhile. */
static int next_seed(struct walk *k)
{
    int n = gather_seeds(k->s, k->is_switch, k->seed);
    if (k->s->prover)
        prover_hear(k->s->prover, k->s);
    return n ? k->seed[draw(k, n)] : -1;
}

static struct walk walk_of(struct arena *a, struct search *s)
{
    const struct matrix *m = s->m;
    return (struct walk){ .s = s, .is_switch = s->structure.is_switch, .chance = 1,
                          .seen_row = NEW_ARRAY(a, bool, m->n_rows),
                          .seen = NEW_ARRAY(a, bool, m->n_cols),
                          .queue = NEW_ARRAY(a, int, m->n_cols),
                          .seed = NEW_ARRAY(a, int, m->n_cols) };
}

void improve(struct search *s, int moves)
{
    enum { SMALLEST = 20, LARGEST = 200 };
    struct arena *a = arena_new();
    struct walk k = walk_of(a, s);
    int most = 60;
    for (int idle = 0; s->plan && idle < moves && !out_of_time(s) && !within_gap(s, s->bound);) {
        int from = next_seed(&k);
        if (from < 0)
            break;
        bool better = search_neighbourhood(&k, from, idle % 4 == 3 ? 0 : most);
        idle = better ? 0 : idle + 1;
        most = better ? most : most + most / 8;
        most = most > LARGEST ? SMALLEST : most;
    }
    true_prices(s);
    arena_free(a);
}

bool improve_within_reach(struct search *s, int moves)
{
    enum { NEAREST = 4000, FURTHEST = 32000, PATIENCE = 16 };
    struct arena *a = arena_new();
    struct walk k = walk_of(a, s);
    k.chance = (uint64_t)s->reaches++ * 1000003 + 1;
    int from = 0, reach = NEAREST;
    for (int idle = 0; s->plan && idle < moves && !out_of_time(s) && !within_gap(s, s->bound);) {
        from = next_seed(&k);
        if (from < 0)
            break;
        idle = search_reach(&k, from, reach) ? 0 : idle + 1;
        reach = idle % PATIENCE == PATIENCE - 1 ? reach + reach / 2 : reach;
        reach = reach > FURTHEST ? NEAREST : reach;
    }
    arena_free(a);
    return from >= 0;
}
