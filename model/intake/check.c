/* check.c - how a check says what is wrong, and what columns refer to. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "text.h"

enum { LONGEST = 600 };
static const long COMPARED_MOST = 2000000; /* names, over all findings: about a second */

static const char *file_of(const struct checks *c, int table)
{
    return arena_print(c->a, "%s.csv", TABLES[table].name);
}

static int changing_line(const struct table *t, int row, int column)
{
    size_t at = (size_t)row * (size_t)t->schema->n_columns + (size_t)column;
    return t->changed_by ? t->changed_by[at] : 0;
}

static struct place place_of(const struct checks *c, int table, int row, int column)
{
    const struct table *t = table_of(c, table);
    struct place p = { .file = file_of(c, table) };
    if (row >= 0)
        p.line = t->line[row];
    if (column >= 0) {
        p.column = t->field[column];
        p.name = t->schema->columns[column].name;
    }
    if (row >= 0 && column >= 0)
        p.value = text_shown(c->a, cell(t, row, column));
    return p;
}


void wrong(struct checks *c, enum finding_code code, int table, int row, int column,
           const char *help, const char *format, ...)
{
    char text[LONGEST];
    va_list args;
    if (finding_severity(code) == FINDING_ERROR && row >= 0)
        c->typed[table].bad[row] = true;
    if (++c->typed[table].n_said[finding_severity(code)] > FINDINGS_MOST + 1)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    int line = row >= 0 && column >= 0 ? changing_line(table_of(c, table), row, column) : 0;
    struct place p = place_of(c, table, row, column);
    if (line)
        say(c->f, code, p, help, "%s (as changed by line %d of changes.csv)", text, line);
    else
        say(c->f, code, p, help, "%s", text);
}

const char *did_you_mean(struct checks *c, const char *name, const struct map *names)
{
    c->compared += names->n;
    const char *near = c->compared <= COMPARED_MOST ? nearest(name, names->key, names->n) : NULL;
    return near ? arena_print(c->a, "did you mean \"%s\"?", near) : NULL;
}

int line_of(const struct checks *c, int table, int row)
{
    return table_of(c, table)->line[row];
}

/* Without these there is nothing to plan, or nothing that other tables could mean. */
bool is_needed(int table)
{
    static const int NEEDED[] = { T_AREAS, T_PERIODS, T_ROLES, T_COURSES, T_PROVIDERS, T_SITES,
                                  T_STREAMS, T_PROCUREMENT, T_SCENARIOS };
    for (int i = 0; i < COUNT(NEEDED); i++)
        if (NEEDED[i] == table)
            return true;
    return false;
}

bool has_columns(const struct checks *c, int table)
{
    const struct table *t = table_of(c, table);
    if (!t->path)
        return TABLES[table].optional;
    for (int i = 0; i < t->schema->n_columns; i++)
        if (t->schema->columns[i].required && !t->field[i])
            return false;
    return !t->broken;
}

bool is_whole(const struct checks *c, int table)
{
    return has_columns(c, table) && !c->typed[table].holed && (rows(c, table) || !is_needed(table));
}

static const struct { const char *column; int table; size_t map; } ELSEWHERE[] = {
    { "la", T_AREAS, offsetof(struct checks, las) },
    { "sector", T_ROLES, offsetof(struct checks, sectors) },
    { "sectors", T_ROLES, offsetof(struct checks, sectors) },
    { "module", T_MODULES, offsetof(struct checks, teachable) },
    { "modules", T_MODULES, offsetof(struct checks, teachable) },
};

static int elsewhere(int table, int column)
{
    for (int i = 0; i < COUNT(ELSEWHERE); i++)
        if (!strcmp(TABLES[table].columns[column].name, ELSEWHERE[i].column))
            return i;
    return -1;
}

const struct map *referred(const struct checks *c, int table, int column)
{
    int to = TABLES[table].columns[column].refers_to, i = elsewhere(table, column);
    if (to >= 0)
        return &c->ids[to];
    return i < 0 ? NULL : (const struct map *)((const char *)c + ELSEWHERE[i].map);
}

int referred_table(int table, int column)
{
    int to = TABLES[table].columns[column].refers_to, i = elsewhere(table, column);
    return to >= 0 || i < 0 ? to : ELSEWHERE[i].table;
}

bool list_next(const char **at, char *entry)
{
    if (!*at)
        return false;
    size_t length = strcspn(*at, "|");
    memcpy(entry, *at, length);
    entry[length] = '\0';
    *at = (*at)[length] ? *at + length + 1 : NULL;
    return true;
}
