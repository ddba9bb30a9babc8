/* svg.h - charts as SVG: scales, axes, text that is text, a title and a description.
 *
 * Lengths are in a drawing 720 wide; 14 px Arial.  Colours are of the Analysis Function, and no
 * meaning hangs on a colour alone.  Charts see numbers and names, never the database.
 */
#ifndef RINGFENCE_REPORT_SVG_H
#define RINGFENCE_REPORT_SVG_H

#include <stdio.h>

#include "base.h"
#include "tools/cli.h"

#define BLUE   "#12436D"
#define TEAL   "#28A197"
#define PINK   "#801650"
#define ORANGE "#F46A25"
#define GREY   "#3D3D3D"
#define PURPLE "#A285D1"
#define PALE   "#B1B4B6"
#define INK    "#0B0C0C"
#define WHITE  "#FFFFFF"

enum { SVG_WIDTH = 720 };
enum anchor { START, MIDDLE, END };

struct svg {
    FILE *out;
    int number;                   /* of the figure: makes its ids its own */
};

void svg_begin(struct svg *s, double height, const char *title, const char *description);
void svg_end(struct svg *s);
void svg_rect(struct svg *s, double x, double y, double w, double h, const char *fill);
void svg_line(struct svg *s, double x1, double y1, double x2, double y2, const char *stroke,
              double width);
void svg_circle(struct svg *s, double x, double y, double r, const char *fill);
void svg_path(struct svg *s, const double *xy, int n, bool closed, const char *fill,
              const char *stroke); /* fill NULL: none */
void svg_text(struct svg *s, double x, double y, enum anchor at, const char *fill,
              const char *format, ...) PRINTF_LIKE(6, 7);
/* At most `width` wide, on one line or two around y; what does not fit ends in an ellipsis. */
void svg_label(struct svg *s, double x, double y, enum anchor at, double width,
               const char *text);
double text_width(const char *text); /* an estimate, rather too wide */
/* The mark of the i-th of several series: square, circle, triangle, diamond, and its colour. */
void svg_mark(struct svg *s, double x, double y, int i);
const char *series_colour(int i);
/* Marks with names, from x along y; returns where it ended. */
double svg_key(struct svg *s, double x, double y, const char *const *names, int n);

struct scale { double from, to, low, high, step; }; /* from..to in units, low..high in px */
/* Rounded outwards to ticks of 1, 2 or 5 times a power of ten; of whole units where the kind adds
 * up. */
struct scale scale_around(enum kind kind, double from, double to, double low, double high,
                          int ticks);
double scale_at(const struct scale *s, double value);
/* Grid lines from top to bottom, and their figures under them. */
void svg_axis(struct svg *s, struct arena *a, const struct scale *x, enum kind kind, double top,
              double bottom);

/* A figure as a page prints it: thousands commas, U+2212 for minus, [x] for what is not known. */
const char *page_figure_of(struct arena *a, enum kind kind, double value, bool with_sign);
const char *page_whole(struct arena *a, enum kind kind, long long value, bool with_sign);

#endif
