/* entities.c - the order of entities, and the lists that name them. */
#include "entities.h"

#include <stdlib.h>
#include <string.h>

struct named { const char *key; int value; };

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct named *)left)->key, ((const struct named *)right)->key);
}

static struct order empty_order(struct arena *scratch, int n, int most)
{
    struct order o = { .n = n, .from = NEW_ARRAY(scratch, int, n + 1),
                       .position = NEW_ARRAY(scratch, int, most + 1) };
    for (int i = 0; i < most; i++)
        o.position[i] = -1;
    return o;
}

struct order order_of(struct arena *scratch, const struct map *m, int most)
{
    struct named *names = NEW_ARRAY(scratch, struct named, m->n + 1);
    struct order o = empty_order(scratch, m->n, most);
    for (int i = 0; i < m->n; i++)
        names[i] = (struct named){ m->key[i], m->value[i] };
    qsort(names, (size_t)m->n, sizeof *names, by_name);
    for (int i = 0; i < m->n; i++) {
        o.from[i] = names[i].value;
        o.position[names[i].value] = i;
    }
    return o;
}

struct dated { double start; int row; };

static int by_start(const void *left, const void *right)
{
    double a = ((const struct dated *)left)->start, b = ((const struct dated *)right)->start;
    return (a > b) - (a < b);
}

static struct order order_of_periods(const struct build *b)
{
    int n = rows(b->c, T_PERIODS);
    struct dated *dates = NEW_ARRAY(b->scratch, struct dated, n + 1);
    struct order o = empty_order(b->scratch, n, n);
    for (int row = 0; row < n; row++)
        dates[row] = (struct dated){ number_of(b->c, T_PERIODS, row, PERIOD_START), row };
    qsort(dates, (size_t)n, sizeof *dates, by_start);
    for (int i = 0; i < n; i++) {
        o.from[i] = dates[i].row;
        o.position[dates[i].row] = i;
    }
    return o;
}

static void find_professions(struct build *b)
{
    map_init(&b->professions, b->scratch);
    for (int row = 0; row < rows(b->c, T_ROLES); row++) {
        const char *profession = text_of(b->c, T_ROLES, row, ROLE_PROFESSION);
        if (!*profession)
            profession = text_of(b->c, T_ROLES, row, ROLE_ID);
        map_add(&b->professions, profession, b->professions.n);
    }
    b->profession = order_of(b->scratch, &b->professions, b->professions.n);
}

void build_orders(struct build *b)
{
    const struct checks *c = b->c;
    for (int table = 0; table < N_TABLES; table++)
        b->table[table] = order_of(b->scratch, &c->ids[table], rows(c, table));
    b->table[T_PERIODS] = order_of_periods(b);
    b->la = order_of(b->scratch, &c->las, c->las.n);
    b->region = order_of(b->scratch, &c->regions, c->regions.n);
    b->sector = order_of(b->scratch, &c->sectors, c->sectors.n);
    b->module = order_of(b->scratch, &c->teachable, rows(c, T_MODULES) + rows(c, T_COURSES));
    find_professions(b);
}

const char *text_kept(const struct build *b, int table, int row, int column)
{
    const char *text = text_of(b->c, table, row, column);
    return arena_copy(b->a, text, strlen(text));
}

const char *name_or_id(const struct build *b, int table, int row, int column)
{
    return text_kept(b, table, row, is_empty(b->c, table, row, column) ? 0 : column);
}

void list_flags(const struct build *b, const char *list, const struct map *m,
                const struct order *order, bool *flags)
{
    char *entry = NEW_ARRAY(b->scratch, char, strlen(list) + 1);
    bool all = !*list;
    for (const char *at = *list ? list : NULL; list_next(&at, entry);) {
        if (!strcmp(entry, "*"))
            all = true;
        else
            flags[order->position[map_find(m, entry)]] = true;
    }
    for (int i = 0; all && i < order->n; i++)
        flags[i] = true;
}

bool *role_flags(const struct build *b, int table, int row, int roles, int sectors)
{
    const struct checks *c = b->c;
    bool *flags = NEW_ARRAY(b->a, bool, b->w->n_roles + 1);
    bool *in = NEW_ARRAY(b->scratch, bool, b->sector.n + 1);
    list_flags(b, text_of(c, table, row, roles), &c->ids[T_ROLES], &b->table[T_ROLES], flags);
    list_flags(b, text_of(c, table, row, sectors), &c->sectors, &b->sector, in);
    for_each_role(b->w, r)
        flags[r.i] = flags[r.i] && in[b->w->role[r.i].sector.i];
    return flags;
}
