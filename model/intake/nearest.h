/* nearest.h - which valid name was meant. */
#ifndef RINGFENCE_INTAKE_NEAREST_H
#define RINGFENCE_INTAKE_NEAREST_H

/* Of names[0..n-1] (NULLs are passed over) the one with the fewest slips between it and
 * `name`, capitals aside; NULL when all have more than a third of its length. */
const char *nearest(const char *name, const char *const *names, int n);

#endif
