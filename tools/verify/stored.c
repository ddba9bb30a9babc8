/* stored.c - the tables of one run, row by row. */
#include "tools/verify/stored.h"

#include <math.h>
#include <string.h>

int period_at(const struct facts *f, const char *id)
{
    for (int t = 0; id && t < f->period.n; t++)
        if (strcmp(f->period.id[t], id) == 0)
            return t;
    return -1;
}

struct loading {                    /* one table after another */
    struct arena *arena;
    struct store *store;
    const struct facts *f;
    struct stored *out;
    const char *table, **unknown;
    struct rows rows;
    int row, column;
};

static enum status open_table(struct loading *l, const char *table, const char *sql,
                              struct err *err)
{
    l->table = table;
    l->row = -1;
    return rows_read(&l->rows, l->arena, l->store, sql, l->out->run, err);
}

static bool next_row(struct loading *l)
{
    l->column = 0;
    return ++l->row < l->rows.n;
}

static double real(struct loading *l) { return row_number(&l->rows, l->row, l->column++); }
static long long whole(struct loading *l) { return row_whole(&l->rows, l->row, l->column++); }
static int number(struct loading *l) { return (int)whole(l); }

static int known(struct loading *l, int at, const char *text)
{
    if (at < 0 && text && !*l->unknown)
        *l->unknown = arena_print(l->arena, "%s: the case has no \"%s\"", l->table, text);
    return at;
}

static int name(struct loading *l, const struct names *names)
{
    const char *text = row_text(&l->rows, l->row, l->column++);
    return known(l, name_at(names, text), text);
}

static int period(struct loading *l)
{
    const char *text = row_text(&l->rows, l->row, l->column++);
    return known(l, period_at(l->f, text), text);
}

static int word(struct loading *l, const char *const *words, int n)
{
    const char *text = row_text(&l->rows, l->row, l->column++);
    for (int i = 0; text && i < n; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    return known(l, -1, text);
}

/* A group's childcare need and level; what is neither would lie outside every sum. */
static void sound(struct loading *l, int childcare, int level)
{
    if (childcare < 0 || childcare > 1 || level < 0 || level >= LEVELS)
        known(l, -1, "level or childcare need");
}

static enum status read_starts(struct loading *l, struct err *err)
{
    const struct facts *f = l->f;
    TRY(open_table(l, "start", "SELECT n, area, role, childcare, level, course, site, period,"
                   " care, way, learners, completions, fee, travel, childcare_cost, \"release\","
                   " mentor, care_hours, travel_hours, contact_hours FROM start WHERE run = ?1"
                   " ORDER BY n", err));
    l->out->n_starts = l->rows.n;
    l->out->start = NEW_ARRAY(l->arena, struct s_start, l->rows.n + 1);
    for (struct s_start *x = l->out->start; next_row(l); x++) {
        *x = (struct s_start){ .n = number(l) };
        x->area = name(l, &f->area);
        x->role = name(l, &f->role);
        x->childcare = number(l);
        x->level = number(l);
        x->course = name(l, &f->course);
        x->site = name(l, &f->site);
        x->period = period(l);
        x->care = word(l, CARES, N_CARES);
        x->way = word(l, WAYS, N_WAYS);
        x->learners = real(l);
        x->completions = real(l);
        for (int k = 0; k < N_LEARNERS; k++)
            x->cost[k] = real(l);
        x->care_hours = real(l);
        x->travel_hours = real(l);
        x->contact_hours = real(l);
        sound(l, x->childcare, x->level);
    }
    return OK;
}

static enum status read_stock(struct loading *l, struct err *err)
{
    TRY(open_table(l, "stock", "SELECT n, area, role, childcare, level, period, people FROM stock"
                   " WHERE run = ?1 ORDER BY n", err));
    l->out->n_stock = l->rows.n;
    l->out->stock = NEW_ARRAY(l->arena, struct s_stock, l->rows.n + 1);
    for (struct s_stock *x = l->out->stock; next_row(l); x++) {
        *x = (struct s_stock){ .n = number(l) };
        x->area = name(l, &l->f->area);
        x->role = name(l, &l->f->role);
        x->childcare = number(l);
        x->level = number(l);
        x->period = period(l);
        x->people = real(l);
        sound(l, x->childcare, x->level);
    }
    return OK;
}

static enum status read_cohorts(struct loading *l, struct err *err)
{
    TRY(open_table(l, "cohort", "SELECT buyer, module, site, period, cohorts, learners, seats,"
                   " empty_seats, cohort_price, seat_price FROM cohort WHERE run = ?1", err));
    l->out->n_cohorts = l->rows.n;
    l->out->cohort = NEW_ARRAY(l->arena, struct s_cohort, l->rows.n + 1);
    for (struct s_cohort *x = l->out->cohort; next_row(l); x++) {
        *x = (struct s_cohort){ .buyer = name(l, &l->f->buyer) };
        x->module = name(l, &l->f->module);
        x->site = name(l, &l->f->site);
        x->period = period(l);
        x->cohorts = real(l);
        x->learners = real(l);
        x->seats = real(l);
        x->empty_seats = real(l);
        x->cohort_price = real(l);
        x->seat_price = real(l);
    }
    return OK;
}

static enum status read_contracts(struct loading *l, struct err *err)
{
    TRY(open_table(l, "contract", "SELECT buyer, provider, period, taken, value_pence,"
                   " rebate_pence, band, discount FROM contract WHERE run = ?1", err));
    l->out->n_contracts = l->rows.n;
    l->out->contract = NEW_ARRAY(l->arena, struct s_contract, l->rows.n + 1);
    for (struct s_contract *x = l->out->contract; next_row(l); x++) {
        *x = (struct s_contract){ .buyer = name(l, &l->f->buyer) };
        x->provider = name(l, &l->f->provider);
        x->period = period(l);
        x->taken = real(l);
        x->value = whole(l);
        x->rebate = whole(l);
        x->band = number(l);
        x->discount = real(l);
    }
    TRY(open_table(l, "office", "SELECT buyer, period, taken FROM office WHERE run = ?1", err));
    l->out->n_offices = l->rows.n;
    l->out->office = NEW_ARRAY(l->arena, struct s_office, l->rows.n + 1);
    for (struct s_office *x = l->out->office; next_row(l); x++) {
        *x = (struct s_office){ .buyer = name(l, &l->f->buyer) };
        x->period = period(l);
        x->taken = real(l);
    }
    return OK;
}

static enum status read_shortfalls(struct loading *l, struct err *err)
{
    TRY(open_table(l, "shortfall", "SELECT target, area, role, want, have, missing, penalty,"
                   " discount FROM shortfall WHERE run = ?1", err));
    l->out->n_shortfalls = l->rows.n;
    l->out->shortfall = NEW_ARRAY(l->arena, struct s_shortfall, l->rows.n + 1);
    for (struct s_shortfall *x = l->out->shortfall; next_row(l); x++) {
        *x = (struct s_shortfall){ .target = name(l, &l->f->target) };
        x->area = name(l, &l->f->area);
        x->role = name(l, &l->f->role);
        x->want = real(l);
        x->have = real(l);
        x->missing = real(l);
        x->penalty = real(l);
        x->discount = real(l);
    }
    return OK;
}

static void take_payer(struct loading *l, struct s_payer *x)
{
    static const char *const KINDS[] = { "pot", "virement", "rebate" };
    *x = (struct s_payer){ .id = number(l) };
    x->kind = word(l, KINDS, COUNT(KINDS));
    x->stream = name(l, &l->f->stream);
    x->scope = word(l, SCOPES, N_SCOPES);
    const struct names all = { 1, (const char *[]){ "all" } };
    const struct names *places = scope_names(l->f, x->scope);
    x->place = name(l, places ? places : &all);
    x->period = period(l);
    if ((x->kind == PAYER_POT) != (x->stream >= 0))
        known(l, -1, "payer of this kind");
    long long *const pence[] = { &x->received, &x->carried_in, &x->carried_out, &x->moved,
                                 &x->paid, &x->left };
    for (int i = 0; i < COUNT(pence); i++)
        *pence[i] = whole(l);
}

static enum status read_payers(struct loading *l, struct err *err)
{
    TRY(open_table(l, "payer", "SELECT payer, kind, stream, scope_type, scope, period,"
                   " received_pence, carried_in_pence, carried_out_pence, moved_pence, paid_pence,"
                   " left_pence FROM payer WHERE run = ?1 ORDER BY payer", err));
    l->out->n_payers = l->rows.n;
    l->out->payer = NEW_ARRAY(l->arena, struct s_payer, l->rows.n + 1);
    for (struct s_payer *x = l->out->payer; next_row(l); x++)
        take_payer(l, x);
    TRY(open_table(l, "bucket", "SELECT bucket, category, period, area, role, course, buyer,"
                   " pence, pounds FROM bucket WHERE run = ?1 ORDER BY bucket", err));
    l->out->n_buckets = l->rows.n;
    l->out->bucket = NEW_ARRAY(l->arena, struct s_bucket, l->rows.n + 1);
    for (struct s_bucket *x = l->out->bucket; next_row(l); x++) {
        *x = (struct s_bucket){ .id = number(l) };
        x->category = word(l, CATEGORIES, N_CATEGORIES);
        x->period = period(l);
        x->area = name(l, &l->f->area);
        x->role = name(l, &l->f->role);
        x->course = name(l, &l->f->course);
        x->buyer = name(l, &l->f->buyer);
        x->pence = whole(l);
        x->pounds = real(l);
        if ((x->category < VACANCY) != (x->area >= 0 && x->role >= 0 && x->course >= 0))
            known(l, -1, "bucket of this category");
    }
    return OK;
}

/* Payers and buckets come in the order of their numbers. */
static int position(const void *items, int n, size_t size, int id)
{
    for (int from = 0, to = n; from < to;) {
        int middle = (from + to) / 2;
        int at = *(const int *)((const char *)items + (size_t)middle * size);
        if (at == id)
            return middle;
        if (at < id)
            from = middle + 1;
        else
            to = middle;
    }
    return -1;
}

static enum status read_payments(struct loading *l, struct err *err)
{
    struct stored *o = l->out;
    TRY(open_table(l, "payment", "SELECT payer, bucket, pence, pounds FROM payment"
                   " WHERE run = ?1", err));
    o->n_payments = l->rows.n;
    o->payment = NEW_ARRAY(l->arena, struct s_payment, l->rows.n + 1);
    for (struct s_payment *x = o->payment; next_row(l); x++) {
        int payer = number(l), bucket = number(l);
        *x = (struct s_payment){
            .payer = position(o->payer, o->n_payers, sizeof *o->payer, payer),
            .bucket = position(o->bucket, o->n_buckets, sizeof *o->bucket, bucket),
            .pence = whole(l) };
        x->pounds = real(l);
        known(l, x->payer, "payer");
        known(l, x->bucket, "bucket");
    }
    return OK;
}

static enum status read_costs(struct loading *l, struct err *err)
{
    const struct facts *f = l->f;
    TRY(open_table(l, "buyer_share", "SELECT buyer, period, la, share FROM buyer_share"
                   " WHERE run = ?1", err));
    l->out->n_shares = l->rows.n;
    l->out->share = NEW_ARRAY(l->arena, struct s_share, l->rows.n + 1);
    for (struct s_share *x = l->out->share; next_row(l); x++) {
        *x = (struct s_share){ .buyer = name(l, &f->buyer) };
        x->period = period(l);
        x->la = name(l, &f->la);
        x->share = real(l);
    }
    static const char *const LINES[] = { "fee", "travel", "childcare", "release", "mentor",
                                         "vacancy", "contract", "management", "rebate" };
    TRY(open_table(l, "cost", "SELECT period, category, la, area, role, sector, course, buyer,"
                   " pounds, discounted_pounds FROM cost WHERE run = ?1", err));
    l->out->n_costs = l->rows.n;
    l->out->costs = NEW_ARRAY(l->arena, struct s_cost, l->rows.n + 1);
    for (struct s_cost *x = l->out->costs; next_row(l); x++) {
        *x = (struct s_cost){ .period = period(l) };
        x->category = word(l, LINES, COUNT(LINES));
        x->la = name(l, &f->la);
        x->area = name(l, &f->area);
        x->role = name(l, &f->role);
        x->sector = name(l, &f->sector);
        x->course = name(l, &f->course);
        x->buyer = name(l, &f->buyer);
        x->pounds = real(l);
        x->discounted = real(l);
    }
    return OK;
}

static enum status read_head(struct loading *l, struct err *err)
{
    struct stored *o = l->out;
    TRY(open_table(l, "run", "SELECT status, relax, objective, bound, gap, cost, shortfall_value,"
                   " gap_asked, relaxation FROM run WHERE run = ?1", err));
    if (!next_row(l))
        return err_set(err, WRONG_USAGE, "there is no run %s", o->run);
    o->status = row_text(&l->rows, 0, l->column++);
    o->relax = whole(l) != 0;
    double *const real_of[] = { &o->objective, &o->bound, &o->gap, &o->cost, &o->shortfall_value,
                                &o->gap_asked, &o->relaxation };
    for (int i = 0; i < COUNT(real_of); i++)
        *real_of[i] = real(l);
    return OK;
}

/* Whatever the head says: rows of a plan are one. */
static bool any_rows(const struct stored *o)
{
    return o->n_starts + o->n_stock + o->n_cohorts + o->n_contracts + o->n_offices +
           o->n_shortfalls + o->n_payers + o->n_buckets + o->n_payments + o->n_shares +
           o->n_costs > 0;
}

enum status stored_read(struct stored **out, struct arena *a, struct store *s, const char *run,
                        const struct facts *f, const char **unknown, struct err *err)
{
    struct stored *o = NEW(a, struct stored);
    struct loading l = { .arena = a, .store = s, .f = f, .out = o, .unknown = unknown };
    o->run = run;
    *unknown = NULL;
    TRY(read_head(&l, err));
    TRY(read_starts(&l, err));
    TRY(read_stock(&l, err));
    TRY(read_cohorts(&l, err));
    TRY(read_contracts(&l, err));
    TRY(read_shortfalls(&l, err));
    TRY(read_payers(&l, err));
    TRY(read_payments(&l, err));
    TRY(read_costs(&l, err));
    o->has_plan = !isnan(o->cost) || any_rows(o);
    *out = o;
    return OK;
}
