/* verify.h - a stored run checked against the case's files, without the engine. */
#ifndef RINGFENCE_VERIFY_H
#define RINGFENCE_VERIFY_H

#include "store.h"

struct failure {
    const char *code, *name, *row;  /* which rule, where */
    const char *is;                 /* "1234.5 should be 1234.6" */
};

struct verdict {                    /* owned by the arena given */
    const char *run, *scenario, *status;
    bool relax;                     /* fractions of cohorts and contracts were allowed */
    int n_rules;                    /* rules that were checked */
    struct failure *failure;
    int n_failures;
    long long n_rows;               /* stored rows that they looked at */
};

/* Fails only when the run or a file cannot be read; what is wrong with it is a failure. */
MUST_USE enum status verify_run(struct verdict *out, struct arena *a, struct store *s,
                                const char *folder, const char *run, struct err *err);

#endif
