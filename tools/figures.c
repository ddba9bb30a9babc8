/* figures.c - how figures are printed: whole people and pounds that add up. */
#include <math.h>
#include <stdlib.h>

#include "tools/cli.h"

const struct column_words *figure_named(const char *name)
{
    static const struct column_words TEXT = { .kind = K_TEXT };
    const struct column_words *words = column_words(NULL, name);
    return words ? words : &TEXT;
}

bool adds_up(enum kind kind)
{
    return kind == K_POUNDS || kind == K_PEOPLE || kind == K_HOURS || kind == K_COUNT;
}

struct part { double rest; int i; };

static int by_rest(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    if (a->rest < b->rest || a->rest > b->rest)
        return a->rest > b->rest ? -1 : 1;
    return (a->i > b->i) - (a->i < b->i);
}

void round_to_whole(struct arena *a, const double *value, int n, long long *out)
{
    struct part *part = NEW_ARRAY(a, struct part, n + 1);
    double sum = 0;
    long long whole = 0;
    for (int i = 0; i < n; i++) {
        double v = isfinite(value[i]) ? value[i] : 0;
        double near = round(v);
        double low = fabs(v - near) < 1e-6 ? near : floor(v); /* 3.9999999 is 4 */
        out[i] = (long long)low;
        part[i] = (struct part){ fmax(v - low, 0), i };
        whole += out[i];
        sum += v;
    }
    qsort(part, (size_t)n, sizeof *part, by_rest);
    for (int i = 0; i < n && whole < llround(sum); i++, whole++)
        out[part[i].i]++;
}

const char *spell_number(struct arena *a, long long value)
{
    char digits[32], text[48];
    size_t n = (size_t)snprintf(digits, sizeof digits, "%lld", value < 0 ? -value : value), to = 0;
    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            text[to++] = ',';
        text[to++] = digits[i];
    }
    text[to] = '\0';
    return arena_print(a, "%s%s", value < 0 ? "-" : "", text);
}

const char *spell_whole(struct arena *a, enum kind kind, long long value, bool with_sign)
{
    const char *sign = value < 0 ? "-" : with_sign && value > 0 ? "+" : "";
    bool money = kind == K_POUNDS || kind == K_EACH;
    return arena_print(a, "%s%s%s", sign, money ? "£" : "",
                       spell_number(a, value < 0 ? -value : value));
}

const char *spell_figure(struct arena *a, enum kind kind, double value, bool with_sign)
{
    if (!isfinite(value))
        return "-";
    switch (kind) {
    case K_SHARE:
        return arena_print(a, with_sign ? "%+.1f" : "%.1f%%", value * 100);
    case K_HOURS_EACH:
        return arena_print(a, with_sign ? "%+.1f" : "%.1f", value);
    case K_NUMBER:
        return arena_print(a, with_sign ? "%+.6g" : "%.6g", value);
    default:
        return spell_whole(a, kind, llround(value), with_sign);
    }
}
