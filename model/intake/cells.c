/* cells.c - every cell against its column's type, bounds and words. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "columns.h"
#include "number.h"
#include "text.h"
#include "world.h"

struct column { /* a column being checked */
    struct checks *c;
    int table, at;
    const struct column_schema *schema;
    double *number;
    int *ref;
    const struct map *map;
    char *entry; /* room for the longest cell */
};

static const char *shown(const struct column *col, const char *text)
{
    return text_shown(col->c->a, text);
}

static void say_number(const struct column *col, int row, const char *text)
{
    const char *meant = number_meant(col->c->a, text);
    wrong(col->c, E202, col->table, row, col->at,
          meant ? arena_print(col->c->a, "write %s", meant)
                : arena_print(col->c->a, "write digits, for example %s", col->schema->example),
          "%s must be a plain number, not \"%s\"", col->schema->name, shown(col, text));
}

static void say_bounds(const struct column *col, int row, double value)
{
    struct arena *a = col->c->a;
    bool percent = col->schema->most == 1 && value > 1 && value <= 100;
    wrong(col->c, E203, col->table, row, col->at,
          percent ? arena_print(a, "write %s for %s per cent", number_print(a, value / 100),
                                number_print(a, value)) : NULL,
          "%s must be from %s to %s, not %s", col->schema->name,
          number_print(a, col->schema->least), number_print(a, col->schema->most),
          shown(col, text_of(col->c, col->table, row, col->at)));
}

static void number_cell(const struct column *col, int row, const char *text)
{
    double value;
    if (!number_read(text, &value))
        say_number(col, row, text);
    else if (!(value >= col->schema->least && value <= col->schema->most))
        say_bounds(col, row, value);
    else if (col->schema->type == COL_WHOLE && value != floor(value))
        wrong(col->c, E204, col->table, row, col->at, NULL,
              "%s must be a whole number, not %s", col->schema->name, shown(col, text));
    else
        col->number[row] = value;
}

static int days_in(int year, int month)
{
    static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && leap);
}

static void date_cell(const struct column *col, int row, const char *text)
{
    int year, month, day, end = 0;
    bool form = strlen(text) == 10 && strspn(text, "0123456789-") == 10 && text[4] == '-' &&
                text[7] == '-' && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3;
    if (form && end == 10 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month))
        col->number[row] = year * 10000 + month * 100 + day;
    else
        wrong(col->c, E205, col->table, row, col->at, "write year-month-day, like 2008-09-01",
              "%s must be a date, not \"%s\"", col->schema->name, shown(col, text));
}

static int choice_of(const char *choices, const char *text, char *entry)
{
    int i = 0;
    for (const char *at = choices; list_next(&at, entry); i++)
        if (!strcmp(entry, text))
            return i;
    return -1;
}

static void choice_cell(const struct column *col, int row, const char *text)
{
    const char *choices = col->schema->type == COL_YES_NO ? "no|yes" : col->schema->choices;
    char entry[100];
    struct map names;
    int choice = choice_of(choices, text, entry);
    col->number[row] = choice;
    if (choice >= 0)
        return;
    map_init(&names, col->c->a);
    for (const char *at = choices; list_next(&at, entry);)
        map_add(&names, arena_print(col->c->a, "%s", entry), 0);
    const char *help = did_you_mean(col->c, text, &names);
    const char *all = names.key[0];
    for (int i = 1; i < names.n; i++)
        all = arena_print(col->c->a, "%s%s%s", all, i + 1 < names.n ? ", " : " or ",
                          names.key[i]);
    wrong(col->c, col->schema->type == COL_YES_NO ? E207 : E206, col->table, row, col->at,
          help, "%s must be %s, not \"%s\"", col->schema->name, all, shown(col, text));
}

/* 1.20E+05 */
static bool is_rounded(const char *text)
{
    size_t n = strspn(text, "0123456789.");
    return n && !strncmp(text + n, "E+", 2) && !text[n + 2 + strspn(text + n + 2, "0123456789")];
}

static void id_cell(const struct column *col, int row, const char *text)
{
    struct checks *c = col->c;
    size_t length = strlen(text);
    uint32_t odd = text_not_id(text);
    if (text_characters(text, length) > ID_LONGEST)
        wrong(c, E209, col->table, row, col->at, "write a shorter one, and the rest in a name",
              "%s is longer than %d characters", col->schema->name, ID_LONGEST);
    else if (*text == '#')
        wrong(c, E208, col->table, row, col->at, "write the id again, as text",
              "\"%s\" is an error of a spreadsheet, not an id", shown(col, text));
    else if (odd == '+' && is_rounded(text))
        wrong(c, E208, col->table, row, col->at, "write the id again, as text",
              "\"%s\" is a number that a spreadsheet rounded, not an id", shown(col, text));
    else if (odd == ';')
        wrong(c, Q509, col->table, row, col->at, "write a comma instead",
              "\"%s\" has a semicolon, so no scenario can choose it in \"where\"",
              shown(col, text));
    else if (odd)
        wrong(c, E208, col->table, row, col->at,
              "use letters, digits, spaces and _ - . ' & ( ) , only",
              "\"%s\" has a character that no id may have (U+%04X)", shown(col, text),
              (unsigned)odd);
    else if (*text == ' ' || text[length - 1] == ' ')
        wrong(c, E208, col->table, row, col->at, "take the space away",
              "\"%s\" begins or ends with a space", shown(col, text));
}

static const char *kind_of(const struct column *col)
{
    const char *name = col->schema->name;
    return !strcmp(name, "la") ? "a local authority of areas.csv"
         : !strncmp(name, "sector", 6) ? "a sector of roles.csv"
         : !strncmp(name, "module", 6) ? "in modules.csv, nor a course without modules"
         : arena_print(col->c->a, "in %s.csv", TABLES[referred_table(col->table, col->at)].name);
}

static bool all_known(const struct column *col)
{
    const struct checks *c = col->c;
    bool teachable = col->map == &c->teachable;
    return is_whole(c, referred_table(col->table, col->at)) &&
           (!teachable || (is_whole(c, T_COURSES) && is_whole(c, T_COURSE_MODULES)));
}

/* A sector that no role is in may be meant, if it does not look like another one. */
static bool is_idle_sector(const struct column *col, const char *name)
{
    return col->map == &col->c->sectors && all_known(col) &&
           !did_you_mean(col->c, name, col->map);
}

static int idle_sector(const struct column *col, int row, const char *name)
{
    struct map *sectors = &col->c->sectors;
    int at = sectors->n;
    wrong(col->c, Q506, col->table, row, col->at, NULL, "no role is in the sector \"%s\"",
          shown(col, name));
    map_add(sectors, arena_print(col->c->a, "%s", name), at);
    return at;
}

/* Position of a name, -1 when it is not known; says so unless its table is not. */
static int refer(const struct column *col, int row, const char *name)
{
    struct checks *c = col->c;
    int found = map_find(col->map, name);
    if (found >= 0)
        return found;
    if (is_idle_sector(col, name))
        return idle_sector(col, row, name);
    c->typed[col->table].bad[row] = true;
    if (!all_known(col))
        return -1;
    bool course = col->map == &c->teachable && map_find(&c->ids[T_COURSES], name) >= 0;
    if (course)
        wrong(c, E331, col->table, row, col->at, "name its modules, as in course_modules.csv",
              "\"%s\" is a course with modules, and these are what is taught", shown(col, name));
    else
        wrong(c, E220, col->table, row, col->at, did_you_mean(c, name, col->map),
              "\"%s\" is not %s", shown(col, name), kind_of(col));
    return -1;
}

bool check_list_word(struct checks *c, int table, int column, const char *word,
                     const char **help)
{
    double level;
    if (table == T_STREAMS && column == STREAM_AWARD_LEVELS) {
        *help = "write levels from 0 to 8, or none";
        return !strcmp(word, "none") || (number_read(word, &level) && level >= 0 &&
                                         level < N_LEVELS && level == floor(level));
    }
    struct map names;
    map_init(&names, c->a);
    for (int i = 0; i < N_CATEGORIES; i++)
        map_add(&names, CATEGORY_NAME[i], i);
    *help = did_you_mean(c, word, &names);
    if (!*help)
        *help = "write fee, travel, childcare, release, mentor, vacancy, contract, management";
    return map_find(&names, word) >= 0;
}

static void list_cell(const struct column *col, int row, const char *text)
{
    const char *help = NULL;
    for (const char *at = text; list_next(&at, col->entry);) {
        if (!*col->entry)
            wrong(col->c, E211, col->table, row, col->at, "write one|another",
                  "%s has an empty entry", col->schema->name);
        else if (!strcmp(col->entry, "*"))
            continue;
        else if (col->map)
            refer(col, row, col->entry);
        else if (!check_list_word(col->c, col->table, col->at, col->entry, &help))
            wrong(col->c, E220, col->table, row, col->at, help, "\"%s\" is not one of the %s",
                  shown(col, col->entry), col->schema->name);
    }
}

static void check_cell(const struct column *col, int row, const char *text)
{
    switch (col->schema->type) {
    case COL_ID: id_cell(col, row, text); break;
    case COL_TEXT: break;
    case COL_REFERENCE: col->ref[row] = refer(col, row, text); break;
    case COL_LIST: list_cell(col, row, text); break;
    case COL_NUMBER: case COL_WHOLE: number_cell(col, row, text); break;
    case COL_DATE: date_cell(col, row, text); break;
    case COL_CHOICE: case COL_YES_NO: choice_cell(col, row, text); break;
    }
}

static double preset_of(const struct column_schema *s)
{
    double value;
    if (!s->preset)
        return NAN;
    if (s->type == COL_CHOICE || s->type == COL_YES_NO) {
        char entry[100];
        return choice_of(s->type == COL_YES_NO ? "no|yes" : s->choices, s->preset, entry);
    }
    return number_read(s->preset, &value) ? value : NAN;
}

static void prepare(struct column *col)
{
    struct typed *typed = &col->c->typed[col->table];
    int n = rows(col->c, col->table);
    enum column_type type = col->schema->type;
    double preset = preset_of(col->schema);
    if (type == COL_REFERENCE)
        col->ref = typed->ref[col->at] = NEW_ARRAY(col->c->a, int, n + 1);
    else if (type != COL_ID && type != COL_TEXT && type != COL_LIST)
        col->number = typed->number[col->at] = NEW_ARRAY(col->c->a, double, n + 1);
    if (type == COL_LIST || type == COL_REFERENCE)
        col->map = referred(col->c, col->table, col->at);
    for (int row = 0; row < n && col->ref; row++)
        col->ref[row] = -1;
    for (int row = 0; row < n && col->number; row++)
        col->number[row] = preset;
}

/* Ids come in runs of the same text, which the reader stores once. */
static bool as_above(const struct column *col, int row, const char *text)
{
    if (!col->ref || !row || text != text_of(col->c, col->table, row - 1, col->at) ||
        col->ref[row - 1] < 0)
        return false;
    col->ref[row] = col->ref[row - 1];
    return true;
}

static void check_column(struct column *col)
{
    const struct table *t = table_of(col->c, col->table);
    bool left_out = !t->field[col->at] && !t->changed_by;
    if (left_out && !col->schema->required)
        return;
    for (int row = 0; row < t->n_rows && !is_full(col->c, col->table); row++) {
        const char *text = cell(t, row, col->at);
        if (t->bad[row] || as_above(col, row, text))
            continue;
        if (*text)
            check_cell(col, row, text);
        else if (col->schema->required && t->field[col->at])
            wrong(col->c, E201, col->table, row, col->at,
                  arena_print(col->c->a, "for example %s", col->schema->example),
                  "%s is empty", col->schema->name);
        else if (col->schema->required)
            col->c->typed[col->table].bad[row] = true; /* the header lacks it */
    }
}

/* Rows that were not looked at are as good as bad. */
static void reject_rest(struct checks *c, int table)
{
    for (int row = 0; row < rows(c, table) && is_full(c, table); row++)
        c->typed[table].bad[row] = true;
}

void check_cells(struct checks *c)
{
    char *entry = NEW_ARRAY(c->a, char, (1 << 16) + 1);
    for (int table = 0; table < N_TABLES; table++) {
        const struct table_schema *s = &TABLES[table];
        c->typed[table].number = NEW_ARRAY(c->a, double *, s->n_columns);
        c->typed[table].ref = NEW_ARRAY(c->a, int *, s->n_columns);
        for (int at = 0; at < s->n_columns; at++) {
            struct column col = { .c = c, .table = table, .at = at, .schema = &s->columns[at],
                                  .entry = entry };
            prepare(&col);
            check_column(&col);
        }
        reject_rest(c, table);
    }
}
