/* log_blocks.c - the reasons of blocks that are proven apart: see lagrange.c. */
#include "log.h"

enum { MOST_BYTES = 160 << 20 }; /* of the logs of all blocks */

struct log *log_of_block(const struct search *s, struct search *block, const struct part *p)
{
    struct log_part part = { p->m.n_rows, p->m.n_cols, p->row, p->column };
    size_t most = (size_t)(MOST_BYTES / s->m->n_blocks);
    return s->proof > 0 ? log_new(s->arena, block, &part, most) : NULL;
}

/* Of these rows; y NULL: none. */
static struct priced *prices_of(struct arena *a, const double *y, const int *row, int n_rows,
                                int *n)
{
    struct priced *price = NEW_ARRAY(a, struct priced, n_rows + 1);
    *n = 0;
    for (int k = 0; y && k < n_rows; k++)
        if (y[row[k]] > 0 || y[row[k]] < 0)
            price[(*n)++] = (struct priced){ row[k], y[row[k]] };
    return price;
}

static int *common_rows(struct arena *a, const struct matrix *m, int *n)
{
    int *row = NEW_ARRAY(a, int, m->n_rows + 1);
    *n = 0;
    for (int i = 0; i < m->n_rows; i++)
        if (m->row_block[i] < 0)
            row[(*n)++] = i;
    return row;
}

void log_blocks(const struct search *s, const struct part *part, const struct search *block,
                const double *price, double proves, struct log_file *f)
{
    int n = s->m->n_blocks, n_common;
    if (s->proof <= 0 || (f->to > 0 && proves < f->proves))
        return;
    struct arena *a = arena_new();
    struct log_block *b = NEW_ARRAY(a, struct log_block, n);
    f->fd = s->proof;
    f->proves = proves;
    for (int k = 0; k < n; k++) {
        bool known = block[k].log && log_root(block[k].log)->price &&
                     !(block[k].bound < part[k].bound); /* which the relaxation's duals prove */
        b[k] = (struct log_block){ .log = known ? block[k].log : NULL,
                                   .n_columns = part[k].m.n_cols, .column = part[k].column };
        b[k].price = prices_of(a, s->dual, part[k].row, part[k].m.n_rows, &b[k].n_prices);
    }
    int n_rows, *row = common_rows(a, s->m, &n_rows);
    const struct priced *common = prices_of(a, price, row, n_rows, &n_common);
    log_write_blocks(s->m, common, n_common, b, n, f);
    arena_free(a);
}
