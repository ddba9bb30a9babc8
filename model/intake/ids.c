/* ids.c - the names by which rows are known, and keys that occur twice. */
#include <string.h>
#include <strings.h>

#include "check.h"
#include "columns.h"
#include "text.h"

static bool has_id(int table)
{
    const struct column_schema *first = TABLES[table].columns;
    return first->key && first->type == COL_ID;
}

static void ids_of(struct checks *c, int table)
{
    map_init(&c->ids[table], c->a);
    if (!has_id(table))
        return;
    for (int row = 0; row < rows(c, table); row++) {
        const char *id = text_of(c, table, row, 0);
        int before = *id ? map_add(&c->ids[table], id, row) : -1;
        c->typed[table].holed |= !*id || table_of(c, table)->bad[row];
        if (before >= 0 && !is_full(c, table))
            wrong(c, E210, table, row, 0, "give it another id, or delete one of the rows",
                  "\"%s\" is already on line %d", text_shown(c->a, id),
                  line_of(c, table, before));
    }
}

/* "Mar-01" may have been MAR1, "1.2E5" is refused for its sign or taken for a number. */
static bool is_like_date(const char *id)
{
    static const char *const MONTHS[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
                                          "sep", "oct", "nov", "dec" };
    size_t n = strlen(id), figures = strspn(id, "0123456789");
    const char *month = figures ? id + figures + 1 : id;
    bool day_first = figures >= 1 && figures <= 2 && id[figures] == '-' && n == figures + 4;
    bool month_first = !figures && n >= 5 && n <= 6 && id[3] == '-' &&
                       strspn(id + 4, "0123456789") == n - 4;
    for (int i = 0; i < COUNT(MONTHS) && (day_first || month_first); i++)
        if (!strncasecmp(month, MONTHS[i], 3))
            return true;
    return false;
}

/* Without what a spreadsheet or a hasty hand changes: leading zeros, capitals, spaces. */
static const char *bare(struct arena *a, const char *id)
{
    char *out = arena_alloc(a, strlen(id) + 1, 1), *to = out;
    size_t zeros = strspn(id, "0");
    for (id += id[strspn(id, "0123456789")] ? 0 : zeros; *id; id++)
        if (*id != ' ')
            *to++ = (char)(*id >= 'A' && *id <= 'Z' ? *id + 32 : *id);
    return out;
}

static void look_at_ids(struct checks *c, int table)
{
    struct map seen;
    map_init(&seen, c->a);
    for (int row = 0; has_id(table) && row < rows(c, table); row++) {
        const char *id = text_of(c, table, row, 0);
        if (!*id || map_find(&c->ids[table], id) != row)
            continue;
        if (is_like_date(id))
            wrong(c, Q511, table, row, 0, "see whether a spreadsheet made a date of it",
                  "\"%s\" looks like a date", text_shown(c->a, id));
        int before = map_add(&seen, bare(c->a, id), row);
        if (before >= 0)
            wrong(c, Q512, table, row, 0, "see whether they are the same",
                  "\"%s\" and \"%s\" on line %d differ only in leading zeros, capitals or spaces",
                  text_shown(c->a, id), text_shown(c->a, text_of(c, table, before, 0)),
                  line_of(c, table, before));
    }
}

/* Distinct texts of a column; an empty one means that of column 0. */
static void words_of(struct checks *c, struct map *words, int table, int column)
{
    map_init(words, c->a);
    for (int row = 0; row < rows(c, table); row++) {
        const char *word = text_of(c, table, row, column);
        if (!*word)
            word = text_of(c, table, row, 0);
        if (*word)
            map_add(words, word, words->n);
    }
}

static void find_course_modules(struct checks *c)
{
    c->has_modules = NEW_ARRAY(c->a, bool, rows(c, T_COURSES) + 1);
    for (int row = 0; row < rows(c, T_COURSE_MODULES); row++) {
        const char *id = text_of(c, T_COURSE_MODULES, row, COURSE_MODULE_COURSE);
        int course = map_find(&c->ids[T_COURSES], id);
        if (course >= 0)
            c->has_modules[course] = true;
    }
}

static void find_teachable(struct checks *c)
{
    int n = rows(c, T_MODULES);
    map_init(&c->teachable, c->a);
    for (int row = 0; row < n; row++)
        if (!is_empty(c, T_MODULES, row, MODULE_ID))
            map_add(&c->teachable, text_of(c, T_MODULES, row, MODULE_ID), row);
    for (int row = 0; row < rows(c, T_COURSES); row++) {
        const char *id = text_of(c, T_COURSES, row, COURSE_ID);
        if (c->has_modules[row] || !*id || map_find(&c->ids[T_COURSES], id) != row)
            continue;
        int module = map_add(&c->teachable, id, n + row);
        if (module >= 0)
            wrong(c, E330, T_COURSES, row, COURSE_ID, "give one of them another id",
                  "\"%s\" is a course without modules and also a module (line %d of modules.csv)",
                  text_shown(c->a, id), line_of(c, T_MODULES, module));
    }
}

void check_ids(struct checks *c)
{
    for (int table = 0; table < N_TABLES; table++) {
        const struct table *t = table_of(c, table);
        c->typed[table].bad = NEW_ARRAY(c->a, bool, t->n_rows + 1);
        if (t->n_rows)
            memcpy(c->typed[table].bad, t->bad, (size_t)t->n_rows * sizeof *t->bad);
    }
    for (int table = 0; table < N_TABLES; table++) {
        ids_of(c, table);
        look_at_ids(c, table);
    }
    words_of(c, &c->las, T_AREAS, AREA_LA);
    words_of(c, &c->regions, T_AREAS, AREA_REGION);
    words_of(c, &c->sectors, T_ROLES, ROLE_SECTOR);
    find_course_modules(c);
    find_teachable(c);
}

static void key_of(const struct checks *c, int table, int row, int64_t key[TUPLE])
{
    const struct table_schema *s = &TABLES[table];
    int n = 0;
    memset(key, 0, TUPLE * sizeof *key);
    for (int column = 0; column < s->n_columns && n < TUPLE; column++) {
        if (!s->columns[column].key)
            continue;
        if (s->columns[column].type == COL_REFERENCE)
            key[n++] = ref_of(c, table, row, column);
        else
            memcpy(&key[n++], &c->typed[table].number[column][row], sizeof *key);
    }
}

static const char *key_text(const struct checks *c, int table, int row)
{
    const struct table_schema *s = &TABLES[table];
    const char *text = "";
    for (int column = 0; column < s->n_columns; column++)
        if (s->columns[column].key)
            text = arena_print(c->a, "%s%s%s", text, *text ? ", " : "",
                               text_shown(c->a, text_of(c, table, row, column)));
    return text;
}

static void keys_of(struct checks *c, int table)
{
    struct tuples seen;
    int64_t key[TUPLE];
    tuples_init(&seen, c->a, rows(c, table));
    for_each_row(c, table, row) {
        key_of(c, table, row, key);
        int before = tuples_add(&seen, key, row);
        if (before >= 0)
            wrong(c, E210, table, row, -1, "delete one of the rows",
                  "\"%s\" is already on line %d", key_text(c, table, row),
                  line_of(c, table, before));
    }
}

void check_keys(struct checks *c)
{
    for (int table = 0; table < N_TABLES; table++)
        if (TABLES[table].columns[0].key && !has_id(table) && is_whole(c, table))
            keys_of(c, table);
}
