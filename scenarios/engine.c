/* engine.c - scenarios in, results out: builds programs, keeps workers busy, explains. */
#include "engine.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "certificate.h"
#include "family.h"
#include "planning.h"
#include "scenarios/facts.h"
#include "scenarios/unmet.h"

const char *const RUN_STATUS_NAME[5] = { "optimal", "feasible", "infeasible", "stopped", "failed" };

struct job {                       /* one scenario from its tables to its result */
    struct arena *arena;
    struct question question;
    const char *title;             /* for progress */
    struct findings findings;
    const struct tables *tables;
    const struct world *world;
    struct sets *sets;
    struct program *program;
    struct problem problem;
    struct solve_options options;
    struct worker *worker;
    bool *apart;                   /* roles that a cap per learner tells apart, or NULL */
    const struct job *base;        /* which is to be over before this begins, or NULL */
    struct known_plan *known;
    int n_known;
    bool begun, done, reported, stopped;
    double began;
    struct run run, before;        /* before: with roles not yet told apart; a plan or nothing */
};

struct crew {                      /* the jobs of one call */
    const struct engine_options *o;
    struct job *job;
    int n, reported;
};

/* ---- building ---- */

static enum status read_scenario(struct job *j, const struct tables *tables, struct err *err)
{
    struct world *w = NULL;
    findings_init(&j->findings, j->arena);
    TRY(read_world(&w, &j->tables, j->arena, tables, &j->question, &j->findings, err));
    j->world = w;
    return OK;
}

/* MODEL.md 7: coverage keeps the least shortfall value to within this much. */
static const double COVERAGE_SLACK = 1e-6;

static void pose(struct job *j, const struct engine_options *o)
{
    const struct scenario *s = &j->world->scenario;
    j->problem = (struct problem){ .matrix = &j->program->matrix };
    if (s->objective == OBJECTIVE_COVERAGE) {
        j->problem.first = j->program->shortfall_cost;
        j->problem.first_slack = COVERAGE_SLACK;
    }
    j->problem.order = program_order(j->arena, j->program, &j->problem.n_order);
    j->options = (struct solve_options){
        .gap = o->gap >= 0 ? o->gap : s->gap,
        .time_limit_s = o->time_limit_s > 0 ? o->time_limit_s : s->time_limit,
        .relax = o->relax };
}

/* Of the scenario's limit, building included: never nothing, and never so much that the limit is
 * overrun by 2 s. */
static double time_left(const struct job *j)
{
    double limit = j->options.time_limit_s;
    return fmax(limit - (seconds_now() - j->began), fmin(limit, 1));
}

static void give_known(struct job *j)
{
    const double **starts = NEW_ARRAY(j->arena, const double *, j->n_known);
    for (int i = 0; i < j->n_known; i++)
        starts[i] = known_columns(j->arena, j->program, &j->known[i]);
    j->problem.starts = starts;
    j->problem.n_starts = j->n_known;
}

static enum status start_job(struct job *j, const struct engine_options *o, struct err *err)
{
    j->sets = sets_build(j->arena, j->world, j->apart);
    j->program = program_build(j->arena, j->sets, NULL);
    pose(j, o);
    give_known(j);
    struct solve_options in_time = j->options;
    in_time.time_limit_s = time_left(j);
    return worker_start(&j->worker, &j->problem, &in_time, err);
}

/* ---- results ---- */

static void explain_infeasible(struct job *j)
{
    struct run *r = &j->run;
    if (find_unmet(r, j->arena, j->sets, time_left(j), j->options.relax))
        return;
    r->status = RUN_FAILED;
    snprintf(r->outcome.why, sizeof r->outcome.why,
             "the solver found no plan, but not what would have to give way");
}

static enum run_status status_of(const struct job *j, enum stop stop)
{
    switch (stop) {
    case STOP_OPTIMAL:     return RUN_OPTIMAL;
    case STOP_FEASIBLE:    return j->stopped ? RUN_STOPPED : RUN_FEASIBLE;
    case STOP_INFEASIBLE:  return RUN_INFEASIBLE;
    case STOP_INTERRUPTED: return RUN_STOPPED;
    case STOP_NOTHING:     return RUN_STOPPED;
    case STOP_FAILED:      return RUN_FAILED;
    }
    return RUN_FAILED;
}

static void make_plan(struct job *j)
{
    struct run *r = &j->run;
    r->plan = plan_make(j->arena, j->program, r->outcome.x, !j->options.relax);
    plan_audit(j->arena, r->plan, NULL, &r->breach, &r->n_breaches);
    r->cost = r->plan->cost;
    r->shortfall_value = r->plan->shortfall_value;
}

/* MODEL.md 10 calls roles interchangeable that a cap per learner can still tell apart (it is kept
 * per role, they may differ in childcare or in when they train).  Where the plan spread over the
 * roles breaks a cap, the roles of that area and course become classes of their own.  Its pounds
 * break it: whole pence keep every cap that pounds keep to a penny for each payment. */
static bool tell_apart(struct job *j)
{
    const struct world *w = j->world;
    const struct plan *p = j->run.plan;
    bool *apart = NEW_ARRAY(j->arena, bool, w->n_areas * w->n_courses);
    struct breach *breach;
    int n;
    plan_audit(j->arena, p, "F27", &breach, &n);
    if (n == 0 || j->apart)
        return false;
    for (int i = 0; i < n; i++) {
        const struct class_ *cl = &j->sets->class_[breach[i].at.v[1]]; /* stream, class, period */
        apart[cl->area.i * w->n_courses + cl->course.i] = true;
    }
    j->apart = apart;
    return true;
}

static double gap_of(const struct run *r)
{
    return (r->objective - r->bound) / fmax(1, fabs(r->objective));
}

/* Once more with roles told apart, in the time that is left; false: that cannot begin. */
static bool solve_again(struct job *j, const struct engine_options *o)
{
    struct err err;
    j->before = j->run;
    return start_job(j, o, &err) == OK;
}

/* The plan before roles were told apart stands, with its breaches, where there is no other or
 * only one that breaks more rules.  That no plan keeps every rule is an answer. */
static void keep_the_better(struct job *j)
{
    const struct run *now = &j->run;
    if (!j->before.plan || now->status == RUN_INFEASIBLE ||
        (now->plan && now->n_breaches <= j->before.n_breaches))
        return;
    j->run = j->before;
    if (j->stopped)
        j->run.status = RUN_STOPPED;
}

static void finish_job(struct job *j, const struct engine_options *o)
{
    struct run *r = &j->run;
    struct rusage usage;
    worker_finish(&r->outcome, j->arena, j->worker);
    j->worker = NULL;
    r->plan = NULL;
    r->tables = j->tables;
    r->findings = &j->findings;
    r->world = j->world;
    r->hold = j->question.hold;
    r->known = j->known;
    r->n_known = j->n_known;
    r->sets = j->sets;
    r->program = j->program;
    r->apart = j->apart;
    r->status = status_of(j, r->outcome.stop);
    r->objective = r->outcome.objective;
    r->bound = r->outcome.bound;
    r->gap = r->outcome.x ? gap_of(r) : NAN;
    r->relax = j->options.relax;
    r->gap_asked = j->options.gap;
    r->time_limit_s = j->options.time_limit_s;
    r->workers = 1;
    if (r->outcome.x)
        make_plan(j);
    else if (r->status == RUN_INFEASIBLE)
        explain_infeasible(j);
    keep_the_better(j);
    if (r->plan && !j->stopped && tell_apart(j) && solve_again(j, o))
        return;
    certify(r);
    r->seconds = seconds_now() - j->began;
    getrusage(RUSAGE_CHILDREN, &usage);
    r->peak_kb = usage.ru_maxrss;
    j->done = true;
}

/* ---- the crew at work ---- */

static int at_work(const struct crew *c)
{
    int n = 0;
    for (int i = 0; i < c->n; i++)
        n += c->job[i].worker != NULL;
    return n;
}

static bool interrupted(const struct crew *c)
{
    return c->o->interrupted && *c->o->interrupted;
}

static struct job *next_job(const struct crew *c)
{
    for (int i = 0; i < c->n; i++)
        if (!c->job[i].begun && (!c->job[i].base || c->job[i].base->reported))
            return &c->job[i];
    return NULL;
}

static enum status begin_job(struct job *j, const struct engine_options *o, struct err *err)
{
    j->begun = true;
    j->began = seconds_now();
    if (o->known && !o->relax)
        TRY(o->known(o->known_context, j->arena, &j->question, j->tables, j->world, &j->known,
                     &j->n_known, err));
    return start_job(j, o, err);
}

static enum status start_more(struct crew *c, struct err *err)
{
    for (struct job *j; !interrupted(c) && at_work(c) < c->o->jobs && (j = next_job(c));)
        TRY(begin_job(j, c->o, err));
    return OK;
}

static void wait_for_news(const struct crew *c)
{
    struct pollfd *fds = calloc((size_t)c->n + 1, sizeof *fds);
    nfds_t n = 0;
    for (int i = 0; fds && i < c->n; i++)
        if (c->job[i].worker)
            fds[n++] = (struct pollfd){ .fd = worker_fd(c->job[i].worker), .events = POLLIN };
    poll(fds, n, 100);
    free(fds);
}

static void take_news(struct crew *c)
{
    for (int i = 0; i < c->n; i++) {
        struct job *j = &c->job[i];
        struct progress latest;
        if (!j->worker)
            continue;
        if (interrupted(c) && !j->stopped) {
            worker_stop(j->worker);
            j->stopped = true;
        }
        bool working = worker_poll(j->worker, &latest);
        if (c->o->progress)
            c->o->progress(c->o->context, j->title, &latest);
        if (!working)
            finish_job(j, c->o);
    }
}

/* As they finish: what is over is not lost when something happens to the rest. */
static enum status report_done(struct crew *c, engine_result *result, void *context,
                               struct err *err)
{
    for (int i = 0; i < c->n; i++) {
        struct job *j = &c->job[i];
        if (!j->done || j->reported)
            continue;
        enum status s = result(context, i, &j->run, err);
        j->reported = true;
        c->reported++;
        arena_free(j->arena);
        j->arena = NULL;
        if (s != OK)
            return s;
    }
    return OK;
}

static enum status work(struct crew *c, engine_result *result, void *context, struct err *err)
{
    while (c->reported < c->n) {
        TRY(start_more(c, err));
        if (at_work(c) == 0)
            return OK; /* interrupted before the rest began */
        wait_for_news(c);
        take_news(c);
        TRY(report_done(c, result, context, err));
    }
    return OK;
}

/* Whatever went wrong, no worker and no memory stays behind. */
static void dismiss(struct crew *c)
{
    for (int i = 0; i < c->n; i++) {
        struct job *j = &c->job[i];
        struct progress latest;
        if (j->worker) {
            worker_stop(j->worker);
            while (worker_poll(j->worker, &latest))
                wait_for_news(c);
            worker_finish(&j->run.outcome, j->arena, j->worker);
        }
        arena_free(j->arena);
    }
    free(c->job);
}

static const char *title_of(const struct job *j)
{
    const struct question *q = &j->question;
    return q->hold ? arena_print(j->arena, "%s, %s as %s", q->scenario, HOLD_NAME[q->hold->kind],
                                 q->hold->scenario) : q->scenario;
}

/* Bases that are asked for too; a scenario held to something has plans of its own to begin from. */
static void find_bases(struct crew *c)
{
    for (int i = 0; i < c->n; i++) {
        struct job *j = &c->job[i];
        const char *base = j->world->scenario.base;
        bool asks = c->o->known && !c->o->relax && !j->question.hold && !j->world->held.no_starts;
        for (int k = 0; k < c->n && base && asks; k++)
            if (k != i && !c->job[k].question.hold &&
                strcmp(c->job[k].world->scenario.id, base) == 0)
                j->base = &c->job[k];
    }
}

enum status engine_answer(const struct tables *tables, const struct question *questions, int n,
                          const struct engine_options *o, engine_result *result, void *context,
                          struct err *err)
{
    struct crew c = { .o = o, .job = calloc((size_t)n + 1, sizeof *c.job), .n = n };
    enum status s = c.job ? OK : err_set(err, NO_MEMORY, "this machine has not enough memory");
    for (int i = 0; s == OK && i < n; i++) {
        c.job[i] = (struct job){ .arena = arena_new(), .question = questions[i] };
        c.job[i].title = title_of(&c.job[i]);
        s = read_scenario(&c.job[i], tables, err);
    }
    if (s == OK)
        find_bases(&c);
    if (s == OK)
        s = work(&c, result, context, err);
    dismiss(&c);
    return s;
}

enum status engine_solve(const struct tables *tables, const char *const *scenarios, int n,
                         const struct engine_options *o, engine_result *result, void *context,
                         struct err *err)
{
    struct question *questions = calloc((size_t)n + 1, sizeof *questions);
    if (!questions)
        return err_set(err, NO_MEMORY, "this machine has not enough memory");
    for (int i = 0; i < n; i++)
        questions[i].scenario = scenarios[i];
    enum status s = engine_answer(tables, questions, n, o, result, context, err);
    free(questions);
    return s;
}
