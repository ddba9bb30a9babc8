/* chart_net.c - who is below nothing and who above. */
#include <math.h>

#include "tools/report/charts.h"

enum { BAR = 18, TOP = 30, LABEL = 100 };

static void draw_row(struct svg *s, const struct chart *c, const struct net_chart *d,
                     const struct scale *x, int i, double y)
{
    double zero = scale_at(x, 0), at = scale_at(x, d->value[i]);
    bool below = d->value[i] < 0;
    svg_rect(s, fmin(zero, at), y - BAR / 2.0, fabs(at - zero), BAR, below ? PINK : TEAL);
    svg_text(s, below ? at - 6 : at + 6, y + 5, below ? END : START, INK, "%s",
             page_figure_of(c->arena, d->kind, d->value[i], true));
}

void chart_net(const struct chart *c, const struct net_chart *d)
{
    struct svg s = { c->out, c->number };
    double left = names_width(d->name, d->n) + 16, row = row_height(d->name, d->n);
    double bottom = TOP + row * d->n, low = 0, high = 0;
    for (int i = 0; i < d->n; i++) {
        low = fmin(low, d->value[i]);
        high = fmax(high, d->value[i]);
    }
    struct scale x = scale_around(d->kind, low, high, left + (low < 0 ? LABEL : 0),
                                  SVG_WIDTH - LABEL, 4);
    double zero = scale_at(&x, 0);
    svg_begin(&s, bottom + 28, c->title, c->text);
    svg_axis(&s, c->arena, &x, d->kind, TOP, bottom);
    if (low < 0)
        svg_text(&s, fmax(zero - 8, left + 90), 16, END, INK, "\xe2\x86\x90 %s", d->below);
    if (high > 0)
        svg_text(&s, zero + 8, 16, START, INK, "%s \xe2\x86\x92", d->above);
    for (int i = 0; i < d->n; i++) {
        double y = TOP + row * (i + 0.5);
        svg_label(&s, 0, y, START, left - 16, d->name[i]);
        draw_row(&s, c, d, &x, i, y);
    }
    svg_line(&s, zero, TOP, zero, bottom, INK, 1);
    svg_end(&s);
}
