/* like_for_like.h - B held to what A's plan reaches, and to what it spends. */
#ifndef RINGFENCE_LIKE_FOR_LIKE_H
#define RINGFENCE_LIKE_FOR_LIKE_H

#include "tools/saving.h"

/* Solves and stores both questions about the second side.  Returns the exit code; asked: whether
 * they could be asked at all. */
MUST_USE int like_for_like_solve(struct args *a, const struct pair *p, bool *asked);

/* The newest answers about the two runs of the pair, if any are stored. */
MUST_USE enum status print_like_for_like(struct args *a, const struct pair *p, struct err *err);
MUST_USE enum status like_for_like_json(json_t **out, struct args *a, const struct pair *p,
                                        struct err *err);

#endif
