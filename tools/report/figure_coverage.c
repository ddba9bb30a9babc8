/* figure_coverage.c - how much of its targets each authority meets, under every scenario. */
#include "tools/report/charts.h"
#include "tools/report/report.h"

/* Doing nothing comes last among the marks, so that scenarios keep theirs whether or not it is
 * there. */
struct series { int n; const char *name[SIDES_MAX]; const double *value[SIDES_MAX]; };

static void add_series(const struct report *r, struct series *s, const struct result *x,
                       const struct foremost *f, int side)
{
    double *one = NEW_ARRAY(x->arena, double, x->n_rows + 1);
    for (int i = 0; i < x->n_rows; i++)
        one[i] = result_number(x, i, 1 + side);
    s->name[s->n] = r->label[side];
    s->value[s->n++] = foremost_values(f, one);
}

static struct series series_of(const struct report *r, const struct result *x,
                               const struct foremost *f)
{
    struct series s = { 0 };
    for (int i = 0; i < r->n_sides; i++)
        if (i != r->nothing)
            add_series(r, &s, x, f, i);
    if (r->nothing >= 0)
        add_series(r, &s, x, f, r->nothing);
    return s;
}

enum status figure_coverage(struct report *r, struct err *err)
{
    struct result x;
    struct foremost f;
    struct layout l = { .caption = "Share of what targets ask for that is met, by authority" };
    TRY(ask_sides(r, &x, "v_coverage_by_la", "la", "coverage", NULL, err));
    TRY(ask_foremost(r, &f, &x, "v_coverage_by_la", "la", "missing DESC, la", r->chosen, err));
    struct series s = series_of(r, &x, &f);
    layout_column(&l, "Authority", K_TEXT);
    layout_sides(&l, r, K_SHARE);
    page_figure(&r->page, s.n > 1 ? "How far each authority meets its targets, by option"
                                  : "How far each authority meets its targets",
                arena_print(r->arena, "Share of the people wanted by targets who are there at the "
                            "end, by local authority%s", foremost_words(&f, "most people short")));
    chart_range(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                    "Coverage of targets by local authority",
                    "A line for each authority, a mark for each option. The table after it has "
                    "the numbers." },
                &(struct range_chart){ f.n, s.n, foremost_texts(&f, column_texts(&x, 0)), s.name,
                    s.value, K_SHARE });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
