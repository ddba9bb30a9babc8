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

static bool begins_after(const struct job *j, const struct job *other)
{
    for (; j; j = j->after)
        if (j == other)
            return true;
    return false;
}

/* A scenario that is held to something has plans of its own to begin from. */
static bool may_be_after(const struct job *j, const struct job *other)
{
    return !j->question.hold && !j->world->held.no_starts && !other->question.hold &&
           !begins_after(other, j);
}

static void put_after(struct job *j, const struct job *other)
{
    j->after = other;
    j->question.after = other->question.scenario;
    j->alike = alike(j, other);
}

/* Its base, where that is asked for. */
static void find_base(struct job *job, int n, struct job *j)
{
    const char *base = j->world->scenario.base;
    for (int k = 0; k < n && base && !j->after; k++)
        if (strcmp(job[k].world->scenario.id, base) == 0 && may_be_after(j, &job[k]))
            put_after(j, &job[k]);
}

/* Else, of those that are asked for before it, the one that is most like it. */
static void find_most_alike(struct job *job, struct job *j)
{
    for (struct job *k = job; k < j; k++)
        if (may_be_after(j, k) && alike(j, k) > j->alike)
            put_after(j, k);
}

void find_order(struct job *job, int n)
{
    for (int i = 0; i < n; i++)
        find_base(job, n, &job[i]);
    for (int i = 0; i < n; i++)
        if (!job[i].after)
            find_most_alike(job, &job[i]);
}
