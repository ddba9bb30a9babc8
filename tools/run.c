/* run.c - solves the scenarios of a case, stores each as it finishes, prints a summary. */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "hold.h"
#include "tools/solving.h"

static void print_summary(struct arena *a, const struct solved *f)
{
    static const char *const HEADING[] = { "SCENARIO", "STATUS", "LEARNERS", "COST", "SHORTFALL",
                                           "OBJECTIVE", "GAP", "SECONDS", "RUN" };
    if (!f->n_stored)
        return;
    struct grid *g = grid_new();
    for (int i = 0; i < COUNT(HEADING); i++)
        grid_column(g, HEADING[i], i > 1 && i < 8);
    for (int i = 0; i < f->n_asked; i++) {
        const struct solved_line *l = &f->line[i];
        if (!l->json)
            continue;
        double none = l->has_plan ? 0 : NAN;
        grid_row(g);
        grid_cell(g, l->scenario);
        grid_cell(g, l->status);
        grid_cell(g, spell_figure(a, K_PEOPLE, l->learners + none, false));
        grid_cell(g, spell_figure(a, K_POUNDS, l->cost + none, false));
        grid_cell(g, spell_figure(a, K_POUNDS, l->shortfall_value + none, false));
        grid_cell(g, spell_figure(a, K_POUNDS, l->objective + none, false));
        grid_cell(g, l->has_plan ? arena_print(a, "%.2f%%", l->gap * 100) : "-");
        grid_cell(g, arena_print(a, "%.1f", l->seconds));
        grid_cell(g, l->id);
    }
    grid_print(g);
}

static void print_as_json(const struct solved *f)
{
    json_t *top = json_object(), *results = json_array();
    for (int i = 0; i < f->n_asked; i++)
        if (f->line[i].json)
            json_array_append(results, f->line[i].json);
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "results", results);
    if (f->trouble)
        json_object_set_new(top, "error", trouble_json(f->trouble));
    print_json(top);
}

static void say_what_is_left(const struct solved *f, const char *folder,
                             const char *const *scenario)
{
    fprintf(stderr, "ringfence: stopped; %d of %d scenarios are stored\n", f->n_stored,
            f->n_asked);
    if (f->n_stored == f->n_asked)
        return;
    fprintf(stderr, "The rest: ringfence run %s", folder);
    for (int i = 0; i < f->n_asked; i++)
        if (!f->line[i].json)
            fprintf(stderr, " \"%s\"", scenario[i]);
    putc('\n', stderr);
}

/* What makes the most of what has just been stored: two that do something, held to each other. */
static void say_next(struct arena *a, const struct solved *f, const char *folder,
                     const char *const *scenario)
{
    const char *plan[2];
    int n = 0;
    for (int i = 0; i < f->n_asked && n < 2; i++)
        if (f->line[i].has_plan && strcmp(scenario[i], NOTHING_ID) != 0)
            plan[n++] = scenario[i];
    if (n == 2)
        fprintf(stderr, "Next: ringfence compare %s %s %s --like-for-like\n",
                shell_word(a, folder), shell_word(a, plan[0]), shell_word(a, plan[1]));
    else if (n == 1)
        fprintf(stderr, "Next: ringfence report %s --kind scenario %s\n", shell_word(a, folder),
                shell_word(a, plan[0]));
}

static void print_results(const struct args *a, const struct solved *f, const char *folder,
                          const char *const *scenario)
{
    if (a->given[OPT_JSON])
        print_as_json(f);
    else
        print_summary(a->arena, f);
    if (f->interrupted)
        say_what_is_left(f, folder, scenario);
    else if (!a->given[OPT_QUIET] && !a->given[OPT_JSON] && isatty(STDERR_FILENO) && !f->trouble)
        say_next(a->arena, f, folder, scenario);
}

static int solve_scenarios(struct args *a, struct opened *c, const char *const *scenario, int n)
{
    struct err err;
    struct store *store;
    struct solved f;
    struct question *questions = NEW_ARRAY(a->arena, struct question, n);
    for (int i = 0; i < n; i++)
        questions[i].scenario = scenario[i];
    if (store_open(&store, database_path(a, c->folder), true, &err) != OK)
        return fail(&err);
    tell_store_note(a, store);
    int code = solve_and_store(&f, a, store, c->tables, questions, n);
    print_results(a, &f, c->folder, scenario);
    solved_free(&f);
    store_close(store);
    return code;
}

static void mention_queries(const struct args *a, const struct opened *c)
{
    if (c->findings.n_queries && !a->given[OPT_QUIET])
        fprintf(stderr, "ringfence: %d %s about the tables: ringfence check %s\n",
                c->findings.n_queries, c->findings.n_queries == 1 ? "query" : "queries",
                c->folder);
}

int command_run(struct args *a)
{
    struct opened c;
    int code = case_open(&c, a, a->word[0]);
    if (code != EXIT_DONE)
        return code;
    const char *const *scenario = a->n_words > 1 ? a->word + 1 : c.scenario;
    int n = a->n_words > 1 ? a->n_words - 1 : c.n_scenarios;
    if (c.findings.n_errors == 0 || c.n_scenarios > 0)
        code = case_knows(&c, scenario, n);
    if (code != EXIT_DONE)
        return code;
    case_check(&c, a->arena, scenario, n);
    if (c.findings.n_errors || a->given[OPT_ONLY_CHECK])
        return case_refuse(&c, a);
    if (n == 0)
        return usage_error(a->command, "%s has no scenarios", c.folder);
    mention_queries(a, &c);
    return solve_scenarios(a, &c, scenario, n);
}
