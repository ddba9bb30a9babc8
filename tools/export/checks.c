/* checks.c - live formulas that add up the sheets again, beside the totals of the engine.
 *
 * The engine's totals come from the tables of decisions and payments, not from the views that the
 * sheets show.  What a formula has as its result until somebody recalculates is worked out here
 * in the same way from the same figures, so that no fault is ever hidden.
 */
#include <stdlib.h>
#include <string.h>

#include "tools/export/workbook.h"

#define SUM(what, table) "SELECT total(" what ") FROM " table " WHERE run = ?1"
#define LEARNERS     0.001, SUM("learners", "start")
#define COMPLETIONS  0.001, SUM("completions", "start")
#define SPEND        0.01, "SELECT (SELECT total(pence) FROM bucket WHERE run = ?1) / 100 - " \
    "(SELECT total(received_pence) FROM payer WHERE run = ?1 AND kind = 'rebate') / 100"
#define COST         1, "SELECT cost FROM run WHERE run = ?1" /* its parts are whole pence */
#define VALUE        0.01, "SELECT shortfall_value FROM run WHERE run = ?1"
#define PEOPLE(what) 0.001, SUM(what, "shortfall")
#define PENCE(what, table) 0.01, "SELECT total(" what ") / 100 FROM " table " WHERE run = ?1"
#define PAID         PENCE("pence", "payment")
#define OF_LEARNERS  PENCE("pence", "bucket") " AND area IS NOT NULL"

static const struct check {
    const char *what, *view, *column;
    double allowed;               /* apart from a millionth of the total */
    const char *engine;           /* the total, of run ?1 */
    int position;                 /* of v_figures: which figure; 0 elsewhere */
} CHECKS[] = {
    { "Spend, lines of cost", "v_cost", "pounds", SPEND, 0 },
    { "Spend by kind of cost", "v_costs_by_category", "pounds", SPEND, 0 },
    { "Spend by local authority", "v_costs_by_la", "pounds", SPEND, 0 },
    { "Spend by local authority and kind", "v_costs_by_la_and_category", "pounds", SPEND, 0 },
    { "Spend by period", "v_costs_by_period", "pounds", SPEND, 0 },
    { "Spend on learners by sector", "v_costs_by_sector", "pounds", OF_LEARNERS, 0 },
    { "Spend on learners by role", "v_costs_by_role", "pounds", OF_LEARNERS, 0 },
    { "Spend on learners by course", "v_costs_by_course", "pounds", OF_LEARNERS, 0 },
    { "Discounted spend by kind of cost", "v_costs_by_category", "discounted_pounds", COST, 0 },
    { "Discounted spend by local authority", "v_costs_by_la", "discounted_pounds", COST, 0 },
    { "Discounted spend by period", "v_costs_by_period", "discounted_pounds", COST, 0 },

    { "Learners, starts", "v_starts", "learners", LEARNERS, 0 },
    { "Learners by area, course and site", "v_starts_by_area_course_and_site", "learners",
      LEARNERS, 0 },
    { "Learners by course", "v_starts_by_course", "learners", LEARNERS, 0 },
    { "Learners by site", "v_starts_by_site", "learners", LEARNERS, 0 },
    { "Learners by local authority", "v_learners_by_la", "learners", LEARNERS, 0 },
    { "Learners by sector", "v_learners_by_sector", "learners", LEARNERS, 0 },
    { "Learners by role", "v_learners_by_role", "learners", LEARNERS, 0 },
    { "Learners by level", "v_learners_by_level", "learners", LEARNERS, 0 },
    { "Learners by provider", "v_learners_by_provider", "learners", LEARNERS, 0 },
    { "Learners by period", "v_learners_by_period", "learners", LEARNERS, 0 },
    { "Learners by way", "v_learners_by_way", "learners", LEARNERS, 0 },
    { "Completions by course", "v_starts_by_course", "completions", COMPLETIONS, 0 },
    { "Completions by local authority", "v_learners_by_la", "completions", COMPLETIONS, 0 },

    { "People wanted, by target", "v_coverage_by_target", "want", PEOPLE("want"), 0 },
    { "People wanted, by local authority", "v_coverage_by_la", "want", PEOPLE("want"), 0 },
    { "People short, by target", "v_coverage_by_target", "missing", PEOPLE("missing"), 0 },
    { "People short, by local authority", "v_coverage_by_la", "missing", PEOPLE("missing"), 0 },
    { "People short, by sector", "v_coverage_by_sector", "missing", PEOPLE("missing"), 0 },
    { "People short, by role", "v_coverage_by_role", "missing", PEOPLE("missing"), 0 },
    { "Value of the shortfall by target", "v_coverage_by_target", "shortfall_value", VALUE, 0 },
    { "Value of the shortfall by local authority", "v_coverage_by_la", "shortfall_value", VALUE,
      0 },
    { "Objective less cost, when both are minimised", "v_coverage_by_target", "shortfall_value",
      1, "SELECT objective - cost FROM run WHERE run = ?1 AND objective_kind = 'value'", 0 },

    { "Received by pots", "v_pots", "received", PENCE("received_pence", "payer"), 0 },
    { "Paid by pots", "v_pots", "paid", PAID, 0 },
    { "Left in pots", "v_pots", "left", PENCE("left_pence", "payer"), 0 },
    { "Paid by streams", "v_spend_by_stream", "paid", PAID, 0 },
    { "Paid by streams is what everything costs", "v_spend_by_stream", "paid",
      PENCE("pence", "bucket"), 0 },
    { "Left in streams", "v_spend_by_stream", "left", PENCE("left_pence", "payer"), 0 },
    { "Paid by streams, by kind of cost", "v_spend_by_stream_and_category", "pounds", PAID, 0 },

    { "Value of contracts", "v_contracts", "value", PENCE("value_pence", "contract"), 0 },
    { "Value of contracts by buyer", "v_contracts_by_buyer", "value",
      PENCE("value_pence", "contract"), 0 },
    { "Rebates of contracts", "v_contracts", "rebate", PENCE("rebate_pence", "contract"), 0 },
    { "Contracts by buyer", "v_contracts_by_buyer", "contracts", 0.001, SUM("taken", "contract"),
      0 },
    { "Seats of cohorts", "v_empty_seats", "seats", 0.001, SUM("seats", "cohort"), 0 },
    { "Empty seats by module", "v_seats_by_module", "empty_seats", 0.001,
      SUM("empty_seats", "cohort"), 0 },
    { "Travel hours by local authority", "v_travel_hours", "travel_hours", 0.001,
      SUM("learners * travel_hours", "start"), 0 },
    { "People by level", "v_stock_by_level", "people", 0.001, SUM("people", "stock"), 0 },
    { "People by local authority and level", "v_stock_by_la_and_level", "people", 0.001,
      SUM("people", "stock"), 0 },

    { "Total of learners", "v_figures", "value", LEARNERS, 10 },
    { "Total of completions", "v_figures", "value", COMPLETIONS, 11 },
    { "Total of people short", "v_figures", "value", PEOPLE("missing"), 13 },
    { "Total of spend", "v_figures", "value", SPEND, 20 },
    { "Total of discounted spend", "v_figures", "value", COST, 21 },
    { "Total value of the shortfall", "v_figures", "value", VALUE, 22 },
};

enum { CHECK_RUN = 1, CHECK_SUM = 4, CHECK_TOTAL, CHECK_ALLOWED, CHECK_DIFFERENCE, CHECK_RESULT };
static const char *const HEADING[] = {
    "Scenario", "Run", "Check", "Sheet", "Added up from the sheet", "Total of the engine",
    "Difference allowed", "Difference", "Result" };

struct sums { double sum, total, allowed, difference; bool passes; };

/* false: the check does not apply to the run. */
static enum status add_up(struct sums *x, bool *applies, const struct check *k,
                          const struct chosen *c, const char *run, struct err *err)
{
    struct result r;
    const char *sql = arena_print(c->arena,
        "SELECT s, e, a, s - e, abs(s - e) <= a FROM (SELECT s, e, %g + 1e-6 * abs(e) AS a FROM"
        " (SELECT (SELECT total(\"%s\") FROM %s WHERE run = ?1%s) AS s, (%s) AS e))", k->allowed,
        k->column, k->view, k->position ? arena_print(c->arena, " AND position = %d", k->position)
                                        : "", k->engine);
    TRY(result_read(&r, c->arena, c->store, sql, &run, 1, err));
    *applies = r.n_rows == 1 && result_cell(&r, 0, 1) && result_cell(&r, 0, 4);
    if (*applies)
        *x = (struct sums){ result_number(&r, 0, 0), result_number(&r, 0, 1),
                            result_number(&r, 0, 2), result_number(&r, 0, 3),
                            strcmp(result_cell(&r, 0, 4), "1") == 0 };
    return OK;
}

static const char *sum_formula(const struct book *b, const struct check *k, int row)
{
    const char *values = range_of(b, k->view, k->column), *runs = range_of(b, k->view, "run");
    if (!values || !runs)
        return "=0";
    return arena_print(b->arena, "=SUMIFS(%s,%s,%s%s)", values, runs,
                       cell_name(b->arena, row, CHECK_RUN),
                       k->position ? arena_print(b->arena, ",%s,%d",
                                                 range_of(b, k->view, "position"), k->position)
                                   : "");
}

static struct book_cell formula_cell(enum kind kind, double result, const char *formula)
{
    return (struct book_cell){ .type = CELL_FORMULA_NUMBER, .kind = kind, .number = result,
                               .formula = formula };
}

static void add_row(struct book *b, struct book_sheet *s, const struct chosen *c, int run,
                    const struct check *k, const struct sums *x)
{
    struct arena *a = b->arena;
    enum kind kind = k->position ? K_NUMBER : column_words(k->view, k->column)->kind;
    int row = book_first_row(s) + s->n_rows;
    book_cell(b, s, text_cell(run_at(c, run, "scenario")));
    book_cell(b, s, text_cell(run_at(c, run, "run")));
    book_cell(b, s, text_cell(k->what));
    book_cell(b, s, text_cell(k->view + strlen("v_")));
    book_cell(b, s, formula_cell(kind, x->sum, sum_formula(b, k, row)));
    book_cell(b, s, number_cell(kind, x->total));
    book_cell(b, s, number_cell(K_NUMBER, x->allowed));
    book_cell(b, s, formula_cell(K_NUMBER, x->difference,
                                 arena_print(a, "=%s-%s", cell_name(a, row, CHECK_SUM),
                                             cell_name(a, row, CHECK_TOTAL))));
    book_cell(b, s, (struct book_cell){
        .type = CELL_FORMULA_TEXT, .text = x->passes ? "pass" : "fail",
        .formula = arena_print(a, "=IF(ABS(%s)<=%s,\"pass\",\"fail\")",
                               cell_name(a, row, CHECK_DIFFERENCE),
                               cell_name(a, row, CHECK_ALLOWED)) });
}

/* A cell that holds an error is no pass, so only passes are counted. */
static struct book_cell all_cell(const struct book *b, const struct book_sheet *s, int failed)
{
    struct arena *a = b->arena;
    const char *results = arena_print(a, "%s:%s", cell_name(a, book_first_row(s), CHECK_RESULT),
                                      cell_name(a, book_first_row(s) + s->n_rows - 1,
                                                CHECK_RESULT));
    return (struct book_cell){
        .type = CELL_FORMULA_TEXT,
        .text = failed ? arena_print(a, "Checks that fail: %d", failed) : "All checks pass",
        .formula = arena_print(a, "=IF(COUNTIF(%s,\"pass\")=ROWS(%s),\"All checks pass\","
                                  "\"Checks that fail: \"&ROWS(%s)-COUNTIF(%s,\"pass\"))", results,
                               results, results, results) };
}

enum status fill_checks(struct book *b, struct book_sheet *s, const struct chosen *c,
                        struct err *err)
{
    int failed = 0;
    book_line(b, s, text_cell("There is no plan to check"));
    book_line(b, s, text_cell("This sheet has one table. Its formulas add up the other sheets "
                              "and compare them with what the engine stored."));
    for (int run = 0; run < c->runs.n_rows; run++)
        for (int i = 0; i < COUNT(CHECKS) && run_at(c, run, "objective")[0]; i++) {
            struct sums x;
            bool applies;
            TRY(add_up(&x, &applies, &CHECKS[i], c, run_at(c, run, "run"), err));
            if (!s->n_columns)
                book_headings(b, s, HEADING, COUNT(HEADING));
            if (applies)
                add_row(b, s, c, run, &CHECKS[i], &x);
            failed += applies && !x.passes;
        }
    if (s->n_rows)
        s->line[0] = all_cell(b, s, failed);
    return OK;
}
