/* proof_moved.c - a proof of another program in the numbers of this one.
 *
 * Rows and columns are the same where their names are.  What the other program alone has is left
 * out of sums, prices and steps: nothing in a proof is believed, so the worst that comes of it is
 * that less is proven.  A sum of which no column is here goes, and a split that lacks anything; a
 * part that cannot do without them proves no more than its columns' bounds do.
 */
#include <string.h>

#include "scenarios/proof.h"

enum { MOST = 1 << 28 };

struct numbers { int *to, n, room, n_new; }; /* of rows or columns, with what is added; -1: gone */

struct mover {
    struct bytes in;
    struct pen out;
    const struct renumbering *to;
    struct numbers row, column;
    bool lacks;                 /* what is at work speaks of what is gone with an addition */
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

/* The program's n, of which the new one has n_new; then what is added, then cuts. */
static struct numbers numbers_of(struct arena *a, const int *to, int n, int n_new)
{
    struct numbers of = { NEW_ARRAY(a, int, n + 1), n, n + 1, n_new };
    memcpy(of.to, to, (size_t)n * sizeof *to);
    return of;
}

static void add_numbers(struct mover *m, struct numbers *of, uint64_t n, bool gone)
{
    m->in.sound &= n < MOST - (uint64_t)of->n;
    for (uint64_t k = 0; k < n && m->in.sound; k++)
        *PUSH(m->out.arena, of->to, of->n, of->room) = gone ? -1 : of->n_new++;
}

/* -1: there is none. */
static int64_t number_in(struct mover *m, const struct numbers *of, int n_own, int64_t number)
{
    int64_t to = number < of->n ? of->to[number] : number - of->n + of->n_new;
    m->lacks |= to < 0 && number >= n_own;
    return to;
}

static int64_t take_any(struct mover *m) { return (int64_t)take_natural(&m->in, MOST); }

static int64_t row_of(struct mover *m)
{
    return number_in(m, &m->row, m->to->n_rows, take_any(m));
}

static int64_t column_at(struct mover *m, int64_t column)
{
    return number_in(m, &m->column, m->to->n_columns, column);
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

/* Numbers of rows or columns, each with a value after it; how many are left. */
static uint64_t move_list(struct mover *m, int64_t (*number)(struct mover *), take_value *value)
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
    return l.n;
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

/* What a split, or a division, cannot do without. */
static void move_needed(struct mover *m, int64_t (*number)(struct mover *))
{
    int64_t to = number(m);
    m->lacks |= to < 0;
    add_natural(&m->out, to < 0 ? 0 : (uint64_t)to);
}

/* What follows is written apart, until it is known whether it stays. */
static struct pen write_apart(struct mover *m)
{
    struct pen outer = m->out;
    m->out = (struct pen){ .arena = outer.arena };
    m->lacks = false;
    return outer;
}

static struct pen back_to(struct mover *m, struct pen outer)
{
    struct pen apart = m->out;
    m->out = outer;
    return apart;
}

/* ---- what is added ---- */

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
    m->in.sound &= n_steps < MOST && n_parts < MOST;
    add_numbers(m, &m->row, n_parts * (1 + n_steps) + n_steps, m->lacks);
    add_numbers(m, &m->column, n_parts * n_steps, m->lacks);
}

static void move_sum(struct mover *m)
{
    m->lacks = move_list(m, column_of, nothing) == 0;
    add_numbers(m, &m->row, 1, m->lacks);
    add_numbers(m, &m->column, 1, m->lacks);
}

static void move_additions(struct mover *m)
{
    enum { SUM, SPLIT };
    struct list l = list_of(m);
    uint64_t n = take_natural(&m->in, MOST);
    for (uint64_t k = 0; k < n && m->in.sound; k++) {
        struct pen outer = write_apart(m);
        if (copy_natural(m) == SPLIT)
            move_split(m);
        else
            move_sum(m);
        struct pen its = back_to(m, outer);
        if (m->lacks)
            continue;
        add_bytes(&l.pen, its.byte, its.byte + its.n);
        l.n++;
    }
    add_list(m, &l);
}

/* ---- cuts and parts ---- */

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

/* False: it lacks something, and is written as a node without prices. */
static bool move_part(struct mover *m)
{
    struct pen outer = write_apart(m);
    move_node(m);
    struct pen its = back_to(m, outer);
    for (int i = 0; i < 3 && m->lacks; i++) /* no steps, undivided, no prices */
        add_natural(&m->out, 0);
    if (!m->lacks)
        add_bytes(&m->out, its.byte, its.byte + its.n);
    return !m->lacks;
}

/* False: nothing is left that proves anything. */
static bool move_parts(struct mover *m)
{
    uint64_t n = copy_natural(m);
    bool any = false;
    if (n == 0)
        return move_part(m);
    move_prices(m);
    for (uint64_t k = 0; k < n && m->in.sound; k++) {
        move_list(m, column_of, nothing);
        any |= move_part(m);
    }
    return any;
}

static bool move_all(struct mover *m)
{
    move_additions(m);
    move_steps(m);
    uint64_t n_cuts = copy_natural(m);
    for (uint64_t k = 0; k < n_cuts && m->in.sound; k++)
        move_cut(m);
    return move_parts(m);
}

struct written moved_proof(struct arena *a, const struct written *w, const struct renumbering *to)
{
    struct mover m = { .in = { w->bytes, w->bytes + w->size, true }, .out.arena = a, .to = to,
                       .row = numbers_of(a, to->row, to->n_rows, to->new_rows),
                       .column = numbers_of(a, to->column, to->n_columns, to->new_columns) };
    if (w->format != PROOF_WITH_SPLITS || !move_all(&m) || !m.in.sound || m.in.at != m.in.end)
        return (struct written){ 0 };
    return (struct written){ m.out.byte, (size_t)m.out.n, PROOF_WITH_SPLITS };
}
