/* like.h - like for like in papers: what is stored about two of their scenarios. */
#ifndef RINGFENCE_REPORT_LIKE_H
#define RINGFENCE_REPORT_LIKE_H

#include "tools/answers.h"
#include "tools/report/report.h"

struct like {
    int from, of;                 /* sides: `of` was held to what `from` reached and spent */
    int n;                        /* answers; 0: nothing is stored */
    struct answer answer[2];
};
/* The chosen side held to this one; or if that has not been asked, this one to the chosen. */
MUST_USE enum status like_read(struct report *r, int side, struct like *out, struct err *err);
/* A comparison can be drawn from it. */
bool like_answers(const struct answer *x);

#endif
