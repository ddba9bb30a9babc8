/* keys.h - how a position in the sets is spelt: "Derby,NVQ3,2008-09"; private to model/. */
#ifndef RINGFENCE_KEYS_H
#define RINGFENCE_KEYS_H

#include "program.h"

/* Appends the name of one position to text; at most size bytes in all. */
void spell(const struct sets *s, enum index_kind kind, int v, char *text, size_t size);

#endif
