/* names.h - rows and columns of one program in another, by their names; private to scenarios/. */
#ifndef RINGFENCE_SCENARIOS_NAMES_H
#define RINGFENCE_SCENARIOS_NAMES_H

#include "program.h"
#include "scenarios/proof.h"

struct names { int n_rows, n_columns; const char **row, **column; };

struct names names_of(struct arena *a, const struct program *p);
/* Where each is in p; both arrays are the arena's. */
struct renumbering names_in(struct arena *a, const struct names *names, const struct program *p);
bool is_at_home(const struct renumbering *to);  /* each is where it was, and there are no others */

#endif
