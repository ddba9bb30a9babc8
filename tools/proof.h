/* proof.h - what may be said of how good a plan is.
 *
 * A search ends with a bound: no plan, it says, comes to less.  Of that, exact arithmetic confirms
 * as much as the stored certificate proves (certificate.h).  That counts; where the search claims
 * more, whoever reads of a proof is told so.
 */
#ifndef RINGFENCE_TOOLS_PROOF_H
#define RINGFENCE_TOOLS_PROOF_H

#include "base.h"

struct proof {                    /* pounds of what is minimised; NAN: none */
    double objective, bound, claimed;
};

/* What the plan may be off the best, as a share of itself, by a bound; NAN: the bound says
 * nothing of use. */
double proof_gap(double objective, double bound);
/* "proven within 5.71% of the best; the search claims 2.57%, which is not proven" */
const char *proof_words(struct arena *a, const struct proof *p);
/* The same for those who do not know what a gap is: a sentence, without a full stop. */
const char *proof_sentence(struct arena *a, const struct proof *p);

#endif
