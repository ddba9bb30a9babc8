/* export.c - the program of a scenario for other solvers, or a stored result as CSV files. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "beside.h"
#include "engine.h"
#include "export.h"
#include "tools/cli.h"

static void put_csv(FILE *f, const char *text)
{
    if (!text)
        return;
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, f);
        return;
    }
    putc('"', f);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', f);
        putc(*text, f);
    }
    putc('"', f);
}

static void put_line(FILE *f, const char *const *cells, int n)
{
    for (int i = 0; i < n; i++) {
        if (i)
            putc(',', f);
        put_csv(f, cells[i]);
    }
    fputs("\r\n", f);
}

static enum status write_view(struct beside *files, struct store *s, const char *view,
                              const char *id, const char *dir, struct err *err)
{
    struct arena *a = files->arena;
    struct result r, names;
    FILE *f;
    const char *sql = arena_print(a, "SELECT * FROM \"%s\" WHERE run = ?1", view);
    TRY(result_read(&r, a, s, sql, &id, 1, err));
    TRY(result_read(&names, a, s, "SELECT name FROM pragma_table_info(?1)", &view, 1, err));
    const char *path = arena_print(a, "%s/%s.csv", dir, view + 2); /* without v_ */
    TRY(beside_begin(files, path, &f, err));
    put_line(f, names.cell, names.n_rows);
    for (int i = 0; i < r.n_rows; i++)
        put_line(f, r.cell + (size_t)i * (size_t)r.n_columns, r.n_columns);
    return beside_end(f, path, err);
}

/* All of them or none: the files of two results never stand side by side. */
static enum status write_each(struct args *a, struct store *s, const struct result *views,
                              const char *id, const char *dir, struct err *err)
{
    struct beside files = { .arena = a->arena };
    enum status status = OK;
    for (int i = 0; i < views->n_rows && status == OK; i++)
        status = write_view(&files, s, result_cell(views, i, 0), id, dir, err);
    if (status == OK)
        status = beside_keep(&files, err);
    beside_drop(&files);
    return status;
}

/* What was written: a line for people; for scripts one of the objects printed at the end. */
static void say_written(const struct args *a, json_t *written, const char *format, const char *dir,
                        const char *what)
{
    json_t *one = json_object();
    json_object_set_new(one, "format", json_string(format));
    json_object_set_new(one, "folder", json_string(dir));
    json_object_set_new(one, "what", json_string(what));
    json_array_append_new(written, one);
    if (!a->given[OPT_QUIET] && !a->given[OPT_JSON])
        fprintf(stderr, "Wrote %s to %s\n", what, dir);
}

static enum status write_views(struct args *a, struct store *s, const char *id, const char *dir,
                               json_t *written, struct err *err)
{
    struct result views;
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return err_set(err, IO_FAILED, "cannot make the folder %s: %s", dir, strerror(errno));
    TRY(result_read(&views, a->arena, s, "SELECT name FROM sqlite_schema WHERE type = 'view' AND"
                    " substr(name, 1, 2) = 'v_' ORDER BY name", NULL, 0, err));
    TRY(write_each(a, s, &views, id, dir, err));
    say_written(a, written, "csv", dir,
                arena_print(a->arena, "%d tables of %s", views.n_rows, id));
    return OK;
}

static int export_csv(struct args *a, const char *dir, json_t *written)
{
    struct store *s = NULL;
    struct err err;
    char id[40];
    int code = stored_open(&s, a, a->word[0]);
    if (code == EXIT_DONE)
        code = stored_newest(s, a, a->word[1], id);
    if (code == EXIT_DONE && write_views(a, s, id, dir, written, &err) != OK)
        code = fail(&err);
    store_close(s);
    return code;
}

static int export_program(struct args *a, const char *format, const char *dir, json_t *written)
{
    struct opened c;
    struct program *p;
    struct err err;
    int code = case_open(&c, a, a->word[0]);
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
        { OPT_MPS, "mps" }, { OPT_LP, "lp" }, { OPT_CSV, NULL } };
    int code = EXIT_DONE, n = 0;
    json_t *top = json_object(), *written = json_array();
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "wrote", written);
    for (int i = 0; i < COUNT(FORMATS) && code == EXIT_DONE; i++) {
        const char *dir = a->text[FORMATS[i].option];
        if (!dir)
            continue;
        n++;
        code = FORMATS[i].format ? export_program(a, FORMATS[i].format, dir, written)
                                 : export_csv(a, dir, written);
    }
    if (!n)
        code = usage_error(a->command, "say what to write: --mps, --lp or --csv");
    if (code == EXIT_DONE && a->given[OPT_JSON])
        print_json(top);
    else
        json_decref(top);
    return code;
}
