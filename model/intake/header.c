/* header.c - the first row of a file: which column stands where. */
#include <string.h>
#include <strings.h>

#include "nearest.h"
#include "read.h"
#include "say.h"
#include "text.h"

struct header {
    struct table *table;
    const char *file;
    struct findings *f;
    int line;
    bool meant[COUNT(((struct table *)0)->field)]; /* a name very like it is there */
};

static struct place at(const struct header *h, int column, const char *name)
{
    return (struct place){ h->file, h->line, column, name, name };
}

static bool separated_by_commas(const struct header *h, const char *const *fields, int n)
{
    const char *first = fields[0];
    if (!strncasecmp(first, "sep=", 4)) {
        say(h->f, E109, at(h, 1, NULL), "delete this line and separate the values by commas",
            "the file begins with a \"sep=\" line");
        return false;
    }
    if (n == 1 && strpbrk(first, ";\t|")) {
        say(h->f, E109, at(h, 1, NULL), "save it as \"CSV UTF-8 (comma delimited)\"",
            "the values are separated by %s, not by commas",
            strchr(first, ';') ? "semicolons" : strchr(first, '\t') ? "tabs" : "bars");
        return false;
    }
    return true;
}

static const char *all_columns(const struct header *h)
{
    const struct table_schema *s = h->table->schema;
    const char *text = "";
    for (int c = 0; c < s->n_columns; c++)
        text = arena_print(h->f->arena, "%s%s%s", text, c ? ", " : "", s->columns[c].name);
    return text;
}

static void say_unknown(struct header *h, int field, const char *name)
{
    const struct table_schema *s = h->table->schema;
    const char *names[COUNT(h->table->field)];
    for (int c = 0; c < s->n_columns; c++)
        names[c] = s->columns[c].name;
    const char *near = nearest(name, names, s->n_columns);
    if (near)
        h->meant[schema_column(s, near)] = true;
    h->table->broken = true; /* what the column holds is not known */
    const char *shown = text_shown(h->f->arena, name);
    const char *help = near ? arena_print(h->f->arena, "did you mean \"%s\"?", near)
                            : arena_print(h->f->arena, "its columns are %s", all_columns(h));
    say(h->f, E121, at(h, field + 1, shown), help, "%s has no column \"%s\"", h->file, shown);
}

static int column_named(struct header *h, int field, const char *name)
{
    int c = schema_column(h->table->schema, name);
    if (!*name)
        say(h->f, E124, at(h, field + 1, NULL),
            "give it a name, or take away the comma at the end of each line",
            "column %d has no name", field + 1);
    else if (c < 0)
        say_unknown(h, field, name);
    else if (h->table->field[c])
        say(h->f, E123, at(h, field + 1, name), "keep one of them",
            "column \"%s\" is there twice, as columns %d and %d", name, h->table->field[c],
            field + 1);
    else
        return c;
    return -1;
}

static void say_missing(const struct header *h)
{
    const struct table_schema *s = h->table->schema;
    for (int c = 0; c < s->n_columns; c++)
        if (s->columns[c].required && !h->table->field[c] && !h->meant[c])
            say(h->f, E122, at(h, 0, s->columns[c].name),
                arena_print(h->f->arena, "add it: %s, for example %s", s->columns[c].help,
                            s->columns[c].example),
                "column \"%s\" is missing", s->columns[c].name);
}

bool header_read(struct table *table, const char *const *fields, int n_fields, int line,
                 int column_of[FIELDS_MOST], const char *file, struct findings *f)
{
    struct header h = { .table = table, .file = file, .f = f, .line = line };
    if (!separated_by_commas(&h, fields, n_fields))
        return false;
    if (n_fields > FIELDS_MOST) {
        say(f, E125, at(&h, 0, NULL), NULL, "the header has %d columns; the limit is %d",
            n_fields, FIELDS_MOST);
        return false;
    }
    for (int i = 0; i < n_fields; i++) {
        column_of[i] = column_named(&h, i, fields[i]);
        if (column_of[i] >= 0)
            table->field[column_of[i]] = i + 1;
    }
    say_missing(&h);
    return true;
}
