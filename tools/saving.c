/* saving.c - what may be said about two results, and what may not.
 *
 * The saving is Z_A - Z_B, what B's plan is better by than A's; with L the proven bounds, the true
 * saving lies between L_A - Z_B and Z_A - L_B (MODEL.md 8).
 */
#include "tools/saving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/proof.h"

static const char RUN[] =
    "SELECT r.scenario, r.name, r.status, r.objective_kind, r.finished_at, r.relax, r.objective,"
    " r.bound, r.gap, (SELECT sum(learners) FROM start s WHERE s.run = r.run),"
    " (SELECT sum(completions) FROM start s WHERE s.run = r.run), r.breaches,"
    " (SELECT sum(pounds) FROM cost c WHERE c.run = r.run),"
    " (SELECT claimed FROM certificate c WHERE c.run = r.run) FROM run r WHERE r.run = ?1";

static double or_nothing(double x)
{
    return isfinite(x) ? x : 0;
}

static const char *proof_of(struct arena *a, const struct side *s, double breaches)
{
    if (breaches > 0)
        return "a plan that failed its audit";
    return arena_print(a, "%s, %s", s->status, proof_words(a, &(struct proof){
                                                   s->objective, s->bound, s->claimed }));
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
    s->spend = or_nothing(result_number(&r, 0, 12));
    s->broken = result_number(&r, 0, 11) > 0;
    s->claimed = result_number(&r, 0, 13);
    s->proof = proof_of(a->arena, s, result_number(&r, 0, 11));
    return OK;
}

static const char OTHER_TABLES[] =
    "SELECT x.\"table\" FROM run_input x JOIN run_input y ON y.\"table\" = x.\"table\""
    " WHERE x.run = ?1 AND y.run = ?2 AND x.sha256 <> y.sha256";

static const char *objective_words(const char *kind)
{
    if (strcmp(kind, "coverage") == 0)
        return "value of the shortfall";
    if (strcmp(kind, "cost") == 0)
        return "discounted spend";
    return "discounted spend and value of the shortfall together";
}

static const char *why_no_figures(struct arena *a, const struct side *x, const struct side *y)
{
    if (!x->plan && !y->plan)
        return "Neither has a plan.";
    if (!x->plan || !y->plan)
        return arena_print(a, "%s has no plan.", x->plan ? y->scenario : x->scenario);
    if (x->broken || y->broken)
        return arena_print(a, "The plan of %s failed its audit.",
                           x->broken ? x->scenario : y->scenario);
    return NULL;
}

enum status pair_read(struct pair *p, struct args *a, struct err *err)
{
    struct result r;
    const char *ids[] = { p->side[0].id, p->side[1].id };
    TRY(side_read(&p->side[0], a, p->store, err));
    TRY(side_read(&p->side[1], a, p->store, err));
    TRY(result_read(&r, a->arena, p->store, OTHER_TABLES, ids, 2, err));
    p->same_tables = r.n_rows == 0;
    const struct side *x = &p->side[0], *y = &p->side[1];
    p->why_no_figures = why_no_figures(a->arena, x, y);
    if (strcmp(x->kind, y->kind) != 0)
        p->why_no_saving = arena_print(a->arena, "%s minimises %s, %s minimises %s.", x->scenario,
                                       objective_words(x->kind), y->scenario,
                                       objective_words(y->kind));
    return OK;
}

static bool train_the_same(const struct pair *p)
{
    return llround(p->side[0].learners) == llround(p->side[1].learners) &&
           llround(p->side[0].completions) == llround(p->side[1].completions);
}

static void print_unlike(struct arena *a, const struct pair *p)
{
    puts("\nThe two train different numbers of people, so their spend is not like for like.");
    for (int i = 0; i < 2; i++) {
        const struct side *s = &p->side[i];
        printf("  %s spends £%s", s->scenario, spell_number(a, llround(s->spend)));
        if (s->completions > 0)
            printf(", £%s for each completion",
                   spell_number(a, llround(s->spend / s->completions)));
        if (s->objective > 0)
            printf(", £%.3f for each pound of its objective", s->spend / s->objective);
        puts("");
    }
}

void print_spend(struct arena *a, const struct pair *p)
{
    double less = p->side[0].spend - p->side[1].spend;
    if (!train_the_same(p))
        print_unlike(a, p);
    else if (llround(less) == 0)
        puts("\nBoth train the same number of people and spend the same.");
    else
        printf("\nBoth train the same number of people; %s spends £%s less.\n",
               p->side[less > 0 ? 1 : 0].scenario, spell_number(a, llround(fabs(less))));
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

/* Whole pounds that hold the range, but a trace of a pound is none. */
static long long down(double pounds) { return (long long)floor(pounds + 0.005); }
static long long up(double pounds) { return (long long)ceil(pounds - 0.005); }

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
           spell_whole(a, K_POUNDS, down(least), false),
           spell_whole(a, K_POUNDS, up(most), false));
    if (least <= 0 && most >= 0)
        puts("  That range contains 0: neither is proven better than the other.");
    else
        printf("  %s is proven better, by £%s or more.\n", p->side[least > 0 ? 1 : 0].scenario,
               spell_number(a, down(least > 0 ? least : -most)));
    puts("  All of it is proven in exact arithmetic, as ringfence verify --bound does again.");
}

static void print_difference(struct arena *a, const struct pair *p)
{
    const struct side *x = &p->side[0], *y = &p->side[1];
    if (p->why_no_saving) {
        printf("\n%s No saving can be drawn from that.\n", p->why_no_saving);
        return;
    }
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
}

void print_saving(struct arena *a, const struct pair *p)
{
    const struct side *x = &p->side[0], *y = &p->side[1];
    print_difference(a, p);
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
    json_object_set_new(one, "spend", s->plan ? json_real(s->spend) : json_null());
    json_object_set_new(one, "spend_per_completion",
                        s->completions > 0 ? json_real(s->spend / s->completions) : json_null());
    json_object_set_new(one, "spend_per_pound_of_objective",
                        s->objective > 0 ? json_real(s->spend / s->objective) : json_null());
    return one;
}

/* "saving" is null where that is no word for the difference. */
static void set_difference(json_t *top, const struct pair *p, bool drawn, bool saving)
{
    double least, most, saved = p->side[0].objective - p->side[1].objective;
    least_and_most(p, &least, &most);
    const struct { const char *name; double value; bool said; } FIGURES[] = {
        { "difference", saved, drawn }, { "difference_least", least, drawn },
        { "difference_most", most, drawn }, { "saving", saved, saving },
        { "saving_least", least, saving }, { "saving_most", most, saving } };
    for (int i = 0; i < COUNT(FIGURES); i++)
        json_object_set_new(top, FIGURES[i].name,
                            FIGURES[i].said ? known(FIGURES[i].value) : json_null());
    bool proven = drawn && isfinite(least) && isfinite(most) && (least > 0 || most < 0);
    json_object_set_new(top, "proven_better",
                        proven ? json_string(least > 0 ? "b" : "a") : json_null());
}

json_t *saving_json(const struct pair *p)
{
    const char *why_not = p->why_no_figures ? p->why_no_figures : p->why_no_saving;
    json_t *top = json_object();
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "a", side_json(&p->side[0]));
    json_object_set_new(top, "b", side_json(&p->side[1]));
    json_object_set_new(top, "comparable", json_boolean(!why_not));
    json_object_set_new(top, "why_not", why_not ? json_string(why_not) : json_null());
    json_object_set_new(top, "same_tables", json_boolean(p->same_tables));
    json_object_set_new(top, "same_people", json_boolean(train_the_same(p)));
    set_difference(top, p, !why_not, !why_not && strcmp(word_for(p), "saving") == 0);
    return top;
}
