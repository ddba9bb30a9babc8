/* chart_range.c - how far apart the scenarios are, name by name. */
#include <math.h>

#include "tools/report/charts.h"

enum { TOP = 34 };

static double least_of(const struct range_chart *d)
{
    double least = INFINITY;
    for (int s = 0; s < d->n_series; s++)
        for (int i = 0; i < d->n; i++)
            if (isfinite(d->value[s][i]))
                least = fmin(least, d->value[s][i]);
    return isfinite(least) ? least : 0;
}

static double most_of(const struct range_chart *d)
{
    double most = -INFINITY;
    for (int s = 0; s < d->n_series; s++)
        for (int i = 0; i < d->n; i++)
            if (isfinite(d->value[s][i]))
                most = fmax(most, d->value[s][i]);
    return isfinite(most) ? most : 1;
}

static void draw_row(struct svg *s, const struct range_chart *d, const struct scale *x, int i,
                     double y)
{
    double low = INFINITY, high = -INFINITY;
    for (int k = 0; k < d->n_series; k++)
        if (isfinite(d->value[k][i])) {
            low = fmin(low, scale_at(x, d->value[k][i]));
            high = fmax(high, scale_at(x, d->value[k][i]));
        }
    if (high > low)
        svg_line(s, low, y, high, y, GREY, 2);
    for (int k = d->n_series - 1; k >= 0; k--)
        if (isfinite(d->value[k][i]))
            svg_mark(s, scale_at(x, d->value[k][i]), y, k);
}

void chart_range(const struct chart *c, const struct range_chart *d)
{
    struct svg s = { c->out, c->number };
    double left = names_width(d->name, d->n) + 16, row = row_height(d->name, d->n);
    double bottom = TOP + row * d->n;
    struct scale x = scale_around(d->kind, least_of(d), most_of(d), left, SVG_WIDTH - 30, 6);
    svg_begin(&s, bottom + 28, c->title, c->text);
    svg_key(&s, left, 12, d->series, d->n_series);
    svg_axis(&s, c->arena, &x, d->kind, TOP, bottom);
    for (int i = 0; i < d->n; i++) {
        double y = TOP + row * (i + 0.5);
        svg_label(&s, 0, y, START, left - 16, d->name[i]);
        draw_row(&s, d, &x, i, y);
    }
    svg_end(&s);
}

double names_width(const char *const *name, int n)
{
    double width = 40;
    for (int i = 0; i < n; i++)
        width = fmax(width, text_width(name[i]));
    return fmin(width, SVG_WIDTH / 3.0);
}

double row_height(const char *const *name, int n)
{
    for (int i = 0; i < n; i++)
        if (text_width(name[i]) > SVG_WIDTH / 3.0)
            return 38;
    return 28;
}
