/* progress.h - one line on standard error while scenarios are solved. */
#ifndef RINGFENCE_PROGRESS_H
#define RINGFENCE_PROGRESS_H

#include "solve.h"

struct progress_lines;

struct progress_lines *progress_new(struct arena *a, bool wanted);
void progress_show(void *lines, const char *scenario, const struct progress *p);
void progress_clear(struct progress_lines *lines);

#endif
