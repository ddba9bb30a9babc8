/* lp_pair.c - two linear programs of one matrix, and what each answer owes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lp_pair.h"
#include "tests/small_matrix.h"

static double fraction(uint64_t *s) { return small_draw(s, 0, 1000000) / 1e6; }
static bool same(double a, double b) { return !(a < b || a > b); }

int pair_rows(const struct pair *p) { return p->m->n_rows + p->n_cuts; }
bool pair_is_out(const struct pair *p, int i) { return p->left->rows->at[i] == 0; }

void assure(const struct pair *p, bool is_so, const char *what)
{
    if (!is_so)
        fail_msg("seed %d, step %d: not so: %s", p->seed, p->step, what);
}

bool is_near(double a, double b, double within)
{
    return fabs(a - b) <= within * fmax(1, fmax(fabs(a), fabs(b)));
}

static double sum_of(const struct pair *p, int i, const double *x)
{
    double sum = 0;
    for (int j = 0; j < p->m->n_cols; j++)
        sum += p->a[i][j] * x[j];
    return sum;
}

/* Of its largest entry, or 1. */
static double size_of(const struct pair *p, int i)
{
    double most = 1;
    for (int j = 0; j < p->m->n_cols; j++)
        most = fmax(most, fabs(p->a[i][j]));
    return most;
}

/* ---- programs by chance ---- */

/* <=, >=, =, both sides, or none, around what a point gives. */
static void set_sides(struct pair *p, int i, double unit)
{
    int kind = small_draw(&p->chance, 0, 9);
    double at = sum_of(p, i, p->inside);
    p->low[i] = kind == 0 ? at : at - unit * small_draw(&p->chance, 0, 12) / 2;
    p->high[i] = kind == 0 ? at : at + unit * small_draw(&p->chance, 1, 12) / 2;
    if (kind >= 1 && kind <= 4)
        p->low[i] = -INFINITY;
    if (kind >= 4 && kind <= 7)
        p->high[i] = INFINITY;
}

/* In units of several sizes, so that GLPK has something to scale. */
void pair_draw_row(struct pair *p, int i)
{
    static const double UNITS[] = { 1, 1, 1, 0.01, 100, 1000 };
    double unit = UNITS[small_draw(&p->chance, 0, COUNT(UNITS) - 1)];
    for (int j = 0; j < p->m->n_cols; j++)
        p->a[i][j] = small_draw(&p->chance, 0, 2) ? 0 : unit * small_draw(&p->chance, -9, 9);
    set_sides(p, i, unit);
}

static void write_matrix(struct pair *p)
{
    struct matrix *m = p->m;
    m->start = NEW_ARRAY(p->arena, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(p->arena, int, ROWS * COLS);
    m->value = NEW_ARRAY(p->arena, double, ROWS * COLS);
    int64_t n = 0;
    for (int j = 0; j < m->n_cols; j++) {
        for (int i = 0; i < m->n_rows; i++)
            if (fabs(p->a[i][j]) > 0) {
                m->row[n] = i;
                m->value[n++] = p->a[i][j];
            }
        m->start[j + 1] = n;
    }
    m->row_lower = memcpy(NEW_ARRAY(p->arena, double, ALL), p->low, sizeof p->low);
    m->row_upper = memcpy(NEW_ARRAY(p->arena, double, ALL), p->high, sizeof p->high);
    m->col_lower = memcpy(NEW_ARRAY(p->arena, double, COLS), p->from, sizeof p->from);
    m->col_upper = memcpy(NEW_ARRAY(p->arena, double, COLS), p->to, sizeof p->to);
    m->cost = memcpy(NEW_ARRAY(p->arena, double, COLS), p->cost, sizeof p->cost);
}

void pair_begin(struct pair *p, int seed)
{
    *p = (struct pair){ .arena = arena_new(), .chance = (uint64_t)seed, .seed = seed, .step = -1 };
    p->m = NEW(p->arena, struct matrix);
    p->m->n_rows = small_draw(&p->chance, 3, ROWS);
    p->m->n_cols = small_draw(&p->chance, 3, COLS);
    for (int j = 0; j < p->m->n_cols; j++) {
        p->from[j] = small_draw(&p->chance, -3, 2);
        p->to[j] = p->from[j] + small_draw(&p->chance, 0, 8);
        p->cost[j] = small_draw(&p->chance, -40, 40) / 4.0;
        p->inside[j] = p->from[j] + fraction(&p->chance) * (p->to[j] - p->from[j]);
    }
    for (int i = 0; i < p->m->n_rows; i++)
        pair_draw_row(p, i);
    write_matrix(p);
    p->plain = lp_new(p->m, p->m->cost);
    p->left = lp_new(p->m, p->m->cost);
}

void pair_end(struct pair *p)
{
    lp_free(p->plain);
    lp_free(p->left);
    arena_free(p->arena);
}

/* ---- to everyone else all rows are there ---- */

/* The entries that lp_row_entries gives are those of the matrix, or of the cut. */
static void check_entries(const struct pair *p, int i)
{
    int column[COLS + 1], n_cols = p->m->n_cols;
    double value[COLS + 1], row[COLS] = { 0 };
    int n = lp_row_entries(p->left, i, column, value);
    assure(p, n <= n_cols, "a row has no more entries than columns");
    for (int k = 1; k <= n; k++) {
        assure(p, column[k] >= 0 && column[k] < n_cols && !(fabs(row[column[k]]) > 0) &&
               fabs(value[k]) > 0, "each entry is of a column of its own");
        row[column[k]] = value[k];
    }
    for (int j = 0; j < n_cols; j++)
        assure(p, is_near(row[j], p->a[i][j], 1e-12), "a row has its entries, left out or not");
}

void pair_keep_scales(struct pair *p)
{
    for (int i = 0; i < p->m->n_rows; i++)
        p->scale[i] = glp_get_rii(p->plain->p, i + 1);
}

/* However often it has been left out, and with it what a tolerance means for it. */
static void check_scale(const struct pair *p, int i)
{
    int at = p->left->rows->at[i];
    double scale = at ? glp_get_rii(p->left->p, at) : p->left->rows->kept[i].scale;
    if (p->scale[i] > 0)
        assure(p, same(scale, p->scale[i]), "a row has its scale");
}

void pair_check_rows(const struct pair *p)
{
    const struct present *t = p->left->rows;
    assure(p, lp_matrix(p->left) == p->m, "the matrix is the one that was given");
    assure(p, lp_cuts(p->left) == p->n_cuts && lp_cuts(p->plain) == p->n_cuts, "cuts are counted");
    assure(p, lp_basis_size(p->left) == lp_basis_size(p->plain), "a basis is of all rows");
    assure(p, t->n_there + t->n_out == pair_rows(p), "each row is there or left out");
    assure(p, glp_get_num_rows(p->left->p) == t->n_there, "GLPK has those that are there");
    for (int i = 0; i < pair_rows(p); i++) {
        double lower, upper;
        enum stand at = lp_row_stand(p->left, i, &lower, &upper);
        assure(p, same(lower, p->low[i]) && same(upper, p->high[i]), "a row has its sides");
        assure(p, at == BASIC || !pair_is_out(p, i), "a row that is left out does not bind");
        assure(p, i < p->m->n_rows || !pair_is_out(p, i), "no cut is left out");
        check_entries(p, i);
        if (i < p->m->n_rows)
            check_scale(p, i);
    }
    for (int j = 0; j < p->m->n_cols; j++) {
        double lower, upper;
        lp_bounds(p->left, j, &lower, &upper);
        assure(p, same(lower, p->from[j]) && same(upper, p->to[j]), "a column has its bounds");
    }
}

/* ---- what an answer owes ---- */

/* As many basic variables as rows and cuts, those that are left out among them. */
void pair_check_basis(const struct pair *p)
{
    unsigned char basis[ALL + COLS];
    int basic = 0, size = (int)lp_basis_size(p->left);
    lp_get_basis(p->left, basis);
    for (int k = 0; k < size; k++)
        basic += basis[k] == GLP_BS;
    assure(p, basic == pair_rows(p), "a basis has as many variables as there are rows and cuts");
    for (int i = 0; i < p->m->n_rows; i++)
        assure(p, !pair_is_out(p, i) || basis[i] == GLP_BS, "what is left out is basic");
}

void pair_check_point(const struct pair *p, const struct lp *lp)
{
    double x[COLS], objective = 0;
    lp_x(lp, x);
    for (int j = 0; j < p->m->n_cols; j++) {
        objective += p->cost[j] * x[j];
        assure(p, x[j] >= p->from[j] && x[j] <= p->to[j], "a column is within its bounds");
    }
    for (int i = 0; i < pair_rows(p); i++) {
        double sum = sum_of(p, i, x), off = 1e-6 * fmax(size_of(p, i), fabs(sum));
        assure(p, sum >= p->low[i] - off && sum <= p->high[i] + off, "the point keeps each row");
    }
    assure(p, is_near(objective, lp_objective(lp), 1e-6), "the objective is the point's");
}

static double side(double price, double lower, double upper)
{
    return price > 0 ? price * lower : price < 0 ? price * upper : 0;
}

/* The least that costs can come to at these prices of rows and cuts, whatever the prices. */
static double bound_at(const struct pair *p, const double *cost, const double *y)
{
    double bound = 0, price[ALL];
    for (int i = 0; i < pair_rows(p); i++) {
        price[i] = legal_dual(y[i], p->low[i], p->high[i]);
        bound += side(price[i], p->low[i], p->high[i]);
    }
    for (int j = 0; j < p->m->n_cols; j++) {
        double reduced = cost ? cost[j] : 0;
        for (int i = 0; i < pair_rows(p); i++)
            reduced -= price[i] * p->a[i][j];
        bound += side(reduced, p->from[j], p->to[j]);
    }
    return bound;
}

void pair_check_duals(const struct pair *p, const struct lp *lp)
{
    double y[ALL];
    lp_dual(lp, y);
    assure(p, is_near(bound_at(p, p->cost, y), lp_objective(lp), 1e-6),
           "the duals prove the objective");
    for (int i = 0; i < p->m->n_rows; i++)
        assure(p, lp->rows->at[i] || !(fabs(y[i]) > 0), "what is left out has no dual");
}

/* Without costs the bound would be nothing for any point: above it there is none. */
void pair_check_contradiction(const struct pair *p, struct lp *lp)
{
    double y[ALL], size = 0;
    assure(p, lp_ray(lp, y), "no point: there are prices that say why");
    for (int i = 0; i < pair_rows(p); i++)
        size = fmax(size, size_of(p, i) * fabs(y[i]));
    assure(p, size > 0 && bound_at(p, NULL, y) > 1e-9 * size, "the prices contradict the bounds");
}

/* ---- a row of the tableau ---- */

static void check_tableau_row(const struct pair *p, int column)
{
    double multiplier[ALL + 1], of_column[COLS] = { 0 }, value[COLS + 1];
    int columns[COLS], index[COLS + 1];
    bool was_seen[COLS] = { false };
    struct tableau_row t = { multiplier, of_column, columns, was_seen, index, value };
    lp_tableau_row(p->left, column, &t);
    for (int i = 0; i < pair_rows(p); i++) {
        double lower, upper;
        assure(p, !(fabs(multiplier[i + 1]) > 0) || !pair_is_out(p, i),
               "what is left out is in no other row of the tableau");
        assure(p, lp_row_stand(p->left, i, &lower, &upper) != BASIC ||
               fabs(multiplier[i + 1]) < 1e-9, "nor is any row that does not bind");
    }
    for (int j = 0; j < p->m->n_cols; j++) {
        double sum = of_column[j];
        for (int i = 0; i < pair_rows(p); i++)
            sum += multiplier[i + 1] * p->a[i][j];
        assure(p, fabs(sum) < 1e-9, "it is a sum of rows");
        if (lp_column_stand(p->left, j) == BASIC)
            assure(p, is_near(of_column[j], j == column, 1e-7), "and has one basic column");
    }
}

void pair_check_tableau(const struct pair *p)
{
    assure(p, lp_ready_for_rows(p->left), "an optimum has a basis");
    for (int j = 0; j < p->m->n_cols; j++)
        if (lp_column_stand(p->left, j) == BASIC)
            check_tableau_row(p, j);
}
