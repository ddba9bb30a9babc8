/* helper.c - blocks relaxed by a second process beside this one: this one takes the first that is
 * left, since blocks are told in their order, and the second the largest, which would end last.
 *
 * A block's relaxation is the same whoever finds it, so nothing but the time depends on that.  What
 * the other has found is read from memory that both share, as of a block that rests (apart.h).
 */
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "apart.h"
#include "child.h"

enum { NOT_YET, FOUND, NOT_FOUND };

struct found {                  /* of a block; what was found is written by the second process */
    volatile bool begun;
    volatile int state;
    double bound, relaxation;
    size_t at;                  /* of its values: the optimum, the duals, the basis; in doubles */
};

struct helper {
    struct apart *p;
    pid_t pid;
    struct found *block;        /* [n_blocks] and then all their values */
    size_t size;                /* of both, which are shared; 0: there is no second process */
};

static size_t doubles_of(size_t bytes) { return (bytes + sizeof(double) - 1) / sizeof(double); }

static size_t values_of_part(const struct part *t)
{
    size_t n = (size_t)t->m.n_rows + (size_t)t->m.n_cols;
    return n + doubles_of(n);
}

static double *values_of(const struct helper *t, int b)
{
    return (double *)(void *)t->block + t->block[b].at;
}

static void tell_found(struct helper *t, int b)
{
    const struct search *block = &t->p->block[b];
    struct found *f = &t->block[b];
    int rows = block->m->n_rows, cols = block->m->n_cols;
    double *v = values_of(t, b);
    memcpy(v, block->x, (size_t)cols * sizeof *v);
    memcpy(v + cols, block->dual, (size_t)rows * sizeof *v);
    memcpy(v + cols + rows, block->ended_at, (size_t)(rows + cols));
    f->bound = block->bound;
    f->relaxation = block->relaxation;
    __sync_synchronize();
    f->state = FOUND;
}

static int next(struct helper *t, bool largest)
{
    for (;;) {
        int best = -1;
        for (int b = 0; b < t->p->s->m->n_blocks && (best < 0 || largest); b++)
            if (!t->block[b].begun &&
                (best < 0 || t->p->part[b].m.n_cols > t->p->part[best].m.n_cols))
                best = b;
        if (best < 0 || __sync_bool_compare_and_swap(&t->block[best].begun, false, true))
            return best;
    }
}

int helper_next(struct helper *t) { return next(t, false); }

static _Noreturn void relax_the_largest(struct helper *t, relax_one *relax)
{
    for (int b; (b = next(t, true)) >= 0;) {
        if (relax(t->p, b) == LP_OPTIMAL)
            tell_found(t, b);
        else
            t->block[b].state = NOT_FOUND;
        lp_free(t->p->block[b].lp);
    }
    _exit(0);
}

struct helper *helper_start(struct apart *p, relax_one *relax)
{
    struct helper *t = NEW(p->s->arena, struct helper);
    int n = p->s->m->n_blocks;
    size_t at = doubles_of((size_t)n * sizeof *t->block), size = at;
    for (int b = 0; b < n; b++)
        size += values_of_part(&p->part[b]);
    *t = (struct helper){ .p = p, .pid = -1 };
    void *both = relax ? mmap(NULL, size * sizeof(double), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0) : MAP_FAILED;
    t->block = both != MAP_FAILED ? both : NEW_ARRAY(p->s->arena, struct found, n);
    if (both == MAP_FAILED)
        return t;
    t->size = size * sizeof(double);
    for (int b = 0; b < n; at += values_of_part(&p->part[b++]))
        t->block[b].at = at;
    t->pid = fork_child();
    if (t->pid == 0)
        relax_the_largest(t, relax);
    return t;
}

bool helper_take(struct helper *t, int b)
{
    if (t->block[b].state != FOUND)
        return false;
    __sync_synchronize();
    const struct found *f = &t->block[b];
    const double *v = values_of(t, b);
    struct search *block = &t->p->block[b];
    int rows = block->m->n_rows, cols = block->m->n_cols;
    memcpy(block->x, v, (size_t)cols * sizeof *v);
    block->dual = NEW_ARRAY(block->arena, double, rows);
    memcpy(block->dual, v + cols, (size_t)rows * sizeof *v);
    block->ended_at = arena_alloc(block->arena, (size_t)(rows + cols), 1);
    memcpy(block->ended_at, v + cols + rows, (size_t)(rows + cols));
    block->bound = t->p->part[b].bound = f->bound;
    block->relaxation = f->relaxation;
    return true;
}

bool helper_await(struct helper *t, int b)
{
    const struct timespec moment = { .tv_nsec = 5000000 };
    const struct search *s = t->p->s;
    while (t->pid > 0 && t->block[b].state == NOT_YET && seconds_now() < s->until &&
           !(s->stop && *s->stop)) {
        nanosleep(&moment, NULL);
        if (waitpid(t->pid, NULL, WNOHANG) != 0)
            t->pid = -1;
    }
    return helper_take(t, b);
}

void helper_end(struct helper *t)
{
    if (t->pid > 0) {
        kill(t->pid, SIGKILL);
        waitpid(t->pid, NULL, 0);
    }
    if (t->size > 0)
        munmap(t->block, t->size);
}
