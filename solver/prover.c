/* prover.c - a second process that raises the bound while the first looks for plans.
 *
 * The prover cuts and branches; the planner's program stays free of cuts, which make it slow.  They
 * share a page: the bound, the relaxation and a plan that the prover comes across one way, the cost
 * of the best plan the other.
 */
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "apart.h"
#include "child.h"
#include "given.h"

struct page {                  /* each field is written by one side alone */
    volatile double bound, objective;
    volatile int begun, plans;  /* plans whose writing was begun, and ended */
    volatile int nodes, cuts, infeasible;
    volatile int relaxed;      /* 1: the relaxation is there */
    double relaxation;
    bool has_basis;
    int n_cols, n_rows, n_blocks;
    double plan[];             /* [n_cols] the newest; then [n_cols] the relaxation's optimum and
                                  [n_cols] the one with cuts; then [n_rows] the relaxation's duals
                                  and bytes of [n_rows + n_cols], its basis, and twice of
                                  [n_blocks]: whose optimum is there, relaxed and with cuts */
};

static size_t page_size(const struct search *s)
{
    size_t n = 3 * (size_t)s->m->n_cols + (size_t)s->m->n_rows + 1;
    return sizeof(struct page) + n * sizeof(double) + (size_t)(s->m->n_rows + s->m->n_cols) +
           2 * (size_t)s->m->n_blocks;
}

static double *optimum_of(struct page *page, int which)
{
    return page->plan + (1 + which) * page->n_cols;
}

static double *duals_of(struct page *page) { return page->plan + 3 * page->n_cols; }

static unsigned char *basis_of(struct page *page)
{
    return (unsigned char *)(duals_of(page) + page->n_rows);
}

static volatile unsigned char *blocks_there(struct page *page, int which)
{
    return basis_of(page) + page->n_rows + page->n_cols + which * page->n_blocks;
}

/* ---- the prover ---- */

static void tell_page(void *context, const struct search *s, const char *phase, bool new_plan)
{
    struct page *page = context;
    (void)phase;
    log_write(s->log, s->proof, 5);
    page->nodes = s->nodes;
    page->cuts = s->n_cuts + s->n_proof_cuts;
    page->bound = fmax(page->bound, s->bound);
    if (!new_plan)
        return;
    page->begun = page->begun + 1;
    __sync_synchronize();
    memcpy(page->plan, s->plan, (size_t)page->n_cols * sizeof(double));
    __sync_synchronize();
    page->plans = page->plans + 1;
}

static double known_elsewhere(const struct search *s)
{
    return ((const struct page *)s->context)->objective;
}

static void show_relaxation(struct page *page, const struct search *s)
{
    memcpy(optimum_of(page, RELAXED_BLOCKS), s->relaxed, (size_t)page->n_cols * sizeof(double));
    memcpy(duals_of(page), s->dual, (size_t)page->n_rows * sizeof(double));
    page->has_basis = s->ended_at != NULL;
    if (s->ended_at)
        memcpy(basis_of(page), s->ended_at, (size_t)(page->n_rows + page->n_cols));
    page->relaxation = s->relaxation;
    __sync_synchronize();
    for (int b = 0; b < page->n_blocks; b++)
        blocks_there(page, RELAXED_BLOCKS)[b] = 1;
    page->relaxed = 1;
}

/* What is proven is to be written before the time is up, which takes longer of a vast program. */
static double write_from(const struct search *s)
{
    double most = is_vast(s->m) ? 12 : 1;
    return s->until - fmin(most, 0.01 * (s->until - seconds_now()));
}

static void prove_whole(struct search *s, struct page *page)
{
    enum { MOST_BYTES = 48 << 20 }; /* of its log */
    lp_free(s->lp);
    s->lp = NULL;
    struct given *before = given_whole(s->arena, s->m, s->known);
    struct wider wide;
    if (before && !widen_as_given(&wide, s->arena, s, before))
        before = NULL;
    if (!before)
        wide = widen(s->arena, s->arena, s, NULL); /* a region uses most contracts */
    struct search whole = { .arena = s->arena, .m = &wide.m, .cost = wide.m.cost,
                            .constant = s->constant, .gap = s->gap, .until = write_from(s),
                            .stop = s->stop, .depth = 1, .proof_only = true, .proof = s->proof,
                            .first_sum = wide.first_sum, .splits = wide.splits,
                            .tell = tell_page, .context = page, .basis = wide.basis,
                            .given = before, .known_elsewhere = known_elsewhere };
    struct log_part given = { s->m->n_rows, s->m->n_cols, NULL, NULL };
    whole.log = log_new(s->arena, &whole, &given, MOST_BYTES);
    search_run(&whole);
    log_write(whole.log, s->proof, 0);
    page->infeasible = whole.infeasible;
    tell_page(page, &whole, "end", false);
}

/* The whole at once, as long as that is the shorter way. */
static enum lp_answer relax_blocks(struct apart *p)
{
    const double FOR_PRICES = is_vast(p->s->m) ? 0.35 : 0.2; /* of the time */
    if (!is_relaxed_apart(p->s->m))
        return search_relax(p->s);
    double now = seconds_now();
    return relax_apart(p, now + FOR_PRICES * (p->s->until - now));
}

/* Before anything is told: no bound is to end the search without the duals that certify it. */
static void relax_first(struct search *s, struct apart *apart, struct page *page)
{
    s->tell = tell_nothing;
    if (!s->relaxed && (apart ? relax_blocks(apart) : search_relax(s)) == LP_OPTIMAL)
        show_relaxation(page, s);
    if (s->infeasible)
        log_write(s->log, s->proof, 0);
    if (!s->relaxed)
        s->bound = page->bound; /* what it came to on the way has no duals that are kept */
    s->tell = tell_page;
    tell_page(page, s, "relaxation", false);
    page->infeasible = s->infeasible;
}

static _Noreturn void prove(struct search *s, struct page *page)
{
    s->context = page;
    bool falls_apart = s->m->n_blocks > 1;
    struct apart apart = falls_apart ? apart_new(s) : (struct apart){ 0 };
    if (falls_apart)
        apart.given = given_blocks(s->arena, s->m, apart.part, s->known, apart.price);
    relax_first(s, falls_apart ? &apart : NULL, page);
    if (s->relaxed && falls_apart)
        prove_blocks(&apart, write_from(s));
    else if (s->relaxed)
        prove_whole(s, page);
    _exit(0);
}

/* ---- the planner ---- */

struct prover { pid_t pid; struct page *page; int plans; };

struct prover *prover_start(struct search *s)
{
    struct prover *p = NEW(s->arena, struct prover);
    p->pid = -1;
    p->page = mmap(NULL, page_size(s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p->page == MAP_FAILED) {
        p->page = NULL;
        return p;
    }
    p->page->n_cols = s->m->n_cols;
    p->page->n_rows = s->m->n_rows;
    p->page->n_blocks = s->m->n_blocks;
    for (int k = 0; k < COUNT(s->shown); k++)
        s->shown[k] = (struct shown){ optimum_of(p->page, k), blocks_there(p->page, k) };
    p->page->bound = s->bound;
    p->page->objective = s->objective;
    p->pid = fork_child();
    if (p->pid == 0)
        prove(s, p->page);
    return p;
}

static bool at_work(struct prover *p)
{
    if (p->pid > 0 && waitpid(p->pid, NULL, WNOHANG) != 0)
        p->pid = -1;
    return p->pid > 0;
}

static void hear_relaxation(struct page *page, struct search *s)
{
    __sync_synchronize();
    s->relaxed = NEW_ARRAY(s->arena, double, page->n_cols);
    s->dual = NEW_ARRAY(s->arena, double, page->n_rows);
    memcpy(s->relaxed, optimum_of(page, RELAXED_BLOCKS), (size_t)page->n_cols * sizeof(double));
    memcpy(s->dual, duals_of(page), (size_t)page->n_rows * sizeof(double));
    if (page->has_basis)
        s->ended_at = arena_alloc(s->arena, (size_t)(page->n_rows + page->n_cols), 1);
    if (page->has_basis)
        memcpy(s->ended_at, basis_of(page), (size_t)(page->n_rows + page->n_cols));
    s->relaxation = page->relaxation;
    take_known_bound(s); /* nothing is cut or branched here: it does not hide what that gains */
    s->tell(s->context, s, "relaxation", false);
}

/* Not while the next is being written over it. */
static void hear_plan(struct prover *p, struct search *s)
{
    struct arena *a = arena_new();
    double *x = NEW_ARRAY(a, double, s->m->n_cols);
    int plans = p->page->plans;
    __sync_synchronize();
    memcpy(x, p->page->plan, (size_t)s->m->n_cols * sizeof *x);
    __sync_synchronize();
    if (p->page->begun == plans) {
        p->plans = plans;
        keep_if_better(s, x, "search");
    }
    arena_free(a);
}

bool prover_hear(struct prover *p, struct search *s)
{
    bool going = at_work(p);
    if (!p->page)
        return false;
    p->page->objective = fmin(p->page->objective, s->objective);
    if (p->page->relaxed && !s->relaxed)
        hear_relaxation(p->page, s);
    s->infeasible = s->infeasible || p->page->infeasible;
    s->nodes = p->page->nodes;
    s->n_proof_cuts = p->page->cuts;
    if (p->page->plans > p->plans)
        hear_plan(p, s);
    double bound = fmin(p->page->bound, s->objective);
    if (bound > s->bound) {
        s->bound = bound;
        s->tell(s->context, s, "search", false);
    }
    return going;
}

bool prover_has_proven(const struct prover *p, const struct search *s)
{
    return p->page && within_gap(s, p->page->bound);
}

bool prover_pause(struct prover *p, struct search *s)
{
    const struct timespec moment = { .tv_nsec = 20000000 };
    bool going = prover_hear(p, s) && !within_gap(s, s->bound) && !out_of_time(s);
    if (going)
        nanosleep(&moment, NULL);
    return going;
}

void prover_wait(struct prover *p, struct search *s)
{
    while (prover_pause(p, s))
        ;
}

void prover_await(struct prover *p, struct search *s, int which, int block)
{
    while (!s->shown[which].there[block] && prover_pause(p, s))
        ;
}

/* Asked to stop, it writes what is proven, unless a linear program keeps it too long. */
static void let_it_write(struct prover *p)
{
    enum { MOMENTS = 100 };
    const struct timespec moment = { .tv_nsec = 5000000 };
    if (p->pid > 0)
        kill(p->pid, SIGTERM);
    for (int i = 0; i < MOMENTS && at_work(p); i++)
        nanosleep(&moment, NULL);
}

void prover_end(struct prover *p, struct search *s)
{
    if (s->proof > 0)
        let_it_write(p);
    if (p->pid > 0) {
        kill(p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
        p->pid = -1;
    }
    prover_hear(p, s);
    if (p->page)
        munmap(p->page, page_size(s));
    p->page = NULL;
    memset(s->shown, 0, sizeof s->shown);
}
