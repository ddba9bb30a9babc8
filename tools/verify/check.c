/* check.c - every rule in order, and how a failure is worded. */
#include "tools/verify/check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct rule RULES[] = {
    { "A01", "tables_as_changed", a01_tables, false },
    { "A02", "facts", a02_facts, false },
    { "F01", "entrants_placed", f01_entrants_placed, true },
    { "F02", "stock", f02_stock, true },
    { "F03", "load", f03_load, true },
    { "F04", "once", f04_once, true },
    { "F05", "seats_least", f05_seats_least, true },
    { "F06", "seats_most", f06_seats_most, true },
    { "F07", "cohorts_limit", f07_cohorts_limit, true },
    { "F08", "open_places", f08_open_places, true },
    { "F09", "contract", f09_contract, true },
    { "F10", "office", f10_office, true },
    { "F11", "contract_value", f11_contract_value, true },
    { "F12", "band_least", f12_band_least, true },
    { "F13", "band_most", f13_band_most, true },
    { "F14", "one_band", f14_one_band, true },
    { "F15", "mentors", f15_mentors, true },
    { "F16", "childcare", f16_childcare, true },
    { "F17", "creche", f17_creche, true },
    { "F18", "targets", f18_targets, true },
    { "F19", "floor", f19_floor, true },
    { "F20", "pot", f20_pot, true },
    { "F21", "carry_over", f21_carry_over, true },
    { "F22", "virement_limit", f22_virement_limit, true },
    { "F23", "virement_pool", f23_virement_pool, true },
    { "F24", "rebate_pot", f24_rebate_pot, true },
    { "F25", "funded", f25_funded, true },
    { "F26", "share", f26_share, true },
    { "F27", "cap", f27_cap, true },
    { "F28", "min_sector_share", f28_min_sector_share, true },
    { "F29", "reserved_places", f29_reserved_places, true },
    { "F30", "max_provider_share", f30_max_provider_share, true },
    { "F31", "max_contracts", f31_max_contracts, true },
    { "F32", "max_coverage_gap", f32_max_coverage_gap, true },
    { "F33", "max_profession_share", f33_max_profession_share, true },
    { "F34", "same_results", f34_same_results, true },
    { "F35", "same_money", f35_same_money, true },
    { "A03", "learners", a03_learners, true },
    { "A04", "cohorts", a04_cohorts, true },
    { "A05", "contracts", a05_contracts, true },
    { "A06", "shortfalls", a06_shortfalls, true },
    { "A07", "payers", a07_payers, true },
    { "A08", "payments", a08_payments, true },
    { "A09", "buyer_shares", a09_buyer_shares, true },
    { "A10", "cost_lines", a10_cost_lines, true },
    { "A11", "totals", a11_totals, true },
    { "A12", "settings", a12_settings, false },
    { "A15", "held", a15_held, true },
};
const int N_RULES = COUNT(RULES);

static const double TRACE = 1e-6; /* people and pounds too few to be kept */

static void add(struct check *c, const char *is, const char *row, va_list list)
{
    char text[400];
    vsnprintf(text, sizeof text, row, list);
    *PUSH(c->arena, c->failure, c->n, c->room) = (struct failure){
        c->rule->code, c->rule->name, arena_copy(c->arena, text, strlen(text)), is };
}

#define FAIL_WITH(...) \
    do { \
        va_list list_; \
        va_start(list_, row); \
        add(c, arena_print(c->arena, __VA_ARGS__), row, list_); \
        va_end(list_); \
    } while (0)

const char *shown(struct check *c, double value)
{
    return isnan(value) ? "nothing" : arena_print(c->arena, "%.15g", value);
}

void must_be_within(struct check *c, double left, double right, const char *row, ...)
{
    if (!(left <= right + PLANNED * fmax(1, fabs(right))))
        FAIL_WITH("%s should be at most %s", shown(c, left), shown(c, right));
}

void must_equal(struct check *c, double left, double right, double within, const char *row, ...)
{
    if (isnan(left) && isnan(right))
        return;
    double most = within * fmax(1, fmax(fabs(left), fabs(right)));
    if (!(fabs(left - right) <= (within > 0 ? most + TRACE : 0)))
        FAIL_WITH("%s should be %s", shown(c, left), shown(c, right));
}

void must_be_pence(struct check *c, long long left, long long right, const char *row, ...)
{
    if (left != right)
        FAIL_WITH("%lld pence should be %lld", left, right);
}

void must_not_exceed(struct check *c, long long left, long long right, const char *row, ...)
{
    if (left > right)
        FAIL_WITH("%lld pence should be at most %lld", left, right);
}

void must_hold(struct check *c, bool holds, const char *why, const char *row, ...)
{
    if (!holds)
        FAIL_WITH("%s", why);
}

static const char *id(const struct names *n, int at) { return at < 0 ? "?" : n->id[at]; }

const char *group_row(struct check *c, int area, int role, int childcare, int level)
{
    return arena_print(c->arena, "%s, %s, %s childcare, level %d", id(&c->f->area, area),
                       id(&c->f->role, role), childcare ? "with" : "without", level);
}

const char *payer_row(struct check *c, const struct s_payer *p)
{
    static const char *const KIND[] = { "", "virement pool", "rebate pot" };
    const struct names *places = scope_names(c->f, p->scope);
    return arena_print(c->arena, "payer %d: %s, %s, %s", p->id,
                       p->kind == PAYER_POT ? id(&c->f->stream, p->stream) : KIND[p->kind],
                       places ? id(places, p->place) : "all", id(&c->f->period, p->period));
}

const char *bucket_row(struct check *c, const struct s_bucket *b)
{
    const struct facts *f = c->f;
    if (b->area < 0)
        return arena_print(c->arena, "bucket %d: %s of %s, %s", b->id, CATEGORIES[b->category],
                           id(&f->buyer, b->buyer), id(&f->period, b->period));
    return arena_print(c->arena, "bucket %d: %s of %s, %s, %s, %s", b->id, CATEGORIES[b->category],
                       id(&f->area, b->area), id(&f->role, b->role), id(&f->course, b->course),
                       id(&f->period, b->period));
}

const char *start_row(struct check *c, const struct s_start *x)
{
    const struct facts *f = c->f;
    return arena_print(c->arena, "start %d: %s, %s at %s, %s", x->n,
                       group_row(c, x->area, x->role, x->childcare, x->level),
                       id(&f->course, x->course), id(&f->site, x->site),
                       id(&f->period, x->period));
}
