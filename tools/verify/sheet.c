/* sheet.c - CSV text to cells, in one pass over the whole file. */
#include "tools/verify/sheet.h"

#include <dirent.h>
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const SHEET_NAME[N_SHEETS] = { /* ORDER SHEETS */
    "areas", "periods", "roles", "workforce", "courses", "modules", "course_modules",
    "providers", "sites", "offers", "discounts", "travel", "childcare", "mentors", "streams",
    "allocations", "targets", "procurement", "consortia", "policies", "scenarios", "changes",
    "parameters", "thresholds",
};

int sheet_named(const char *name)
{
    int t = N_SHEETS - 1;
    while (t >= 0 && strcmp(SHEET_NAME[t], name) != 0)
        t--;
    return t;
}

struct parse {
    struct sheet *s;
    struct arena *a;
    const char *at, *end;
    int line, room_cells, room_rows;
    const char **field;              /* of the row in hand */
    int n_fields, room_fields;
    char *buffer;                    /* a quoted value without its quotes */
    struct err *err;
};

static enum status wrong(const struct parse *p, const char *what)
{
    return err_set(p->err, BAD_INPUT, "%s.csv, line %d: %s", p->s->name, p->line, what);
}

static char *whole_file(struct arena *a, FILE *f, size_t *length)
{
    enum { BLOCK = 1 << 16 };
    char *text = NULL;
    int have = 0, room = 0;
    size_t got;
    char block[BLOCK];
    while ((got = fread(block, 1, BLOCK, f)) > 0) {
        for (size_t i = 0; i < got; i++)
            *PUSH(a, text, have, room) = block[i];
    }
    *PUSH(a, text, have, room) = '\0';
    *length = (size_t)have - 1;
    return text;
}

static bool at_end_of_field(const struct parse *p)
{
    return p->at == p->end || *p->at == ',' || *p->at == '\n' || *p->at == '\r';
}

static void skip_blanks(struct parse *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t'))
        p->at++;
}

static enum status quoted(struct parse *p)
{
    size_t n = 0;
    for (p->at++;; p->at++) {
        if (p->at == p->end)
            return wrong(p, "a quote is never closed");
        if (*p->at == '"' && *++p->at != '"')
            break;
        p->line += *p->at == '\n';
        p->buffer[n++] = *p->at;
    }
    skip_blanks(p);
    if (!at_end_of_field(p))
        return wrong(p, "text follows a closing quote");
    *PUSH(p->a, p->field, p->n_fields, p->room_fields) = arena_copy(p->a, p->buffer, n);
    return OK;
}

static enum status plain(struct parse *p)
{
    const char *from = p->at;
    while (!at_end_of_field(p))
        if (*p->at++ == '"')
            return wrong(p, "a quote stands inside a value");
    size_t n = (size_t)(p->at - from);
    while (n && (from[n - 1] == ' ' || from[n - 1] == '\t'))
        n--;
    *PUSH(p->a, p->field, p->n_fields, p->room_fields) = arena_copy(p->a, from, n);
    return OK;
}

static enum status take_fields(struct parse *p)
{
    p->n_fields = 0;
    for (;;) {
        skip_blanks(p);
        TRY(p->at < p->end && *p->at == '"' ? quoted(p) : plain(p));
        if (p->at == p->end || *p->at != ',')
            break;
        p->at++;
    }
    if (p->at < p->end && *p->at == '\r')
        p->at++;
    if (p->at < p->end && *p->at == '\n' )
        p->at++;
    return OK;
}

static bool nothing_in(const struct parse *p)
{
    for (int i = 0; i < p->n_fields; i++)
        if (p->field[i][0])
            return false;
    return true;
}

static enum status take_row(struct parse *p, int line)
{
    struct sheet *s = p->s;
    if (nothing_in(p))
        return OK;
    if (!s->head) {
        s->n_columns = p->n_fields;
        s->head = NEW_ARRAY(p->a, const char *, p->n_fields);
        memcpy(s->head, p->field, (size_t)p->n_fields * sizeof *s->head);
        return OK;
    }
    if (p->n_fields != s->n_columns)
        return wrong(p, "the row is not as long as the header");
    int n = s->n_rows * s->n_columns;
    for (int i = 0; i < p->n_fields; i++)
        *PUSH(p->a, s->cell, n, p->room_cells) = p->field[i];
    *PUSH(p->a, s->line, s->n_rows, p->room_rows) = line;
    return OK;
}

static enum status parse(struct sheet *s, struct arena *a, const char *text, size_t length,
                         struct err *err)
{
    struct parse p = { .s = s, .a = a, .at = text, .end = text + length, .line = 1,
                       .buffer = NEW_ARRAY(a, char, length + 1), .err = err };
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        p.at += 3;
    while (p.at < p.end) {
        int line = p.line;
        TRY(take_fields(&p));
        TRY(take_row(&p, line));
        p.line++;
    }
    s->changed = NEW_ARRAY(a, bool, s->n_rows * s->n_columns + 1);
    return OK;
}

/* NULL when there is no such file. */
static enum status load(struct arena *a, const char *folder, const char *name, char **text,
                        size_t *length, struct err *err)
{
    const char *path = arena_print(a, "%s/%s.csv", folder, name);
    *text = NULL;
    FILE *f = fopen(path, "rb");
    if (!f && errno == ENOENT)
        return OK;
    if (!f)
        return err_set(err, IO_FAILED, "%s cannot be read: %s", path, strerror(errno));
    *text = whole_file(a, f, length);
    bool bad = ferror(f) != 0;
    fclose(f);
    return bad ? err_set(err, IO_FAILED, "%s cannot be read", path) : OK;
}

static bool is_stray(const char *file)
{
    char name[40];
    size_t length = strlen(file);
    if (*file == '.' || length <= 4 || strcasecmp(file + length - 4, ".csv") != 0)
        return false;
    if (strcmp(file + length - 4, ".csv") != 0 || length - 4 >= sizeof name)
        return true;
    memcpy(name, file, length - 4);
    name[length - 4] = '\0';
    return sheet_named(name) < 0;
}

static enum status cannot_read(const char *folder, int why, struct err *err)
{
    return err_set(err, why == ENOMEM ? NO_MEMORY : IO_FAILED, "%s cannot be read: %s", folder,
                   strerror(why));
}

enum status sheet_stray(struct arena *a, const char *folder, const char **stray, struct err *err)
{
    DIR *d = opendir(folder);
    if (!d)
        return cannot_read(folder, errno, err);
    *stray = NULL;
    struct dirent *entry;
    for (errno = 0; (entry = readdir(d)); errno = 0)
        if (is_stray(entry->d_name) && (!*stray || strcmp(entry->d_name, *stray) < 0))
            *stray = arena_copy(a, entry->d_name, strlen(entry->d_name));
    int why = errno;
    closedir(d);
    return why ? cannot_read(folder, why, err) : OK;
}

enum status sheet_digest(struct arena *a, const char *folder, const char *name, char hex[65],
                         struct err *err)
{
    char *text;
    size_t length = 0;
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    hex[0] = '\0';
    TRY(load(a, folder, name, &text, &length, err));
    if (text && EVP_Digest(text, length, bytes, &n, EVP_sha256(), NULL) != 1)
        return err_set(err, BROKEN, "no digest of %s.csv can be made", name);
    for (unsigned i = 0; i < n && i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    return OK;
}

enum status sheet_read(struct sheet *s, struct arena *a, const char *folder, const char *name,
                       struct err *err)
{
    char *text;
    size_t length = 0;
    *s = (struct sheet){ .name = name };
    TRY(load(a, folder, name, &text, &length, err));
    return text ? parse(s, a, text, length, err) : OK;
}

int sheet_column(const struct sheet *s, const char *column)
{
    for (int i = 0; i < s->n_columns; i++)
        if (strcmp(s->head[i], column) == 0)
            return i;
    return -1;
}

const char *sheet_text(const struct sheet *s, int row, const char *column)
{
    int at = sheet_column(s, column);
    return at < 0 ? "" : s->cell[row * s->n_columns + at];
}

bool decimal(const char *text, double *out)
{
    const char *p = text + (*text == '-');
    size_t whole = strspn(p, "0123456789");
    p += whole;
    size_t part = *p == '.' ? strspn(p + 1, "0123456789") : 0;
    if (!whole || (*p == '.' && !part) || p[*p == '.' ? part + 1 : 0])
        return false;
    *out = strtod(text, NULL) + 0.0;
    return true;
}

bool next_entry(struct arena *a, const char **at, const char **entry)
{
    if (!*at || !**at)
        return false;
    size_t n = strcspn(*at, "|"), from = strspn(*at, " ");
    size_t to = n;
    while (to > from && (*at)[to - 1] == ' ')
        to--;
    *entry = arena_copy(a, *at + (from < to ? from : to), from < to ? to - from : 0);
    *at = (*at)[n] ? *at + n + 1 : NULL;
    return true;
}

bool listed(const char *list, const char *id)
{
    struct arena *a = arena_new();
    const char *entry = NULL;
    bool found = !*list;
    while (!found && next_entry(a, &list, &entry))
        found = strcmp(entry, "*") == 0 || strcmp(entry, id) == 0;
    arena_free(a);
    return found;
}
