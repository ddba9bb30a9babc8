/* charts.h - the catalogue: each chart is drawn from names and numbers alone.
 *
 * Arrays belong to the caller.  `title` and `text` are read aloud in place of the drawing.
 */
#ifndef RINGFENCE_REPORT_CHARTS_H
#define RINGFENCE_REPORT_CHARTS_H

#include "tools/report/svg.h"

struct chart {
    FILE *out;
    struct arena *arena;
    int number;                   /* of the figure */
    const char *title, *text;
};

/* One line for each name, a mark for each series. */
struct range_chart {
    int n, n_series;
    const char *const *name, *const *series;
    const double *const *value;   /* [n_series][n]; NAN: no mark */
    enum kind kind;
};
void chart_range(const struct chart *c, const struct range_chart *d);

/* Steps from 0 to their sum. */
struct waterfall_chart {
    int n;
    const char *const *name;
    const double *value;
    const char *total;            /* what the sum is called */
    enum kind kind;
};
void chart_waterfall(const struct chart *c, const struct waterfall_chart *d);

/* To the left what is below 0, to the right what is above. */
struct net_chart {
    int n;
    const char *const *name;
    const double *value;
    const char *below, *above;    /* "puts in more", "draws out more" */
    enum kind kind;
};
void chart_net(const struct chart *c, const struct net_chart *d);

/* Steps from the lowest level at the bottom to the highest at the top; periods from the left. */
struct escalator_chart {
    int n_levels, n_times;
    const char *const *level, *const *time; /* levels from the lowest */
    const double *people;         /* [n_levels][n_times] */
};
void chart_escalator(const struct chart *c, const struct escalator_chart *d);

/* Points are degrees; journeys are wider for more learners. */
struct map_point { const char *name; double latitude, longitude; };
struct map_flow { int area, site; double learners; };
struct map_ring { int n; const double *xy; }; /* longitude, latitude, ... of an outline */
struct map_chart {
    int n_areas, n_sites, n_flows, n_rings;
    const struct map_point *area, *site;
    const struct map_flow *flow;
    const struct map_ring *ring;  /* none: the outline that the points make */
};
void chart_map(const struct chart *c, const struct map_chart *d);

/* Seats that are taken, and after them those left empty. */
struct seats_chart {
    int n;
    const char *const *name;
    const double *taken, *empty;
};
void chart_seats(const struct chart *c, const struct seats_chart *d);

/* Wide enough for the widest name, at most half of the drawing. */
double names_width(const char *const *name, int n);
/* High enough for names that take two lines. */
double row_height(const char *const *name, int n);

#endif
