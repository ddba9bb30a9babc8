/* log_read.c - a proof that log_write.c wrote, of this program or one like it: see given.h.
 *
 * Somebody has read it before and found it sound.  Even so, no number leads outside of an array.
 */
#include <math.h>
#include <string.h>

#include "log_read.h"

/* ---- bytes ---- */

static unsigned take_byte(struct raw *r)
{
    r->sound &= r->at < r->end;
    return r->sound ? *r->at++ : 0;
}

static uint64_t take_natural(struct raw *r)
{
    uint64_t v = 0;
    for (int shift = 0; shift < 63; shift += 7) {
        unsigned byte = take_byte(r);
        v |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return v;
    }
    r->sound = false;
    return 0;
}

static int take_below(struct raw *r, int most)
{
    uint64_t v = take_natural(r);
    r->sound &= most > 0 && v < (uint64_t)most;
    return r->sound ? (int)v : 0;
}

/* Each of so many takes a byte at least. */
static int take_count(struct raw *r) { return take_below(r, (int)(r->end - r->at) + 1); }

static double take_whole(struct raw *r)
{
    uint64_t v = take_natural(r);
    return v & 1 ? -1 - (double)(v >> 1) : (double)(v >> 1);
}

static double take_real(struct raw *r)
{
    uint64_t v = take_natural(r), bits = 0;
    double real;
    if (!(v & 1))
        return (v >> 1) & 1 ? -(double)(v >> 2) : (double)(v >> 2);
    for (int i = 0; i < 64; i += 8)
        bits |= (uint64_t)take_byte(r) << i;
    memcpy(&real, &bits, sizeof real);
    r->sound &= isfinite(real);
    return r->sound ? real : 0;
}

static int take_row(struct raw *r)
{
    int row = take_below(r, r->rows + r->cuts);
    return row < r->rows ? row : ~(row - r->rows);
}

static int *take_columns(struct raw *r, int *n)
{
    *n = take_count(r);
    int *column = NEW_ARRAY(r->arena, int, *n + 1);
    for (int k = 0; k < *n && r->sound; k++)
        column[k] = take_below(r, r->cols);
    return column;
}

static struct priced *take_prices(struct raw *r, int *n)
{
    *n = take_count(r);
    struct priced *price = NEW_ARRAY(r->arena, struct priced, *n + 1);
    for (int k = 0; k < *n && r->sound; k++) {
        price[k].row = take_row(r);
        price[k].price = take_real(r);
    }
    return price;
}

static struct log_step *take_steps(struct raw *r, int *n)
{
    *n = take_count(r);
    struct log_step *step = NEW_ARRAY(r->arena, struct log_step, *n + 1);
    for (int k = 0; k < *n && r->sound; k++) {
        step[k].row = take_row(r);
        step[k].column = take_below(r, r->cols + 1) - 1;
    }
    return step;
}

/* ---- what is added ---- */

static void take_part_of(struct raw *r, struct split_part *part)
{
    int n;
    part->column = take_columns(r, &part->n);
    const struct priced *price = take_prices(r, &n);
    part->seats = n > 0 ? price[0].row : -1;
}

static void take_split(struct raw *r, struct addition *x)
{
    struct split *t = &x->split;
    x->is_split = true;
    t->row = take_row(r);
    t->choice = take_row(r);
    t->n_steps = take_count(r);
    t->step = NEW_ARRAY(r->arena, struct split_step, t->n_steps + 1);
    for (int k = 0; k < t->n_steps && r->sound; k++) {
        t->step[k].amount = take_below(r, r->cols);
        t->step[k].on = take_below(r, r->cols);
        t->step[k].shut = take_row(r);
    }
    t->n_parts = take_count(r);
    t->part = NEW_ARRAY(r->arena, struct split_part, t->n_parts + 1);
    for (int o = 0; o < t->n_parts && r->sound; o++)
        take_part_of(r, &t->part[o]);
    x->n_cols = t->n_parts * t->n_steps;
    x->n_rows = t->n_parts * (1 + t->n_steps) + t->n_steps;
    x->block = r->m->row_block ? r->m->row_block[t->row] : 0;
    t->scale = r->sound && t->n_steps > 0 ? entry_of(r->m, t->row, t->step[0].amount) : 0;
}

static void take_sum(struct raw *r, struct addition *x)
{
    x->sum.column = take_columns(r, &x->sum.n);
    x->n_rows = x->n_cols = 1;
    x->block = r->m->col_block && x->sum.n > 0 ? r->m->col_block[x->sum.column[0]] : 0;
}

/* They are of the matrix's own columns, and numbered after all of these. */
static void take_additions(struct raw *r)
{
    enum { SUM, SPLIT, KINDS };
    int n = take_count(r), rows = r->rows, cols = r->cols;
    r->addition = NEW_ARRAY(r->arena, struct addition, n + 1);
    for (r->n_additions = 0; r->n_additions < n && r->sound; r->n_additions++) {
        struct addition *x = &r->addition[r->n_additions];
        if (take_below(r, KINDS) == SPLIT)
            take_split(r, x);
        else
            take_sum(r, x);
        rows += x->n_rows;
        cols += x->n_cols;
    }
    r->rows = rows;
    r->cols = cols;
}

/* ---- cuts and prices ---- */

static void read_cut(struct raw *r, struct log_cut *c)
{
    c->n = take_count(r);
    c->column = NEW_ARRAY(r->arena, int, c->n + 1);
    c->value = NEW_ARRAY(r->arena, double, c->n + 1);
    for (int k = 0; k < c->n && r->sound; k++) {
        c->column[k] = take_below(r, r->cols);
        c->value[k] = take_real(r);
    }
    struct reason *why = &c->why;
    why->n_split = take_count(r);
    why->split = NEW_ARRAY(r->arena, struct times, why->n_split + 1);
    for (int k = 0; k < why->n_split && r->sound; k++) {
        why->split[k].column = take_below(r, r->cols);
        why->split[k].times = take_whole(r);
    }
    why->at = take_whole(r);
    for (int side = 0; side < 2; side++) {
        why->price[side] = take_real(r);
        why->row[side] = take_prices(r, &why->n_rows[side]);
    }
    why->gate = -1;
    c->step = take_steps(r, &c->n_steps);
}

static void read_cuts(struct raw *r)
{
    int n = take_count(r);
    r->cut = NEW_ARRAY(r->arena, struct log_cut, n + 1);
    while (r->cuts < n && r->sound) {
        read_cut(r, &r->cut[r->cuts]);
        r->cuts++;
    }
}

static void take_node(struct raw *r, struct raw_part *p)
{
    enum { PRICED, IMPOSSIBLE, DIVIDED, KINDS };
    int n, open = 1; /* nodes still to come */
    for (; open > 0 && r->sound; open--) {
        take_steps(r, &n);
        int kind = take_below(r, KINDS);
        if (kind == DIVIDED) {
            take_below(r, r->cols);
            take_whole(r);
            open += 2;
            continue;
        }
        struct priced *price = take_prices(r, &n);
        if (kind == PRICED)
            *PUSH(r->arena, p->leaf, p->n, p->room) = (struct leaf){ price, n };
    }
}

static void take_parts(struct raw *r)
{
    r->n_parts = take_count(r);
    if (r->n_parts > 0)
        r->common = take_prices(r, &r->n_common);
    r->part = NEW_ARRAY(r->arena, struct raw_part, r->n_parts + 1);
    for (int k = 0; k < (r->common ? r->n_parts : 1) && r->sound; k++) {
        struct raw_part *p = &r->part[k];
        if (r->common)
            p->column = take_columns(r, &p->n_columns);
        take_node(r, p);
    }
}

bool log_read(struct raw *r, struct arena *a, const struct matrix *m, const struct proven *p)
{
    int n;
    if (!p || !p->bytes)
        return false;
    *r = (struct raw){ .arena = a, .at = p->bytes, .end = p->bytes + p->size, .sound = true,
                          .m = m, .rows = m->n_rows, .cols = m->n_cols };
    take_additions(r);
    take_steps(r, &n);
    read_cuts(r);
    take_parts(r);
    return r->sound && r->at == r->end && r->cuts == p->n_sides;
}
