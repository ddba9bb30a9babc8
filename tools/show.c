/* show.c - one result: who trains where, what each pot pays, what is left, who is short. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/cli.h"
#include "tools/proof.h"

enum { ROWS_SHOWN = 30 };

struct sheet {
    const char *name, *title, *select; /* after it: FROM view WHERE run = ?1 */
    const char *view, *order;
    bool with_total;
};

static const struct sheet SHEETS[] = {
    { "unmet", "What would have to give way before there can be a plan",
      "rule, key AS \"where\", missing AS missing_amount, unit", "unmet", "n", false },
    { "breaches", "Rules that this plan does not keep",
      "family AS rule, key AS \"where\", left_side, right_side", "breach", "n", false },
    { "costs_by_category", "What it costs", "category, pounds, discounted_pounds",
      "v_costs_by_category", "instr('fee travel childcare release mentor vacancy contract "
      "management rebate', category)", true },
    { "costs_by_la", "What it costs, by local authority", "la, pounds, discounted_pounds",
      "v_costs_by_la", "la", true },
    { "learners_by_la", "Who trains", "la, learners, completions", "v_learners_by_la", "la",
      true },
    { "learners_by_role", "Who trains, by role", "role, learners, completions",
      "v_learners_by_role", "role", true },
    { "starts_by_course", "What they learn", "course, learners, completions, pounds,"
      " pounds_per_completion", "v_cost_per_completion", "course", true },
    { "starts", "Who trains where",
      "area, course, site, way, period, learners", "v_starts_by_area_course_and_site",
      "area, course, site, way, period", true },
    { "contracts", "Contracts", "buyer, provider, period, value, discount, rebate", "v_contracts",
      "buyer, provider, period", true },
    { "seats", "Seats commissioned", "module, cohorts, seats, learners, empty_seats",
      "v_seats_by_module", "module", true },
    { "travel_hours", "Time on the road", "la, learners, travel_hours, hours_each",
      "v_travel_hours", "la", true },
    { "spend_by_stream", "What each stream pays", "stream, received, moved, paid, \"left\"",
      "v_spend_by_stream", "stream", true },
    { "pots", "What each pot pays", "stream, scope, period, received, carried_in, carried_out,"
      " moved, paid, \"left\"", "v_pots", "payer", false },
    { "coverage_by_target", "Targets", "target, want, missing, coverage, shortfall_value",
      "v_coverage_by_target", "target", true },
    { "coverage_by_la", "Targets, by local authority",
      "la, want, missing, coverage, shortfall_value", "v_coverage_by_la", "la", true },
    { "shortfall", "Who is short", "target, area, role, want, missing, shortfall_value",
      "v_shortfall", "missing DESC, target, area, role", true },
    { "levels", "Staff by level, period by period", "period, level, people",
      "v_stock_by_level", "period <> 'before', period, level", false },
    { "findings", "Queries about the tables", "code, file, line, text", "finding", "n", false },
};

static enum status read_sheet(struct result *r, struct args *a, struct store *s,
                              const struct sheet *sheet, const char *id, struct err *err)
{
    const char *sql = arena_print(a->arena, "SELECT %s FROM %s WHERE run = ?1 ORDER BY %s",
                                  sheet->select, sheet->view, sheet->order);
    return result_read(r, a->arena, s, sql, &id, 1, err);
}

static const char *at(const struct result *run, const char *name)
{
    for (int c = 0; c < run->n_columns; c++)
        if (strcmp(run->name[c], name) == 0 && result_cell(run, 0, c))
            return result_cell(run, 0, c);
    return "";
}

static double number_at(const struct result *run, const char *name)
{
    return at(run, name)[0] ? strtod(at(run, name), NULL) : NAN;
}

static void print_pounds(struct arena *a, const char *what, const char *value)
{
    if (value[0])
        printf("  %-26s £%s\n", what, spell_number(a, llround(strtod(value, NULL))));
}

static void print_heading(struct arena *a, const struct result *r)
{
    bool plan = at(r, "objective")[0] != '\0';
    printf("%s%s%s\n", at(r, "scenario"), at(r, "name")[0] ? " - " : "", at(r, "name"));
    printf("  %s, finished %s in %.1f s, ringfence %s, glpk %s\n", at(r, "run"),
           at(r, "finished_at"), strtod(at(r, "seconds"), NULL), at(r, "ringfence"),
           at(r, "glpk"));
    if (!plan && strcmp(at(r, "status"), "infeasible") == 0)
        printf("  No plan keeps every rule.%s\n", isfinite(number_at(r, "proven")) ? ""
                                                   : " That is proven in exact arithmetic.");
    else if (!plan)
        printf("  %s before any plan was found. %s\n", at(r, "status"), at(r, "why"));
    else
        printf("  %s: %s\n", at(r, "status"), proof_words(a, &(struct proof){
                   number_at(r, "objective"), number_at(r, "bound"), number_at(r, "claimed") }));
    if (strcmp(at(r, "tie_break"), "applied") == 0)
        puts("  Of equally good plans it is the one that the rule names (ringfence manual rules).");
    else if (at(r, "tie_break")[0])
        puts("  Whether another plan is as good was not settled: no rule for ties was applied.");
    print_pounds(a, "discounted spend", at(r, "cost"));
    print_pounds(a, "value of the shortfall", at(r, "shortfall_value"));
    if (at(r, "held_to")[0])
        printf("  Like for like: held to the %s\n", at(r, "held_to"));
    if (at(r, "began_from")[0])
        printf("  The search was given the plan of %s to begin from\n", at(r, "began_from"));
    if (strcmp(at(r, "relax"), "1") == 0)
        puts("  Fractions of cohorts and contracts were allowed: this is no plan to act on.");
    if (strcmp(at(r, "breaches"), "0") != 0)
        puts("  This plan failed its audit: do not act on it.");
}

static enum status print_sheets(struct store *s, struct args *a, const char *id, struct err *err)
{
    for (int i = 0; i < COUNT(SHEETS); i++) {
        struct result r;
        TRY(read_sheet(&r, a, s, &SHEETS[i], id, err));
        print_result(&r, SHEETS[i].title, a->given[OPT_ALL] ? 0 : ROWS_SHOWN,
                     SHEETS[i].with_total);
    }
    return OK;
}

static enum status json_sheets(struct store *s, struct args *a, const char *id,
                               const struct result *run, struct err *err)
{
    json_t *top = json_object(), *runs = result_json(run);
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set(top, "run", json_array_get(runs, 0));
    json_decref(runs);
    enum status status = OK;
    for (int i = 0; i < COUNT(SHEETS) && status == OK; i++) {
        struct result r;
        status = read_sheet(&r, a, s, &SHEETS[i], id, err);
        if (status == OK)
            json_object_set_new(top, SHEETS[i].name, result_json(&r));
    }
    if (status == OK)
        print_json(top);
    else
        json_decref(top);
    return status;
}

int show_run(struct store *s, struct args *a, const char *id)
{
    struct result run;
    struct err err;
    enum status status = result_read(&run, a->arena, s, "SELECT * FROM v_run WHERE run = ?1", &id,
                                     1, &err);
    if (status == OK && run.n_rows == 0) {
        struct result stored;
        status = result_read(&stored, a->arena, s, "SELECT run FROM run ORDER BY sequence", NULL,
                             0, &err);
        if (status == OK)
            return unknown("run", id, stored.cell, stored.n_rows);
    }
    int code = status == OK ? stored_check(s, a, id) : EXIT_DONE;
    if (code != EXIT_DONE)
        return code;
    if (status == OK && a->given[OPT_JSON])
        status = json_sheets(s, a, id, &run, &err);
    else if (status == OK) {
        print_heading(a->arena, &run);
        status = print_sheets(s, a, id, &err);
    }
    return status == OK ? EXIT_DONE : fail(&err);
}

int command_show(struct args *a)
{
    struct store *s = NULL;
    char id[40];
    int code = stored_open(&s, a, a->word[0]);
    if (code == EXIT_DONE)
        code = stored_newest(s, a, a->word[1], id);
    if (code == EXIT_DONE)
        code = show_run(s, a, id);
    store_close(s);
    return code;
}
