/* chart_escalator.c - people at each level, period by period: does the workforce climb? */
#include <math.h>

#include "tools/report/charts.h"

enum { BAR = 18, TOP = 28, GAP = 12, FIGURE = 58 };

void chart_escalator(const struct chart *c, const struct escalator_chart *d)
{
    struct svg s = { c->out, c->number };
    double left = names_width(d->level, d->n_levels) + 16, most = 0;
    double row = row_height(d->level, d->n_levels);
    double wide = (SVG_WIDTH - left) / fmax(d->n_times, 1);
    for (int i = 0; i < d->n_levels * d->n_times; i++)
        most = fmax(most, d->people[i]);
    svg_begin(&s, TOP + row * d->n_levels + 6, c->title, c->text);
    for (int t = 0; t < d->n_times; t++)
        svg_label(&s, left + wide * t, 10, START, wide - GAP, d->time[t]);
    for (int l = 0; l < d->n_levels; l++) {
        double y = TOP + row * (d->n_levels - 1 - l + 0.5);
        svg_label(&s, 0, y, START, left - 16, d->level[l]);
        for (int t = 0; t < d->n_times; t++) {
            double people = d->people[l * d->n_times + t];
            double bar = most > 0 ? people / most * fmax(wide - GAP - FIGURE, 10) : 0;
            svg_rect(&s, left + wide * t, y - BAR / 2.0, fmax(bar, 1), BAR, BLUE);
            svg_text(&s, left + wide * t + fmax(bar, 1) + 5, y + 5, START, INK, "%s",
                     page_figure_of(c->arena, K_PEOPLE, people, false));
        }
    }
    svg_end(&s);
}
