/* given_part.c - a proof from before in the numbers of a search: of the whole, or of one block. */
#include <string.h>

#include "log_read.h"

struct numbers { int *row, *column, *cut; }; /* of the whole's, -1: it has none */

/* What the whole adds after its own, the part adds after its own. */
static void number_additions(const struct raw *r, int block, int rows, int cols,
                             struct numbers *of)
{
    int row = r->m->n_rows, col = r->m->n_cols;
    for (int k = 0; k < r->n_additions; k++) {
        const struct addition *x = &r->addition[k];
        bool its = block < 0 || x->block == block;
        for (int i = 0; i < x->n_rows; i++)
            of->row[row++] = its ? rows++ : -1;
        for (int j = 0; j < x->n_cols; j++)
            of->column[col++] = its ? cols++ : -1;
    }
}

static void number_cuts(const struct raw *r, struct numbers *of)
{
    int n = 0;
    for (int i = 0; i < r->cuts; i++)
        of->cut[i] = r->cut[i].n > 0 && of->column[r->cut[i].column[0]] >= 0 ? n++ : -1;
}

/* part NULL: it is the whole. */
static struct numbers numbers_of(const struct raw *r, struct arena *a, const struct part *part,
                                 int block)
{
    const struct matrix *m = part ? &part->m : r->m;
    struct numbers of = { NEW_ARRAY(a, int, r->rows + 1), NEW_ARRAY(a, int, r->cols + 1),
                          NEW_ARRAY(a, int, r->cuts + 1) };
    for (int i = 0; i < r->m->n_rows; i++)
        of.row[i] = part ? -1 : i;
    for (int j = 0; j < r->m->n_cols; j++)
        of.column[j] = part ? -1 : j;
    for (int i = 0; part && i < m->n_rows; i++)
        of.row[part->row[i]] = i;
    for (int j = 0; part && j < m->n_cols; j++)
        of.column[part->column[j]] = j;
    number_additions(r, block, m->n_rows, m->n_cols, &of);
    number_cuts(r, &of);
    return of;
}

/* In one part whatever is of the part: else it is not what it seems. */
static int other_row(struct raw *r, const struct numbers *of, int row)
{
    int number = row < 0 ? of->cut[~row] : of->row[row];
    r->sound &= number >= 0;
    return row < 0 ? ~number : number;
}

static int other_column(struct raw *r, const struct numbers *of, int column)
{
    r->sound &= of->column[column] >= 0;
    return of->column[column];
}

static int *other_columns(struct raw *r, const struct numbers *of, const int *column, int n)
{
    int *other = NEW_ARRAY(r->arena, int, n + 1);
    for (int k = 0; k < n; k++)
        other[k] = other_column(r, of, column[k]);
    return other;
}

static struct priced *other_prices(struct raw *r, const struct numbers *of,
                                   const struct priced *price, int n)
{
    struct priced *other = NEW_ARRAY(r->arena, struct priced, n + 1);
    for (int k = 0; k < n; k++)
        other[k] = (struct priced){ other_row(r, of, price[k].row), price[k].price };
    return other;
}

static struct log_cut other_cut(struct raw *r, const struct numbers *of,
                                const struct log_cut *from)
{
    struct log_cut c = *from;
    c.column = other_columns(r, of, from->column, c.n);
    c.why.split = NEW_ARRAY(r->arena, struct times, c.why.n_split + 1);
    for (int k = 0; k < c.why.n_split; k++)
        c.why.split[k] = (struct times){ other_column(r, of, from->why.split[k].column),
                                         from->why.split[k].times };
    for (int side = 0; side < 2; side++)
        c.why.row[side] = other_prices(r, of, from->why.row[side], c.why.n_rows[side]);
    c.step = NEW_ARRAY(r->arena, struct log_step, c.n_steps + 1);
    for (int k = 0; k < c.n_steps; k++)
        c.step[k] = (struct log_step){ other_row(r, of, from->step[k].row),
                                       from->step[k].column < 0 ? -1
                                       : other_column(r, of, from->step[k].column) };
    return c;
}

static struct split other_split(struct raw *r, const struct numbers *of,
                                const struct split *from)
{
    struct split t = *from;
    t.row = other_row(r, of, from->row);
    t.choice = other_row(r, of, from->choice);
    t.step = NEW_ARRAY(r->arena, struct split_step, t.n_steps + 1);
    for (int k = 0; k < t.n_steps; k++)
        t.step[k] = (struct split_step){ other_column(r, of, from->step[k].amount),
                                         other_column(r, of, from->step[k].on),
                                         other_row(r, of, from->step[k].shut) };
    t.part = NEW_ARRAY(r->arena, struct split_part, t.n_parts + 1);
    for (int o = 0; o < t.n_parts; o++) {
        const struct split_part *part = &from->part[o];
        t.part[o] = (struct split_part){ .seats = part->seats < 0 ? -1
                                                  : other_row(r, of, part->seats),
                                         .n = part->n };
        t.part[o].column = other_columns(r, of, part->column, part->n);
    }
    return t;
}

static void give_additions(struct raw *r, const struct numbers *of, int block, struct given *g)
{
    g->sum = NEW_ARRAY(r->arena, struct log_sum, r->n_additions + 1);
    for (int k = 0; k < r->n_additions; k++) {
        const struct addition *x = &r->addition[k];
        if (block >= 0 && x->block != block)
            continue;
        if (x->is_split)
            *PUSH(r->arena, g->splits.split, g->splits.n, g->splits.room) =
                other_split(r, of, &x->split);
        else
            g->sum[g->n_sums++] = (struct log_sum){ x->sum.n, other_columns(r, of, x->sum.column,
                                                                            x->sum.n) };
    }
}

static struct given *give(struct raw *r, const struct proven *p, const struct part *part,
                          int block, const struct raw_part *prices)
{
    struct arena *scratch = arena_new();
    struct given *g = NEW(r->arena, struct given);
    struct numbers of = numbers_of(r, scratch, part, block);
    give_additions(r, &of, block, g);
    g->cut = NEW_ARRAY(r->arena, struct log_cut, r->cuts + 1);
    g->side = NEW_ARRAY(r->arena, double, r->cuts + 1);
    for (int i = 0; i < r->cuts; i++)
        if (of.cut[i] >= 0) {
            g->side[g->n_cuts] = p->side[i];
            g->cut[g->n_cuts++] = other_cut(r, &of, &r->cut[i]);
        }
    g->leaf = NEW_ARRAY(r->arena, struct leaf, prices->n + 1);
    for (; g->n_leaves < prices->n; g->n_leaves++) {
        const struct leaf *l = &prices->leaf[g->n_leaves];
        g->leaf[g->n_leaves] = (struct leaf){ other_prices(r, &of, l->price, l->n), l->n };
    }
    arena_free(scratch);
    return g;
}

struct given *given_whole(struct arena *a, const struct matrix *m, const struct proven *p)
{
    struct raw r;
    if (!log_read(&r, a, m, p) || r.common)
        return NULL;
    struct given *g = give(&r, p, NULL, -1, &r.part[0]);
    return r.sound ? g : NULL;
}

/* The block whose columns are all of the part's, with others that are added alone; -1: none. */
static int block_of(const struct matrix *m, const struct part *part, const struct raw_part *p)
{
    int block = -1, n = 0;
    for (int k = 0; k < p->n_columns; k++) {
        int j = p->column[k];
        if (j >= m->n_cols)
            continue;
        if (n++ > 0 && m->col_block[j] != block)
            return -1;
        block = m->col_block[j];
    }
    return block >= 0 && n == part[block].m.n_cols ? block : -1;
}

static bool any_price(const struct raw_part *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->leaf[i].n > 0)
            return true;
    return false;
}

static void take_common_prices(const struct raw *r, double *price)
{
    const struct matrix *m = r->m;
    memset(price, 0, (size_t)m->n_rows * sizeof *price);
    for (int k = 0; k < r->n_common; k++) {
        int i = r->common[k].row;
        if (i >= 0 && i < m->n_rows && m->row_block[i] < 0)
            price[i] = legal_dual(r->common[k].price, m->row_lower[i], m->row_upper[i]);
    }
}

struct given **given_blocks(struct arena *a, const struct matrix *m, const struct part *part,
                            const struct proven *p, double *price)
{
    struct raw r;
    bool any = false;
    if (!log_read(&r, a, m, p) || !r.common)
        return NULL;
    struct given **g = NEW_ARRAY(a, struct given *, m->n_blocks + 1);
    for (int k = 0; k < r.n_parts; k++) {
        int b = block_of(m, part, &r.part[k]);
        if (b < 0 || !any_price(&r.part[k]))
            continue;
        r.sound = true;
        g[b] = give(&r, p, &part[b], b, &r.part[k]);
        if (!r.sound)
            g[b] = NULL;
        any |= g[b] != NULL;
    }
    if (!any)
        return NULL;
    take_common_prices(&r, price);
    return g;
}
