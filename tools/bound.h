/* bound.h - what `verify --bound` says of a run's certificate. */
#ifndef RINGFENCE_TOOLS_BOUND_H
#define RINGFENCE_TOOLS_BOUND_H

#include <jansson.h>

#include "certificate.h"

struct bound {
    struct certificate certificate;
    const char *why;              /* what is wrong with it, or NULL */
    bool claims_more;             /* the search claims more than is proven */
};

MUST_USE enum status bound_verify(struct bound *out, struct arena *a, struct store *s,
                                  const char *folder, const char *run, struct err *err);
json_t *bound_json(const struct bound *b);
void print_bound(const struct bound *b);

#endif
