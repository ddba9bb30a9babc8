/* run.c - solves the scenarios of a case, stores each as it finishes, prints a summary. */
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "tools/cli.h"
#include "tools/progress.h"

static volatile sig_atomic_t interrupted;

/* The second time, nobody waits. */
static void on_interrupt(int number)
{
    static const char says[] = "\nringfence: stopping; once more ends it at once\n";
    (void)number;
    if (interrupted)
        _exit(EXIT_INTERRUPTED);
    interrupted = 1;
    if (isatty(STDERR_FILENO) && write(STDERR_FILENO, says, sizeof says - 1) < 0)
        return; /* nobody is there to be told */
}

static void listen_for_interrupts(void)
{
    struct sigaction act = { .sa_handler = on_interrupt };
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
}

struct line {                      /* of the summary, in the order asked */
    json_t *json;                  /* NULL: not finished */
    const char *scenario, *status, *id;
    double learners, cost, shortfall_value, objective, gap, seconds;
    bool has_plan;
};

struct finished {                  /* results so far */
    struct args *args;
    struct store *store;
    struct progress_lines *progress;
    struct line *line;             /* [n_asked] */
    int n_asked, n_stored, n_plans;
    bool limit, infeasible, unproven, no_memory;
};

static json_t *number_or_null(bool known, double value)
{
    return known && isfinite(value) ? json_real(value) : json_null();
}

static json_t *run_json(const struct run *run)
{
    bool plan = run->plan != NULL, bound = run->status != RUN_INFEASIBLE;
    const struct scenario *s = &run->world->scenario;
    json_t *one = json_object();
    json_object_set_new(one, "scenario", json_string(s->id));
    json_object_set_new(one, "status", json_string(RUN_STATUS_NAME[run->status]));
    json_object_set_new(one, "objective_kind", json_string(OBJECTIVE_NAME[s->objective]));
    json_object_set_new(one, "objective", number_or_null(plan, run->objective));
    json_object_set_new(one, "bound", number_or_null(bound, run->bound));
    json_object_set_new(one, "gap", number_or_null(plan, run->gap));
    json_object_set_new(one, "cost", number_or_null(plan, run->cost));
    json_object_set_new(one, "shortfall_value", number_or_null(plan, run->shortfall_value));
    json_object_set_new(one, "rows", json_integer(run->program ? run->program->matrix.n_rows : 0));
    json_object_set_new(one, "columns",
                        json_integer(run->program ? run->program->matrix.n_cols : 0));
    json_object_set_new(one, "seconds", json_real(run->seconds));
    return one;
}

static void take_line(struct finished *f, int i, const struct run *run, const char *id)
{
    struct arena *a = f->args->arena;
    double learners = 0;
    for (int k = 0; run->plan && k < run->plan->n_starts; k++)
        learners += run->plan->start[k].learners;
    const char *scenario = run->world->scenario.id;
    f->line[i] = (struct line){
        .json = run_json(run), .scenario = arena_copy(a, scenario, strlen(scenario)),
        .status = RUN_STATUS_NAME[run->status], .id = arena_copy(a, id, strlen(id)),
        .learners = learners, .cost = run->cost, .shortfall_value = run->shortfall_value,
        .objective = run->objective, .gap = run->gap, .seconds = run->seconds,
        .has_plan = run->plan != NULL };
}

static void tell_trouble(const struct run *run)
{
    const char *scenario = run->world->scenario.id;
    for (int i = 0; i < run->n_unmet; i++) {
        const struct unmet *u = &run->unmet[i];
        int length = (int)strlen(u->rule);
        length -= length > 0 && u->rule[length - 1] == '.';
        fprintf(stderr, "ringfence: %s: no plan, unless this gives way by %.6g (%s): %.*s (%s)\n",
                scenario, u->missing, u->unit ? u->unit : "", length, u->rule, u->key);
    }
    for (int i = 0; i < run->n_breaches && i < 5; i++)
        fprintf(stderr, "ringfence: %s: the plan failed its audit: rule %s (%s): %.9g against "
                        "%.9g\n", scenario, run->breach[i].family, run->breach[i].key,
                run->breach[i].left, run->breach[i].right);
    if (run->n_breaches > 5)
        fprintf(stderr, "ringfence: %s: and %d more\n", scenario, run->n_breaches - 5);
    if (run->outcome.why[0])
        fprintf(stderr, "ringfence: %s: %s: %s\n", scenario,
                run->plan ? "solving ended early, the best plan so far is kept" : "solving failed",
                run->outcome.why);
}

static enum status take_result(void *context, int i, const struct run *run, struct err *err)
{
    struct finished *f = context;
    char id[40];
    progress_clear(f->progress);
    tell_trouble(run);
    f->limit |= run->status == RUN_STOPPED && !run->plan;
    f->infeasible |= run->status == RUN_INFEASIBLE;
    f->unproven |= run->status == RUN_FAILED || run->n_breaches > 0;
    f->no_memory |= run->status == RUN_FAILED && run->outcome.no_memory;
    f->n_plans += run->plan != NULL;
    TRY(store_run(f->store, run, id, err));
    f->n_stored++;
    take_line(f, i, run, id);
    return OK;
}

static void print_summary(const struct finished *f)
{
    static const char *const HEADING[] = { "SCENARIO", "STATUS", "LEARNERS", "COST", "SHORTFALL",
                                           "OBJECTIVE", "GAP", "SECONDS", "RUN" };
    struct arena *a = f->args->arena;
    struct grid *g = grid_new();
    for (int i = 0; i < COUNT(HEADING); i++)
        grid_column(g, HEADING[i], i > 1 && i < 8);
    for (int i = 0; i < f->n_asked; i++) {
        const struct line *l = &f->line[i];
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
    if (f->n_stored)
        grid_print(g);
}

static int exit_code(const struct finished *f)
{
    if (f->no_memory)
        return EXIT_MEMORY;
    if (f->unproven)
        return EXIT_UNPROVEN;
    if (interrupted)
        return f->n_plans ? EXIT_LIMIT : EXIT_INTERRUPTED;
    if (f->limit)
        return EXIT_LIMIT;
    return f->infeasible ? EXIT_NO_PLAN : EXIT_DONE;
}

/* code: not 0 when storing failed, after some complaint. */
static void print_as_json(const struct finished *f, int code)
{
    json_t *top = json_object(), *results = json_array();
    for (int i = 0; i < f->n_asked; i++)
        if (f->line[i].json)
            json_array_append(results, f->line[i].json);
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "results", results);
    if (code != EXIT_DONE)
        json_object_set_new(top, "error", trouble_json(code));
    print_json(top);
}

static void say_what_is_left(const struct finished *f, const char *folder,
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

static void print_results(const struct finished *f, const char *folder,
                          const char *const *scenario, int code)
{
    const struct args *a = f->args;
    if (a->given[OPT_JSON])
        print_as_json(f, code);
    else
        print_summary(f);
    if (interrupted)
        say_what_is_left(f, folder, scenario);
    else if (!a->given[OPT_QUIET] && !a->given[OPT_JSON] && isatty(STDERR_FILENO) &&
             f->n_asked > 1 && code == EXIT_DONE)
        fprintf(stderr, "Next: ringfence compare %s \"%s\" \"%s\"\n", folder, scenario[0],
                scenario[1]);
}

static int solve_scenarios(struct args *a, struct opened *c, const char *const *scenario, int n)
{
    struct err err;
    struct finished f = { .args = a, .n_asked = n, .line = NEW_ARRAY(a->arena, struct line, n) };
    if (store_open(&f.store, database_path(a, c->folder), true, &err) != OK)
        return fail(&err);
    tell_store_note(a, f.store);
    f.progress = progress_new(a->arena, !a->given[OPT_QUIET] && isatty(STDERR_FILENO));
    struct engine_options o = {
        .gap = a->given[OPT_GAP] ? a->number[OPT_GAP] : -1,
        .time_limit_s = a->given[OPT_TIME_LIMIT] ? a->number[OPT_TIME_LIMIT] : 0,
        .relax = a->given[OPT_RELAX],
        .jobs = a->given[OPT_JOBS] ? (int)a->number[OPT_JOBS] : 1,
        .interrupted = &interrupted, .progress = progress_show, .context = f.progress };
    listen_for_interrupts();
    enum status status = engine_solve(c->tables, scenario, n, &o, take_result, &f, &err);
    progress_clear(f.progress);
    int code = status == OK ? EXIT_DONE : fail(&err);
    print_results(&f, c->folder, scenario, code);
    for (int i = 0; i < n; i++)
        json_decref(f.line[i].json);
    store_close(f.store);
    return code == EXIT_DONE ? exit_code(&f) : code;
}

/* The findings of tables with errors, or of any when nothing but a check was asked for. */
static int print_check(const struct args *a, const struct opened *c)
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
        return print_check(a, &c);
    if (n == 0)
        return usage_error(a->command, "%s has no scenarios", c.folder);
    mention_queries(a, &c);
    return solve_scenarios(a, &c, scenario, n);
}
