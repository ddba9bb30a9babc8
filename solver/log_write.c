/* log_write.c - what is needed of a log, as bytes: certificate.h has the format.
 *
 * Divisions whose parts know nothing better than the whole are taken back; of the cuts those are
 * written that a price or a reason names.
 */
#include <math.h>
#include <string.h>

#include "log_private.h"

struct pen {
    struct arena *arena;
    unsigned char *byte;
    int n, room;
    int n_rows, n_cols, n_cuts; /* of the whole; in all logs */
    int more_rows, more_cols;  /* that splits and sums add, in all logs */
    const struct log *l;       /* the one at work, its number among all */
    int at;
    int *first_row, *first_col; /* [n logs] of those its own begin after so many */
    int **number;              /* [n logs][n_cuts] 1 + as they are written, 0: not needed */
};

/* ---- bytes ---- */

static void put_byte(struct pen *p, unsigned v)
{
    *PUSH(p->arena, p->byte, p->n, p->room) = (unsigned char)v;
}

static void put_natural(struct pen *p, uint64_t v)
{
    for (; v >= 128; v >>= 7)
        put_byte(p, (unsigned)(v & 127) | 128);
    put_byte(p, (unsigned)v);
}

static void put_whole(struct pen *p, int64_t v)
{
    put_natural(p, v < 0 ? ((uint64_t)~v << 1) | 1 : (uint64_t)v << 1);
}

/* A whole number is one even natural; any other is 1 and its eight bytes, the last first. */
static void put_real(struct pen *p, double v)
{
    static const double LARGE = 1 << 30;
    uint64_t bits;
    if (fabs(v) < LARGE && !(v < floor(v)) && !(v > floor(v))) {
        int64_t w = (int64_t)v;
        put_natural(p, (w < 0 ? ((uint64_t)-w << 1) | 1 : (uint64_t)w << 1) << 1);
        return;
    }
    memcpy(&bits, &v, sizeof bits);
    put_byte(p, 1);
    for (int i = 0; i < 64; i += 8)
        put_byte(p, (unsigned)(bits >> i) & 255);
}

/* ---- what is needed ---- */

static void need_row(struct pen *p, int row)
{
    if (row < 0)
        p->number[p->at][~row] = 1;
}

static bool knows_nothing(const struct log_node *x)
{
    return !x->child[0] && !x->price && !x->impossible;
}

static bool is_leaf(const struct log_node *x)
{
    return !x->child[0] || x->impossible ||
           (knows_nothing(x->child[0]) && knows_nothing(x->child[1]));
}

static void need_prices(struct pen *p, const struct log_node *x)
{
    for (int k = 0; x && k < x->n_prices; k++)
        need_row(p, x->price[k].row);
}

/* Prices of the nearest above that has any hold below as well. */
static void need_node(struct pen *p, const struct log_node *x, const struct log_node *priced)
{
    priced = x->price ? x : priced;
    if (!is_leaf(x)) {
        need_node(p, x->child[0], priced);
        need_node(p, x->child[1], priced);
        return;
    }
    need_prices(p, priced);
}

/* Reasons name earlier cuts alone. */
static void number_cuts(struct pen *p)
{
    int *number = p->number[p->at];
    for (int i = p->l->n_cuts - 1; i >= 0; i--)
        for (int side = 0; number[i] && side < 2; side++)
            for (int k = 0; k < p->l->cut[i].why.n_rows[side]; k++)
                need_row(p, p->l->cut[i].why.row[side][k].row);
    for (int i = 0; i < p->l->n_cuts; i++)
        if (number[i])
            number[i] = ++p->n_cuts;
}

/* ---- parts ---- */

static void put_row(struct pen *p, int row)
{
    const struct log_part *part = p->l ? &p->l->part : NULL;
    if (row < 0)
        row = p->n_rows + p->more_rows + p->number[p->at][~row] - 1;
    else if (part && row >= part->n_rows)
        row += p->n_rows - part->n_rows + p->first_row[p->at];
    else if (part && part->row)
        row = part->row[row];
    put_natural(p, (uint64_t)row);
}

static int column_of(const struct pen *p, int column)
{
    const struct log_part *part = &p->l->part;
    if (column >= part->n_cols)
        return column + p->n_cols - part->n_cols + p->first_col[p->at];
    return column >= 0 && part->column ? part->column[column] : column;
}

static void put_column(struct pen *p, int column)
{
    put_natural(p, (uint64_t)column_of(p, column));
}

static void put_prices(struct pen *p, const struct priced *price, int n)
{
    put_natural(p, (uint64_t)n);
    for (int k = 0; k < n; k++) {
        put_row(p, price[k].row);
        put_real(p, price[k].price);
    }
}

static void put_steps(struct pen *p, const struct log_step *step, int n)
{
    put_natural(p, (uint64_t)n);
    for (int k = 0; k < n; k++) {
        put_row(p, step[k].row);
        put_natural(p, (uint64_t)(column_of(p, step[k].column) + 1));
    }
}

static void put_cut(struct pen *p, const struct log_cut *c)
{
    put_natural(p, (uint64_t)c->n);
    for (int k = 0; k < c->n; k++) {
        put_column(p, c->column[k]);
        put_real(p, c->value[k]);
    }
    put_natural(p, (uint64_t)c->why.n_split);
    for (int k = 0; k < c->why.n_split; k++) {
        put_column(p, c->why.split[k].column);
        put_whole(p, (int64_t)c->why.split[k].times);
    }
    put_whole(p, (int64_t)c->why.at);
    for (int side = 0; side < 2; side++) {
        put_real(p, c->why.price[side]);
        put_prices(p, c->why.row[side], c->why.n_rows[side]);
    }
    put_steps(p, c->step, c->n_steps);
}

enum { PRICED, IMPOSSIBLE, DIVIDED };

static void put_node(struct pen *p, const struct log_node *x, const struct log_node *priced)
{
    priced = x->price ? x : priced;
    put_steps(p, x->step, x == p->l->root ? 0 : x->n_steps);
    if (is_leaf(x)) {
        bool ray = x->impossible && x->price;
        put_natural(p, x->impossible ? IMPOSSIBLE : PRICED);
        put_prices(p, ray ? x->price : priced ? priced->price : NULL,
                   x->impossible && !ray ? 0 : priced ? priced->n_prices : 0);
        return;
    }
    put_natural(p, DIVIDED);
    put_column(p, x->column);
    put_whole(p, (int64_t)x->value);
    put_node(p, x->child[0], priced);
    put_node(p, x->child[1], priced);
}

/* Divided, its own prices prove nothing that is needed, but whoever goes on from it begins there:
 * they stand on a side on which there is nothing. */
static void put_root(struct pen *p)
{
    const struct log_node *root = p->l->root;
    bool beside = !is_leaf(root) && root->price;
    if (beside) {
        put_natural(p, 0);
        put_natural(p, DIVIDED);
        put_column(p, root->column);
        put_whole(p, (int64_t)p->l->top);
    }
    put_node(p, root, NULL);
    if (beside) {
        put_natural(p, 0);
        put_natural(p, PRICED);
        put_prices(p, root->price, root->n_prices);
    }
}

/* ---- all of it ---- */

/* Columns, rows that splits and sums add. */
static int more_cols(const struct log *l) { return l ? l->n_cols - l->part.n_cols : 0; }
static int more_rows(const struct log *l) { return l ? l->n_rows - l->part.n_rows : 0; }

static int sums_of(const struct log *l) { return more_cols(l) - l->splits.n_cols; }

static void take_up(struct pen *p, const struct log *l, int at)
{
    p->l = l;
    p->at = at;
}

static struct pen pen_new(const struct matrix *m, const struct log_block *block, int n)
{
    struct arena *a = arena_new();
    struct pen p = { .arena = a, .n_rows = m->n_rows, .n_cols = m->n_cols,
                     .first_row = NEW_ARRAY(a, int, n), .first_col = NEW_ARRAY(a, int, n),
                     .number = NEW_ARRAY(a, int *, n) };
    for (int b = 0; b < n; b++) {
        p.first_row[b] = p.more_rows;
        p.first_col[b] = p.more_cols;
        p.more_rows += more_rows(block[b].log);
        p.more_cols += more_cols(block[b].log);
    }
    for (int b = 0; b < n; b++) {
        take_up(&p, block[b].log, b);
        if (!p.l)
            continue;
        log_keep_sums(block[b].log);
        p.number[b] = NEW_ARRAY(a, int, p.l->n_cuts + 1);
        need_node(&p, p.l->root, NULL);
        need_prices(&p, p.l->root);
        number_cuts(&p);
    }
    return p;
}

enum { SUM, SPLIT };

/* What is added up in the sum's own row, but for the sum. */
static void put_sums(struct pen *p)
{
    for (int k = 0; k < sums_of(p->l); k++) {
        const struct log_sum *sum = &p->l->sum[k];
        put_natural(p, SUM);
        put_natural(p, (uint64_t)sum->n);
        for (int c = 0; c < sum->n; c++)
            put_column(p, sum->column[c]);
    }
}

static void put_split_part(struct pen *p, const struct split_part *part)
{
    struct priced seats = { part->seats, part->price };
    put_natural(p, (uint64_t)part->n);
    for (int c = 0; c < part->n; c++)
        put_column(p, part->column[c]);
    put_prices(p, &seats, part->price < 0);
}

static void put_split(struct pen *p, const struct split *t)
{
    put_natural(p, SPLIT);
    put_row(p, t->row);
    put_row(p, t->choice);
    put_natural(p, (uint64_t)t->n_steps);
    for (int k = 0; k < t->n_steps; k++) {
        put_column(p, t->step[k].amount);
        put_column(p, t->step[k].on);
        put_row(p, t->step[k].shut);
    }
    put_natural(p, (uint64_t)t->n_parts);
    for (int o = 0; o < t->n_parts; o++)
        put_split_part(p, &t->part[o]);
}

static void put_additions(struct pen *p, const struct log_block *block, int n)
{
    uint64_t n_additions = 0;
    for (int b = 0; b < n; b++)
        if (block[b].log)
            n_additions += (uint64_t)(block[b].log->splits.n + sums_of(block[b].log));
    put_natural(p, n_additions);
    for (int b = 0; b < n; b++) {
        take_up(p, block[b].log, b);
        for (int k = 0; p->l && k < p->l->splits.n; k++)
            put_split(p, &p->l->splits.split[k]);
        if (p->l)
            put_sums(p);
    }
}

static void put_facts(struct pen *p, const struct log_block *block, int n)
{
    uint64_t n_steps = 0;
    put_additions(p, block, n);
    for (int b = 0; b < n; b++)
        n_steps += block[b].log ? (uint64_t)block[b].log->root->n_steps : 0;
    put_natural(p, n_steps);
    for (int b = 0; b < n; b++) {
        take_up(p, block[b].log, b);
        for (int k = 0; p->l && k < p->l->root->n_steps; k++) {
            put_row(p, p->l->root->step[k].row);
            put_natural(p, (uint64_t)(column_of(p, p->l->root->step[k].column) + 1));
        }
    }
    put_natural(p, (uint64_t)p->n_cuts);
    for (int b = 0; b < n; b++) {
        take_up(p, block[b].log, b);
        for (int i = 0; p->l && i < p->l->n_cuts; i++)
            if (p->number[b][i])
                put_cut(p, &p->l->cut[i]);
    }
}

static void put_block(struct pen *p, const struct log_block *b)
{
    put_natural(p, (uint64_t)(b->n_columns + more_cols(p->l)));
    for (int k = 0; k < b->n_columns; k++)
        put_natural(p, (uint64_t)b->column[k]);
    for (int k = 0; k < more_cols(p->l); k++)
        put_column(p, p->l->part.n_cols + k);
    if (p->l) {
        put_root(p);
        return;
    }
    put_natural(p, 0); /* no steps, undivided */
    put_natural(p, 0);
    put_prices(p, b->price, b->n_prices);
}

void log_write(struct log *l, int fd, double every)
{
    if (!l || fd <= 0 || seconds_now() < l->file.last + every)
        return;
    l->file.fd = fd;
    struct matrix m = { .n_rows = l->part.n_rows, .n_cols = l->part.n_cols };
    struct log_block all = { .log = l };
    struct pen p = pen_new(&m, &all, 1);
    put_facts(&p, &all, 1);
    put_natural(&p, 0);
    put_root(&p);
    log_put(p.byte, p.n, &l->file);
    arena_free(p.arena);
}

void log_write_blocks(const struct matrix *m, const struct priced *common, int n_common,
                      const struct log_block *block, int n, struct log_file *f)
{
    if (f->fd <= 0)
        return;
    double began = seconds_now();
    struct pen p = pen_new(m, block, n);
    put_facts(&p, block, n);
    put_natural(&p, (uint64_t)n);
    take_up(&p, NULL, 0);
    put_prices(&p, common, n_common);
    for (int b = 0; b < n; b++) {
        take_up(&p, block[b].log, b);
        put_block(&p, &block[b]);
    }
    log_put(p.byte, p.n, f);
    f->took = seconds_now() - began;
    arena_free(p.arena);
}
