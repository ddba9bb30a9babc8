/* saving.c - what may be said about two results, and what may not.
 *
 * The saving is Z_A - Z_B, what B's plan is better by than A's; with L the proven bounds, the true
 * saving lies between L_A - Z_B and Z_A - L_B (MODEL.md 8).
 */
#include "tools/saving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char RUN[] =
    "SELECT r.scenario, r.name, r.status, r.objective_kind, r.finished_at, r.relax, r.objective,"
    " r.bound, r.gap, (SELECT sum(learners) FROM start s WHERE s.run = r.run),"
    " (SELECT sum(completions) FROM start s WHERE s.run = r.run), r.breaches"
    " FROM run r WHERE r.run = ?1";

static double or_nothing(double x)
{
    return isfinite(x) ? x : 0;
}

static const char *proof_of(struct arena *a, const struct side *s, double breaches)
{
    if (breaches > 0)
        return "a plan that failed its audit";
    if (!isfinite(s->bound))
        return arena_print(a, "%s, not proven", s->status);
    return arena_print(a, "%s, proven within %.2f%% of the best", s->status,
                       100 * fmax(s->gap, 0));
}

enum status side_read(struct side *s, struct args *a, struct store *store, struct err *err)
{
    struct result r;
    const char *id = s->id;
    TRY(result_read(&r, a->arena, store, RUN, &id, 1, err));
    if (r.n_rows != 1)
        return err_set(err, BROKEN, "run %s is not there", s->id);
    s->scenario = result_cell(&r, 0, 0);
    s->name = result_cell(&r, 0, 1) ? result_cell(&r, 0, 1) : "";
    if (strcmp(s->name, s->scenario) == 0)
        s->name = "";
    s->status = result_cell(&r, 0, 2);
    s->kind = result_cell(&r, 0, 3);
    s->finished_at = result_cell(&r, 0, 4);
    s->relax = result_number(&r, 0, 5) > 0;
    s->objective = result_number(&r, 0, 6);
    s->plan = isfinite(s->objective);
    s->bound = result_number(&r, 0, 7);
    s->gap = result_number(&r, 0, 8);
    s->learners = or_nothing(result_number(&r, 0, 9));
    s->completions = or_nothing(result_number(&r, 0, 10));
    s->broken = result_number(&r, 0, 11) > 0;
    s->proof = proof_of(a->arena, s, result_number(&r, 0, 11));
    return OK;
}

static const char OTHER_TABLES[] =
    "SELECT x.\"table\" FROM run_input x JOIN run_input y ON y.\"table\" = x.\"table\""
    " WHERE x.run = ?1 AND y.run = ?2 AND x.sha256 <> y.sha256";

enum status pair_read(struct pair *p, struct args *a, struct err *err)
{
    struct result r;
    const char *ids[] = { p->side[0].id, p->side[1].id };
    TRY(side_read(&p->side[0], a, p->store, err));
    TRY(side_read(&p->side[1], a, p->store, err));
    TRY(result_read(&r, a->arena, p->store, OTHER_TABLES, ids, 2, err));
    p->same_tables = r.n_rows == 0;
    const struct side *x = &p->side[0], *y = &p->side[1];
    if (!x->plan || !y->plan)
        p->why_not = arena_print(a->arena, "%s has no plan.",
                                 !x->plan && !y->plan ? "Neither" : !x->plan ? x->scenario
                                                                             : y->scenario);
    else if (strcmp(x->kind, y->kind) != 0)
        p->why_not = arena_print(a->arena, "%s minimises %s, %s minimises %s.", x->scenario,
                                 x->kind, y->scenario, y->kind);
    return OK;
}

static bool train_the_same(const struct pair *p)
{
    return llround(p->side[0].learners) == llround(p->side[1].learners) &&
           llround(p->side[0].completions) == llround(p->side[1].completions);
}

static double total(const struct result *totals, const char *figure, int side)
{
    for (int i = 0; i < totals->n_rows; i++)
        if (strcmp(result_cell(totals, i, 0), figure) == 0)
            return or_nothing(result_number(totals, i, 2 + side));
    return 0;
}

static void print_unlike(struct arena *a, const struct pair *p, const double spend[2])
{
    puts("\nThe two train different numbers of people, so their spend is not like for like.");
    for (int i = 0; i < 2; i++) {
        const struct side *s = &p->side[i];
        printf("  %s spends £%s", s->scenario, spell_number(a, llround(spend[i])));
        if (s->completions > 0)
            printf(", £%s for each completion",
                   spell_number(a, llround(spend[i] / s->completions)));
        if (s->objective > 0)
            printf(", £%.3f for each pound of its objective", spend[i] / s->objective);
        puts("");
    }
}

enum status print_spend(struct args *a, const struct pair *p, const struct result *totals,
                        struct err *err)
{
    (void)err;
    double spend[2] = { total(totals, "spend after rebates", 0),
                        total(totals, "spend after rebates", 1) };
    double less = spend[0] - spend[1];
    if (!train_the_same(p))
        print_unlike(a->arena, p, spend);
    else if (llround(less) == 0)
        puts("\nBoth train the same number of people and spend the same.");
    else
        printf("\nBoth train the same number of people; %s spends £%s less.\n",
               p->side[less > 0 ? 1 : 0].scenario, spell_number(a->arena, llround(fabs(less))));
    return OK;
}

static const char *objective_words(const char *kind)
{
    if (strcmp(kind, "coverage") == 0)
        return "value of the shortfall";
    if (strcmp(kind, "cost") == 0)
        return "discounted spend";
    return "discounted spend and value of the shortfall together";
}

static void least_and_most(const struct pair *p, double *least, double *most)
{
    *least = p->side[0].bound - p->side[1].objective;
    *most = p->side[0].objective - p->side[1].bound;
}

/* A cost scenario may save money by training fewer; that has to be said of it. */
static const char *word_for(const struct pair *p)
{
    bool spend = strcmp(p->side[0].kind, "cost") == 0;
    return spend && !train_the_same(p) ? "difference" : "saving";
}

static void print_interval(struct arena *a, const struct pair *p)
{
    double least, most;
    least_and_most(p, &least, &most);
    const char *word = word_for(p);
    if (!isfinite(least) || !isfinite(most)) {
        puts("  One of the two has no proven bound, so neither is proven better.");
        return;
    }
    printf("  The true %s is proven to lie between %s and %s.\n", word,
           spell_whole(a, K_POUNDS, (long long)floor(least), false),
           spell_whole(a, K_POUNDS, (long long)ceil(most), false));
    if (least <= 0 && most >= 0)
        puts("  That range contains 0: neither is proven better than the other.");
    else
        printf("  %s is proven better, by £%s or more.\n", p->side[least > 0 ? 1 : 0].scenario,
               spell_number(a, (long long)floor(least > 0 ? least : -most)));
}

void print_saving(struct arena *a, const struct pair *p)
{
    const struct side *x = &p->side[0], *y = &p->side[1];
    printf("\nWhat is minimised: %s\n", objective_words(x->kind));
    printf("  %s £%s, at least %s; %s £%s, at least %s\n", x->scenario,
           spell_number(a, llround(x->objective)), spell_figure(a, K_POUNDS, x->bound, false),
           y->scenario, spell_number(a, llround(y->objective)),
           spell_figure(a, K_POUNDS, y->bound, false));
    double saved = x->objective - y->objective;
    if (llround(saved) < 0)
        printf("  No saving: %s comes to £%s more than %s.\n", y->scenario,
               spell_number(a, llround(-saved)), x->scenario);
    else
        printf("  The %s of %s over %s is £%s.\n", word_for(p), y->scenario, x->scenario,
               spell_number(a, llround(saved)));
    print_interval(a, p);
    if (x->relax || y->relax)
        puts("  Fractions of cohorts and contracts were allowed: this is no plan to act on.");
    if (!p->same_tables)
        puts("  The two were solved from different tables: run both again to be sure.");
}

static json_t *known(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *side_json(const struct side *s)
{
    json_t *one = json_object();
    json_object_set_new(one, "scenario", json_string(s->scenario));
    json_object_set_new(one, "run", json_string(s->id));
    json_object_set_new(one, "status", json_string(s->status));
    json_object_set_new(one, "objective_kind", json_string(s->kind));
    json_object_set_new(one, "objective", known(s->objective));
    json_object_set_new(one, "bound", known(s->bound));
    json_object_set_new(one, "gap", known(s->gap));
    return one;
}

json_t *saving_json(const struct pair *p)
{
    double least, most;
    least_and_most(p, &least, &most);
    bool drawn = !p->why_not, proven = isfinite(least) && isfinite(most);
    const char *better = !drawn || !proven || (least <= 0 && most >= 0) ? NULL
                         : least > 0 ? "b" : "a";
    json_t *top = json_object();
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "a", side_json(&p->side[0]));
    json_object_set_new(top, "b", side_json(&p->side[1]));
    json_object_set_new(top, "comparable", json_boolean(drawn));
    json_object_set_new(top, "why_not", drawn ? json_null() : json_string(p->why_not));
    json_object_set_new(top, "same_tables", json_boolean(p->same_tables));
    json_object_set_new(top, "same_people", json_boolean(train_the_same(p)));
    json_object_set_new(top, "saving",
                        drawn ? known(p->side[0].objective - p->side[1].objective) : json_null());
    json_object_set_new(top, "saving_least", drawn ? known(least) : json_null());
    json_object_set_new(top, "saving_most", drawn ? known(most) : json_null());
    json_object_set_new(top, "proven_better", better ? json_string(better) : json_null());
    return top;
}
