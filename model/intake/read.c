/* read.c - CSV text to rows.
 *
 * libcsv calls back per field and per row.  It is fed one physical line at a time, so
 * line numbers are exact even when a quoted value contains a line end.  It passes over
 * blank lines and takes rows of any length: fields are counted here.
 */
#include "read.h"

#include <csv.h>
#include <string.h>

#include "lines.h"
#include "say.h"
#include "text.h"

struct reader {
    struct arena *a;
    struct findings *f;
    struct table *table;
    const char *file;
    struct lines lines;
    struct csv_parser csv;
    const char *field[FIELDS_MOST];  /* of the row in hand; empty or a copy */
    int n_fields;                    /* may be more than there is room for */
    bool row_open, row_bad, row_ended;
    bool header_bad;                 /* a fault in it is said already */
    int row_line, quote_line;        /* where the row and its open quote began */
    int n_header;                    /* 0 = no header yet */
    int column_of[FIELDS_MOST];
    int cells_room, line_room, bad_room;
    bool stop;
    int n_errors;                    /* of other files, before this one */
};

static struct place here(const struct reader *r, int line, int column)
{
    int c = column >= 1 && column <= r->n_header ? r->column_of[column - 1] : -1;
    const char *name = c >= 0 ? r->table->schema->columns[c].name : NULL;
    return (struct place){ r->file, line, column, name, NULL };
}

/* A file of another kind has a fault in every row: what is beyond the last that is shown need
 * not be read. */
static bool is_enough(const struct reader *r)
{
    return r->f->n_errors - r->n_errors > FINDINGS_MOST;
}

static void stop(struct reader *r)
{
    r->stop = true;
    r->table->broken = true;
}

/* The same text as in the row above is stored once: ids come in runs. */
static const char *kept(struct reader *r, int field, const char *text, size_t length)
{
    const struct table *t = r->table;
    int column = r->n_header && field < r->n_header ? r->column_of[field] : -1;
    if (column >= 0 && t->n_rows) {
        const char *above = cell(t, t->n_rows - 1, column);
        if (!strcmp(above, text))
            return above;
    }
    return length ? arena_copy(r->a, text, length) : "";
}

static const char *unsafe_field(struct reader *r, const char *text, uint32_t c)
{
    struct place p = here(r, r->row_line, r->n_fields);
    const char *shown = text_shown(r->a, text);
    p.value = shown;
    say(r->f, E114, p, "type the value again",
        c < 0x20 || (c >= 0x7F && c < 0xA0) ? "the value contains a control character (U+%04X)"
                                            : "the value contains an invisible character (U+%04X)",
        (unsigned)c);
    r->row_bad = true;
    r->header_bad |= !r->n_header;
    return shown;
}

static void on_field(void *data, size_t length, void *context)
{
    struct reader *r = context;
    const char *text = data ? data : "";
    int field = r->n_fields++;
    if (field >= FIELDS_MOST)
        return;
    if (length > FIELD_LONGEST) {
        say(r->f, E115, here(r, r->row_line, field + 1), NULL,
            "the value is longer than %d characters", FIELD_LONGEST);
        r->row_bad = true;
        r->field[field] = "";
        return;
    }
    uint32_t c = text_unsafe(text);
    if (c == '\t' && !r->n_header)
        c = 0; /* values separated by tabs: the header is told so */
    r->field[field] = c ? unsafe_field(r, text, c) : kept(r, field, text, length);
}

static void header(struct reader *r)
{
    int n = r->n_fields < FIELDS_MOST ? r->n_fields : FIELDS_MOST;
    if (r->header_bad ||
        !header_read(r->table, r->field, r->n_fields, r->row_line, r->column_of, r->file, r->f))
        stop(r);
    r->n_header = n;
}

static void count_fields(struct reader *r)
{
    if (r->n_fields == r->n_header)
        return;
    bool many = r->n_fields > r->n_header;
    say(r->f, E113, here(r, r->row_line, 0),
        many ? "put quotes around a value that contains a comma"
             : "add a comma for each value that is left empty",
        "the row has %d value%s, the header has %d", r->n_fields, r->n_fields == 1 ? "" : "s",
        r->n_header);
    r->row_bad = true;
}

static void row(struct reader *r)
{
    struct table *t = r->table;
    size_t width = (size_t)t->schema->n_columns;
    if (t->n_rows == ROWS_MOST) {
        say(r->f, E117, here(r, r->row_line, 0), "split the case",
            "the file has more than %d rows", ROWS_MOST);
        stop(r);
        return;
    }
    count_fields(r);
    t->cells = arena_grow(r->a, t->cells, t->n_rows, &r->cells_room, width * sizeof *t->cells);
    const char **cells = t->cells + (size_t)t->n_rows * width;
    for (int i = 0; i < r->n_header && i < r->n_fields; i++)
        if (r->column_of[i] >= 0)
            cells[r->column_of[i]] = r->field[i];
    int n = t->n_rows;
    *PUSH(r->a, t->bad, n, r->bad_room) = r->row_bad;
    *PUSH(r->a, t->line, t->n_rows, r->line_room) = r->row_line;
}

/* Spreadsheets leave rows of nothing but commas behind. */
static bool nothing_in(const struct reader *r)
{
    for (int i = 0; i < r->n_fields && i < FIELDS_MOST; i++)
        if (*r->field[i])
            return false;
    return true;
}

static void on_row(int end, void *context)
{
    struct reader *r = context;
    (void)end;
    if (!nothing_in(r) && !r->stop) {
        if (r->n_header)
            row(r);
        else
            header(r);
    }
    r->n_fields = 0;
    r->row_bad = false;
    r->row_ended = true;
}

static void say_unclosed(struct reader *r)
{
    say(r->f, E110, here(r, r->quote_line, 0),
        "put a quote at the end of the value, and double each quote inside it",
        "a quote is opened on line %d and never closed", r->quote_line);
    stop(r);
}

static void parser_open(struct reader *r)
{
    if (csv_init(&r->csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL))
        stop(r);
    r->n_fields = 0;
    r->row_bad = r->row_open = false;
}

/* A quote in the wrong place.  When the value began on an earlier line, its quote is the
 * one that is not closed; otherwise only this row is lost. */
static void say_quote(struct reader *r, size_t used, bool older)
{
    int character = text_characters(r->lines.line, used) + 1;
    if (older) {
        say_unclosed(r);
        return;
    }
    if (r->csv.quoted)
        say(r->f, E111, here(r, r->lines.number, r->n_fields + 1),
            "double each quote inside a quoted value",
            "text follows a closing quote, at character %d of the line", character);
    else
        say(r->f, E112, here(r, r->lines.number, r->n_fields + 1),
            "double the quote, and put quotes around the value",
            "a quote stands inside a value, at character %d of the line", character);
    r->table->broken = true;
    csv_free(&r->csv);
    parser_open(r);
}

static bool blank(const struct lines *l)
{
    return strspn(l->line, " \t\r\n") == l->length;
}

static void feed(struct reader *r)
{
    bool was_open = r->row_open;
    int before = r->n_fields;
    if (!was_open)
        r->row_line = r->lines.number;
    r->row_ended = false;
    size_t used = csv_parse(&r->csv, r->lines.line, r->lines.length, on_field, on_row, r);
    bool older = was_open && !r->row_ended && r->n_fields == before;
    if (used != r->lines.length) {
        say_quote(r, used, older);
        return;
    }
    r->row_open = !r->row_ended && (was_open || !blank(&r->lines));
    if (r->row_open && !older)
        r->quote_line = r->lines.number;
    if (r->row_open && r->csv.entry_pos > FIELD_LONGEST)
        say_unclosed(r);
}

/* Zero bytes and bytes that are no UTF-8 concern the whole file: said once. */
static bool is_text(struct reader *r)
{
    const struct lines *l = &r->lines;
    if (memchr(l->line, '\0', l->length)) {
        say(r->f, E106, here(r, l->number, 0), "save it as \"CSV UTF-8 (comma delimited)\"",
            "line %d contains a zero byte, so this is not a text file", l->number);
        return false;
    }
    long bad = text_not_utf8(l->line, l->length);
    if (bad < 0)
        return true;
    say(r->f, E105, here(r, l->number, 0), "save it as \"CSV UTF-8 (comma delimited)\"",
        "the file is not in UTF-8: line %d has the byte 0x%02X at character %d", l->number,
        (unsigned)(unsigned char)l->line[bad], text_characters(l->line, (size_t)bad) + 1);
    return false;
}

static void say_state(struct reader *r)
{
    struct place p = here(r, 0, 0);
    const char *save = "save it as \"CSV UTF-8 (comma delimited)\"";
    switch (r->lines.state) {
    case LINES_MORE: case LINES_END: return;
    case LINES_TOO_LONG:
        p.line = r->lines.number;
        say(r->f, E116, p, "check that each row is on a line of its own",
            "line %d is longer than %d characters", p.line, LINE_LONGEST);
        break;
    case LINES_UNREADABLE:
        say(r->f, E103, p, NULL, "%s cannot be read: %s", r->file, r->lines.why);
        break;
    case LINES_NOT_A_FILE: say(r->f, E103, p, NULL, "%s is not a file", r->file); break;
    case LINES_UTF16:
        say(r->f, E107, p, save, "%s is in UTF-16 (\"Unicode text\")", r->file);
        break;
    case LINES_WORKBOOK: say(r->f, E108, p, save, "%s is a workbook", r->file); break;
    case LINES_EMPTY:
        say(r->f, E104, p, "write its columns on the first line", "%s is empty", r->file);
        break;
    }
    stop(r);
}

static void read_lines(struct reader *r)
{
    while (!r->stop && lines_next(&r->lines) == LINES_MORE) {
        if (is_text(r))
            feed(r);
        else
            stop(r);
        if (is_enough(r))
            stop(r);
    }
    if (!r->stop && r->row_open && r->lines.state == LINES_END)
        say_unclosed(r);
    if (!r->stop && !r->n_header && r->lines.state == LINES_END)
        r->lines.state = LINES_EMPTY;
    if (!r->stop)
        say_state(r);
}

void table_read(struct table *table, struct arena *a, const char *file, struct findings *f)
{
    char sha256[65];
    struct arena *scratch = arena_new();
    struct reader *r = NEW(scratch, struct reader);
    *r = (struct reader){ .a = a, .f = f, .table = table, .file = file, .n_errors = f->n_errors };
    parser_open(r);
    lines_open(&r->lines, scratch, table->path);
    read_lines(r);
    lines_close(&r->lines, sha256);
    table->sha256 = arena_copy(a, sha256, strlen(sha256));
    csv_free(&r->csv);
    arena_free(scratch);
}

#define TEXT_OF(number) TEXT_OF_IT(number)
#define TEXT_OF_IT(number) #number
const char *tables_csv_version(void)
{
    return TEXT_OF(CSV_MAJOR) "." TEXT_OF(CSV_MINOR) "." TEXT_OF(CSV_RELEASE);
}
