/* worker.c - a search in a process of its own, which tells its parent through a pipe.
 *
 * Nothing that happens here reaches the parent but messages and the way in which the process
 * ends: what GLPK prints goes nowhere, and memory, time and core dumps are limited.
 */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "log.h"
#include "message.h"
#include "search.h"

static volatile int stop_asked;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

/* GLPK ends the process whatever is wrong; want of memory is told apart. */
static void on_abort(int signal_number)
{
    (void)signal_number;
    if (errno == ENOMEM)
        _exit(EXIT_NO_MEMORY);
}

struct telling { int fd; int stage; double first, first_bound; double last_news;
                 const struct matrix *m; bool told_relaxation, in_order; };

static void write_all(int fd, const void *data, size_t n)
{
    const char *at = data;
    while (n > 0) {
        ssize_t sent = write(fd, at, n);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            _exit(1); /* nobody listens any more */
        at += sent;
        n -= (size_t)sent;
    }
}

static void send_message(int fd, struct message *h, const double *values)
{
    write_all(fd, h, sizeof *h);
    if (h->n)
        write_all(fd, values, (size_t)h->n * sizeof *values);
}

/* Figures as the caller knows them: the first objective's, and the second's in its stage. */
static struct message figures(const struct telling *t, const struct search *s,
                              enum message_kind kind, const char *phase)
{
    struct message h;
    memset(&h, 0, sizeof h);
    h.kind = (int)kind;
    h.objective = t->stage == 2 ? t->first : s->objective;
    h.bound = t->stage == 2 ? t->first_bound : s->bound;
    h.second = t->stage == 1 ? INFINITY : s->objective;
    h.second_bound = t->stage == 1 ? -INFINITY : s->bound;
    h.relaxation = s->relaxation;
    h.nodes = s->nodes;
    h.iterations = s->lp ? lp_iterations(s->lp) : 0;
    h.cuts = s->n_cuts + s->n_proof_cuts;
    h.infeasible = s->infeasible;
    h.in_order = t->in_order;
    snprintf(h.phase, sizeof h.phase, "%s", phase);
    return h;
}

static void tell_relaxation(struct telling *t, const struct search *s)
{
    struct message h = figures(t, s, RELAXED, "relaxation");
    h.n = s->m->n_cols;
    send_message(t->fd, &h, s->relaxed);
    h.kind = DUALS;
    h.n = s->m->n_rows;
    send_message(t->fd, &h, s->dual);
    t->told_relaxation = true;
    if (!s->ended_at)
        return;
    h.kind = BASIS;
    h.n = s->m->n_rows + s->m->n_cols;
    double *stands = NEW_ARRAY(s->arena, double, h.n);
    for (int i = 0; i < h.n; i++)
        stands[i] = s->ended_at[i];
    send_message(t->fd, &h, stands);
}

static void tell(void *context, const struct search *s, const char *phase, bool new_plan)
{
    struct telling *t = context;
    double now = seconds_now();
    if (s->relaxed && !t->told_relaxation && t->stage != 2)
        tell_relaxation(t, s);
    if (!new_plan && now - t->last_news < 0.1)
        return;
    t->last_news = now;
    struct message h = figures(t, s, new_plan ? PLAN : NEWS, phase);
    h.n = new_plan ? t->m->n_cols : 0;
    send_message(t->fd, &h, s->plan);
}

static void run_stage(struct search *s, struct telling *t)
{
    s->tell = tell;
    s->context = t;
    search_run(s);
}

/* The matrix with one more row: first . x <= most. */
static struct matrix with_row(struct arena *a, const struct matrix *m, const double *first,
                              double most)
{
    struct matrix r = *m;
    int64_t n = m->start[m->n_cols] + m->n_cols, at = 0;
    r.n_rows = m->n_rows + 1;
    r.start = NEW_ARRAY(a, int64_t, m->n_cols + 1);
    r.row = NEW_ARRAY(a, int, n);
    r.value = NEW_ARRAY(a, double, n);
    r.row_lower = NEW_ARRAY(a, double, r.n_rows);
    r.row_upper = NEW_ARRAY(a, double, r.n_rows);
    memcpy(r.row_lower, m->row_lower, (size_t)m->n_rows * sizeof(double));
    memcpy(r.row_upper, m->row_upper, (size_t)m->n_rows * sizeof(double));
    if (m->row_block) {
        r.row_block = NEW_ARRAY(a, int, r.n_rows);
        memcpy(r.row_block, m->row_block, (size_t)m->n_rows * sizeof(int));
        r.row_block[m->n_rows] = -1;
    }
    r.row_lower[m->n_rows] = -INFINITY;
    r.row_upper[m->n_rows] = most;
    for (int j = 0; j < m->n_cols; j++) {
        r.start[j] = at;
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++) {
            r.row[at] = m->row[k];
            r.value[at++] = m->value[k];
        }
        if (first[j] > 0 || first[j] < 0) {
            r.row[at] = m->n_rows;
            r.value[at++] = first[j];
        }
    }
    r.start[m->n_cols] = at;
    return r;
}

static void send_end(int fd, const struct telling *t, const struct search *s)
{
    struct message h = figures(t, s, END, "end");
    send_message(fd, &h, NULL);
}

/* The process ends here; but what is in use to the last is told from what was forgotten. */
static void clear(struct search *s)
{
    lp_free(s->lp);
    s->lp = NULL;
    arena_free(s->arena);
}

/* Equally good plans are known to be that where the best is proven; to tell them apart takes no
 * longer than to find one did, or a few seconds. */
static void put_in_order(struct telling *t, struct search *s, const struct problem *p,
                         double began)
{
    static const double FEW_S = 5;
    double now = seconds_now(), until = s->until;
    if (!p->order || !as_good_as_proven(s))
        return;
    s->until = fmin(until, now + fmax(FEW_S, now - began));
    t->in_order = first_in_order(s, p->order, p->n_order);
    s->until = until;
}

/* After the end was told: the plan does not wait for the proof, nor depend on it. */
static void work_alone(int fd, int proof, const struct problem *p, const struct solve_options *o,
                       double began)
{
    struct telling t = { .fd = fd, .m = p->matrix };
    struct search s = { .arena = arena_new(), .m = p->matrix, .cost = p->matrix->cost,
                        .constant = p->matrix->constant, .gap = o->gap, .relax = o->relax,
                        .until = began + o->time_limit_s, .stop = &stop_asked,
                        .starts = p->starts, .n_starts = p->n_starts, .basis = p->basis,
                        .known = p->proven, .proof = proof > 0 ? proof : 0 };
    run_stage(&s, &t);
    put_in_order(&t, &s, p, began);
    send_end(fd, &t, &s);
    log_write(s.log, proof, 0);
    clear(&s);
}

static void work_in_stages(int fd, int proof, const struct problem *p,
                           const struct solve_options *o, double began)
{
    struct telling t = { .fd = fd, .m = p->matrix, .stage = 1 };
    struct search s = { .arena = arena_new(), .m = p->matrix, .cost = p->first,
                        .constant = p->first_constant, .gap = o->gap, .relax = o->relax,
                        .until = began + 0.6 * o->time_limit_s, .stop = &stop_asked,
                        .starts = p->starts, .n_starts = p->n_starts, .basis = p->basis,
                        .known = p->proven, .proof = proof > 0 ? proof : 0 };
    run_stage(&s, &t);
    if (!s.plan) {
        send_end(fd, &t, &s);
        log_write(s.log, proof, 0);
        clear(&s);
        return;
    }
    lp_free(s.lp); /* the second stage has its own */
    s.lp = NULL;
    double most = s.objective + p->first_slack * fmax(1, fabs(s.objective));
    struct matrix m = with_row(s.arena, p->matrix, p->first, most - p->first_constant);
    const double *first_plan = s.plan;
    struct search second = { .arena = s.arena, .m = &m, .cost = m.cost, .constant = m.constant,
                             .gap = o->gap, .relax = o->relax, .until = began + o->time_limit_s,
                             .stop = &stop_asked, .starts = &first_plan, .n_starts = 1 };
    t.stage = 2;
    t.first = s.objective;
    t.first_bound = s.bound;
    run_stage(&second, &t);
    if (as_good_as_proven(&s))
        put_in_order(&t, &second, p, began);
    second.infeasible = false;
    second.objective = second.plan ? second.objective : INFINITY;
    send_end(fd, &t, &second);
    log_write(s.log, proof, 0);
    clear(&second);
}

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
static const bool LIMIT_MEMORY = false; /* sanitizers map terabytes that they never use */
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
static const bool LIMIT_MEMORY = false;
#else
static const bool LIMIT_MEMORY = true;
#endif
#else
static const bool LIMIT_MEMORY = true;
#endif

static void limit(enum __rlimit_resource what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now) != 0 || (now.rlim_cur != RLIM_INFINITY && now.rlim_cur < most))
        return;
    now.rlim_cur = most;
    setrlimit(what, &now); /* a net under the parent's own watch: it may fail */
}

static void limit_all(double time_limit_s)
{
    static const rlim_t MEMORY = (rlim_t)12 << 30;
    static const double GRACE_S = 10, LONGEST_S = 1e9, THREADS = 2; /* as in dense.c */
    if (LIMIT_MEMORY)
        limit(RLIMIT_AS, MEMORY);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, (rlim_t)(THREADS * fmin(time_limit_s, LONGEST_S) + GRACE_S));
}

static void be_quiet(void)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
}

/* Whatever goes wrong here must not write into the parent's database. */
static void close_all_but(int fd, int other)
{
    int low = other < 0 || fd < other ? fd : other, high = fd > other ? fd : other;
    close_range(STDERR_FILENO + 1, (unsigned)low - 1, 0);
    if (low < high)
        close_range((unsigned)low + 1, (unsigned)high - 1, 0);
    close_range((unsigned)high + 1, ~0U, 0);
}

/* The parent blocked both signals: neither is lost before somebody listens. */
static void listen_for_signals(void)
{
    sigset_t both;
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, ask_to_stop);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* where a proof is too long a file, there is none */
    signal(SIGABRT, on_abort);
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    sigprocmask(SIG_UNBLOCK, &both, NULL);
}

void worker_main(int fd, int proof, const struct problem *p, const struct solve_options *o)
{
    listen_for_signals();
    limit_all(o->time_limit_s);
    close_all_but(fd, proof);
    be_quiet();
    errno = 0;
    if (p->first)
        work_in_stages(fd, proof, p, o, seconds_now());
    else
        work_alone(fd, proof, p, o, seconds_now());
    _exit(0);
}
