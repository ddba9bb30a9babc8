/* proof.c - one wording for compare, show, papers and the workbook. */
#include "tools/proof.h"

#include <math.h>

static const double NOTHING_LEFT = 5e-6; /* prints as 0.00% */

double proof_gap(double objective, double bound)
{
    double gap = (objective - bound) / fmax(1, fabs(objective));
    return gap < 1 ? fmax(gap, 0) : NAN;
}

/* To half a pound. */
static const char *claim(struct arena *a, const struct proof *p)
{
    return p->claimed - p->bound < 0.5 || !isfinite(p->claimed)
               ? ""
               : arena_print(a, "; the search claims %.2f%%, which is not proven",
                             100 * fmax(0, (p->objective - p->claimed) /
                                           fmax(1, fabs(p->objective))));
}

const char *proof_words(struct arena *a, const struct proof *p)
{
    double gap = proof_gap(p->objective, p->bound);
    if (!isfinite(p->bound))
        return "not proven";
    if (!isfinite(gap))
        return arena_print(a, "not known how near to the best%s", claim(a, p));
    return gap < NOTHING_LEFT
               ? "proven the best there is"
               : arena_print(a, "proven within %.2f%% of the best%s", 100 * gap, claim(a, p));
}

const char *proof_sentence(struct arena *a, const struct proof *p)
{
    double gap = proof_gap(p->objective, p->bound);
    if (!isfinite(gap))
        return arena_print(a, "how near the plan is to the best is not known%s", claim(a, p));
    return gap < NOTHING_LEFT
               ? "no other plan is better; that is proven"
               : arena_print(a, "no other plan is better by more than %.2f%%; that is proven%s",
                             100 * gap, claim(a, p));
}
