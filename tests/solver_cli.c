/* solver_cli.c - solves one MPS file: solver_cli FILE.mps[.gz] [--gap G] [--time S] [--relax] */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mps.h"
#include "solve.h"

static const char *const STOPPED[] = {
    [STOP_OPTIMAL] = "optimal",         [STOP_FEASIBLE] = "feasible",
    [STOP_INFEASIBLE] = "infeasible",   [STOP_INTERRUPTED] = "interrupted",
    [STOP_NOTHING] = "nothing",         [STOP_FAILED] = "failed",
};

struct request { const char *path; struct solve_options o; bool verbose; };

static bool read_arguments(struct request *r, int n, char **argument)
{
    *r = (struct request){ .o = { .gap = 0, .time_limit_s = 60 } };
    for (int k = 1; k < n; k++) {
        if (!strcmp(argument[k], "--gap") && k + 1 < n)
            r->o.gap = strtod(argument[++k], NULL);
        else if (!strcmp(argument[k], "--time") && k + 1 < n)
            r->o.time_limit_s = strtod(argument[++k], NULL);
        else if (!strcmp(argument[k], "--relax"))
            r->o.relax = true;
        else if (!strcmp(argument[k], "--verbose"))
            r->verbose = true;
        else if (argument[k][0] != '-' && !r->path)
            r->path = argument[k];
        else
            return false;
    }
    return r->path != NULL;
}

static void watch(struct worker *w, bool verbose)
{
    struct progress now, before = { 0 };
    while (worker_poll(w, &now)) {
        bool news = now.objective < before.objective || now.objective > before.objective ||
                    now.bound < before.bound || now.bound > before.bound;
        if (verbose && news)
            fprintf(stderr, "%8.2f  %-12s %16.8g %16.8g\n", now.seconds, now.phase, now.objective,
                    now.bound);
        before = now;
        struct pollfd fd = { .fd = worker_fd(w), .events = POLLIN };
        poll(&fd, 1, 100);
    }
}

static int run(struct arena *a, const struct request *r)
{
    struct matrix *m = mps_read(a, r->path);
    if (!m) {
        fprintf(stderr, "%s cannot be read\n", r->path);
        return 3;
    }
    struct problem p = { .matrix = m };
    struct worker *w;
    struct err err;
    struct outcome out;
    if (worker_start(&w, &p, &r->o, &err) != OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    watch(w, r->verbose);
    worker_finish(&out, a, w);
    printf("%s rows=%d cols=%d %s objective=%.10g bound=%.10g relaxation=%.10g seconds=%.2f "
           "nodes=%d iterations=%d cuts=%d violation=%.1e%s %s\n", r->path, m->n_rows, m->n_cols,
           STOPPED[out.stop], out.objective, out.bound, out.relaxation, out.seconds, out.nodes,
           out.iterations, out.cuts, out.x ? matrix_violation(m, out.x) : 0.0,
           out.x && mps_touches_far(m, out.x) ? " FAR" : "", out.why);
    return 0;
}

int main(int n, char **argument)
{
    struct request r;
    if (!read_arguments(&r, n, argument)) {
        fprintf(stderr, "usage: solver_cli FILE.mps[.gz] [--gap G] [--time S] [--relax] "
                        "[--verbose]\n");
        return 2;
    }
    struct arena *a = arena_new();
    int code = run(a, &r);
    arena_free(a);
    return code;
}
