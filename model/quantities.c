/* quantities.c - what is decided: the columns, their bounds and their names. */
#include <stdio.h>
#include <string.h>

#include "keys.h"

#define QUANTITY_COUNT(name, field) \
    static int name(const struct sets *s) { return s->field; }

QUANTITY_COUNT(count_entrants, n_entrants)
QUANTITY_COUNT(count_placements, n_placements)
QUANTITY_COUNT(count_stock, n_stock)
QUANTITY_COUNT(count_cohorts, n_cohorts)
QUANTITY_COUNT(count_contracts, n_contracts)
QUANTITY_COUNT(count_offices, n_offices)
QUANTITY_COUNT(count_bands, n_bands)
QUANTITY_COUNT(count_shortfalls, n_shortfalls)
QUANTITY_COUNT(count_payments, n_payments)
QUANTITY_COUNT(count_payers, n_payers)

static int count_none(const struct sets *s)
{
    (void)s;
    return 0;
} /* the elastic program adds them */

static void zero_to(double most, bool is_whole, double *lower, double *upper, bool *whole)
{
    *lower = 0;
    *upper = most;
    *whole = is_whole;
}

static void entrants_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->entrants[i].most, false, l, u, whole);
}
static void placements_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->placement[i].most, false, l, u, whole);
}
static void stock_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->group[s->stock[i].group].headcount, false, l, u, whole);
}
static void cohorts_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->cohort[i].most, true, l, u, whole);
}
static void yes_or_no_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    (void)s, (void)i;
    zero_to(1, true, l, u, whole);
}
static void band_value_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->band[i].to, false, l, u, whole);
}
static void shortfall_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->shortfall[i].want, false, l, u, whole);
}
static void payment_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    zero_to(s->payment[i].most, false, l, u, whole);
}
static void carry_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    const struct payer *p = &s->payer[i];
    zero_to(p->later >= 0 ? p->most : 0, false, l, u, whole);
}
static void virement_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    const struct payer *p = &s->payer[i];
    zero_to(p->virement >= 0 ? p->most : 0, false, l, u, whole);
}
static void give_column(const struct sets *s, int i, double *l, double *u, bool *whole)
{
    (void)s, (void)i;
    zero_to(1e9, false, l, u, whole);
}

static void key_of(const struct sets *s, enum index_kind kind, int v, char *text, size_t size)
{
    text[0] = '\0';
    spell(s, kind, v, text, size);
}

static void entrants_key(const struct sets *s, int i, char *text, size_t size)
{
    const struct entrants *u = &s->entrants[i];
    key_of(s, IX_GROUP, u->group, text, size);
    spell(s, IX_LEVEL, u->level, text, size);
    spell(s, IX_COURSE, u->course.i, text, size);
    spell(s, IX_PERIOD, u->period.i, text, size);
}
static void placements_key(const struct sets *s, int i, char *text, size_t size)
{
    const struct placement *p = &s->placement[i];
    key_of(s, IX_TIE, p->tie, text, size);
    spell(s, IX_SITE, p->site.i, text, size);
    size_t used = strlen(text);
    if (used < size)
        snprintf(text + used, size - used, ",%s,%s", CARE_NAME[p->care], WAY_NAME[p->way]);
}
static void stock_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_GROUP, s->stock[i].group, text, size);
    spell(s, IX_LEVEL, s->stock[i].level, text, size);
    spell(s, IX_PERIOD, s->stock[i].period.i, text, size);
}
static void cohorts_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_COHORT, i, text, size);
}
static void contract_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_CONTRACT, i, text, size);
}
static void office_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_OFFICE, i, text, size);
}
static void band_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_BAND, i, text, size);
}
static void shortfall_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_SHORTFALL, i, text, size);
}
static void payment_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_PAYER, s->payment[i].payer, text, size);
    spell(s, IX_BUCKET, s->payment[i].bucket, text, size);
}
static void payer_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_PAYER, i, text, size);
}
static void give_key(const struct sets *s, int i, char *text, size_t size)
{
    key_of(s, IX_BUCKET, i, text, size);
    (void)s;
}

static int entrants_block(const struct sets *s, int i)
{
    return buyer_of(s->world, s->group[s->entrants[i].group].area);
}
static int placements_block(const struct sets *s, int i)
{
    return buyer_of(s->world, s->class_[s->tie[s->placement[i].tie].class_].area);
}
static int stock_block(const struct sets *s, int i)
{
    return buyer_of(s->world, s->group[s->stock[i].group].area);
}
static int cohorts_block(const struct sets *s, int i) { return s->cohort[i].buyer; }
static int contract_block(const struct sets *s, int i) { return s->contract[i].buyer; }
static int office_block(const struct sets *s, int i) { return s->office[i].buyer; }
static int band_block(const struct sets *s, int i)
{
    return s->contract[s->band[i].contract].buyer;
}
static int shortfall_block(const struct sets *s, int i)
{
    return buyer_of(s->world, s->shortfall[i].area);
}
static int payer_block(const struct sets *s, int i)
{
    const struct payer *p = &s->payer[i];
    switch (p->scope) {
    case SCOPE_AREA:  return buyer_of(s->world, (struct area_id){ p->place });
    case SCOPE_LA:    return s->world->buyer_of_la[p->place];
    case SCOPE_BUYER: return p->place;
    default:          return s->world->n_buyers == 1 ? 0 : -1;
    }
}
/* The buyer that is paid for: any payer of the bucket that is one buyer's alone says whose. */
static int payment_block(const struct sets *s, int i)
{
    const struct links *payers = &s->bucket[s->payment[i].bucket].payers;
    int block = payer_block(s, s->payment[i].payer);
    for (int k = 0; block < 0 && k < payers->n; k++)
        block = payer_block(s, payers->item[k]);
    return block;
}
static int cohorts_in_all(const struct sets *s, int i)
{
    const struct cohort *y = &s->cohort[i];
    return y->buyer * s->world->n_modules + y->module.i;
}
static int cohorts_in_period(const struct sets *s, int i)
{
    return cohorts_in_all(s, i) * s->world->n_periods + s->cohort[i].period.i;
}
static int contracts_in_all(const struct sets *s, int i) { return s->contract[i].buyer; }
static int contracts_in_period(const struct sets *s, int i)
{
    return s->contract[i].buyer * s->world->n_periods + s->contract[i].period.i;
}

static int give_block(const struct sets *s, int i) { (void)s, (void)i; return -1; }

const struct quantity QUANTITIES[N_QUANTITIES] = { /* ORDER QUANTITIES */
    { "entrants", "u", "learners of a group at a level who start a course in a period", "learners",
      count_entrants, entrants_column, entrants_key, entrants_block, { NULL } },
    { "placements", "P", "learners of interchangeable roles taught at a site in one way",
      "learners", count_placements, placements_column, placements_key, placements_block, { NULL } },
    { "stock", "N", "people of a group at a level at the end of a period", "people",
      count_stock, stock_column, stock_key, stock_block, { NULL } },
    { "cohorts", "y", "cohorts of a module that a buyer commissions at a site in a period",
      "cohorts", count_cohorts, cohorts_column, cohorts_key, cohorts_block,
      { cohorts_in_period, cohorts_in_all } },
    { "contract", "q", "a buyer has a contract with a provider in a period", "yes or no",
      count_contracts, yes_or_no_column, contract_key, contract_block,
      { contracts_in_period, contracts_in_all } },
    { "office", "o", "a buyer has any contract in a period", "yes or no",
      count_offices, yes_or_no_column, office_key, office_block, { NULL } },
    { "band_value", "V", "value of a contract in a discount band", "pounds",
      count_bands, band_value_column, band_key, band_block, { NULL } },
    { "band", "W", "a contract's value lies in a discount band", "yes or no",
      count_bands, yes_or_no_column, band_key, band_block, { NULL } },
    { "shortfall", "e", "people of a role in an area short of a target", "people",
      count_shortfalls, shortfall_column, shortfall_key, shortfall_block, { NULL } },
    { "payment", "z", "money that a pot, virement pool or rebate pays into a bucket of costs",
      "pounds", count_payments, payment_column, payment_key, payment_block, { NULL } },
    { "carry", "carry", "money of a pot carried to the next period", "pounds",
      count_payers, carry_column, payer_key, payer_block, { NULL } },
    { "virement", "vire", "money of a pot moved into the virement pool", "pounds",
      count_payers, virement_column, payer_key, payer_block, { NULL } },
    { "give", "give", "how far a floor or policy gives way", "of the rule",
      count_none, give_column, give_key, give_block, { NULL } },
};
