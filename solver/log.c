/* log.c - reasons of cuts, divisions and prices, as they are found: see log.h. */
#include <math.h>
#include <string.h>

#include "log_private.h"

struct log *log_new(struct arena *a, struct search *s, const struct log_part *part, size_t most)
{
    struct log_part all = { s->m->n_rows, s->m->n_cols, NULL, NULL };
    all = part ? *part : all;
    struct splits none = { 0 };
    struct log *l = NEW(a, struct log);
    *l = (struct log){ .s = s, .part = all, .arena = a, .most = most,
                       .n_rows = s->m->n_rows, .n_cols = s->m->n_cols,
                       .splits = s->splits ? *s->splits : none,
                       .root = NEW(a, struct log_node),
                       .gate_of = NEW_ARRAY(s->arena, int, s->m->n_cols + 1),
                       .wanted = NEW_ARRAY(s->arena, bool, s->m->n_cols + 1),
                       .wanted_column = NEW_ARRAY(s->arena, int, s->m->n_cols + 1) };
    l->root->bound = -INFINITY;
    return l;
}

void log_keep_sums(struct log *l)
{
    const struct row_view *rows = l->s ? &l->s->rows : NULL;
    int n = l->n_cols - l->part.n_cols - l->splits.n_cols, first = l->n_cols - n;
    if (l->sum || !rows || !rows->start)
        return;
    l->sum = NEW_ARRAY(l->arena, struct log_sum, n + 1);
    for (int k = 0; k < n; k++) {
        int64_t from = rows->start[l->n_rows - n + k], to = rows->start[l->n_rows - n + k + 1];
        l->sum[k].column = NEW_ARRAY(l->arena, int, to - from + 1);
        for (int64_t e = from; e < to; e++)
            if (rows->column[e] < first)
                l->sum[k].column[l->sum[k].n++] = rows->column[e];
    }
}

void log_rest(struct log *l)
{
    if (!l)
        return;
    log_keep_sums(l);
    l->s = NULL;
}

struct log_node *log_root(const struct log *l) { return l ? l->root : NULL; }

/* ---- reasons ---- */

struct reason *log_reason(struct log *l)
{
    if (!l)
        return NULL;
    struct reason *r = &l->scratch;
    r->n_split = r->n_rows[0] = r->n_rows[1] = r->n_shut = 0;
    r->price[0] = r->price[1] = 0;
    r->gate = -1;
    return r;
}

void log_split(struct log *l, struct reason *r, int column, double times)
{
    if (times > 0 || times < 0)
        *PUSH(l->arena, r->split, r->n_split, r->room_split) = (struct times){ column, times };
}

void log_row(struct log *l, struct reason *r, int side, int row, double price)
{
    if (price > 0 || price < 0)
        *PUSH(l->arena, r->row[side], r->n_rows[side], r->room_rows[side]) =
            (struct priced){ row, price };
}

/* As the log counts it, and which way round; false: nothing is known of why it holds. */
static bool row_of(const struct log *l, int i, int *row, double *sign)
{
    int n = l->s->m->n_rows;
    *row = i;
    *sign = 1;
    if (i < n)
        return true;
    int reason = l->s->cut[i - n].reason;
    *row = -reason; /* ~ (reason - 1) */
    *sign = reason && l->cut[reason - 1].turned ? -1 : 1;
    return reason > 0;
}

void log_lp_row(struct log *l, struct reason *r, int side, int i, double price)
{
    int row;
    double sign;
    if (row_of(l, i, &row, &sign))
        log_row(l, r, side, row, sign * price);
}

static void *copied(struct log *l, const void *from, int n, size_t size)
{
    void *copy = arena_alloc(l->arena, (size_t)n + 1, size);
    return n ? memcpy(copy, from, (size_t)n * size) : copy;
}

/* ---- what a gate shuts ---- */

static struct gate_log *gate_log_of(struct log *l, int gate)
{
    if (l->gate_of[gate])
        return &l->gate[l->gate_of[gate] - 1];
    if (!l->domain)
        l->domain = domain_new(l->s->arena, l->s);
    struct gate_log *g = PUSH(l->s->arena, l->gate, l->n_gates, l->room_gates);
    *g = (struct gate_log){ .gate = gate };
    l->gate_of[gate] = l->n_gates;
    int mark = l->domain->n_trail, room = 0;
    if (domain_set(l->domain, gate, 0, 0)) {
        for (int k = mark + 1; k < l->domain->n_trail; k++)
            *PUSH(l->s->arena, g->step, g->n_steps, room) =
                (struct log_step){ l->domain->trail[k].row, l->domain->trail[k].column };
        domain_back(l->domain, mark);
    }
    return g;
}

static void want(struct log *l, int column, int *n)
{
    if (!l->wanted[column]) {
        l->wanted[column] = true;
        l->wanted_column[(*n)++] = column;
    }
}

/* Of all steps those that lead to the columns, in their order. */
static void steps_to(struct log *l, const struct gate_log *g, const int *column, int n_columns,
                     struct log_cut *c)
{
    const struct row_view *rows = &l->s->rows;
    int n = 0, used = 0;
    struct log_step *taken = NEW_ARRAY(l->s->arena, struct log_step, g->n_steps + 1);
    for (int k = 0; k < n_columns; k++)
        want(l, column[k], &n);
    for (int k = g->n_steps - 1; k >= 0; k--) {
        const struct log_step *step = &g->step[k];
        if (!l->wanted[step->column])
            continue;
        taken[g->n_steps - ++used] = *step;
        for (int64_t e = rows->start[step->row]; e < rows->start[step->row + 1]; e++)
            want(l, rows->column[e], &n);
    }
    c->n_steps = used;
    c->step = copied(l, taken + g->n_steps - used, used, sizeof *taken);
    for (int k = 0; k < n; k++)
        l->wanted[l->wanted_column[k]] = false;
}

/* ---- cuts ---- */

static size_t bytes_of(int n, const struct reason *r)
{
    return (size_t)n * 2 * sizeof(double) +
           (size_t)(r->n_split + r->n_rows[0] + r->n_rows[1]) * sizeof *r->split;
}

static struct log_cut *keep_cut(struct log *l, const struct reason *r, int n, const int *column,
                                const double *value, bool turned)
{
    struct log_cut *c = PUSH(l->arena, l->cut, l->n_cuts, l->room_cuts);
    *c = (struct log_cut){ .n = n, .column = copied(l, column, n, sizeof *column),
                           .value = copied(l, value, n, sizeof *value), .turned = turned,
                           .why = *r };
    c->why.split = copied(l, r->split, r->n_split, sizeof *r->split);
    for (int side = 0; side < 2; side++)
        c->why.row[side] = copied(l, r->row[side], r->n_rows[side], sizeof *r->row[side]);
    for (int k = 0; turned && k < n; k++)
        c->value[k] = -c->value[k];
    l->bytes += bytes_of(n, r);
    if (r->gate >= 0)
        steps_to(l, gate_log_of(l, r->gate), r->shut, r->n_shut, c);
    return c;
}

void log_cut(struct log *l, const struct reason *r)
{
    struct cut *c = &l->s->cut[l->s->n_cuts - 1];
    if (l->bytes > l->most)
        return;
    keep_cut(l, r, c->n, c->column, c->value, isinf(c->lower));
    c->reason = l->n_cuts;
}

void log_give(struct log *l, const struct log_cut *cut, int n)
{
    for (int i = 0; l && i < n; i++) {
        const struct reason *why = &cut[i].why;
        *PUSH(l->arena, l->cut, l->n_cuts, l->room_cuts) = cut[i];
        l->bytes += bytes_of(cut[i].n, why);
    }
}

int log_shut(struct log *l, int gate, int x)
{
    struct gate_log *g = gate_log_of(l, gate);
    for (int k = 0; k < g->n_shut; k++)
        if (g->shut[k].column == x)
            return ~g->shut[k].cut;
    double most = l->s->upper[x];
    int column[2] = { x, gate };
    struct times split = { gate, 1 };
    struct reason why = { .n_split = 1, .split = &split, .price = { 0, most }, .gate = gate,
                          .n_shut = 1, .shut = &x };
    keep_cut(l, &why, 2, column, (double[]){ 1, -most }, true);
    *PUSH(l->s->arena, g->shut, g->n_shut, g->room_shut) = (struct shut){ x, l->n_cuts - 1 };
    return -l->n_cuts;
}

/* ---- divisions ---- */

void log_steps(struct log *l, struct log_node *x, const struct domain *d, int mark, bool ok)
{
    int end = ok ? d->n_trail : d->n_broken, n = 0;
    if (!l || !x || x->n_steps)
        return;
    x->step = NEW_ARRAY(l->arena, struct log_step, end - mark + 2);
    for (int k = mark; k < end; k++)
        if (d->trail[k].row >= 0)
            x->step[n++] = (struct log_step){ d->trail[k].row, d->trail[k].column };
    if (!ok && d->broken >= 0)
        x->step[n++] = (struct log_step){ d->broken, -1 };
    x->n_steps = n;
    x->impossible = !ok;
    l->bytes += (size_t)n * sizeof *x->step;
}

static void take_prices(struct log *l, struct log_node *x, const double *y)
{
    int n_rows = l->s->m->n_rows + lp_cuts(l->s->lp), n = 0, row;
    double sign;
    for (int i = 0; i < n_rows; i++)
        n += y[i] > 0 || y[i] < 0;
    x->price = NEW_ARRAY(l->arena, struct priced, n + 1);
    x->n_prices = 0;
    for (int i = 0; i < n_rows; i++)
        if ((y[i] > 0 || y[i] < 0) && row_of(l, i, &row, &sign))
            x->price[x->n_prices++] = (struct priced){ row, sign * y[i] };
    l->bytes += (size_t)n * sizeof *x->price;
}

void log_prices(struct log *l, struct log_node *x, double bound)
{
    if (!l || !x || !(bound > x->bound))
        return;
    x->bound = bound;
    take_prices(l, x, l->s->y);
}

void log_anew(struct log *l, double bound)
{
    if (!l)
        return;
    l->root->bound = -INFINITY;
    log_prices(l, l->root, bound);
}

void log_impossible(struct log *l, struct log_node *x)
{
    if (!l || !x)
        return;
    struct arena *a = arena_new();
    double *y = NEW_ARRAY(a, double, l->s->m->n_rows + lp_cuts(l->s->lp) + 1);
    x->impossible = lp_ray(l->s->lp, y);
    if (x->impossible)
        take_prices(l, x, y);
    arena_free(a);
}

void log_divide(struct log *l, struct log_node *x, int column, double value,
                struct log_node **below, struct log_node **above)
{
    *below = *above = NULL;
    if (!l || !x || l->bytes > l->most)
        return;
    x->column = column;
    x->value = value;
    if (x == l->root)
        l->top = floor(l->s->m->col_upper[column]);
    x->child[0] = *below = NEW(l->arena, struct log_node);
    x->child[1] = *above = NEW(l->arena, struct log_node);
    (*below)->bound = (*above)->bound = x->bound;
    l->bytes += 2 * sizeof **below;
}
