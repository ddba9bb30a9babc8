/* worker.c - a search in a process of its own, and the pipe through which it tells its parent. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "search.h"

enum kind { NEWS, PLAN, RELAXED, DUALS, END };

struct message {                   /* then n doubles */
    enum kind kind;
    int n;
    double objective, bound, second, second_bound, relaxation;
    int nodes, iterations, cuts;
    bool infeasible, finished;
    char phase[24];
};

struct worker {
    pid_t pid;
    int fd;
    const struct problem *p;
    double began, limit, gap;
    struct progress latest;
    struct message last;           /* of any kind; figures only improve */
    double *x, *relaxed, *dual;    /* malloced */
    unsigned char *heard;          /* bytes not yet a whole message */
    size_t n_heard, room;
    bool told_to_stop, over, ended;
    int wait_status;
};

/* ================= in the worker ================= */

static volatile int stop_asked;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

struct telling { int fd; int stage; double first, first_bound; double last_news;
                 const struct matrix *m; };

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
static struct message figures(const struct telling *t, const struct search *s, enum kind kind,
                              const char *phase)
{
    struct message h;
    memset(&h, 0, sizeof h);
    h.kind = kind;
    h.objective = t->stage == 2 ? t->first : s->objective;
    h.bound = t->stage == 2 ? t->first_bound : s->bound;
    h.second = t->stage == 1 ? INFINITY : s->objective;
    h.second_bound = t->stage == 1 ? -INFINITY : s->bound;
    h.relaxation = s->relaxation;
    h.nodes = s->nodes;
    h.iterations = s->lp ? lp_iterations(s->lp) : 0;
    h.cuts = s->n_cuts;
    h.infeasible = s->infeasible;
    snprintf(h.phase, sizeof h.phase, "%s", phase);
    return h;
}

static void tell(void *context, const struct search *s, const char *phase, bool new_plan)
{
    struct telling *t = context;
    double now = seconds_now();
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
    struct message h = figures(t, s, RELAXED, "end");
    if (s->relaxed && t->stage != 2) {
        h.n = s->m->n_cols;
        send_message(t->fd, &h, s->relaxed);
        h.kind = DUALS;
        h.n = s->m->n_rows;
        send_message(t->fd, &h, s->dual);
    }
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
    h.finished = true;
    send_message(fd, &h, NULL);
}

static void work_alone(int fd, const struct problem *p, const struct solve_options *o, double began)
{
    struct telling t = { .fd = fd, .m = p->matrix };
    struct search s = { .arena = arena_new(), .m = p->matrix, .cost = p->matrix->cost,
                        .constant = p->matrix->constant, .gap = o->gap, .relax = o->relax,
                        .until = began + o->time_limit_s, .stop = &stop_asked, .start = p->start };
    run_stage(&s, &t);
    send_end(fd, &t, &s);
}

static void work_in_stages(int fd, const struct problem *p, const struct solve_options *o,
                           double began)
{
    struct telling t = { .fd = fd, .m = p->matrix, .stage = 1 };
    struct search s = { .arena = arena_new(), .m = p->matrix, .cost = p->first,
                        .constant = p->first_constant, .gap = o->gap, .relax = o->relax,
                        .until = began + 0.6 * o->time_limit_s, .stop = &stop_asked,
                        .start = p->start };
    run_stage(&s, &t);
    if (!s.plan) {
        send_end(fd, &t, &s);
        return;
    }
    lp_free(s.lp); /* the second stage has its own */
    s.lp = NULL;
    double most = s.objective + p->first_slack * fmax(1, fabs(s.objective));
    struct matrix m = with_row(s.arena, p->matrix, p->first, most - p->first_constant);
    struct search second = { .arena = s.arena, .m = &m, .cost = m.cost, .constant = m.constant,
                             .gap = o->gap, .relax = o->relax, .until = began + o->time_limit_s,
                             .stop = &stop_asked, .start = s.plan };
    t.stage = 2;
    t.first = s.objective;
    t.first_bound = s.bound;
    run_stage(&second, &t);
    second.infeasible = false;
    second.objective = second.plan ? second.objective : INFINITY;
    send_end(fd, &t, &second);
}

static void worker_main(int fd, const struct problem *p, const struct solve_options *o)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, ask_to_stop);
    signal(SIGPIPE, SIG_IGN);
    if (p->first)
        work_in_stages(fd, p, o, seconds_now());
    else
        work_alone(fd, p, o, seconds_now());
    _exit(0);
}

/* ================= in the parent ================= */

enum status worker_start(struct worker **out, const struct problem *p,
                         const struct solve_options *o, struct err *err)
{
    int ends[2];
    struct worker *w = calloc(1, sizeof *w);
    if (!w || pipe2(ends, O_CLOEXEC) != 0) {
        free(w);
        return err_set(err, BROKEN, "cannot start a worker: %s", strerror(errno));
    }
    fflush(NULL); /* or the worker would own a copy of what is not yet written */
    w->pid = fork();
    if (w->pid == 0) {
        close(ends[0]);
        worker_main(ends[1], p, o);
    }
    close(ends[1]);
    if (w->pid < 0) {
        close(ends[0]);
        free(w);
        return err_set(err, BROKEN, "cannot start a worker: %s", strerror(errno));
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    w->fd = ends[0];
    w->p = p;
    w->began = seconds_now();
    w->limit = o->time_limit_s;
    w->gap = o->gap;
    w->latest = (struct progress){ "relaxation", INFINITY, -INFINITY, 0 };
    w->last.objective = w->last.second = INFINITY;
    w->last.bound = w->last.second_bound = -INFINITY;
    w->last.relaxation = NAN;
    *out = w;
    return OK;
}

int worker_fd(const struct worker *w) { return w->fd; }

static bool finite_all(const double *v, int n)
{
    for (int i = 0; i < n; i++)
        if (!isfinite(v[i]))
            return false;
    return true;
}

static void keep_array(double **at, const double *values, int n, int expected)
{
    if (n != expected || !finite_all(values, n))
        return;
    if (!*at)
        *at = malloc(((size_t)n + 1) * sizeof **at);
    if (*at)
        memcpy(*at, values, (size_t)n * sizeof **at);
}

static void hear(struct worker *w, const struct message *h, const double *values)
{
    const struct matrix *m = w->p->matrix;
    if (h->kind == PLAN)
        keep_array(&w->x, values, h->n, m->n_cols);
    if (h->kind == RELAXED)
        keep_array(&w->relaxed, values, h->n, m->n_cols);
    if (h->kind == DUALS)
        keep_array(&w->dual, values, h->n, m->n_rows);
    w->last = *h;
    w->latest.phase = h->kind == END ? "end" : w->last.phase;
    w->latest.objective = h->objective;
    w->latest.bound = h->bound;
    w->over |= h->kind == END;
}

static void split_messages(struct worker *w)
{
    size_t at = 0;
    while (w->n_heard - at >= sizeof(struct message)) {
        struct message h;
        memcpy(&h, w->heard + at, sizeof h);
        size_t need = sizeof h + (size_t)h.n * sizeof(double);
        if (w->n_heard - at < need)
            break;
        double *values = malloc((size_t)h.n * sizeof *values + 1);
        if (!values)
            abort();
        memcpy(values, w->heard + at + sizeof h, (size_t)h.n * sizeof *values);
        hear(w, &h, values);
        free(values);
        at += need;
    }
    memmove(w->heard, w->heard + at, w->n_heard - at);
    w->n_heard -= at;
}

/* Reads what there is; false at the end of the pipe. */
static bool listen_to(struct worker *w)
{
    for (;;) {
        if (w->room - w->n_heard < 1 << 16) {
            w->room = w->room * 2 + (1 << 17);
            w->heard = realloc(w->heard, w->room);
            if (!w->heard)
                abort();
        }
        ssize_t n = read(w->fd, w->heard + w->n_heard, w->room - w->n_heard);
        if (n > 0) {
            w->n_heard += (size_t)n;
            split_messages(w);
            continue;
        }
        if (n < 0 && errno == EINTR)
            continue;
        return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }
}

bool worker_poll(struct worker *w, struct progress *latest)
{
    enum { GRACE_S = 1 };
    if (!w->ended) {
        bool open = listen_to(w);
        double now = seconds_now() - w->began;
        if (open && now > w->limit + GRACE_S)
            kill(w->pid, SIGKILL);
        if (!open) {
            while (waitpid(w->pid, &w->wait_status, 0) < 0 && errno == EINTR)
                continue;
            w->ended = true;
        }
        w->latest.seconds = now;
    }
    *latest = w->latest;
    return !w->ended;
}

void worker_stop(struct worker *w)
{
    if (!w->ended)
        kill(w->pid, SIGTERM);
    w->told_to_stop = true;
    if (seconds_now() - w->began + 2 < w->limit)
        w->limit = seconds_now() - w->began + 2;
}

static double *into_arena(struct arena *a, double *values, int n)
{
    double *copy = values ? NEW_ARRAY(a, double, n) : NULL;
    if (values)
        memcpy(copy, values, (size_t)n * sizeof *copy);
    free(values);
    return copy;
}

static double value_of(const double *cost, double constant, const double *x, int n)
{
    for (int j = 0; j < n; j++)
        constant += cost[j] * x[j];
    return constant;
}

/* The least first objective found; the plan of the second stage may exceed it by the slack. */
static double first_value(const struct worker *w, const double *x)
{
    double v = value_of(w->p->first, w->p->first_constant, x, w->p->matrix->n_cols);
    return isfinite(w->last.objective) ? fmin(v, w->last.objective) : v;
}

static enum stop stop_of(const struct worker *w, const struct outcome *o, bool has_plan)
{
    double gap = fmax(w->gap, 1e-9);
    if (w->last.infeasible && w->over)
        return STOP_INFEASIBLE;
    if (!has_plan && !w->over && !w->told_to_stop && WIFSIGNALED(w->wait_status) &&
        WTERMSIG(w->wait_status) != SIGKILL)
        return STOP_FAILED;
    bool first = has_plan && o->objective - o->bound <= gap * fmax(1, fabs(o->objective));
    /* The second objective is kept no closer than the first one's slack. */
    double loose = fmax(gap, 1e-6) * fmax(1, fabs(o->second));
    bool second = !w->p->first || o->second - o->second_bound <= loose;
    if (has_plan && first && second)
        return STOP_OPTIMAL;
    if (w->told_to_stop)
        return STOP_INTERRUPTED;
    return has_plan ? STOP_FEASIBLE : STOP_NOTHING;
}

void worker_finish(struct outcome *out, struct arena *a, struct worker *w)
{
    const struct matrix *m = w->p->matrix;
    *out = (struct outcome){ .bound = w->last.bound, .second_bound = w->last.second_bound,
                             .relaxation = w->last.relaxation, .nodes = w->last.nodes,
                             .iterations = w->last.iterations, .cuts = w->last.cuts,
                             .objective = INFINITY, .second = INFINITY };
    out->x = into_arena(a, w->x, m->n_cols);
    out->relaxed = into_arena(a, w->relaxed, m->n_cols);
    out->dual = into_arena(a, w->dual, m->n_rows);
    if (out->x) {
        out->second = matrix_objective(m, out->x);
        out->objective = w->p->first ? first_value(w, out->x) : out->second;
    }
    if (!w->p->first)
        out->second_bound = out->bound;
    out->bound = fmin(out->bound, out->objective);
    out->second_bound = fmin(out->second_bound, out->second);
    out->stop = stop_of(w, out, out->x != NULL);
    out->seconds = seconds_now() - w->began;
    if (!w->over && WIFSIGNALED(w->wait_status))
        snprintf(out->why, sizeof out->why, "the solver's process ended by signal %d",
                 WTERMSIG(w->wait_status));
    close(w->fd);
    free(w->heard);
    free(w);
}

enum status solve(struct outcome *out, struct arena *a, const struct problem *p,
                  const struct solve_options *o, struct err *err)
{
    struct worker *w;
    struct progress latest;
    TRY(worker_start(&w, p, o, err));
    while (worker_poll(w, &latest)) {
        struct pollfd fd = { .fd = worker_fd(w), .events = POLLIN };
        poll(&fd, 1, 100);
    }
    worker_finish(out, a, w);
    return OK;
}
