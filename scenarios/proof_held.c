/* proof_held.c - what was proven of a scenario, of the same scenario held to another plan.
 *
 * Held to the same money, it minimises the shortfall value S alone while its cost C is at most C';
 * no plan has S + C below L, so none has S below L - C'.  Held to the same results it is the other
 * way round.  That is the dual bound at a price of 1 for each pound of the row that holds C, and of
 * a person's penalty for each row that holds people short (MODEL.md 8).
 */
#include <string.h>

#include "family.h"
#include "scenarios/proof.h"

/* Of those that hold the program, which come after all others. */
static int first_held(const struct program *p)
{
    static const char RESULTS[] = "F34", MONEY[] = "F35";
    int i = p->matrix.n_rows;
    while (i > 0 && (strcmp(p->row_family[i - 1]->code, RESULTS) == 0 ||
                     strcmp(p->row_family[i - 1]->code, MONEY) == 0))
        i--;
    return i;
}

/* Such that what the rows hold counts as it does in the scenario's own objective, or more; where
 * that did not count it, nothing. */
static double *prices_of_held(struct arena *a, const struct program *p, int first)
{
    const struct matrix *m = &p->matrix;
    const struct world *w = p->sets->world;
    bool money = w->scenario.objective == OBJECTIVE_COVERAGE;
    const double *other = money ? p->money_cost : p->shortfall_cost;
    double *y = NEW_ARRAY(a, double, m->n_rows + 1);
    for (int j = 0; w->held.from == OBJECTIVE_VALUE && j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            if (m->row[k] >= first && -other[j] / m->value[k] < y[m->row[k]])
                y[m->row[k]] = -other[j] / m->value[k];
    return y;
}

struct written held_proof(struct arena *a, const struct program *p, const struct written *own)
{
    int first = first_held(p), n = p->matrix.n_rows - first;
    struct pen pen = { .arena = a };
    if (n == 0 || own->format != PROOF_WITH_SPLITS)
        return *own;
    const double *y = prices_of_held(a, p, first);
    add_natural(&pen, (uint64_t)first);
    add_natural(&pen, (uint64_t)n);
    for (int i = first; i < p->matrix.n_rows; i++) {
        add_natural(&pen, (uint64_t)i);
        add_real(&pen, y[i]);
    }
    unsigned char *bytes = arena_alloc(a, (size_t)pen.n + own->size, 1);
    memcpy(bytes, pen.byte, (size_t)pen.n);
    memcpy(bytes + pen.n, own->bytes, own->size);
    return (struct written){ bytes, (size_t)pen.n + own->size, PROOF_HELD };
}
