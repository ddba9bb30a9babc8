/* message.h - what a worker and its parent say to each other; private to solver/.
 *
 * A message is this struct and then n doubles.  The parent believes none of it unread: see
 * message_makes_sense().  What a worker cannot say any more, its exit says: EXIT_NO_MEMORY.
 */
#ifndef RINGFENCE_MESSAGE_H
#define RINGFENCE_MESSAGE_H

#include "solve.h"

enum message_kind { NEWS = 1, PLAN, RELAXED, DUALS, BASIS, END };

struct message {
    int kind;                      /* enum message_kind */
    int n;                         /* doubles that follow: as message_length() says */
    double objective, bound, second, second_bound, relaxation;
    int nodes, iterations, cuts;
    bool infeasible, in_order;
    char phase[24];
};

enum { EXIT_NO_MEMORY = 9 };

/* How many doubles follow a message of this kind; -1 when there is no such kind. */
int message_length(const struct matrix *m, int kind);
/* A message that is whole: its figures and values are such as a search can have found. */
bool message_makes_sense(const struct problem *p, bool relax, const struct message *h,
                         const double *values);

/* worker.c: searches, tells, and ends the process.  Why the bound holds goes into proof, a file
 * without a name (-1: none): two 64-bit numbers that say where it begins and how long it is. */
_Noreturn void worker_main(int fd, int proof, const struct problem *p,
                           const struct solve_options *o);

#endif
