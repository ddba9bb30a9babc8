/* solving.h - from questions to stored answers: progress and trouble go to standard error. */
#ifndef RINGFENCE_SOLVING_H
#define RINGFENCE_SOLVING_H

#include "engine.h"
#include "tools/cli.h"

struct solved_line {               /* of the summary */
    json_t *json;                  /* as `run --json` prints it; NULL: not finished */
    const char *scenario, *status, *id;
    double learners, cost, shortfall_value, objective, gap, seconds;
    bool has_plan;
};

struct solved {
    struct solved_line *line;      /* [n_asked] in the order asked */
    int n_asked, n_stored;
    int trouble;                   /* exit code when solving or storing itself failed, else 0 */
    bool interrupted;
};

/* Solves with --gap, --time-limit, --relax and --jobs as given.  Returns the exit code. */
MUST_USE int solve_and_store(struct solved *out, struct args *a, struct store *s,
                             const struct tables *t, const struct question *questions, int n);
void solved_free(struct solved *s);

#endif
