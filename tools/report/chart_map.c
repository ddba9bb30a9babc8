/* chart_map.c - who travels where: areas, sites, and a line for each journey that learners make.
 *
 * An outline is what the case gives, or the hull of all points.  Degrees are stretched by the
 * cosine of the middle latitude: near enough to true over a region.
 */
#include <math.h>
#include <stdlib.h>

#include "tools/report/charts.h"

enum { MARGIN = 30, KEY = 34, TALLEST = 620, WIDEST_FLOW = 14 };

struct view { double west, south, east, north, stretch, px, height; };

static void include(struct view *v, double longitude, double latitude)
{
    v->west = fmin(v->west, longitude);
    v->east = fmax(v->east, longitude);
    v->south = fmin(v->south, latitude);
    v->north = fmax(v->north, latitude);
}

static struct view view_of(const struct map_chart *d)
{
    struct view v = { INFINITY, INFINITY, -INFINITY, -INFINITY, 1, 1, 100 };
    for (int i = 0; i < d->n_areas; i++)
        include(&v, d->area[i].longitude, d->area[i].latitude);
    for (int i = 0; i < d->n_sites; i++)
        include(&v, d->site[i].longitude, d->site[i].latitude);
    for (int r = 0; r < d->n_rings; r++)
        for (int i = 0; i < d->ring[r].n; i++)
            include(&v, d->ring[r].xy[2 * i], d->ring[r].xy[2 * i + 1]);
    if (!(v.east >= v.west))
        v.west = v.east = v.south = v.north = 0;
    v.stretch = fmax(cos((v.south + v.north) / 2 * 3.14159265358979 / 180), 0.05);
    double wide = fmax((v.east - v.west) * v.stretch, 1e-6), tall = fmax(v.north - v.south, 1e-6);
    v.px = fmin((SVG_WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall);
    v.height = tall * v.px + 2 * MARGIN + KEY;
    return v;
}

static double x_of(const struct view *v, double longitude)
{
    double middle = (v->west + v->east) / 2;
    return SVG_WIDTH / 2.0 + (longitude - middle) * v->stretch * v->px;
}

static double y_of(const struct view *v, double latitude)
{
    return KEY + MARGIN + (v->north - latitude) * v->px;
}

struct spot { double x, y; };

static int by_x(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;
    if (p->x < q->x || p->x > q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

static double turn(struct spot a, struct spot b, struct spot c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Andrew's: the lower side from the left, then the upper one back.  hull: [2 n + 1]. */
static int hull_of(struct spot *spot, int n, struct spot *hull)
{
    int m = 0;
    qsort(spot, (size_t)n, sizeof *spot, by_x);
    for (int i = 0; i < n; i++) {
        while (m > 1 && turn(hull[m - 2], hull[m - 1], spot[i]) <= 0)
            m--;
        hull[m++] = spot[i];
    }
    for (int i = n - 2, lower = m + 1; i >= 0; i--) {
        while (m >= lower && turn(hull[m - 2], hull[m - 1], spot[i]) <= 0)
            m--;
        hull[m++] = spot[i];
    }
    return m > 1 ? m - 1 : m;
}

static void draw_hull(struct svg *s, const struct chart *c, const struct map_chart *d,
                      const struct view *v)
{
    int n = d->n_areas + d->n_sites;
    struct spot *spot = NEW_ARRAY(c->arena, struct spot, n + 1);
    struct spot *hull = NEW_ARRAY(c->arena, struct spot, 2 * n + 2), middle = { 0, 0 };
    for (int i = 0; i < n; i++) {
        const struct map_point *p = i < d->n_areas ? &d->area[i] : &d->site[i - d->n_areas];
        spot[i] = (struct spot){ x_of(v, p->longitude), y_of(v, p->latitude) };
        middle.x += spot[i].x / n;
        middle.y += spot[i].y / n;
    }
    int m = hull_of(spot, n, hull);
    double *xy = NEW_ARRAY(c->arena, double, 2 * m + 2);
    for (int i = 0; i < m; i++) {
        double dx = hull[i].x - middle.x, dy = hull[i].y - middle.y, far = hypot(dx, dy);
        xy[2 * i] = hull[i].x + (far > 0 ? dx / far * 18 : 0);
        xy[2 * i + 1] = hull[i].y + (far > 0 ? dy / far * 18 : 0);
    }
    if (m > 2)
        svg_path(s, xy, m, true, "#F3F2F1", PALE);
}

static void draw_outline(struct svg *s, const struct chart *c, const struct map_chart *d,
                         const struct view *v)
{
    for (int r = 0; r < d->n_rings; r++) {
        const struct map_ring *ring = &d->ring[r];
        double *xy = NEW_ARRAY(c->arena, double, 2 * ring->n + 2);
        for (int i = 0; i < ring->n; i++) {
            xy[2 * i] = x_of(v, ring->xy[2 * i]);
            xy[2 * i + 1] = y_of(v, ring->xy[2 * i + 1]);
        }
        svg_path(s, xy, ring->n, true, "#F3F2F1", "#6F777B");
    }
    if (d->n_rings == 0)
        draw_hull(s, c, d, v);
}

/* A name goes where it meets no name before it: right, left, above, below; else nowhere. */
static void draw_name(struct svg *s, const struct view *v, const struct map_point *p,
                      struct spot *taken, int *n_taken)
{
    double w = fmin(text_width(p->name), 180), x = x_of(v, p->longitude);
    double y = y_of(v, p->latitude);
    const struct spot place[] = { { x + 9, y + 5 }, { x - 9 - w, y + 5 }, { x - w / 2, y - 10 },
                                  { x - w / 2, y + 20 } };
    for (int k = 0; k < COUNT(place); k++) {
        bool meets = place[k].x < 0 || place[k].x + w > SVG_WIDTH;
        for (int i = 0; i < *n_taken && !meets; i += 2)
            meets = place[k].x < taken[i + 1].x && place[k].x + w > taken[i].x &&
                    fabs(place[k].y - taken[i].y) < 15;
        if (meets)
            continue;
        taken[(*n_taken)++] = place[k];
        taken[(*n_taken)++] = (struct spot){ place[k].x + w, place[k].y };
        svg_label(s, place[k].x, place[k].y - 5, START, 185, p->name);
        return;
    }
}

static void draw_flows(struct svg *s, const struct map_chart *d, const struct view *v)
{
    double most = 0;
    for (int i = 0; i < d->n_flows; i++)
        most = fmax(most, d->flow[i].learners);
    for (int i = 0; i < d->n_flows; i++) {
        const struct map_point *a = &d->area[d->flow[i].area], *b = &d->site[d->flow[i].site];
        double width = most > 0 ? sqrt(d->flow[i].learners / most) * WIDEST_FLOW / 2 : 0;
        svg_line(s, x_of(v, a->longitude), y_of(v, a->latitude), x_of(v, b->longitude),
                 y_of(v, b->latitude), "#6BACE6", fmax(width, 0.6));
    }
}

void chart_map(const struct chart *c, const struct map_chart *d)
{
    struct svg s = { c->out, c->number };
    struct view v = view_of(d);
    int n_taken = 0;
    struct spot *taken = NEW_ARRAY(c->arena, struct spot, 2 * d->n_areas + 2);
    svg_begin(&s, v.height, c->title, c->text);
    draw_outline(&s, c, d, &v);
    draw_flows(&s, d, &v);
    for (int i = 0; i < d->n_sites; i++)
        svg_rect(&s, x_of(&v, d->site[i].longitude) - 4, y_of(&v, d->site[i].latitude) - 4, 8, 8,
                 PINK);
    for (int i = 0; i < d->n_areas; i++)
        svg_circle(&s, x_of(&v, d->area[i].longitude), y_of(&v, d->area[i].latitude), 6, BLUE);
    for (int i = 0; i < d->n_areas; i++)
        draw_name(&s, &v, &d->area[i], taken, &n_taken);
    svg_circle(&s, 10, 14, 6, BLUE);
    svg_text(&s, 22, 19, START, INK, "where staff work");
    svg_rect(&s, 166, 10, 8, 8, PINK);
    svg_text(&s, 180, 19, START, INK, "where courses are taught");
    svg_line(&s, 356, 14, 380, 14, "#6BACE6", 4);
    svg_text(&s, 386, 19, START, INK, "journeys: wider for more learners");
    svg_end(&s);
}
