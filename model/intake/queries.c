/* queries.c - offers that nobody takes, odd prices, money that can pay for nothing. */
#include <stdlib.h>

#include "entities.h"
#include "number.h"
#include "text.h"

enum { PRICES_LEAST = 5 };         /* fewer have no usual price */
static const double ODD_PRICE = 20; /* times the usual */

/* Levels from which a course can be taken: it must lead upwards, if anywhere. */
static unsigned levels_before(const struct course *k)
{
    unsigned below = k->award_level == NO_LEVEL ? (1u << N_LEVELS) : (1u << k->award_level);
    return (below - 1) & ~((1u << k->entry_level) - 1);
}

bool can_take(const struct build *b, const struct course *k, struct area_id a, struct role_id r)
{
    unsigned levels = b->levels[(size_t)a.i * (size_t)b->w->n_roles + (size_t)r.i];
    return k->taken_by[r.i] && (levels & levels_before(k));
}

/* One course leads to the next, so this goes on until nothing is added. */
static unsigned climbed(const struct world *w, struct role_id r, unsigned levels)
{
    for (unsigned before = 0; before != levels;) {
        before = levels;
        for_each_course(w, k) {
            const struct course *course = &w->course[k.i];
            if (course->taken_by[r.i] && course->award_level != NO_LEVEL &&
                (levels & levels_before(course)))
                levels |= 1u << course->award_level;
        }
    }
    return levels;
}

void query_levels(struct build *b)
{
    const struct world *w = b->w;
    b->levels = NEW_ARRAY(b->scratch, uint16_t, (size_t)w->n_areas * (size_t)w->n_roles + 1);
    for_each_area(w, a)
        for_each_role(w, r) {
            unsigned levels = 0;
            for (int l = 0; l < N_LEVELS; l++)
                levels |= headcount(w, a, r, l) > 0 ? 1u << l : 0;
            if (levels)
                levels = climbed(w, r, levels);
            b->levels[(size_t)a.i * (size_t)w->n_roles + (size_t)r.i] = (uint16_t)levels;
        }
}

static bool has_takers(const struct build *b, const struct course *k)
{
    for_each_area(b->w, a)
        for_each_role(b->w, r)
            if (can_take(b, k, a, r))
                return true;
    return false;
}

static bool *modules_taken(const struct build *b)
{
    const struct world *w = b->w;
    bool *taken = NEW_ARRAY(b->scratch, bool, w->n_modules + 1);
    for_each_course(w, k) {
        const struct course *course = &w->course[k.i];
        bool takers = has_takers(b, course);
        for (int i = 0; i < course->n_modules; i++)
            taken[course->modules[i].i] = taken[course->modules[i].i] || takers;
    }
    return taken;
}

static void query_takers(const struct build *b)
{
    bool *taken = modules_taken(b);
    for_each_row(b->c, T_OFFERS, row) {
        int m = b->module.position[ref_of(b->c, T_OFFERS, row, OFFER_MODULE)];
        if (taken[m])
            continue;
        taken[m] = true; /* said once */
        wrong(b->c, Q501, T_OFFERS, row, OFFER_MODULE,
              "see the roles and levels of its courses, and the workforce",
              "the offer is for \"%s\", which nobody takes", b->w->module[m].id);
    }
}

static void query_empty(const struct build *b)
{
    for_each_row(b->c, T_OFFERS, row)
        if (isnan(number_of(b->c, T_OFFERS, row, OFFER_COHORT_PRICE)) &&
            isnan(number_of(b->c, T_OFFERS, row, OFFER_PLACE_PRICE)))
            wrong(b->c, Q510, T_OFFERS, row, -1, "fill in cohort_price or place_price",
                  "the offer has no price, so it sells nothing");
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double usual_price(const struct build *b, int column)
{
    double *price = NEW_ARRAY(b->scratch, double, rows(b->c, T_OFFERS) + 1);
    int n = 0;
    for_each_row(b->c, T_OFFERS, row)
        if (number_of(b->c, T_OFFERS, row, column) > 0)
            price[n++] = number_of(b->c, T_OFFERS, row, column);
    qsort(price, (size_t)n, sizeof *price, by_value);
    return n < PRICES_LEAST ? INFINITY : price[n / 2];
}

static void query_price(const struct build *b, int column)
{
    double usual = usual_price(b, column);
    for_each_row(b->c, T_OFFERS, row) {
        double price = number_of(b->c, T_OFFERS, row, column);
        if (price >= ODD_PRICE * usual)
            wrong(b->c, Q504, T_OFFERS, row, column, "see whether a digit is one too many",
                  "%s %s is %s times the median, %s", TABLES[T_OFFERS].columns[column].name,
                  number_print(b->scratch, price),
                  number_print(b->scratch, floor(price / usual)),
                  number_print(b->scratch, usual));
    }
}

void query_offers(const struct build *b)
{
    static const int PRICES[] = { OFFER_COHORT_PRICE, OFFER_LEARNER_PRICE, OFFER_PLACE_PRICE };
    query_takers(b);
    query_empty(b);
    for (int i = 0; i < COUNT(PRICES); i++)
        query_price(b, PRICES[i]);
}

/* Nobody can be trained when the sectors are to have more than all the places. */
void query_policies(const struct build *b)
{
    const struct world *w = b->w;
    double *least = NEW_ARRAY(b->scratch, double, w->n_sectors + 1), sum = 0;
    for_each_policy(w, i)
        if (w->policy[i.i].kind == MIN_SECTOR_SHARE)
            least[w->policy[i.i].sector.i] =
                fmax(least[w->policy[i.i].sector.i], w->policy[i.i].value);
    for (int i = 0; i < w->n_sectors; i++)
        sum += least[i];
    if (sum > 1)
        wrong(b->c, Q515, T_POLICIES, -1, -1, "lower one of them",
              "in the scenario \"%s\" the least shares of sectors add up to %s, more than the "
              "whole, so nobody can be trained", w->scenario.id, number_print(b->scratch, sum));
}

static bool pays_buyers(const struct stream *s)
{
    return s->category[VACANCY] || s->category[CONTRACT] || s->category[MANAGEMENT];
}

static bool any(const bool *flags, int n)
{
    for (int i = 0; i < n; i++)
        if (flags[i])
            return true;
    return false;
}

static bool any_together(const struct world *w, const struct stream *s)
{
    for_each_course(w, k)
        for_each_role(w, r)
            if (s->courses[k.i] && s->roles[r.i] && w->course[k.i].taken_by[r.i])
                return true;
    return false;
}

static bool has_money(const struct world *w, struct stream_id s)
{
    for (int i = 0; i < w->n_allocations; i++)
        if (w->allocation[i].stream.i == s.i && w->allocation[i].amount > 0)
            return w->stream[s.i].top_slice < 1;
    return false;
}

static const char *why_nothing(const struct world *w, struct stream_id id)
{
    const struct stream *s = &w->stream[id.i];
    if (!has_money(w, id))
        return "nothing is allocated to it";
    if (s->max_share <= 0)
        return "its max_share is 0";
    if (pays_buyers(s))
        return NULL;
    if (!any(s->roles, w->n_roles))
        return "none of its roles is of its sectors";
    if (!any(s->courses, w->n_courses))
        return "none of its courses awards its levels";
    return any_together(w, s) ? NULL : "none of its roles takes any of its courses";
}

void query_streams(const struct build *b)
{
    for_each_stream(b->w, s) {
        const char *why = why_nothing(b->w, s);
        if (why)
            wrong(b->c, Q502, T_STREAMS, b->table[T_STREAMS].from[s.i], STREAM_ID, NULL,
                  "the stream \"%s\" can pay for nothing: %s", b->w->stream[s.i].id, why);
    }
}
