/* options.c - which scenarios a paper is of: those asked for, and doing nothing beside them. */
#include <string.h>

#include "hold.h"
#include "run.h"
#include "tools/report/report.h"

enum { NAMED_MAX = SIDES_MAX - 1 }; /* doing nothing may come on top */

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
    for (*n = 0; *text && *n < NAMED_MAX; (*n)++) {
        size_t length = name_at(text, &stored);
        name[*n] = arena_copy(r->arena, text, length);
        text += length + (text[length] == ',');
    }
    return *text ? err_set(err, WRONG_USAGE, "a report compares at most %d scenarios", NAMED_MAX)
                 : OK;
}

/* What a search that was stopped has found is shown by itself, and compared with nothing. */
static bool is_lost(const struct report *r, const struct side *s)
{
    bool stopped = strcmp(s->status, RUN_STATUS_NAME[RUN_STOPPED]) == 0;
    return !s->plan || s->broken || (stopped && r->args->given[OPT_COMPARE]);
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
        complain("no result of scenario \"%s\" is stored; first: ringfence run %s %s", scenario,
                 shell_word(r->arena, r->folder), shell_word(r->arena, scenario));
        return EXIT_USAGE;
    }
    int code = stored_check(r->store, r->args, s.id);
    if (code != EXIT_DONE)
        return code;
    if (side_read(&s, r->args, r->store, &err) != OK)
        return fail(&err);
    if (is_lost(r, &s))
        r->lost[r->n_lost++] = s;
    else
        r->side[r->n_sides++] = s;
    return EXIT_DONE;
}

/* The newest run of doing nothing that was made from the same tables. */
static const char NOTHING[] =
    "SELECT n.run FROM run n WHERE n.scenario = ?2 AND n.cost IS NOT NULL AND n.breaches = 0 AND"
    " n.run NOT IN (SELECT run FROM held) AND NOT EXISTS (SELECT 1 FROM run_input x JOIN run_input"
    " y ON y.run = ?1 AND y.\"table\" = x.\"table\" WHERE x.run = n.run AND"
    " x.sha256 <> y.sha256) ORDER BY n.sequence DESC LIMIT 1";

static int find_nothing(const struct report *r)
{
    for (int i = 0; i < r->n_sides; i++)
        if (strcmp(r->side[i].scenario, NOTHING_ID) == 0)
            return i;
    return -1;
}

/* First among those compared, last beside the one that a report of one scenario is of. */
static int add_nothing(struct report *r, bool last)
{
    struct err err;
    struct result x;
    struct side s = { 0 };
    const char *given[] = { r->n_sides ? r->side[0].id : "", NOTHING_ID };
    if (r->n_sides == 0 || find_nothing(r) >= 0)
        return EXIT_DONE;
    if (result_read(&x, r->arena, r->store, NOTHING, given, 2, &err) != OK)
        return fail(&err);
    if (x.n_rows == 0)
        return EXIT_DONE;
    snprintf(s.id, sizeof s.id, "%s", result_cell(&x, 0, 0));
    int code = stored_check(r->store, r->args, s.id);
    if (code != EXIT_DONE)
        return code;
    if (side_read(&s, r->args, r->store, &err) != OK)
        return fail(&err);
    int at = last ? r->n_sides : 0;
    memmove(r->side + at + 1, r->side + at, (size_t)(r->n_sides - at) * sizeof *r->side);
    r->side[at] = s;
    r->n_sides++;
    return EXIT_DONE;
}

static void choose(struct report *r)
{
    const char *wanted = r->args->given[OPT_PREFER] ? r->args->text[OPT_PREFER] : NULL;
    r->nothing = r->n_sides > 1 ? find_nothing(r) : -1;
    for (int i = 0; i < r->n_sides; i++) {
        r->label[i] = i == r->nothing ? "Do nothing" : r->side[i].scenario;
        if (wanted && strcmp(r->side[i].scenario, wanted) == 0)
            r->preferred = i;
        if (i != r->nothing)
            r->chosen = i;
    }
    if (r->preferred >= 0)
        r->chosen = r->preferred;
}

static int check_preferred(const struct report *r, const char *const *name, int n)
{
    const char *wanted = r->args->text[OPT_PREFER];
    for (int i = 0; i < n && wanted; i++)
        if (strcmp(name[i], wanted) == 0)
            return EXIT_DONE;
    return wanted ? unknown("compared scenario", wanted, name, n) : EXIT_DONE;
}

int report_sides(struct report *r, const struct report_kind *kind)
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
    if (code == EXIT_DONE)
        code = add_nothing(r, kind->of_one);
    choose(r);
    return code;
}
