/* check.h - rules of a finished plan, each a function, and where they are not kept.
 *
 * F01..F33 are the rules of `ringfence manual rules`; A01.. are the sums behind the figures of
 * MODEL.md 8.  All read the facts and the stored rows alone.
 */
#ifndef RINGFENCE_VERIFY_CHECK_H
#define RINGFENCE_VERIFY_CHECK_H

#include <math.h>

#include "tools/verify/stored.h"
#include "tools/verify/verify.h"

struct check;

struct rule {
    const char *code, *name;
    void (*check)(struct check *c);
    bool of_plan;                   /* only when there is one */
};
extern const struct rule RULES[];
extern const int N_RULES;

/* What several rules add up from the stored rows. */
struct tally {
    double *stock;                  /* [area][role][2][LEVELS][periods + 1]; 0 is before */
    double *taught, *cohorts;       /* [buyer][offer][period] learners and cohorts */
    double *taken, *value, *rebate; /* [buyer][provider][period] */
    double *office;                 /* [buyer][period] */
    double *learner_cost;           /* [area][role][course][N_LEARNERS][period] */
    double *buyer_cost;             /* [buyer][3][period] vacancy, contract, management */
};

struct check {
    struct arena *arena;
    struct store *store;
    const struct facts *f;
    const struct stored *s;
    const struct tally *t;
    const struct rule *rule;        /* at work */
    struct failure *failure;
    int n, room;
};

struct tally *tally_make(struct arena *a, const struct facts *f, const struct stored *s);

/* ---- places in a tally ---- */

static inline int at_stock(const struct facts *f, int area, int role, int childcare, int level,
                           int period)
{
    return (((area * f->role.n + role) * 2 + childcare) * LEVELS + level) * (f->period.n + 1) +
           period + 1;
}
static inline int at_seats(const struct facts *f, int buyer, const struct offer_facts *o,
                           int period)
{
    return (buyer * f->n_offers + (int)(o - f->offers)) * f->period.n + period;
}
static inline int at_contract(const struct facts *f, int buyer, int provider, int period)
{
    return (buyer * f->provider.n + provider) * f->period.n + period;
}
static inline int at_office(const struct facts *f, int buyer, int period)
{
    return buyer * f->period.n + period;
}
static inline int at_learner_cost(const struct facts *f, int area, int role, int course,
                                  int category, int period)
{
    return (((area * f->role.n + role) * f->course.n + course) * N_LEARNERS + category) *
           f->period.n + period;
}
static inline int at_buyer_cost(const struct facts *f, int buyer, int category, int period)
{
    return (buyer * 3 + category - VACANCY) * f->period.n + period;
}
static inline int last_period(const struct facts *f, const struct s_start *x)
{
    return x->period + f->courses[x->course].periods - 1;
}
static inline bool in_cohorts(const struct s_start *x) { return x->way == WAY_COHORT; }
bool inside_fence(const struct facts *f, const struct s_payer *p, const struct s_bucket *b);
double stock_at(const struct check *c, int area, int role, int childcare, int level, int period);

/* The greatest whole number of pence in so many pounds; what lacks a ten-thousandth is whole. */
static inline long long pence_in(double pounds) { return (long long)floor(100 * pounds + 1e-4); }

/* ---- saying so ---- */

const char *shown(struct check *c, double value); /* "nothing" of NAN, which nothing is equal to */

/* left <= right, but for 1e-6 relative. */
void must_be_within(struct check *c, double left, double right, const char *row, ...)
    PRINTF_LIKE(4, 5);
/* left = right, but for so much relative. */
void must_equal(struct check *c, double left, double right, double within, const char *row, ...)
    PRINTF_LIKE(5, 6);
/* Whole pence: left = right, left <= right. */
void must_be_pence(struct check *c, long long left, long long right, const char *row, ...)
    PRINTF_LIKE(4, 5);
void must_not_exceed(struct check *c, long long left, long long right, const char *row, ...)
    PRINTF_LIKE(4, 5);
/* Holds, or fails with this sentence about the row. */
void must_hold(struct check *c, bool holds, const char *why, const char *row, ...)
    PRINTF_LIKE(4, 5);

const char *group_row(struct check *c, int area, int role, int childcare, int level);
const char *payer_row(struct check *c, const struct s_payer *p);
const char *bucket_row(struct check *c, const struct s_bucket *b);
const char *start_row(struct check *c, const struct s_start *x);

/* Sums of doubles that were added up in another order, or copied. */
#define SUMMED 1e-9
/* What a plan may miss a rule by (MODEL.md 9). */
#define PLANNED 1e-6

/* ---- the rules, file by file ---- */

typedef void rule_check(struct check *c);
rule_check f01_entrants_placed, f02_stock, f03_load, f04_once;
rule_check f05_seats_least, f06_seats_most, f07_cohorts_limit, f08_open_places, f09_contract,
    f10_office, f11_contract_value, f12_band_least, f13_band_most, f14_one_band;
rule_check f15_mentors, f16_childcare, f17_creche, f18_targets, f19_floor;
rule_check f20_pot, f21_carry_over, f22_virement_limit, f23_virement_pool, f24_rebate_pot;
rule_check f25_funded, f26_share, f27_cap;
rule_check f28_min_sector_share, f29_reserved_places, f30_max_provider_share, f31_max_contracts,
    f32_max_coverage_gap, f33_max_profession_share;
rule_check f34_same_results, f35_same_money, a15_held;
rule_check a01_tables, a02_facts, a03_learners, a04_cohorts, a05_contracts, a06_shortfalls,
    a07_payers, a08_payments, a09_buyer_shares, a10_cost_lines, a11_totals, a12_settings;

#endif
