/* read.h - one file into one table; internal to the reader. */
#ifndef RINGFENCE_INTAKE_READ_H
#define RINGFENCE_INTAKE_READ_H

#include "tables.h"

#ifdef TINY_LIMITS
enum { FIELDS_MOST = 200, FIELD_LONGEST = 100, ROWS_MOST = 20 };
#else
enum { FIELDS_MOST = 200, FIELD_LONGEST = 1 << 16, ROWS_MOST = 5000000 };
#endif

/* Reads table->path; what is wrong in it is a finding about `file`. */
void table_read(struct table *table, struct arena *a, const char *file, struct findings *f);

/* Finds the schema's columns among the fields of a header: column_of[field], -1 = none.
 * False when the file is not separated by commas, so that no row of it can be read. */
bool header_read(struct table *table, const char *const *fields, int n_fields, int line,
                 int column_of[FIELDS_MOST], const char *file, struct findings *f);

#endif
