/* check.c - what is wrong in a case, and what the case holds. */
#include <string.h>

#include "tools/cli.h"
#include "world.h"

static const char *some(struct arena *a, long long n, const char *one, const char *many)
{
    return arena_print(a, "%s %s", spell_number(a, n), n == 1 ? one : many);
}

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

static void print_holdings(struct arena *a, const struct world *w)
{
    printf("  %s in %s, %s of %s, %s\n", some(a, w->n_areas, "area", "areas"),
           some(a, w->n_las, "local authority", "local authorities"),
           some(a, (long long)(staff(w) + 0.5), "person", "people"),
           some(a, w->n_roles, "role", "roles"), some(a, w->n_periods, "period", "periods"));
    printf("  %s, %s at %s of %s\n", some(a, w->n_courses, "course", "courses"),
           some(a, w->n_offers, "offer", "offers"), some(a, w->n_sites, "site", "sites"),
           some(a, w->n_providers, "provider", "providers"));
    printf("  £%s in %s, %s\n", spell_number(a, (long long)(allocated(w) + 0.5)),
           some(a, w->n_streams, "stream", "streams"),
           some(a, w->n_targets, "target", "targets"));
}

static void print_summary(struct args *a, const struct opened *c)
{
    int tables = 0;
    long long rows = 0;
    for (int i = 0; i < N_TABLES; i++) {
        tables += c->tables->table[i].path != NULL;
        rows += c->tables->table[i].n_rows;
    }
    printf("%s, %s: %s, %s.\n", some(a->arena, tables, "table", "tables"),
           some(a->arena, rows, "row", "rows"),
           some(a->arena, c->findings.n_errors, "error", "errors"),
           some(a->arena, c->findings.n_queries, "query", "queries"));
    struct findings again;
    struct world *w;
    struct err err;
    findings_init(&again, a->arena);
    if (c->findings.n_errors == 0 &&
        world_build(&w, a->arena, c->tables, NULL, &again, &err) == OK)
        print_holdings(a->arena, w);
    if (c->n_scenarios)
        printf("  %s:", some(a->arena, c->n_scenarios, "scenario", "scenarios"));
    for (int i = 0; i < c->n_scenarios; i++)
        printf("%s %s", i ? "," : "", c->scenario[i]);
    if (c->n_scenarios)
        putchar('\n');
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
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "findings", findings_json(&c.findings));
        print_json(top);
    } else {
        print_findings(stdout, &c.findings, a);
        print_summary(a, &c);
    }
    return c.findings.n_errors ? EXIT_INPUT : EXIT_DONE;
}
