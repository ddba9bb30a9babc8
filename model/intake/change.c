/* change.c - what one row of changes.csv asks for, and whether it may. */
#include "change.h"

#include <string.h>

#include "columns.h"
#include "nearest.h"
#include "number.h"
#include "say.h"
#include "text.h"

struct asking {
    struct arena *a;
    const struct table *changes;
    int row;
    struct findings *f; /* NULL = say nothing */
};

static const char *cell_of(const struct asking *q, int column)
{
    return cell(q->changes, q->row, column);
}

static bool refuse(const struct asking *q, enum finding_code code, int column, const char *help,
                   const char *text)
{
    if (q->f)
        say(q->f, code, (struct place){ "changes.csv", q->changes->line[q->row],
            q->changes->field[column], q->changes->schema->columns[column].name,
            text_shown(q->a, cell_of(q, column)) }, help, "%s", text);
    return false;
}

static const char *meant(struct arena *a, const char *name, const char **names, int n)
{
    const char *near = nearest(name, names, n);
    return near ? arena_print(a, "did you mean \"%s\"?", near) : NULL;
}

static bool find_table(const struct asking *q, struct change *c)
{
    const char *names[N_TABLES], *name = cell_of(q, CHANGE_TABLE);
    for (int t = 0; t < N_TABLES; t++) {
        names[t] = TABLES[t].name;
        if (strcmp(name, names[t]))
            continue;
        c->table = t;
        if (t != T_SCENARIOS && t != T_CHANGES)
            return true;
        return refuse(q, E366, CHANGE_TABLE, "write the change in the file itself",
                      arena_print(q->a, "a scenario cannot change the table %s", name));
    }
    return refuse(q, E361, CHANGE_TABLE, meant(q->a, name, names, N_TABLES),
                  arena_print(q->a, "no table is called \"%s\"", text_shown(q->a, name)));
}

static int column_of(const struct asking *q, int table, const char *name, int at)
{
    const struct table_schema *s = &TABLES[table];
    const char *names[COUNT(q->changes->field)];
    int found = schema_column(s, name);
    if (found >= 0)
        return found;
    for (int c = 0; c < s->n_columns; c++)
        names[c] = s->columns[c].name;
    refuse(q, E362, at, meant(q->a, name, names, s->n_columns),
           arena_print(q->a, "%s has no column \"%s\"", s->name, text_shown(q->a, name)));
    return -1;
}

static bool is_number(const struct column_schema *c)
{
    return c->type == COL_NUMBER || c->type == COL_WHOLE;
}

static bool find_column(const struct asking *q, struct change *c)
{
    const char *name = cell_of(q, CHANGE_COLUMN);
    c->column = column_of(q, c->table, name, CHANGE_COLUMN);
    if (c->column < 0)
        return false;
    const struct column_schema *s = &TABLES[c->table].columns[c->column];
    if (!s->key || is_number(s))
        return true;
    return refuse(q, E366, CHANGE_COLUMN, "change another column",
                  arena_print(q->a, "a scenario cannot change %s.%s, by which rows are known",
                              TABLES[c->table].name, name));
}

static bool find_operation(const struct asking *q, struct change *c)
{
    const char *name = cell_of(q, CHANGE_OPERATION);
    c->value = cell_of(q, CHANGE_VALUE);
    if (!strcmp(name, "set")) {
        c->operation = CHANGE_SET;
        return true;
    }
    c->operation = strcmp(name, "scale") ? CHANGE_ADD : CHANGE_SCALE;
    if (strcmp(name, "scale") && strcmp(name, "add"))
        return false; /* the check of the column says so */
    if (!is_number(&TABLES[c->table].columns[c->column]))
        return refuse(q, E365, CHANGE_OPERATION, "use set",
                      arena_print(q->a, "%s.%s is not a number, so it cannot be changed by %s",
                                  TABLES[c->table].name, cell_of(q, CHANGE_COLUMN), name));
    if (number_read(c->value, &c->number))
        return true;
    const char *number = number_meant(q->a, c->value);
    return refuse(q, E365, CHANGE_VALUE, number ? arena_print(q->a, "write %s", number) : NULL,
                  arena_print(q->a, "%s needs a plain number, not \"%s\"", name,
                              text_shown(q->a, c->value)));
}

static void read_values(struct arena *a, struct condition *c, const char *text, size_t length)
{
    int room = 0;
    for (const char *end = text + length;; text++) {
        size_t n = 0;
        while (text + n < end && text[n] != '|')
            n++;
        *PUSH(a, c->value, c->n_values, room) = arena_copy(a, text, n);
        text += n;
        if (text == end)
            return;
    }
}

static bool read_condition(const struct asking *q, struct change *c, const char *text,
                           size_t length, struct condition *out)
{
    const char *equals = memchr(text, '=', length);
    if (!equals)
        return refuse(q, E367, CHANGE_WHERE, "write column=value or column=one|another",
                      arena_print(q->a, "\"%.*s\" says no column and value", (int)length, text));
    size_t name = (size_t)(equals - text);
    out->column = column_of(q, c->table, arena_copy(q->a, text, name), CHANGE_WHERE);
    if (out->column < 0)
        return false;
    read_values(q->a, out, equals + 1, length - name - 1);
    return true;
}

static bool read_where(const struct asking *q, struct change *c)
{
    int room = 0;
    for (const char *text = cell_of(q, CHANGE_WHERE); *text;) {
        size_t length = strcspn(text, ";");
        struct condition *next = PUSH(q->a, c->condition, c->n_conditions, room);
        if (!read_condition(q, c, text, length, next))
            return false;
        text += length + (text[length] == ';');
    }
    return true;
}

bool change_read(struct change *out, struct arena *a, const struct tables *t, int row,
                 struct findings *f)
{
    const struct table *changes = &t->table[T_CHANGES];
    struct asking q = { a, changes, row, f };
    *out = (struct change){ .row = row };
    /* Empty cells are said by the check of every column. */
    if (changes->bad[row] || !*cell_of(&q, CHANGE_TABLE) || !*cell_of(&q, CHANGE_COLUMN))
        return false;
    return find_table(&q, out) && find_column(&q, out) && find_operation(&q, out) &&
           read_where(&q, out);
}
