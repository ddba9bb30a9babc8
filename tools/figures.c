/* figures.c - the columns of the database's views: their headings, and how to print them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/cli.h"

static const struct figure FIGURES[] = {
    { "pounds", "SPEND", K_POUNDS },
    { "discounted_pounds", "DISCOUNTED", K_POUNDS },
    { "pounds_per_completion", "PER COMPLETION", K_EACH },
    { "learners", "LEARNERS", K_PEOPLE },
    { "completions", "COMPLETIONS", K_PEOPLE },
    { "people", "PEOPLE", K_PEOPLE },
    { "want", "WANTED", K_PEOPLE },
    { "have", "REACHED", K_PEOPLE },
    { "missing", "SHORT", K_PEOPLE },
    { "coverage", "COVERAGE", K_SHARE },
    { "shortfall_value", "VALUE", K_POUNDS },
    { "received", "RECEIVED", K_POUNDS },
    { "carried_in", "CARRIED IN", K_POUNDS },
    { "carried_out", "CARRIED OUT", K_POUNDS },
    { "moved", "MOVED", K_POUNDS },
    { "paid", "PAID", K_POUNDS },
    { "left", "LEFT", K_POUNDS },
    { "taken", "CONTRACTS", K_COUNT },
    { "contracts", "CONTRACTS", K_COUNT },
    { "value", "VALUE", K_POUNDS },
    { "rebate", "REBATE", K_POUNDS },
    { "discount", "DISCOUNT", K_SHARE },
    { "cohorts", "COHORTS", K_COUNT },
    { "seats", "SEATS", K_PEOPLE },
    { "empty_seats", "EMPTY SEATS", K_PEOPLE },
    { "travel_hours", "TRAVEL HOURS", K_HOURS },
    { "hours_each", "HOURS EACH", K_HOURS_EACH },
    { "level", "LEVEL", K_LEVEL },
    { "scope_type", "FOR", K_TEXT },
    { "la", "LA", K_TEXT },
    { "missing_amount", "BY", K_NUMBER },
    { "objective", "OBJECTIVE", K_NUMBER },
    { "bound", "BOUND", K_NUMBER },
    { "gap", "GAP", K_SHARE },
    { "cost", "COST", K_NUMBER },
    { "seconds", "SECONDS", K_NUMBER },
    { "left_side", "SEEN", K_NUMBER },
    { "right_side", "ALLOWED", K_NUMBER },
    { "position", "POSITION", K_LEVEL },
    { "payer", "PAYER", K_LEVEL },
    { "breaches", "BREACHES", K_LEVEL },
    { "sequence", "SEQUENCE", K_LEVEL },
    { "rows", "ROWS", K_LEVEL },
    { "columns", "COLUMNS", K_LEVEL },
    { "entries", "ENTRIES", K_LEVEL },
    { "nodes", "NODES", K_LEVEL },
    { "iterations", "ITERATIONS", K_LEVEL },
    { "cuts", "CUTS", K_LEVEL },
    { "workers", "WORKERS", K_LEVEL },
    { "peak_kb", "PEAK KB", K_LEVEL },
    { "relax", "RELAX", K_LEVEL },
    { "pool_funding", "POOL FUNDING", K_LEVEL },
    { "share_mentors", "SHARE MENTORS", K_LEVEL },
    { "relaxation", "RELAXATION", K_NUMBER },
    { "gap_asked", "GAP ASKED", K_NUMBER },
    { "time_limit_s", "TIME LIMIT", K_NUMBER },
    { "contract_cost", "CONTRACT COST", K_NUMBER },
    { "office_cost", "OFFICE COST", K_NUMBER },
    { "management_share", "MANAGEMENT SHARE", K_NUMBER },
};

const struct figure *figure_named(const char *name)
{
    static const struct figure TEXT = { NULL, NULL, K_TEXT };
    for (int i = 0; i < COUNT(FIGURES); i++)
        if (strcmp(FIGURES[i].name, name) == 0)
            return &FIGURES[i];
    return &TEXT;
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
