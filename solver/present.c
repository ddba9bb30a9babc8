/* present.c - see present.h. */
#include "present.h"

#include <stdlib.h>

static void *or_abort(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static void make_room(struct present *t)
{
    int n = t->n_rows + t->n_cuts + 2;
    if (n <= t->room)
        return;
    t->room = n + n / 4;
    t->at = or_abort(realloc(t->at, (size_t)t->room * sizeof *t->at));
    t->ours = or_abort(realloc(t->ours, (size_t)t->room * sizeof *t->ours));
}

static void put_last(struct present *t, int i)
{
    t->at[i] = ++t->n_there;
    t->ours[t->n_there] = i;
}

struct present *present_new(int n_rows)
{
    struct present *t = or_abort(calloc(1, sizeof *t));
    t->n_rows = n_rows;
    make_room(t);
    t->kept = or_abort(calloc((size_t)n_rows + 1, sizeof *t->kept));
    for (int i = 0; i < n_rows; i++)
        put_last(t, i);
    return t;
}

void present_free(struct present *t)
{
    for (int i = 0; i < t->n_rows; i++) {
        free(t->kept[i].column);
        free(t->kept[i].value);
    }
    free(t->kept);
    free(t->at);
    free(t->ours);
    free(t);
}

int present_add_cut(struct present *t)
{
    t->n_cuts++;
    make_room(t);
    put_last(t, t->n_rows + t->n_cuts - 1);
    return t->n_cuts - 1;
}

void present_bring(struct present *t, int i)
{
    put_last(t, i);
    t->n_out--;
}

void present_remove(struct present *t, int n, const int *row)
{
    int there = 0, cuts = 0, *number = or_abort(malloc(((size_t)t->room + 1) * sizeof *number));
    for (int k = 1; k <= n; k++) {
        t->at[t->ours[row[k]]] = 0;
        t->n_out += t->ours[row[k]] < t->n_rows;
        t->ours[row[k]] = -1;
    }
    for (int i = 0; i < t->n_rows + t->n_cuts; i++)
        number[i] = i < t->n_rows ? i : t->at[i] ? t->n_rows + cuts++ : -1;
    for (int r = 1; r <= t->n_there; r++)
        if (t->ours[r] >= 0)
            t->ours[++there] = number[t->ours[r]];
    t->n_there = there;
    t->n_cuts = cuts;
    for (int r = 1; r <= there; r++)
        t->at[t->ours[r]] = r;
    free(number);
}
