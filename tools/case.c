/* case.c - opens a case, checks the scenarios asked for, and prints what was found. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hold.h"
#include "tools/cli.h"

enum { SHOWN_OF_A_CODE = 20 };

static void list_scenarios(struct opened *c, struct arena *a)
{
    const struct table *t = &c->tables->table[T_SCENARIOS];
    int column = schema_column(t->schema, "scenario");
    c->scenario = NEW_ARRAY(a, const char *, t->n_rows + 1);
    for (int r = 0; r < t->n_rows; r++)
        if (cell(t, r, column)[0])
            c->scenario[c->n_scenarios++] = cell(t, r, column);
}

int case_open(struct opened *c, struct args *a, const char *folder)
{
    struct err err;
    struct stat found;
    *c = (struct opened){ .folder = folder };
    if (stat(folder, &found) != 0 || !S_ISDIR(found.st_mode)) {
        complain("there is no case folder \"%s\"", folder);
        return EXIT_IO;
    }
    findings_init(&c->findings, a->arena);
    if (tables_read(&c->tables, a->arena, folder, &c->findings, &err) != OK)
        return fail(&err);
    list_scenarios(c, a->arena);
    return EXIT_DONE;
}

static void check_one(struct opened *c, const char *scenario)
{
    struct world *w;
    struct err err = { .text = "" };
    struct arena *scratch = arena_new();
    const struct tables *t = c->tables;
    scenario = scenario ? scenario_source(t, scenario) : NULL; /* where NOTHING_ID is read from */
    if (scenario)
        t = tables_changed(scratch, t, scenario, &c->findings);
    if (world_build(&w, scratch, t, scenario, &c->findings, &err) != OK && !c->findings.n_errors)
        findings_add(&c->findings, (struct finding){ .severity = FINDING_ERROR,
                                                     .code = FINDING_KINDS[E000].code,
                                                     .file = "scenarios.csv", .text = err.text });
    arena_free(scratch);
}

void case_check(struct opened *c, struct arena *a, const char *const *scenario, int n)
{
    (void)a;
    for (int i = 0; i < n; i++)
        check_one(c, scenario[i]);
    findings_sort(&c->findings);
}

int case_knows(const struct opened *c, const char *const *scenario, int n)
{
    for (int i = 0; i < n; i++) {
        bool known = c->n_scenarios > 0 && strcmp(scenario[i], NOTHING_ID) == 0;
        for (int k = 0; k < c->n_scenarios; k++)
            known |= strcmp(c->scenario[k], scenario[i]) == 0;
        if (!known)
            return unknown("scenario", scenario[i], c->scenario, c->n_scenarios);
    }
    return EXIT_DONE;
}

const char *database_path(const struct args *a, const char *folder)
{
    if (a->given[OPT_DB])
        return a->text[OPT_DB];
    size_t n = strlen(folder);
    const char *slash = n && folder[n - 1] == '/' ? "" : "/";
    return arena_print(a->arena, "%s%sringfence.db", folder, slash);
}

static bool same_file(const char *one, const char *other)
{
    struct stat a, b;
    if (stat(one, &a) == 0 && stat(other, &b) == 0)
        return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    return strcmp(one, other) == 0;
}

int may_write(const struct args *a, const char *path)
{
    static const char *const OF_THE_DATABASE[] = { "", "-journal", "-wal", "-shm" };
    const char *database = database_path(a, a->word[0]);
    bool taken = names_table(path);
    for (int i = 0; i < COUNT(OF_THE_DATABASE); i++)
        taken |= same_file(path, arena_print(a->arena, "%s%s", database, OF_THE_DATABASE[i]));
    if (!taken)
        return EXIT_DONE;
    complain("%s is a table or the database; write to another file", path);
    return EXIT_USAGE;
}

/* ---- printing ---- */

static void print_finding(FILE *f, const struct finding *x, bool colour)
{
    bool error = x->severity == FINDING_ERROR;
    fprintf(f, "%s%s[%s]%s: %s", colour ? error ? "\033[1;31m" : "\033[1;33m" : "",
            error ? "error" : "query", x->code, colour ? "\033[0m" : "", x->file ? x->file : "");
    if (x->line)
        fprintf(f, ":%d", x->line);
    if (x->line && x->column)
        fprintf(f, ":%d", x->column);
    fprintf(f, ": %s\n", x->text);
    if (x->name && x->value)
        fprintf(f, "    %s: \"%s\"\n", x->name, x->value);
    if (x->help)
        fprintf(f, "    help: %s\n", x->help);
}

void print_findings(FILE *f, const struct findings *findings, const struct args *a)
{
    bool colour = colour_on(a, f);
    for (int i = 0, of_code = 0; i < findings->n; i++) {
        const struct finding *x = &findings->items[i];
        of_code = i && !strcmp(x->code, findings->items[i - 1].code) ? of_code + 1 : 1;
        if (a->given[OPT_QUIET] && x->severity == FINDING_QUERY)
            continue;
        bool last = i + 1 == findings->n || strcmp(x->code, findings->items[i + 1].code) != 0;
        if (of_code <= SHOWN_OF_A_CODE || a->given[OPT_ALL])
            print_finding(f, x, colour);
        else if (last)
            fprintf(f, "    ... and %d more like this (--all shows them)\n",
                    of_code - SHOWN_OF_A_CODE);
    }
}

static json_t *text_or_null(const char *text)
{
    json_t *value = text ? json_string(text) : NULL;
    return value ? value : json_null();
}

json_t *findings_json(const struct findings *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n; i++) {
        const struct finding *x = &f->items[i];
        json_t *one = json_object();
        json_object_set_new(one, "severity",
                            json_string(x->severity == FINDING_ERROR ? "error" : "query"));
        json_object_set_new(one, "code", text_or_null(x->code));
        json_object_set_new(one, "file", text_or_null(x->file));
        json_object_set_new(one, "line", json_integer(x->line));
        json_object_set_new(one, "column", json_integer(x->column));
        json_object_set_new(one, "name", text_or_null(x->name));
        json_object_set_new(one, "value", text_or_null(x->value));
        json_object_set_new(one, "text", text_or_null(x->text));
        json_object_set_new(one, "help", text_or_null(x->help));
        json_array_append_new(list, one);
    }
    return list;
}

void print_json(json_t *value)
{
    json_was_printed();
    json_dumpf(value, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
    putchar('\n');
    json_decref(value);
}

int case_refuse(const struct opened *c, const struct args *a)
{
    int code = c->findings.n_errors ? EXIT_INPUT : EXIT_DONE;
    FILE *f = code == EXIT_DONE ? stdout : stderr;
    const char *summary = arena_print(
        a->arena, "%d %s, %d %s. Nothing was solved.", c->findings.n_errors,
        c->findings.n_errors == 1 ? "error" : "errors", c->findings.n_queries,
        c->findings.n_queries == 1 ? "query" : "queries");
    if (!a->given[OPT_JSON])
        print_findings(f, &c->findings, a);
    if (code != EXIT_DONE)
        complain("%s", summary);
    if (code != EXIT_DONE && !a->given[OPT_JSON] && isatty(STDERR_FILENO))
        note("Next: ringfence help %s", c->findings.items[0].code);
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "results", json_array());
        if (code != EXIT_DONE)
            json_object_set_new(top, "error", trouble_json(code));
        json_object_set_new(top, "findings", findings_json(&c->findings));
        print_json(top);
    } else if (code == EXIT_DONE) {
        puts(summary);
    }
    return code;
}
