/* stored.h - a run as the database has it, in the positions of the facts.
 *
 * A name that the facts do not have is -1 and a failure of its own.
 */
#ifndef RINGFENCE_VERIFY_STORED_H
#define RINGFENCE_VERIFY_STORED_H

#include "tools/verify/facts.h"
#include "tools/verify/rows.h"

struct s_start {
    int n, area, role, childcare, level, course, site, period, care, way;
    double learners, completions, cost[N_LEARNERS], care_hours, travel_hours, contact_hours;
};
struct s_stock { int n, area, role, childcare, level, period; double people; }; /* -1: before */
struct s_cohort {
    int buyer, module, site, period;
    double cohorts, learners, seats, empty_seats, cohort_price, seat_price;
};
struct s_contract {
    int buyer, provider, period, band;
    double taken, discount;
    long long value, rebate;        /* pence */
};
struct s_office { int buyer, period; double taken; };
struct s_shortfall { int target, area, role; double want, have, missing, penalty, discount; };
enum { PAYER_POT, PAYER_VIREMENT, PAYER_REBATE };
struct s_payer {
    int id, kind, stream, scope, place, period;
    long long received, carried_in, carried_out, moved, paid, left; /* pence */
};
struct s_bucket { int id, category, period, area, role, course, buyer; long long pence;
                  double pounds; };
struct s_payment { int payer, bucket; long long pence; double pounds; }; /* positions */
struct s_share { int buyer, period, la; double share; };
struct s_cost {                     /* category N_CATEGORIES: a rebate */
    int period, category, la, area, role, sector, course, buyer;
    double pounds, discounted;
};

struct stored {
    const char *run, *status;
    bool relax, has_plan;
    double objective, bound, gap, cost, shortfall_value, gap_asked, relaxation;
    int n_starts, n_stock, n_cohorts, n_contracts, n_offices, n_shortfalls, n_payers, n_buckets,
        n_payments, n_shares, n_costs;
    struct s_start *start;
    struct s_stock *stock;
    struct s_cohort *cohort;
    struct s_contract *contract;
    struct s_office *office;
    struct s_shortfall *shortfall;
    struct s_payer *payer;
    struct s_bucket *bucket;
    struct s_payment *payment;
    struct s_share *share;
    struct s_cost *costs;
};

/* unknown: how many names the facts do not have, and the first such row. */
MUST_USE enum status stored_read(struct stored **out, struct arena *a, struct store *s,
                                 const char *run, const struct facts *f, const char **unknown,
                                 struct err *err);
int period_at(const struct facts *f, const char *id);

#endif
