/* log_blocks.c - the reasons of blocks that are proven apart: see lagrange.c. */
#include "log.h"

enum { MOST_BYTES = 160 << 20 }; /* of the logs of all blocks */

struct log *log_of_block(const struct search *s, struct search *block, const struct part *p)
{
    struct log_part part = { p->m.n_rows, p->m.n_cols, p->row, p->column };
    return s->proof > 0 ? log_new(block, &part, (size_t)(MOST_BYTES / s->m->n_blocks)) : NULL;
}

/* Of the rows of a block or, -1, of those that blocks share; y NULL: none. */
static struct priced *prices_of(struct arena *a, const struct search *s, const double *y,
                                int block, int *n)
{
    struct priced *price = NEW_ARRAY(a, struct priced, s->m->n_rows + 1);
    *n = 0;
    for (int i = 0; y && i < s->m->n_rows; i++)
        if (s->m->row_block[i] == block && (y[i] > 0 || y[i] < 0))
            price[(*n)++] = (struct priced){ i, y[i] };
    return price;
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
        b[k].price = prices_of(a, s, s->dual, k, &b[k].n_prices);
    }
    const struct priced *common = prices_of(a, s, price, -1, &n_common);
    log_write_blocks(s->m, common, n_common, b, n, f);
    arena_free(a);
}
