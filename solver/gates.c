/* gates.c - cuts from switches that a relaxation opens by a crack.
 *
 * A gate is a whole number g without which some columns are nothing: cohorts without which nobody
 * sits in them, a contract without which there are no cohorts.  A row that says
 *     sum over gated a x + sum over others c z <= b,   a > 0
 * holds when the gate is open and says nothing about the gated columns when it is shut, so
 *     sum over gated a x <= b g + sum over others min(-c z, -c most(z) g)
 * where each other column may stand in either way if c < 0, and is left out if c > 0 (lot-sizing
 * cuts: Barany, Van Roy and Wolsey 1984; Pochet and Wolsey 2006, chapter 4).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "search.h"

enum { LONGEST_ROW = 600 };

struct gates {
    struct search *s;
    struct gate *gate;
    int n, room;
    double *sum;               /* [n_rows] of gated columns, at the LP's optimum */
    int *touched, n_touched;   /* rows with a sum */
    bool *gated;               /* [n_cols] of the gate at work */
    int *column;               /* scratch of a cut */
    double *value;
    int *shut, n_shut;         /* its columns that the gate shuts */
};

/* What shutting a column shuts besides. */
static void learn_gate(struct gates *g, struct domain *d, int j)
{
    struct search *s = g->s;
    int mark = d->n_trail, room = 0;
    struct gate gate = { .column = j };
    if (!domain_set(d, j, 0, 0))
        return;
    for (int k = mark; k < d->n_trail; k++) {
        int x = d->trail[k].column;
        if (x != j && !(d->upper[x] > 0) && !(s->lower[x] < 0))
            *PUSH(s->arena, gate.shut, gate.n, room) = x;
    }
    domain_back(d, mark);
    if (gate.n > 0)
        *PUSH(s->arena, g->gate, g->n, g->room) = gate;
}

static void find_gates(struct gates *g)
{
    struct search *s = g->s;
    struct arena *a = arena_new();
    struct domain *d = domain_new(a, s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !(s->lower[j] < 0) && !(s->lower[j] > 0) && s->upper[j] > 0)
            learn_gate(g, d, j);
    arena_free(a);
}

struct gates *gates_new(struct search *s)
{
    struct gates *g = NEW(s->arena, struct gates);
    *g = (struct gates){ .s = s, .sum = NEW_ARRAY(s->arena, double, s->m->n_rows),
                         .touched = NEW_ARRAY(s->arena, int, s->m->n_rows),
                         .gated = NEW_ARRAY(s->arena, bool, s->m->n_cols),
                         .column = NEW_ARRAY(s->arena, int, LONGEST_ROW + 1),
                         .value = NEW_ARRAY(s->arena, double, LONGEST_ROW + 1),
                         .shut = NEW_ARRAY(s->arena, int, LONGEST_ROW + 1) };
    find_gates(g);
    return g;
}

const struct gate *gates_all(const struct gates *g, int *n)
{
    *n = g->n;
    return g->gate;
}

/* A row as <= : its entries times sign, at most side. */
static double side_of(const struct matrix *m, int i, int sign)
{
    return sign > 0 ? m->row_upper[i] : -m->row_lower[i];
}

static void add_up(struct gates *g, const struct gate *gate, int sign)
{
    const struct search *s = g->s;
    g->n_touched = 0;
    for (int k = 0; k < gate->n; k++) {
        int j = gate->shut[k];
        for (int64_t e = s->m->start[j]; s->x[j] > 1e-9 && e < s->m->start[j + 1]; e++) {
            int i = s->m->row[e];
            if (sign * s->m->value[e] <= 0 || isinf(side_of(s->m, i, sign)) ||
                s->rows.start[i + 1] - s->rows.start[i] > LONGEST_ROW)
                continue;
            if (!(g->sum[i] > 0))
                g->touched[g->n_touched++] = i;
            g->sum[i] += sign * s->m->value[e] * s->x[j];
        }
    }
}

/* The cut of a row and a gate; false when it cannot be one. */
static bool make_cut(struct gates *g, const struct gate *gate, int i, int sign, struct cut *c)
{
    const struct search *s = g->s;
    double open = s->x[gate->column], of_gate = side_of(s->m, i, sign);
    c->n = 0;
    for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++) {
        int j = s->rows.column[e];
        double v = sign * s->rows.value[e], most = s->upper[j];
        if (j == gate->column || s->lower[j] < 0)
            return false;
        if (g->gated[j] ? v > 0 : v < 0 && s->x[j] < most * open) {
            g->column[c->n] = j;
            g->value[c->n++] = v;
        } else if (v < 0) {
            of_gate -= v * most;
        }
    }
    g->column[c->n] = gate->column;
    g->value[c->n++] = -of_gate;
    c->column = g->column;
    c->value = g->value;
    c->lower = -INFINITY;
    c->upper = 0;
    return of_gate > 0;
}

/* Shut, nothing is left of it; open, the row says it. */
static void explain(struct gates *g, const struct gate *gate, int i, int sign, const struct cut *c)
{
    struct log *l = g->s->log;
    struct reason *why = log_reason(l);
    if (!why)
        return;
    g->n_shut = 0;
    for (int k = 0; k < c->n; k++)
        if (g->gated[c->column[k]])
            g->shut[g->n_shut++] = c->column[k];
    log_split(l, why, gate->column, 1);
    why->at = 0;
    why->price[1] = -c->value[c->n - 1];
    why->gate = gate->column;
    why->shut = g->shut;
    why->n_shut = g->n_shut;
    log_row(l, why, 1, i, -sign);
    log_cut(l, why);
}

/* Nothing of a shut column: x <= most(x) g. */
static void cut_bounds(struct gates *g, const struct gate *gate, take_cut *take, void *context)
{
    const struct search *s = g->s;
    double open = s->x[gate->column];
    for (int k = 0; k < gate->n; k++) {
        int pair[2] = { gate->shut[k], gate->column };
        double value[2] = { 1, -s->upper[gate->shut[k]] };
        struct cut c = { 2, pair, value, -INFINITY, 0, 0 };
        if (s->x[pair[0]] > s->upper[pair[0]] * open + 1e-6 && take(context, &c) && s->log)
            s->cut[s->n_cuts - 1].reason = -log_shut(s->log, pair[1], pair[0]);
    }
}

static void cut_rows(struct gates *g, const struct gate *gate, int sign, take_cut *take,
                     void *context)
{
    struct cut c;
    add_up(g, gate, sign);
    for (int k = 0; k < g->n_touched; k++)
        if (make_cut(g, gate, g->touched[k], sign, &c) && take(context, &c))
            explain(g, gate, g->touched[k], sign, &c);
    for (int k = 0; k < g->n_touched; k++)
        g->sum[g->touched[k]] = 0;
}

void gate_cuts(struct gates *g, take_cut *take, void *context)
{
    const struct search *s = g->s;
    for (int n = 0; n < g->n; n++) {
        const struct gate *gate = &g->gate[n];
        if (s->x[gate->column] > 1 - 1e-6)
            continue;
        for (int k = 0; k < gate->n; k++)
            g->gated[gate->shut[k]] = true;
        cut_bounds(g, gate, take, context);
        cut_rows(g, gate, 1, take, context);
        cut_rows(g, gate, -1, take, context);
        for (int k = 0; k < gate->n; k++)
            g->gated[gate->shut[k]] = false;
    }
}
