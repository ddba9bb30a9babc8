/* proof.c - cuts, divisions and prices of a proof, computed anew: see proof.h. */
#include "scenarios/proof.h"

#include <math.h>
#include <string.h>

enum { DEEPEST = 20000, MOST = 1 << 28 };

/* ---- read ---- */

int take_number(struct proof *p, int below)
{
    p->in.sound &= below > 0;
    return (int)take_natural(&p->in, below > 0 ? (uint64_t)below - 1 : 0);
}

int take_row(struct proof *p, int n_rows)
{
    int row = take_number(p, n_rows - p->n_held);
    return row < p->before_held ? row : row + p->n_held;
}

int take_count(struct proof *p) { return (int)take_natural(&p->in, MOST); }

struct prices take_prices(struct proof *p, struct arena *a)
{
    struct prices y = { 0 };
    int n = take_count(p);
    for (int k = 0; k < n && p->in.sound; k++) {
        int row = take_row(p, p->m->n_rows + p->n_cuts);
        *PUSH(a, y.of, y.n, y.room) = (struct priced_row){ row, take_real(&p->in) };
    }
    return y;
}

/* Applied as they are read; false: a row cannot be kept. */
static bool take_steps(struct proof *p)
{
    int n = take_count(p);
    bool kept = true;
    for (int k = 0; k < n && p->in.sound; k++) {
        int row = take_row(p, p->m->n_rows), column = take_number(p, p->m->n_cols + 1) - 1;
        if (p->in.sound)
            kept &= take_step(p, (struct proof_step){ row, column });
    }
    return kept;
}

void sum_prices(struct proof *p, const struct prices *y)
{
    for (int k = 0; k < y->n; k++)
        sum_row(p, y->of[k].row, y->of[k].price);
}

/* ---- cuts ---- */

struct split { int n, room; struct entry *entry; double at; };
struct side { double price; struct prices y; };

static void take_split(struct proof *p, struct arena *a, struct split *s)
{
    int n = take_count(p);
    *s = (struct split){ 0 };
    for (int k = 0; k < n && p->in.sound; k++) {
        int column = take_number(p, p->m->n_cols);
        p->in.sound &= p->in.sound && p->m->integer[column];
        *PUSH(a, s->entry, s->n, s->room) =
            (struct entry){ column, (double)take_whole(&p->in) };
    }
    s->at = (double)take_whole(&p->in);
}

/* A split of one column bounds it. */
static void bound_split(struct proof *p, const struct split *s, int side)
{
    double times = s->n == 1 ? s->entry[0].value : 0;
    if (fabs(times) > 1 || fabs(times) < 1)
        return;
    int j = s->entry[0].column;
    double to = (s->at + side) * times;
    if ((side == 0) == (times > 0))
        bound_column(p, j, fmin(p->lower[j], to), fmin(p->upper[j], to));
    else
        bound_column(p, j, fmax(p->lower[j], to), fmax(p->upper[j], to));
}

/* The least of the cut's own sum, on one side of the split. */
static double least_on(struct proof *p, const struct proof_cut *c, const struct split *s,
                       const struct side *x, int side)
{
    double price = (side ? x->price > 0 : x->price < 0) ? x->price : 0;
    for (int k = 0; k < c->n; k++)
        sum_term(p, c->entry[k].column, 1, c->entry[k].value);
    for (int k = 0; k < s->n; k++)
        sum_term(p, s->entry[k].column, -price, s->entry[k].value);
    sum_number(p, price, s->at + side);
    sum_prices(p, &x->y);
    return sum_least(p);
}

static void take_cut(struct proof *p)
{
    struct arena *scratch = arena_new();
    struct proof_cut c = { 0 };
    struct split split;
    struct side side[2];
    int n = take_count(p), room = 0, mark = p->n_trail;
    for (int k = 0; k < n && p->in.sound; k++) {
        int column = take_number(p, p->m->n_cols);
        *PUSH(p->arena, c.entry, c.n, room) = (struct entry){ column, take_real(&p->in) };
    }
    take_split(p, scratch, &split);
    for (int i = 0; i < 2; i++) {
        side[i].price = take_real(&p->in);
        side[i].y = take_prices(p, scratch);
    }
    if (p->in.sound) {
        bound_split(p, &split, 0);
        take_steps(p);
        double below = p->in.sound ? least_on(p, &c, &split, &side[0], 0) : 0;
        bounds_back(p, mark);
        bound_split(p, &split, 1);
        c.side = fmin(below, least_on(p, &c, &split, &side[1], 1));
        bounds_back(p, mark);
        p->in.sound &= isfinite(c.side);
    }
    *PUSH(p->arena, p->cut, p->n_cuts, p->room_cuts) = c;
    arena_free(scratch);
}

/* ---- divisions ---- */

static double bound_of_part(struct proof *p, const struct prices *y)
{
    sum_prices(p, y);
    sum_part(p);
    return sum_least(p);
}

/* Rows contradict each other at these prices, by more than plans may break them. */
static bool is_impossible(struct proof *p, const struct prices *y)
{
    static const double ROOM = 1e-9;
    double size = 0;
    for (int k = 0; k < y->n; k++) {
        int row = y->of[k].row, n = p->m->n_rows;
        double price = y->of[k].price;
        double side = row >= n ? p->cut[row - n].side
                      : price > 0 ? p->m->row_lower[row] : p->m->row_upper[row];
        size += isinf(side) ? 0 : fabs(price) * fmax(1, fabs(side));
    }
    sum_prices(p, y);
    return sum_least(p) > ROOM * size;
}

static double bound_of_leaf(struct proof *p, bool kept, bool impossible)
{
    struct arena *scratch = arena_new();
    struct prices y = take_prices(p, scratch);
    double bound = INFINITY;
    if (p->in.sound && kept && !impossible)
        bound = bound_of_part(p, &y);
    else if (p->in.sound && kept && !is_impossible(p, &y))
        bound = -INFINITY;
    arena_free(scratch);
    return bound;
}

static double bound_of_node(struct proof *p, bool kept, int depth);

static double bound_of_child(struct proof *p, bool kept, int depth, int j, double lower,
                             double upper)
{
    int mark = p->n_trail;
    bound_column(p, j, fmax(lower, p->lower[j]), fmin(upper, p->upper[j]));
    double bound = bound_of_node(p, kept && p->lower[j] <= p->upper[j], depth + 1);
    bounds_back(p, mark);
    return bound;
}

/* kept: there may be plans here at all. */
static double bound_of_node(struct proof *p, bool kept, int depth)
{
    enum { PRICED, IMPOSSIBLE, DIVIDED, KINDS };
    kept &= take_steps(p);
    int kind = take_number(p, KINDS);
    if (kind != DIVIDED || depth > DEEPEST || !p->in.sound)
        return bound_of_leaf(p, kept, kind == IMPOSSIBLE);
    int j = take_number(p, p->m->n_cols);
    double at = (double)take_whole(&p->in);
    if (!p->in.sound || !p->m->integer[j])
        return -INFINITY;
    double below = bound_of_child(p, kept, depth, j, -INFINITY, at);
    return fmin(below, bound_of_child(p, kept, depth, j, at + 1, INFINITY));
}

/* ---- all of it ---- */

static void read_rows(struct proof *p)
{
    const struct matrix *m = p->m;
    int64_t *start = NEW_ARRAY(p->arena, int64_t, m->n_rows + 2);
    p->rows = (struct rows){ start, NEW_ARRAY(p->arena, struct entry, m->start[m->n_cols] + 1) };
    for (int64_t k = 0; k < m->start[m->n_cols]; k++)
        start[m->row[k] + 2]++;
    for (int i = 0; i < m->n_rows; i++)
        start[i + 2] += start[i + 1];
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            p->rows.entry[start[m->row[k] + 1]++] = (struct entry){ j, m->value[k] };
}

static void begin(struct proof *p)
{
    size_t size = (size_t)p->m->n_cols * sizeof(double);
    p->lower = NEW_ARRAY(p->arena, double, p->m->n_cols + 1);
    p->upper = NEW_ARRAY(p->arena, double, p->m->n_cols + 1);
    memcpy(p->lower, p->m->col_lower, size);
    memcpy(p->upper, p->m->col_upper, size);
    p->row_least = NEW_ARRAY(p->arena, struct row_least *, p->m->n_rows + 1);
    read_rows(p);
    proof_open(p);
}

static void take_common(struct proof *p, bool apart)
{
    struct arena *scratch = arena_new();
    struct prices y = { 0 };
    if (apart)
        y = take_prices(p, scratch);
    sum_number(p, 1, p->constant);
    for (int j = 0; j < p->n_costs; j++)
        sum_term(p, j, 1, p->cost[j]);
    if (p->in.sound)
        sum_prices(p, &y);
    sum_prices(p, &p->held);
    sum_common(p);
    arena_free(scratch);
}

/* A column is in one part at most. */
static double take_part(struct proof *p, bool kept)
{
    int n = take_count(p);
    for (int k = 0; k < n && p->in.sound; k++) {
        int j = take_number(p, p->m->n_cols);
        p->in.sound &= p->part[j] == 0;
        p->part[j] = p->at;
    }
    return bound_of_node(p, kept, 0);
}

static void add_part(struct proof *p, double bound, bool *empty)
{
    p->in.sound &= bound > -INFINITY;
    *empty |= isinf(bound);
    if (isfinite(bound))
        common_add(p, bound);
}

/* Undivided, all columns are part 0; else these are the rest, which have their bounds alone. */
static double bound_of_all(struct proof *p, bool kept)
{
    int n = take_count(p);
    bool empty = false;
    take_common(p, n > 0);
    for (int b = n > 0; b <= n && p->in.sound; b++) {
        p->at = b;
        add_part(p, n > 0 ? take_part(p, kept) : bound_of_node(p, kept, 0), &empty);
    }
    if (n > 0 && p->in.sound) {
        p->at = 0;
        sum_part(p);
        add_part(p, sum_least(p), &empty);
    }
    return empty ? INFINITY : common_least(p);
}

static void take_held(struct proof *p)
{
    int before = take_number(p, p->m->n_rows + 1);
    p->held = take_prices(p, p->arena);
    p->before_held = before;
    p->n_held = p->m->n_rows - before;
}

/* What is added is read and proven of the program as it was given. */
static void extend(struct proof *p, int format)
{
    const struct matrix *wider = take_additions(p, format);
    if (wider == p->m)
        return;
    proof_close(p);
    p->m = wider;
    begin(p);
}

static void keep_sides(const struct proof *p, struct proof_sides *sides)
{
    sides->n = p->n_cuts;
    sides->side = NEW_ARRAY(sides->arena, double, p->n_cuts + 1);
    for (int i = 0; i < p->n_cuts; i++)
        sides->side[i] = p->cut[i].side;
}

double proof_bound(const struct matrix *m, const double *cost, double constant,
                   const struct written *w, struct proof_sides *sides)
{
    struct proof p = { .arena = arena_new(), .m = m, .cost = cost, .n_costs = m->n_cols,
                       .constant = constant, .in = { w->bytes, w->bytes + w->size, true } };
    p.before_held = m->n_rows;
    begin(&p);
    if (w->format == PROOF_HELD)
        take_held(&p);
    extend(&p, w->format);
    bool kept = take_steps(&p);
    int n = take_count(&p);
    for (int i = 0; i < n && p.in.sound; i++)
        take_cut(&p);
    double bound = p.in.sound ? bound_of_all(&p, kept) : -INFINITY;
    if (!p.in.sound || p.in.at != p.in.end)
        bound = -INFINITY;
    if (sides)
        keep_sides(&p, sides);
    proof_close(&p);
    arena_free(p.arena);
    return bound;
}
