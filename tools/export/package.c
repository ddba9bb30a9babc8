/* package.c - the tables and views as CSV files, with datapackage.json to say what they mean.
 *
 * RFC 4180: UTF-8, a heading row, CRLF.  datapackage.json is Data Package 2 with a Table Schema
 * for each file, made from the words of the database (columns.h) and its own keys.
 */
#include <string.h>

#include "beside.h"
#include "tools/export/parts.h"

struct package {
    const struct chosen *chosen;
    struct arena *arena;          /* of one table at a time */
    const char *folder;
    bool excel_safe;
    struct beside files;
    json_t *resources;
};

struct part {                     /* a table or view */
    const char *name, *title, *path;
    const char *key;              /* "run, la" */
    struct result columns;        /* name, whether it may not be null */
};

/* ---- CSV ---- */

/* What Excel would take for a formula when it opens a CSV file. */
static bool looks_like_formula(const char *text)
{
    static const char *const FULL_WIDTH[] = { "＝", "＋", "－", "＠" };
    text += strspn(text, " ");
    if (*text && strchr("=+-@\t\r", *text))
        return true;
    for (int i = 0; i < COUNT(FULL_WIDTH); i++)
        if (strncmp(text, FULL_WIDTH[i], strlen(FULL_WIDTH[i])) == 0)
            return true;
    return false;
}

static void put_cell(FILE *f, const char *text, bool safe)
{
    bool prefix = safe && looks_like_formula(text);
    bool quote = text[strcspn(text, ",\"\r\n")] != '\0';
    if (quote)
        putc('"', f);
    if (prefix)
        putc('\'', f);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', f);
        putc(*text, f);
    }
    if (quote)
        putc('"', f);
}

static void put_rows(FILE *f, const struct package *p, const struct part *t,
                     const struct result *rows)
{
    int n = t->columns.n_rows;
    bool *text = NEW_ARRAY(p->arena, bool, n);
    for (int c = 0; c < n; c++) {
        const char *name = result_cell(&t->columns, c, 0);
        text[c] = kind_is_text(column_words(t->name, name)->kind);
        fprintf(f, "%s%s", c ? "," : "", name);
    }
    fputs("\r\n", f);
    for (int i = 0; i < rows->n_rows; i++) {
        for (int c = 0; c < n; c++) {
            const char *cell = result_cell(rows, i, c);
            if (c)
                putc(',', f);
            if (cell)
                put_cell(f, cell, p->excel_safe && text[c]);
        }
        fputs("\r\n", f);
    }
}

/* ---- datapackage.json ---- */

static json_t *words(const char *key)
{
    json_t *list = json_array();
    for (size_t n; *key; key += n + strspn(key + n, ", ")) {
        n = strcspn(key, ",");
        json_array_append_new(list, json_stringn(key, n));
    }
    return list;
}

static bool in_key(const char *key, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = key; *at; at += strcspn(at, ","), at += strspn(at, ", "))
        if (strncmp(at, name, n) == 0 && (at[n] == ',' || at[n] == '\0'))
            return true;
    return false;
}

static json_t *field_json(const struct part *t, int column)
{
    const char *name = result_cell(&t->columns, column, 0);
    const struct column_words *w = column_words(t->name, name);
    const char *unit = w->kind == K_BY_UNIT ? NULL : column_unit(w);
    json_t *field = json_pack("{s:s, s:s, s:s, s:s}", "name", name, "type", KINDS[w->kind].type,
                              "title", w->title, "description", w->help);
    if (unit)
        json_object_set_new(field, "unit", json_string(unit));
    if (w->kind == K_YES_NO)
        json_object_update_new(field, json_pack("{s:[s], s:[s]}", "trueValues", "1",
                                                "falseValues", "0"));
    bool never_null = strcmp(result_cell(&t->columns, column, 1), "1") == 0;
    if (in_key(t->key, name) || (never_null && !kind_is_text(w->kind)))
        json_object_set_new(field, "constraints", json_pack("{s:b}", "required", 1));
    return field;
}

/* "to" is null where a table is referred to by its key. */
static const char REFERENCES[] =
    "SELECT f.id, f.\"table\", group_concat(f.\"from\", ', ') AS own,"
    " group_concat(coalesce(f.\"to\", k.name), ', ') AS other FROM"
    " (SELECT * FROM pragma_foreign_key_list(?1) ORDER BY id, seq) f"
    " JOIN pragma_table_info(f.\"table\") k ON k.pk = f.seq + 1 GROUP BY f.id";

static json_t *reference_json(const char *own, const char *table, const char *other)
{
    return json_pack("{s:o, s:{s:s, s:o}}", "fields", words(own), "reference", "resource", table,
                     "fields", words(other));
}

/* Those of a table it declares; a view's columns refer to the tables whose names they bear. */
static enum status references_json(json_t **list, struct package *p, const struct part *t,
                                   struct err *err)
{
    struct result r;
    *list = json_array();
    TRY(result_read(&r, p->arena, p->chosen->store, REFERENCES, &t->name, 1, err));
    for (int i = 0; i < r.n_rows; i++)
        json_array_append_new(*list, reference_json(result_cell(&r, i, 2), result_cell(&r, i, 1),
                                                    result_cell(&r, i, 3)));
    for (int c = 0; c < t->columns.n_rows && strncmp(t->name, "v_", 2) == 0; c++) {
        const char *name = result_cell(&t->columns, c, 0);
        if (column_words(t->name, name)->kind != K_NAME)
            continue;
        const char *key = strcmp(name, "run") == 0 ? "run" : arena_print(p->arena, "run, %s",
                                                                         name);
        json_array_append_new(*list, reference_json(key, name, key));
    }
    return OK;
}

static enum status describe(struct package *p, const struct part *t, int n_rows, struct err *err)
{
    json_t *fields = json_array(), *references = NULL;
    for (int c = 0; c < t->columns.n_rows; c++)
        json_array_append_new(fields, field_json(t, c));
    enum status status = references_json(&references, p, t, err);
    json_t *schema = json_pack(
        "{s:s, s:o, s:[s], s:o, s:o}", "$schema",
        "https://datapackage.org/profiles/2.0/tableschema.json", "fields", fields,
        "missingValues", "", "primaryKey", words(t->key), "foreignKeys", references);
    json_t *resource = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:o}", "name", t->name, "type", "table",
        "path", t->path, "title", t->title, "description",
        arena_print(p->arena, "One row for each %s.", t->key), "format", "csv", "mediatype",
        "text/csv", "encoding", "utf-8", "rows", n_rows, "schema", schema);
    if (json_array_append_new(p->resources, resource) != 0 && status == OK)
        status = err_set(err, BROKEN, "the description of %s cannot be made", t->path);
    return status;
}

static enum status write_description(struct package *p, struct err *err)
{
    FILE *f;
    const char *path = arena_print(p->chosen->arena, "%s/datapackage.json", p->folder);
    json_t *top = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:O}", "$schema",
        "https://datapackage.org/profiles/2.0/datapackage.json", "name", "ringfence-results",
        "title", "Plans of training, what they cost and who pays for them", "description",
        "The newest results of scenarios. Views in this folder hold figures in pounds; tables/ "
        "holds what they are made from. Every row says its run.",
        "created", run_newest_end(p->chosen), "resources", p->resources);
    if (!top)
        return err_set(err, BROKEN, "the description of the files cannot be made");
    enum status status = beside_begin(&p->files, path, &f, err);
    if (status == OK) {
        json_dumpf(top, f, JSON_INDENT(2));
        putc('\n', f);
        status = beside_end(f, path, err);
    }
    json_decref(top);
    return status;
}

/* ---- parts ---- */

static enum status check_words(const struct part *t, struct err *err)
{
    for (int c = 0; c < t->columns.n_rows; c++)
        if (!column_words(t->name, result_cell(&t->columns, c, 0)))
            return err_set(err, BROKEN, "nothing says what %s.%s means", t->name,
                           result_cell(&t->columns, c, 0));
    return OK;
}

static enum status write_part(struct package *p, struct part *t, struct err *err)
{
    struct chosen here = *p->chosen;
    struct result rows;
    FILE *f;
    here.arena = p->arena;
    const char *path = arena_print(p->chosen->arena, "%s/%s", p->folder, t->path);
    TRY(result_read(&t->columns, p->arena, here.store,
                    "SELECT name, \"notnull\" FROM pragma_table_info(?1)", &t->name, 1, err));
    TRY(check_words(t, err));
    TRY(chosen_rows(&rows, &here, t->name, t->key, err));
    TRY(beside_begin(&p->files, path, &f, err));
    put_rows(f, p, t, &rows);
    TRY(beside_end(f, path, err));
    return describe(p, t, rows.n_rows, err);
}

/* Bytes are no cells, and stay in the database. */
static enum status write_table(struct package *p, const struct store_table *t, struct err *err)
{
    struct result key;
    if (strstr(t->columns, " BLOB"))
        return OK;
    TRY(result_read(&key, p->arena, p->chosen->store,
                    "SELECT group_concat(name, ', ') FROM (SELECT name FROM"
                    " pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)", &t->name, 1, err));
    struct part part = { .name = t->name, .title = t->title, .key = result_cell(&key, 0, 0),
                         .path = arena_print(p->arena, "tables/%s.csv", t->name) };
    return write_part(p, &part, err);
}

static enum status write_view(struct package *p, const struct store_view *v, struct err *err)
{
    if (strncmp(v->name, "v_", 2) != 0)
        return OK;
    struct part part = { .name = v->name, .title = v->title, .key = v->key,
                         .path = arena_print(p->arena, "%s.csv", v->name + 2) };
    return write_part(p, &part, err);
}

static enum status write_parts(struct package *p, struct err *err)
{
    enum status status = OK;
    for (int i = 0; i < N_STORE_VIEWS + N_STORE_TABLES && status == OK; i++) {
        p->arena = arena_new();
        status = i < N_STORE_VIEWS ? write_view(p, &STORE_VIEWS[i], err)
                                   : write_table(p, &STORE_TABLES[i - N_STORE_VIEWS], err);
        arena_free(p->arena);
    }
    return status == OK ? write_description(p, err) : status;
}

enum status package_write(const struct chosen *c, const char *folder, bool excel_safe,
                          int *n_files, struct err *err)
{
    struct package p = { .chosen = c, .folder = folder, .excel_safe = excel_safe,
                         .files = { .arena = c->arena } };
    TRY(beside_folder(folder, err));
    TRY(beside_folder(arena_print(c->arena, "%s/tables", folder), err));
    p.resources = json_array();
    enum status status = write_parts(&p, err);
    *n_files = p.files.n;
    if (status == OK)
        status = beside_keep(&p.files, err);
    beside_drop(&p.files);
    json_decref(p.resources);
    return status;
}
