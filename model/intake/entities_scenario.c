/* entities_scenario.c - the scenario's settings, who buys in it, and its policies. */
#include <string.h>

#include "entities.h"
#include "number.h"

double parameter(const struct checks *c, enum parameter p)
{
    static const double PRESET[N_PARAMETERS] = {
        [MILEAGE_RATE] = 0.40, [ROAD_FACTOR] = 1.3, [SPEED_MPH] = 30, [DISCOUNT_RATE] = 0.035,
    };
    for_each_row(c, T_PARAMETERS, row)
        if ((int)number_of(c, T_PARAMETERS, row, PARAMETER_ID) == (int)p)
            return number_of(c, T_PARAMETERS, row, PARAMETER_VALUE);
    return PRESET[p];
}

/* From the nearest base that says it; where none does, any row has the default. */
static double setting(const struct checks *c, int column)
{
    int row = inherited_row(c, c->scenario, column);
    return number_of(c, T_SCENARIOS, row < 0 ? c->scenario : row, column);
}

static int procurement_row(const struct checks *c)
{
    int row = inherited_row(c, c->scenario, SCENARIO_PROCUREMENT);
    return ref_of(c, T_SCENARIOS, row, SCENARIO_PROCUREMENT);
}

static void build_settings(struct build *b)
{
    const struct checks *c = b->c;
    struct scenario *s = &b->w->scenario;
    int row = c->scenario, option = procurement_row(c);
    s->id = text_kept(b, T_SCENARIOS, row, SCENARIO_ID);
    s->name = name_or_id(b, T_SCENARIOS, row, SCENARIO_NAME);
    s->base = is_empty(c, T_SCENARIOS, row, SCENARIO_BASE)
                  ? NULL : text_kept(b, T_SCENARIOS, row, SCENARIO_BASE);
    s->objective = (enum objective_kind)setting(c, SCENARIO_OBJECTIVE);
    s->gap = setting(c, SCENARIO_GAP);
    s->time_limit = setting(c, SCENARIO_TIME_LIMIT);
    s->procurement = (struct procurement){
        .id = text_kept(b, T_PROCUREMENT, option, PROCUREMENT_ID),
        .partition = (enum partition)number_of(c, T_PROCUREMENT, option, PROCUREMENT_PARTITION),
        .contract_cost = number_of(c, T_PROCUREMENT, option, PROCUREMENT_CONTRACT_COST),
        .office_cost = number_of(c, T_PROCUREMENT, option, PROCUREMENT_OFFICE_COST),
        .management_share = number_of(c, T_PROCUREMENT, option, PROCUREMENT_MANAGEMENT_SHARE),
        .pool_funding = number_of(c, T_PROCUREMENT, option, PROCUREMENT_POOL_FUNDING) > 0,
        .share_mentors = number_of(c, T_PROCUREMENT, option, PROCUREMENT_SHARE_MENTORS) > 0,
    };
}

static void name_buyers(const struct build *b, const char **buyer)
{
    const struct world *w = b->w;
    enum partition partition = w->scenario.procurement.partition;
    for_each_la(w, la)
        buyer[la.i] = partition == BY_ALL ? "all" : w->la[la.i].id;
    for (int i = 0; partition == BY_REGION && i < w->n_areas; i++)
        buyer[w->area[i].la.i] = w->region[w->area[i].region.i].id;
}

static void name_consortia(const struct build *b, const char **buyer)
{
    const struct checks *c = b->c;
    int option = procurement_row(c);
    if (b->w->scenario.procurement.partition != BY_CONSORTIA)
        return;
    for_each_row(c, T_CONSORTIA, row) {
        int la = ref_of(c, T_CONSORTIA, row, CONSORTIUM_LA);
        if (ref_of(c, T_CONSORTIA, row, CONSORTIUM_PROCUREMENT) == option)
            buyer[b->la.position[la]] = text_kept(b, T_CONSORTIA, row, CONSORTIUM_BUYER);
    }
}

static void build_buyers(struct build *b)
{
    struct world *w = b->w;
    struct map names;
    const char **of_la = NEW_ARRAY(b->scratch, const char *, w->n_las + 1);
    name_buyers(b, of_la);
    name_consortia(b, of_la);
    map_init(&names, b->scratch);
    for_each_la(w, la)
        map_add(&names, of_la[la.i], names.n);
    struct order order = order_of(b->scratch, &names, names.n);
    w->n_buyers = order.n;
    w->buyer = NEW_ARRAY(b->a, const char *, order.n + 1);
    w->buyer_of_la = NEW_ARRAY(b->a, int, w->n_las + 1);
    for (int i = 0; i < order.n; i++)
        w->buyer[i] = arena_print(b->a, "%s", names.key[order.from[i]]);
    for_each_la(w, la)
        w->buyer_of_la[la.i] = order.position[map_find(&names, of_la[la.i])];
}

static bool in_force(const struct build *b, int row)
{
    const char *list = text_of(b->c, T_POLICIES, row, POLICY_SCENARIOS);
    char *entry = NEW_ARRAY(b->scratch, char, strlen(list) + 1);
    for (const char *at = *list ? list : NULL; list_next(&at, entry);)
        if (!strcmp(entry, "*") || !strcmp(entry, b->w->scenario.id))
            return true;
    return !*list;
}

static struct policy policy_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    int sector = ref_of(c, T_POLICIES, row, POLICY_SECTOR);
    struct policy p = {
        .id = text_kept(b, T_POLICIES, row, POLICY_ID),
        .kind = (enum policy_kind)number_of(c, T_POLICIES, row, POLICY_KIND),
        .value = number_of(c, T_POLICIES, row, POLICY_VALUE),
        .sector = { sector < 0 ? -1 : b->sector.position[sector] },
        .modules = NEW_ARRAY(b->a, bool, b->w->n_modules + 1),
        .providers = NEW_ARRAY(b->a, bool, b->w->n_providers + 1),
    };
    list_flags(b, text_of(c, T_POLICIES, row, POLICY_MODULES), &c->teachable, &b->module,
               p.modules);
    list_flags(b, text_of(c, T_POLICIES, row, POLICY_PROVIDERS), &c->ids[T_PROVIDERS],
               &b->table[T_PROVIDERS], p.providers);
    return p;
}

static void build_policies(struct build *b)
{
    struct world *w = b->w;
    const struct order *order = &b->table[T_POLICIES];
    w->policy = NEW_ARRAY(b->a, struct policy, order->n + 1);
    for (int i = 0; i < order->n; i++)
        if (in_force(b, order->from[i]))
            w->policy[w->n_policies++] = policy_at(b, order->from[i]);
}

void build_scenario(struct build *b)
{
    build_settings(b);
    build_buyers(b);
    build_policies(b);
}
