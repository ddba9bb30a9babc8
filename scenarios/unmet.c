/* unmet.c - solves the program once more with floors and policies that give way at a price. */
#include "scenarios/unmet.h"

#include <string.h>

#include "family.h"

static struct unmet unmet_row(struct arena *a, const struct program *p, int row, double missing)
{
    char key[256];
    key_text(p->sets, p->row_family[row], p->row_key[row], key, sizeof key);
    return (struct unmet){ p->row_family[row]->rule, arena_copy(a, key, strlen(key)), missing,
                           p->row_family[row]->unit };
}

bool find_unmet(struct run *run, struct arena *a, const struct sets *s, double time_limit_s,
                bool relax)
{
    struct program_options elastic = { .elastic = true };
    struct program *p = program_build(a, s, &elastic);
    struct problem problem = { .matrix = &p->matrix };
    struct solve_options o = { .gap = 1e-6, .time_limit_s = time_limit_s, .relax = relax };
    struct outcome out;
    struct err err;
    int room = 0;
    if (solve(&out, a, &problem, &o, &err) != OK || !out.x)
        return false;
    for (int i = 0, give = 0; i < p->matrix.n_rows; i++) {
        if (!p->row_family[i]->gives)
            continue;
        double missing = out.x[column_of(p, Q_GIVE, give++)];
        if (missing > 1e-6)
            *PUSH(a, run->unmet, run->n_unmet, room) = unmet_row(a, p, i, missing);
    }
    return out.bound > 0 && run->n_unmet > 0;
}
