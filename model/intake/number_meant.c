/* number_meant.c - guesses the plain number behind "£1,200", "10%", "1,5" or "1e5". */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "number.h"

enum { LONGEST = 80 };

/* What spreadsheets and people put around digits, and what it means in a number. */
static const struct { const char *text, *instead; } AROUND[] = {
    { "£", "" }, { "$", "" }, { "€", "" }, { " ", "" }, { "\t", "" }, { "'", "" }, { "+", "" },
    { "\u00A0", "" }, { "\u2009", "" }, { "\u202F", "" }, { "\u2212", "-" }, { "\u2013", "-" },
    { "(", "-" }, { ")", "" },
};

static const struct { const char *text; double times; } AFTER[] = {
    { "%", 0.01 }, { "gbp", 1 }, { "pounds", 1 }, { "k", 1e3 }, { "m", 1e6 },
    { "miles", 1 }, { "minutes", 1 }, { "hours", 1 },
};

static void clean(char *out, const char *text)
{
    while (*text) {
        size_t taken = 0;
        for (int i = 0; i < COUNT(AROUND) && !taken; i++) {
            size_t n = strlen(AROUND[i].text);
            if (strncmp(text, AROUND[i].text, n))
                continue;
            taken = n;
            if (*AROUND[i].instead)
                *out++ = *AROUND[i].instead;
        }
        if (!taken)
            *out++ = *text;
        text += taken ? taken : 1;
    }
    *out = '\0';
}

static double cut_unit(char *text)
{
    size_t length = strlen(text);
    for (int i = 0; i < COUNT(AFTER); i++) {
        size_t n = strlen(AFTER[i].text);
        if (length > n && !strcasecmp(text + length - n, AFTER[i].text)) {
            text[length - n] = '\0';
            return AFTER[i].times;
        }
    }
    return 1;
}

static void drop(char *text, char what)
{
    char *out = text;
    for (; *text; text++)
        if (*text != what)
            *out++ = *text;
    *out = '\0';
}

/* "1,200" or "1,234,567": groups of three after the first comma. */
static bool has_thousands(const char *text)
{
    text += *text == '-';
    size_t n = strspn(text, "0123456789");
    if (n < 1 || n > 3 || *text == '0' || text[n] != ',')
        return false;
    for (text += n; *text == ','; text += 4)
        if (strspn(text + 1, "0123456789") != 3)
            return false;
    return !*text || *text == '.';
}

static void one_point(char *text)
{
    char *comma = strrchr(text, ','), *point = strrchr(text, '.');
    if (comma && !has_thousands(text) && (!point || point < comma) && comma == strchr(text, ',')) {
        drop(text, '.');
        *strchr(text, ',') = '.';
    }
    drop(text, ',');
}

static void complete(char *text)
{
    size_t length = strlen(text);
    if (length && text[length - 1] == '.')
        text[length - 1] = '\0';
    char *point = text + (*text == '-');
    if (*point == '.') {
        memmove(point + 1, point, strlen(point) + 1);
        *point = '0';
    }
}

const char *number_meant(struct arena *a, const char *text)
{
    char meant[LONGEST + 2];
    double value, times;
    char *end;
    if (strlen(text) > LONGEST)
        return NULL;
    clean(meant, text);
    times = cut_unit(meant);
    one_point(meant);
    complete(meant);
    if (number_read(meant, &value))
        return times == 1 ? arena_print(a, "%s", meant)
                          : number_print(a, times < 1 ? value / 100 : value * times);
    value = strtod(text, &end);
    bool figure = strpbrk(text, "0123456789") && isfinite(value) && !*end;
    return figure && fabs(value) < 1e15 ? number_print(a, value) : NULL;
}
