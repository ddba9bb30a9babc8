/* chart_waterfall.c - what a sum is made of: each bar begins where the one before ended. */
#include <math.h>

#include "tools/report/charts.h"

enum { BAR = 18, LABEL = 110 };

static void draw_bar(struct svg *s, const struct chart *c, const struct waterfall_chart *d,
                     const struct scale *x, double from, double to, double y, const char *fill)
{
    double a = scale_at(x, fmin(from, to)), b = scale_at(x, fmax(from, to));
    svg_rect(s, a, y - BAR / 2.0, fmax(b - a, 1), BAR, fill);
    svg_text(s, b + 6, y + 5, START, INK, "%s",
             page_figure_of(c->arena, d->kind, to - from, false));
}

void chart_waterfall(const struct chart *c, const struct waterfall_chart *d)
{
    struct svg s = { c->out, c->number };
    double left = fmax(names_width(d->name, d->n), text_width(d->total)) + 16;
    double row = row_height(d->name, d->n), bottom = row * (d->n + 1);
    double sum = 0, low = 0, high = 0;
    for (int i = 0; i < d->n; i++) {
        sum += d->value[i];
        low = fmin(low, sum);
        high = fmax(high, sum);
    }
    struct scale x = scale_around(d->kind, low, high, left, SVG_WIDTH - LABEL, 5);
    svg_begin(&s, bottom + 28, c->title, c->text);
    svg_axis(&s, c->arena, &x, d->kind, 0, bottom);
    double at = 0;
    for (int i = 0; i < d->n; i++) {
        double y = row * (i + 0.5), next = at + d->value[i];
        svg_label(&s, 0, y, START, left - 16, d->name[i]);
        draw_bar(&s, c, d, &x, at, next, y, d->value[i] < 0 ? PINK : BLUE);
        svg_line(&s, scale_at(&x, next), y + BAR / 2.0, scale_at(&x, next), y + row - BAR / 2.0,
                 GREY, 1);
        at = next;
    }
    svg_label(&s, 0, row * (d->n + 0.5), START, left - 16, d->total);
    draw_bar(&s, c, d, &x, 0, sum, row * (d->n + 0.5), GREY);
    svg_end(&s);
}
