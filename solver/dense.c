/* dense.c - Cholesky's elimination by blocks of columns (Golub and Van Loan, Matrix Computations).
 *
 * A block of columns is factored, the rows below it are solved for in tiles of 16 rows, and the
 * products of all pairs of tiles are taken off the rest, where nearly all the work is.  One body
 * is compiled for three kinds of processor; products and sums are rounded one at a time in one
 * order, so that all give the same.
 */
#include "dense.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { BLOCK = 96, TILE = 16, HALF = TILE / 2 };

typedef double half __attribute__((vector_size(HALF * sizeof(double))));

struct front { double *f; int n; };       /* columns of n */

/* A block: its own columns, by rows, and the tiles below it, each [width][TILE]. */
struct block {
    int from, width, n_tiles;
    double corner[BLOCK * BLOCK];
    double *tile;
};

INLINE double *entry(const struct front *t, int i, int j)
{
    return t->f + (size_t)j * (size_t)t->n + i;
}

static void factor_corner(struct front *t, struct block *b, const double *least)
{
    const double NOTHING = 1e64;
    int end = b->from + b->width;
    for (int k = b->from; k < end; k++) {
        double p = *entry(t, k, k), d = p > least[k] ? sqrt(p) : NOTHING;
        *entry(t, k, k) = d;
        for (int i = k + 1; i < end; i++)
            *entry(t, i, k) /= d;
        for (int j = k + 1; j < end; j++)
            for (int i = j; i < end; i++)
                *entry(t, i, j) -= *entry(t, i, k) * *entry(t, j, k);
    }
    for (int r = 0; r < b->width; r++)
        for (int c = 0; c <= r; c++)
            b->corner[r * BLOCK + c] = *entry(t, b->from + r, b->from + c);
}

static int rows_of(const struct front *t, const struct block *b, int tile)
{
    int left = t->n - (b->from + b->width + tile * TILE);
    return left < TILE ? left : TILE;
}

/* Rows below the block, from columns into tiles and back; rows that are not there are 0. */
INLINE void gather(const struct front *t, const struct block *b, int tile, double *x)
{
    int top = b->from + b->width + tile * TILE, rows = rows_of(t, b, tile);
    for (int c = 0; c < b->width; c++, x += TILE) {
        const double *from = entry(t, top, b->from + c);
        if (rows == TILE)
            memcpy(x, from, TILE * sizeof *x);
        for (int r = 0; rows < TILE && r < TILE; r++)
            x[r] = r < rows ? from[r] : 0;
    }
}

INLINE void scatter(struct front *t, const struct block *b, int tile, const double *x)
{
    int top = b->from + b->width + tile * TILE, rows = rows_of(t, b, tile);
    for (int c = 0; c < b->width; c++, x += TILE) {
        double *to = entry(t, top, b->from + c);
        if (rows == TILE)
            memcpy(to, x, TILE * sizeof *x);
        for (int r = 0; rows < TILE && r < rows; r++)
            to[r] = x[r];
    }
}

INLINE void solve_tile(const struct block *b, double *x)
{
    for (int c = 0; c < b->width; c++) {
        const double *l = b->corner + c * BLOCK;
        half v[2], w[2];
        memcpy(v, x + c * TILE, sizeof v);
        for (int q = 0; q < c; q++) {
            memcpy(w, x + q * TILE, sizeof w);
            v[0] -= w[0] * l[q];
            v[1] -= w[1] * l[q];
        }
        v[0] /= l[c];
        v[1] /= l[c];
        memcpy(x + c * TILE, v, sizeof v);
    }
}

/* The product of tile x with so many rows of another, y, off the columns at c. */
INLINE void take_off(const double *x, const double *y, int width, double *c, size_t n, int rows,
                     const int columns)
{
    half sum[TILE][2] = { { { 0 } } }, v[2];
    for (int q = 0; q < width; q++, x += TILE, y += TILE) {
        memcpy(v, x, sizeof v);
#pragma GCC unroll 16
        for (int k = 0; k < columns; k++) {
            sum[k][0] += v[0] * y[k];
            sum[k][1] += v[1] * y[k];
        }
    }
    double s[TILE];
#pragma GCC unroll 16
    for (int k = 0; k < columns; k++, c += n) {
        memcpy(s, sum[k], sizeof s);
        for (int r = 0; r < rows; r++)
            c[r] -= s[r];
    }
}

/* columns at a time, as many as the processor has registers for. */
INLINE void take_pair(struct front *t, const struct block *b, int i, int j, const int columns)
{
    int top = b->from + b->width, rows = rows_of(t, b, i), wide = rows_of(t, b, j);
    const double *x = b->tile + (size_t)i * TILE * (size_t)b->width,
                 *y = b->tile + (size_t)j * TILE * (size_t)b->width;
    int k = 0;
    for (; k + columns <= wide; k += columns) {
        double *c = entry(t, top + i * TILE, top + j * TILE + k);
        if (rows == TILE)
            take_off(x, y + k, b->width, c, (size_t)t->n, TILE, columns);
        else
            take_off(x, y + k, b->width, c, (size_t)t->n, rows, columns);
    }
    for (; k < wide; k++)
        take_off(x, y + k, b->width, entry(t, top + i * TILE, top + j * TILE + k),
                 (size_t)t->n, rows, 1);
}

/* Two threads share a large front, each every second tile: who does a tile does not change what
 * comes out. */
struct work {
    struct front front;
    struct block block;
    int pivots, threads;
    const double *least;
    pthread_barrier_t barrier;
};

static void meet(struct work *w)
{
    if (w->threads > 1)
        pthread_barrier_wait(&w->barrier);
}

static void next_block(struct work *w)
{
    struct block *b = &w->block;
    b->from += b->width;
    b->width = w->pivots - b->from < BLOCK ? w->pivots - b->from : BLOCK;
    b->n_tiles = (w->front.n - b->from - b->width + TILE - 1) / TILE;
    if (b->width > 0)
        factor_corner(&w->front, b, w->least);
}

INLINE void eliminate(struct work *w, int me, const int columns)
{
    struct front *t = &w->front;
    const struct block *b = &w->block;
    for (;;) {
        if (me == 0)
            next_block(w);
        meet(w);
        if (b->width == 0)
            return;
        for (int i = me; i < b->n_tiles; i += w->threads) {
            double *x = b->tile + (size_t)i * TILE * (size_t)b->width;
            gather(t, b, i, x);
            solve_tile(b, x);
            scatter(t, b, i, x);
        }
        meet(w);
        for (int j = me; j < b->n_tiles; j += w->threads)
            for (int i = j; i < b->n_tiles; i++)
                take_pair(t, b, i, j, columns);
        meet(w);
    }
}

static void eliminate_anywhere(struct work *w, int me) { eliminate(w, me, 1); }

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void eliminate_avx2(struct work *w, int me)
{
    eliminate(w, me, 2);
}

__attribute__((target("avx512f"))) static void eliminate_avx512(struct work *w, int me)
{
    eliminate(w, me, 8);
}
#endif

static void eliminate_here(struct work *w, int me)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        eliminate_avx512(w, me);
    else if (__builtin_cpu_supports("avx2"))
        eliminate_avx2(w, me);
    else
#endif
        eliminate_anywhere(w, me);
}

static void *help(void *work)
{
    eliminate_here(work, 1);
    return NULL;
}

/* Where no second thread can be had, one does it all. */
static void eliminate_together(struct work *w)
{
    pthread_t helper;
    bool can_meet = pthread_barrier_init(&w->barrier, NULL, 2) == 0;
    w->threads = 2;
    bool helped = can_meet && pthread_create(&helper, NULL, help, w) == 0;
    if (!helped)
        w->threads = 1;
    eliminate_here(w, 0);
    if (helped)
        pthread_join(helper, NULL);
    if (can_meet)
        pthread_barrier_destroy(&w->barrier);
}

void dense_eliminate(double *f, int n, int pivots, const double *least)
{
    enum { LARGE = 1000 };
    struct work *w = malloc(sizeof *w);
    size_t most = ((size_t)n / TILE + 1) * TILE * BLOCK * sizeof(double);
    if (!w)
        abort();
    w->front = (struct front){ f, n };
    w->block.from = w->block.width = 0;
    w->block.tile = aligned_alloc(64, most);
    w->pivots = pivots;
    w->least = least;
    w->threads = 1;
    if (!w->block.tile)
        abort();
    if (n > LARGE)
        eliminate_together(w);
    else
        eliminate_here(w, 0);
    free(w->block.tile);
    free(w);
}
