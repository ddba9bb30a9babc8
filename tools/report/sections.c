/* sections.c - what every paper says of its scenarios: which have no plan, and how sure it is. */
#include <math.h>
#include <string.h>

#include "run.h"
#include "tools/proof.h"
#include "tools/report/report.h"

void say_missing(struct report *r, const char *sentence, const char *command)
{
    page_say(&r->page, "p", "%s The command is: %s", sentence, command);
    for (int i = 0; i < r->n_missing; i++)
        if (strcmp(r->missing[i], command) == 0)
            return;
    if (r->n_missing < COUNT(r->missing))
        r->missing[r->n_missing++] = command;
}

static enum status say_unmet(struct report *r, const struct side *s, struct err *err)
{
    struct result x;
    struct layout l = { 0 };
    const char *run = s->id;
    TRY(ask(r, &x, "SELECT rule, key, missing, unit FROM unmet WHERE run = ?1 ORDER BY n", &run, 1,
            err));
    if (x.n_rows == 0)
        return OK;
    l.caption = arena_print(r->arena, "What would have to give way before %s can have a plan",
                            s->scenario);
    layout_column(&l, "Rule", K_TEXT);
    layout_column(&l, "Where", K_TEXT);
    layout_column(&l, "By", K_NUMBER);
    layout_column(&l, "Unit", K_TEXT);
    report_table(r, &l, &x);
    return OK;
}

static const char *why_lost(struct report *r, const struct side *s)
{
    if (s->broken)
        return "Its plan failed its audit: it does not keep every rule. Do not act on it.";
    if (s->plan)
        return "Its search was stopped before its time was up. Run it again to the end.";
    if (strcmp(s->status, "infeasible") == 0)
        return "No plan keeps every rule.";
    return arena_print(r->arena, "The search was %s before any plan was found. Run it again with "
                                 "more time.", s->status);
}

enum status section_trouble(struct report *r, struct err *err)
{
    for (int i = 0; i < r->n_lost; i++) {
        const struct side *s = &r->lost[i];
        PAGE(&r->page, "<div class=\"box stop\">\n");
        page_say(&r->page, "h3", "%s has no plan to act on", s->scenario);
        page_say(&r->page, "p", "%s No comparison is drawn from it.", why_lost(r, s));
        PAGE(&r->page, "</div>\n");
        TRY(say_unmet(r, s, err));
    }
    for (int i = 0; i < r->n_sides; i++) {
        const struct side *s = &r->side[i];
        if (strcmp(s->status, RUN_STATUS_NAME[RUN_STOPPED]) == 0)
            page_say(&r->page, "p class=\"box stop\"", "The search for %s was stopped before its "
                     "time was up. Its plan keeps every rule, but a better one may be near.",
                     s->scenario);
        if (s->relax)
            page_say(&r->page, "p class=\"box stop\"", "In %s fractions of cohorts and contracts "
                     "were allowed: it is no plan to act on.", s->scenario);
    }
    return OK;
}

static const char GAPS[] =
    "SELECT objective, bound, claimed, (objective - bound) / max(1, abs(objective)) FROM v_run"
    " WHERE run = ?1";

static enum status say_gap(struct report *r, int i, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, GAPS, i, err));
    page_say(&r->page, "li", "%s: %s.", r->side[i].scenario,
             proof_sentence(r->arena, &(struct proof){ result_number(&x, 0, 0),
                                          result_number(&x, 0, 1), result_number(&x, 0, 2) }));
    return OK;
}

static const char *what_is_minimised(const char *kind)
{
    if (strcmp(kind, "coverage") == 0)
        return "the value of the people short of targets";
    return strcmp(kind, "cost") == 0 ? "discounted spend"
                                     : "discounted spend and the value of people short together";
}

/* The true difference, by the proven bounds. */
static const char INTERVAL[] =
    "SELECT a.objective - b.objective, a.bound - b.objective, a.objective - b.bound,"
    " a.objective_kind = b.objective_kind, (SELECT count(*) FROM run_input x JOIN run_input y ON"
    " y.run = b.run AND y.\"table\" = x.\"table\" WHERE x.run = a.run AND x.sha256 <> y.sha256)"
    " FROM v_run a JOIN v_run b ON b.run = ?2 WHERE a.run = ?1";

static const char *range(struct report *r, double least, double most)
{
    return arena_print(r->arena, "between %s and %s", pounds(r, floor(least + 0.005)),
                       pounds(r, ceil(most - 0.005)));
}

static void say_verdict(struct report *r, const struct result *x, int a, int b)
{
    double least = result_number(x, 0, 1), most = result_number(x, 0, 2);
    const char *const name[] = { r->label[a], r->label[b] };
    if (!isfinite(least) || !isfinite(most))
        page_say(&r->page, "p", "One of the two is not proven, so neither is proven better.");
    else if (least <= 0 && most >= 0)
        page_say(&r->page, "p", "The true difference lies %s. That range contains 0: neither %s "
                 "nor %s is proven better.", range(r, least, most), name[0], name[1]);
    else
        page_say(&r->page, "p", "%s is proven better: the true difference lies %s.",
                 name[least > 0], range(r, least, most));
}

static enum status say_pair(struct report *r, int a, int b, struct err *err)
{
    struct result x;
    const char *runs[] = { r->side[a].id, r->side[b].id };
    TRY(ask(r, &x, INTERVAL, runs, 2, err));
    if (cell_or_nothing(&x, 0, 3) < 1) {
        page_say(&r->page, "p", "%s and %s do not minimise the same, so no comparison is drawn.",
                 r->label[a], r->label[b]);
        return OK;
    }
    double better = cell_or_nothing(&x, 0, 0);
    page_say(&r->page, "p", "%s against %s: the plan found for %s is %s %s, counted as %s.",
             r->label[b], r->label[a], r->label[b], pounds(r, fabs(better)),
             better < 0 ? "worse" : "better", what_is_minimised(r->side[a].kind));
    say_verdict(r, &x, a, b);
    if (cell_or_nothing(&x, 0, 4) > 0)
        page_say(&r->page, "p", "The two were solved from different tables: run both again to be "
                 "sure.");
    return OK;
}

/* Against the first that does something. */
enum status section_how_sure(struct report *r, struct err *err)
{
    int first = -1;
    PAGE(&r->page, "<ul>\n");
    for (int i = 0; i < r->n_sides; i++)
        if (i != r->nothing)
            TRY(say_gap(r, i, err));
    PAGE(&r->page, "</ul>\n");
    for (int i = 0; i < r->n_sides; i++) {
        if (i == r->nothing)
            continue;
        if (first >= 0)
            TRY(say_pair(r, first, i, err));
        else
            first = i;
    }
    page_say(&r->page, "p", "Every plan was checked rule by rule, apart from the search that found "
             "it. The payments of every plan add up to its costs to the penny, and no fund pays "
             "outside its conditions.");
    return OK;
}
