/* store_words.c - every column of the database in words. */
#include <stdio.h>
#include <string.h>

#include "columns.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

const struct kind_schema KINDS[N_KINDS] = { /* ORDER KINDS */
    [K_TEXT] = { "string", NULL },       [K_NAME] = { "string", NULL },
    [K_DATE] = { "date", NULL },         [K_TIME] = { "datetime", NULL },
    [K_POUNDS] = { "number", "pounds" }, [K_EACH] = { "number", "pounds each" },
    [K_PENCE] = { "integer", "pence" },  [K_PEOPLE] = { "number", "people" },
    [K_HOURS] = { "number", "hours" },   [K_HOURS_EACH] = { "number", "hours each" },
    [K_COUNT] = { "number", "count" },   [K_SHARE] = { "number", "share" },
    [K_LEVEL] = { "integer", NULL },     [K_NUMBER] = { "number", NULL },
    [K_YES_NO] = { "boolean", NULL },    [K_BY_UNIT] = { "number", "see unit" },
};

const struct column_words COLUMN_WORDS[] = {
    /* who, where, what, when */
    { "run", "Run", K_NAME, NULL, "the solve that the row belongs to" },
    { "run.run", "Run", K_TEXT, NULL, "name of the solve: when it ended, and four digits" },
    { "v_run.run", "Run", K_TEXT, NULL, "name of the solve: when it ended, and four digits" },
    { "n", "Number", K_LEVEL, NULL, "counts the rows of a run" },
    { "name", "Name", K_TEXT, NULL, "as people call it" },
    { "region", "Region", K_NAME, NULL, "region" },
    { "buyer", "Buyer", K_NAME, NULL, "authority or group of authorities that buys training" },
    { "la", "Local authority", K_NAME, NULL, "local authority" },
    { "area", "Area", K_NAME, NULL, "area in which people work and live" },
    { "period", "Period", K_NAME, NULL, "period of the plan" },
    { "v_stock_by_level.period", "Period", K_TEXT, NULL, "period at whose end, or `before` all" },
    { "v_stock_by_la_and_level.period", "Period", K_TEXT, NULL,
      "period at whose end, or `before` all" },
    { "role", "Role", K_NAME, NULL, "role in the workforce" },
    { "sector", "Sector", K_TEXT, NULL, "sector of the role" },
    { "profession", "Profession", K_TEXT, NULL, "profession of the role" },
    { "course", "Course", K_NAME, NULL, "course" },
    { "module", "Module", K_NAME, NULL, "part of a course that is bought, or the whole course" },
    { "provider", "Provider", K_NAME, NULL, "who teaches" },
    { "site", "Site", K_NAME, NULL, "where a provider teaches" },
    { "stream", "Stream", K_NAME, NULL, "ring-fenced fund" },
    { "v_pots.stream", "Stream", K_TEXT, NULL, "ring-fenced fund, or virement, or rebate" },
    { "v_left.stream", "Stream", K_TEXT, NULL, "ring-fenced fund, or virement, or rebate" },
    { "v_spend_by_stream.stream", "Stream", K_TEXT, NULL,
      "ring-fenced fund, or virement, or rebate" },
    { "v_spend_by_stream_and_category.stream", "Stream", K_TEXT, NULL,
      "ring-fenced fund, or virement, or rebate" },
    { "target", "Target", K_NAME, NULL, "share of a workforce that is to be at a level" },
    { "category", "Kind of cost", K_TEXT, NULL,
      "fee, travel, childcare, release, mentor, vacancy, contract, management or rebate" },
    { "position", "Position", K_LEVEL, NULL, "order of the rows" },
    { "level", "Level", K_LEVEL, NULL, "level of qualification" },
    { "way", "Way", K_TEXT, NULL, "cohort: on a group of their own; open: a place on another's" },
    { "care", "Childcare from", K_TEXT, NULL, "none, local or creche" },
    { "childcare", "Needs childcare", K_YES_NO, NULL, "whether they need childcare to train" },
    { "kind", "Kind", K_TEXT, NULL, "what it is" },
    { "payer.kind", "Kind", K_TEXT, NULL, "pot, virement (what was moved) or rebate" },
    { "v_pots.kind", "Kind", K_TEXT, NULL, "pot, virement (what was moved) or rebate" },

    /* people and their training */
    { "learners", "Learners", K_PEOPLE, NULL, "people who start" },
    { "completions", "Completions", K_PEOPLE, NULL, "people who complete" },
    { "people", "People", K_PEOPLE, NULL, "people at the level at the end of the period" },
    { "want", "Wanted", K_PEOPLE, NULL, "people whom the target asks for" },
    { "have", "Reached", K_PEOPLE, NULL, "people who are there" },
    { "missing", "Short", K_PEOPLE, NULL, "people short of the target" },
    { "unmet.missing", "By", K_NUMBER, NULL, "how far the rule would have to give way" },
    { "coverage", "Coverage", K_SHARE, NULL, "share of the people wanted who are there" },
    { "shortfall_value", "Value of the shortfall", K_POUNDS, NULL,
      "people short, each at the target's penalty, in today's pounds" },
    { "penalty", "Penalty", K_EACH, NULL, "what one person short is worth" },
    { "discount", "Discount", K_SHARE, NULL, "share of the contract's value" },
    { "period.discount", "Discount factor", K_NUMBER, NULL, "what a pound is worth today" },
    { "shortfall.discount", "Discount factor", K_NUMBER, NULL, "what a pound is worth today" },
    { "fee", "Fee", K_EACH, NULL, "of a learner, the course" },
    { "travel", "Travel", K_EACH, NULL, "of a learner, the course" },
    { "childcare_cost", "Childcare", K_EACH, NULL, "of a learner, the course" },
    { "release", "Release", K_EACH, NULL, "cover for a learner's working hours, the course" },
    { "mentor", "Mentoring", K_EACH, NULL, "of a learner, the course" },
    { "care_hours", "Childcare hours", K_HOURS_EACH, NULL, "of a learner, the course" },
    { "travel_hours", "Travel hours", K_HOURS, NULL, "hours on the road" },
    { "start.travel_hours", "Travel hours", K_HOURS_EACH, NULL, "of a learner, the course" },
    { "hours_each", "Hours each", K_HOURS_EACH, NULL, "hours on the road of one learner" },
    { "contact_hours", "Taught hours", K_HOURS_EACH, NULL, "of the whole course" },

    /* money */
    { "pounds", "Spend", K_POUNDS, NULL, "cash of the period; rebates are negative" },
    { "bucket.pounds", "Cost", K_POUNDS, NULL, "before it was made whole pence" },
    { "payment.pounds", "Paid", K_POUNDS, NULL, "before it was made whole pence" },
    { "discounted_pounds", "Discounted spend", K_POUNDS, NULL, "in today's pounds" },
    { "pounds_per_completion", "Per completion", K_EACH, NULL, "spend for one who completes" },
    { "pence", "Pence", K_PENCE, NULL, "what changes hands" },
    { "payer", "Payer", K_LEVEL, NULL, "number of the pot, virement or rebate" },
    { "bucket", "Bucket", K_LEVEL, NULL, "number of the cost that is to be paid" },
    { "scope_type", "For", K_TEXT, NULL, "what the pot is for: area, la, region, buyer or all" },
    { "scope", "Place", K_TEXT, NULL, "the place that the pot is for" },
    { "received", "Received", K_POUNDS, NULL, "after what is held back" },
    { "carried_in", "Carried in", K_POUNDS, NULL, "from the period before" },
    { "carried_out", "Carried out", K_POUNDS, NULL, "to the next period" },
    { "moved", "Moved", K_POUNDS, NULL, "out of the pot to where any fund may pay" },
    { "paid", "Paid", K_POUNDS, NULL, "for costs of the plan" },
    { "left", "Left", K_POUNDS, NULL, "unspent at the end of the period" },
    { "received_pence", "Received", K_PENCE, NULL, "after what is held back" },
    { "carried_in_pence", "Carried in", K_PENCE, NULL, "from the period before" },
    { "carried_out_pence", "Carried out", K_PENCE, NULL, "to the next period" },
    { "moved_pence", "Moved", K_PENCE, NULL, "out of the pot to where any fund may pay" },
    { "paid_pence", "Paid", K_PENCE, NULL, "for costs of the plan" },
    { "left_pence", "Left", K_PENCE, NULL, "unspent at the end of the period" },

    /* contracts and cohorts */
    { "taken", "Contracts", K_COUNT, NULL, "1 where there is a contract" },
    { "office.taken", "Offices", K_COUNT, NULL, "1 where the buyer has a team" },
    { "contracts", "Contracts", K_COUNT, NULL, "contracts" },
    { "value", "Value", K_POUNDS, NULL, "of the contract before its discount" },
    { "value_pence", "Value", K_PENCE, NULL, "of the contract before its discount" },
    { "rebate", "Rebate", K_POUNDS, NULL, "what the discount gives back" },
    { "rebate_pence", "Rebate", K_PENCE, NULL, "what the discount gives back" },
    { "band", "Band", K_LEVEL, NULL, "number of the discount, from the lowest" },
    { "cohorts", "Cohorts", K_COUNT, NULL, "groups that are taught" },
    { "seats", "Seats", K_PEOPLE, NULL, "people whom the cohorts could take" },
    { "empty_seats", "Empty seats", K_PEOPLE, NULL, "seats that are paid for and not taken" },
    { "cohort_price", "Price of a cohort", K_EACH, NULL, "of a group" },
    { "seat_price", "Price of a seat", K_EACH, NULL, "a cohort's price over its seats" },
    { "share", "Share", K_SHARE, NULL, "of the buyer's costs that is shown against the LA" },
    { "target.share", "Share", K_SHARE, NULL, "of the headcount" },

    /* facts that the plan was made from */
    { "latitude", "Latitude", K_NUMBER, "degrees", "north of the equator" },
    { "longitude", "Longitude", K_NUMBER, "degrees", "east of Greenwich" },
    { "childcare_hours", "Childcare hours", K_HOURS, "hours per period", "that can be bought" },
    { "childcare_price", "Childcare price", K_EACH, "pounds per hour", "of a child's hour" },
    { "mentor_hours", "Mentor hours", K_HOURS, "hours per period", "that mentors can give" },
    { "course.mentor_hours", "Mentor hours", K_HOURS_EACH, NULL, "over the whole course" },
    { "grants_mentor_hours", "Mentor hours gained", K_HOURS_EACH, "hours per period",
      "that one who completes can give from then on" },
    { "mentor_price", "Mentor price", K_EACH, "pounds per hour", "of a mentor's time" },
    { "start", "Start", K_DATE, NULL, "first day" },
    { "months", "Months", K_NUMBER, "months", "length of the period" },
    { "price_index", "Price index", K_NUMBER, NULL, "multiplies prices of what starts then" },
    { "release_cost", "Release cost", K_EACH, "pounds per hour", "cover in working time" },
    { "childcare_share", "Childcare share", K_SHARE, NULL, "who need childcare to train" },
    { "travel_limit", "Travel limit", K_NUMBER, "minutes one way", "how far they can travel" },
    { "travel_limit_childcare", "Travel limit with childcare", K_NUMBER, "minutes one way",
      "how far those who need childcare can travel" },
    { "release_share", "Release share", K_SHARE, NULL, "who may be in training at once" },
    { "turnover", "Turnover", K_SHARE, "share per period", "who leave and are replaced" },
    { "entry_level", "Entry level", K_LEVEL, NULL, "level of those who start" },
    { "award_level", "Award level", K_LEVEL, NULL, "level of those who complete" },
    { "periods", "Periods", K_LEVEL, "periods", "how long the course runs" },
    { "sessions", "Sessions", K_NUMBER, "attendances", "journeys there and back" },
    { "load", "Load", K_SHARE, NULL, "of a learner's capacity to train" },
    { "completion", "Completion", K_SHARE, NULL, "of its starters who complete" },
    { "attendance", "Attendance", K_SHARE, NULL, "of hours that are attended in person" },
    { "work_time", "Work time", K_SHARE, NULL, "of taught hours in working time" },
    { "creche_hours", "Creche hours", K_HOURS, "hours per period", "that the site offers" },
    { "creche_price", "Creche price", K_EACH, "pounds per hour", "of a child's hour" },
    { "by_cohort", "By cohort", K_YES_NO, NULL, "whether it is sold by the group" },
    { "by_place", "By place", K_YES_NO, NULL, "whether it is sold by the place" },
    { "cohort_min", "Least on a cohort", K_NUMBER, "people", "least on a cohort" },
    { "cohort_max", "Most on a cohort", K_NUMBER, "people", "most on a cohort" },
    { "learner_price", "Price of a learner", K_EACH, NULL, "on top of the cohort's price" },
    { "cohorts_limit", "Cohorts limit", K_LEVEL, "cohorts per period", "of all buyers together" },
    { "place_price", "Price of a place", K_EACH, NULL, "of a seat on another's cohort" },
    { "places_limit", "Places limit", K_NUMBER, "places per period", "of all buyers together" },
    { "from_period", "From period", K_TEXT, NULL, "first in which it can start" },
    { "until_period", "Until period", K_TEXT, NULL, "last in which it can start" },
    { "miles", "Miles", K_NUMBER, "miles one way", "by the usual way" },
    { "minutes", "Minutes", K_NUMBER, "minutes one way", "door to door" },
    { "max_share", "Largest share", K_SHARE, NULL, "of an eligible cost that it may pay" },
    { "cap_per_learner", "Cap per learner", K_EACH, NULL, "most that it may pay for a learner" },
    { "carry_over", "Carry over", K_SHARE, NULL, "that may be kept for the next period" },
    { "virement", "Virement", K_SHARE, NULL, "that may be moved to other purposes" },
    { "top_slice", "Top slice", K_SHARE, NULL, "that is held back" },
    { "floor", "Floor", K_SHARE, NULL, "of the target that must be met" },

    /* what papers ask */
    { "title", "Name", K_TEXT, NULL, "as people call it" },
    { "area_title", "From", K_TEXT, NULL, "area that learners come from" },
    { "site_title", "To", K_TEXT, NULL, "site that they go to" },
    { "time", "Time", K_LEVEL, NULL, "position of the period; 0: before the plan" },
    { "allowed", "Allowed", K_YES_NO, NULL, "whether the stream's ring-fence names the kind" },
    { "puts_in", "Puts in", K_POUNDS, NULL, "what the authority's own money pays, for anybody" },
    { "draws_out", "Draws out", K_POUNDS, NULL, "paid for the authority by authorities' money" },
    { "net", "Net", K_POUNDS, NULL, "draws out, less puts in" },
    { "from_common", "From common pots", K_POUNDS, NULL,
      "paid for the authority by pots of regions and of all" },
    { "unserved.people", "People", K_PEOPLE, NULL, "people short of the target" },
    { "v_unserved.people", "People", K_PEOPLE, NULL, "people short of targets" },
    { "v_unserved_by_la.people", "People", K_PEOPLE, NULL, "people short of targets" },
    { "barrier", "Barrier", K_TEXT, NULL, "first that shuts every course that would help" },
    { "v_less_money.pounds", "Money", K_POUNDS, NULL, "received by all pots" },
    { "cut_run", "Run with a cut", K_TEXT, NULL, "run of a scenario that has less money" },
    { "cut_scenario", "With a cut", K_TEXT, NULL, "scenario that has less money" },
    { "cut_pounds", "Money with a cut", K_POUNDS, NULL, "received by all pots, with less money" },
    { "cut_coverage", "Coverage with a cut", K_SHARE, NULL, "share of the people wanted" },
    { "cut_missing", "Short with a cut", K_PEOPLE, NULL, "people short of targets" },
    { "less", "Less money", K_SHARE, NULL, "by what share the cut has less" },
    { "v_stream_matrix.stream", "Stream", K_TEXT, NULL,
      "ring-fenced fund, or virement, or rebate" },
    { "v_pot_owner.share", "Share", K_SHARE, NULL, "of the pot that is the authority's" },
    { "v_bucket_la.share", "Share", K_SHARE, NULL, "of the cost that is the authority's" },
    { "v_nothing.discount", "Discount factor", K_NUMBER, NULL, "what a pound is worth today" },
    { "v_nothing_figures.value", "Value", K_BY_UNIT, NULL, "of the figure, in its unit" },

    /* the run, and why it is to be believed */
    { "sequence", "Sequence", K_LEVEL, NULL, "order in which runs were stored" },
    { "scenario", "Scenario", K_TEXT, NULL, "way of buying that was solved" },
    { "base", "Base", K_TEXT, NULL, "scenario from which its settings come" },
    { "status", "Status", K_TEXT, NULL,
      "optimal, feasible (a plan, not proven the best), infeasible, stopped or failed" },
    { "objective_kind", "Minimises", K_TEXT, NULL,
      "value: spend and shortfall together; coverage: the shortfall first; cost: spend alone" },
    { "objective", "Objective", K_POUNDS, NULL, "of the plan, in today's pounds" },
    { "bound", "Bound", K_POUNDS, NULL, "proven: no plan has a smaller objective" },
    { "gap", "Gap", K_SHARE, NULL, "how far the objective may be from the best" },
    { "cost", "Cost", K_POUNDS, NULL, "discounted spend of the plan" },
    { "gap_asked", "Gap asked", K_SHARE, NULL, "at which the search could stop" },
    { "time_limit_s", "Time limit", K_NUMBER, "seconds", "at which the search had to stop" },
    { "relax", "Fractions allowed", K_YES_NO, NULL,
      "whether cohorts and contracts could be fractions: then it is no plan to act on" },
    { "rows", "Rows", K_LEVEL, NULL, "of the program" },
    { "run_input.rows", "Rows", K_LEVEL, NULL, "of the table" },
    { "columns", "Columns", K_LEVEL, NULL, "of the program" },
    { "entries", "Entries", K_LEVEL, NULL, "of the program that are not 0" },
    { "relaxation", "Relaxation", K_NUMBER, NULL, "objective when fractions are allowed" },
    { "nodes", "Nodes", K_LEVEL, NULL, "programs that the search solved" },
    { "iterations", "Iterations", K_LEVEL, NULL, "steps of the search" },
    { "cuts", "Cuts", K_LEVEL, NULL, "rows that the search added" },
    { "seconds", "Seconds", K_NUMBER, "seconds", "that the search took" },
    { "workers", "Workers", K_LEVEL, NULL, "solves at once" },
    { "peak_kb", "Memory", K_LEVEL, "KiB", "most memory of the process" },
    { "why", "Why", K_TEXT, NULL, "the search ended as it did" },
    { "procurement", "Procurement", K_TEXT, NULL, "option under which is bought" },
    { "partition", "Partition", K_TEXT, NULL, "who the buyers are: la, region, all, consortia" },
    { "contract_cost", "Contract cost", K_EACH, NULL, "of a contract in a period" },
    { "office_cost", "Office cost", K_EACH, NULL, "of a buyer's team in a period" },
    { "management_share", "Management share", K_SHARE, NULL, "of a contract's value" },
    { "pool_funding", "Funds pooled", K_YES_NO, NULL, "whether places may pay for one another" },
    { "share_mentors", "Mentors shared", K_YES_NO, NULL, "whether areas share their mentors" },
    { "breaches", "Breaches", K_LEVEL, NULL, "rules that the plan does not keep" },
    { "folder", "Folder", K_TEXT, NULL, "of the case, as it was named" },
    { "inputs_sha256", "Digest of the inputs", K_TEXT, NULL, "SHA-256 over all tables" },
    { "finished_at", "Finished", K_TIME, NULL, "when the run was stored, UTC" },
    { "ringfence", "Ringfence", K_TEXT, NULL, "version of ringfence" },
    { "glpk", "GLPK", K_TEXT, NULL, "version of GLPK" },
    { "library", "Library", K_TEXT, NULL, "program or library" },
    { "version", "Version", K_TEXT, NULL, "its version" },
    { "table", "Table", K_TEXT, NULL, "of the inputs" },
    { "sha256", "Digest", K_TEXT, NULL, "SHA-256 of the file; empty when there is none" },
    { "severity", "Severity", K_TEXT, NULL, "error or query" },
    { "code", "Code", K_TEXT, NULL, "of the finding" },
    { "file", "File", K_TEXT, NULL, "of the finding" },
    { "line", "Line", K_LEVEL, NULL, "of the file" },
    { "column", "Column", K_LEVEL, NULL, "of the file; 0: the whole line" },
    { "finding.value", "Value", K_TEXT, NULL, "that was found" },
    { "text", "Text", K_TEXT, NULL, "what was found" },
    { "help", "Help", K_TEXT, NULL, "what would be right" },
    { "row", "Row", K_LEVEL, NULL, "of the program" },
    { "family", "Rule", K_TEXT, NULL, "code of the rule" },
    { "key", "Where", K_TEXT, NULL, "where the rule holds" },
    { "dual.value", "Shadow price", K_NUMBER, NULL,
      "what the objective gains from one more of the rule's unit" },
    { "v_dual.value", "Shadow price", K_NUMBER, NULL,
      "what the objective gains from one more of the rule's unit" },
    { "left_side", "Seen", K_NUMBER, NULL, "what the plan has" },
    { "right_side", "Allowed", K_NUMBER, NULL, "what the rule allows" },
    { "rule", "Rule", K_TEXT, NULL, "rule, target or policy" },
    { "unit", "Unit", K_TEXT, NULL, "in which the figure is counted" },
    { "figure", "Figure", K_TEXT, NULL, "what is counted" },
    { "v_figures.value", "Value", K_BY_UNIT, NULL, "of the figure, in its unit" },

    /* names that questions give */
    { "missing_amount", "By", K_NUMBER, NULL, "how far the rule would have to give way" },
};
const int N_COLUMN_WORDS = COUNT(COLUMN_WORDS);

static const struct column_words *words_named(const char *name)
{
    for (int i = 0; i < N_COLUMN_WORDS; i++)
        if (strcmp(COLUMN_WORDS[i].name, name) == 0)
            return &COLUMN_WORDS[i];
    return NULL;
}

const struct column_words *column_words(const char *table, const char *column)
{
    char name[128];
    const struct column_words *own = NULL;
    if (table) {
        snprintf(name, sizeof name, "%s.%s", table, column);
        own = words_named(name);
    }
    return own ? own : words_named(column);
}

const char *column_unit(const struct column_words *c)
{
    return c->unit ? c->unit : KINDS[c->kind].unit;
}

enum kind kind_of_unit(const char *unit)
{
    for (int k = 0; unit && k < N_KINDS; k++)
        if (KINDS[k].unit && strcmp(KINDS[k].unit, unit) == 0)
            return (enum kind)k;
    return K_NUMBER;
}
