/* figure_seats.c - seats bought by the cohort, and how many of them stay empty. */
#include "tools/report/charts.h"
#include "tools/report/report.h"

#define ORDER "seats DESC, title"
static const char SEATS[] = "SELECT title, cohorts, seats, learners, empty_seats FROM"
                            " v_seats_by_provider WHERE run = ?1 ORDER BY " ORDER;

enum status figure_seats(struct report *r, int side, struct err *err)
{
    struct result x;
    struct foremost f;
    struct layout l = { .total = true };
    TRY(ask_side(r, &x, SEATS, side, err));
    l.caption = arena_print(r->arena, "Seats bought by the cohort, %s", r->label[side]);
    layout_column(&l, "Provider", K_TEXT);
    layout_column(&l, "Cohorts", K_COUNT);
    layout_column(&l, "Seats", K_PEOPLE);
    layout_column(&l, "Taken", K_PEOPLE);
    layout_column(&l, "Empty", K_PEOPLE);
    if (x.n_rows == 0) {
        page_say(&r->page, "p", "%s buys no cohorts.", r->label[side]);
        return OK;
    }
    TRY(ask_foremost(r, &f, &x, "v_seats_by_provider", "title", ORDER, side, err));
    page_figure(&r->page, arena_print(r->arena, "Seats that %s buys and leaves empty",
                                      r->label[side]),
                arena_print(r->arena, "Seats of cohorts over all periods and modules, by "
                            "provider%s", foremost_words(&f, "most seats")));
    chart_seats(&(struct chart){ r->page.out, r->arena, r->page.n_figures,
                    "Seats taken and empty by provider",
                    "Bars of seats taken and, after them, left empty. The table after it has the "
                    "numbers." },
                &(struct seats_chart){ f.n, foremost_texts(&f, column_texts(&x, 0)),
                    foremost_values(&f, whole_values(&x, 3)),
                    foremost_values(&f, whole_values(&x, 4)) });
    page_behind(&r->page);
    report_table(r, &l, &x);
    page_figure_end(&r->page);
    return OK;
}
