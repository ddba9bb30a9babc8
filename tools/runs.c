/* runs.c - what is stored: list, show, remove. */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "tools/cli.h"

static const char LIST[] =
    "SELECT run, scenario, status, objective_kind AS minimises, objective, bound, gap, seconds,"
    " finished_at, held_to FROM v_run ORDER BY sequence";

static int list_runs(struct store *s, struct args *a)
{
    struct result r;
    struct err err;
    if (result_read(&r, a->arena, s, LIST, NULL, 0, &err) != OK)
        return fail(&err);
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "runs", result_json(&r));
        print_json(top);
        return EXIT_DONE;
    }
    struct grid *g = grid_new();
    static const char *const HEADING[] = { "RUN", "SCENARIO", "STATUS", "MINIMISES", "OBJECTIVE",
                                           "GAP", "SECONDS", "FINISHED", "HELD TO" };
    for (int i = 0; i < COUNT(HEADING); i++)
        grid_column(g, HEADING[i], i >= 4 && i <= 6);
    for (int i = 0; i < r.n_rows; i++) {
        double gap = result_number(&r, i, 6);
        grid_row(g);
        for (int c = 0; c < 4; c++)
            grid_cell(g, result_cell(&r, i, c));
        grid_cell(g, spell_figure(a->arena, K_POUNDS, result_number(&r, i, 4), false));
        grid_cell(g, isfinite(gap) ? arena_print(a->arena, "%.2f%%", 100 * gap) : "-");
        grid_cell(g, arena_print(a->arena, "%.1f", result_number(&r, i, 7)));
        grid_cell(g, result_cell(&r, i, 8));
        grid_cell(g, result_cell(&r, i, 9));
    }
    grid_print(g);
    return EXIT_DONE;
}

/* True with --yes, or when somebody at a terminal says yes. */
static bool confirmed(const struct args *a, const char *id)
{
    char answer[16] = "";
    if (a->given[OPT_YES])
        return true;
    fprintf(stderr, "Remove %s and all that is stored of it? [y/N] ", id);
    return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static int say_removed(const struct args *a, const char *id)
{
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "removed", json_string(id));
        print_json(top);
    } else if (!a->given[OPT_QUIET]) {
        note("Removed %s", id);
    }
    return EXIT_DONE;
}

static int remove_run(struct store *s, struct args *a, const char *id)
{
    struct err err;
    struct result stored;
    bool known = false;
    if (result_read(&stored, a->arena, s, "SELECT run FROM run ORDER BY sequence", NULL, 0,
                    &err) != OK)
        return fail(&err);
    for (int i = 0; i < stored.n_rows; i++)
        known |= strcmp(result_cell(&stored, i, 0), id) == 0;
    if (!known)
        return unknown("run", id, stored.cell, stored.n_rows);
    if (!a->given[OPT_YES] && !isatty(STDIN_FILENO))
        return usage_error(a->command, "nobody can be asked here: add --yes to remove %s", id);
    if (!confirmed(a, id)) {
        complain("%s was not removed", id);
        return EXIT_USAGE;
    }
    return store_remove(s, id, &err) == OK ? say_removed(a, id) : fail(&err);
}

static bool is_act(const char *word)
{
    return strcmp(word, "list") == 0 || strcmp(word, "show") == 0 || strcmp(word, "remove") == 0;
}

/* The case may be left out: then the first word says what to do, in the database of --db or of
 * the folder we are in. */
int command_runs(struct args *a)
{
    static const char *const DO[] = { "list", "show", "remove" };
    int at = a->n_words > 0 && !is_act(a->word[0]);
    const char *act = a->n_words > at ? a->word[at] : "list";
    const char *id = a->n_words > at + 1 ? a->word[at + 1] : NULL;
    bool list = strcmp(act, "list") == 0, show = strcmp(act, "show") == 0;
    if (!is_act(act))
        return unknown("thing to do with runs", act, DO, COUNT(DO));
    if (!list && !id)
        return usage_error(a->command, "runs %s needs the name of a run", act);
    if (a->given[OPT_YES] && (list || show))
        return usage_error(a->command, "--yes is for remove");
    if (a->n_words > at + 1 + !list)
        return usage_error(a->command, "runs %s does not know what to do with \"%s\"", act,
                           a->word[at + 1 + !list]);
    struct store *s = NULL;
    int code = stored_open(&s, a, at ? a->word[0] : ".");
    if (code == EXIT_DONE)
        code = list ? list_runs(s, a) : show ? show_run(s, a, id) : remove_run(s, a, id);
    store_close(s);
    return code;
}
