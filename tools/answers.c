/* answers.c - what may be said of an answer to like for like; one wording for all who say it. */
#include "tools/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hold.h"
#include "run.h"

/* After the figures of an answer: what its sentences say of them. */
const char ANSWERS[] =
    "SELECT kind, run, status, known, objective, bound, gap, difference_least, difference_most,"
    " to_missing, missing, to_completions, completions, breaches, cost,"
    " abs(difference_least) / known, round(to_missing) - round(missing) FROM v_like_for_like v"
    " WHERE to_run = ?1 AND scenario = ?2 AND run = (SELECT run FROM v_like_for_like w WHERE"
    " w.to_run = v.to_run AND w.scenario = v.scenario AND w.kind = v.kind"
    " ORDER BY status IN ('stopped', 'failed'), sequence DESC LIMIT 1) ORDER BY kind DESC";

struct answer answer_at(const struct result *r, int row)
{
    struct answer x = { .kind = result_cell(r, row, 0), .run = result_cell(r, row, 1),
                        .status = result_cell(r, row, 2) };
    double *into[] = { &x.known, &x.found, &x.bound, &x.gap, &x.least, &x.most, &x.short_before,
                       &x.short_after, &x.done_before, &x.done_after, &x.breaches, &x.spend };
    for (int k = 0; k < COUNT(into); k++)
        *into[k] = result_number(r, row, 3 + k);
    x.money = strcmp(x.kind, HOLD_NAME[HOLD_MONEY]) == 0;
    x.plan = isfinite(x.found);
    return x;
}

const char *answer_better(const struct answer *x)
{
    double trace = 2e-6 * fmax(1, fabs(x->known));
    if (!x->plan || x->breaches > 0 || !isfinite(x->most))
        return NULL;
    return x->least > trace ? "b" : x->most < -trace ? "a" : NULL;
}

static const char *less_or_more(struct arena *a, double pounds)
{
    long long whole = llround(pounds);
    return whole == 0 ? "£0" : arena_print(a, "£%s %s", spell_number(a, llabs(whole)),
                                           whole > 0 ? "less" : "more");
}

static const char *no_plan(struct arena *a, const struct answer *x, const char *of)
{
    if (strcmp(x->status, RUN_STATUS_NAME[RUN_INFEASIBLE]) == 0)
        return arena_print(a, "no plan of %s %s.", of,
                           x->money ? "costs so little and keeps every rule" : "reaches them");
    return arena_print(a, "%s before any plan was found.", x->status);
}

static const char *results(struct arena *a, const struct answer *x, const char *from,
                           const char *of)
{
    double share = x->known > 0 ? 100 * x->least / x->known : 0;
    const char *what = arena_print(a, "%s's plan costs £%s, %s's £%s", from,
                                   spell_number(a, llround(x->known)), of,
                                   spell_number(a, llround(x->found)));
    return llround(x->least) == 0 ? arena_print(a, "%s: the same.", what)
                                  : arena_print(a, "%s: %s (%.1f%%).", what,
                                                less_or_more(a, x->least), fabs(share));
}

static const char *money(struct arena *a, const struct answer *x, const char *from,
                         const char *of)
{
    long long before = llround(x->short_before), after = llround(x->short_after);
    const char *what = arena_print(a, "%s's plan leaves %s people short, %s's %s", from,
                                   spell_number(a, before), of, spell_number(a, after));
    return before == after ? arena_print(a, "%s.", what)
                           : arena_print(a, "%s: %s %s.", what,
                                         spell_number(a, llabs(before - after)),
                                         before > after ? "fewer" : "more");
}

const char *answer_words(struct arena *a, const struct answer *x, const char *from,
                         const char *of)
{
    return arena_print(a, "%c%s: %s", x->kind[0] - 'a' + 'A', x->kind + 1,
                       !x->plan ? no_plan(a, x, of) : x->money ? money(a, x, from, of)
                                                               : results(a, x, from, of));
}

const char *answer_limits(struct arena *a, const struct answer *x)
{
    if (!x->plan)
        return "";
    if (!x->money)
        return "For each target and local authority no more people are short.";
    return arena_print(a, "The value of the shortfall is £%s and £%s: %s.",
                       spell_number(a, llround(x->known)), spell_number(a, llround(x->found)),
                       llround(x->least) == 0 ? "the same" : less_or_more(a, x->least));
}

/* The best of B costs no less than its bound, so A less the bound is the most it can be less. */
static const char *range(struct arena *a, const struct answer *x, const char *of)
{
    if (fabs(x->most - x->least) < 0.5)
        return arena_print(a, "no plan of %s does better", of);
    return arena_print(a, "the best of %s lies between %s and %s%s (gap %.2f%%)", of,
                       less_or_more(a, x->least), less_or_more(a, x->most),
                       answer_better(x) ? "" : ", so neither is proven better",
                       100 * fmax(x->gap, 0));
}

const char *answer_proof(struct arena *a, const struct answer *x, const char *of)
{
    if (!x->plan)
        return "";
    if (x->breaches > 0)
        return "This plan failed its audit: do not act on it.";
    if (!isfinite(x->most))
        return "Nothing is proven about better plans.";
    return arena_print(a, "It is proven that %s.", range(a, x, of));
}
