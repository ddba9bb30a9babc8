/* blocks.c - a program that falls apart into blocks, but for some rows: one block at a time.
 *
 * Planning: all blocks but one stay as the best plan has them, and the one is searched with what
 * they leave of the common rows.  Proving: the common rows are priced by the relaxation's duals
 * and the blocks, each on its own, are cut and branched (Lagrangian relaxation, Geoffrion 1974).
 */
#include <math.h>
#include <string.h>

#include "search.h"

/* ---- planning ---- */

static void hold_others(const struct search *s, struct window *w, int block, const double *x)
{
    for (int j = 0; j < s->m->n_cols; j++)
        if (s->m->col_block[j] >= 0 && s->m->col_block[j] != block)
            window_set(w, j, x[j], x[j]);
}

/* Each block in turn takes what those before it have left, those after it take nothing. */
bool plan_by_blocks(struct search *s)
{
    double *x = NEW_ARRAY(s->arena, double, s->m->n_cols);
    memcpy(x, s->lower, (size_t)s->m->n_cols * sizeof *x);
    for (int b = 0; b < s->m->n_blocks && !out_of_time(s); b++) {
        struct window w = window_open(s);
        hold_others(s, &w, b, x);
        bool found = sub_search_block(s, &w, b, 0, x);
        window_close(&w);
        if (!found)
            return false;
    }
    return keep_if_better(s, x, "plan");
}

bool improve_block(struct search *s, int block, int moves)
{
    struct window w = window_open(s);
    hold_others(s, &w, block, s->plan);
    bool better = sub_search(s, &w, moves);
    window_close(&w);
    return better;
}

/* ---- proving ---- */

struct part {                 /* the columns of a block, and the rows that are its alone */
    struct matrix m;
    int *row, *column;        /* of the whole */
    double bound;
};

/* Costs less the price of what the columns take of the common rows. */
static double *priced_costs(struct search *s, double *constant)
{
    const struct matrix *m = s->m;
    double *cost = NEW_ARRAY(s->arena, double, m->n_cols);
    memcpy(cost, s->cost, (size_t)m->n_cols * sizeof *cost);
    *constant = s->constant;
    for (int i = 0; i < m->n_rows; i++) {
        double y = legal_dual(s->dual[i], m->row_lower[i], m->row_upper[i]);
        if (m->row_block[i] >= 0)
            continue;
        for (int64_t e = s->rows.start[i]; (y > 0 || y < 0) && e < s->rows.start[i + 1]; e++)
            cost[s->rows.column[e]] -= y * s->rows.value[e];
        *constant += y > 0 ? y * m->row_lower[i] : y < 0 ? y * m->row_upper[i] : 0;
    }
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_block[j] < 0)
            *constant += cost[j] * (cost[j] > 0 ? s->lower[j] : s->upper[j]);
    return cost;
}

static void make_room(struct arena *a, const struct matrix *m, struct part *p)
{
    struct matrix *t = &p->m;
    t->start = NEW_ARRAY(a, int64_t, t->n_cols + 1);
    t->row = NEW_ARRAY(a, int, m->start[m->n_cols]);
    t->value = NEW_ARRAY(a, double, m->start[m->n_cols]);
    t->row_lower = NEW_ARRAY(a, double, t->n_rows);
    t->row_upper = NEW_ARRAY(a, double, t->n_rows);
    t->col_lower = NEW_ARRAY(a, double, t->n_cols);
    t->col_upper = NEW_ARRAY(a, double, t->n_cols);
    t->cost = NEW_ARRAY(a, double, t->n_cols);
    t->integer = NEW_ARRAY(a, bool, t->n_cols);
    t->col_group = m->col_group ? NEW_ARRAY(a, int, t->n_cols) : NULL;
    t->n_groups = m->n_groups;
    p->row = NEW_ARRAY(a, int, t->n_rows);
    p->column = NEW_ARRAY(a, int, t->n_cols);
}

static void copy_column(struct part *p, const struct search *s, const double *cost,
                        const int *new_row, int j, int c)
{
    const struct matrix *m = s->m;
    struct matrix *t = &p->m;
    int64_t at = t->start[c];
    for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
        if (new_row[m->row[k]] >= 0) {
            t->row[at] = new_row[m->row[k]];
            t->value[at++] = m->value[k];
        }
    t->start[c + 1] = at;
    t->col_lower[c] = s->lower[j];
    t->col_upper[c] = s->upper[j];
    t->cost[c] = cost[j];
    t->integer[c] = m->integer[j];
    if (t->col_group)
        t->col_group[c] = m->col_group[j];
    p->column[c] = j;
}

/* What the relaxation's duals prove of the part. */
static double first_bound(struct arena *a, const struct search *s, const struct part *p)
{
    double *y = NEW_ARRAY(a, double, p->m.n_rows);
    for (int i = 0; i < p->m.n_rows; i++)
        y[i] = s->dual[p->row[i]];
    return matrix_dual_bound(&p->m, p->m.cost, 0, y);
}

static struct part cut_out(struct arena *a, const struct search *s, const double *cost, int block)
{
    const struct matrix *m = s->m;
    struct part p = { 0 };
    int *new_row = NEW_ARRAY(a, int, m->n_rows), c = 0;
    for (int i = 0; i < m->n_rows; i++)
        new_row[i] = m->row_block[i] == block ? p.m.n_rows++ : -1;
    for (int j = 0; j < m->n_cols; j++)
        p.m.n_cols += m->col_block[j] == block;
    make_room(a, m, &p);
    for (int i = 0; i < m->n_rows; i++)
        if (new_row[i] >= 0) {
            p.m.row_lower[new_row[i]] = m->row_lower[i];
            p.m.row_upper[new_row[i]] = m->row_upper[i];
            p.row[new_row[i]] = i;
        }
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_block[j] == block)
            copy_column(&p, s, cost, new_row, j, c++);
    return p;
}

struct sum { struct search *s; struct part *part; double constant; int at; };

static void tell_sum(void *context, const struct search *block, const char *phase, bool new_plan)
{
    struct sum *sum = context;
    double bound = sum->constant;
    (void)phase, (void)new_plan;
    sum->part[sum->at].bound = fmax(sum->part[sum->at].bound, block->bound);
    for (int b = 0; b < sum->s->m->n_blocks; b++)
        bound += sum->part[b].bound;
    if (bound > sum->s->bound) {
        sum->s->bound = bound;
        sum->s->tell(sum->s->context, sum->s, "search", false);
    }
}

/* One after another, each in its share of the time that is left. */
static void prove_part(struct sum *sum, double until)
{
    struct search *s = sum->s;
    struct arena *a = arena_new();
    struct matrix wide = with_sums(a, &sum->part[sum->at].m), *m = &wide;
    struct search block = { .arena = a, .m = m, .cost = m->cost, .gap = 1e-4, .stop = s->stop,
                            .until = until, .depth = 1, .proof_only = true,
                            .first_sum = sum->part[sum->at].m.n_cols, .tell = tell_sum,
                            .context = sum };
    search_run(&block);
    tell_sum(sum, &block, "end", false);
    if (block.lp)
        lp_free(block.lp);
    arena_free(a);
}

void prove_blocks(struct search *s, double until)
{
    int n = s->m->n_blocks;
    struct sum sum = { .s = s, .part = NEW_ARRAY(s->arena, struct part, n) };
    double *cost = priced_costs(s, &sum.constant);
    for (int b = 0; b < n; b++) {
        sum.part[b] = cut_out(s->arena, s, cost, b);
        sum.part[b].bound = first_bound(s->arena, s, &sum.part[b]);
    }
    for (sum.at = 0; sum.at < n && !out_of_time(s); sum.at++)
        prove_part(&sum, seconds_now() + (until - seconds_now()) / (n - sum.at));
}

/* ---- a basis to begin with ---- */

/* The optimum of each block that knows nothing of the common rows; dual feasible for the whole. */
void begin_from_blocks(struct search *s)
{
    const struct matrix *m = s->m;
    unsigned char *basis = NEW_ARRAY(s->arena, unsigned char, m->n_rows + m->n_cols);
    lp_get_basis(s->lp, basis);
    for (int b = 0; b < m->n_blocks && !out_of_time(s); b++) {
        struct arena *a = arena_new();
        struct part p = cut_out(a, s, s->cost, b);
        struct lp *lp = lp_new(&p.m, p.m.cost);
        unsigned char *of_part = arena_alloc(a, lp_basis_size(lp), 1);
        if (lp_solve(lp, DUAL, s->until, s->stop) == LP_OPTIMAL) {
            lp_get_basis(lp, of_part);
            for (int i = 0; i < p.m.n_rows; i++)
                basis[p.row[i]] = of_part[i];
            for (int c = 0; c < p.m.n_cols; c++)
                basis[m->n_rows + p.column[c]] = of_part[p.m.n_rows + c];
        }
        lp_free(lp);
        arena_free(a);
    }
    lp_set_basis(s->lp, basis, (size_t)(m->n_rows + m->n_cols));
}
