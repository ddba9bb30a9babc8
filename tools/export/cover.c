/* cover.c - the sheets that explain the others: cover, contents, notes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/export/workbook.h"
#include "tools/proof.h"

/* ---- notes ---- */

static const struct note { const char *columns, *text; } NOTES[] = {
    { "pounds", "Cash of the period in which it is spent. Rebates are negative." },
    { "discounted_pounds shortfall_value objective bound cost",
      "In today's pounds: discounted to the start of the plan at the case's discount rate." },
    { "learners completions people want have missing seats empty_seats",
      "A plan counts in fractions of people. Cells hold the full figure and show whole people, so "
      "a column may seem to miss its total by one." },
    { "coverage", "Of the people whom targets ask for, the share that is there. More people than "
                  "one target asks for do not make up for fewer at another." },
    { "v_cost.la v_costs_by_la.la v_costs_by_la_and_category.la",
      "Costs of a buyer, and the rebates it earns, are shown against its local authorities in "
      "proportion to the fees of their learners on its cohorts in the period." },
    { "v_costs_by_sector.sector v_costs_by_role.role v_costs_by_course.course",
      "Costs of learners only: costs of contracts, management and empty seats belong to no "
      "learner." },
    { "gap", "How far the plan may be from the best plan there is, as a share of its objective. "
             "Two results differ for certain only where the difference is larger." },
    { "v_dual.value", "Of the same problem with fractions of cohorts and contracts allowed. "
                      "Rules whose price is 0 are left out." },
    { "v_stock_by_level.period v_stock_by_la_and_level.period v_final_levels.level",
      "At the end of the period. The workforce with which the plan begins is called before." },
};

static bool has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; *at; at += strcspn(at, " "), at += strspn(at, " "))
        if (strncmp(at, word, n) == 0 && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

const char *note_mark(struct arena *a, const char *view, const char *column)
{
    const char *mark = "", *own = arena_print(a, "%s.%s", view, column);
    for (int i = 0; i < COUNT(NOTES); i++)
        if (has_word(NOTES[i].columns, column) || has_word(NOTES[i].columns, own))
            mark = arena_print(a, "%s [note %d]", mark, i + 1);
    return mark;
}

void fill_notes(struct book *b, struct book_sheet *notes)
{
    static const char *const HEADING[] = { "Note", "Text" };
    book_line(b, notes, text_cell("This sheet has one table."));
    book_headings(b, notes, HEADING, COUNT(HEADING));
    for (int i = 0; i < COUNT(NOTES); i++) {
        book_cell(b, notes, text_cell(arena_print(b->arena, "[note %d]", i + 1)));
        book_cell(b, notes, text_cell(NOTES[i].text));
    }
}

/* ---- contents ---- */

void fill_contents(struct book *b, struct book_sheet *contents)
{
    static const char *const HEADING[] = { "Sheet", "What it holds", "Rows of its table" };
    book_line(b, contents, text_cell("This sheet has one table, with a link to every sheet."));
    book_headings(b, contents, HEADING, COUNT(HEADING));
    for (int i = 0; i < b->n_sheets; i++) {
        const struct book_sheet *s = b->sheet[i];
        if (s == contents)
            continue;
        book_cell(b, contents, (struct book_cell){ .type = CELL_LINK, .text = s->name,
                                                   .formula = s->name });
        book_cell(b, contents, text_cell(s->title));
        book_cell(b, contents, number_cell(K_LEVEL, s->n_rows));
    }
}

/* ---- cover ---- */

static double number_at(const struct chosen *c, int run, const char *name)
{
    return run_at(c, run, name)[0] ? strtod(run_at(c, run, name), NULL) : NAN;
}

static const char *how_sure(const struct chosen *c, int run)
{
    const char *status = run_at(c, run, "status");
    if (!run_at(c, run, "objective")[0])
        return strcmp(status, "infeasible") == 0
                   ? "no plan keeps every rule, so there are no figures"
                   : arena_print(c->arena, "%s before any plan was found, so there are no figures",
                                 status);
    if (strcmp(run_at(c, run, "breaches"), "0") != 0)
        return "this plan failed its audit: do not act on it";
    if (strcmp(run_at(c, run, "relax"), "1") == 0)
        return "fractions of cohorts and contracts were allowed: this is no plan to act on";
    return arena_print(c->arena, "%s, %s", status, proof_words(c->arena, &(struct proof){
                           number_at(c, run, "objective"), number_at(c, run, "bound"),
                           number_at(c, run, "claimed") }));
}

static const char *about_run(const struct chosen *c, int run)
{
    const char *name = run_at(c, run, "name");
    return arena_print(c->arena, "Scenario %s%s%s: %s. Run %s, finished %s, by ringfence %s.",
                       run_at(c, run, "scenario"), name[0] ? ", " : "", name, how_sure(c, run),
                       run_at(c, run, "run"), run_at(c, run, "finished_at"),
                       run_at(c, run, "ringfence"));
}

void fill_cover(struct book *b, struct book_sheet *cover, const struct chosen *c)
{
    static const char *const WORDS[] = {
        "Each sheet holds one table with the rows of all scenarios above; every row says its "
        "scenario and its run.",
        "Cells hold full figures and show whole people and whole pounds.",
        "[z] means that a figure does not apply. [note 1] and the like refer to the sheet notes.",
        "The sheet checks adds up the tables again and compares them with the totals that the "
        "engine stored. It is made of formulas and follows what is changed here.",
    };
    for (int i = 0; i < c->runs.n_rows; i++)
        book_line(b, cover, text_cell(about_run(c, i)));
    const struct book_sheet *checks = sheet_of_view(b, "v_checks");
    struct book_cell all = checks->line[0];
    if (all.type == CELL_FORMULA_TEXT)
        all.formula = "=checks!A2";
    book_line(b, cover, all);
    for (int i = 0; i < COUNT(WORDS); i++)
        book_line(b, cover, text_cell(WORDS[i]));
    book_line(b, cover, (struct book_cell){ .type = CELL_LINK, .text = "Contents",
                                            .formula = "contents" });
}
