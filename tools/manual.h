/* manual.h - what the rules take as known: their symbols, and what follows from the tables. */
#ifndef RINGFENCE_MANUAL_H
#define RINGFENCE_MANUAL_H

struct explained { const char *name, *text; };

extern const struct explained SYMBOLS[];     /* of the formulas */
extern const int N_SYMBOLS;
extern const struct explained DEFINITIONS[]; /* what exists before anything is decided */
extern const int N_DEFINITIONS;
extern const char TIES[];                    /* which of equally good plans is chosen */

#endif
