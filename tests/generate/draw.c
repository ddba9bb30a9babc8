/* draw.c - chance by splitmix64, and tables as text. */
#include "draw.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *const SECTOR[N_SECTORS] = { "maintained", "pvi", "voluntary" };

/* ---- chance ---- */

static uint64_t next(struct draw *d) /* splitmix64 */
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int between(struct draw *d, int least, int most)
{
    return least + (int)(next(d) % (uint64_t)(most - least + 1));
}

bool chance(struct draw *d, int percent) { return between(d, 1, 100) <= percent; }

/* ---- tables as text ---- */

void fail(const char *what)
{
    fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
    exit(1);
}

FILE *table(const struct draw *d, const char *name, const char *header)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", d->folder, name);
    FILE *out = fopen(path, "w");
    if (!out)
        fail(path);
    fprintf(out, "%s\n", header);
    return out;
}

void done(FILE *out)
{
    if (fclose(out))
        fail("writing");
}

void text(FILE *out, const char *format, ...)
{
    va_list rest;
    va_start(rest, format);
    vfprintf(out, format, rest);
    va_end(rest);
}

void maybe(struct draw *d, FILE *out, int percent, int least, int most)
{
    int hundredths = between(d, least, most);
    if (!chance(d, percent))
        text(out, ",");
    else if (hundredths % 100 == 0)
        text(out, ",%d", hundredths / 100);
    else
        text(out, ",%d.%02d", hundredths / 100, hundredths % 100);
}

void name(struct draw *d, FILE *out, const char *words)
{
    text(out, ",");
    if (!chance(d, 25))
        return;
    text(out, "\"");
    for (; *words; words++)
        text(out, *words == '"' ? "\"%c" : "%c", *words);
    text(out, "\"");
}

void always(struct draw *d, FILE *out, int least, int most)
{
    maybe(d, out, 100, least, most);
}

void some(struct draw *d, FILE *out, int percent, const char *prefix, int n)
{
    int chosen = 0, least_one = between(d, 0, n - 1);
    text(out, ",");
    if (!chance(d, percent)) {
        text(out, "%s", chance(d, 50) ? "*" : "");
        return;
    }
    for (int i = 0; i < n; i++)
        if (i == least_one || chance(d, 40))
            text(out, "%s%s%d", chosen++ ? "|" : "", prefix, i);
}

void some_sectors(struct draw *d, FILE *out, int percent)
{
    text(out, ",");
    if (chance(d, percent)) {
        int first = between(d, 0, N_SECTORS - 1);
        text(out, "%s|%s", SECTOR[first], SECTOR[(first + 1) % N_SECTORS]);
    }
}
