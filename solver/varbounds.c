/* varbounds.c - bounds of continuous columns that are multiples of whole numbers.
 *
 * Nothing is taught without a cohort: x <= most g, where the gate g shuts x; nothing is in a band
 * of discount below its threshold: x >= least g.  A bound that is closer to the optimum than the
 * fixed ones makes the better cut.
 */
#include <math.h>

#include "search.h"

struct gated { int gate; double slope; int row; double times; }; /* as of struct distance */

struct variable_bounds {
    const struct search *s;
    int *n_above;              /* [n_cols] gates above a column: from above[start_above[j]] on */
    int *start_above;
    struct gated *above;
    struct gated *below;       /* [n_cols] slope 0: none */
};

static void learn_above(struct variable_bounds *r, const struct gate *gate, int n)
{
    const struct search *s = r->s;
    int total = 0;
    r->n_above = NEW_ARRAY(s->arena, int, s->m->n_cols);
    r->start_above = NEW_ARRAY(s->arena, int, s->m->n_cols + 1);
    for (int k = 0; k < n; k++)
        for (int i = 0; i < gate[k].n; i++)
            r->n_above[gate[k].shut[i]] += !s->m->integer[gate[k].shut[i]];
    for (int j = 0; j < s->m->n_cols; j++) {
        r->start_above[j] = total;
        total += r->n_above[j];
        r->n_above[j] = 0;
    }
    r->above = NEW_ARRAY(s->arena, struct gated, total + 1);
    for (int k = 0; k < n; k++)
        for (int i = 0; i < gate[k].n; i++) {
            int j = gate[k].shut[i];
            if (!s->m->integer[j] && !(s->lower[j] < 0))
                r->above[r->start_above[j] + r->n_above[j]++] =
                    (struct gated){ gate[k].column, s->upper[j], -1, 0 };
        }
}

/* A row of two that says a x + c g <= 0: what it says of x beside its gate. */
static void learn_pair(struct variable_bounds *r, int i, int sign)
{
    const struct search *s = r->s;
    const struct matrix *m = s->m;
    int64_t e = s->rows.start[i];
    double side = sign > 0 ? m->row_upper[i] : -m->row_lower[i];
    for (int k = 0; k < 2; k++) {
        int x = s->rows.column[e + k], g = s->rows.column[e + 1 - k];
        double a = sign * s->rows.value[e + k], c = sign * s->rows.value[e + 1 - k];
        if (m->integer[x] || !m->integer[g] || side > 0 || side < 0)
            continue;
        if (a < 0 && c > 0 && r->below[x].slope < c / -a)
            r->below[x] = (struct gated){ g, c / -a, i, sign / -a };
        for (int h = 0; a > 0 && c < 0 && h < r->n_above[x]; h++) {
            struct gated *above = &r->above[r->start_above[x] + h];
            if (above->gate == g && -c / a < above->slope)
                *above = (struct gated){ g, -c / a, i, sign / a };
        }
    }
}

/* A row that says a x - c g + others <= 0, the others at least 0. */
static void learn_row(struct variable_bounds *r, int i, int sign)
{
    const struct search *s = r->s;
    const struct matrix *m = s->m;
    double side = sign > 0 ? m->row_upper[i] : -m->row_lower[i];
    int gate = -1;
    double of_gate = 0;
    if (side > 0 || side < 0)
        return;
    for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++) {
        double v = sign * s->rows.value[e];
        if (s->lower[s->rows.column[e]] < 0 || (v < 0 && gate >= 0))
            return;
        if (v < 0) {
            gate = s->rows.column[e];
            of_gate = -v;
        }
    }
    for (int64_t e = s->rows.start[i]; gate >= 0 && e < s->rows.start[i + 1]; e++) {
        int x = s->rows.column[e];
        for (int h = 0; x != gate && h < r->n_above[x]; h++) {
            struct gated *above = &r->above[r->start_above[x] + h];
            double a = sign * s->rows.value[e];
            if (above->gate == gate && of_gate / a < above->slope)
                *above = (struct gated){ gate, of_gate / a, i, sign / a };
        }
    }
}

struct variable_bounds *variable_bounds_new(struct search *s, const struct gate *gate, int n)
{
    struct variable_bounds *r = NEW(s->arena, struct variable_bounds);
    *r = (struct variable_bounds){ .s = s, .below = NEW_ARRAY(s->arena, struct gated,
                                                             s->m->n_cols) };
    learn_above(r, gate, n);
    for (int i = 0; i < s->m->n_rows; i++)
        for (int sign = 1; sign >= -1; sign -= 2) {
            if (s->rows.start[i + 1] - s->rows.start[i] == 2)
                learn_pair(r, i, sign);
            learn_row(r, i, sign);
        }
    return r;
}

double nearest_bound(const struct variable_bounds *r, int j, struct distance *d)
{
    const struct search *s = r->s;
    double x = s->x[j], best = fmax(0, x - s->lower[j]);
    *d = (struct distance){ .of = j, .from = LOWER };
    if (s->upper[j] - x < best) {
        best = fmax(0, s->upper[j] - x);
        d->from = UPPER;
    }
    for (int h = 0; h < r->n_above[j]; h++) {
        const struct gated *g = &r->above[r->start_above[j] + h];
        double away = g->slope * s->x[g->gate] - x;
        if (away < best + 1e-9) {
            best = fmax(away, 0);
            *d = (struct distance){ .of = j, .from = GATE_ABOVE, .gate = g->gate,
                                    .slope = g->slope, .row = g->row, .times = g->times };
        }
    }
    const struct gated *g = &r->below[j];
    if (g->slope > 0 && x - g->slope * s->x[g->gate] < best - 1e-9) {
        best = fmax(x - g->slope * s->x[g->gate], 0);
        *d = (struct distance){ .of = j, .from = GATE_BELOW, .gate = g->gate, .slope = g->slope,
                                .row = g->row, .times = g->times };
    }
    d->value = best;
    return best;
}
