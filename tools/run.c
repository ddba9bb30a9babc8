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
    (void)number;
    if (interrupted)
        _exit(EXIT_INTERRUPTED);
    interrupted = 1;
}

static void listen_for_interrupts(void)
{
    struct sigaction act = { .sa_handler = on_interrupt };
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
}

struct line {                      /* of the summary */
    const char *scenario, *status, *id;
    double learners, cost, shortfall_value, objective, gap, seconds;
    bool has_plan;
};

struct finished {                  /* results so far */
    struct args *args;
    struct store *store;
    struct progress_lines *progress;
    json_t *results;
    struct line *line;
    int n, room;
    bool limit, infeasible, unproven, no_memory;
    int n_asked, n_plans;
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

static void take_line(struct finished *f, const struct run *run, const char *id)
{
    struct arena *a = f->args->arena;
    double learners = 0;
    for (int i = 0; run->plan && i < run->plan->n_starts; i++)
        learners += run->plan->start[i].learners;
    const char *scenario = run->world->scenario.id;
    *PUSH(a, f->line, f->n, f->room) = (struct line){
        .scenario = arena_copy(a, scenario, strlen(scenario)),
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
        fprintf(stderr, "ringfence: %s: no plan, unless this gives way by %.6g %s: %.*s (%s)\n",
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

static enum status take_result(void *context, const struct run *run, struct err *err)
{
    struct finished *f = context;
    char id[40];
    progress_clear(f->progress);
    tell_trouble(run);
    json_array_append_new(f->results, run_json(run));
    f->limit |= run->status == RUN_STOPPED && !run->plan;
    f->infeasible |= run->status == RUN_INFEASIBLE;
    f->unproven |= run->status == RUN_FAILED || run->n_breaches > 0;
    f->no_memory |= run->status == RUN_FAILED && run->outcome.no_memory;
    f->n_plans += run->plan != NULL;
    TRY(store_run(f->store, run, id, err));
    take_line(f, run, id);
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
    for (int i = 0; i < f->n; i++) {
        const struct line *l = &f->line[i];
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
    if (f->n)
        grid_print(g);
}

static int exit_code(const struct finished *f)
{
    if (f->no_memory)
        return EXIT_MEMORY;
    if (f->unproven)
        return EXIT_UNPROVEN;
    if (interrupted && (f->n_plans == 0 || f->n < f->n_asked))
        return EXIT_INTERRUPTED;
    if (f->limit)
        return EXIT_LIMIT;
    return f->infeasible ? EXIT_NO_PLAN : EXIT_DONE;
}

static void print_results(struct finished *f, const char *folder)
{
    const struct args *a = f->args;
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set(top, "results", f->results);
        print_json(top);
    } else {
        print_summary(f);
    }
    if (interrupted)
        fprintf(stderr, "ringfence: stopped; %d of %d scenarios are stored\n", f->n, f->n_asked);
    else if (!a->given[OPT_QUIET] && !a->given[OPT_JSON] && isatty(STDERR_FILENO) && f->n > 1)
        fprintf(stderr, "Next: ringfence compare %s \"%s\" \"%s\"\n", folder, f->line[0].scenario,
                f->line[1].scenario);
}

static int solve_scenarios(struct args *a, struct opened *c, const char *const *scenario, int n)
{
    struct err err;
    struct finished f = { .args = a, .n_asked = n };
    if (store_open(&f.store, database_path(a, c->folder), true, &err) != OK)
        return fail(&err);
    tell_store_note(a, f.store);
    f.results = json_array();
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
    print_results(&f, c->folder);
    json_decref(f.results);
    store_close(f.store);
    return status == OK ? exit_code(&f) : fail(&err);
}

static int refuse(const struct args *a, const struct opened *c)
{
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "findings", findings_json(&c->findings));
        print_json(top);
    } else {
        print_findings(stderr, &c->findings, a);
        fprintf(stderr, "%d %s, %d %s. %s\n", c->findings.n_errors,
                c->findings.n_errors == 1 ? "error" : "errors", c->findings.n_queries,
                c->findings.n_queries == 1 ? "query" : "queries", "Nothing was solved.");
    }
    return c->findings.n_errors ? EXIT_INPUT : EXIT_DONE;
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
        return refuse(a, &c);
    if (n == 0)
        return usage_error(a->command, "%s has no scenarios", c.folder);
    return solve_scenarios(a, &c, scenario, n);
}
