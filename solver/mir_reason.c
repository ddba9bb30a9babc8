/* mir_reason.c - why a rounded sum of rows holds.
 *
 * Of the whole numbers' distances the sum's whole part, rounded up where the fraction is larger
 * than the right-hand side's, is at most the whole part of that, or more.  In the first case the
 * cut follows from it and from the distances that the cut names; in the second from the sum.
 */
#include <math.h>

#include "log.h"
#include "mir.h"

static void explain_wholes(const struct mir *r, struct reason *why, double divisor, double f0)
{
    const struct search *s = r->s;
    for (int k = 0; k < r->n_wholes; k++) {
        const struct whole *w = &r->whole[k];
        double a = w->coefficient / divisor, f = a - floor(a);
        double times = f > f0 ? floor(a) + 1 : floor(a);
        double of = w->flipped ? -times : times; /* of the column itself */
        log_split(s->log, why, w->column, of);
        why->at += of * (w->flipped ? s->upper[w->column] : s->lower[w->column]);
    }
}

static void explain_gate(const struct mir *r, struct reason *why, const struct distance *d,
                         double by)
{
    struct log *l = r->s->log;
    int side = by >= 0;
    if (d->from != GATE_ABOVE && d->from != GATE_BELOW)
        return;
    if (d->row >= 0)
        log_row(l, why, side, d->row, -fabs(by) * d->times);
    else
        log_row(l, why, side, log_shut(l, d->gate, d->of), fabs(by));
}

static void explain_rows(const struct mir *r, struct reason *why, double by)
{
    const struct search *s = r->s;
    bool loose[ROWS_OF_A_SUM + 1] = { 0 };
    for (int k = 0; k < r->n_terms; k++) {
        const struct term *t = &r->term[k];
        if (t->d.from != ROW_UPPER && t->d.from != ROW_LOWER)
            continue;
        loose[t->d.of] = true;
        double price = by * r->part[t->d.of].multiplier;
        bool second = t->coefficient >= 0;
        log_lp_row(s->log, why, second, r->part[t->d.of].row, second ? -price : price);
    }
    for (int k = 0; k < r->n_parts; k++)
        if (!loose[k]) /* an equation */
            log_lp_row(s->log, why, 1, r->part[k].row, -by * r->part[k].multiplier);
}

void mir_explain(const struct mir *r, double divisor, double sign)
{
    const struct search *s = r->s;
    double b = r->far / divisor, f0 = b - floor(b), scale = 1 / divisor / (1 - f0);
    struct reason *why = log_reason(s->log);
    if (!why)
        return;
    why->at = floor(b);
    explain_wholes(r, why, divisor, f0);
    for (int k = 0; k < r->n_terms; k++)
        explain_gate(r, why, &r->term[k].d, r->term[k].coefficient * scale);
    explain_rows(r, why, sign * scale);
    why->price[0] = -1;
    why->price[1] = f0 / (1 - f0);
    log_cut(s->log, why);
}
