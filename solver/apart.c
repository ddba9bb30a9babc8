/* apart.c - blocks at the prices of the rows that they share: see apart.h. */
#include "apart.h"

#include <math.h>
#include <string.h>

/* Rows count in pounds, hours or cohorts, and each is measured by how much there is of it. */
static double size_of(const struct search *s, int i)
{
    const struct matrix *m = s->m;
    double side = fabs(isfinite(m->row_upper[i]) ? m->row_upper[i] : m->row_lower[i]), most = 0;
    for (int64_t e = s->rows.start[i]; e < s->rows.start[i + 1]; e++) {
        int j = s->rows.column[e];
        most = fmax(most, fabs(s->rows.value[e]) * (m->col_upper[j] - m->col_lower[j]));
    }
    return side > 0 ? side : most > 0 ? most : 1;
}

void put_largest_first(int *order, int n, const double *key)
{
    for (int k = 1; k < n; k++)
        for (int i = k; i > 0 && key[order[i]] > key[order[i - 1]]; i--) {
            int swap = order[i];
            order[i] = order[i - 1];
            order[i - 1] = swap;
        }
}

struct apart apart_new(struct search *s)
{
    int n = s->m->n_blocks;
    struct apart p = { .s = s, .part = NEW_ARRAY(s->arena, struct part, n),
                       .block = NEW_ARRAY(s->arena, struct search, n),
                       .wide = NEW_ARRAY(s->arena, struct matrix, n),
                       .price = NEW_ARRAY(s->arena, double, s->m->n_rows),
                       .cost = NEW_ARRAY(s->arena, double, s->m->n_cols),
                       .size = NEW_ARRAY(s->arena, double, s->m->n_rows) };
    for (int i = 0; i < s->m->n_rows; i++)
        p.size[i] = size_of(s, i);
    for (int b = 0; b < n; b++)
        p.part[b] = cut_out(s->arena, s, s->cost, b);
    return p;
}

void apart_price(struct apart *p)
{
    const struct search *s = p->s;
    const struct matrix *m = s->m;
    memcpy(p->cost, s->cost, (size_t)m->n_cols * sizeof *p->cost);
    p->constant = s->constant;
    for (int i = 0; i < m->n_rows; i++) {
        double y = p->price[i];
        if (y > 0 || y < 0)
            charge_row(&s->rows, i, y, p->cost);
        p->constant += y > 0 ? y * m->row_lower[i] : y < 0 ? y * m->row_upper[i] : 0;
    }
    for (int j = 0; j < m->n_cols; j++)
        if (m->col_block[j] < 0)
            p->constant += p->cost[j] * apart_alone(p, j);
}

double apart_bound(const struct apart *p)
{
    double bound = p->constant;
    for (int b = 0; b < p->s->m->n_blocks; b++)
        bound += p->part[b].bound;
    return bound;
}

void apart_tell(struct apart *p)
{
    double bound = apart_bound(p);
    if (bound > p->s->bound) {
        p->s->bound = bound;
        p->s->tell(p->s->context, p->s, "search", false);
    }
}

bool apart_all_solved(const struct apart *p)
{
    for (int b = 0; b < p->s->m->n_blocks; b++)
        if (!p->block[b].lp || p->block[b].infeasible)
            return false;
    return true;
}

void apart_show(struct apart *p, int which)
{
    struct shown *shown = &p->s->shown[which];
    struct search *block = &p->block[p->at];
    if (!shown->x)
        return;
    if (block->lp)
        lp_x(block->lp, block->x);
    for (int c = 0; c < p->part[p->at].m.n_cols; c++)
        shown->x[p->part[p->at].column[c]] = block->x[c];
    __sync_synchronize();
    shown->there[p->at] = 1;
}

static void rest(struct search *block)
{
    if (!block->lp)
        return;
    lp_dual(block->lp, block->dual);
    lp_get_basis(block->lp, block->ended_at);
    lp_free(block->lp);
    block->lp = NULL;
}

void apart_rest(struct apart *p, int b)
{
    int awake = 0;
    for (int k = 0; k < p->s->m->n_blocks; k++)
        awake += p->block[k].lp != NULL;
    if (is_vast(p->s->m) && awake > most_awake())
        rest(&p->block[b]);
}

void apart_rest_all(struct apart *p)
{
    for (int b = 0; b < p->s->m->n_blocks && is_vast(p->s->m); b++)
        rest(&p->block[b]);
}

size_t apart_basis_size(const struct apart *p, int b)
{
    const struct search *block = &p->block[b];
    return block->lp ? lp_basis_size(block->lp) : (size_t)(block->m->n_rows + block->m->n_cols);
}

void apart_get_basis(const struct apart *p, int b, unsigned char *basis)
{
    const struct search *block = &p->block[b];
    if (block->lp)
        lp_get_basis(block->lp, basis);
    else
        memcpy(basis, block->ended_at, apart_basis_size(p, b));
}

static void wake(struct apart *p, int b)
{
    struct search *block = &p->block[b];
    if (block->lp)
        return;
    block->lp = lp_new(block->m, block->cost);
    lp_set_basis(block->lp, block->ended_at, lp_basis_size(block->lp));
}

static bool give_costs(struct apart *p, int b)
{
    bool moved = false;
    for (int c = 0; c < p->part[b].m.n_cols; c++) {
        double cost = p->cost[p->part[b].column[c]];
        if (cost < p->wide[b].cost[c] || cost > p->wide[b].cost[c]) {
            wake(p, b);
            p->wide[b].cost[c] = cost;
            lp_set_cost(p->block[b].lp, c, cost);
            moved = true;
        }
    }
    return moved;
}

static void take_bound(struct apart *p, int b)
{
    struct search *block = &p->block[b];
    lp_x(block->lp, block->x);
    p->part[b].bound = block->bound = safe_bound(block);
}

/* Any duals prove something, so a block that is not solved to its end counts with what it has
 * come to. */
void apart_solve_block(struct apart *p, int b, double until)
{
    if (!give_costs(p, b))
        return;
    lp_solve(p->block[b].lp, PRIMAL, until, p->s->stop);
    take_bound(p, b);
    apart_rest(p, b);
}

double apart_solve(struct apart *p)
{
    apart_price(p);
    for (int b = 0; b < p->s->m->n_blocks; b++)
        apart_solve_block(p, b, p->s->until);
    return apart_bound(p);
}

void apart_go_back(struct apart *p, unsigned char *const *basis)
{
    apart_price(p);
    for (int b = 0; b < p->s->m->n_blocks; b++) {
        give_costs(p, b);
        wake(p, b);
        lp_set_basis(p->block[b].lp, basis[b], lp_basis_size(p->block[b].lp));
        lp_solve(p->block[b].lp, PRIMAL, INFINITY, NULL);
        take_bound(p, b);
        apart_rest(p, b);
    }
}

double apart_alone(const struct apart *p, int j)
{
    return p->cost[j] > 0 ? p->s->lower[j] : p->s->upper[j];
}

void apart_optimum(const struct apart *p, double *x)
{
    const struct search *s = p->s;
    for (int j = 0; j < s->m->n_cols; j++)
        x[j] = apart_alone(p, j);
    for (int b = 0; b < s->m->n_blocks; b++)
        for (int c = 0; c < p->part[b].m.n_cols; c++)
            x[p->part[b].column[c]] = p->block[b].x[c];
}
