/* order.c - which scenario of one call begins where another has ended, and so after it.
 *
 * What is known of one says most of another where the same authorities buy together in both: their
 * buyers have the same columns there, by the same names.
 */
#include <string.h>

#include "scenarios/job.h"

/* Those with whom authority i buys are the same in both. */
static bool is_alike(const struct world *w, const struct world *other, int i)
{
    bool same = true;
    for (int k = 0; k < w->n_las && same; k++)
        same = (w->buyer_of_la[k] == w->buyer_of_la[i]) ==
               (other->buyer_of_la[k] == other->buyer_of_la[i]);
    return same;
}

/* The share of the authorities of which that is so. */
static double alike(const struct job *j, const struct job *other)
{
    const struct world *w = j->world;
    int n = 0;
    for (int i = 0; i < w->n_las && w->n_las == other->world->n_las; i++)
        n += is_alike(w, other->world, i);
    return w->n_las > 0 ? (double)n / w->n_las : 0;
}

/* A scenario that is held to something has plans of its own to begin from. */
static bool may_share(const struct job *j)
{
    return !j->question.hold && !j->world->held.no_starts;
}

static int by_id(const struct job *j, const struct job *other)
{
    return strcmp(j->world->scenario.id, other->world->scenario.id);
}

/* Where that is asked for, else NULL. */
static const struct job *base_of(const struct job *job, int n, const struct job *j)
{
    const char *base = j->world->scenario.base;
    for (int k = 0; k < n && base && may_share(j); k++)
        if (may_share(&job[k]) && strcmp(job[k].world->scenario.id, base) == 0)
            return &job[k];
    return NULL;
}

/* Of those that have no base either and whose id comes before its own, in whatever order they are
 * asked for. */
static const struct job *most_alike(const struct job *job, int n, const struct job *j)
{
    const struct job *best = NULL;
    double most = 0;
    for (const struct job *k = job; k < job + n && may_share(j); k++) {
        if (!may_share(k) || by_id(k, j) >= 0 || base_of(job, n, k))
            continue;
        double its = alike(j, k);
        if (its > most || (best && !(its < most) && by_id(k, best) < 0)) {
            best = k;
            most = its;
        }
    }
    return best;
}

void find_order(struct job *job, int n)
{
    for (int i = 0; i < n; i++) {
        struct job *j = &job[i];
        const struct job *base = base_of(job, n, j);
        j->after = base ? base : most_alike(job, n, j);
        if (!j->after)
            continue;
        j->question.after = j->after->question.scenario;
        j->alike = alike(j, j->after);
    }
}
