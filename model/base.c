/* base.c - arenas and errors.
 *
 * An arena is a list of blocks, the newest first.  What is too large for half a block
 * gets a block of its own behind the newest, so that the room left there is not lost.
 */
#include "base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ALIGNMENT = _Alignof(max_align_t) };

#ifdef TINY_BLOCKS
static const size_t FIRST_BLOCK = 64, LARGEST_BLOCK = 64;
static const int FIRST_ROOM = 1;
#else
static const size_t FIRST_BLOCK = 1 << 14, LARGEST_BLOCK = 1 << 22;
static const int FIRST_ROOM = 8;
#endif

struct block {
    struct block *next;
    size_t used, size;
    max_align_t bytes[];
};

struct arena {
    struct block *newest;
    size_t next_size;
};

void out_of_memory(void)
{
    fputs("ringfence: this machine has not enough memory for this case\n", stderr);
    exit(9);
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        out_of_memory();
    a->next_size = FIRST_BLOCK;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->newest, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

static struct block *block_new(size_t size)
{
    /* calloc: large blocks come zeroed from the system, for nothing. */
    struct block *b = calloc(1, sizeof *b + size);
    if (!b)
        out_of_memory();
    b->size = size;
    return b;
}

static void *alone(struct arena *a, size_t size)
{
    struct block *b = block_new(size);
    b->used = size;
    if (a->newest) {
        b->next = a->newest->next;
        a->newest->next = b;
    } else {
        a->newest = b;
    }
    return b->bytes;
}

static void add_block(struct arena *a)
{
    struct block *b = block_new(a->next_size);
    b->next = a->newest;
    a->newest = b;
    if (a->next_size < LARGEST_BLOCK)
        a->next_size *= 2;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX / 4) / size)
        out_of_memory();
    size_t need = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (need > a->next_size / 2)
        return alone(a, need);
    if (!a->newest || a->newest->size - a->newest->used < need)
        add_block(a);
    struct block *b = a->newest;
    void *memory = (char *)b->bytes + b->used;
    b->used += need;
    return memory;
}

char *arena_copy(struct arena *a, const char *text, size_t length)
{
    char *copy = arena_alloc(a, length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_print(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t size = length < 0 ? 1 : (size_t)length + 1;
    char *text = arena_alloc(a, size, 1);
    if (length > 0)
        vsnprintf(text, size, format, again);
    va_end(again);
    return text;
}

void *arena_grow(struct arena *a, void *items, int n, int *room, size_t size)
{
    if (n < *room)
        return items;
    if (n > INT32_MAX / 2)
        out_of_memory();
    *room = *room ? *room * 2 : FIRST_ROOM;
    void *larger = arena_alloc(a, (size_t)*room, size);
    if (n)
        memcpy(larger, items, (size_t)n * size);
    return larger;
}

enum status err_set(struct err *err, enum status status, const char *format, ...)
{
    if (!err)
        return status;
    va_list args;
    va_start(args, format);
    err->status = status;
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return status;
}

double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}
