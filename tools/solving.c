/* solving.c - solves questions by the options given, stores each answer as it comes. */
#include "tools/solving.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

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

struct finished {                  /* results so far */
    struct args *args;
    struct store *store;
    struct progress_lines *progress;
    struct solved *solved;
    int n_plans;
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
    json_object_set_new(one, "proven_bound", number_or_null(bound, run->proven));
    json_object_set_new(one, "claimed_bound", number_or_null(bound, run->outcome.bound));
    json_object_set_new(one, "gap", number_or_null(plan, run->gap));
    json_object_set_new(one, "tie_break", plan ? json_string(run_tie_break(run)) : json_null());
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
    f->solved->line[i] = (struct solved_line){
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
        char missing[40] = "less than 0.01";
        if (u->missing >= 0.01)
            snprintf(missing, sizeof missing, "%.6g", u->missing);
        fprintf(stderr, "ringfence: %s: no plan keeps every rule; there would be one if this gave "
                        "way by %s (%s): %.*s (%s)\n",
                scenario, missing, u->unit ? u->unit : "", length, u->rule, u->key);
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
    f->unproven |= run->status == RUN_FAILED || run->n_breaches > 0 ||
                   (run->outcome.why[0] && run->status != RUN_OPTIMAL);
    f->no_memory |= run->status == RUN_FAILED && run->outcome.no_memory;
    f->n_plans += run->plan != NULL;
    TRY(store_run(f->store, run, id, err));
    f->solved->n_stored++;
    take_line(f, i, run, id);
    return OK;
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

int solve_and_store(struct solved *out, struct args *a, struct store *s, const struct tables *t,
                    const struct question *questions, int n)
{
    struct err err;
    struct finished f = { .args = a, .store = s, .solved = out };
    *out = (struct solved){ .n_asked = n, .line = NEW_ARRAY(a->arena, struct solved_line, n) };
    f.progress = progress_new(a->arena, !a->given[OPT_QUIET] && isatty(STDERR_FILENO));
    struct engine_options o = {
        .gap = a->given[OPT_GAP] ? a->number[OPT_GAP] : -1,
        .time_limit_s = a->given[OPT_TIME_LIMIT] ? a->number[OPT_TIME_LIMIT] : 0,
        .time_for_all_s = a->given[OPT_TIME_FOR_ALL] ? a->number[OPT_TIME_FOR_ALL] : 0,
        .relax = a->given[OPT_RELAX],
        .jobs = a->given[OPT_JOBS] ? (int)a->number[OPT_JOBS] : 1,
        .known = a->given[OPT_FRESH] ? NULL : store_known, .known_context = s,
        .interrupted = &interrupted, .progress = progress_show, .context = f.progress };
    listen_for_interrupts();
    enum status status = engine_answer(t, questions, n, &o, take_result, &f, &err);
    progress_clear(f.progress);
    out->interrupted = interrupted;
    out->trouble = status == OK ? EXIT_DONE : fail(&err);
    return status == OK ? exit_code(&f) : out->trouble;
}

void solved_free(struct solved *s)
{
    for (int i = 0; i < s->n_asked; i++)
        json_decref(s->line[i].json);
}
