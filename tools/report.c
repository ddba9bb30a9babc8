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

/* A comma may be part of a name: the longest stored name that fits is taken. */
static size_t name_at(const char *text, const struct result *stored)
{
    size_t longest = strcspn(text, ",");
    for (int i = 0; i < stored->n_rows; i++) {
        size_t n = strlen(result_cell(stored, i, 0));
        if (n > longest && strncmp(text, result_cell(stored, i, 0), n) == 0 &&
            (text[n] == ',' || !text[n]))
            longest = n;
    }
    return longest;
}

static enum status names_of(struct report *r, const char *text, const char **name, int *n,
                            struct err *err)
{
    struct result stored;
    TRY(result_read(&stored, r->arena, r->store, "SELECT DISTINCT scenario FROM run", NULL, 0,
                    err));
    for (*n = 0; *text && *n < SIDES_MAX; (*n)++) {
        size_t length = name_at(text, &stored);
        name[*n] = arena_copy(r->arena, text, length);
        text += length + (text[length] == ',');
    }
    return *text ? err_set(err, WRONG_USAGE, "a report compares at most %d scenarios", SIDES_MAX)
                 : OK;
}

static int add_side(struct report *r, const char *scenario)
{
    struct side s = { 0 };
    struct err err;
    for (int i = 0; i < r->n_sides; i++)
        if (strcmp(r->side[i].scenario, scenario) == 0)
            return usage_error(r->args->command, "\"%s\" is named twice", scenario);
    if (store_newest(r->store, scenario, s.id, &err) != OK)
        return fail(&err);
    if (!s.id[0]) {
        complain("no result of scenario \"%s\" is stored; first: ringfence run \"%s\" \"%s\"",
                 scenario, r->folder, scenario);
        return EXIT_USAGE;
    }
    int code = stored_check(r->store, s.id);
    if (code != EXIT_DONE)
        return code;
    if (side_read(&s, r->args, r->store, &err) != OK)
        return fail(&err);
    if (!s.plan || s.broken) {
        r->lost[r->n_lost++] = s;
        return EXIT_DONE;
    }
    if (r->args->given[OPT_PREFER] && strcmp(scenario, r->args->text[OPT_PREFER]) == 0)
        r->preferred = r->n_sides;
    r->label[r->n_sides] = s.scenario;
    r->side[r->n_sides++] = s;
    return EXIT_DONE;
}

static int check_preferred(const struct report *r, const char *const *name, int n)
{
    const char *wanted = r->args->text[OPT_PREFER];
    for (int i = 0; i < n && wanted; i++)
        if (strcmp(name[i], wanted) == 0)
            return EXIT_DONE;
    return wanted ? unknown("compared scenario", wanted, name, n) : EXIT_DONE;
}

static int add_sides(struct report *r, const struct report_kind *kind)
{
    const struct args *a = r->args;
    const char *name[SIDES_MAX];
    struct err err;
    int n = 0, code = EXIT_DONE;
    if (kind->of_one != (a->n_words == 2) || kind->of_one == a->given[OPT_COMPARE])
        return usage_error(a->command, kind->of_one
                               ? "name one scenario after the case"
                               : "say which scenarios: --compare LA,Region");
    if (kind->of_one)
        name[n++] = a->word[1];
    else if (names_of(r, a->text[OPT_COMPARE], name, &n, &err) != OK)
        return fail(&err);
    code = check_preferred(r, name, n);
    for (int i = 0; i < n && code == EXIT_DONE; i++)
        code = add_side(r, name[i]);
    return code;
}

static enum status find_place(struct report *r, struct err *err)
{
    struct result x;
    const char *run = r->n_sides ? r->side[0].id : r->lost[0].id;
    TRY(ask(r, &x, "SELECT rtrim(folder, '/') FROM run WHERE run = ?1", &run, 1, err));
    const char *folder = x.n_rows && result_cell(&x, 0, 0) ? result_cell(&x, 0, 0) : "";
    const char *slash = strrchr(folder, '/');
    r->place = slash ? slash + 1 : folder;
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
    }
}

static int write_report(struct report *r, const struct report_kind *kind)
{
    const struct args *a = r->args;
    struct err err;
    const char *path = a->given[OPT_OUTPUT] ? a->text[OPT_OUTPUT]
                       : arena_print(r->arena, "%s/%s.html", r->folder,
                                     kind->of_one ? a->word[1] : kind->name);
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
    struct report r = { .args = a, .arena = a->arena, .folder = a->word[0], .preferred = -1 };
    if (!kind)
        return unknown_kind(name);
    int code = stored_open(&r.store, a, r.folder);
    r.questions = json_array();
    if (code == EXIT_DONE)
        code = add_sides(&r, kind);
    if (code == EXIT_DONE)
        code = write_report(&r, kind);
    json_decref(r.questions);
    store_close(r.store);
    return code;
}
