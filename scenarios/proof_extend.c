/* proof_extend.c - sums of whole columns, which are whole as well, as columns of their own. */
#include <math.h>
#include <string.h>

#include "scenarios/proof.h"

struct sum { int n, room, *column; double lower, upper; };

static struct sum take_sum(struct proof *p, const struct matrix *m)
{
    static const double MOST = 1e15;
    struct sum s = { 0 };
    int n = (int)take_natural(&p->in, (uint64_t)m->n_cols);
    for (int k = 0; k < n && p->in.sound; k++) {
        int j = (int)take_natural(&p->in, (uint64_t)m->n_cols);
        p->in.sound &= j < m->n_cols && m->integer[j];
        if (!p->in.sound)
            break;
        *PUSH(p->arena, s.column, s.n, s.room) = j;
        s.lower += ceil(m->col_lower[j]);
        s.upper += floor(m->col_upper[j]);
    }
    p->in.sound &= fabs(s.lower) < MOST && fabs(s.upper) < MOST;
    return s;
}

static void *longer(struct proof *p, const void *from, int n, int more, size_t size)
{
    void *to = arena_alloc(p->arena, (size_t)(n + more) + 1, size);
    return n ? memcpy(to, from, (size_t)n * size) : to;
}

static void make_room(struct proof *p, struct matrix *w, const struct matrix *m, int n,
                      int64_t entries)
{
    w->n_rows += n;
    w->n_cols += n;
    w->start = NEW_ARRAY(p->arena, int64_t, w->n_cols + 1);
    w->row = NEW_ARRAY(p->arena, int, entries + 1);
    w->value = NEW_ARRAY(p->arena, double, entries + 1);
    w->row_lower = longer(p, m->row_lower, m->n_rows, n, sizeof(double));
    w->row_upper = longer(p, m->row_upper, m->n_rows, n, sizeof(double));
    w->col_lower = longer(p, m->col_lower, m->n_cols, n, sizeof(double));
    w->col_upper = longer(p, m->col_upper, m->n_cols, n, sizeof(double));
    w->integer = longer(p, m->integer, m->n_cols, n, sizeof(bool));
}

/* Each sum less its column is 0. */
static void add_sums(struct matrix *w, const struct matrix *m, const struct sum *s, int n,
                     int **in, const int *n_in)
{
    int64_t at = 0;
    for (int j = 0; j < m->n_cols; j++) {
        w->start[j] = at;
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            w->row[at] = m->row[k];
            w->value[at++] = m->value[k];
        }
        for (int k = 0; k < n_in[j]; k++) {
            w->row[at] = m->n_rows + in[j][k];
            w->value[at++] = 1;
        }
    }
    for (int i = 0; i < n; i++) {
        w->start[m->n_cols + i] = at;
        w->row[at] = m->n_rows + i;
        w->value[at++] = -1;
        w->col_lower[m->n_cols + i] = s[i].lower;
        w->col_upper[m->n_cols + i] = s[i].upper;
        w->integer[m->n_cols + i] = true;
    }
    w->start[w->n_cols] = at;
}

void take_sums(struct proof *p, const struct matrix *m)
{
    enum { MOST = 1 << 20 };
    int n = (int)take_natural(&p->in, MOST), made = 0, room = 0;
    struct sum *s = NULL;
    struct matrix *w = NEW(p->arena, struct matrix);
    int **in = NEW_ARRAY(p->arena, int *, m->n_cols + 1);
    int *n_in = NEW_ARRAY(p->arena, int, m->n_cols + 1);
    int *room_in = NEW_ARRAY(p->arena, int, m->n_cols + 1);
    int64_t entries = m->start[m->n_cols];
    *w = *m;
    while (made < n && p->in.sound)
        *PUSH(p->arena, s, made, room) = take_sum(p, m);
    for (int i = 0; i < made && p->in.sound; i++, entries++)
        for (int k = 0; k < s[i].n; k++, entries++) {
            int j = s[i].column[k];
            *PUSH(p->arena, in[j], n_in[j], room_in[j]) = i;
        }
    if (p->in.sound && n > 0) {
        make_room(p, w, m, n, entries);
        add_sums(w, m, s, n, in, n_in);
    }
    p->m = w;
}
