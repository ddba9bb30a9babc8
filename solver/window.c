/* window.c - bounds tighter than a search's own, within which it looks for a while. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"

struct window window_open(const struct search *s)
{
    size_t size = (size_t)s->m->n_cols * sizeof(double);
    struct window w = { malloc(size + 1), malloc(size + 1), s->lower, s->upper };
    if (!w.lower || !w.upper)
        abort();
    memcpy(w.lower, s->lower, size);
    memcpy(w.upper, s->upper, size);
    return w;
}

void window_set(struct window *w, int j, double lower, double upper)
{
    w->lower[j] = fmin(fmax(lower, w->outer_lower[j]), w->outer_upper[j]);
    w->upper[j] = fmax(fmin(upper, w->outer_upper[j]), w->lower[j]);
}

void window_free(struct window *w, int j)
{
    w->lower[j] = w->outer_lower[j];
    w->upper[j] = w->outer_upper[j];
}

static void apply(struct search *s, double *lower, double *upper)
{
    s->lower = lower;
    s->upper = upper;
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j])
            lp_set_bounds(s->lp, j, lower[j], upper[j]);
}

void window_enter(struct window *w, struct search *s)
{
    apply(s, w->lower, w->upper);
}

void window_leave(struct window *w, struct search *s)
{
    apply(s, w->outer_lower, w->outer_upper);
    window_close(w);
}

void window_close(struct window *w)
{
    free(w->lower);
    free(w->upper);
}
