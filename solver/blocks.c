/* blocks.c - a program that falls apart into blocks, but for some rows: one block at a time.
 *
 * All blocks but one stay as the best plan has them, and the one is searched with what they leave
 * of the common rows.
 */
#include <math.h>
#include <string.h>

#include "search.h"

/* The best plan's part of the block; NULL where there is none. */
static double *part_of_plan(struct arena *a, const struct search *s, const struct part *p)
{
    double *plan = s->plan ? NEW_ARRAY(a, double, p->m.n_cols) : NULL;
    for (int c = 0; plan && c < p->m.n_cols; c++)
        plan[c] = s->plan[p->column[c]];
    return plan;
}

/* The block beside the others as x has them, into x; false: it has no plan there. */
static bool search_block(struct search *s, int block, int moves, bool with_wholes, double *x)
{
    struct arena *a = arena_new();
    struct part p = cut_out_beside(a, s, block, x);
    struct search frame = { .arena = a, .m = &p.m, .cost = p.m.cost, .gap = s->gap,
                            .stop = s->stop, .until = s->until, .depth = s->depth + 1,
                            .plan = part_of_plan(a, s, &p) };
    search_begin(&frame);
    struct window w = window_open(&frame);
    for (int c = 0; !with_wholes && c < p.m.n_cols; c++)
        if (p.m.integer[c])
            window_set(&w, c, frame.lower[c], frame.lower[c]);
    double *of_block = NEW_ARRAY(a, double, p.m.n_cols);
    bool found = sub_plan(&frame, &w, moves, of_block);
    for (int c = 0; found && c < p.m.n_cols; c++)
        x[p.column[c]] = of_block[c];
    window_close(&w);
    arena_free(a);
    return found;
}

/* Each block in turn takes what those before it have left, those after it take nothing. */
static bool plan_in_turn(struct search *s, bool with_wholes)
{
    double *x = NEW_ARRAY(s->arena, double, s->m->n_cols);
    memcpy(x, s->lower, (size_t)s->m->n_cols * sizeof *x);
    for (int b = 0; b < s->m->n_blocks && !out_of_time(s); b++)
        if (!search_block(s, b, 0, with_wholes, x))
            return false;
    return keep_if_better(s, x, "plan");
}

/* What can be had without any cohort or contract, which is soon found; where a floor forbids
 * nothing, with them. */
bool plan_by_blocks(struct search *s)
{
    return plan_in_turn(s, false) || plan_in_turn(s, true);
}

bool improve_block(struct search *s, int block, int moves)
{
    struct arena *a = arena_new();
    double *x = NEW_ARRAY(a, double, s->m->n_cols);
    memcpy(x, s->plan, (size_t)s->m->n_cols * sizeof *x);
    bool better = search_block(s, block, moves, true, x) && keep_if_better(s, x, "improve");
    arena_free(a);
    return better;
}
