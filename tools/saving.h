/* saving.h - what may be said about two results, and what may not. */
#ifndef RINGFENCE_SAVING_H
#define RINGFENCE_SAVING_H

#include "tools/cli.h"

enum { SIDES_MAX = 9 };           /* put side by side */

struct side {                     /* one of the two, from the table of runs */
    char id[40];
    const char *scenario, *name, *status, *kind, *finished_at;
    const char *proof;            /* the status, and proof_words() */
    bool plan, relax, broken;     /* broken: the plan failed its audit */
    double objective, bound, gap, spend, learners, completions;
    double claimed;               /* a bound on the word of the search; NAN: none */
};

struct pair {
    struct store *store;
    struct side side[2];
    const char *why_no_figures;   /* nothing can be compared, or NULL */
    const char *why_no_saving;    /* figures can, what is minimised cannot; or NULL */
    bool same_tables;
};

/* Of the run s->id. */
MUST_USE enum status side_read(struct side *s, struct args *a, struct store *store,
                               struct err *err);
MUST_USE enum status pair_read(struct pair *p, struct args *a, struct err *err);
/* Spend: never called a saving where the two train different numbers of people. */
void print_spend(struct arena *a, const struct pair *p);
void print_saving(struct arena *a, const struct pair *p);
json_t *saving_json(const struct pair *p);

#endif
