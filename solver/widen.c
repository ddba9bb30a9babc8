/* widen.c - a relaxation with the parts of its contracts by step, and with sums.
 *
 * A buyer could have a contract with each provider in each period, and has a few.  Parts of the
 * others would make the linear program twice as long, so those alone are there that the narrow
 * relaxation uses; with them it is relaxed, and what it uses then comes as well, and so on.
 */
#include <string.h>

#include "search.h"
#include "splits.h"

/* The relaxation's basis in the wider program: what it does not know yet costs nothing, and the
 * sums are those of its columns. */
static unsigned char *wider_basis(struct arena *a, const struct search *s,
                                  const struct matrix *split, const struct matrix *wide)
{
    enum { IS_BASIC = 1, IS_AT_LOWER = 2, IS_FIXED = 5 };
    int rows = s->m->n_rows, cols = s->m->n_cols;
    unsigned char *basis = arena_alloc(a, (size_t)(wide->n_rows + wide->n_cols), 1);
    unsigned char *of_columns = basis + wide->n_rows;
    memset(basis, IS_FIXED, (size_t)wide->n_rows);
    memset(basis, IS_BASIC, (size_t)split->n_rows);
    memcpy(basis, s->ended_at, (size_t)rows);
    memset(of_columns, IS_BASIC, (size_t)wide->n_cols);
    memset(of_columns, IS_AT_LOWER, (size_t)split->n_cols);
    memcpy(of_columns, s->ended_at + rows, (size_t)cols);
    return basis;
}

/* The split program relaxed from where s ended; false: not to its end. */
static bool relax(struct arena *a, struct search *s, const struct matrix *split)
{
    struct search next = { .arena = a, .m = split, .cost = split->cost, .stop = s->stop,
                           .until = s->until, .cuts_until = s->cuts_until, .depth = 1,
                           .tell = tell_nothing,
                           .basis = s->ended_at ? wider_basis(a, s, split, split) : NULL };
    search_begin_relaxation(&next);
    bool solved = search_relax(&next) == LP_OPTIMAL;
    lp_free(next.lp);
    next.lp = NULL;
    if (solved)
        *s = next;
    return solved;
}

/* Those that are there and those of contracts in use at x, at the costs at work. */
static struct matrix *split_at(struct arena *a, struct arena *keep, const struct search *narrow,
                               const double *x, struct splits *splits)
{
    struct matrix *split = NEW(a, struct matrix);
    *split = with_splits(a, keep, narrow->m, x, splits);
    memcpy(split->cost, narrow->cost, (size_t)narrow->m->n_cols * sizeof(double));
    return split;
}

struct wider widen(struct arena *a, struct arena *keep, const struct search *narrow,
                   const double *x)
{
    enum { ROUNDS = 3 };
    struct search s = *narrow;
    struct splits *splits = NEW(keep, struct splits);
    struct matrix *split = split_at(a, keep, narrow, x, splits);
    for (int round = 0; round < ROUNDS && !splits->complete &&
         seconds_now() < narrow->cuts_until && relax(a, &s, split); round++) {
        int n = splits->n;
        struct matrix *more = split_at(a, keep, narrow, s.relaxed, splits);
        if (splits->n == n)
            break;
        split = more;
    }
    struct wider w = { .m = with_sums(a, split), .splits = splits, .first_sum = split->n_cols };
    w.basis = s.ended_at ? wider_basis(a, &s, split, &w.m) : NULL;
    return w;
}
