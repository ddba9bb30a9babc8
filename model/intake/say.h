/* say.h - findings made with printf. */
#ifndef RINGFENCE_INTAKE_SAY_H
#define RINGFENCE_INTAKE_SAY_H

#include "findings.h"

struct place {
    const char *file;
    int line, column;
    const char *name, *value; /* of the column and in the cell, or NULL */
};

/* `help` may be NULL. */
void say(struct findings *f, enum finding_code code, struct place at, const char *help,
         const char *format, ...) PRINTF_LIKE(5, 6);

#endif
