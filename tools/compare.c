/* compare.c - two scenarios side by side: every figure a query on their newest runs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/cli.h"
#include "tools/saving.h"

struct comparison {
    const char *title, *view, *key, *value;
    const char *order;            /* NULL: by the key */
};

static const char CATEGORIES[] = "instr('fee travel childcare release mentor vacancy contract "
                                 "management rebate', category)";
static const struct comparison COMPARISONS[] = {
    { "Spend by kind of cost", "v_costs_by_category", "category", "pounds", CATEGORIES },
    { "Spend by local authority", "v_costs_by_la", "la", "pounds", NULL },
    { "Spend by period", "v_costs_by_period", "period", "pounds", NULL },
    { "Paid to providers, after discounts", "v_costs_by_provider", "provider", "pounds", NULL },
    { "Paid by streams", "v_spend_by_stream", "stream", "paid", NULL },
    { "Left in streams", "v_spend_by_stream", "stream", "left", NULL },
    { "Learners by local authority", "v_learners_by_la", "la", "learners", NULL },
    { "Learners by sector", "v_learners_by_sector", "sector", "learners", NULL },
    { "Learners by role", "v_learners_by_role", "role", "learners", NULL },
    { "Learners by course", "v_starts_by_course", "course", "learners", NULL },
    { "Learners by provider", "v_learners_by_provider", "provider", "learners", NULL },
    { "Learners by period", "v_learners_by_period", "period", "learners", NULL },
    { "Staff by level at the end", "v_final_levels", "level", "people", NULL },
    { "Coverage by target", "v_coverage_by_target", "target", "coverage", NULL },
    { "Coverage by local authority", "v_coverage_by_la", "la", "coverage", NULL },
    { "People short, by target", "v_coverage_by_target", "target", "missing", NULL },
    { "People short, by local authority", "v_coverage_by_la", "la", "missing", NULL },
    { "Travel hours by local authority", "v_travel_hours", "la", "travel_hours", NULL },
    { "Empty seats by module", "v_seats_by_module", "module", "empty_seats", NULL },
    { "Contracts by provider", "v_contracts", "provider", "taken", NULL },
};

static enum status read_sides(struct result *r, struct args *a, const struct pair *p,
                              const struct comparison *c, struct err *err)
{
    const char *ids[] = { p->side[0].id, p->side[1].id };
    const char *sql = arena_print(a->arena,
        "SELECT \"%s\" AS \"%s\", sum(CASE WHEN run = ?1 THEN \"%s\" END) AS a,"
        " sum(CASE WHEN run = ?2 THEN \"%s\" END) AS b FROM %s WHERE run IN (?1, ?2)"
        " GROUP BY \"%s\" ORDER BY %s%s%s", c->key, c->key, c->value, c->value, c->view, c->key,
        c->order ? "" : "\"", c->order ? c->order : c->key, c->order ? "" : "\"");
    return result_read(r, a->arena, p->store, sql, ids, 2, err);
}

struct columns { double *value[2]; long long *whole[2]; long long sum[2]; };

static struct columns columns_of(const struct result *r, int first, enum kind kind)
{
    struct columns c = { 0 };
    for (int s = 0; s < 2; s++) {
        c.value[s] = NEW_ARRAY(r->arena, double, r->n_rows + 1);
        c.whole[s] = NEW_ARRAY(r->arena, long long, r->n_rows + 1);
        for (int i = 0; i < r->n_rows; i++) {
            double v = result_number(r, i, first + s);
            c.value[s][i] = adds_up(kind) && !isfinite(v) ? 0 : v;
        }
        if (adds_up(kind))
            round_to_whole(r->arena, c.value[s], r->n_rows, c.whole[s]);
        for (int i = 0; i < r->n_rows; i++)
            c.sum[s] += c.whole[s][i];
    }
    return c;
}

static void print_whole(struct arena *a, struct grid *g, enum kind kind, long long x, long long y)
{
    grid_cell(g, spell_whole(a, kind, x, false));
    grid_cell(g, spell_whole(a, kind, y, false));
    grid_cell(g, x == y ? "0" : spell_whole(a, kind, y - x, true));
}

static void print_exact(struct arena *a, struct grid *g, enum kind kind, double x, double y)
{
    grid_cell(g, spell_figure(a, kind, x, false));
    grid_cell(g, spell_figure(a, kind, y, false));
    grid_cell(g, spell_figure(a, kind, y - x, true));
}

static struct grid *sides_grid(const struct pair *p, const char *heading)
{
    struct grid *g = grid_new();
    grid_column(g, heading, false);
    grid_column(g, p->side[0].scenario, true);
    grid_column(g, p->side[1].scenario, true);
    grid_column(g, "CHANGE", true);
    return g;
}

static void print_comparison(const struct pair *p, const struct comparison *c,
                             const struct result *r)
{
    enum kind kind = figure_named(c->value)->kind;
    struct columns x = columns_of(r, 1, kind);
    if (r->n_rows == 0)
        return;
    struct grid *g = sides_grid(p, "");
    for (int i = 0; i < r->n_rows; i++) {
        grid_row(g);
        grid_cell(g, strcmp(c->key, "level") == 0
                         ? arena_print(r->arena, "level %s", result_cell(r, i, 0))
                         : result_cell(r, i, 0));
        if (adds_up(kind))
            print_whole(r->arena, g, kind, x.whole[0][i], x.whole[1][i]);
        else
            print_exact(r->arena, g, kind, x.value[0][i], x.value[1][i]);
    }
    if (adds_up(kind) && r->n_rows > 1) {
        grid_row(g);
        grid_cell(g, "total");
        print_whole(r->arena, g, kind, x.sum[0], x.sum[1]);
    }
    printf("\n%s%s\n", c->title, kind == K_SHARE ? " (change in percentage points)" : "");
    grid_print(g);
}

static const char TOTALS[] =
    "SELECT figure, unit, sum(CASE WHEN run = ?1 THEN value END) AS a,"
    " sum(CASE WHEN run = ?2 THEN value END) AS b FROM v_figures WHERE run IN (?1, ?2)"
    " GROUP BY position, figure, unit ORDER BY position";

static enum status read_totals(struct result *r, struct args *a, const struct pair *p,
                               struct err *err)
{
    const char *ids[] = { p->side[0].id, p->side[1].id };
    return result_read(r, a->arena, p->store, TOTALS, ids, 2, err);
}

static void print_totals(const struct pair *p, const struct result *r)
{
    struct grid *g = sides_grid(p, "");
    for (int i = 0; i < r->n_rows; i++) {
        enum kind kind = kind_of_unit(result_cell(r, i, 1));
        double x = result_number(r, i, 2), y = result_number(r, i, 3);
        grid_row(g);
        grid_cell(g, result_cell(r, i, 0));
        if (kind == K_SHARE)
            print_exact(r->arena, g, kind, x, y);
        else
            print_whole(r->arena, g, kind, isfinite(x) ? llround(x) : 0,
                        isfinite(y) ? llround(y) : 0);
    }
    grid_print(g);
}

static void print_side(const struct side *s)
{
    printf("%s%s%s: %s (%s, %s)\n", s->scenario, s->name[0] ? " - " : "", s->name,
           s->plan ? s->proof : s->status, s->id, s->finished_at);
}

static enum status print_pair(struct args *a, const struct pair *p, struct err *err)
{
    struct result r;
    print_side(&p->side[0]);
    print_side(&p->side[1]);
    if (p->why_not) {
        printf("\n%s No comparison is drawn.\n", p->why_not);
        return OK;
    }
    putchar('\n');
    TRY(read_totals(&r, a, p, err));
    print_totals(p, &r);
    TRY(print_spend(a, p, &r, err));
    print_saving(a->arena, p);
    for (int i = 0; i < COUNT(COMPARISONS); i++) {
        TRY(read_sides(&r, a, p, &COMPARISONS[i], err));
        print_comparison(p, &COMPARISONS[i], &r);
    }
    puts("\nWhole pounds and people are rounded so that columns add up.");
    return OK;
}

static json_t *sides_json(const struct result *r, const char *key, enum kind kind, int first)
{
    json_t *list = json_array();
    for (int i = 0; i < r->n_rows; i++) {
        json_t *row = json_object();
        json_object_set_new(row, key, json_string(result_cell(r, i, 0)));
        for (int s = 0; s < 2; s++) {
            double v = result_number(r, i, first + s);
            if (adds_up(kind) && !isfinite(v))
                v = 0;
            json_object_set_new(row, s ? "b" : "a", isfinite(v) ? json_real(v) : json_null());
        }
        json_array_append_new(list, row);
    }
    return list;
}

static enum status json_pair(struct args *a, const struct pair *p, struct err *err)
{
    struct result r;
    json_t *top = saving_json(p), *tables = json_array();
    if (!p->why_not) {
        TRY(read_totals(&r, a, p, err));
        json_object_set_new(top, "totals", sides_json(&r, "figure", K_NUMBER, 2));
    }
    for (int i = 0; !p->why_not && i < COUNT(COMPARISONS); i++) {
        const struct comparison *c = &COMPARISONS[i];
        TRY(read_sides(&r, a, p, c, err));
        json_t *one = json_object();
        json_object_set_new(one, "title", json_string(c->title));
        json_object_set_new(one, "by", json_string(c->key));
        json_object_set_new(one, "figure", json_string(c->value));
        json_object_set_new(one, "rows",
                            sides_json(&r, c->key, figure_named(c->value)->kind, 1));
        json_array_append_new(tables, one);
    }
    json_object_set_new(top, "tables", tables);
    print_json(top);
    return OK;
}

int command_compare(struct args *a)
{
    struct pair p = { 0 };
    struct err err;
    int code = stored_open(&p.store, a, a->word[0]);
    for (int i = 0; i < 2 && code == EXIT_DONE; i++)
        code = stored_newest(p.store, a, a->word[1 + i], p.side[i].id);
    if (code == EXIT_DONE && pair_read(&p, a, &err) != OK)
        code = fail(&err);
    if (code == EXIT_DONE &&
        (a->given[OPT_JSON] ? json_pair(a, &p, &err) : print_pair(a, &p, &err)) != OK)
        code = fail(&err);
    store_close(p.store);
    return code;
}
