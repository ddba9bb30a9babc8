/* figure_coverage.c - how much of its targets each authority meets, under every scenario. */
#include "tools/report/charts.h"
#include "tools/report/report.h"

/* Series of the chart: doing nothing, where it is wanted, comes first. */
struct series { int n; const char *name[SIDES_MAX + 1]; };

static enum status read(struct report *r, bool with_nothing, struct result *x, struct err *err)
{
    const char *sql = arena_print(r->arena, "SELECT n.la%s", with_nothing ? ", n.coverage" : "");
    for (int i = 1; i <= r->n_sides; i++)
        sql = arena_print(r->arena, "%s, (SELECT c.coverage FROM v_coverage_by_la c WHERE"
                          " c.run = ?%d AND c.la = n.la)", sql, i);
    return ask_all(r, x, arena_print(r->arena, "%s FROM v_nothing_by_la n WHERE n.run = ?1 AND"
                                     " n.want > 0 ORDER BY n.la", sql), err);
}

static struct series series_of(const struct report *r, bool with_nothing)
{
    struct series s = { 0 };
    for (int i = 0; i < r->n_sides; i++)
        s.name[s.n++] = r->label[i];
    if (with_nothing)
        s.name[s.n++] = "Do nothing";
    return s;
}

/* Scenarios keep their marks and colours whether or not doing nothing is shown. */
static const double *const *values_of(const struct result *x, int n, bool with_nothing)
{
    const double **value = NEW_ARRAY(x->arena, const double *, n);
    for (int s = 0; s < n; s++) {
        double *one = NEW_ARRAY(x->arena, double, x->n_rows + 1);
        int column = !with_nothing ? 1 + s : s + 1 < n ? 2 + s : 1;
        for (int i = 0; i < x->n_rows; i++)
            one[i] = result_number(x, i, column);
        value[s] = one;
    }
    return value;
}

enum status figure_coverage(struct report *r, bool with_nothing, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "Share of what targets ask for that is met, by authority" };
    struct series s = series_of(r, with_nothing);
    TRY(read(r, with_nothing, &x, err));
    layout_column(&l, "Authority", K_TEXT);
    if (with_nothing)
        layout_column(&l, "Do nothing", K_SHARE);
    layout_sides(&l, r, K_SHARE);
    page_figure(&r->page, s.n > 1 ? "How far each authority meets its targets, by option"
                                  : "How far each authority meets its targets",
                "Share of the people wanted by targets who are there at the end, by local "
                "authority");
    chart_range(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                    "Coverage of targets by local authority",
                    "A line for each authority, a mark for each option. The table after it has "
                    "the numbers." },
                &(struct range_chart){ x.n_rows, s.n, column_texts(&x, 0), s.name,
                    values_of(&x, s.n, with_nothing), K_SHARE });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
