/* xlsx.c - a described workbook as a file of Excel's: all that is known of libxlsxwriter is here.
 *
 * It reports success for what no program can read: numbers that are none, text that is not
 * UTF-8.  Those are refused before it sees them.  Text goes in as strings, never as formulas;
 * text like _x0041_, which readers would take for an escaped letter, is escaped itself.  Tables
 * are plain: one heading row, no filter, no fill, as accessible spreadsheets are.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "model/intake/text.h"
#include "tools/export/book.h"

enum { NAME_MOST = 31, TEXT_MOST = 32767, ROWS_MOST = 1048576, COLUMNS_MOST = 16384,
       WIDTH_OF_TEXT = 90, WIDTH_LEAST = 9, WIDTH_MOST = 60, NUMBER_WIDTH = 14,
       FONT_SIZE = 12, TITLE_SIZE = 16, LINE_HEIGHT = 16, TITLE_HEIGHT = 22, A4 = 9 };

enum look { LOOK_TITLE = N_KINDS, LOOK_LINE, LOOK_WRAPPED_LINE, LOOK_HEADING, LOOK_LINK, N_LOOKS };

static const char *const NUMBER_FORMAT[N_KINDS] = { /* ORDER KINDS */
    [K_POUNDS] = "#,##0", [K_EACH] = "#,##0", [K_PENCE] = "#,##0", [K_PEOPLE] = "#,##0",
    [K_HOURS] = "#,##0",  [K_HOURS_EACH] = "#,##0.0", [K_COUNT] = "#,##0", [K_SHARE] = "0.0%",
    [K_LEVEL] = "0",
};

struct pen {
    const struct book *book;
    const struct book_sheet *of;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *look[N_LOOKS];    /* of each kind of number first */
    struct err *err;
};

static enum status refused(const struct pen *p, const char *what, struct err *err)
{
    return err_set(err, IO_FAILED, "sheet \"%s\" of the workbook: %s", p->of->name, what);
}

static enum status done(const struct pen *p, lxw_error e)
{
    return e == LXW_NO_ERROR ? OK : refused(p, lxw_strerror(e), p->err);
}

/* ---- names and text ---- */

static enum status check_name(const struct pen *p, int at)
{
    const char *name = p->of->name;
    size_t n = strlen(name);
    if (n == 0 || n > NAME_MOST || name[strcspn(name, "[]:*?/\\")] || name[0] == '\'' ||
        name[n - 1] == '\'' || strcasecmp(name, "history") == 0)
        return err_set(p->err, BROKEN, "a sheet cannot be called \"%s\"", name);
    for (int i = 0; i < at; i++)
        if (strcasecmp(name, p->book->sheet[i]->name) == 0)
            return err_set(p->err, BROKEN, "two sheets are called \"%s\"", name);
    return OK;
}

static bool is_escape(const char *text) /* _x0041_ */
{
    if (text[0] != '_' || text[1] != 'x')
        return false;
    for (int i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text[i]))
            return false;
    return text[6] == '_';
}

static const char *escaped(struct arena *a, const char *text)
{
    size_t n = 0;
    for (const char *c = text; *c; c++)
        n += is_escape(c) ? 7 : 1;
    char *to = arena_alloc(a, n + 1, 1), *out = to;
    for (; *text; text++) {
        if (is_escape(text)) {
            memcpy(to, "_x005F", 6);
            to += 6;
        }
        *to++ = *text;
    }
    return out;
}

static enum status check_text(const struct pen *p, const char *text)
{
    size_t n = strlen(text);
    if (text_not_utf8(text, n) >= 0 || strstr(text, "\xEF\xBF\xBE") ||
        strstr(text, "\xEF\xBF\xBF"))
        return refused(p, "text that is not UTF-8", p->err);
    if (text_characters(text, n) > TEXT_MOST)
        return refused(p, "text that is longer than a cell takes; --csv takes it", p->err);
    return OK;
}

/* ---- cells ---- */

static enum status put_text(struct pen *p, int row, int column, const char *text, int look)
{
    TRY(check_text(p, text));
    return done(p, worksheet_write_string(p->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                          escaped(p->book->arena, text), p->look[look]));
}

static enum status put_link(struct pen *p, int row, int column, const struct book_cell *cell)
{
    const char *to = arena_print(p->book->arena, "internal:'%s'!A1", cell->formula);
    TRY(check_text(p, cell->text));
    return done(p, worksheet_write_url_opt(p->sheet, (lxw_row_t)row, (lxw_col_t)column, to,
                                           p->look[LOOK_LINK], cell->text, NULL));
}

static enum status put_cell(struct pen *p, int row, int column, const struct book_cell *cell,
                            int text_look)
{
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    switch (cell->type) {
    case CELL_TEXT:
        return put_text(p, row, column, cell->text, text_look);
    case CELL_LINK:
        return put_link(p, row, column, cell);
    case CELL_FORMULA_TEXT:
        TRY(check_text(p, cell->text));
        return done(p, worksheet_write_formula_str(p->sheet, r, c, cell->formula,
                                                   p->look[text_look], cell->text));
    case CELL_NUMBER:
    case CELL_FORMULA_NUMBER:
        if (!isfinite(cell->number))
            return refused(p, "a figure that is no number", p->err);
        return done(p, cell->type == CELL_NUMBER
                           ? worksheet_write_number(p->sheet, r, c, cell->number,
                                                    p->look[cell->kind])
                           : worksheet_write_formula_num(p->sheet, r, c, cell->formula,
                                                         p->look[cell->kind], cell->number));
    }
    return BROKEN;
}

/* ---- sheets ---- */

static bool is_number(const struct book_cell *cell)
{
    return cell->type == CELL_NUMBER || cell->type == CELL_FORMULA_NUMBER;
}

static int characters(const char *text) { return text_characters(text, strlen(text)); }

/* Wide enough for the longest text or, of a long one, for a few words; the rest wraps. */
static int width_of(const struct book_sheet *s, int column)
{
    int width = characters(s->heading[column]) / 2;
    for (int i = 0; i < s->n_rows; i++) {
        const struct book_cell *cell = &s->cell[(size_t)i * (size_t)s->n_columns + (size_t)column];
        int n = is_number(cell) ? NUMBER_WIDTH : characters(cell->text);
        width = n > width ? n : width;
    }
    width = width * 6 / 5 + 2;    /* of Arial 12, in characters of the standard font */
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

/* Of a row, by its text that takes most lines: not every program finds heights by itself. */
static enum status set_height(struct pen *p, int row, int lines)
{
    return lines < 2 ? OK : done(p, worksheet_set_row(p->sheet, (lxw_row_t)row,
                                                      lines * LINE_HEIGHT, NULL));
}

static int lines_of(const char *text, int width)
{
    return (characters(text) + width - 1) / width; /* of prose, a sixth more would fit */
}

static enum status begin_table(struct pen *p, const int *width)
{
    int lines = 1;
    const struct book_sheet *s = p->of;
    lxw_table_column *column = NEW_ARRAY(p->book->arena, lxw_table_column, s->n_columns);
    lxw_table_column **columns = NEW_ARRAY(p->book->arena, lxw_table_column *, s->n_columns + 1);
    for (int i = 0; i < s->n_columns; i++) {
        column[i] = (lxw_table_column){ .header = (char *)(uintptr_t)s->heading[i],
                                        .header_format = p->look[LOOK_HEADING] };
        columns[i] = &column[i];
        TRY(check_text(p, s->heading[i]));
        TRY(done(p, worksheet_set_column(p->sheet, (lxw_col_t)i, (lxw_col_t)i, width[i], NULL)));
        int n = lines_of(s->heading[i], width[i]);
        lines = n > lines ? n : lines;
    }
    lxw_table_options options = {
        .name = arena_print(p->book->arena, "table_%s", s->name), .columns = columns,
        .no_autofilter = LXW_TRUE, .no_banded_rows = LXW_TRUE,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .style_type_number = 0,
    };
    int first = book_first_row(s);
    TRY(set_height(p, first - 1, lines));
    return done(p, worksheet_add_table(p->sheet, (lxw_row_t)(first - 1), 0,
                                       (lxw_row_t)(first + s->n_rows - 1),
                                       (lxw_col_t)(s->n_columns - 1), &options));
}

static enum status write_row(struct pen *p, int row, const int *width)
{
    const struct book_sheet *s = p->of;
    int lines = 1, at = book_first_row(s) + row;
    for (int c = 0; c < s->n_columns; c++) {
        const struct book_cell *cell = &s->cell[(size_t)row * (size_t)s->n_columns + (size_t)c];
        TRY(put_cell(p, at, c, cell, K_TEXT));
        if (!is_number(cell) && lines_of(cell->text, width[c]) > lines)
            lines = lines_of(cell->text, width[c]);
    }
    return set_height(p, at, lines);
}

static enum status write_table(struct pen *p)
{
    const struct book_sheet *s = p->of;
    if (s->n_columns > COLUMNS_MOST || s->n_rows > ROWS_MOST - book_first_row(s))
        return refused(p, "more rows than a sheet takes; --csv takes them", p->err);
    int *width = NEW_ARRAY(p->book->arena, int, s->n_columns);
    for (int c = 0; c < s->n_columns; c++)
        width[c] = width_of(s, c);
    TRY(begin_table(p, width));
    for (int i = 0; i < s->n_rows; i++)
        TRY(write_row(p, i, width));
    return OK;
}

static void lay_out(struct pen *p)
{
    worksheet_set_default_row(p->sheet, LINE_HEIGHT, LXW_FALSE);
    worksheet_set_row(p->sheet, 0, TITLE_HEIGHT, NULL);
    worksheet_set_landscape(p->sheet);
    worksheet_set_paper(p->sheet, A4);
    worksheet_fit_to_pages(p->sheet, 1, 0); /* as wide as a page, as long as it has to be */
}

/* Text above a table runs on over the empty cells to its right; a sheet of text alone wraps. */
static enum status write_sheet(struct pen *p, int at)
{
    const struct book_sheet *s = p->of = p->book->sheet[at];
    int look = s->n_columns ? LOOK_LINE : LOOK_WRAPPED_LINE;
    TRY(check_name(p, at));
    p->sheet = workbook_add_worksheet(p->workbook, s->name);
    if (!p->sheet)
        return refused(p, "cannot be made", p->err);
    lay_out(p);
    if (!s->n_columns)
        TRY(done(p, worksheet_set_column(p->sheet, 0, 0, WIDTH_OF_TEXT, NULL)));
    TRY(put_text(p, 0, 0, s->title, LOOK_TITLE));
    for (int i = 0; i < s->n_lines; i++) {
        TRY(put_cell(p, 1 + i, 0, &s->line[i], look));
        if (look == LOOK_WRAPPED_LINE)
            TRY(set_height(p, 1 + i, lines_of(s->line[i].text, WIDTH_OF_TEXT)));
    }
    return s->n_rows ? write_table(p) : OK;
}

/* ---- workbooks ---- */

static void make_looks(struct pen *p)
{
    for (int i = 0; i < N_LOOKS; i++) {
        lxw_format *f = p->look[i] = workbook_add_format(p->workbook);
        format_set_font_name(f, "Arial");
        format_set_font_size(f, FONT_SIZE);
        format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
        if (i < N_KINDS && NUMBER_FORMAT[i])
            format_set_num_format(f, NUMBER_FORMAT[i]);
        if (i == K_TEXT || i == LOOK_WRAPPED_LINE || i == LOOK_HEADING)
            format_set_text_wrap(f);
    }
    format_set_font_size(p->look[LOOK_TITLE], TITLE_SIZE);
    format_set_bold(p->look[LOOK_TITLE]);
    format_set_bold(p->look[LOOK_HEADING]);
    format_set_underline(p->look[LOOK_LINK], LXW_UNDERLINE_SINGLE);
    format_set_font_color(p->look[LOOK_LINK], LXW_COLOR_BLUE);
}

static enum status set_properties(struct pen *p)
{
    lxw_doc_properties properties = {
        .title = (char *)(uintptr_t)p->book->title, .subject = (char *)(uintptr_t)p->book->subject,
        .author = (char *)(uintptr_t)"Ringfence", .created = (time_t)p->book->created,
    };
    if (workbook_set_properties(p->workbook, &properties) != LXW_NO_ERROR)
        return err_set(p->err, BROKEN, "the workbook takes no title");
    return OK;
}

enum status xlsx_write(const struct book *b, const char *path, struct err *err)
{
    struct pen p = { .book = b, .err = err };
    p.workbook = workbook_new(path);
    if (!p.workbook)
        return err_set(err, IO_FAILED, "cannot make a workbook: out of memory");
    make_looks(&p);
    TRY(set_properties(&p)); /* after a failure the process ends, and the workbook with it */
    for (int i = 0; i < b->n_sheets; i++)
        TRY(write_sheet(&p, i));
    lxw_error e = workbook_close(p.workbook);
    return e == LXW_NO_ERROR ? OK : err_set(err, IO_FAILED, "cannot write the workbook: %s",
                                            lxw_strerror(e));
}
