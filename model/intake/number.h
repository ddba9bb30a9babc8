/* number.h - decimal text to doubles and back, one way of writing only. */
#ifndef RINGFENCE_INTAKE_NUMBER_H
#define RINGFENCE_INTAKE_NUMBER_H

#include "base.h"

/* An optional minus, digits, an optional point followed by digits: nothing else. */
bool number_read(const char *text, double *out);

/* The shortest plain decimal text that reads back as the same number. */
const char *number_print(struct arena *a, double value);

/* What to write instead of a text that is no number; NULL when that cannot be told. */
const char *number_meant(struct arena *a, const char *text);

#endif
