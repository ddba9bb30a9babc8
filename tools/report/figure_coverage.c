/* figure_coverage.c - how much of its targets each authority meets, under every scenario. */
#include <math.h>

#include "tools/report/charts.h"
#include "tools/report/report.h"

static const double *const *series_values(const struct result *x, int n)
{
    const double **value = NEW_ARRAY(x->arena, const double *, n);
    for (int s = 0; s < n; s++) {
        double *one = NEW_ARRAY(x->arena, double, x->n_rows + 1);
        for (int i = 0; i < x->n_rows; i++)
            one[i] = result_number(x, i, 1 + s);
        value[s] = one;
    }
    return value;
}

enum status figure_coverage(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "Share of what targets ask for that is met, by authority" };
    TRY(ask_sides(r, &x, "v_coverage_by_la", "la", "coverage", NULL, err));
    layout_column(&l, "Authority", K_TEXT);
    layout_sides(&l, r, K_SHARE);
    page_figure(&r->page, r->n_sides > 1 ? "How far each authority meets its targets, by scenario"
                                         : "How far each authority meets its targets",
                "Share of the people wanted by targets who are there, by local authority");
    chart_range(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                    "Coverage of targets by local authority",
                    "A line for each authority, a mark for each scenario. The table after it has "
                    "the numbers." },
                &(struct range_chart){ x.n_rows, r->n_sides, column_texts(&x, 0), r->label,
                    series_values(&x, r->n_sides), K_SHARE });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
