/* relax_apart.c - the relaxation of a program whose blocks are too many for one.
 *
 * What the simplex method takes grows with the square of the rows, so each block is relaxed on its
 * own, and the rows that they share are priced.
 */
#include <math.h>
#include <string.h>

#include "apart.h"

/* Without a point of one block there is none of the whole. */
static void keep_impossible(struct apart *p, int b)
{
    struct search *block = &p->block[b];
    p->s->infeasible = true;
    block->log = log_of_block(p->s, block, &p->part[b]);
    log_impossible(block->log, log_root(block->log));
    log_blocks(p->s, p->part, p->block, p->price, INFINITY, &p->file);
}

static void begin_block(struct apart *p, int b)
{
    struct search *s = p->s, *block = &p->block[b];
    p->wide[b] = p->part[b].m;
    const struct matrix *m = &p->wide[b];
    *block = (struct search){ .arena = arena_new(), .m = m, .cost = m->cost, .stop = s->stop,
                              .until = s->until, .depth = 1, .tell = tell_nothing };
    search_begin_relaxation(block);
}

static enum lp_answer relax_block(struct apart *p, int b)
{
    struct search *block = &p->block[b];
    enum lp_answer a = search_relax(block);
    p->part[b].bound = block->bound;
    if (a == LP_OPTIMAL) {
        lp_leave_out_slack_rows(block->lp);
        memcpy(block->x, block->relaxed, (size_t)block->m->n_cols * sizeof *block->x);
    }
    return a;
}

/* Block b, by either process; none is waited for while another can be begun. */
static enum lp_answer relax_up_to(struct apart *p, struct helper *other, bool *here, int b)
{
    while (!here[b] && !helper_take(other, b)) {
        int next = helper_next(other);
        if (next < 0 && helper_await(other, b))
            break;
        next = next < 0 ? b : next;
        enum lp_answer a = relax_block(p, next);
        if (a == LP_INFEASIBLE)
            keep_impossible(p, next);
        if (a != LP_OPTIMAL)
            return a;
        here[next] = true;
        if (next > b)
            apart_rest(p, next);
    }
    return LP_OPTIMAL;
}

static enum lp_answer relax_all(struct apart *p, struct helper *other)
{
    int n = p->s->m->n_blocks;
    bool *here = NEW_ARRAY(p->s->arena, bool, n);
    for (p->at = 0; p->at < n; p->at++) {
        enum lp_answer a = relax_up_to(p, other, here, p->at);
        if (a != LP_OPTIMAL)
            return a;
        apart_tell(p);
        apart_show(p, RELAXED_BLOCKS);
        apart_rest(p, p->at);
    }
    return LP_OPTIMAL;
}

static void keep_duals(const struct apart *p)
{
    struct search *s = p->s;
    s->dual = NEW_ARRAY(s->arena, double, s->m->n_rows);
    memcpy(s->dual, p->price, (size_t)s->m->n_rows * sizeof(double));
    for (int b = 0; b < s->m->n_blocks; b++) {
        struct search *block = &p->block[b];
        if (block->lp) {
            lp_dual(block->lp, block->dual);
            lp_get_basis(block->lp, block->ended_at);
        }
        for (int i = 0; i < p->part[b].m.n_rows; i++)
            s->dual[p->part[b].row[i]] = block->dual[i];
    }
}

/* And s->relaxed: where the blocks have their optimum at these, but whole numbers as they have them
 * together. */
static void find_prices(struct apart *p, double until)
{
    const struct effort all = { .until = until, .range = 1, .little = 1e-4, .patience = INFINITY };
    struct search *s = p->s;
    s->relaxed = NEW_ARRAY(s->arena, double, s->m->n_cols);
    if (p->given) { /* at prices that others have found */
        apart_optimum(p, s->relaxed);
        return;
    }
    p->mean = NEW_ARRAY(s->arena, double, s->m->n_cols);
    for (int j = 0; j < s->m->n_cols; j++)
        p->mean[j] = NAN;
    apart_move(p, &all);
    apart_optimum(p, s->relaxed);
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->integer[j] && !isnan(p->mean[j]))
            s->relaxed[j] = p->mean[j];
    p->mean = NULL;
}

enum lp_answer relax_apart(struct apart *p, double until)
{
    struct search *s = p->s;
    bool any_large = false;
    apart_price(p);
    for (int b = 0; b < s->m->n_blocks; b++) {
        begin_block(p, b);
        any_large |= is_large(p->block[b].m);
    }
    struct helper *other = helper_start(p, any_large ? relax_block : NULL);
    enum lp_answer a = relax_all(p, other);
    helper_end(other);
    if (a != LP_OPTIMAL)
        return a;
    find_prices(p, until);
    apart_rest_all(p);
    keep_duals(p);
    s->relaxation = matrix_dual_bound(s->m, s->cost, s->constant, s->dual);
    return LP_OPTIMAL;
}
