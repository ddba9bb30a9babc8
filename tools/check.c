/* check.c - what is wrong in a case, and what the case holds. */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "tools/cli.h"
#include "world.h"

static const char *some(struct arena *a, long long n, const char *one, const char *many)
{
    if (!one)
        return arena_print(a, "£%s", spell_number(a, n));
    return arena_print(a, "%s %s", spell_number(a, n), n == 1 ? one : many);
}

struct holding { const char *name, *one, *many; long long n; bool ends_line; }; /* NULL: £ */

static double staff(const struct world *w)
{
    double sum = 0;
    for_each_area(w, a)
        for_each_role(w, r)
            for (int l = 0; l < N_LEVELS; l++)
                sum += headcount(w, a, r, l);
    return sum;
}

static double allocated(const struct world *w)
{
    double sum = 0;
    for (int i = 0; i < w->n_allocations; i++)
        sum += w->allocation[i].amount;
    return sum;
}

enum { N_HOLDINGS = 16 };

/* What the case holds, as it stands in its tables: nothing when they have errors. */
static int list_holdings(struct holding h[N_HOLDINGS], struct arena *a, const struct opened *c)
{
    struct findings again;
    struct world *w;
    struct err err;
    findings_init(&again, a);
    if (c->findings.n_errors || world_build(&w, a, c->tables, NULL, &again, &err) != OK)
        return 0;
    const struct holding all[N_HOLDINGS] = {
        { "areas", "area", "areas", w->n_areas, false },
        { "local_authorities", "local authority", "local authorities", w->n_las, false },
        { "regions", "region", "regions", w->n_regions, false },
        { "people", "person", "people", llround(staff(w)), false },
        { "roles", "role", "roles", w->n_roles, false },
        { "periods", "period", "periods", w->n_periods, true },
        { "courses", "course", "courses", w->n_courses, false },
        { "offers", "offer", "offers", w->n_offers, false },
        { "sites", "site", "sites", w->n_sites, false },
        { "providers", "provider", "providers", w->n_providers, true },
        { "pounds", NULL, NULL, llround(allocated(w)), false },
        { "streams", "stream", "streams", w->n_streams, false },
        { "targets", "target", "targets", w->n_targets, false },
        { "policies", "policy", "policies", c->tables->table[T_POLICIES].n_rows, true },
        { "scenarios", "scenario", "scenarios", c->n_scenarios, false },
        { "procurement", "way of buying", "ways of buying",
          c->tables->table[T_PROCUREMENT].n_rows, true },
    };
    memcpy(h, all, sizeof all);
    return N_HOLDINGS;
}

static void count_tables(const struct opened *c, int *tables, long long *rows)
{
    *tables = 0;
    *rows = 0;
    for (int i = 0; i < N_TABLES; i++) {
        *tables += c->tables->table[i].path != NULL;
        *rows += c->tables->table[i].n_rows;
    }
}

static void print_summary(struct args *a, const struct opened *c)
{
    struct holding h[N_HOLDINGS];
    int tables, n = list_holdings(h, a->arena, c);
    long long rows;
    bool begins = true;
    count_tables(c, &tables, &rows);
    printf("%s, %s: %s, %s.\n", some(a->arena, tables, "table", "tables"),
           some(a->arena, rows, "row", "rows"),
           some(a->arena, c->findings.n_errors, "error", "errors"),
           some(a->arena, c->findings.n_queries, "query", "queries"));
    for (int i = 0; i < n; i++) {
        printf("%s%s%s", begins ? "  " : ", ", some(a->arena, h[i].n, h[i].one, h[i].many),
               h[i].ends_line ? "\n" : "");
        begins = h[i].ends_line;
    }
    for (int i = 0; i < c->n_scenarios; i++)
        printf("%s%s%s", i ? ", " : "  scenarios: ", c->scenario[i],
               i + 1 == c->n_scenarios ? "\n" : "");
    if (isatty(STDERR_FILENO) && c->findings.n_errors == 0)
        note("Next: ringfence run %s", c->folder);
    else if (isatty(STDERR_FILENO))
        note("Next: ringfence help %s", c->findings.items[0].code);
}

static void print_as_json(struct args *a, const struct opened *c)
{
    struct holding h[N_HOLDINGS];
    json_t *top = json_object(), *holds = json_object();
    int tables, n = list_holdings(h, a->arena, c);
    long long rows;
    count_tables(c, &tables, &rows);
    for (int i = 0; i < n; i++)
        json_object_set_new(holds, h[i].name, json_integer(h[i].n));
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "errors", json_integer(c->findings.n_errors));
    json_object_set_new(top, "queries", json_integer(c->findings.n_queries));
    json_object_set_new(top, "tables", json_integer(tables));
    json_object_set_new(top, "rows", json_integer(rows));
    json_object_set_new(top, "holds", holds);
    json_object_set_new(top, "findings", findings_json(&c->findings));
    print_json(top);
}

int command_check(struct args *a)
{
    struct opened c;
    int code = case_open(&c, a, a->word[0]);
    if (code != EXIT_DONE)
        return code;
    static const char *const as_it_stands[] = { NULL };
    case_check(&c, a->arena, as_it_stands, 1);
    case_check(&c, a->arena, c.scenario, c.n_scenarios);
    if (a->given[OPT_JSON]) {
        print_as_json(a, &c);
    } else {
        print_findings(stdout, &c.findings, a);
        if (!a->given[OPT_QUIET])
            print_summary(a, &c);
    }
    return c.findings.n_errors ? EXIT_INPUT : EXIT_DONE;
}
