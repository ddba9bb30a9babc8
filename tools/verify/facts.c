/* facts.c - sheets in, facts out: names first, then what refers to them. */
#include "tools/verify/facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const CATEGORIES[N_CATEGORIES] = { "fee", "travel", "childcare", "release", "mentor",
                                               "vacancy", "contract", "management" };
const char *const SCOPES[N_SCOPES] = { "area", "la", "region", "all", "buyer" };
const char *const CARES[N_CARES] = { "none", "local", "creche" };
const char *const WAYS[N_WAYS] = { "cohort", "open" };

int name_at(const struct names *n, const char *id)
{
    for (int from = 0, to = n->n; id && from < to;) {
        int middle = (from + to) / 2, order = strcmp(n->id[middle], id);
        if (order == 0)
            return middle;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return -1;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct names sorted(struct arena *a, const char **id, int n)
{
    struct names out = { 0, NEW_ARRAY(a, const char *, n + 1) };
    qsort(id, (size_t)n, sizeof *id, by_bytes);
    for (int i = 0; i < n; i++)
        if (i == 0 || strcmp(id[i], id[i - 1]) != 0)
            out.id[out.n++] = id[i];
    return out;
}

const char *text_or(const struct sheet *s, int row, const char *column, const char *otherwise)
{
    const char *text = sheet_text(s, row, column);
    return *text ? text : otherwise;
}

struct names gather(struct arena *a, const struct sheet *s, const char *column,
                    const char *otherwise)
{
    const char **id = NEW_ARRAY(a, const char *, s->n_rows + 1);
    for (int r = 0; r < s->n_rows; r++)
        id[r] = text_or(s, r, column, sheet_text(s, r, otherwise));
    return sorted(a, id, s->n_rows);
}

void facts_wrong(struct facts_reader *r, const struct sheet *s, int row, const char *what)
{
    if (!r->failed)
        err_set(r->err, BAD_INPUT, "%s.csv, line %d: %s", s->name, s->line[row], what);
    r->failed = true;
}

double number_in(struct facts_reader *r, const struct sheet *s, int row, const char *column)
{
    const char *text = text_or(s, row, column, preset_of(s->name, column));
    double value = NAN;
    if (text && *text && !decimal(text, &value))
        facts_wrong(r, s, row, arena_print(r->f->arena, "%s is no number: \"%s\"", column, text));
    return value;
}

bool yes_in(const struct sheet *s, int row, const char *column)
{
    return strcmp(sheet_text(s, row, column), "yes") == 0;
}

int name_in(struct facts_reader *r, const struct sheet *s, int row, const char *column,
            const struct names *names)
{
    const char *id = sheet_text(s, row, column);
    int at = name_at(names, id);
    if (at < 0 && !r->failed)
        facts_wrong(r, s, row, arena_print(r->f->arena, "%s \"%s\" is not known", column, id));
    return at < 0 ? 0 : at;
}

bool *flags_in(struct facts *f, const char *list, const struct names *names)
{
    bool *flag = NEW_ARRAY(f->arena, bool, names->n + 1);
    for (int i = 0; i < names->n; i++)
        flag[i] = listed(list, names->id[i]);
    return flag;
}

double people_of(const struct facts *f, int area, int role)
{
    double sum = 0;
    for (int l = 0; l < LEVELS; l++)
        sum += people_at(f, area, role, l);
    return sum;
}

double group_at(const struct facts *f, int area, int role, bool childcare, int level)
{
    double share = f->roles[role].childcare_share;
    return (childcare ? share : 1 - share) * people_at(f, area, role, level);
}

const struct offer_facts *offer_of(const struct facts *f, int site, int module)
{
    int at = f->offer_at[site * f->module.n + module];
    return at < 0 ? NULL : &f->offers[at];
}

bool scope_holds_area(const struct facts *f, int scope, int place, int area)
{
    switch (scope) {
    case SCOPE_AREA:   return place == area;
    case SCOPE_LA:     return place == f->areas[area].la;
    case SCOPE_REGION: return place == f->areas[area].region;
    case SCOPE_BUYER:  return place == buyer_of_area(f, area);
    default:           return true;
    }
}

bool scope_holds_buyer(const struct facts *f, int scope, int place, int buyer)
{
    for (int a = 0; a < f->area.n; a++)
        if (buyer_of_area(f, a) == buyer && scope_holds_area(f, scope, place, a))
            return true;
    return false;
}

const struct names *scope_names(const struct facts *f, int scope)
{
    switch (scope) {
    case SCOPE_AREA:   return &f->area;
    case SCOPE_LA:     return &f->la;
    case SCOPE_REGION: return &f->region;
    case SCOPE_BUYER:  return &f->buyer;
    default:           return NULL;
    }
}

static double parameter(struct facts_reader *r, const char *name, double preset)
{
    const struct sheet *s = &r->f->sheet[S_PARAMETERS];
    for (int i = 0; i < s->n_rows; i++)
        if (strcmp(sheet_text(s, i, "parameter"), name) == 0)
            return number_in(r, s, i, "value");
    return preset;
}

/* Ordered by start, an ISO date: its bytes are in the order of time. */
static void read_periods(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_PERIODS];
    double months = 0, rate = parameter(r, "discount_rate", 0.035);
    struct names starts = gather(f->arena, s, "start", "start");
    f->period = (struct names){ starts.n, NEW_ARRAY(f->arena, const char *, starts.n + 1) };
    f->periods = NEW_ARRAY(f->arena, struct period_facts, starts.n + 1);
    for (int t = 0; t < starts.n; t++)
        for (int row = 0; row < s->n_rows; row++) {
            if (strcmp(sheet_text(s, row, "start"), starts.id[t]) != 0)
                continue;
            f->period.id[t] = sheet_text(s, row, "period");
            f->periods[t] = (struct period_facts){
                .start = starts.id[t], .months = number_in(r, s, row, "months"),
                .index = number_in(r, s, row, "price_index"),
                .discount = pow(1 + rate, -months / 12) };
            months += f->periods[t].months;
        }
}

static void read_all(struct facts_reader *r, const int *chain, int n_chain)
{
    read_periods(r);
    read_people(r);
    read_teaching(r);
    read_distances(r, parameter(r, "road_factor", 1.3), parameter(r, "speed_mph", 30));
    read_scenario(r, chain, n_chain);
    read_funding(r);
    r->f->mileage_rate = parameter(r, "mileage_rate", 0.40);
}

/* "Nothing" is the case's first scenario in all but that no course starts, unless the case has
 * a scenario of that name. */
static const char *source_of(struct facts *f, const char *scenario)
{
    const struct sheet *s = &f->sheet[S_SCENARIOS];
    f->no_starts = strcmp(scenario, "Nothing") == 0 && s->n_rows > 0;
    for (int r = 0; r < s->n_rows; r++)
        f->no_starts &= strcmp(sheet_text(s, r, "scenario"), scenario) != 0;
    return f->no_starts ? sheet_text(s, 0, "scenario") : scenario;
}

enum status facts_read(struct facts **out, struct arena *a, const char *folder,
                       const char *scenario, const char *objective, struct err *err)
{
    struct facts *f = NEW(a, struct facts);
    struct facts_reader r = { .f = f, .err = err };
    int *chain, n_chain;
    f->arena = a;
    for (int t = 0; t < N_SHEETS; t++)
        TRY(sheet_read(&f->sheet[t], a, folder, SHEET_NAME[t], err));
    f->scenario = source_of(f, scenario);
    TRY(sheets_change(f->sheet, a, f->scenario, &chain, &n_chain, err));
    read_all(&r, chain, n_chain);
    if (f->no_starts) {
        f->base = f->scenario;
        f->scenario = scenario;
        f->scenario_name = "No course starts";
    }
    f->objective = objective ? objective : f->objective;
    *out = f;
    return r.failed ? BAD_INPUT : OK;
}
