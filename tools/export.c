/* export.c - stored results as a workbook or CSV files; a scenario's program for other solvers. */
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "export.h"
#include "tools/cli.h"
#include "tools/export/parts.h"

/* What was written: a line for people; for scripts one of the objects printed at the end. */
static void say_written(const struct args *a, json_t *written, const char *format, const char *dir,
                        const char *what)
{
    json_t *one = json_object();
    json_object_set_new(one, "format", json_string(format));
    json_object_set_new(one, strcmp(format, "xlsx") == 0 ? "file" : "folder", json_string(dir));
    json_object_set_new(one, "what", json_string(what));
    json_array_append_new(written, one);
    if (!a->given[OPT_QUIET] && !a->given[OPT_JSON])
        note("Wrote %s to %s", what, dir);
}

/* The newest run of every scenario named, or of all that are stored. */
static int choose(struct chosen *c, struct args *a)
{
    struct result all;
    struct err err;
    const char *ids = "";
    char id[40];
    if (result_read(&all, a->arena, c->store, "SELECT scenario FROM run WHERE run NOT IN"
                    " (SELECT run FROM held) GROUP BY scenario"
                    " ORDER BY min(sequence)", NULL, 0, &err) != OK)
        return fail(&err);
    if (all.n_rows == 0) {
        complain("%s holds no results yet; `ringfence run %s` makes them",
                 database_path(a, a->word[0]), a->word[0]);
        return EXIT_IO;
    }
    bool named = a->n_words > 1;
    for (int i = 0; i < (named ? a->n_words - 1 : all.n_rows); i++) {
        int code = stored_newest(c->store, a, named ? a->word[i + 1] : result_cell(&all, i, 0), id);
        if (code != EXIT_DONE)
            return code;
        ids = arena_print(a->arena, "%s%s%s", ids, ids[0] ? " " : "", id);
    }
    if (result_read(&c->runs, a->arena, c->store, "SELECT * FROM v_run WHERE instr(' ' || ?1 || "
                    "' ', ' ' || run || ' ') ORDER BY instr(?1, run)", &ids, 1, &err) != OK)
        return fail(&err);
    return EXIT_DONE;
}

static int no_case(struct args *a, const char *folder)
{
    if (access(arena_print(a->arena, "%s/scenarios.csv", folder), F_OK) != 0)
        return EXIT_DONE;
    complain("%s holds the tables of a case; name another folder", folder);
    return EXIT_IO;
}

static int write_results(const struct chosen *c, struct args *a, enum option_id option,
                         json_t *written)
{
    struct err err;
    int n = 0;
    bool csv = option == OPT_CSV;
    const char *to = a->text[option], *runs = run_at(c, 0, "run");
    int code = csv ? no_case(a, to) : may_write(a, to);
    if (code != EXIT_DONE)
        return code;
    enum status status = csv ? package_write(c, to, a->given[OPT_EXCEL_SAFE], &n, &err)
                             : workbook_write(c, to, &n, &err);
    if (status != OK)
        return fail(&err);
    for (int i = 1; i < c->runs.n_rows; i++)
        runs = arena_print(a->arena, "%s, %s", runs, run_at(c, i, "run"));
    say_written(a, written, csv ? "csv" : "xlsx", to,
                arena_print(a->arena, csv ? "%d tables of %s" : "%d sheets of %s", csv ? n - 1 : n,
                            runs));
    return EXIT_DONE;
}

static int export_results(struct args *a, enum option_id option, json_t *written)
{
    struct chosen c = { .arena = a->arena };
    int code = stored_open(&c.store, a, a->word[0]);
    if (code == EXIT_DONE)
        code = choose(&c, a);
    if (code == EXIT_DONE)
        code = write_results(&c, a, option, written);
    store_close(c.store);
    return code;
}

static int export_program(struct args *a, const char *format, const char *dir, json_t *written)
{
    struct opened c;
    struct program *p;
    struct err err;
    int code = no_case(a, dir);
    if (code == EXIT_DONE)
        code = case_open(&c, a, a->word[0]);
    const char *const *scenario = a->word + 1;
    if (code == EXIT_DONE && c.n_scenarios > 0)
        code = case_knows(&c, scenario, 1);
    if (code != EXIT_DONE)
        return code;
    case_check(&c, a->arena, scenario, 1);
    if (c.findings.n_errors) {
        print_findings(stderr, &c.findings, a);
        complain("the tables have errors, nothing was exported");
        return EXIT_INPUT;
    }
    if (engine_build(&p, a->arena, c.tables, a->word[1], &c.findings, &err) != OK ||
        export_model(p, format, dir, &err) != OK)
        return fail(&err);
    bool stages = p->sets->world->scenario.objective == OBJECTIVE_COVERAGE;
    say_written(a, written, format, dir,
                arena_print(a->arena, "%d rows and %d columns%s", p->matrix.n_rows,
                            p->matrix.n_cols, stages ? ", with the value of the shortfall as what"
                            " is minimised: the first of its two stages" : ""));
    return EXIT_DONE;
}

int command_export(struct args *a)
{
    static const struct { enum option_id option; const char *format; } FORMATS[] = {
        { OPT_MPS, "mps" }, { OPT_LP, "lp" }, { OPT_CSV, NULL }, { OPT_XLSX, NULL } };
    int code = EXIT_DONE, n = 0;
    json_t *top = json_object(), *written = json_array();
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "wrote", written);
    for (int i = 0; i < COUNT(FORMATS) && code == EXIT_DONE; i++) {
        const char *dir = a->text[FORMATS[i].option];
        if (!dir)
            continue;
        n++;
        if (FORMATS[i].format && a->n_words != 2)
            code = usage_error(a->command, "--%s writes the program of one scenario: name one",
                               OPTIONS[FORMATS[i].option].name);
        else if (FORMATS[i].format)
            code = export_program(a, FORMATS[i].format, dir, written);
        else
            code = export_results(a, FORMATS[i].option, written);
    }
    if (!n)
        code = usage_error(a->command, "say what to write: --xlsx, --csv, --mps or --lp");
    if (code == EXIT_DONE && a->given[OPT_JSON])
        print_json(top);
    else
        json_decref(top);
    return code;
}
