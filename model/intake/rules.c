/* rules.c - what must hold between cells of areas, courses, offers and the like. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "columns.h"
#include "number.h"
#include "text.h"

static const char *id_of(struct checks *c, int table, int row)
{
    return text_shown(c->a, text_of(c, table, row, 0));
}

static const char *figure(struct checks *c, double value)
{
    return number_print(c->a, value);
}

static void check_nothing(struct checks *c)
{
    for (int table = 0; table < N_TABLES; table++) {
        bool nothing = table_of(c, table)->path && has_columns(c, table) && !rows(c, table);
        if (nothing && !TABLES[table].optional)
            wrong(c, is_needed(table) ? E119 : Q505, table, -1, -1, "add at least one row",
                  "%s.csv has a header but no rows", TABLES[table].name);
    }
}

static void check_periods(struct checks *c)
{
    struct tuples starts;
    tuples_init(&starts, c->a, rows(c, T_PERIODS));
    for_each_row(c, T_PERIODS, row) {
        int64_t key[TUPLE] = { (int64_t)number_of(c, T_PERIODS, row, PERIOD_START) };
        int before = tuples_add(&starts, key, row);
        if (before >= 0)
            wrong(c, E301, T_PERIODS, row, PERIOD_START, "periods are ordered by their start",
                  "\"%s\" starts on the same day as \"%s\" on line %d",
                  id_of(c, T_PERIODS, row), id_of(c, T_PERIODS, before),
                  line_of(c, T_PERIODS, before));
    }
}

static void check_courses(struct checks *c)
{
    for_each_row(c, T_COURSES, row) {
        double entry = number_of(c, T_COURSES, row, COURSE_ENTRY_LEVEL);
        double award = number_of(c, T_COURSES, row, COURSE_AWARD_LEVEL);
        if (award <= entry)
            wrong(c, E306, T_COURSES, row, COURSE_AWARD_LEVEL,
                  "write a higher level, or leave it empty if it awards none",
                  "the course awards level %s, which is not above its entry level %s",
                  figure(c, award), figure(c, entry));
    }
}

static void check_childcare(struct checks *c)
{
    if (table_of(c, T_CHILDCARE)->path)
        return;
    for_each_row(c, T_ROLES, row)
        if (number_of(c, T_ROLES, row, ROLE_CHILDCARE_SHARE) > 0) {
            wrong(c, E307, T_CHILDCARE, -1, -1,
                  "add it, with a row for each area that has childcare",
                  "childcare.csv is missing, but \"%s\" (line %d of roles.csv) needs childcare",
                  id_of(c, T_ROLES, row), line_of(c, T_ROLES, row));
            return;
        }
}

static void check_cohorts(struct checks *c, int row)
{
    static const int NEEDED[] = { OFFER_COHORT_MAX, OFFER_COHORTS_LIMIT };
    double least = number_of(c, T_OFFERS, row, OFFER_COHORT_MIN);
    double most = number_of(c, T_OFFERS, row, OFFER_COHORT_MAX);
    if (isnan(number_of(c, T_OFFERS, row, OFFER_COHORT_PRICE)))
        return;
    for (int i = 0; i < COUNT(NEEDED); i++)
        if (isnan(number_of(c, T_OFFERS, row, NEEDED[i])))
            wrong(c, E303, T_OFFERS, row, NEEDED[i],
                  "fill it in, or leave cohort_price empty too",
                  "%s is empty, but the offer has a cohort_price",
                  TABLES[T_OFFERS].columns[NEEDED[i]].name);
    if (least < 1)
        wrong(c, E302, T_OFFERS, row, OFFER_COHORT_MIN, "write at least 1",
              "cohort_min is %s, but a cohort has at least one learner", figure(c, least));
    else if (least > most)
        wrong(c, E302, T_OFFERS, row, OFFER_COHORT_MIN, NULL,
              "cohort_min %s is more than cohort_max %s", figure(c, least), figure(c, most));
}

static void check_window(struct checks *c, int row)
{
    int from = ref_of(c, T_OFFERS, row, OFFER_FROM_PERIOD);
    int until = ref_of(c, T_OFFERS, row, OFFER_UNTIL_PERIOD);
    if (from < 0 || until < 0)
        return;
    if (number_of(c, T_PERIODS, from, PERIOD_START) > number_of(c, T_PERIODS, until, PERIOD_START))
        wrong(c, E305, T_OFFERS, row, OFFER_FROM_PERIOD, "exchange the two",
              "from_period \"%s\" is after until_period \"%s\"", id_of(c, T_PERIODS, from),
              id_of(c, T_PERIODS, until));
}

static void check_offers(struct checks *c)
{
    for_each_row(c, T_OFFERS, row) {
        check_cohorts(c, row);
        check_window(c, row);
    }
}

struct band { int provider, row; double threshold; };

static int by_threshold(const void *left, const void *right)
{
    const struct band *a = left, *b = right;
    int order = (a->provider > b->provider) - (a->provider < b->provider);
    return order ? order : (a->threshold > b->threshold) - (a->threshold < b->threshold);
}

/* Equal thresholds are equal keys, and said already. */
static void check_discounts(struct checks *c)
{
    struct band *bands = NEW_ARRAY(c->a, struct band, rows(c, T_DISCOUNTS) + 1);
    int n = 0;
    for_each_row(c, T_DISCOUNTS, row)
        bands[n++] = (struct band){ ref_of(c, T_DISCOUNTS, row, DISCOUNT_PROVIDER), row,
                                    number_of(c, T_DISCOUNTS, row, DISCOUNT_THRESHOLD) };
    qsort(bands, (size_t)n, sizeof *bands, by_threshold);
    for (int i = 1; i < n; i++) {
        double less = number_of(c, T_DISCOUNTS, bands[i - 1].row, DISCOUNT_DISCOUNT);
        double more = number_of(c, T_DISCOUNTS, bands[i].row, DISCOUNT_DISCOUNT);
        if (bands[i].provider != bands[i - 1].provider)
            continue;
        if (more == less)
            wrong(c, Q513, T_DISCOUNTS, bands[i].row, DISCOUNT_DISCOUNT, "delete the row",
                  "the discount of %s is that of line %d already, so the row has no effect",
                  figure(c, more), line_of(c, T_DISCOUNTS, bands[i - 1].row));
        if (more < less)
            wrong(c, E311, T_DISCOUNTS, bands[i].row, DISCOUNT_DISCOUNT,
                  "a larger contract gets at least the discount of a smaller one",
                  "the discount falls to %s at %s, from %s at %s on line %d", figure(c, more),
                  figure(c, bands[i].threshold), figure(c, less), figure(c, bands[i - 1].threshold),
                  line_of(c, T_DISCOUNTS, bands[i - 1].row));
    }
}

void check_rows(struct checks *c)
{
    check_nothing(c);
    check_periods(c);
    check_courses(c);
    check_childcare(c);
    check_offers(c);
    check_discounts(c);
}
