/* test_charts.c - each chart as it is drawn, against tests/charts/NAME.svg.
 *
 * GOLDEN=new writes the files instead, for somebody to look at.
 */
#include "tools/report/charts.h" /* before cmocka.h, which has a macro fail() */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOSTILE "<script>alert('x')</script> & \"=cmd()\""
#define WELSH "T\xc5\xb7 Gwyn, Llanfairpwllgwyngyllgogerychwyrndrobwll-llantysiliogogogoch"

static const char *const PLACES[] = { "Ashby", HOSTILE, WELSH };

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

struct drawing { struct chart chart; char *text; size_t size; };

static void begin(struct drawing *d)
{
    memset(d, 0, sizeof *d);
    d->chart = (struct chart){ open_memstream(&d->text, &d->size), arena, 1, "A <title>",
                               "What it & shows" };
    assert_non_null(d->chart.out);
}

static char *read_file(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = fopen(path, "r");
    if (!f)
        return NULL;
    if (getdelim(&text, &size, EOF, f) < 0)
        text = NULL;
    fclose(f);
    return text;
}

static void matches(struct drawing *d, const char *name)
{
    char path[100];
    snprintf(path, sizeof path, "tests/charts/%s.svg", name);
    assert_int_equal(fclose(d->chart.out), 0);
    assert_null(strstr(d->text, "<script"));
    assert_null(strstr(d->text, "nan"));
    if (getenv("GOLDEN")) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs(d->text, f);
        assert_int_equal(fclose(f), 0);
    }
    char *golden = read_file(path);
    if (!golden)
        fail_msg("there is no %s", path);
    if (strcmp(golden, d->text) != 0)
        fail_msg("%s is not what is drawn:\n%s", path, d->text);
    free(golden);
    free(d->text);
}

static void a_range(void **state)
{
    (void)state;
    static const char *const SIDES[] = { "LA", "Region & <all>" };
    static const double LA[] = { 0.71, 0.9, 1 }, REGION[] = { 0.84, NAN, 0.98 };
    const double *const value[] = { LA, REGION };
    struct drawing d;
    begin(&d);
    chart_range(&d.chart, &(struct range_chart){ 3, 2, PLACES, SIDES, value, K_SHARE });
    matches(&d, "range");
}

static void a_waterfall(void **state)
{
    (void)state;
    static const double VALUE[] = { 1205000.4, 95000, -61000.6 };
    struct drawing d;
    begin(&d);
    chart_waterfall(&d.chart, &(struct waterfall_chart){ 3, PLACES, VALUE, "All", K_POUNDS });
    matches(&d, "waterfall");
}

static void who_puts_in(void **state)
{
    (void)state;
    static const double VALUE[] = { -44581.2, 3578, 41003.2 };
    struct drawing d;
    begin(&d);
    chart_net(&d.chart, &(struct net_chart){ 3, PLACES, VALUE, "puts in", "draws out", K_POUNDS });
    matches(&d, "net");
}

static void nobody_puts_in(void **state)
{
    (void)state;
    static const double VALUE[] = { 0, 0, -0.0 };
    struct drawing d;
    begin(&d);
    chart_net(&d.chart, &(struct net_chart){ 3, PLACES, VALUE, "puts in", "draws out", K_POUNDS });
    matches(&d, "net-zero");
}

static void an_escalator(void **state)
{
    (void)state;
    static const char *const TIME[] = { "Before", "2009-10", "2010-11" };
    static const double PEOPLE[] = { 100, 80, 70.4, 50, 60, 62.2, 0, 10, 17.4 };
    struct drawing d;
    begin(&d);
    chart_escalator(&d.chart, &(struct escalator_chart){ 3, 3, PLACES, TIME, PEOPLE });
    matches(&d, "escalator");
}

static void seats(void **state)
{
    (void)state;
    static const double TAKEN[] = { 312, 40.5, 0 }, EMPTY[] = { 8, 11.5, 16 };
    struct drawing d;
    begin(&d);
    chart_seats(&d.chart, &(struct seats_chart){ 3, PLACES, TAKEN, EMPTY });
    matches(&d, "seats");
}

static const struct map_point AREA[] = { { "Derby", 52.92, -1.47 }, { HOSTILE, 52.95, -1.15 },
                                         { "Matlock", 53.14, -1.55 } };
static const struct map_point SITE[] = { { "College", 52.94, -1.45 }, { "Hall", 53.0, -1.2 } };
static const struct map_flow FLOW[] = { { 0, 0, 120 }, { 1, 1, 30 }, { 2, 0, 4 } };

static void a_map_of_points(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    chart_map(&d.chart, &(struct map_chart){ 3, 2, 3, 0, AREA, SITE, FLOW, NULL });
    matches(&d, "map");
}

static void a_map_with_boundaries(void **state)
{
    (void)state;
    static const double XY[] = { -1.7, 52.8, -1.0, 52.8, -1.0, 53.2, -1.7, 53.2, -1.7, 52.8 };
    static const struct map_ring RING = { 5, XY };
    struct drawing d;
    begin(&d);
    chart_map(&d.chart, &(struct map_chart){ 3, 2, 3, 1, AREA, SITE, FLOW, &RING });
    matches(&d, "map-boundaries");
}

static void a_map_of_one_place(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    chart_map(&d.chart, &(struct map_chart){ 1, 1, 1, 0, AREA, SITE, FLOW, NULL });
    matches(&d, "map-one");
}

static void nothing_to_draw(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    chart_map(&d.chart, &(struct map_chart){ 0 });
    chart_waterfall(&d.chart, &(struct waterfall_chart){ 0, NULL, NULL, "All", K_POUNDS });
    chart_escalator(&d.chart, &(struct escalator_chart){ 0, 0, NULL, NULL, NULL });
    matches(&d, "nothing");
}

static void scales_begin_and_end_at_ticks(void **state)
{
    (void)state;
    struct scale s = scale_around(K_SHARE, 0.71, 1, 100, 700, 6);
    assert_true(fabs(s.from - 0.7) < 1e-9 && fabs(s.to - 1) < 1e-9 && fabs(s.step - 0.05) < 1e-9);
    assert_true(fabs(scale_at(&s, 0.85) - 400) < 1e-6);
    s = scale_around(K_PEOPLE, 3, 3, 0, 10, 5);
    assert_true(s.from <= 3 && s.to >= 3 && s.to > s.from && s.step >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range),
        cmocka_unit_test(a_waterfall),
        cmocka_unit_test(who_puts_in),
        cmocka_unit_test(nobody_puts_in),
        cmocka_unit_test(an_escalator),
        cmocka_unit_test(seats),
        cmocka_unit_test(a_map_of_points),
        cmocka_unit_test(a_map_with_boundaries),
        cmocka_unit_test(a_map_of_one_place),
        cmocka_unit_test(nothing_to_draw),
        cmocka_unit_test(scales_begin_and_end_at_ticks),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
