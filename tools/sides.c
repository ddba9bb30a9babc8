/* sides.c - every figure is a question to a view, asked of each run. */
#include "tools/sides.h"

#include <math.h>
#include <string.h>

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
    { "Spend on learners by sector", "v_costs_by_sector", "sector", "pounds", NULL },
    { "Spend on learners by role", "v_costs_by_role", "role", "pounds", NULL },
    { "Spend on learners by course", "v_costs_by_course", "course", "pounds", NULL },
    { "Paid to providers, after discounts", "v_costs_by_provider", "provider", "pounds", NULL },
    { "Paid by streams", "v_spend_by_stream", "stream", "paid", NULL },
    { "Left in streams", "v_spend_by_stream", "stream", "left", NULL },
    { "Learners by local authority", "v_learners_by_la", "la", "learners", NULL },
    { "Learners by sector", "v_learners_by_sector", "sector", "learners", NULL },
    { "Learners by role", "v_learners_by_role", "role", "learners", NULL },
    { "Learners by level from which they start", "v_learners_by_level", "level", "learners", NULL },
    { "Learners by course", "v_starts_by_course", "course", "learners", NULL },
    { "Learners by provider", "v_learners_by_provider", "provider", "learners", NULL },
    { "Learners by period", "v_learners_by_period", "period", "learners", NULL },
    { "Staff by level at the end", "v_final_levels", "level", "people", NULL },
    { "Coverage by target", "v_coverage_by_target", "target", "coverage", NULL },
    { "Coverage by local authority", "v_coverage_by_la", "la", "coverage", NULL },
    { "Coverage by sector", "v_coverage_by_sector", "sector", "coverage", NULL },
    { "Coverage by role", "v_coverage_by_role", "role", "coverage", NULL },
    { "People short, by target", "v_coverage_by_target", "target", "missing", NULL },
    { "People short, by local authority", "v_coverage_by_la", "la", "missing", NULL },
    { "People short, by role", "v_coverage_by_role", "role", "missing", NULL },
    { "Travel hours by local authority", "v_travel_hours", "la", "travel_hours", NULL },
    { "Empty seats by module", "v_seats_by_module", "module", "empty_seats", NULL },
    { "Contracts by provider", "v_contracts", "provider", "taken", NULL },
    { "Contracts by buyer", "v_contracts_by_buyer", "buyer", "contracts", NULL },
};

/* ---- reading: a row per key, its columns before the first of a run's values ---- */

/* "sum(CASE WHEN run = ?1 THEN x END), ... FROM view WHERE run IN (?1, ...)" */
static const char *of_each(struct arena *a, const struct sides *s, const char *value,
                           const char *view)
{
    const char *sums = "", *runs = "";
    for (int i = 1; i <= s->n; i++) {
        const char *comma = i > 1 ? ", " : "";
        sums = arena_print(a, "%s%ssum(CASE WHEN run = ?%d THEN \"%s\" END)", sums, comma, i,
                           value);
        runs = arena_print(a, "%s%s?%d", runs, comma, i);
    }
    return arena_print(a, "%s FROM %s WHERE run IN (%s)", sums, view, runs);
}

static enum status read_table(struct result *r, struct args *a, const struct sides *s,
                              const struct comparison *c, struct err *err)
{
    const char *order = c->order ? c->order : arena_print(a->arena, "\"%s\"", c->key);
    const char *sql = arena_print(a->arena, "SELECT \"%s\", %s GROUP BY \"%s\" ORDER BY %s",
                                  c->key, of_each(a->arena, s, c->value, c->view), c->key, order);
    return result_read(r, a->arena, s->store, sql, s->id, s->n, err);
}

static enum status read_totals(struct result *r, struct args *a, const struct sides *s,
                               struct err *err)
{
    const char *sql = arena_print(a->arena, "SELECT figure, unit, %s GROUP BY position, figure, "
                                  "unit ORDER BY position",
                                  of_each(a->arena, s, "value", "v_figures"));
    return result_read(r, a->arena, s->store, sql, s->id, s->n, err);
}

/* Where a figure adds up, who is not listed has none of it. */
static double value_at(const struct result *r, int row, int column, enum kind kind)
{
    double v = result_number(r, row, column);
    return adds_up(kind) && !isfinite(v) ? 0 : v;
}

/* ---- printing ---- */

static struct grid *sides_grid(const struct sides *s)
{
    struct grid *g = grid_new();
    grid_column(g, "", false);
    for (int i = 0; i < s->n; i++)
        grid_column(g, s->scenario[i], true);
    if (s->n == 2)
        grid_column(g, "CHANGE", true);
    return g;
}

static void print_whole(struct arena *a, struct grid *g, enum kind kind, const long long *x, int n)
{
    for (int i = 0; i < n; i++)
        grid_cell(g, spell_whole(a, kind, x[i], false));
    if (n == 2)
        grid_cell(g, x[0] == x[1] ? "0" : spell_whole(a, kind, x[1] - x[0], true));
}

static void print_exact(struct arena *a, struct grid *g, enum kind kind, const double *x, int n)
{
    for (int i = 0; i < n; i++)
        grid_cell(g, spell_figure(a, kind, x[i], false));
    if (n == 2)
        grid_cell(g, spell_figure(a, kind, x[1] - x[0], true));
}

/* [side][row] whole figures, each side's adding up to the whole of its sum. */
static void round_sides(const struct result *r, int n, enum kind kind, long long **whole,
                        long long *sum)
{
    double *value = NEW_ARRAY(r->arena, double, r->n_rows + 1);
    for (int s = 0; s < n; s++) {
        whole[s] = NEW_ARRAY(r->arena, long long, r->n_rows + 1);
        sum[s] = 0;
        for (int i = 0; i < r->n_rows; i++)
            value[i] = value_at(r, i, 1 + s, kind);
        round_to_whole(r->arena, value, r->n_rows, whole[s]);
        for (int i = 0; i < r->n_rows; i++)
            sum[s] += whole[s][i];
    }
}

static void print_row(struct grid *g, const struct comparison *c, const struct result *r, int row)
{
    const char *key = result_cell(r, row, 0);
    grid_row(g);
    grid_cell(g, strcmp(c->key, "level") == 0 ? arena_print(r->arena, "level %s", key) : key);
}

static void print_adding(struct grid *g, const struct sides *s, const struct comparison *c,
                         const struct result *r, enum kind kind)
{
    long long *whole[SIDES_MAX], sum[SIDES_MAX], at[SIDES_MAX];
    round_sides(r, s->n, kind, whole, sum);
    for (int i = 0; i < r->n_rows; i++) {
        print_row(g, c, r, i);
        for (int k = 0; k < s->n; k++)
            at[k] = whole[k][i];
        print_whole(r->arena, g, kind, at, s->n);
    }
    if (r->n_rows > 1) {
        grid_row(g);
        grid_cell(g, "total");
        print_whole(r->arena, g, kind, sum, s->n);
    }
}

static void print_table(const struct sides *s, const struct comparison *c, const struct result *r)
{
    enum kind kind = figure_named(c->value)->kind;
    double at[SIDES_MAX];
    if (r->n_rows == 0)
        return;
    struct grid *g = sides_grid(s);
    if (adds_up(kind))
        print_adding(g, s, c, r, kind);
    for (int i = 0; !adds_up(kind) && i < r->n_rows; i++) {
        print_row(g, c, r, i);
        for (int k = 0; k < s->n; k++)
            at[k] = value_at(r, i, 1 + k, kind);
        print_exact(r->arena, g, kind, at, s->n);
    }
    printf("\n%s%s\n", c->title,
           kind == K_SHARE && s->n == 2 ? " (change in percentage points)" : "");
    grid_print(g);
}

enum status print_tables(struct args *a, const struct sides *s, struct err *err)
{
    struct result r;
    for (int i = 0; i < COUNT(COMPARISONS); i++) {
        TRY(read_table(&r, a, s, &COMPARISONS[i], err));
        print_table(s, &COMPARISONS[i], &r);
    }
    puts("\nWhole pounds and people are rounded so that columns add up.");
    return OK;
}

enum status print_totals(struct args *a, const struct sides *s, struct err *err)
{
    struct result r;
    double exact[SIDES_MAX];
    long long whole[SIDES_MAX];
    TRY(read_totals(&r, a, s, err));
    struct grid *g = sides_grid(s);
    for (int i = 0; i < r.n_rows; i++) {
        enum kind kind = kind_of_unit(result_cell(&r, i, 1));
        for (int k = 0; k < s->n; k++) {
            exact[k] = value_at(&r, i, 2 + k, kind);
            whole[k] = isfinite(exact[k]) ? llround(exact[k]) : 0;
        }
        grid_row(g);
        grid_cell(g, result_cell(&r, i, 0));
        if (kind == K_SHARE)
            print_exact(r.arena, g, kind, exact, s->n);
        else
            print_whole(r.arena, g, kind, whole, s->n);
    }
    putchar('\n');
    grid_print(g);
    return OK;
}

/* ---- JSON ---- */

static json_t *rows_json(const struct sides *s, const struct result *r, const char *key,
                         enum kind kind, int first)
{
    json_t *list = json_array();
    for (int i = 0; i < r->n_rows; i++) {
        json_t *row = json_object(), *values = json_array();
        json_object_set_new(row, key, json_string(result_cell(r, i, 0)));
        for (int k = 0; k < s->n; k++) {
            double v = value_at(r, i, first + k, kind);
            json_array_append_new(values, isfinite(v) ? json_real(v) : json_null());
        }
        if (s->n == 2) {
            json_object_set(row, "a", json_array_get(values, 0));
            json_object_set(row, "b", json_array_get(values, 1));
        } else {
            json_object_set(row, "values", values);
        }
        json_decref(values);
        json_array_append_new(list, row);
    }
    return list;
}

enum status sides_json(json_t *top, struct args *a, const struct sides *s, struct err *err)
{
    struct result r;
    json_t *tables = json_array();
    json_object_set_new(top, "tables", tables);
    TRY(read_totals(&r, a, s, err));
    json_object_set_new(top, "totals", rows_json(s, &r, "figure", K_NUMBER, 2));
    for (int i = 0; i < COUNT(COMPARISONS); i++) {
        const struct comparison *c = &COMPARISONS[i];
        TRY(read_table(&r, a, s, c, err));
        json_t *one = json_object();
        json_object_set_new(one, "title", json_string(c->title));
        json_object_set_new(one, "by", json_string(c->key));
        json_object_set_new(one, "figure", json_string(c->value));
        json_object_set_new(one, "rows",
                            rows_json(s, &r, c->key, figure_named(c->value)->kind, 1));
        json_array_append_new(tables, one);
    }
    return OK;
}
