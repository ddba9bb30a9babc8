/* number.c - strict decimal text.
 *
 * The syntax is checked here and strtod() only converts, for it also takes exponents,
 * hexadecimal, inf, nan and leading spaces.  The program never sets a locale.
 */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* Years, counts and pounds are short integers: these need no strtod(). */
static bool short_whole(const char *text, double *out)
{
    int value = 0, n = 0;
    for (; n < 9 && text[n] >= '0' && text[n] <= '9'; n++)
        value = value * 10 + (text[n] - '0');
    *out = value;
    return n > 0 && !text[n];
}

bool number_read(const char *text, double *out)
{
    if (short_whole(text, out))
        return true;
    const char *p = text + (*text == '-');
    size_t whole = digits(p);
    p += whole;
    size_t part = *p == '.' ? digits(p + 1) : 0;
    if (!whole || (*p == '.' && !part))
        return false;
    if (*p == '.')
        p += 1 + part;
    if (*p)
        return false;
    *out = strtod(text, NULL) + 0.0; /* no minus zero */
    return true;
}

static void zeros(char *text, size_t size, int n)
{
    size_t used = strlen(text);
    for (; n > 0 && used + 1 < size; n--)
        text[used++] = '0';
    text[used] = '\0';
}

static void figures_add(char *text, size_t size, const char *figures, int n)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%.*s", n, figures);
}

/* "d.ddde+xx" as plain decimal digits. */
static const char *plain(struct arena *a, const char *scientific)
{
    char figures[32], text[400] = "";
    int n = 0, whole = 1 + (int)strtol(strchr(scientific, 'e') + 1, NULL, 10);
    for (const char *p = scientific; *p != 'e'; p++)
        if (*p >= '0' && *p <= '9')
            figures[n++] = *p;
    while (n > 1 && figures[n - 1] == '0')
        n--;
    figures_add(text, sizeof text, "-", *scientific == '-');
    if (whole <= 0)
        figures_add(text, sizeof text, "0.", 2);
    zeros(text, sizeof text, -whole);
    figures_add(text, sizeof text, figures, whole <= 0 || whole > n ? n : whole);
    zeros(text, sizeof text, whole - n);
    if (whole > 0 && whole < n) {
        figures_add(text, sizeof text, ".", 1);
        figures_add(text, sizeof text, figures + whole, n - whole);
    }
    return arena_print(a, "%s", text);
}

const char *number_print(struct arena *a, double value)
{
    char text[40];
    if (!isfinite(value))
        return isnan(value) ? "nan" : "infinity";
    if (value == 0)
        return "0";
    for (int figures = 14; figures < 17; figures++) {
        snprintf(text, sizeof text, "%.*e", figures, value);
        if (strtod(text, NULL) == value)
            break;
    }
    return plain(a, text);
}
