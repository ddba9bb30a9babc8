/* test_families.c - every rule keeps three promises: its rows read as the rule says, leaving it
 * out is missed by its own audit, and its duals price what they claim to price. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "family.h"
#include "hold.h"
#include "planning.h"
#include "run.h"
#include "solve.h"

/* Where each family binds: a case under tests, and a scenario of it. */
struct where { const char *code, *folder, *scenario; };

struct fixture {
    struct arena *arena;
    struct sets *sets;
};

static const struct where BINDS[] = {
    { "F01", "conformance/named/plain", "LA" },
    { "F02", "conformance/named/escalator-two-steps", NULL },
    { "F03", "conformance/named/turnover-release-share", NULL },
    { "F04", "cases/once", NULL },
    { "F05", "conformance/random/random-1002", "Region" },
    { "F06", "conformance/named/plain", "LA" },
    { "F07", "conformance/named/carry-over", "LA" },
    { "F08", "conformance/named/shares-with-open-places", "Region" },
    { "F09", "conformance/named/plain", "LA" },
    { "F10", "conformance/named/office-cost", NULL },
    { "F11", "conformance/named/discounts", NULL },
    { "F12", "conformance/named/discounts", NULL },
    { "F13", "conformance/named/discounts", NULL },
    { "F14", "conformance/random/random-1003", "LA" },
    { "F15", "conformance/named/mentors-escalator", NULL },
    { "F16", "conformance/named/childcare", NULL },
    { "F17", "conformance/named/childcare", "LA" },
    { "F18", "conformance/named/plain", "LA" },
    { "F19", "conformance/named/objective-cost-floor", "Cost" },
    { "F20", "conformance/named/cap-over-two-periods", "LA" },
    { "F21", "conformance/named/carry-over", NULL },
    { "F22", "conformance/named/virement", "Region" },
    { "F23", "conformance/named/virement", NULL },
    { "F24", "conformance/named/discounts", NULL },
    { "F25", "conformance/named/plain", "LA" },
    { "F26", "conformance/named/max-share", NULL },
    { "F27", "conformance/named/cap-per-learner", NULL },
    { "F28", "conformance/named/policies-shares", "Region" },
    { "F29", "conformance/named/policies-shares", "LA" },
    { "F30", "conformance/named/policies-shares", "Region" },
    { "F31", "conformance/random/random-1002", "LA" },
    { "F32", "conformance/named/policies-contracts-gap", NULL },
    { "F33", "cases/professions", "Region" },
    { "F34", "conformance/named/plain", "Region" },
    { "F35", "conformance/named/plain", "Region" },
};

/* Where its price shows, when that is elsewhere: the relaxation leaves other rows loose. */
static const struct where PRICED[] = {
    { "F05", "conformance/random/random-1027", "Region" },
    { "F07", "conformance/named/travel-limit", "LA" },
    { "F08", "conformance/random/random-1011", "Region" },
    { "F14", "conformance/named/discounts", "Region" },
    { "F21", "conformance/named/carry-over-thrice", "Region" },
    { "F22", "conformance/random/random-1027", "LA" },
    { "F23", "conformance/random/random-1027", "LA" },
    { "F24", "conformance/random/random-1038", "Region" },
    { "F25", "conformance/named/nothing-affordable", "Region" },
    { "F31", "conformance/random/random-1027", "LA" },
};

/* Clauses of a rule that do not show where it binds. */
static const struct where MORE_ROWS[] = {
    { "F02", "conformance/named/turnover-release-share", "LA" },   /* leavers are replaced */
    { "F03", "conformance/named/two-period-course", "LA" },        /* running in both periods */
    { "F06", "conformance/named/modules-shared-core", "Region" },  /* courses share a module */
    { "F11", "conformance/random/random-1033", NULL },             /* prices of the period */
    { "F15", "conformance/named/hours-over-two-periods", "LA" },   /* half the hours in each */
    { "F15", "conformance/named/mentors-escalator", "Region" },    /* areas share mentors */
    { "F18", "conformance/named/induction-once", "LA" },           /* a course to be completed */
    { "F18", "conformance/named/childcare", "LA" },                /* groups with and without */
    { "F20", "conformance/named/carry-over-thrice", "LA" },        /* carried in and out */
    { "F20", "conformance/named/pooled-area-and-la", "Pooled" },   /* pots that merge */
    { "F22", "conformance/named/virement-pays-buyers", "LA" },     /* less its top-slice */
    { "F23", "conformance/named/virement-pays-buyers", "LA" },     /* a pool pays a buyer */
    { "F25", "conformance/named/cap-over-two-periods", "Region" }, /* halves, at one price */
    { "F26", "conformance/named/max-share-narrow", "LA" },         /* of some categories */
    { "F27", "conformance/named/cap-over-two-periods", "LA" },     /* half the cap in each */
    { "F32", "conformance/named/gap-by-authority", "LA" },         /* two areas of an authority */
};

/* Two and a half people short of each target in each authority, or £9,000: what binds. */
static void hold_to_something(struct fixture *f, struct world *w, const char *code)
{
    struct hold h = { .run = "r", .scenario = "Other", .cost = 9000,
                      .shorts = NEW_ARRAY(f->arena, struct hold_short, w->n_targets * w->n_las) };
    struct err err;
    enum objective_kind own = w->scenario.objective;
    h.kind = strcmp(code, "F34") == 0 ? HOLD_RESULTS : HOLD_MONEY;
    for_each_target(w, target)
        for_each_la(w, la)
            h.shorts[h.n_shorts++] = (struct hold_short){ w->target[target.i].id, w->la[la.i].id,
                                                          2.5 };
    assert_int_equal(world_hold(w, f->arena, &h, &err), OK);
    if (h.kind == HOLD_MONEY) { /* a single objective has duals that can be nudged */
        assert_int_equal(w->scenario.objective, OBJECTIVE_COVERAGE);
        w->scenario.objective = own;
    }
}

static struct fixture open_case(const struct where *x)
{
    struct fixture f = { .arena = arena_new() };
    struct findings findings;
    struct err err = { 0 };
    struct tables *tables;
    struct world *w;
    findings_init(&findings, f.arena);
    const char *folder = arena_print(f.arena, "tests/%s", x->folder);
    assert_int_equal(tables_read(&tables, f.arena, folder, &findings, &err), OK);
    const char *scenario = x->scenario ? x->scenario
                                       : cell(&tables->table[T_SCENARIOS], 0, 0);
    tables = tables_changed(f.arena, tables, scenario, &findings);
    assert_int_equal(world_build(&w, f.arena, tables, scenario, &findings, &err), OK);
    if (strcmp(x->code, "F34") == 0 || strcmp(x->code, "F35") == 0)
        hold_to_something(&f, w, x->code);
    f.sets = sets_build(f.arena, w, NULL);
    return f;
}

static const struct family *family_of(const char *code)
{
    for (int i = 0; i < N_FAMILIES; i++)
        if (strcmp(FAMILIES[i]->code, code) == 0)
            return FAMILIES[i];
    fail_msg("there is no family %s", code);
    return NULL;
}

static struct outcome solved(struct fixture *f, const struct program *p, bool relax)
{
    struct problem problem = { .matrix = &p->matrix };
    struct solve_options o = { .gap = 0, .time_limit_s = 30, .relax = relax };
    struct outcome out;
    struct err err = { 0 };
    if (f->sets->world->scenario.objective == OBJECTIVE_COVERAGE) {
        problem.first = p->shortfall_cost;
        problem.first_slack = 1e-6;
    }
    assert_int_equal(solve(&out, f->arena, &problem, &o, &err), OK);
    return out;
}

/* ---- rows as text ---- */

static char *rows_of(struct fixture *f, const char *code)
{
    struct program *p = program_build(f->arena, f->sets, NULL);
    char *text = arena_print(f->arena, "%s", "");
    for (int i = 0; i < p->matrix.n_rows; i++)
        if (strcmp(p->row_family[i]->code, code) == 0)
            text = arena_print(f->arena, "%s%s\n", text, program_row_text(f->arena, p, i));
    return text;
}

static char *read_file(struct arena *a, const char *path)
{
    char *text = arena_alloc(a, 1 << 20, 1);
    FILE *file = fopen(path, "r");
    if (!file)
        return text;
    size_t n = fread(text, 1, (1 << 20) - 1, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

/* With RINGFENCE_WRITE_ROWS set, writes what it sees instead: to be read before it is kept. */
static void check_rows(const struct where *x, const char *more)
{
    struct fixture f = open_case(x);
    char *seen = rows_of(&f, x->code);
    const char *path = arena_print(f.arena, "tests/rows/%s%s%s.txt", x->code, *more ? "-" : "",
                                   more);
    FILE *file = getenv("RINGFENCE_WRITE_ROWS") ? fopen(path, "w") : NULL;
    if (file) {
        fputs(seen, file);
        fclose(file);
    }
    if (!*seen)
        fail_msg("%s has no rows on %s", x->code, x->folder);
    assert_string_equal(seen, read_file(f.arena, path));
    arena_free(f.arena);
}

static void rows_read_as_the_rule_says(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(BINDS); i++)
        check_rows(&BINDS[i], "");
    for (int i = 0; i < COUNT(MORE_ROWS); i++)
        check_rows(&MORE_ROWS[i], strrchr(MORE_ROWS[i].folder, '/') + 1);
}

/* ---- left out is missed ---- */

/* Between optima of equal cost, the one that would break the rule: what its rows hold back gets
 * cheaper by next to nothing. */
static void tilt(struct fixture *f, struct program *p, const char *code)
{
    static const double NEXT_TO_NOTHING = 0.01;
    const struct program *whole = program_build(f->arena, f->sets, NULL);
    const struct matrix *m = &whole->matrix;
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t k = m->start[j]; k < m->start[j + 1]; k++)
            if (whole->row_family[m->row[k]] == family_of(code) &&
                isfinite(m->row_upper[m->row[k]]))
                p->matrix.cost[j] -= NEXT_TO_NOTHING * (m->value[k] > 0 ? 1 : -1);
}

/* Of the rule left out; of any rule when none is. */
static int breaches_without(const struct where *x, const char *without)
{
    struct fixture f = open_case(x);
    struct program_options options = { .without = without };
    struct program *p = program_build(f.arena, f.sets, &options);
    if (without)
        tilt(&f, p, without);
    struct outcome out = solved(&f, p, false);
    struct breach *breach;
    int n;
    assert_non_null(out.x);
    plan_audit(f.arena, plan_make(f.arena, p, out.x, true), without, &breach, &n);
    arena_free(f.arena);
    return n;
}

static void the_optimum_keeps_every_rule(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(BINDS); i++)
        if (breaches_without(&BINDS[i], NULL) != 0)
            fail_msg("a rule is broken by the optimum of %s", BINDS[i].folder);
}

static void a_family_left_out_is_missed(void **state)
{
    int quiet = 0;
    (void)state;
    for (int i = 0; i < COUNT(BINDS); i++)
        if (breaches_without(&BINDS[i], BINDS[i].code) == 0) {
            print_error("nobody missed %s on %s\n", BINDS[i].code, BINDS[i].folder);
            quiet++;
        }
    assert_int_equal(quiet, 0);
}

/* ---- duals ---- */

static double relaxed_with(struct fixture *f, struct program *p, int row, double nudge)
{
    double *lower = &p->matrix.row_lower[row], *upper = &p->matrix.row_upper[row];
    double l = *lower, u = *upper;
    *lower += nudge;
    *upper += nudge;
    struct outcome out = solved(f, p, true);
    *lower = l;
    *upper = u;
    return out.x ? out.objective : INFINITY;
}

/* The optimum is convex in a right-hand side, so the dual is a slope below it on both sides, and
 * on one side the slope itself.  The step is large enough for its price to stand out. */
static bool prices_one_more(struct fixture *f, struct program *p, const struct outcome *base,
                            int row)
{
    double dual = base->dual[row], exact = 1e-8 * fmax(1, fabs(base->objective));
    double step = fabs(dual) > 0 ? fmax(1e-3, 100 * exact / fabs(dual)) : 1;
    double up = relaxed_with(f, p, row, step) - base->objective;
    double down = relaxed_with(f, p, row, -step) - base->objective;
    assert_true(up >= dual * step - exact);
    assert_true(down >= -dual * step - exact);
    return fabs(up - dual * step) <= exact || fabs(down + dual * step) <= exact;
}

static const struct where *priced_at(const struct where *x)
{
    for (int i = 0; i < COUNT(PRICED); i++)
        if (strcmp(PRICED[i].code, x->code) == 0)
            return &PRICED[i];
    return x;
}

/* While fractions are allowed a band of no value takes any part of a contract, and what cohorts
 * need of a contract is more than a band's top does: bands (F12 to F14) have no price, and a price
 * of nothing has to be right. */
static bool is_priced(const struct where *x, double dual)
{
    return fabs(dual) > 1e-6 || (strcmp(x->code, "F12") >= 0 && strcmp(x->code, "F14") <= 0);
}

static void duals_price_one_more(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(BINDS); i++) {
        const struct where *x = priced_at(&BINDS[i]);
        struct fixture f = open_case(x);
        struct program *p = program_build(f.arena, f.sets, NULL);
        struct outcome base = solved(&f, p, true);
        int tried = 0, exact = 0;
        assert_non_null(base.dual);
        for (int row = 0; row < p->matrix.n_rows && tried < 12; row++)
            if (p->row_family[row] == family_of(x->code) && is_priced(x, base.dual[row])) {
                exact += prices_one_more(&f, p, &base, row);
                tried++;
            }
        if (exact == 0) /* a degenerate row has no single price; not all can be */
            fail_msg("no dual of %s on %s prices one more (%d tried)", x->code, x->folder, tried);
        arena_free(f.arena);
    }
}

static void every_family_describes_itself(void **state)
{
    (void)state;
    for (int i = 0; i < N_FAMILIES; i++) {
        const struct family *f = FAMILIES[i];
        assert_true(f->code && f->name && f->rule && f->formula && f->unit && f->dual_says);
        assert_true(f->rows && f->audit && f->index[0] != IX_NONE);
        assert_true(strlen(f->rule) > 20 && f->rule[strlen(f->rule) - 1] == '.');
        for (int k = 0; k < i; k++)
            assert_string_not_equal(f->code, FAMILIES[k]->code);
        assert_string_equal(BINDS[i].code, f->code);
    }
    assert_int_equal(N_FAMILIES, COUNT(BINDS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_family_describes_itself),
        cmocka_unit_test(rows_read_as_the_rule_says),
        cmocka_unit_test(the_optimum_keeps_every_rule),
        cmocka_unit_test(a_family_left_out_is_missed),
        cmocka_unit_test(duals_price_one_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
