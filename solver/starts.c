/* starts.c - plans that somebody knows of another program, or of this one.
 *
 * The whole numbers that one names are fixed, and what is left is searched; where that is
 * impossible, whole numbers that it leaves at nothing stay so and the others may change.
 */
#include <math.h>

#include "search.h"

static bool known(const struct search *s, const double *start, int j)
{
    return s->m->integer[j] && !isnan(start[j]);
}

static bool take(struct search *s, const double *start)
{
    struct window w = window_open(s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (known(s, start, j))
            window_set(&w, j, round(start[j]), round(start[j]));
    bool better = sub_search(s, &w);
    window_close(&w);
    return better;
}

static bool mend(struct search *s, const double *start)
{
    struct window w = window_open(s);
    for (int j = 0; j < s->m->n_cols; j++)
        if (known(s, start, j) && round(start[j]) <= s->lower[j])
            window_set(&w, j, s->lower[j], s->lower[j]);
    bool better = sub_search(s, &w);
    window_close(&w);
    return better;
}

void try_starts(struct search *s)
{
    for (int i = 0; i < s->n_starts && !out_of_time(s); i++)
        take(s, s->starts[i]);
    for (int i = 0; i < s->n_starts && !s->plan && !out_of_time(s); i++)
        mend(s, s->starts[i]);
}
