/* proof_moved.c - a proof of another program in the numbers of this one.
 *
 * Rows and columns are the same where their names are.  What the other program alone has is left
 * out of sums, prices and steps: nothing in a proof is believed, so the worst that comes of it is
 * that less is proven.
 */
#include <string.h>

#include "scenarios/proof.h"

enum { MOST = 1 << 28 };

struct mover {
    struct bytes in;
    struct pen out;
    const struct renumbering *to;
};

static void add_bytes(struct pen *p, const unsigned char *from, const unsigned char *to)
{
    for (; from < to; from++)
        *PUSH(p->arena, p->byte, p->n, p->room) = *from;
}

static uint64_t copy_natural(struct mover *m)
{
    uint64_t v = take_natural(&m->in, MOST);
    add_natural(&m->out, v);
    return v;
}

/* Those that the proof adds come after the program's.  -1: there is none. */
static int64_t number_in(const int *to, int n, int n_new, int64_t number)
{
    return number < n ? to[number] : number - n + n_new;
}

static int64_t take_any(struct mover *m) { return (int64_t)take_natural(&m->in, MOST); }

static int64_t row_of(struct mover *m)
{
    return number_in(m->to->row, m->to->n_rows, m->to->new_rows, take_any(m));
}

static int64_t column_at(const struct mover *m, int64_t column)
{
    return number_in(m->to->column, m->to->n_columns, m->to->new_columns, column);
}

static int64_t column_of(struct mover *m) { return column_at(m, take_any(m)); }

/* Lists are written when it is known how long they are. */
struct list { struct pen pen; uint64_t n; };

static struct list list_of(const struct mover *m)
{
    return (struct list){ .pen.arena = m->out.arena };
}

static void add_list(struct mover *m, const struct list *l)
{
    add_natural(&m->out, l->n);
    add_bytes(&m->out, l->pen.byte, l->pen.byte + l->pen.n);
}

typedef void take_value(struct mover *m);
static void real(struct mover *m) { take_real(&m->in); }
static void whole(struct mover *m) { take_whole(&m->in); }
static void nothing(struct mover *m) { (void)m; }

/* Numbers of rows or columns, each with a value after it. */
static void move_list(struct mover *m, int64_t (*number)(struct mover *), take_value *value)
{
    struct list l = list_of(m);
    uint64_t n = take_natural(&m->in, MOST);
    for (uint64_t k = 0; k < n && m->in.sound; k++) {
        int64_t to = number(m);
        const unsigned char *from = m->in.at;
        value(m);
        if (to < 0)
            continue;
        add_natural(&l.pen, (uint64_t)to);
        add_bytes(&l.pen, from, m->in.at);
        l.n++;
    }
    add_list(m, &l);
}

static void move_prices(struct mover *m) { move_list(m, row_of, real); }

static void move_steps(struct mover *m)
{
    struct list l = list_of(m);
    uint64_t n = take_natural(&m->in, MOST);
    for (uint64_t k = 0; k < n && m->in.sound; k++) {
        int64_t row = row_of(m), any = take_any(m), column = any > 0 ? column_at(m, any - 1) : -1;
        if (row < 0 || (any > 0 && column < 0))
            continue;
        add_natural(&l.pen, (uint64_t)row);
        add_natural(&l.pen, (uint64_t)(column + 1));
        l.n++;
    }
    add_list(m, &l);
}

/* What a split cannot do without. */
static void move_needed(struct mover *m, int64_t (*number)(struct mover *))
{
    int64_t to = number(m);
    m->in.sound &= to >= 0;
    add_natural(&m->out, m->in.sound ? (uint64_t)to : 0);
}

static void move_split(struct mover *m)
{
    move_needed(m, row_of);
    move_needed(m, row_of);
    uint64_t n_steps = copy_natural(m);
    for (uint64_t k = 0; k < n_steps && m->in.sound; k++) {
        move_needed(m, column_of);
        move_needed(m, column_of);
        move_needed(m, row_of);
    }
    uint64_t n_parts = copy_natural(m);
    for (uint64_t o = 0; o < n_parts && m->in.sound; o++) {
        move_list(m, column_of, nothing);
        move_prices(m);
    }
}

static void move_additions(struct mover *m)
{
    enum { SUM, SPLIT };
    uint64_t n = copy_natural(m);
    for (uint64_t k = 0; k < n && m->in.sound; k++) {
        if (copy_natural(m) == SPLIT)
            move_split(m);
        else
            move_list(m, column_of, nothing);
    }
}

static void copy(struct mover *m, take_value *value)
{
    const unsigned char *from = m->in.at;
    value(m);
    add_bytes(&m->out, from, m->in.at);
}

static void move_cut(struct mover *m)
{
    move_list(m, column_of, real);
    move_list(m, column_of, whole);
    copy(m, whole);
    for (int side = 0; side < 2; side++) {
        copy(m, real);
        move_prices(m);
    }
    move_steps(m);
}

static void move_node(struct mover *m)
{
    enum { DIVIDED = 2 };
    for (int open = 1; open > 0 && m->in.sound; open--) {
        move_steps(m);
        if (copy_natural(m) != DIVIDED) {
            move_prices(m);
            continue;
        }
        move_needed(m, column_of);
        copy(m, whole);
        open += 2;
    }
}

static void move_all(struct mover *m)
{
    move_additions(m);
    move_steps(m);
    uint64_t n_cuts = copy_natural(m);
    for (uint64_t k = 0; k < n_cuts && m->in.sound; k++)
        move_cut(m);
    uint64_t n_parts = copy_natural(m);
    if (n_parts > 0)
        move_prices(m);
    for (uint64_t k = 0; k < (n_parts > 0 ? n_parts : 1) && m->in.sound; k++) {
        if (n_parts > 0)
            move_list(m, column_of, nothing);
        move_node(m);
    }
}

struct written moved_proof(struct arena *a, const struct written *w, const struct renumbering *to)
{
    struct mover m = { .in = { w->bytes, w->bytes + w->size, true }, .out.arena = a, .to = to };
    if (w->format != PROOF_WITH_SPLITS)
        return (struct written){ 0 };
    move_all(&m);
    if (!m.in.sound || m.in.at != m.in.end)
        return (struct written){ 0 };
    return (struct written){ m.out.byte, (size_t)m.out.n, PROOF_WITH_SPLITS };
}
