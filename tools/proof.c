/* proof.c - one wording for compare, show, papers and the workbook. */
#include "tools/proof.h"

#include <math.h>

static const double NOTHING_LEFT = 5e-6; /* prints as 0.00% */

bool proof_confirmed(const struct proof *p)
{
    return p->bound - p->certain < 0.5;
}

double proof_gap(double objective, double bound)
{
    double gap = (objective - bound) / fmax(1, fabs(objective));
    return gap < 1 ? fmax(gap, 0) : NAN;
}

static const char *near(struct arena *a, double gap)
{
    return gap < NOTHING_LEFT ? "the best there is"
                              : arena_print(a, "within %.2f%% of the best", 100 * gap);
}

const char *proof_words(struct arena *a, const struct proof *p)
{
    double gap = proof_gap(p->objective, p->bound);
    double certain = proof_gap(p->objective, p->certain);
    if (!isfinite(p->bound))
        return "not proven";
    if (!isfinite(gap))
        return "not known how near to the best";
    if (proof_confirmed(p))
        return arena_print(a, "proven %s", near(a, gap));
    return isfinite(certain)
               ? arena_print(a, "%s by the search's proof; exact arithmetic confirms %.2f%%",
                             near(a, gap), 100 * certain)
               : arena_print(a, "%s by the search's proof, which exact arithmetic does not confirm",
                             near(a, gap));
}

const char *proof_sentence(struct arena *a, const struct proof *p)
{
    double gap = proof_gap(p->objective, p->bound);
    double certain = proof_gap(p->objective, p->certain);
    if (!isfinite(gap))
        return "how near the plan is to the best is not known";
    const char *than = gap < NOTHING_LEFT ? "no other plan is better"
                       : arena_print(a, "no other plan is better by more than %.2f%%", 100 * gap);
    if (proof_confirmed(p))
        return arena_print(a, "%s; that is proven", than);
    return isfinite(certain)
               ? arena_print(a, "the search proves that %s; exact arithmetic confirms that none "
                                "is better by more than %.2f%%", than, 100 * certain)
               : arena_print(a, "the search proves that %s, which exact arithmetic does not "
                                "confirm", than);
}
