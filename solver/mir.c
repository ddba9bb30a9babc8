/* mir.c - cuts by mixed-integer rounding of sums of rows (Marchand and Wolsey 2001).
 *
 * A sum of rows is made in which few continuous columns stand away from their bounds: a row, and
 * one after another rows that take such a column out.  Each continuous column is then written as
 * its distance from a bound, or from a multiple of the gate that it cannot pass (x <= most g), the
 * sum divided by a coefficient of a whole number, and rounded.
 */
#include <math.h>
#include <string.h>

#include "mir.h"

enum { LONGEST_SUM = 800, DIVISORS = 12 };

struct mir *mir_new(struct search *s, const struct gate *gate, int n)
{
    const struct matrix *m = s->m;
    struct mir *r = NEW(s->arena, struct mir);
    *r = (struct mir){ .s = s, .bounds = variable_bounds_new(s, gate, n),
                       .of_column = NEW_ARRAY(s->arena, double, m->n_cols),
                       .column = NEW_ARRAY(s->arena, int, m->n_cols),
                       .in = NEW_ARRAY(s->arena, bool, m->n_cols),
                       .term = NEW_ARRAY(s->arena, struct term, m->n_cols + ROWS_OF_A_SUM),
                       .whole = NEW_ARRAY(s->arena, struct whole, m->n_cols),
                       .of_whole = NEW_ARRAY(s->arena, double, m->n_cols),
                       .whole_column = NEW_ARRAY(s->arena, int, m->n_cols),
                       .whole_in = NEW_ARRAY(s->arena, bool, m->n_cols),
                       .index = NEW_ARRAY(s->arena, int, m->n_cols + 1),
                       .value = NEW_ARRAY(s->arena, double, m->n_cols + 1),
                       .cut = NEW_ARRAY(s->arena, double, m->n_cols),
                       .cut_column = NEW_ARRAY(s->arena, int, m->n_cols),
                       .cut_value = NEW_ARRAY(s->arena, double, m->n_cols) };
    return r;
}

/* ---- sums of rows ---- */

static void clear_sum(struct mir *r)
{
    for (int k = 0; k < r->n_columns; k++) {
        r->of_column[r->column[k]] = 0;
        r->in[r->column[k]] = false;
    }
    r->n_columns = r->n_parts = 0;
    r->rhs = 0;
}

static void add_row(struct mir *r, int i, double multiplier)
{
    struct search *s = r->s;
    double lower, upper, activity = 0;
    lp_row_stand(s->lp, i, &lower, &upper);
    int n = lp_row_entries(s->lp, i, r->index, r->value);
    for (int k = 1; k <= n; k++) {
        int j = r->index[k];
        if (!r->in[j]) {
            r->in[j] = true;
            r->column[r->n_columns++] = j;
        }
        double by = multiplier * r->value[k];
        r->of_column[j] += by;
        if (fabs(r->of_column[j]) < 1e-13 * fabs(by))
            r->of_column[j] = 0; /* what two that cancel leave */
        activity += r->value[k] * s->x[j];
    }
    double side = activity - lower < upper - activity ? lower : upper;
    if (lower < -1e300 || isinf(lower))
        side = upper;
    if (upper > 1e300 || isinf(upper))
        side = lower;
    *PUSH(s->arena, r->part, r->n_parts, r->room) = (struct summand){ i, multiplier, side };
    r->rhs += multiplier * side;
}

/* The row that takes column j out of the sum at the least cost; -1 when none is fit. */
static int next_row(const struct mir *r, int j, double *multiplier)
{
    const struct search *s = r->s;
    int best = -1;
    double best_score = INFINITY;
    for (int64_t k = s->m->start[j]; k < s->m->start[j + 1]; k++) {
        int i = s->m->row[k];
        int64_t length = s->rows.start[i + 1] - s->rows.start[i];
        bool used = length > LONGEST_SUM / 2;
        for (int q = 0; q < r->n_parts; q++)
            used |= r->part[q].row == i;
        if (used)
            continue;
        double activity = 0;
        for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++)
            activity += s->rows.value[e] * s->x[s->rows.column[e]];
        double slack = fmin(activity - s->m->row_lower[i], s->m->row_upper[i] - activity);
        double score = (double)length + (slack > 1e-6 ? 1000 + slack : 0);
        if (score < best_score) {
            best_score = score;
            best = i;
            *multiplier = -r->of_column[j] / s->m->value[k];
        }
    }
    return best;
}

static bool extend(struct mir *r)
{
    int furthest = -1;
    double most = 1e-6, multiplier = 0;
    struct distance d;
    for (int k = 0; k < r->n_columns; k++) {
        int j = r->column[k];
        if (r->s->m->integer[j] || !(fabs(r->of_column[j]) > 0))
            continue;
        double away = nearest_bound(r->bounds, j, &d);
        if (away > most) {
            most = away;
            furthest = j;
        }
    }
    int i = furthest >= 0 ? next_row(r, furthest, &multiplier) : -1;
    if (i < 0)
        return false;
    add_row(r, i, multiplier);
    return r->n_columns <= LONGEST_SUM;
}

/* ---- rounding ---- */

static void add_whole(struct mir *r, int j, double a)
{
    if (!r->whole_in[j]) {
        r->whole_in[j] = true;
        r->whole_column[r->n_whole_columns++] = j;
    }
    r->of_whole[j] += a;
}

static void write_column(struct mir *r, int j, double a)
{
    const struct search *s = r->s;
    if (s->m->integer[j]) {
        add_whole(r, j, a);
        return;
    }
    struct term *t = &r->term[r->n_terms++];
    nearest_bound(r->bounds, j, &t->d);
    bool above = t->d.from == UPPER || t->d.from == GATE_ABOVE;
    t->coefficient = above ? -a : a;
    if (t->d.from == LOWER || t->d.from == UPPER)
        r->far -= a * (above ? s->upper[j] : s->lower[j]);
    else
        add_whole(r, t->d.gate, a * t->d.slope);
}

static void write_slack(struct mir *r, int k, double sign)
{
    const struct search *s = r->s;
    double lower, upper, activity = 0;
    int i = r->part[k].row;
    lp_row_stand(s->lp, i, &lower, &upper);
    if (!(upper - lower > 0)) /* an equation */
        return;
    int n = lp_row_entries(s->lp, i, r->index, r->value);
    for (int e = 1; e <= n; e++)
        activity += r->value[e] * s->x[r->index[e]];
    bool from_upper = r->part[k].side >= upper;
    r->term[r->n_terms++] = (struct term){
        .d = { .of = k, .from = from_upper ? ROW_UPPER : ROW_LOWER,
               .value = fmax(0, from_upper ? upper - activity : activity - lower) },
        .coefficient = sign * r->part[k].multiplier * (from_upper ? 1 : -1) };
}

static void flip(struct mir *r, struct whole *w)
{
    r->far -= w->coefficient * w->range;
    w->coefficient = -w->coefficient;
    w->value = w->range - w->value;
    w->flipped = !w->flipped;
}

/* sign (sum of rows) <= sign rhs, in distances; of whole numbers from the nearer bound. */
static void write_sum(struct mir *r, double sign)
{
    const struct search *s = r->s;
    r->n_terms = r->n_wholes = r->n_whole_columns = 0;
    r->far = sign * r->rhs;
    for (int k = 0; k < r->n_columns; k++)
        if (fabs(r->of_column[r->column[k]]) > 0)
            write_column(r, r->column[k], sign * r->of_column[r->column[k]]);
    for (int k = 0; k < r->n_parts; k++)
        write_slack(r, k, sign);
    for (int k = 0; k < r->n_whole_columns; k++) {
        int j = r->whole_column[k];
        double a = r->of_whole[j];
        r->of_whole[j] = 0;
        r->whole_in[j] = false;
        if (!(fabs(a) > 0))
            continue;
        r->far -= a * s->lower[j];
        struct whole *w = &r->whole[r->n_wholes++];
        *w = (struct whole){ j, false, a, s->x[j] - s->lower[j], s->upper[j] - s->lower[j] };
        if (w->value > w->range / 2)
            flip(r, w);
    }
}

/* By how much the optimum breaks the rounded sum, for the length of its coefficients. */
static double efficacy(const struct mir *r, double divisor)
{
    double b = r->far / divisor, f0 = b - floor(b), beyond = -floor(b), norm = 0;
    if (f0 < 0.02 || f0 > 0.98)
        return 0;
    for (int k = 0; k < r->n_wholes; k++) {
        double g = rounded(r->whole[k].coefficient / divisor, f0);
        beyond += g * r->whole[k].value;
        norm += g * g;
    }
    for (int k = 0; k < r->n_terms; k++)
        if (r->term[k].coefficient < 0) {
            double g = r->term[k].coefficient / divisor / (1 - f0);
            beyond += g * r->term[k].d.value;
            norm += g * g;
        }
    return norm > 0 ? beyond / sqrt(norm) : 0;
}

static void unwrite_distance(struct mir *r, const struct distance *d, double g, double *rhs)
{
    const struct search *s = r->s;
    bool above = d->from == UPPER || d->from == GATE_ABOVE || d->from == ROW_UPPER;
    double of = above ? -g : g; /* of the column itself */
    if (d->from == ROW_UPPER || d->from == ROW_LOWER) {
        int n = lp_row_entries(s->lp, r->part[d->of].row, r->index, r->value);
        for (int e = 1; e <= n; e++)
            r->cut[r->index[e]] += of * r->value[e];
        *rhs += of * r->part[d->of].side;
        return;
    }
    r->cut[d->of] += of;
    if (d->from == LOWER || d->from == UPPER)
        *rhs += of * (above ? s->upper[d->of] : s->lower[d->of]);
    else
        r->cut[d->gate] -= of * d->slope;
}

/* Small entries go into the right-hand side; false: the range is too wide to be trusted, or the
 * cut too long. */
static bool tidy(struct mir *r, double rhs, struct cut *c)
{
    const struct search *s = r->s;
    enum { LONGEST_CUT = 1000 };
    double most = 0, least = INFINITY, size = fabs(rhs);
    int n = 0;
    for (int j = 0; j < s->m->n_cols; j++)
        most = fmax(most, fabs(r->cut[j]));
    for (int j = 0; j < s->m->n_cols; j++) {
        double v = r->cut[j];
        r->cut[j] = 0;
        if (!(fabs(v) > 0))
            continue;
        if (fabs(v) < 1e-7 * most) {
            rhs -= v > 0 ? v * s->lower[j] : v * s->upper[j];
            continue;
        }
        least = fmin(least, fabs(v));
        size = fmax(size, fabs(v) * fmax(fabs(s->lower[j]), fabs(s->upper[j])));
        r->cut_column[n] = j;
        r->cut_value[n++] = v;
    }
    *c = (struct cut){ .n = n, .column = r->cut_column, .value = r->cut_value,
                       .lower = -INFINITY, .upper = rhs + 1e-12 * fmax(1, size) };
    return n > 0 && n <= LONGEST_CUT && most / least < 1e6;
}

static bool unwrite(struct mir *r, double divisor, struct cut *c)
{
    const struct search *s = r->s;
    double b = r->far / divisor, f0 = b - floor(b), rhs = floor(b);
    for (int k = 0; k < r->n_wholes; k++) {
        const struct whole *w = &r->whole[k];
        double g = rounded(w->coefficient / divisor, f0);
        r->cut[w->column] += w->flipped ? -g : g;
        rhs += w->flipped ? -g * s->upper[w->column] : g * s->lower[w->column];
    }
    for (int k = 0; k < r->n_terms; k++)
        if (r->term[k].coefficient < 0)
            unwrite_distance(r, &r->term[k].d, r->term[k].coefficient / divisor / (1 - f0), &rhs);
    return tidy(r, rhs, c);
}

static double best_divisor(const struct mir *r, double *best)
{
    double tried[DIVISORS], divisor = 0;
    int n = 0;
    *best = 0;
    for (int k = 0; k < r->n_wholes && n < DIVISORS; k++) {
        double a = fabs(r->whole[k].coefficient);
        bool known = r->whole[k].value < 1e-6 || a < 1e-6;
        for (int h = 0; h < n; h++)
            known |= fabs(tried[h] - a) < 1e-9 * a;
        if (known)
            continue;
        tried[n++] = a;
        double e = efficacy(r, a);
        if (e > *best) {
            *best = e;
            divisor = a;
        }
    }
    for (double part = 2; divisor > 0 && part <= 8; part *= 2) {
        double e = efficacy(r, divisor / part);
        if (e > *best) {
            *best = e;
            divisor /= part;
            part = 1;
        }
    }
    return divisor;
}

static bool round_sum(struct mir *r, double sign, take_cut *take, void *context)
{
    double best;
    struct cut c;
    write_sum(r, sign);
    double divisor = best_divisor(r, &best);
    if (!(best > 1e-4))
        return false;
    for (int k = 0; k < r->n_wholes; k++) {
        struct whole *w = &r->whole[k];
        if (w->value < 1e-6 || w->range - w->value < 1e-6 || w->range > 1e6)
            continue;
        flip(r, w);
        double e = efficacy(r, divisor);
        if (e > best)
            best = e;
        else
            flip(r, w);
    }
    if (unwrite(r, divisor, &c) && take(context, &c))
        mir_explain(r, divisor, sign);
    return true;
}

void mir_cuts(struct mir *r, take_cut *take, void *context)
{
    struct search *s = r->s;
    for (int i = 0; i < s->m->n_rows && !out_of_time(s); i++) {
        if (s->rows.start[i + 1] - s->rows.start[i] > LONGEST_SUM / 2)
            continue;
        clear_sum(r);
        add_row(r, i, 1);
        bool found = false;
        do {
            found = round_sum(r, 1, take, context);
            found |= round_sum(r, -1, take, context);
        } while (!found && r->n_parts < ROWS_OF_A_SUM && extend(r));
    }
    clear_sum(r);
}
