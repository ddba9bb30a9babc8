/* changes.c - a scenario's tables: the case's with its changes made, its base's first. */
#include <string.h>

#include "change.h"
#include "columns.h"
#include "map.h"
#include "nearest.h"
#include "number.h"
#include "say.h"
#include "text.h"

struct applying {
    struct arena *a;
    struct tables *t;
    bool own[N_TABLES]; /* cells are a copy */
    struct findings *f;
};

static void take_copy(struct applying *p, int table)
{
    struct table *t = &p->t->table[table];
    size_t n = (size_t)t->n_rows * (size_t)t->schema->n_columns;
    if (p->own[table])
        return;
    p->own[table] = true;
    const char **cells = NEW_ARRAY(p->a, const char *, n + 1);
    if (n)
        memcpy(cells, t->cells, n * sizeof *cells);
    t->cells = cells;
    t->changed_by = NEW_ARRAY(p->a, int, n + 1);
}

static bool meets(const struct table *t, int row, const struct condition *c)
{
    const char *text = cell(t, row, c->column);
    for (int v = 0; v < c->n_values; v++)
        if (!strcmp(text, c->value[v]))
            return true;
    return false;
}

static bool meets_all(const struct table *t, int row, const struct change *c)
{
    for (int i = 0; i < c->n_conditions; i++)
        if (!meets(t, row, &c->condition[i]))
            return false;
    return true;
}

static struct place place_of(const struct applying *p, const struct change *c, int column)
{
    const struct table *t = &p->t->table[T_CHANGES];
    return (struct place){ "changes.csv", t->line[c->row], t->field[column],
                           t->schema->columns[column].name,
                           text_shown(p->f->arena, cell(t, c->row, column)) };
}

static void say_value(struct applying *p, const struct change *c, const struct condition *i)
{
    const struct table *t = &p->t->table[c->table];
    struct arena *a = p->f->arena;
    const char **texts = NEW_ARRAY(p->a, const char *, t->n_rows + 1);
    const char *all = i->value[0], *column = t->schema->columns[i->column].name;
    for (int r = 0; r < t->n_rows; r++)
        texts[r] = cell(t, r, i->column);
    for (int v = 1; v < i->n_values; v++)
        all = arena_print(a, "%s|%s", all, i->value[v]);
    const char *near = nearest(i->value[0], texts, t->n_rows);
    say(p->f, E364, place_of(p, c, CHANGE_WHERE),
        near && *near ? arena_print(a, "did you mean \"%s\"?", near) : NULL,
        "the change matches nothing: no row of %s.csv has %s \"%s\"", t->schema->name, column,
        text_shown(a, all));
}

static void say_nothing(struct applying *p, const struct change *c)
{
    const struct table *t = &p->t->table[c->table];
    for (int i = 0; i < c->n_conditions; i++) {
        int row = 0;
        while (row < t->n_rows && !meets(t, row, &c->condition[i]))
            row++;
        if (t->n_rows && row == t->n_rows) {
            say_value(p, c, &c->condition[i]);
            return;
        }
    }
    say(p->f, E364, place_of(p, c, CHANGE_WHERE), NULL, t->n_rows
        ? "the change matches nothing: no row of %s.csv has all of this at once"
        : "the change matches nothing: %s.csv has no rows", t->schema->name);
}

/* A cell's text, or its default; those with childcare needs travel as far as the others. */
static const char *standing(const struct change *c, const struct table *t, int row)
{
    const char *text = cell(t, row, c->column), *preset = t->schema->columns[c->column].preset;
    if (!*text && c->table == T_ROLES && c->column == ROLE_TRAVEL_LIMIT_CHILDCARE)
        text = cell(t, row, ROLE_TRAVEL_LIMIT);
    return *text || !preset ? text : preset;
}

/* NULL when the cell has no number; *empty when that is because it has none at all. */
static const char *changed(struct arena *a, const struct change *c, const struct table *t,
                           int row, bool *empty)
{
    double value;
    if (c->operation == CHANGE_SET)
        return c->value;
    const char *text = standing(c, t, row);
    *empty = !*text;
    if (!number_read(text, &value))
        return NULL; /* the check of the cell says so */
    return number_print(a, c->operation == CHANGE_ADD ? value + c->number : value * c->number);
}

static void say_empty(struct applying *p, const struct change *c, int row)
{
    const struct table *t = &p->t->table[c->table];
    say(p->f, E368, place_of(p, c, CHANGE_OPERATION),
        "use set, or leave such rows out in \"where\"",
        "there is nothing to %s: %s is empty on line %d of %s.csv and has no default",
        c->operation == CHANGE_ADD ? "add to" : "scale",
        t->schema->columns[c->column].name, t->line[row], t->schema->name);
}

static void apply_to(struct applying *p, const struct change *c, int row, bool *said)
{
    struct table *t = &p->t->table[c->table];
    bool empty = false;
    const char *text = changed(p->a, c, t, row, &empty);
    size_t at = (size_t)row * (size_t)t->schema->n_columns + (size_t)c->column;
    if (text) {
        t->cells[at] = text;
        ((int *)t->changed_by)[at] = p->t->table[T_CHANGES].line[c->row];
    } else if (empty && !*said) {
        *said = true;
        say_empty(p, c, row);
    }
}

static void apply(struct applying *p, const struct change *c)
{
    struct table *t = &p->t->table[c->table];
    bool any = false, said = false;
    take_copy(p, c->table);
    for (int row = 0; row < t->n_rows; row++)
        if (meets_all(t, row, c)) {
            any = true;
            apply_to(p, c, row, &said);
        }
    if (!any && !t->broken)
        say_nothing(p, c);
}

static void apply_all(struct applying *p, const char *scenario)
{
    const struct table *t = &p->t->table[T_CHANGES];
    struct change c;
    for (int row = 0; row < t->n_rows; row++)
        if (!strcmp(cell(t, row, CHANGE_SCENARIO), scenario) &&
            change_read(&c, p->a, p->t, row, NULL))
            apply(p, &c);
}

static struct map rows_of(struct arena *a, const struct table *scenarios)
{
    struct map rows;
    map_init(&rows, a);
    for (int row = 0; row < scenarios->n_rows; row++)
        map_add(&rows, cell(scenarios, row, SCENARIO_ID), row);
    return rows;
}

struct tables *tables_changed(struct arena *a, const struct tables *base, const char *scenario,
                              struct findings *f)
{
    struct tables *t = NEW(a, struct tables);
    const struct table *scenarios = &base->table[T_SCENARIOS];
    struct applying p = { .a = a, .t = t, .f = f };
    const char **chain = NEW_ARRAY(a, const char *, scenarios->n_rows + 1);
    struct map rows = rows_of(a, scenarios);
    int n = 0;
    *t = *base;
    /* Unknown scenarios and circles of bases are said by the checks. */
    for (const char *id = scenario; id && *id && n < scenarios->n_rows;) {
        int row = map_find(&rows, id);
        if (row < 0)
            break;
        chain[n++] = id;
        id = cell(scenarios, row, SCENARIO_BASE);
    }
    while (n > 0)
        apply_all(&p, chain[--n]);
    return t;
}
