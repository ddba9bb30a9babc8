/* mps.c - reads MPS: sections of lines of blank-separated words. */
#include "mps.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 6, HASH = 1 << 18 };

struct entry { int row; double value; };
struct column { int n, room; struct entry *entry; };
struct name { const char *text; int number; struct name *next; };

struct reader {
    struct arena *a;
    struct matrix *m;
    struct name *rows[HASH], *cols[HASH];
    char *kind;                 /* of the rows: N, E, L, G */
    struct column *column;
    int n_kind, room_kind, n_column, room_column;
    int room_rl, room_ru, room_cl, room_cu, room_cost, room_int;
    int objective;              /* row number + 1 of the first N row, or 0 */
    bool whole, ok;
    char section[16];
};

static unsigned hash(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % HASH;
}

static int find(struct name **table, const char *text)
{
    for (struct name *n = table[hash(text)]; n; n = n->next)
        if (strcmp(n->text, text) == 0)
            return n->number;
    return -1;
}

static void add_name(struct reader *r, struct name **table, const char *text, int number)
{
    struct name *n = NEW(r->a, struct name);
    *n = (struct name){ arena_copy(r->a, text, strlen(text)), number, table[hash(text)] };
    table[hash(text)] = n;
}

static void add_row(struct reader *r, char kind, const char *name)
{
    struct matrix *m = r->m;
    int n = r->n_kind;
    *PUSH(r->a, r->kind, r->n_kind, r->room_kind) = kind;
    int at = n;
    *PUSH(r->a, m->row_lower, at, r->room_rl) = kind == 'L' || kind == 'N' ? -INFINITY : 0;
    at = n;
    *PUSH(r->a, m->row_upper, at, r->room_ru) = kind == 'G' || kind == 'N' ? INFINITY : 0;
    if (kind == 'N' && !r->objective)
        r->objective = n + 1;
    add_name(r, r->rows, name, n);
}

static int column_of(struct reader *r, const char *name)
{
    int n = r->n_column;
    if (n && find(r->cols, name) == n - 1)
        return n - 1;
    int at = n;
    *PUSH(r->a, r->column, r->n_column, r->room_column) = (struct column){ 0 };
    *PUSH(r->a, r->m->col_lower, at, r->room_cl) = 0;
    at = n;
    *PUSH(r->a, r->m->col_upper, at, r->room_cu) = r->whole ? 1 : INFINITY;
    at = n;
    *PUSH(r->a, r->m->cost, at, r->room_cost) = 0;
    at = n;
    *PUSH(r->a, r->m->integer, at, r->room_int) = r->whole;
    add_name(r, r->cols, name, n);
    return n;
}

static void columns_line(struct reader *r, char **word, int n)
{
    if (n == 3 && strcmp(word[1], "'MARKER'") == 0) {
        r->whole = strcmp(word[2], "'INTORG'") == 0;
        return;
    }
    int j = column_of(r, word[0]);
    for (int k = 1; k + 1 < n; k += 2) {
        int i = find(r->rows, word[k]);
        double v = strtod(word[k + 1], NULL);
        struct column *c = &r->column[j];
        if (i < 0)
            r->ok = false;
        else if (i == r->objective - 1)
            r->m->cost[j] += v;
        else if (r->kind[i] != 'N' && fabs(v) > 0)
            *PUSH(r->a, c->entry, c->n, c->room) = (struct entry){ i, v };
    }
}

static void rhs_line(struct reader *r, char **word, int n)
{
    for (int k = n % 2; k + 1 < n; k += 2) {
        int i = find(r->rows, word[k]);
        double v = strtod(word[k + 1], NULL);
        if (i < 0)
            r->ok = false;
        else if (i == r->objective - 1)
            r->m->constant = -v;
        else {
            r->m->row_lower[i] = isinf(r->m->row_lower[i]) ? -INFINITY : v;
            r->m->row_upper[i] = isinf(r->m->row_upper[i]) ? INFINITY : v;
        }
    }
}

static void ranges_line(struct reader *r, char **word, int n)
{
    for (int k = n % 2; k + 1 < n; k += 2) {
        int i = find(r->rows, word[k]);
        double v = strtod(word[k + 1], NULL);
        if (i < 0)
            r->ok = false;
        else if (r->kind[i] == 'L' || (r->kind[i] == 'E' && v < 0))
            r->m->row_lower[i] = r->m->row_upper[i] - fabs(v);
        else
            r->m->row_upper[i] = r->m->row_lower[i] + fabs(v);
    }
}

static void bounds_line(struct reader *r, char **word, int n)
{
    const char *kind = word[0];
    bool valued = strcmp(kind, "FR") && strcmp(kind, "MI") && strcmp(kind, "PL") &&
                  strcmp(kind, "BV");
    int at = n == (valued ? 3 : 2) ? 1 : 2; /* the name of the set may be missing */
    int j = n > at ? find(r->cols, word[at]) : -1;
    double v = valued && n > at + 1 ? strtod(word[at + 1], NULL) : 0;
    if (j < 0) {
        r->ok = false;
        return;
    }
    double *l = &r->m->col_lower[j], *u = &r->m->col_upper[j];
    r->m->integer[j] |= !strcmp(kind, "UI") || !strcmp(kind, "LI");
    if (!strcmp(kind, "FX"))
        *l = *u = v;
    else if (!strcmp(kind, "UP") || !strcmp(kind, "UI"))
        *u = v;
    else if (!strcmp(kind, "LO") || !strcmp(kind, "LI"))
        *l = v;
    else if (!strcmp(kind, "BV"))
        *l = 0, *u = 1, r->m->integer[j] = true;
    else if (!strcmp(kind, "PL"))
        *u = INFINITY;
    else
        *l = -INFINITY, *u = !strcmp(kind, "FR") ? INFINITY : *u;
}

static void data_line(struct reader *r, char **word, int n)
{
    if (!strcmp(r->section, "ROWS") && n >= 2)
        add_row(r, word[0][0], word[1]);
    else if (!strcmp(r->section, "COLUMNS") && n >= 3)
        columns_line(r, word, n);
    else if (!strcmp(r->section, "RHS"))
        rhs_line(r, word, n);
    else if (!strcmp(r->section, "RANGES"))
        ranges_line(r, word, n);
    else if (!strcmp(r->section, "BOUNDS") && n >= 2)
        bounds_line(r, word, n);
}

static void read_line(struct reader *r, char *line)
{
    char *word[MOST_WORDS], *rest = NULL;
    int n = 0;
    if (line[0] == '*')
        return;
    bool header = line[0] != ' ' && line[0] != '\t' && line[0] != '\n';
    for (char *w = strtok_r(line, " \t\r\n", &rest); w && n < MOST_WORDS;
         w = strtok_r(NULL, " \t\r\n", &rest))
        word[n++] = w;
    if (n == 0)
        return;
    if (header)
        snprintf(r->section, sizeof r->section, "%s", word[0]);
    else
        data_line(r, word, n);
}

static int by_row(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

/* Bounds made finite, entries by column with rows ascending and each once. */
static void finish(struct reader *r)
{
    struct matrix *m = r->m;
    int64_t n = 0;
    m->n_rows = r->n_kind;
    m->n_cols = r->n_column;
    for (int j = 0; j < m->n_cols; j++)
        n += r->column[j].n;
    m->start = NEW_ARRAY(r->a, int64_t, m->n_cols + 1);
    m->row = NEW_ARRAY(r->a, int, n + 1);
    m->value = NEW_ARRAY(r->a, double, n + 1);
    n = 0;
    for (int j = 0; j < m->n_cols; j++) {
        struct column *c = &r->column[j];
        if (c->n)
            qsort(c->entry, (size_t)c->n, sizeof *c->entry, by_row);
        for (int k = 0; k < c->n; k++) {
            bool again = k > 0 && c->entry[k].row == c->entry[k - 1].row;
            n -= again;
            m->value[n] = (again ? m->value[n] : 0) + c->entry[k].value;
            m->row[n++] = c->entry[k].row;
        }
        m->start[j + 1] = n;
        m->col_lower[j] = fmax(m->col_lower[j], -MPS_FAR);
        m->col_upper[j] = fmin(m->col_upper[j], MPS_FAR);
    }
    m->row_block = NEW_ARRAY(r->a, int, m->n_rows + 1);
    m->col_block = NEW_ARRAY(r->a, int, m->n_cols + 1);
    m->n_blocks = 1;
}

static FILE *open_it(const char *path, bool *piped)
{
    size_t n = strlen(path);
    char command[600];
    *piped = n > 3 && strcmp(path + n - 3, ".gz") == 0;
    if (!*piped)
        return fopen(path, "r");
    snprintf(command, sizeof command, "gzip -dc '%s'", path);
    return popen(command, "r");
}

struct matrix *mps_read(struct arena *a, const char *path)
{
    bool piped;
    FILE *f = open_it(path, &piped);
    if (!f)
        return NULL;
    struct reader *r = NEW(a, struct reader);
    r->a = a;
    r->m = NEW(a, struct matrix);
    r->ok = true;
    char line[1024];
    while (fgets(line, sizeof line, f) && strcmp(r->section, "ENDATA") != 0)
        read_line(r, line);
    if (piped)
        pclose(f);
    else
        fclose(f);
    if (!r->ok || r->n_column == 0)
        return NULL;
    finish(r);
    return r->m;
}

bool mps_touches_far(const struct matrix *m, const double *x)
{
    for (int j = 0; j < m->n_cols; j++)
        if (fabs(x[j]) >= MPS_FAR * (1 - 1e-9))
            return true;
    return false;
}
