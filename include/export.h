/* export.h - the program of a scenario as files that other solvers read. */
#ifndef RINGFENCE_EXPORT_H
#define RINGFENCE_EXPORT_H

#include "program.h"

/* Writes dir/model.mps or dir/model.lp (format "mps" or "lp") and dir/names.csv, which says what
 * every row and column is.  The objective carries its constant as the cost of a column that is
 * always 1.  dir is made when absent.  For a coverage scenario the objective is the shortfall
 * value, the first of its two stages. */
MUST_USE enum status export_model(const struct program *p, const char *format, const char *dir,
                                  struct err *err);

#endif
