/* watch.c - the parent's side of a worker: starts it, hears it, ends it, says what came of it.
 *
 * A worker may hang, die or talk nonsense, and none of it must reach a result.  Everything that
 * it could ever send has its memory before it starts, so that hearing cannot fail.
 */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "message.h"

struct worker {
    pid_t pid;
    int fd, proof;                 /* proof: a file without a name, or -1 */
    const struct problem *p;
    double began, limit, gap;
    bool relax;
    struct progress latest;
    struct message last;           /* of any kind; figures only improve */
    double *x, *relaxed, *dual;    /* [n_cols], [n_cols], [n_rows] */
    double *basis;                 /* [n_rows + n_cols] */
    bool has_x, has_relaxed, has_dual, has_basis;
    double *values;                /* of the message at hand */
    unsigned char *heard;          /* bytes not yet a whole message; room for any */
    size_t n_heard, room;
    double listened;               /* when it was last listened to, seconds from its beginning */
    bool told_to_stop, overran, garbled, over, ended;
    int wait_status;
};

/* ---- starting ---- */

static void worker_free(struct worker *w)
{
    if (!w)
        return;
    free(w->x);
    free(w->relaxed);
    free(w->dual);
    free(w->basis);
    free(w->values);
    free(w->heard);
    if (w->proof >= 0)
        close(w->proof);
    free(w);
}

static struct worker *worker_new(const struct problem *p, const struct solve_options *o)
{
    enum { READ_AT_ONCE = 1 << 16 };
    size_t n_cols = (size_t)p->matrix->n_cols + 1, n_rows = (size_t)p->matrix->n_rows + 1;
    size_t most = n_cols + n_rows;
    struct worker *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    *w = (struct worker){ .p = p, .limit = o->time_limit_s, .gap = o->gap, .relax = o->relax,
                          .proof = o->relax ? -1 : memfd_create("proof", MFD_CLOEXEC),
                          .room = sizeof(struct message) + most * sizeof(double) + READ_AT_ONCE,
                          .latest = { "relaxation", INFINITY, -INFINITY, 0 } };
    w->last = (struct message){ .objective = INFINITY, .second = INFINITY, .bound = -INFINITY,
                                .second_bound = -INFINITY, .relaxation = NAN };
    w->x = calloc(n_cols, sizeof(double));
    w->relaxed = calloc(n_cols, sizeof(double));
    w->dual = calloc(n_rows, sizeof(double));
    w->basis = calloc(most, sizeof(double));
    w->values = calloc(most, sizeof(double));
    w->heard = malloc(w->room);
    if (w->x && w->relaxed && w->dual && w->basis && w->values && w->heard)
        return w;
    worker_free(w);
    return NULL;
}

static enum status cannot_start(struct err *err)
{
    bool memory = errno == ENOMEM;
    return err_set(err, memory ? NO_MEMORY : IO_FAILED, "cannot start a worker: %s",
                   memory ? "this machine has not enough memory" : strerror(errno));
}

/* Signals are held back until the worker can take them: a request to stop must not be lost. */
static pid_t fork_worker(int fd, int proof, const struct problem *p,
                         const struct solve_options *o)
{
    sigset_t both, before;
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    fflush(NULL); /* or the worker would own a copy of what is not yet written */
    sigprocmask(SIG_BLOCK, &both, &before);
    pid_t pid = fork_child();
    if (pid == 0)
        worker_main(fd, proof, p, o);
    int why = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return pid;
}

enum status worker_start(struct worker **out, const struct problem *p,
                         const struct solve_options *o, struct err *err)
{
    int ends[2];
    struct worker *w = worker_new(p, o);
    if (!w || pipe2(ends, O_CLOEXEC) != 0) {
        worker_free(w);
        return cannot_start(err);
    }
    w->began = seconds_now();
    w->pid = fork_worker(ends[1], w->proof, p, o);
    close(ends[1]);
    if (w->pid < 0) {
        close(ends[0]);
        worker_free(w);
        return cannot_start(err);
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    w->fd = ends[0];
    *out = w;
    return OK;
}

int worker_fd(const struct worker *w) { return w->fd; }

/* ---- hearing ---- */

static bool keep(double *at, const double *values, int n)
{
    memcpy(at, values, (size_t)n * sizeof *at);
    return true;
}

static void hear(struct worker *w, const struct message *h)
{
    if (!message_makes_sense(w->p, w->relax, h, w->values)) {
        w->garbled = true;
        return;
    }
    if (h->kind == PLAN)
        w->has_x = keep(w->x, w->values, h->n);
    if (h->kind == RELAXED)
        w->has_relaxed = keep(w->relaxed, w->values, h->n);
    if (h->kind == DUALS)
        w->has_dual = keep(w->dual, w->values, h->n);
    if (h->kind == BASIS)
        w->has_basis = keep(w->basis, w->values, h->n);
    w->last = *h;
    w->latest.phase = h->kind == END ? "end" : w->last.phase;
    w->latest.objective = h->objective;
    w->latest.bound = h->bound;
    w->over |= h->kind == END;
}

static void split_messages(struct worker *w)
{
    size_t at = 0;
    while (!w->garbled && w->n_heard - at >= sizeof(struct message)) {
        struct message h;
        memcpy(&h, w->heard + at, sizeof h);
        if (h.n < 0 || h.n != message_length(w->p->matrix, h.kind)) {
            w->garbled = true;
            break;
        }
        size_t length = (size_t)h.n * sizeof(double);
        if (w->n_heard - at < sizeof h + length)
            break;
        memcpy(w->values, w->heard + at + sizeof h, length);
        hear(w, &h);
        at += sizeof h + length;
    }
    memmove(w->heard, w->heard + at, w->n_heard - at);
    w->n_heard -= at;
}

/* Reads what there is, within reason; false at the end of the pipe. */
static bool listen_to(struct worker *w)
{
    enum { READS = 100 };
    for (int i = 0; i < READS && !w->garbled; i++) {
        ssize_t n = read(w->fd, w->heard + w->n_heard, w->room - w->n_heard);
        if (n > 0) {
            w->n_heard += (size_t)n;
            split_messages(w);
        } else if (n == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
            return false;
        } else if (errno != EINTR) {
            return true;
        }
    }
    return !w->garbled;
}

bool worker_poll(struct worker *w, struct progress *latest)
{
    enum { GRACE_S = 1 };
    if (!w->ended) {
        bool open = listen_to(w);
        double now = seconds_now() - w->began;
        bool late = now > w->limit + GRACE_S + w->over; /* over: it writes its proof then */
        w->overran |= open && late && now < w->listened + GRACE_S; /* or it was us */
        w->listened = now;
        if (!open || w->overran) {
            kill(w->pid, SIGKILL); /* one that has ended does not mind */
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

/* ---- what came of it ---- */

static double *into_arena(struct arena *a, bool has, const double *values, int n)
{
    double *copy = has ? NEW_ARRAY(a, double, n) : NULL;
    if (has)
        memcpy(copy, values, (size_t)n * sizeof *copy);
    return copy;
}

/* Read and not believed: whoever computes anew what it proves finds out. */
static void read_proof(struct outcome *out, struct arena *a, int fd)
{
    static const int64_t MOST = 256 << 20;
    int64_t head[2]; /* from where, how many bytes */
    if (fd < 0 || pread(fd, head, sizeof head, 0) != sizeof head || head[0] <= 0 || head[1] <= 0 ||
        head[1] > MOST)
        return;
    size_t length = (size_t)head[1], at = 0;
    unsigned char *bytes = arena_alloc(a, length, 1);
    for (ssize_t n; at < length; at += (size_t)n)
        if ((n = pread(fd, bytes + at, length - at, (off_t)head[0] + (off_t)at)) <= 0)
            return;
    out->proof = bytes;
    out->proof_size = length;
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

/* Ended by itself without saying that it was done. */
static bool broke_off(const struct worker *w)
{
    return !w->over && !w->overran && (!w->told_to_stop || w->garbled);
}

/* Said that it was done, with time left, and has neither a plan nor a proof that there is none. */
static bool gave_up(const struct worker *w, bool has_plan)
{
    return w->over && !has_plan && !w->last.infeasible && !w->told_to_stop &&
           w->latest.seconds < w->limit / 2;
}

static enum stop stop_of(const struct worker *w, const struct outcome *o, bool has_plan)
{
    double gap = fmax(w->gap, 1e-9);
    if (w->over && w->last.infeasible && !has_plan)
        return STOP_INFEASIBLE;
    if (!has_plan && (broke_off(w) || gave_up(w, has_plan)))
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

static void explain(const struct worker *w, struct outcome *out)
{
    const char *text = NULL;
    int status = w->wait_status;
    if (gave_up(w, out->x != NULL))
        snprintf(out->why, sizeof out->why, "the search ended without a plan, and without a proof "
                 "that there is none: figures may lie too far apart for its arithmetic");
    if (!broke_off(w))
        return;
    out->no_memory = !w->garbled && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_MEMORY;
    if (w->garbled)
        text = "the solver's process reported figures that make no sense";
    else if (out->no_memory)
        text = "this machine has not enough memory for the solver";
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
        text = "the solver gave up on an error of its own";
    if (text)
        snprintf(out->why, sizeof out->why, "%s", text);
    else if (WIFSIGNALED(status))
        snprintf(out->why, sizeof out->why, "the solver's process was ended by signal %d (%s)",
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        snprintf(out->why, sizeof out->why, "the solver's process ended early (code %d)",
                 WEXITSTATUS(status));
}

void worker_finish(struct outcome *out, struct arena *a, struct worker *w)
{
    const struct matrix *m = w->p->matrix;
    *out = (struct outcome){ .bound = w->last.bound, .second_bound = w->last.second_bound,
                             .relaxation = w->last.relaxation, .nodes = w->last.nodes,
                             .iterations = w->last.iterations, .cuts = w->last.cuts,
                             .objective = INFINITY, .second = INFINITY };
    out->x = into_arena(a, w->has_x, w->x, m->n_cols);
    out->relaxed = into_arena(a, w->has_relaxed, w->relaxed, m->n_cols);
    out->dual = into_arena(a, w->has_dual, w->dual, m->n_rows);
    if (w->has_basis)
        out->basis = arena_alloc(a, (size_t)(m->n_rows + m->n_cols), 1);
    for (int i = 0; w->has_basis && i < m->n_rows + m->n_cols; i++)
        out->basis[i] = (unsigned char)w->basis[i];
    if (out->x) {
        out->second = matrix_objective(m, out->x);
        out->objective = w->p->first ? first_value(w, out->x) : out->second;
    }
    out->in_order = out->x && w->over && w->last.in_order;
    if (!w->p->first)
        out->second_bound = out->bound;
    out->bound = fmin(out->bound, out->objective);
    out->second_bound = fmin(out->second_bound, out->second);
    out->stop = stop_of(w, out, out->x != NULL);
    if (out->stop == STOP_FAILED) /* what it said before it died stands for nothing */
        out->relaxed = out->dual = NULL, out->basis = NULL;
    read_proof(out, a, w->proof);
    out->seconds = seconds_now() - w->began;
    explain(w, out);
    close(w->fd);
    worker_free(w);
}

enum status solve(struct outcome *out, struct arena *a, const struct problem *p,
                  const struct solve_options *o, struct err *err)
{
    struct worker *w = NULL;
    struct progress latest;
    TRY(worker_start(&w, p, o, err));
    while (worker_poll(w, &latest)) {
        struct pollfd fd = { .fd = worker_fd(w), .events = POLLIN };
        poll(&fd, 1, 100);
    }
    worker_finish(out, a, w);
    return OK;
}
