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

struct pen { struct arena *arena; unsigned char *byte; int n, room; };

static void put_byte(struct pen *p, unsigned v)
{
    *PUSH(p->arena, p->byte, p->n, p->room) = (unsigned char)v;
}

static void put_natural(struct pen *p, uint64_t v)
{
    for (; v >= 128; v >>= 7)
        put_byte(p, (unsigned)(v & 127) | 128);
    put_byte(p, (unsigned)v);
}

static void put_real(struct pen *p, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    put_byte(p, 1);
    for (int i = 0; i < 64; i += 8)
        put_byte(p, (unsigned)(bits >> i) & 255);
}

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

/* Such that what the rows hold counts as it does in the scenario's own objective, or more. */
static double *prices_of_held(struct arena *a, const struct program *p, int first)
{
    const struct matrix *m = &p->matrix;
    bool money = p->sets->world->scenario.objective == OBJECTIVE_COVERAGE;
    const double *other = money ? p->money_cost : p->shortfall_cost;
    double *y = NEW_ARRAY(a, double, m->n_rows + 1);
    for (int j = 0; j < m->n_cols; j++)
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
    put_natural(&pen, (uint64_t)first);
    put_natural(&pen, (uint64_t)n);
    for (int i = first; i < p->matrix.n_rows; i++) {
        put_natural(&pen, (uint64_t)i);
        put_real(&pen, y[i]);
    }
    unsigned char *bytes = arena_alloc(a, (size_t)pen.n + own->size, 1);
    memcpy(bytes, pen.byte, (size_t)pen.n);
    memcpy(bytes + pen.n, own->bytes, own->size);
    return (struct written){ bytes, (size_t)pen.n + own->size, PROOF_HELD };
}
