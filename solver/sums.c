/* sums.c - a matrix with a column for the sum of whole numbers of one kind.
 *
 * A relaxation spreads a course over fractions of cohorts at many sites.  No site's fraction says
 * much, but that half a cohort is wanted in all does: the sum is whole too, and worth cutting and
 * branching on.  So it is with the steps of a contract: that none of the higher ones is taken shuts
 * them all at once, where each alone only drives the relaxation to the next.
 */
#include <string.h>

#include "search.h"

struct sums {
    struct arena *arena;
    const struct matrix *m;
    struct range { double least, most; } *range; /* [n] of each sum */
    int n, room;
    struct member { int column, sum; } *member;
    int n_members, room_members;
};

static int new_sum(struct sums *t)
{
    *PUSH(t->arena, t->range, t->n, t->room) = (struct range){ 0 };
    return t->n - 1;
}

static void add_member(struct sums *t, int column, int sum)
{
    *PUSH(t->arena, t->member, t->n_members, t->room_members) = (struct member){ column, sum };
    t->range[sum].least += t->m->col_lower[column];
    t->range[sum].most += t->m->col_upper[column];
}

/* Of two columns at least. */
static void sum_groups(struct sums *t, const int *group)
{
    const struct matrix *m = t->m;
    int *n = NEW_ARRAY(t->arena, int, m->n_groups), *sum = NEW_ARRAY(t->arena, int, m->n_groups);
    for (int j = 0; j < m->n_cols; j++)
        if (m->integer[j] && group[j] >= 0 && ++n[group[j]] == 2)
            sum[group[j]] = new_sum(t);
    for (int j = 0; j < m->n_cols; j++)
        if (m->integer[j] && group[j] >= 0 && n[group[j]] > 1)
            add_member(t, j, sum[group[j]]);
}

static bool is_from_on(const struct step *a, const struct step *b)
{
    return a->group == b->group && a->from >= b->from;
}

/* Of the group of step k those from it on; a switch says as much as all of them. */
static void sum_from(struct sums *t, const struct structure *of, int k)
{
    int n = 0, n_group = 0;
    for (int h = 0; h < of->n_steps; h++) {
        n_group += of->step[h].group == of->step[k].group;
        n += is_from_on(&of->step[h], &of->step[k]);
    }
    if (n < 2 || n == n_group)
        return;
    int sum = new_sum(t);
    for (int h = 0; h < of->n_steps; h++)
        if (is_from_on(&of->step[h], &of->step[k]))
            add_member(t, of->step[h].on, sum);
}

static struct sums find_sums(struct arena *a, const struct matrix *m)
{
    struct sums t = { .arena = a, .m = m };
    struct row_view rows = row_view_of(a, m);
    struct structure of = structure_of(a, m, &rows, m->n_cols);
    for (int k = 0; k < GROUPINGS && m->col_group[k]; k++)
        sum_groups(&t, m->col_group[k]);
    for (int k = 0; k < of.n_steps; k++)
        sum_from(&t, &of, k);
    return t;
}

/* The members of column j from first[j] to first[j + 1] in the order of the columns. */
static int *put_in_order(const struct sums *t, struct member *ordered)
{
    int *first = NEW_ARRAY(t->arena, int, t->m->n_cols + 2);
    for (int k = 0; k < t->n_members; k++)
        first[t->member[k].column + 2]++;
    for (int j = 0; j < t->m->n_cols; j++)
        first[j + 2] += first[j + 1];
    for (int k = 0; k < t->n_members; k++)
        ordered[first[t->member[k].column + 1]++] = t->member[k];
    return first;
}

static void copy_columns(const struct sums *t, struct matrix *w)
{
    const struct matrix *m = t->m;
    struct member *member = NEW_ARRAY(t->arena, struct member, t->n_members);
    int *first = put_in_order(t, member);
    int64_t at = 0;
    for (int j = 0; j < m->n_cols; j++) {
        w->start[j] = at;
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            w->row[at] = m->row[k];
            w->value[at++] = m->value[k];
        }
        for (int k = first[j]; k < first[j + 1]; k++) {
            w->row[at] = m->n_rows + member[k].sum;
            w->value[at++] = 1;
        }
    }
    w->start[m->n_cols] = at;
}

static void add_sums(const struct sums *t, struct matrix *w)
{
    for (int g = 0; g < t->n; g++) {
        int j = t->m->n_cols + g;
        int64_t at = w->start[j];
        w->row[at] = t->m->n_rows + g;
        w->value[at] = -1;
        w->start[j + 1] = at + 1;
        w->integer[j] = true;
        w->col_lower[j] = t->range[g].least;
        w->col_upper[j] = t->range[g].most;
    }
}

struct matrix with_sums(struct arena *a, const struct matrix *m)
{
    struct matrix w = *m;
    struct sums t = find_sums(a, m);
    int64_t nz = m->start[m->n_cols] + t.n_members + t.n;
    w.n_rows += t.n;
    w.n_cols += t.n;
    w.start = NEW_ARRAY(a, int64_t, w.n_cols + 1);
    w.row = NEW_ARRAY(a, int, nz);
    w.value = NEW_ARRAY(a, double, nz);
    w.row_lower = longer(a, m->row_lower, m->n_rows, w.n_rows, sizeof(double));
    w.row_upper = longer(a, m->row_upper, m->n_rows, w.n_rows, sizeof(double));
    w.col_lower = longer(a, m->col_lower, m->n_cols, w.n_cols, sizeof(double));
    w.col_upper = longer(a, m->col_upper, m->n_cols, w.n_cols, sizeof(double));
    w.cost = longer(a, m->cost, m->n_cols, w.n_cols, sizeof(double));
    w.integer = longer(a, m->integer, m->n_cols, w.n_cols, sizeof(bool));
    w.row_block = w.col_block = NULL;
    w.n_blocks = w.n_groups = 0;
    memset(w.col_group, 0, sizeof w.col_group);
    copy_columns(&t, &w);
    add_sums(&t, &w);
    return w;
}
