/* chart_seats.c - seats bought: taken, and left empty. */
#include <math.h>

#include "tools/report/charts.h"

enum { BAR = 18, TOP = 30, LABEL = 130 };

void chart_seats(const struct chart *c, const struct seats_chart *d)
{
    static const char *const KEY[] = { "taken", "empty" };
    struct svg s = { c->out, c->number };
    double left = names_width(d->name, d->n) + 16, row = row_height(d->name, d->n);
    double bottom = TOP + row * d->n, most = 0;
    for (int i = 0; i < d->n; i++)
        most = fmax(most, d->taken[i] + d->empty[i]);
    struct scale x = scale_around(K_PEOPLE, 0, most, left, SVG_WIDTH - LABEL, 5);
    svg_begin(&s, bottom + 28, c->title, c->text);
    svg_key(&s, left, 12, KEY, COUNT(KEY));
    svg_axis(&s, c->arena, &x, K_PEOPLE, TOP, bottom);
    for (int i = 0; i < d->n; i++) {
        double y = TOP + row * (i + 0.5), a = scale_at(&x, d->taken[i]);
        double b = scale_at(&x, d->taken[i] + d->empty[i]);
        svg_label(&s, 0, y, START, left - 16, d->name[i]);
        svg_rect(&s, left, y - BAR / 2.0, a - left, BAR, series_colour(0));
        svg_rect(&s, a, y - BAR / 2.0, b - a, BAR, series_colour(1));
        svg_text(&s, b + 6, y + 5, START, INK, "%s of %s empty",
                 page_figure_of(c->arena, K_PEOPLE, d->empty[i], false),
                 page_figure_of(c->arena, K_PEOPLE, d->taken[i] + d->empty[i], false));
    }
    svg_end(&s);
}
