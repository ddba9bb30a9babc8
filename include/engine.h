/* engine.h - solve the scenarios of a case, one result after another. */
#ifndef RINGFENCE_ENGINE_H
#define RINGFENCE_ENGINE_H

#include <signal.h>

#include "hold.h"
#include "known.h"
#include "run.h"

struct question {
    const char *scenario;          /* of the case, or NOTHING_ID (hold.h) */
    const struct hold *hold;       /* NULL: for its own best */
    const char *after;             /* set by the engine: NULL, or the scenario of the same call that
                                    * it begins from, plan and proof: its base, if that is asked
                                    * for, or else, of those without a base whose ids come before
                                    * its own, the one in which most authorities buy with the same
                                    * others as in it */
};

/* What the search for an answer may begin from, owned by the arena. */
typedef enum status engine_known(void *context, struct arena *a, const struct question *q,
                                 const struct tables *t, const struct world *w,
                                 struct beginning *out, struct err *err);

struct engine_options {
    double gap;                    /* < 0: the scenario's own */
    double time_limit_s;           /* <= 0: the scenario's own */
    double time_for_all_s;         /* > 0: shared by all, in place of their own limits, not of
                                    * time_limit_s: of what those before left, one that goes on from
                                    * another has down to a quarter of what any other has */
    bool relax;                    /* the linear relaxation */
    int jobs;                      /* scenarios at work at once, at least 1 */
    const volatile sig_atomic_t *interrupted; /* NULL, or set by a signal handler */
    void (*progress)(void *context, const char *scenario, const struct progress *p);
    void *context;                 /* of progress */
    /* NULL: every search begins from nothing.  Else asked when a scenario's turn comes, which is
     * not before the one that it comes after (struct question) has been given to engine_result;
     * then that one's last basis is known as well, where it has the same rows and columns, and what
     * was proven of it finds them. */
    engine_known *known;
    void *known_context;
};

/* Called as each scenario finishes, `i` its place among those asked; the run's memory is freed
 * afterwards. */
typedef enum status engine_result(void *context, int i, const struct run *run, struct err *err);

/* Solves n scenarios of the tables.  Findings of a scenario's own changes that are errors end
 * the call with BAD_INPUT before anything is solved. */
MUST_USE enum status engine_solve(const struct tables *tables, const char *const *scenarios, int n,
                                  const struct engine_options *o, engine_result *result,
                                  void *context, struct err *err);

/* The same for questions. */
MUST_USE enum status engine_answer(const struct tables *tables, const struct question *questions,
                                   int n, const struct engine_options *o, engine_result *result,
                                   void *context, struct err *err);

/* The facts of a question, limits and all. */
MUST_USE enum status engine_world(struct world **out, struct arena *a,
                                  const struct tables *tables, const struct question *q,
                                  struct findings *f, struct err *err);

/* Builds one scenario's program without solving it, for export. */
MUST_USE enum status engine_build(struct program **out, struct arena *a,
                                  const struct tables *tables, const char *scenario,
                                  struct findings *f, struct err *err);

#endif
