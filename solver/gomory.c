/* gomory.c - Gomory's mixed-integer cuts (Gomory 1960; Nemhauser and Wolsey 1988, II.1.6).
 *
 * A row of the tableau, written in the distances of its nonbasic variables from where they stand,
 * says that the fraction of a whole number has to come from somewhere.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "search.h"

enum { LONGEST_CUT = 1000 };

struct gomory {
    const struct search *s;
    struct tableau_row t;
    double *row;               /* [n_cols] the cut on columns */
    double rhs;
    int next;                  /* after this column it goes on: each has its turn */
    int *index;                /* [n_cols + 1] scratch for rows */
    double *value;
    struct reason *why;        /* of the cut at work, or NULL */
    int *column;               /* of the finished cut */
    double *entry;
};

struct gomory *gomory_new(struct search *s)
{
    int n = s->m->n_cols;
    struct gomory *g = NEW(s->arena, struct gomory);
    *g = (struct gomory){ .s = s, .row = NEW_ARRAY(s->arena, double, n),
                          .index = NEW_ARRAY(s->arena, int, n + 1),
                          .value = NEW_ARRAY(s->arena, double, n + 1),
                          .column = NEW_ARRAY(s->arena, int, n),
                          .entry = NEW_ARRAY(s->arena, double, n) };
    g->t = (struct tableau_row){ .of_column = NEW_ARRAY(s->arena, double, n),
                                 .column = NEW_ARRAY(s->arena, int, n),
                                 .seen = NEW_ARRAY(s->arena, bool, n), .index = g->index,
                                 .value = g->value };
    return g;
}

static double fraction(double v) { return v - floor(v); }

/* What one unit of a nonbasic variable's distance from its bound takes of the cut. */
static double weight_of(double a, bool whole, double f0)
{
    if (whole) {
        double f = fraction(a);
        return f <= f0 ? f : f0 * (1 - f) / (1 - f0);
    }
    return a > 0 ? a : f0 / (1 - f0) * -a;
}

static void take_column(struct gomory *g, int j, double f0)
{
    double a = g->t.of_column[j];
    enum stand at = lp_column_stand(g->s->lp, j);
    if (fabs(a) < 1e-11 || at == BASIC)
        return;
    double sign = at == AT_LOWER ? 1 : -1;
    double weight = weight_of(a * sign, g->s->m->integer[j], f0);
    g->rhs += weight * sign * (at == AT_LOWER ? g->s->lower[j] : g->s->upper[j]);
    g->row[j] += weight * sign;
}

static void take_row(struct gomory *g, int i, double f0)
{
    double lower, upper;
    enum stand at = lp_row_stand(g->s->lp, i, &lower, &upper);
    if (at == BASIC || at == NOWHERE)
        return;
    double sign = at == AT_LOWER ? 1 : -1;
    double weight = weight_of(g->t.multiplier[i + 1] * sign, false, f0);
    int n = lp_row_entries(g->s->lp, i, g->index, g->value);
    g->rhs += weight * sign * (at == AT_LOWER ? lower : upper);
    for (int k = 1; k <= n; k++)
        g->row[g->index[k]] += weight * sign * g->value[k];
}

/* Small entries are moved into the right-hand side at the side that keeps the cut valid; a cut of
 * too wide a range is not trusted. */
static bool tidy(struct gomory *g, struct cut *c)
{
    const struct search *s = g->s;
    double most = 0, least = INFINITY;
    for (int j = 0; j < s->m->n_cols; j++)
        most = fmax(most, fabs(g->row[j]));
    c->n = 0;
    for (int j = 0; j < s->m->n_cols; j++) {
        double v = g->row[j];
        if (fabs(v) < 1e-7 * most || most <= 0) {
            g->rhs -= v > 0 ? v * s->upper[j] : v * s->lower[j];
            continue;
        }
        least = fmin(least, fabs(v));
        g->column[c->n] = j;
        g->entry[c->n++] = v;
    }
    c->column = g->column;
    c->value = g->entry;
    c->lower = g->rhs - 1e-12 * fmax(1, fabs(g->rhs)); /* room for rounding */
    c->upper = INFINITY;
    return c->n > 0 && most / least < 1e6 && c->n <= LONGEST_CUT;
}

static void explain_column(struct gomory *g, struct reason *why, int j, double f0)
{
    const struct search *s = g->s;
    enum stand at = lp_column_stand(s->lp, j);
    double sign = at == AT_LOWER ? 1 : -1, a = g->t.of_column[j] * sign;
    if (fabs(a) < 1e-11 || at == BASIC || !s->m->integer[j])
        return;
    double times = sign * (fraction(a) <= f0 ? floor(a) : ceil(a));
    log_split(s->log, why, j, times);
    why->at += times * (at == AT_LOWER ? s->lower[j] : s->upper[j]);
}

/* The column and the whole part of what it is made of are at most a whole number, or more. */
static void explain(struct gomory *g, int j, int n, double f0)
{
    const struct search *s = g->s;
    struct reason *why = g->why = log_reason(s->log);
    if (!why)
        return;
    log_split(s->log, why, j, 1);
    why->at = floor(s->x[j]);
    for (int k = 0; k < n; k++)
        explain_column(g, why, g->t.column[k], f0);
    why->price[0] = -1;
    why->price[1] = f0 / (1 - f0);
    for (int i = 0; i < s->m->n_rows + lp_cuts(s->lp); i++) {
        double lower, upper, v = g->t.multiplier[i + 1];
        enum stand at = lp_row_stand(s->lp, i, &lower, &upper);
        double sign = at == AT_LOWER ? 1 : -1;
        if (fabs(v) >= 1e-11 && at != BASIC && at != NOWHERE)
            log_lp_row(s->log, why, v * sign > 0, i, sign * fabs(v) / (1 - f0));
    }
}

static bool make_cut(struct gomory *g, int j, double f0, struct cut *c)
{
    const struct search *s = g->s;
    int n_rows = s->m->n_rows + lp_cuts(s->lp);
    memset(g->row, 0, (size_t)s->m->n_cols * sizeof *g->row);
    g->rhs = f0;
    int n = lp_tableau_row(s->lp, j, &g->t);
    for (int k = 0; k < n; k++)
        take_column(g, g->t.column[k], f0);
    explain(g, j, n, f0);
    for (int i = 0; i < n_rows; i++)
        if (fabs(g->t.multiplier[i + 1]) >= 1e-11)
            take_row(g, i, f0);
    for (int k = 0; k < n; k++) {
        g->t.of_column[g->t.column[k]] = 0;
        g->t.seen[g->t.column[k]] = false;
    }
    return tidy(g, c);
}

void gomory_cuts(struct gomory *g, int most, take_cut *take, void *context)
{
    struct search *s = g->s->lp ? (struct search *)g->s : NULL;
    struct cut c;
    if (!s || !lp_ready_for_rows(s->lp))
        return;
    g->t.multiplier = NEW_ARRAY(s->arena, double, s->m->n_rows + lp_cuts(s->lp) + 1);
    for (int k = 0, n = s->m->n_cols; k < n && most > 0; k++) {
        int j = g->next = (g->next + 1) % n;
        double f0 = fraction(s->x[j]);
        if (!s->m->integer[j] || f0 < 0.02 || f0 > 0.98 || lp_column_stand(s->lp, j) != BASIC)
            continue;
        if (make_cut(g, j, f0, &c) && take(context, &c) && s->log)
            log_cut(s->log, g->why);
        most--;
    }
}
