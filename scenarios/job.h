/* job.h - one scenario from its tables to its result; private to scenarios/. */
#ifndef RINGFENCE_JOB_H
#define RINGFENCE_JOB_H

#include "engine.h"
#include "scenarios/names.h"

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
    struct proven proven;          /* of known.proof, for the problem */
    struct solve_options options;
    struct worker *worker;
    bool *apart;                   /* roles that a cap per learner tells apart, or NULL */
    const struct job *after;       /* which is to be over before this begins, or NULL */
    double alike;                  /* to that one; 0..1 */
    struct beginning known;
    unsigned char *ended_at;       /* its last basis, where another begins there; the crew's */
    struct names names;            /* of its rows and columns, likewise */
    bool begun, done, reported, stopped;
    double share_s;                /* of the time for all; 0: that is not limited */
    double began;
    struct run run, before;        /* before: with roles not yet told apart; a plan or nothing */
};

/* order.c: job [n], which are all read; sets after, alike and what the questions have of it. */
void find_order(struct job *job, int n);

MUST_USE enum status read_job(struct job *j, const struct tables *tables, struct err *err);
/* Builds the program and starts a worker on it. */
MUST_USE enum status start_job(struct job *j, const struct engine_options *o, struct err *err);
/* Takes the worker's outcome; starts once more where roles must be told apart, else it is done. */
void finish_job(struct job *j, const struct engine_options *o);

#endif
