/* schema.c - every input table, column by column.  ORDER COLUMNS: as in columns.h. */
#include "schema.h"

#include <string.h>

/* One row of a table below; what a kind of column does not use is left out. */
#define KEY_ID(name, help, example) \
    { name, COL_ID, true, true, NULL, 0, 0, -1, NULL, NULL, help, example }
#define ID(name, required, help, example) \
    { name, COL_ID, required, false, NULL, 0, 0, -1, NULL, NULL, help, example }
#define TEXT(name, required, help, example) \
    { name, COL_TEXT, required, false, NULL, 0, 0, -1, NULL, NULL, help, example }
#define KEY_REF(name, table, help, example) \
    { name, COL_REFERENCE, true, true, NULL, 0, 0, table, NULL, NULL, help, example }
#define REF(name, required, table, help, example) \
    { name, COL_REFERENCE, required, false, NULL, 0, 0, table, NULL, NULL, help, example }
#define LIST(name, table, help, example) \
    { name, COL_LIST, false, false, "*", 0, 0, table, NULL, NULL, help, example }
#define KEY_NUMBER(name, type, least, most, unit, help, example) \
    { name, type, true, true, NULL, least, most, -1, NULL, unit, help, example }
#define NEED(name, type, least, most, unit, help, example) \
    { name, type, true, false, NULL, least, most, -1, NULL, unit, help, example }
#define NUMBER(name, preset, least, most, unit, help, example) \
    { name, COL_NUMBER, false, false, preset, least, most, -1, NULL, unit, help, example }
#define WHOLE(name, preset, least, most, unit, help, example) \
    { name, COL_WHOLE, false, false, preset, least, most, -1, NULL, unit, help, example }
#define CHOICE(name, required, key, preset, choices, help, example) \
    { name, COL_CHOICE, required, key, preset, 0, 0, -1, choices, NULL, help, example }
#define YES_NO(name, help, example) \
    { name, COL_YES_NO, false, false, "no", 0, 0, -1, NULL, NULL, help, example }

#define POUNDS_MOST 1e9   /* a price */
#define BUDGET_MOST 1e11  /* an allocation */
#define HOURS_MOST 1e9
#define PEOPLE_MOST 1e8

static const struct column_schema AREAS[] = {
    KEY_ID("area", "where staff work and travel from", "Derby"),
    TEXT("name", false, "how reports call it; empty = its id", "City of Derby"),
    ID("la", false, "its local authority; empty = the area's id", "Derby"),
    ID("region", true, "its region", "East Midlands"),
    NEED("latitude", COL_NUMBER, -90, 90, "degrees north", "of its centre", "52.91173"),
    NEED("longitude", COL_NUMBER, -180, 180, "degrees east", "of its centre", "-1.47218"),
};

static const struct column_schema PERIODS[] = {
    KEY_ID("period", "a stretch of time in which money is allocated", "2008-09"),
    NEED("start", COL_DATE, 0, 0, "date", "its first day, which orders the periods",
         "2008-09-01"),
    NUMBER("months", "12", 0, 1200, "months", "how long it lasts, for discounting", "12"),
    NUMBER("price_index", "1", 0, 1000, "factor",
           "multiplies every price of what starts in it", "1.025"),
};

static const struct column_schema ROLES[] = {
    KEY_ID("role", "a job in the children's workforce", "Teaching assistant"),
    TEXT("name", false, "how reports call it; empty = its id", "Teaching assistant"),
    ID("sector", true, "who employs it", "maintained"),
    ID("profession", false, "its profession; empty = the role's id", "learning support"),
    NUMBER("release_cost", "0", 0, POUNDS_MOST, "pounds per hour",
           "cover for an hour of training in working time", "13.75"),
    NUMBER("childcare_share", "0", 0, 1, "share",
           "of its people who need childcare while they train", "0.14"),
    NUMBER("travel_limit", NULL, 0, 1e5, "minutes one way",
           "how far it can travel; empty = any distance", "60"),
    NUMBER("travel_limit_childcare", NULL, 0, 1e5, "minutes one way",
           "how far those with childcare needs can travel; empty = travel_limit", "40"),
    NUMBER("release_share", "1", 0, 1, "share", "of a group that may be in training at once",
           "0.25"),
    NUMBER("turnover", "0", 0, 1, "share per period", "who leave and are replaced", "0.12"),
};

static const struct column_schema WORKFORCE[] = {
    KEY_REF("area", T_AREAS, "where they work", "Derby"),
    KEY_REF("role", T_ROLES, "what they do", "Teaching assistant"),
    KEY_NUMBER("level", COL_WHOLE, 0, 8, "level", "the qualification level that they hold", "2"),
    NEED("headcount", COL_NUMBER, 0, PEOPLE_MOST, "people", "how many they are", "111"),
};

static const struct column_schema COURSES[] = {
    KEY_ID("course", "what a learner takes", "NVQ3"),
    TEXT("name", false, "how reports call it; empty = its id", "NVQ 3 in childcare"),
    NEED("entry_level", COL_WHOLE, 0, 8, "level", "the least level of who may start", "2"),
    WHOLE("award_level", NULL, 0, 8, "level",
          "the level of who completes it; empty = it awards none", "3"),
    LIST("roles", T_ROLES, "who may take it", "Teaching assistant|Childminder"),
    LIST("sectors", -1, "whose staff may take it", "pvi|voluntary"),
    WHOLE("periods", "1", 1, 100, "periods", "how long it runs", "2"),
    NUMBER("contact_hours", "0", 0, 1e6, "hours", "taught hours of the whole course", "120"),
    NUMBER("sessions", "0", 0, 1e5, "attendances", "journeys there and back", "16"),
    NUMBER("load", "1", 0, 100, "share",
           "what of a learner's capacity to train it takes", "0.6"),
    NUMBER("completion", "1", 0, 1, "share", "of its starters who complete", "0.85"),
    NUMBER("mentor_hours", "0", 0, 1e6, "hours per learner", "over the whole course", "10"),
    NUMBER("grants_mentor_hours", "0", 0, 1e6, "hours per period",
           "mentoring that one who completed it gives from then on", "20"),
};

static const struct column_schema MODULES[] = {
    KEY_ID("module", "what is taught to a cohort; courses can share it", "FD-CORE"),
    TEXT("name", false, "how reports call it; empty = its id", "Generic core"),
};

static const struct column_schema COURSE_MODULES[] = {
    KEY_REF("course", T_COURSES, "a course", "FD-EY"),
    KEY_REF("module", T_MODULES, "a module of it", "FD-CORE"),
};

static const struct column_schema PROVIDERS[] = {
    KEY_ID("provider", "who teaches", "University of Derby"),
    TEXT("name", false, "how reports call it; empty = its id", "University of Derby"),
    TEXT("kind", false, "what it is, for reports", "hei"),
};

static const struct column_schema SITES[] = {
    KEY_ID("site", "one programme of one provider at one place", "Derby day"),
    REF("provider", true, T_PROVIDERS, "who runs it", "University of Derby"),
    TEXT("name", false, "how reports call it; empty = its id", "Derby, by day"),
    NEED("latitude", COL_NUMBER, -90, 90, "degrees north", "of the place", "52.93731"),
    NEED("longitude", COL_NUMBER, -180, 180, "degrees east", "of the place", "-1.49670"),
    NUMBER("attendance", "1", 0, 1, "share", "of hours and sessions attended in person", "0.4"),
    NUMBER("work_time", "1", 0, 1, "share", "of contact hours in working time", "0.3"),
    NUMBER("creche_hours", "0", 0, HOURS_MOST, "hours per period",
           "childcare that its crèche can give", "2400"),
    NUMBER("creche_price", "0", 0, POUNDS_MOST, "pounds per hour", "of its crèche", "4.00"),
};

static const struct column_schema OFFERS[] = {
    KEY_REF("site", T_SITES, "where it is taught", "Derby day"),
    KEY_REF("module", -1, "a module, or a course without modules", "FD-CORE"),
    NUMBER("cohort_price", NULL, 0, POUNDS_MOST, "pounds per cohort",
           "price of a group of its own; empty = not sold by cohort", "17900"),
    NUMBER("cohort_min", "1", 0, PEOPLE_MOST, "learners", "least on a cohort", "12"),
    NUMBER("cohort_max", NULL, 0, PEOPLE_MOST, "learners", "most on a cohort", "30"),
    NUMBER("learner_price", "0", 0, POUNDS_MOST, "pounds per learner",
           "on top, for each learner of a cohort", "255"),
    WHOLE("cohorts_limit", NULL, 0, 1e5, "cohorts per period", "all buyers together", "4"),
    NUMBER("place_price", NULL, 0, POUNDS_MOST, "pounds per place",
           "a seat on another's cohort; empty = not sold by place", "1450"),
    NUMBER("places_limit", NULL, 0, PEOPLE_MOST, "places per period",
           "all buyers together; empty = no limit", "20"),
    REF("from_period", false, T_PERIODS, "first in which it can start; empty = the first",
        "2008-09"),
    REF("until_period", false, T_PERIODS, "last in which it can start; empty = the last",
        "2010-11"),
};

static const struct column_schema DISCOUNTS[] = {
    KEY_REF("provider", T_PROVIDERS, "who gives it", "University of Derby"),
    KEY_NUMBER("threshold", COL_NUMBER, 0, BUDGET_MOST, "pounds per period",
               "contract value from which it holds", "100000"),
    NEED("discount", COL_NUMBER, 0, 1, "share", "off the whole value", "0.04"),
};

static const struct column_schema TRAVEL[] = {
    KEY_REF("area", T_AREAS, "from", "Derby"),
    KEY_REF("site", T_SITES, "to", "Derby day"),
    NEED("miles", COL_NUMBER, 0, 1e5, "miles one way", "by the usual way", "4.2"),
    NEED("minutes", COL_NUMBER, 0, 1e5, "minutes one way", "door to door", "15"),
};

static const struct column_schema CHILDCARE[] = {
    KEY_REF("area", T_AREAS, "where it is", "Derby"),
    NEED("hours", COL_NUMBER, 0, HOURS_MOST, "hours per period", "that can be bought", "5020"),
    NEED("price", COL_NUMBER, 0, POUNDS_MOST, "pounds per hour", "of a child's hour", "3.04"),
};

static const struct column_schema MENTORS[] = {
    KEY_REF("area", T_AREAS, "where they work", "Derby"),
    NEED("hours", COL_NUMBER, 0, HOURS_MOST, "hours per period", "that they can give", "866"),
    NUMBER("price", "0", 0, POUNDS_MOST, "pounds per hour", "of a mentor's time", "15"),
};

static const struct column_schema STREAMS[] = {
    KEY_ID("stream", "a source of funding with its ring-fence", "GLF"),
    TEXT("name", false, "how reports call it; empty = its id", "Graduate Leader Fund"),
    LIST("roles", T_ROLES, "for whom it may pay", "Teaching assistant|Childminder"),
    LIST("sectors", -1, "for whose staff it may pay", "pvi|voluntary"),
    LIST("courses", T_COURSES, "for what it may pay", "NVQ3|FD-EY"),
    LIST("award_levels", -1, "courses of these levels; none = those that award no level",
         "5|6|none"),
    LIST("categories", -1, "the costs that it may pay; * = the five of learners",
         "*|contract|management"),
    NUMBER("max_share", "1", 0, 1, "share", "of an eligible cost that it may pay", "0.8"),
    NUMBER("cap_per_learner", NULL, 0, POUNDS_MOST, "pounds per learner",
           "the most over the course; empty = no cap", "3000"),
    NUMBER("carry_over", "0", 0, 1, "share", "of an allocation that may be kept for the next "
           "period", "0.05"),
    NUMBER("virement", "0", 0, 1, "share", "of an allocation that may be moved", "0.1"),
    NUMBER("top_slice", "0", 0, 1, "share", "of an allocation held back", "0.05"),
};

static const struct column_schema ALLOCATIONS[] = {
    REF("stream", true, T_STREAMS, "of which stream", "GLF"),
    REF("period", true, T_PERIODS, "when it can be spent", "2008-09"),
    CHOICE("scope_type", true, false, NULL, "area|la|region|all", "what the place is", "la"),
    TEXT("scope", true, "whose staff it is for: an id, or * with all", "Derby"),
    NEED("amount", COL_NUMBER, 0, BUDGET_MOST, "pounds", "before the top-slice", "188320"),
};

static const struct column_schema TARGETS[] = {
    KEY_ID("target", "what is to be reached", "EY Level 3"),
    LIST("areas", T_AREAS, "where", "Derby|Nottingham"),
    LIST("roles", T_ROLES, "by whom", "Childminder"),
    LIST("sectors", -1, "by whose staff", "pvi|voluntary"),
    WHOLE("level", NULL, 0, 8, "level", "to hold at least; this or course", "3"),
    REF("course", false, T_COURSES, "to have completed; this or level", "EYPS"),
    REF("period", true, T_PERIODS, "by the end of which", "2010-11"),
    NEED("share", COL_NUMBER, 0, 1, "share", "of the headcount", "0.82"),
    NUMBER("penalty", "0", 0, POUNDS_MOST, "pounds per person", "what one short is worth",
           "5000"),
    NUMBER("floor", "0", 0, 1, "share", "of the target that must be met", "0.5"),
};

static const struct column_schema PROCUREMENT[] = {
    KEY_ID("procurement", "a way to organise buying", "region"),
    CHOICE("partition", true, false, NULL, "la|region|all|consortia", "who the buyers are",
           "region"),
    NUMBER("contract_cost", "0", 0, POUNDS_MOST, "pounds per contract and period",
           "letting and running it", "9500"),
    NUMBER("office_cost", "0", 0, POUNDS_MOST, "pounds per buyer and period",
           "of a buyer that has any contract", "18000"),
    NUMBER("management_share", "0", 0, 1, "share", "of contract value, the management fee",
           "0.05"),
    YES_NO("pool_funding", "whether a buyer's places may pay for one another", "no"),
    YES_NO("share_mentors", "whether a buyer's areas share their mentors", "yes"),
};

static const struct column_schema CONSORTIA[] = {
    KEY_REF("procurement", T_PROCUREMENT, "in which option", "merseyside"),
    KEY_REF("la", -1, "a local authority; one not listed buys alone", "Wirral"),
    ID("buyer", true, "the consortium that it joins", "Merseyside"),
};

static const struct column_schema POLICIES[] = {
    KEY_ID("policy", "a rule that the plan must keep", "VCS places"),
    CHOICE("kind", true, false, NULL, "min_sector_share|reserved_places|max_provider_share|"
           "max_contracts|max_coverage_gap|max_profession_share", "what it limits",
           "min_sector_share"),
    NEED("value", COL_NUMBER, 0, 1e6, "share", "the limit; of max_contracts a whole number",
         "0.12"),
    REF("sector", false, -1, "of min_sector_share and reserved_places", "voluntary"),
    LIST("modules", -1, "of max_profession_share", "FD-CORE"),
    LIST("providers", T_PROVIDERS, "of reserved_places and max_provider_share",
         "University of Derby"),
    LIST("scenarios", T_SCENARIOS, "in which it holds", "Region|Pooled"),
};

static const struct column_schema SCENARIOS[] = {
    KEY_ID("scenario", "a question put to the case", "LA cut 20"),
    TEXT("name", false, "how reports call it; empty = its id", "LA level, cut by 20 per cent"),
    REF("base", false, T_SCENARIOS, "whose settings and changes come first", "LA"),
    REF("procurement", false, T_PROCUREMENT, "who buys; empty = the base's", "la"),
    CHOICE("objective", false, false, "value", "value|coverage|cost",
           "what is sought; empty = the base's", "value"),
    NUMBER("gap", "0.005", 0, 1, "share", "how near to the best is near enough; "
           "empty = the base's", "0.005"),
    NUMBER("time_limit", "60", 0, 1e7, "seconds", "for solving it; empty = the base's", "60"),
};

static const struct column_schema CHANGES[] = {
    REF("scenario", true, T_SCENARIOS, "which scenario changes", "LA cut 20"),
    TEXT("table", true, "the table to change", "allocations"),
    TEXT("where", false, "the rows, column=a|b;column=c; empty = all", "stream=GLF|OQI"),
    TEXT("column", true, "the column to change", "amount"),
    CHOICE("operation", true, false, NULL, "set|scale|add", "what to do with it", "scale"),
    TEXT("value", false, "what to set, multiply by or add", "0.8"),
};

static const struct column_schema PARAMETERS[] = {
    CHOICE("parameter", true, true, NULL, "mileage_rate|road_factor|speed_mph|discount_rate",
           "pounds per mile (0.40); road miles per straight mile (1.3); miles per hour (30); "
           "a year (0.035)", "mileage_rate"),
    NEED("value", COL_NUMBER, 0, 1e4, NULL, "its value", "0.40"),
};

/* Only reports read it: what a contract's value is set against. */
static const struct column_schema THRESHOLDS[] = {
    KEY_ID("threshold", "an amount from which procurement law asks more of a contract",
           "Services 2026"),
    TEXT("name", false, "what it is for: the latest of a name counts; empty = its id",
         "Services"),
    NEED("since", COL_DATE, 0, 0, "date", "first day on which the amount holds", "2026-01-01"),
    NEED("amount", COL_NUMBER, 0, BUDGET_MOST, "pounds", "the value, VAT included", "207720"),
    NUMBER("vat", "0.2", 0, 1, "share", "added to a contract's value before the two are compared",
           "0.2"),
    TEXT("source", false, "where the amount is published", "Procurement Act 2023, Schedule 1"),
};

#define TABLE(name, optional, columns, help) { name, help, optional, columns, COUNT(columns) }

const struct table_schema TABLES[N_TABLES] = { /* ORDER TABLES */
    TABLE("areas", false, AREAS, "where staff work: each lies in one authority and region"),
    TABLE("periods", false, PERIODS, "the stretches of time that are planned"),
    TABLE("roles", false, ROLES, "the jobs of the children's workforce"),
    TABLE("workforce", false, WORKFORCE, "how many people work where, as what, at what level"),
    TABLE("courses", false, COURSES, "what can be studied, by whom, and what it awards"),
    TABLE("modules", true, MODULES, "what courses have in common"),
    TABLE("course_modules", true, COURSE_MODULES, "which modules make up a course"),
    TABLE("providers", false, PROVIDERS, "who teaches"),
    TABLE("sites", false, SITES, "where and how providers teach"),
    TABLE("offers", false, OFFERS, "what each site sells, and at what price"),
    TABLE("discounts", true, DISCOUNTS, "what a provider takes off large contracts"),
    TABLE("travel", true, TRAVEL, "journeys that are known better than by distance"),
    TABLE("childcare", true, CHILDCARE, "childcare that learners can use, by area"),
    TABLE("mentors", true, MENTORS, "mentors' time, by area"),
    TABLE("streams", false, STREAMS, "the sources of funding and their ring-fences"),
    TABLE("allocations", false, ALLOCATIONS, "how much of a stream is for whom, and when"),
    TABLE("targets", false, TARGETS, "how many are to hold a level or to complete a course"),
    TABLE("procurement", false, PROCUREMENT, "the ways to organise buying"),
    TABLE("consortia", true, CONSORTIA, "which authorities buy together"),
    TABLE("policies", true, POLICIES, "rules that a plan must keep"),
    TABLE("scenarios", false, SCENARIOS, "the questions put to the case"),
    TABLE("changes", true, CHANGES, "what a scenario changes in the tables"),
    TABLE("parameters", true, PARAMETERS, "figures for the whole case"),
    TABLE("thresholds", true, THRESHOLDS, "values from which contracts need a fuller procedure"),
};

int schema_column(const struct table_schema *t, const char *name)
{
    for (int c = 0; c < t->n_columns; c++)
        if (!strcmp(t->columns[c].name, name))
            return c;
    return -1;
}
