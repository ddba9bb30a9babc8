/* cuts.c - rows that every whole solution keeps and the relaxation does not, at the root. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "search.h"

/* Kept now, added to the program together: a new row undoes the factorization that the next
 * cut would be read from. */
static void keep_cut(struct search *s, const struct cut *c)
{
    int *column = NEW_ARRAY(s->arena, int, c->n);
    double *value = NEW_ARRAY(s->arena, double, c->n);
    memcpy(column, c->column, (size_t)c->n * sizeof *column);
    memcpy(value, c->value, (size_t)c->n * sizeof *value);
    struct cut kept = { c->n, column, value, c->lower, c->upper, 0 };
    *PUSH(s->arena, s->cut, s->n_cuts, s->room_cuts) = kept;
}

static double violation(const struct search *s, const struct cut *c)
{
    double v = 0, norm = 0;
    for (int k = 0; k < c->n; k++) {
        v += c->value[k] * s->x[c->column[k]];
        norm += c->value[k] * c->value[k];
    }
    double short_by = isinf(c->lower) ? v - c->upper : c->lower - v;
    return short_by / sqrt(fmax(norm, 1e-30));
}

struct pool { struct search *s; int n; double least; };

static bool take(void *context, const struct cut *c)
{
    struct pool *p = context;
    if (violation(p->s, c) <= p->least)
        return false;
    keep_cut(p->s, c);
    p->n++;
    return true;
}

static void add_kept(struct search *s)
{
    while (lp_cuts(s->lp) < s->n_cuts)
        lp_add_cut(s->lp, &s->cut[lp_cuts(s->lp)]);
}

static void drop_slack(struct search *s)
{
    bool *dropped = calloc((size_t)s->n_cuts + 1, sizeof *dropped);
    int kept = 0;
    if (!dropped)
        abort();
    if (lp_drop_slack_cuts(s->lp, dropped) > 0) {
        for (int i = 0; i < s->n_cuts; i++)
            if (!dropped[i])
                s->cut[kept++] = s->cut[i];
        s->n_cuts = kept;
    }
    free(dropped);
}

/* A program that GLPK cannot solve with the last cuts goes on without them. */
static void forget_cuts(struct search *s, int n)
{
    lp_drop_cuts_from(s->lp, n);
    s->n_cuts = n;
}

static void leave_out(struct search *s)
{
    const double FOR_A_ROW = 1; /* columns: cuts change many prices */
    lp_leave_out_slack_rows(s->lp);
    leave_out_columns(s, FOR_A_ROW);
}

void root_cuts(struct search *s)
{
    enum { ROUNDS = 20, PATIENCE = 3 };
    int at_once = 200; /* of Gomory's: no more than seem worth their time */
    double cuts_until = s->cuts_until > 0 ? s->cuts_until : s->until;
    if (!s->gates)
        s->gates = gates_new(s);
    struct gomory *gomory = gomory_new(s);
    int n_gates;
    const struct gate *gate = gates_all(s->gates, &n_gates);
    struct mir *mir = mir_new(s, gate, n_gates);
    leave_out(s);
    for (int round = 0, slow = 0; round < ROUNDS && slow < PATIENCE && !out_of_time(s) &&
         seconds_now() < cuts_until; round++) {
        double before = s->bound;
        int before_round = s->n_cuts;
        struct pool p = { s, 0, 1e-3 };
        lp_x(s->lp, s->x);
        gate_cuts(s->gates, take, &p);
        mir_cuts(mir, take, &p);
        int others = p.n;
        gomory_cuts(gomory, at_once, take, &p);
        at_once = 20 + 4 * (p.n - others);
        if (p.n == 0)
            break;
        add_kept(s);
        enum lp_answer a = lp_solve(s->lp, DUAL, s->until, s->stop);
        if (a == LP_FAILED)
            forget_cuts(s, before_round);
        if (a != LP_OPTIMAL)
            break;
        keep_safe_bound(s, "cuts");
        drop_slack(s);
        leave_out(s);
        slow = s->bound - before < 1e-4 * fmax(1, fabs(before)) ? slow + 1 : 0;
    }
    lp_bring_all_columns(s->lp);
    lp_solve(s->lp, DUAL, s->until, s->stop);
}
