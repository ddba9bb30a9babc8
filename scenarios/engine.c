/* engine.c - scenarios in, results out: keeps workers busy, and each scenario after the one
 * whose end it begins from. */
#include "engine.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/job.h"

struct crew {                      /* the jobs of one call */
    const struct engine_options *o;
    struct arena *arena;
    struct job *job;
    int n, reported;
    double ends;                   /* when the time for all is up */
};

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
        if (!c->job[i].begun && (!c->job[i].after || c->job[i].after->reported))
            return &c->job[i];
    return NULL;
}

/* One that goes on from what is known of another needs less than one that begins from nothing. */
static double weight_of(const struct job *j)
{
    const double LESS = 0.75;
    return 1 - LESS * j->alike;
}

/* Of the time for all: what those at work leave of it, among those that are still to begin. */
static double share_of(const struct crew *c, const struct job *its)
{
    const double LEAST_S = 0.001;
    double now = seconds_now(), left = c->o->jobs * (c->ends - now), weights = 0;
    for (int i = 0; i < c->n; i++) {
        const struct job *j = &c->job[i];
        if (j->worker)
            left -= j->began + j->options.time_limit_s - now;
        else if (!j->begun)
            weights += weight_of(j);
    }
    return fmax(LEAST_S, fmin(left * weight_of(its) / weights, c->ends - now));
}

static enum status begin_job(struct job *j, const struct engine_options *o, struct err *err)
{
    j->begun = true;
    j->began = seconds_now();
    if (o->known && !o->relax)
        TRY(o->known(o->known_context, j->arena, &j->question, j->tables, j->world, &j->known,
                     err));
    return start_job(j, o, err);
}

static enum status start_more(struct crew *c, struct err *err)
{
    for (struct job *j; !interrupted(c) && at_work(c) < c->o->jobs && (j = next_job(c));) {
        j->share_s = c->o->time_for_all_s > 0 ? share_of(c, j) : 0;
        TRY(begin_job(j, c->o, err));
    }
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

static bool another_begins_there(const struct crew *c, const struct job *j)
{
    for (int i = 0; i < c->n; i++)
        if (c->job[i].after == j)
            return true;
    return false;
}

static void keep_end(struct crew *c, struct job *j)
{
    if (!another_begins_there(c, j))
        return;
    j->names = names_of(c->arena, j->run.program);
    size_t size = (size_t)(j->names.n_rows + j->names.n_columns);
    if (j->run.outcome.basis)
        j->ended_at = memcpy(arena_alloc(c->arena, size, 1), j->run.outcome.basis, size);
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
        keep_end(c, j);
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
    for (int i = 0; c->job && i < c->n; i++) {
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
    arena_free(c->arena);
}

static const char *title_of(const struct job *j)
{
    const struct question *q = &j->question;
    return q->hold ? arena_print(j->arena, "%s, %s as %s", q->scenario, HOLD_NAME[q->hold->kind],
                                 q->hold->scenario) : q->scenario;
}

enum status engine_answer(const struct tables *tables, const struct question *questions, int n,
                          const struct engine_options *o, engine_result *result, void *context,
                          struct err *err)
{
    struct crew c = { .o = o, .job = calloc((size_t)n + 1, sizeof *c.job), .n = n,
                      .arena = arena_new(), .ends = seconds_now() + o->time_for_all_s };
    enum status s = c.job ? OK : err_set(err, NO_MEMORY, "this machine has not enough memory");
    for (int i = 0; s == OK && i < n; i++) {
        c.job[i] = (struct job){ .arena = arena_new(), .question = questions[i] };
        c.job[i].title = title_of(&c.job[i]);
        s = read_job(&c.job[i], tables, err);
    }
    if (s == OK && o->known && !o->relax)
        find_order(c.job, n);
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
