/* nearest.c - Damerau-Levenshtein distance: letters left out, added, wrong or swapped. */
#include "nearest.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 100 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int at(const char *text, int i)
{
    return tolower((unsigned char)text[i]);
}

/* Three rows of the table suffice: this one, the last and, for swaps, the one before. */
static int slips(const char *a, int n, const char *b, int m)
{
    int rows[3][LONGEST + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (int j = 0; j <= m; j++)
        last[j] = j;
    for (int i = 1; i <= n; i++) {
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int wrong = last[j - 1] + (at(a, i - 1) != at(b, j - 1));
            row[j] = least(wrong, 1 + least(last[j], row[j - 1]));
            if (i > 1 && j > 1 && at(a, i - 1) == at(b, j - 2) && at(a, i - 2) == at(b, j - 1))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[m];
}

const char *nearest(const char *name, const char *const *names, int n)
{
    const char *best = NULL;
    int length = (int)strnlen(name, LONGEST + 1), limit = length / 3 > 1 ? length / 3 : 1;
    if (length > LONGEST)
        return NULL;
    for (int i = 0; i < n; i++) {
        int other = names[i] ? (int)strnlen(names[i], LONGEST + 1) : LONGEST + 1;
        if (other > LONGEST || other > length + limit || other < length - limit)
            continue;
        int found = slips(name, length, names[i], other);
        if (found > limit)
            continue;
        best = names[i];
        limit = found - 1; /* from here on only a nearer one, so the first of equals stays */
    }
    return best;
}
