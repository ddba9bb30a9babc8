/* hand_made.c - a run small enough to add up on paper. */
#include "tests/hand_made.h"

#include <math.h>

/* Two LAs buy together: 3 learners of Ashby and 1 of Brook on one cohort of 5, fee £80 each. */
enum { N_AREAS = 2 };
static struct la LAS[] = { { "Ashby" }, { "Brook" } };
static struct region REGIONS[] = { { "North" } };
static struct sector SECTORS[] = { { "pvi" } };
static struct profession PROFESSIONS[] = { { "care" } };
static struct area AREAS[] = {
    { .id = "Ashby", .name = "Ashby", .la = { 0 }, .mentor_hours = 10 },
    { .id = "Brook", .name = "Brook", .la = { 1 }, .mentor_hours = 10 } };
static struct period PERIODS[] = {
    { "2026", "2026-09-01", 12, 1, 1 }, { "2027", "2027-09-01", 12, 1, 0.9 } };
static struct role ROLES[] = {
    { .id = "Carer", .name = "Carer", .travel_limit = { INFINITY, 45 }, .release_share = 1 } };
static bool YES[] = { true, true };
static struct module_id MODULE_IDS[] = { { 0 } };
static struct course COURSES[] = {
    { .id = "NVQ3", .name = "NVQ3", .entry_level = 2, .award_level = 3, .taken_by = YES,
      .periods = 1, .contact_hours = 60, .sessions = 10, .load = 1, .completion = 0.5,
      .modules = MODULE_IDS, .n_modules = 1 } };
static struct module MODULES[] = { { "NVQ3", "NVQ3" } };
static struct provider PROVIDERS[] = { { .id = "College", .name = "College", .kind = "fe" } };
static struct site SITES[] = { { .id = "College day", .name = "College day", .attendance = 1 } };
static struct offer OFFERS[] = {
    { .by_cohort = true, .cohort_price = 400, .cohort_min = 1, .cohort_max = 5,
      .cohorts_limit = 3, .places_limit = INFINITY, .until = { 1 } } };
static struct stream STREAMS[] = {
    { .id = "Grant", .name = "Grant", .roles = YES, .courses = YES,
      .category = { [FEE] = true, [VACANCY] = true, [CONTRACT] = true }, .max_share = 1,
      .cap_per_learner = INFINITY, .carry_over = 0.5 } };
static struct target TARGETS[] = {
    { .id = "Level 3", .areas = YES, .roles = YES, .level = 3, .course = { -1 },
      .period = { 1 }, .share = 0.5, .penalty = 1000 } };
static const char *BUYERS[] = { "Region" };
static int BUYER_OF_LA[] = { 0, 0 };
static double MILES[] = { 3, 6 }, MINUTES[] = { 6, 12 };

static struct world WORLD = {
    .scenario = { .id = "Region", .name = "One buyer", .base = NULL,
                  .procurement = { .id = "region", .partition = BY_REGION, .contract_cost = 100 },
                  .gap = 0.005, .time_limit = 60 },
    .n_las = 2, .n_regions = 1, .n_areas = N_AREAS, .n_periods = 2, .n_sectors = 1,
    .n_professions = 1, .n_roles = 1, .n_courses = 1, .n_modules = 1, .n_providers = 1,
    .n_sites = 1, .n_offers = 1, .n_streams = 1, .n_targets = 1, .n_buyers = 1,
    .la = LAS, .region = REGIONS, .area = AREAS, .period = PERIODS, .sector = SECTORS,
    .profession = PROFESSIONS, .role = ROLES, .course = COURSES, .module = MODULES,
    .provider = PROVIDERS, .site = SITES, .offer = OFFERS, .stream = STREAMS, .target = TARGETS,
    .buyer = BUYERS, .buyer_of_la = BUYER_OF_LA, .miles = MILES, .minutes = MINUTES };

/* Grant of £600 in 2026, of which £50 is carried to 2027. */
static struct payer PAYERS[] = {
    { .kind = PAYER_POT, .scope = SCOPE_ALL, .amount = 600, .most = 600, .earlier = -1,
      .later = 1, .virement = -1 },
    { .kind = PAYER_POT, .scope = SCOPE_ALL, .period = { 1 }, .most = 300, .earlier = 0,
      .later = -1, .virement = -1 },
    { .kind = PAYER_REBATE, .stream = { -1 }, .scope = SCOPE_BUYER, .earlier = -1, .later = -1,
      .virement = -1 } };
static struct sets SETS = { .world = &WORLD, .n_payers = 3, .payer = PAYERS };

static struct plan_start STARTS[] = {
    { .area = { 0 }, .level = 2, .learners = 3, .cost = { [FEE] = 80 } },
    { .area = { 1 }, .level = 2, .learners = 1, .cost = { [FEE] = 80 } } };
static struct plan_stock STOCK[] = {
    { .area = { 0 }, .level = 2, .period = -1, .people = 6 },
    { .area = { 0 }, .level = 3, .period = 0, .people = 1.5 },
    { .area = { 0 }, .level = 3, .period = 1, .people = 1.5 } };
static struct plan_cohort COHORTS[] = { { .cohorts = 1, .learners = 4 } };
static struct plan_contract CONTRACTS[] = {
    { .taken = 1, .value = 400, .rebate = 40, .band = 1 } };
static struct plan_office OFFICES[] = { { .taken = 1 } };
static struct plan_shortfall SHORTFALLS[] = {
    { .area = { 0 }, .want = 3, .have = 1.5, .missing = 1.5 },
    { .area = { 1 }, .want = 1, .have = 1, .missing = 0 } };
static struct plan_bucket BUCKETS[] = {
    { .category = FEE, .area = { 0 }, .cost = 240, .pence = 24000 },
    { .category = FEE, .area = { 1 }, .cost = 80, .pence = 8000 },
    { .category = VACANCY, .area = { -1 }, .cost = 80, .pence = 8000 },
    { .category = CONTRACT, .area = { -1 }, .cost = 100, .pence = 10000 } };
static struct plan_payment PAYMENTS[] = {
    { 0, 0, 240, 24000 }, { 0, 1, 40, 4000 }, { 2, 1, 40, 4000 }, { 0, 2, 80, 8000 },
    { 0, 3, 100, 10000 } };
static struct plan_payer PAID[] = {
    { .received = 600, .carried_out = 50, .paid = 460, .received_pence = 60000,
      .carried_out_pence = 5000, .paid_pence = 46000 },
    { .carried_in = 50, .carried_in_pence = 5000 },
    { .received = 40, .paid = 40, .received_pence = 4000, .paid_pence = 4000 } };
static struct plan PLAN = {
    .sets = &SETS, .n_starts = 2, .n_stock = 3, .n_cohorts = 1, .n_contracts = 1,
    .n_offices = 1, .n_shortfalls = 2, .n_buckets = 4, .n_payments = 5, .start = STARTS,
    .stock = STOCK, .cohort = COHORTS, .contract = CONTRACTS, .office = OFFICES,
    .shortfall = SHORTFALLS, .bucket = BUCKETS, .payment = PAYMENTS, .payer = PAID,
    .cost = 460, .shortfall_value = 1350 };

static struct finding FOUND[] = {
    { FINDING_QUERY, "Q501", "areas.csv", 2, 1, "area", "Ashby", "small for an area", NULL } };
static struct findings FINDINGS = { .items = FOUND, .n = 1, .n_queries = 1 };
static struct tables TABLES_READ;
static const char *CELLS[40];
static int LINES[] = { 2 };

struct run hand_made_run(void)
{
    for (int i = 0; i < N_TABLES; i++)
        TABLES_READ.table[i] = (struct table){ .schema = &TABLES[i], .sha256 = "ab",
                                               .cells = CELLS, .line = LINES, .n_rows = 1 };
    CELLS[0] = "Ashby";
    TABLES_READ.folder = "somewhere";
    return (struct run){
        .tables = &TABLES_READ, .findings = &FINDINGS, .world = &WORLD, .sets = &SETS,
        .status = RUN_OPTIMAL, .objective = 1810, .bound = 1800.5, .gap = 9.5 / 1810,
        .cost = 460, .shortfall_value = 1350, .plan = &PLAN, .gap_asked = 0.005,
        .time_limit_s = 60, .seconds = 0.25, .workers = 1, .peak_kb = 1000 };
}
