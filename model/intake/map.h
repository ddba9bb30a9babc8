/* map.h - from texts to small numbers, and from tuples of numbers to small numbers. */
#ifndef RINGFENCE_INTAKE_MAP_H
#define RINGFENCE_INTAKE_MAP_H

#include "base.h"

struct map { /* its memory is the arena's; keys are the caller's and stay where they are */
    struct arena *arena;
    const char **key; /* [n] in the order in which they came */
    int *value;       /* [n] */
    int n, room, value_room;
    int *slot;        /* [n_slots] 1 + position of a key, 0 = free */
    int n_slots;
};

void map_init(struct map *m, struct arena *a);
/* The value that `key` has already, or -1 when it is new and now has `value`. */
int map_add(struct map *m, const char *key, int value);
int map_find(const struct map *m, const char *key); /* -1 when it is not there */
int *map_at(const struct map *m, const char *key);  /* the value itself, until the next is added */

enum { TUPLE = 3 };
struct tuples { /* which of many rows has the same key as another */
    struct arena *arena;
    int64_t (*key)[TUPLE];
    int *row;
    int n_slots; /* fixed: made for the number of rows */
};

void tuples_init(struct tuples *t, struct arena *a, int n_rows);
/* The row that has the same key already, or -1 when it is new. */
int tuples_add(struct tuples *t, const int64_t key[TUPLE], int row);

#endif
