/* elimination.c - the order of a sparse Cholesky elimination, its tree and its nodes.
 *
 * The tree: a column's parent is the first row below it that is filled (Liu 1990).  Columns next to
 * each other with the same rows are one node, and so are a node and its parent where that is
 * quicker than to hand up what one leaves to the other.
 */
#include "elimination.h"

#include <stdlib.h>
#include <string.h>
#include <suitesparse/amd.h>

struct tree {
    const struct pattern *p;
    struct elimination *e;
    struct arena *scratch;
    int *parent, *count;         /* [n] of positions; rows below and with the diagonal */
};

static bool minimum_degree(struct tree *t)
{
    int n = t->p->n;
    int *start = NEW_ARRAY(t->scratch, int, n + 1);
    for (int i = 0; i <= n; i++)
        start[i] = (int)t->p->start[i];
    return amd_order(n, start, t->p->row, t->e->order, NULL, NULL) >= AMD_OK;
}

static void set_places(struct tree *t)
{
    for (int k = 0; k < t->p->n; k++)
        t->e->place[t->e->order[k]] = k;
}

/* With paths shortened, so that each is walked once. */
static void find_parents(struct tree *t)
{
    int n = t->p->n, *top = NEW_ARRAY(t->scratch, int, n);
    for (int j = 0; j < n; j++) {
        int column = t->e->order[j];
        t->parent[j] = top[j] = -1;
        for (int64_t k = t->p->start[column]; k < t->p->start[column + 1]; k++)
            for (int i = t->e->place[t->p->row[k]], next; i != -1 && i < j; i = next) {
                next = top[i];
                top[i] = j;
                if (next == -1)
                    t->parent[i] = j;
            }
    }
}

/* Children before parents, and what hangs together next to each other. */
static void order_by_tree(struct tree *t)
{
    int n = t->p->n, at = 0, *child = NEW_ARRAY(t->scratch, int, n),
        *next = NEW_ARRAY(t->scratch, int, n), *stack = NEW_ARRAY(t->scratch, int, n),
        *order = NEW_ARRAY(t->scratch, int, n);
    for (int j = 0; j < n; j++)
        child[j] = -1;
    for (int j = n - 1; j >= 0; j--)
        if (t->parent[j] >= 0) {
            next[j] = child[t->parent[j]];
            child[t->parent[j]] = j;
        }
    for (int root = 0; root < n; root++) {
        int depth = 0;
        if (t->parent[root] < 0)
            stack[depth++] = root;
        while (depth > 0) {
            int j = stack[depth - 1], c = child[j];
            if (c >= 0) {
                child[j] = next[c];
                stack[depth++] = c;
            } else {
                order[at++] = t->e->order[j];
                depth--;
            }
        }
    }
    memcpy(t->e->order, order, (size_t)n * sizeof *order);
    set_places(t);
}

/* Row i is filled in the columns on the ways from its entries up to it. */
static void count_rows(struct tree *t)
{
    int n = t->p->n, *seen = NEW_ARRAY(t->scratch, int, n);
    for (int i = 0; i < n; i++) {
        int column = t->e->order[i];
        t->count[i] = 1;
        seen[i] = i;
        for (int64_t k = t->p->start[column]; k < t->p->start[column + 1]; k++)
            for (int j = t->e->place[t->p->row[k]]; j < i && seen[j] != i; j = t->parent[j]) {
                seen[j] = i;
                t->count[j]++;
            }
    }
}

/* Numbers of the factor; and how much work it is. */
static double filled(struct tree *t)
{
    double n = 0;
    for (int j = 0; j < t->p->n; j++) {
        n += t->count[j];
        t->e->work += (double)t->count[j] * t->count[j];
    }
    return n;
}

/* ---- nodes ---- */

struct node { int first, last, height; };

static double width_of(const struct node *c) { return c->last - c->first + 1; }

static double work_of(const struct node *c) /* of all that it holds, zeros too */
{
    double w = width_of(c), h = c->height; /* h^2 + (h - 1)^2 + ..., w of them */
    return w * h * h - h * w * (w - 1) + w * (w - 1) * (2 * w - 1) / 6;
}

static struct node joined(const struct node *below, const struct node *above)
{
    return (struct node){ below->first, above->last, (int)width_of(below) + above->height };
}

/* A number that is handed up takes as long as so many multiplications. */
static bool worth_joining(const struct node *below, const struct node *above)
{
    const double HAND = 16;
    struct node both = joined(below, above);
    double handed_up = below->height - width_of(below);
    return work_of(&both) - work_of(below) - work_of(above) < HAND * handed_up * handed_up;
}

static void gather_nodes(struct tree *t)
{
    struct elimination *e = t->e;
    int n = t->p->n, depth = 0;
    struct node *stack = NEW_ARRAY(t->scratch, struct node, n);
    for (int j = 0; j < n; j++) {
        struct node c = { j, j, t->count[j] };
        while (depth > 0 && t->parent[stack[depth - 1].last] >= c.first &&
               t->parent[stack[depth - 1].last] <= c.last && worth_joining(&stack[depth - 1], &c))
            c = joined(&stack[--depth], &c);
        stack[depth++] = c;
    }
    e->n_nodes = depth;
    for (int k = 0; k < depth; k++)
        e->first[k] = stack[k].first;
    e->first[depth] = n;
}

static int by_place(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

struct fill { struct tree *t; int *seen; int64_t room; };

static void fill_row(struct fill *f, struct arena *a, int node, int row)
{
    struct elimination *e = f->t->e;
    if (row < e->first[node] || f->seen[row] == node)
        return;
    f->seen[row] = node;
    if (e->rows_at[node + 1] == f->room) {
        f->room = 2 * f->room + 1024;
        int *more = NEW_ARRAY(a, int, f->room);
        if (e->row)
            memcpy(more, e->row, (size_t)e->rows_at[node + 1] * sizeof *more);
        e->row = more;
    }
    e->row[e->rows_at[node + 1]++] = row;
}

/* Its own columns, their entries, and what the nodes below hand up. */
static void fill_node(struct fill *f, struct arena *a, int node)
{
    struct elimination *e = f->t->e;
    const struct pattern *p = f->t->p;
    e->rows_at[node + 1] = e->rows_at[node];
    for (int j = e->first[node]; j < e->first[node + 1]; j++) {
        fill_row(f, a, node, j);
        for (int64_t k = p->start[e->order[j]]; k < p->start[e->order[j] + 1]; k++)
            fill_row(f, a, node, e->place[p->row[k]]);
    }
    for (int c = e->child[node]; c >= 0; c = e->next[c])
        for (int64_t k = e->rows_at[c]; k < e->rows_at[c + 1]; k++)
            fill_row(f, a, node, e->row[k]);
    qsort(e->row + e->rows_at[node], (size_t)(e->rows_at[node + 1] - e->rows_at[node]),
          sizeof *e->row, by_place);
}

static void fill_nodes(struct tree *t, struct arena *a)
{
    struct elimination *e = t->e;
    int n = t->p->n, *node_of = NEW_ARRAY(t->scratch, int, n);
    struct fill f = { t, NEW_ARRAY(t->scratch, int, n), 0 };
    for (int j = 0; j < n; j++)
        f.seen[j] = -1;
    for (int k = 0; k < e->n_nodes; k++) {
        e->child[k] = -1;
        for (int j = e->first[k]; j < e->first[k + 1]; j++)
            node_of[j] = k;
    }
    for (int k = 0; k < e->n_nodes; k++) {
        int up = t->parent[e->first[k + 1] - 1];
        if (up >= 0) {
            e->next[k] = e->child[node_of[up]];
            e->child[node_of[up]] = k;
        }
        fill_node(&f, a, k);
    }
}

bool eliminate_in_order(struct elimination *e, struct arena *a, const struct pattern *p)
{
    struct tree t = { .p = p, .e = e, .scratch = arena_new() };
    *e = (struct elimination){ .order = NEW_ARRAY(a, int, p->n), .place = NEW_ARRAY(a, int, p->n),
                               .first = NEW_ARRAY(a, int, p->n + 1),
                               .child = NEW_ARRAY(a, int, p->n),
                               .next = NEW_ARRAY(a, int, p->n),
                               .rows_at = NEW_ARRAY(a, int64_t, p->n + 1) };
    t.parent = NEW_ARRAY(t.scratch, int, p->n);
    t.count = NEW_ARRAY(t.scratch, int, p->n);
    bool fits = p->start[p->n] <= PATTERN_MOST && minimum_degree(&t);
    if (fits) {
        set_places(&t);
        find_parents(&t);
        order_by_tree(&t);
        find_parents(&t);
        count_rows(&t);
        fits = filled(&t) <= FACTOR_MOST;
    }
    if (fits) {
        gather_nodes(&t);
        fill_nodes(&t, a);
    }
    arena_free(t.scratch);
    return fits;
}
