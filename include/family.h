/* family.h - a rule of the model: what it says, its rows, and an audit of its own.
 *
 * One rule, one file under model/families/.  The manual, the names of rows, the letter
 * about an infeasible scenario and the tests read the same title block.
 */
#ifndef RINGFENCE_FAMILY_H
#define RINGFENCE_FAMILY_H

#include "plan.h"
#include "program.h"

struct audit;

typedef void family_rows(struct program *p);
typedef void family_audit(struct audit *a, const struct plan *p);

struct family {
    const char *code;       /* "F03"; stable for ever, never reused */
    const char *name;       /* "load" */
    const char *rule;       /* the rule in one sentence */
    const char *formula;    /* the rule as the manual prints it, symbols of MODEL.md 5 */
    enum index_kind index[KEY_MAX];
    const char *unit;       /* of the row and its right-hand side */
    const char *dual_says;  /* what d(objective)/d(rhs) tells the reader */
    bool gives;             /* a wish (floor, policy) that an infeasible scenario might drop */
    family_rows *rows;      /* states the rule */
    family_audit *audit;    /* checks it on a finished plan, without the program */
};

extern const struct family *const FAMILIES[];
extern const int N_FAMILIES;

/* ---- stating rows ---- */

#define KEY(...) ((struct key){ { __VA_ARGS__ } })

/* Begins a row of the family at work; later terms go into it.  Returns its number. */
int row_between(struct program *p, double lower, double upper, struct key key);
int row_le(struct program *p, double upper, struct key key);
int row_ge(struct program *p, double lower, struct key key);
int row_eq(struct program *p, double value, struct key key);
struct arena *row_scratch(const struct program *p); /* lives until the program is built */
void term(struct program *p, double coefficient, int column);         /* into the last row */
void term_in(struct program *p, int row, double coefficient, int column);

static inline int column_of(const struct program *p, enum quantity_id q, int i)
{
    return p->first_column[q] + i;
}

/* ---- auditing ---- */

struct breach {                /* a rule that the finished plan does not keep */
    const char *family;        /* its code */
    const char *key;           /* which row, as text */
    struct key at;             /* and as positions */
    double left, right;        /* what should be <= or =, and was not */
};

struct audit {
    struct arena *arena;
    const struct family *family;   /* at work */
    const struct sets *sets;
    struct breach *breach;
    int n, room;
};

/* A breach when left exceeds right by more than 1e-6 relative; a penny on money. */
void audit_le(struct audit *a, double left, double right, struct key key);
void audit_eq(struct audit *a, double left, double right, struct key key);

/* Audits every family, or the one with this code. */
void plan_audit(struct arena *arena, const struct plan *plan, const char *code,
                struct breach **breach, int *n);

/* The key of a row as text: "Derby,NVQ3,2008-09". */
void key_text(const struct sets *s, const struct family *f, struct key key, char *text,
              size_t size);

#endif
