/* map.c - open addressing with linear probing, at most half full. */
#include "map.h"

#include <string.h>

#ifdef TINY_BLOCKS
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 64 };
#endif

static uint64_t mixed(uint64_t h)
{
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 32;
    return h;
}

static uint64_t hash(const char *key)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 0x100000001b3u;
    return mixed(h);
}

void map_init(struct map *m, struct arena *a)
{
    *m = (struct map){ .arena = a, .n_slots = FIRST_SLOTS };
    m->slot = NEW_ARRAY(a, int, m->n_slots);
}

static int *slot_of(const struct map *m, const char *key)
{
    uint64_t mask = (uint64_t)m->n_slots - 1;
    uint64_t i = hash(key) & mask;
    while (m->slot[i] && strcmp(m->key[m->slot[i] - 1], key))
        i = (i + 1) & mask;
    return &m->slot[i];
}

static void widen(struct map *m)
{
    m->n_slots *= 2;
    m->slot = NEW_ARRAY(m->arena, int, m->n_slots);
    for (int i = 0; i < m->n; i++)
        *slot_of(m, m->key[i]) = i + 1;
}

int map_add(struct map *m, const char *key, int value)
{
    int *slot = slot_of(m, key), at = m->n;
    if (*slot)
        return m->value[*slot - 1];
    *slot = at + 1;
    *PUSH(m->arena, m->value, at, m->value_room) = value;
    *PUSH(m->arena, m->key, m->n, m->room) = key;
    if (m->n > m->n_slots / 2)
        widen(m);
    return -1;
}

int map_find(const struct map *m, const char *key)
{
    int slot = *slot_of(m, key);
    return slot ? m->value[slot - 1] : -1;
}

int *map_at(const struct map *m, const char *key)
{
    int slot = *slot_of(m, key);
    return slot ? &m->value[slot - 1] : NULL;
}

void tuples_init(struct tuples *t, struct arena *a, int n_rows)
{
    *t = (struct tuples){ .arena = a, .n_slots = 4 };
    while (t->n_slots / 2 < n_rows)
        t->n_slots *= 2;
    t->key = arena_alloc(a, (size_t)t->n_slots, sizeof *t->key);
    t->row = NEW_ARRAY(a, int, t->n_slots);
}

int tuples_add(struct tuples *t, const int64_t key[TUPLE], int row)
{
    uint64_t mask = (uint64_t)t->n_slots - 1, h = 0;
    for (int k = 0; k < TUPLE; k++)
        h = mixed(h + (uint64_t)key[k] + 0x9e3779b97f4a7c15u);
    h &= mask;
    while (t->row[h] && memcmp(t->key[h], key, sizeof t->key[h]))
        h = (h + 1) & mask;
    if (t->row[h])
        return t->row[h] - 1;
    memcpy(t->key[h], key, sizeof t->key[h]);
    t->row[h] = row + 1;
    return -1;
}
