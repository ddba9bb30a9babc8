/* facts_funding.c - streams, pots and targets; the scenario's settings, buyers and policies. */
#include <math.h>
#include <string.h>

#include "tools/verify/facts.h"

static int period_named(struct facts_reader *r, const struct sheet *s, int row)
{
    for (int t = 0; t < r->f->period.n; t++)
        if (strcmp(r->f->period.id[t], sheet_text(s, row, "period")) == 0)
            return t;
    facts_wrong(r, s, row, "there is no such period");
    return 0;
}

/* By name: * does not count. */
static bool named(struct arena *a, const char *list, const char *word)
{
    for (const char *entry; next_entry(a, &list, &entry);)
        if (strcmp(entry, word) == 0)
            return true;
    return false;
}

static struct stream_facts stream_in(struct facts_reader *r, int row)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_STREAMS];
    double cap = number_in(r, s, row, "cap_per_learner");
    const char *levels = sheet_text(s, row, "award_levels");
    const char *categories = sheet_text(s, row, "categories");
    struct stream_facts x = {
        .name = text_or(s, row, "name", sheet_text(s, row, "stream")),
        .role = flags_in(f, sheet_text(s, row, "roles"), &f->role),
        .course = flags_in(f, sheet_text(s, row, "courses"), &f->course),
        .max_share = number_in(r, s, row, "max_share"), .cap = isnan(cap) ? INFINITY : cap,
        .carry_over = number_in(r, s, row, "carry_over"),
        .virement = number_in(r, s, row, "virement"),
        .top_slice = number_in(r, s, row, "top_slice") };
    for (int i = 0; i < f->role.n; i++)
        x.role[i] &= listed(sheet_text(s, row, "sectors"), f->sector.id[f->roles[i].sector]);
    for (int i = 0; i < f->course.n; i++) {
        int award = f->courses[i].award;
        x.course[i] &= listed(levels, award < 0 ? "none" : arena_print(f->arena, "%d", award));
    }
    for (int k = 0; k < N_CATEGORIES; k++)
        x.category[k] = k < N_LEARNERS ? listed(categories, CATEGORIES[k])
                                       : named(f->arena, categories, CATEGORIES[k]);
    return x;
}

/* If pool_funding, pots of an area or LA become one of the buyer. */
static struct pot_facts pot_in(struct facts_reader *r, int row)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_ALLOCATIONS];
    struct pot_facts p = { .stream = name_in(r, s, row, "stream", &f->stream),
                           .period = period_named(r, s, row), .scope = SCOPE_ALL };
    for (int k = 0; k < SCOPE_BUYER; k++)
        if (strcmp(sheet_text(s, row, "scope_type"), SCOPES[k]) == 0)
            p.scope = k;
    const struct names *places = scope_names(f, p.scope);
    p.place = places ? name_in(r, s, row, "scope", places) : 0;
    p.amount = number_in(r, s, row, "amount") * (1 - f->streams[p.stream].top_slice);
    if (f->pool_funding && p.scope <= SCOPE_LA) {
        p.place = f->buyer_of_la[p.scope == SCOPE_LA ? p.place : f->areas[p.place].la];
        p.scope = SCOPE_BUYER;
    }
    return p;
}

static void read_pots(struct facts_reader *r)
{
    struct facts *f = r->f;
    int n = f->sheet[S_ALLOCATIONS].n_rows;
    f->pots = NEW_ARRAY(f->arena, struct pot_facts, n + 1);
    for (int row = 0; row < n; row++) {
        struct pot_facts p = pot_in(r, row);
        int i = 0;
        while (i < f->n_pots && (f->pots[i].stream != p.stream || f->pots[i].scope != p.scope ||
                                 f->pots[i].place != p.place || f->pots[i].period != p.period))
            i++;
        if (i == f->n_pots)
            f->pots[f->n_pots++] = p;
        else
            f->pots[i].amount += p.amount;
    }
}

static void read_targets(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_TARGETS];
    f->target = gather(f->arena, s, "target", "target");
    f->targets = NEW_ARRAY(f->arena, struct target_facts, f->target.n + 1);
    for (int row = 0; row < s->n_rows; row++) {
        double level = number_in(r, s, row, "level");
        struct target_facts x = {
            .area = flags_in(f, sheet_text(s, row, "areas"), &f->area),
            .role = flags_in(f, sheet_text(s, row, "roles"), &f->role),
            .level = isnan(level) ? -1 : (int)level,
            .course = isnan(level) ? name_in(r, s, row, "course", &f->course) : -1,
            .period = period_named(r, s, row), .share = number_in(r, s, row, "share"),
            .penalty = number_in(r, s, row, "penalty"), .floor = number_in(r, s, row, "floor") };
        for (int i = 0; i < f->role.n; i++)
            x.role[i] &= listed(sheet_text(s, row, "sectors"),
                                f->sector.id[f->roles[i].sector]);
        f->targets[name_at(&f->target, sheet_text(s, row, "target"))] = x;
    }
}

void read_funding(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_STREAMS];
    f->stream = gather(f->arena, s, "stream", "stream");
    f->streams = NEW_ARRAY(f->arena, struct stream_facts, f->stream.n + 1);
    for (int row = 0; row < s->n_rows; row++)
        f->streams[name_at(&f->stream, sheet_text(s, row, "stream"))] = stream_in(r, row);
    read_pots(r);
    read_targets(r);
}

static void read_buyers(struct facts *f)
{
    const struct sheet *s = &f->sheet[S_CONSORTIA];
    const char **of_la = NEW_ARRAY(f->arena, const char *, f->la.n + 1);
    for (int la = 0; la < f->la.n; la++)
        of_la[la] = strcmp(f->partition, "all") == 0 ? "all" : f->la.id[la];
    for (int a = 0; strcmp(f->partition, "region") == 0 && a < f->area.n; a++)
        of_la[f->areas[a].la] = f->region.id[f->areas[a].region];
    for (int row = 0; strcmp(f->partition, "consortia") == 0 && row < s->n_rows; row++) {
        int la = name_at(&f->la, sheet_text(s, row, "la"));
        if (la >= 0 && strcmp(sheet_text(s, row, "procurement"), f->option) == 0)
            of_la[la] = sheet_text(s, row, "buyer");
    }
    const char **copy = NEW_ARRAY(f->arena, const char *, f->la.n + 1);
    memcpy(copy, of_la, (size_t)f->la.n * sizeof *copy);
    f->buyer = sorted(f->arena, copy, f->la.n);
    f->buyer_of_la = NEW_ARRAY(f->arena, int, f->la.n + 1);
    for (int la = 0; la < f->la.n; la++)
        f->buyer_of_la[la] = name_at(&f->buyer, of_la[la]);
}

static void read_policies(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_POLICIES];
    f->policy = gather(f->arena, s, "policy", "policy");
    f->policies = NEW_ARRAY(f->arena, struct policy_facts, f->policy.n + 1);
    for (int row = 0; row < s->n_rows; row++)
        if (listed(sheet_text(s, row, "scenarios"), f->scenario))
            f->policies[name_at(&f->policy, sheet_text(s, row, "policy"))] = (struct policy_facts){
                .kind = sheet_text(s, row, "kind"), .value = number_in(r, s, row, "value"),
                .sector = name_at(&f->sector, sheet_text(s, row, "sector")),
                .module = flags_in(f, sheet_text(s, row, "modules"), &f->module),
                .provider = flags_in(f, sheet_text(s, row, "providers"), &f->provider) };
}

/* The first that says it, from the scenario itself down its bases; else the default. */
static const char *setting(const struct facts *f, const int *chain, int n, const char *column)
{
    const struct sheet *s = &f->sheet[S_SCENARIOS];
    for (int i = 0; i < n; i++)
        if (*sheet_text(s, chain[i], column))
            return sheet_text(s, chain[i], column);
    const char *preset = preset_of("scenarios", column);
    return preset ? preset : "";
}

static void read_option(struct facts_reader *r)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_PROCUREMENT];
    f->partition = "";
    for (int row = 0; row < s->n_rows; row++)
        if (strcmp(sheet_text(s, row, "procurement"), f->option) == 0) {
            f->partition = sheet_text(s, row, "partition");
            f->contract_cost = number_in(r, s, row, "contract_cost");
            f->office_cost = number_in(r, s, row, "office_cost");
            f->management_share = number_in(r, s, row, "management_share");
            f->pool_funding = yes_in(s, row, "pool_funding");
            f->share_mentors = yes_in(s, row, "share_mentors");
        }
}

void read_scenario(struct facts_reader *r, const int *chain, int n_chain)
{
    struct facts *f = r->f;
    const struct sheet *s = &f->sheet[S_SCENARIOS];
    f->scenario_name = text_or(s, chain[0], "name", f->scenario);
    f->base = text_or(s, chain[0], "base", NULL);
    f->objective = setting(f, chain, n_chain, "objective");
    f->option = setting(f, chain, n_chain, "procurement");
    if (!decimal(setting(f, chain, n_chain, "gap"), &f->gap) ||
        !decimal(setting(f, chain, n_chain, "time_limit"), &f->time_limit))
        facts_wrong(r, s, chain[0], "gap and time_limit are numbers");
    read_option(r);
    read_buyers(f);
    read_policies(r);
}
