/* figure_escalator.c - people at each level, before and at the end of each period. */
#include "tools/report/charts.h"
#include "tools/report/report.h"

/* The answer is a line for each level and time; the table has a column for each time. */
static enum status table_of(struct report *r, struct result *x, const struct result *times,
                            int side, struct err *err)
{
    const char *sql = "SELECT 'Level ' || level";
    for (int t = 0; t < times->n_rows; t++)
        sql = arena_print(r->arena, "%s, coalesce(sum(CASE WHEN time = %d THEN people END), 0)",
                          sql, (int)result_number(times, t, 0));
    return ask_side(r, x, arena_print(r->arena, "%s FROM v_escalator WHERE run = ?1 GROUP BY level"
                                      " ORDER BY level", sql), side, err);
}

static const double *people_of(const struct result *x, int n_times)
{
    double *people = NEW_ARRAY(x->arena, double, x->n_rows * n_times + 1);
    for (int t = 0; t < n_times; t++) {
        const double *whole = whole_values(x, 1 + t);
        for (int i = 0; i < x->n_rows; i++)
            people[i * n_times + t] = whole[i];
    }
    return people;
}

enum status figure_escalator(struct report *r, int side, struct err *err)
{
    struct result times, x;
    struct layout l = { .total = true };
    TRY(ask_side(r, &times, "SELECT DISTINCT time, title FROM v_escalator WHERE run = ?1"
                            " ORDER BY time", side, err));
    TRY(table_of(r, &x, &times, side, err));
    l.caption = arena_print(r->arena, "People at each level, %s", r->label[side]);
    layout_column(&l, "Level", K_TEXT);
    for (int t = 0; t < times.n_rows; t++)
        layout_column(&l, result_cell(&times, t, 1), K_PEOPLE);
    page_figure(&r->page, arena_print(r->arena, "How the workforce climbs under %s",
                                      r->label[side]),
                "People at each level of qualification, before the plan and at the end of each "
                "period");
    chart_escalator(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                        "People at each level over time",
                        "A bar for each level and time, the highest level on top. The table "
                        "after it has the numbers." },
                    &(struct escalator_chart){ x.n_rows, times.n_rows, column_texts(&x, 0),
                        column_texts(&times, 1), people_of(&x, times.n_rows) });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
