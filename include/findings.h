/* findings.h - what is wrong, or odd, in the user's tables: all of it, at its place. */
#ifndef RINGFENCE_FINDINGS_H
#define RINGFENCE_FINDINGS_H

#include "base.h"

enum severity {
    FINDING_ERROR, /* nothing is solved */
    FINDING_QUERY, /* suspicious: shown and stored, nothing stops */
};

enum finding_code {
#define KIND(code, means, example, write) code,
#include "finding_kinds.h"
    N_FINDING_CODES
};

struct finding_kind {
    const char *code;    /* "E203" */
    const char *means;   /* a sentence */
    const char *example; /* place and text, as the program says them */
    const char *write;   /* what to write instead, in sentences */
};
extern const struct finding_kind FINDING_KINDS[]; /* [enum finding_code] */
enum severity finding_severity(enum finding_code code);

struct finding {
    enum severity severity;
    const char *code;   /* of FINDING_KINDS; the kind by which findings are grouped */
    const char *file;   /* "offers.csv" */
    int line;           /* 1-based; 0 when about the whole file */
    int column;         /* 1-based field of the row; 0 when about the whole row */
    const char *name;   /* name of the column, or NULL */
    const char *value;  /* the offending text, or NULL */
    const char *text;   /* what is wrong, one sentence without final stop */
    const char *help;   /* what would be right, or NULL */
};

/* Of one file, and of either severity, so many are kept: whoever exchanged two files has a fault
 * in every row, and memory is not for that.  One more says that there are others. */
enum { FINDINGS_MOST = 1000 };

struct map;

struct findings {       /* strings and items owned by the arena */
    struct arena *arena;
    struct map *seen;   /* what was said already */
    struct map *count;  /* severity and file -> how many */
    struct finding *items;
    int n, room;
    int n_errors, n_queries;
};

void findings_init(struct findings *f, struct arena *a);
/* Copies every text.  Scenarios share most of their tables, so each finds the same faults again:
 * what was found before is passed over. */
void findings_add(struct findings *f, struct finding finding);
void findings_sort(struct findings *f); /* by severity, code, file, line, column */

#endif
