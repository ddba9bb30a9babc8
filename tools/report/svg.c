/* svg.c - what all charts share. */
#include "tools/report/svg.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "tools/report/page.h"

static const char *const ANCHOR[] = { "start", "middle", "end" };

/* -0.0 would differ between two drawings that look the same. */
static double px(double v)
{
    double near = round(v * 10) / 10;
    return isfinite(near) && fabs(near) > 0 ? near : 0;
}

void svg_begin(struct svg *s, double height, const char *title, const char *description)
{
    fprintf(s->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" role=\"img\""
            " aria-labelledby=\"f%d-title f%d-text\" font-family=\"Arial, Helvetica, sans-serif\""
            " font-size=\"14\">\n<title id=\"f%d-title\">", SVG_WIDTH, ceil(height), s->number,
            s->number, s->number);
    put_escaped(s->out, title);
    fprintf(s->out, "</title>\n<desc id=\"f%d-text\">", s->number);
    put_escaped(s->out, description);
    fputs("</desc>\n", s->out);
}

void svg_end(struct svg *s)
{
    fputs("</svg>\n", s->out);
}

void svg_rect(struct svg *s, double x, double y, double w, double h, const char *fill)
{
    fprintf(s->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
            px(x), px(y), px(fmax(w, 0)), px(fmax(h, 0)), fill);
}

void svg_line(struct svg *s, double x1, double y1, double x2, double y2, const char *stroke,
              double width)
{
    fprintf(s->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" "
            "stroke-width=\"%.1f\"/>\n", px(x1), px(y1), px(x2), px(y2), stroke, px(width));
}

void svg_circle(struct svg *s, double x, double y, double r, const char *fill)
{
    fprintf(s->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>\n", px(x), px(y),
            px(r), fill);
}

void svg_path(struct svg *s, const double *xy, int n, bool closed, const char *fill,
              const char *stroke)
{
    fputs("<path d=\"", s->out);
    for (int i = 0; i < n; i++)
        fprintf(s->out, "%s%.1f %.1f", i ? "L" : "M", px(xy[2 * i]), px(xy[2 * i + 1]));
    fprintf(s->out, "%s\" fill=\"%s\" stroke=\"%s\"/>\n", closed ? "Z" : "",
            fill ? fill : "none", stroke ? stroke : "none");
}

/* Lines do not run through letters. */
static const char HALO[] = " stroke=\"#FFFFFF\" stroke-width=\"3\" paint-order=\"stroke\"";

static void begin_text(struct svg *s, double x, double y, enum anchor at, const char *fill)
{
    fprintf(s->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\"%s>", px(x), px(y),
            ANCHOR[at], fill, HALO);
}

void svg_text(struct svg *s, double x, double y, enum anchor at, const char *fill,
              const char *format, ...)
{
    char *text = NULL;
    va_list list;
    va_start(list, format);
    if (vasprintf(&text, format, list) < 0)
        exit(9);
    va_end(list);
    begin_text(s, x, y, at, fill);
    put_escaped(s->out, text);
    fputs("</text>\n", s->out);
    free(text);
}

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Widths of Arial at 14 px, by kind of letter. */
static double letter_width(char c)
{
    if (strchr("iljftI.,:;'|!()[] -", c))
        return 5;
    return strchr("mwMW@%", c) ? 12.5 : c >= 'A' && c <= 'Z' ? 10 : 8;
}

static double width_of(const char *text, size_t bytes)
{
    double width = 0;
    for (size_t i = 0; i < bytes; i++)
        if (starts_character(text[i]))
            width += letter_width(text[i]);
    return width;
}

double text_width(const char *text)
{
    return width_of(text, strlen(text));
}

/* Bytes of text that fit, at a blank if there is one. */
static size_t fitting(const char *text, double width, bool at_blank)
{
    size_t fits = 0, blank = 0, n = strlen(text);
    if (width_of(text, n) <= width)
        return n;
    while (fits < n && width_of(text, fits + 1) <= width)
        fits++;
    while (fits && !starts_character(text[fits]))
        fits--;
    for (size_t i = 1; i <= fits; i++)
        if (text[i] == ' ')
            blank = i;
    return at_blank && blank ? blank : fits;
}

static void put_part(struct svg *s, double x, double y, enum anchor at, const char *text,
                     size_t n, bool cut)
{
    char *part = strndup(text, n);
    svg_text(s, x, y, at, INK, "%s%s", part ? part : "", cut ? "\xe2\x80\xa6" : "");
    free(part);
}

void svg_label(struct svg *s, double x, double y, enum anchor at, double width, const char *text)
{
    size_t first = fitting(text, width, true);
    if (!text[first]) {
        put_part(s, x, y + 5, at, text, first, false);
        return;
    }
    const char *rest = text + first + (text[first] == ' ');
    size_t second = fitting(rest, width, false);
    if (rest[second])
        second = fitting(rest, width - 14, false);
    put_part(s, x, y - 3, at, text, first, false);
    put_part(s, x, y + 13, at, rest, second, rest[second] != '\0');
}

static const char *const SERIES[] = { BLUE, ORANGE, TEAL, PINK, GREY, PURPLE };

const char *series_colour(int i)
{
    return SERIES[i % COUNT(SERIES)];
}

void svg_mark(struct svg *s, double x, double y, int i)
{
    const char *colour = series_colour(i);
    double up[] = { x, y - 8, x + 7.5, y + 6, x - 7.5, y + 6 };
    double diamond[] = { x, y - 8, x + 8, y, x, y + 8, x - 8, y };
    switch (i % 4) {
    case 0: svg_rect(s, x - 6, y - 6, 12, 12, colour); break;
    case 1: svg_circle(s, x, y, 7, colour); break;
    case 2: svg_path(s, up, 3, true, colour, NULL); break;
    case 3: svg_path(s, diamond, 4, true, colour, NULL); break;
    }
}

double svg_key(struct svg *s, double x, double y, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        svg_mark(s, x + 7, y, i);
        size_t fits = fitting(names[i], 260, false);
        put_part(s, x + 20, y + 5, START, names[i], fits, names[i][fits] != '\0');
        x += 20 + fmin(text_width(names[i]), 275) + 24;
    }
    return x;
}

struct scale scale_around(enum kind kind, double from, double to, double low, double high,
                          int ticks)
{
    if (!(to > from))
        to = from + 1;
    double raw = (to - from) / ticks, power = pow(10, floor(log10(raw)));
    double step = raw <= power ? power : raw <= 2 * power ? 2 * power
                  : raw <= 5 * power ? 5 * power : 10 * power;
    if (adds_up(kind))
        step = fmax(step, 1);
    return (struct scale){ floor(from / step + 1e-9) * step, ceil(to / step - 1e-9) * step, low,
                           high, step };
}

double scale_at(const struct scale *s, double value)
{
    return s->low + (value - s->from) / (s->to - s->from) * (s->high - s->low);
}

void svg_axis(struct svg *s, struct arena *a, const struct scale *x, enum kind kind, double top,
              double bottom)
{
    int n = (int)lround((x->to - x->from) / x->step);
    for (int i = 0; i <= n; i++) {
        double value = x->from + i * x->step, at = scale_at(x, value);
        svg_line(s, at, top, at, bottom, fabs(value) < x->step / 1e6 ? INK : PALE, 1);
        svg_text(s, at, bottom + 18, MIDDLE, INK, "%s",
                 kind == K_SHARE ? arena_print(a, "%.0f%%", value * 100)
                                 : page_figure_of(a, kind, value, false));
    }
}

static const char *with_minus(struct arena *a, const char *text)
{
    return text[0] == '-' ? arena_print(a, "\xe2\x88\x92%s", text + 1) : text;
}

const char *page_whole(struct arena *a, enum kind kind, long long value, bool with_sign)
{
    return with_minus(a, spell_whole(a, kind, value, with_sign));
}

const char *page_figure_of(struct arena *a, enum kind kind, double value, bool with_sign)
{
    return isfinite(value) ? with_minus(a, spell_figure(a, kind, value, with_sign)) : "[x]";
}
