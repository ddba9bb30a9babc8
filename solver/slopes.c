/* slopes.c - plans by slope scaling: prices that say what whole numbers will cost.
 *
 * The relaxation pays a third of a contract where a third is used; a plan pays all of it.  So it
 * is solved again with every price raised to what the whole number would cost per unit used, and
 * again, until spending gathers where it pays (dynamic slope scaling, Kim and Pardalos 1999).
 * Where a cost goes in steps (a discount by the size of a contract) the price is that of the step
 * which the amount reaches, not of the best that a fraction of a switch can claim.
 */
#include <math.h>
#include <string.h>

#include "search.h"

/* A column at 0 keeps its price: it was not wanted at that, nor is it at more. */
static double whole_price(const struct search *s, const double *x, int j)
{
    double used = x[j] - s->lower[j], most = s->structure.is_switch[j] ? 1000 : s->manner.dearest;
    return used < 1e-6 ? s->price[j] : s->cost[j] * fmin(ceil(used - 1e-6) / used, most);
}

static void set_price(struct search *s, int j, double price, double keep)
{
    s->price[j] = keep * s->price[j] + (1 - keep) * price;
    lp_set_cost(s->lp, j, s->price[j]);
}

static void scale(struct search *s, const double *x, double keep)
{
    struct structure *t = &s->structure;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && s->cost[j] > 0)
            set_price(s, j, whole_price(s, x, j), keep);
    steps_reached(t, x);
    for (int k = 0; k < t->n_steps; k++) {
        int g = t->step[k].group;
        if (t->total[g] > 1e-6 && t->reached[g] >= 0)
            set_price(s, t->step[k].amount, s->cost[t->step[t->reached[g]].amount], keep);
    }
}

void true_prices(struct search *s)
{
    for (int j = 0; j < s->m->n_cols; j++) {
        s->price[j] = s->cost[j];
        lp_set_cost(s->lp, j, s->cost[j]);
    }
}

/* From the LP's present optimum and prices; leaves it at the last ones. */
bool slope_rounds(struct search *s, int rounds, double keep)
{
    double *x = s->x;
    for (int round = 0; round < rounds; round++) {
        lp_x(s->lp, x);
        scale(s, x, keep);
        if (out_of_time(s) || lp_solve(s->lp, PRIMAL, s->until, s->stop) != LP_OPTIMAL)
            return false;
    }
    return true;
}

void slope_scaling(struct search *s)
{
    size_t size = lp_basis_size(s->lp);
    unsigned char *basis = arena_alloc(s->arena, size, 1);
    lp_get_basis(s->lp, basis);
    true_prices(s);
    if (slope_rounds(s, 1, 0) && slope_rounds(s, 3, 0.5))
        dive(s);
    if (!out_of_time(s) && slope_rounds(s, 8, 0.5))
        dive(s);
    true_prices(s);
    lp_set_basis(s->lp, basis, size);
}
