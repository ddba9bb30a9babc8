/* report.c - a paper from stored results alone, as one page that needs nothing else. */
#include <math.h>
#include <string.h>

#include "beside.h"
#include "tools/report/report.h"

static const struct report_kind *kind_of(const struct args *a, const char **name)
{
    *name = a->given[OPT_KIND] ? a->text[OPT_KIND] : "board";
    for (int i = 0; i < N_REPORT_KINDS; i++)
        if (strcmp(REPORT_KINDS[i]->name, *name) == 0)
            return REPORT_KINDS[i];
    return NULL;
}

static int unknown_kind(const char *name)
{
    const char *names[16];
    int n = 0;
    for (; n < N_REPORT_KINDS && n < COUNT(names); n++)
        names[n] = REPORT_KINDS[n]->name;
    return unknown("kind of report", name, names, n);
}

static enum status find_place(struct report *r, struct err *err)
{
    struct result x;
    const char *run = r->n_sides ? r->side[0].id : r->lost[0].id;
    TRY(ask(r, &x, "SELECT rtrim(folder, '/') FROM run WHERE run = ?1", &run, 1, err));
    r->solved_in = x.n_rows && result_cell(&x, 0, 0) ? result_cell(&x, 0, 0) : "";
    const char *slash = strrchr(r->solved_in, '/');
    r->place = slash ? slash + 1 : r->solved_in;
    return OK;
}

static void tell(struct report *r, const struct report_kind *kind, const char *path)
{
    const struct args *a = r->args;
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "file", json_string(path));
        json_object_set_new(top, "kind", json_string(kind->name));
        json_object_set(top, "questions", r->questions);
        print_json(top);
    } else if (!a->given[OPT_QUIET]) {
        fprintf(stderr, "Wrote %s (%zu KB, needs no network, prints on A4): %d figures, %d "
                        "tables.\n", path, (r->page.size + 500) / 1000, r->page.n_figures,
                r->page.n_tables);
        for (int i = 0; i < r->n_missing; i++)
            note("It still lacks what this would add: %s", r->missing[i]);
    }
}

static int write_report(struct report *r, const struct report_kind *kind)
{
    const struct args *a = r->args;
    struct err err;
    const char *path = a->given[OPT_OUTPUT] ? a->text[OPT_OUTPUT]
                       : arena_print(r->arena, "%s/%s.html", r->folder,
                                     kind->of_one ? a->word[1] : kind->name);
    int code = may_write(a, path);
    if (code != EXIT_DONE)
        return code;
    enum status status = find_place(r, &err);
    page_open(&r->page);
    if (status == OK)
        status = report_print(r, kind, &err);
    page_close(&r->page);
    if (status == OK)
        status = write_whole_file(path, r->page.text, r->page.size, &err);
    if (status == OK)
        tell(r, kind, path);
    page_free(&r->page);
    return status == OK ? EXIT_DONE : fail(&err);
}

int command_report(struct args *a)
{
    const char *name;
    const struct report_kind *kind = kind_of(a, &name);
    struct report r = { .args = a, .arena = a->arena, .folder = a->word[0], .preferred = -1,
                        .nothing = -1 };
    if (!kind)
        return unknown_kind(name);
    int code = stored_open(&r.store, a, r.folder);
    r.questions = json_array();
    if (code == EXIT_DONE)
        code = report_sides(&r, kind);
    if (code == EXIT_DONE)
        code = write_report(&r, kind);
    json_decref(r.questions);
    store_close(r.store);
    return code;
}
