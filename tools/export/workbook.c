/* workbook.c - the figures behind every view of the database, a table to a sheet.
 *
 * Laid out as the Analysis Function asks of accessible spreadsheets: a cover, contents and notes;
 * on every other sheet a title in A1 and one table that begins in column A, with one heading row,
 * no merged and no empty cells, and nothing below it.
 */
#include <string.h>
#include <time.h>

#include "tools/export/workbook.h"

/* ---- names of cells ---- */

struct book_sheet *sheet_of_view(const struct book *b, const char *view)
{
    for (int i = 0; i < b->n_sheets; i++)
        if (strcmp(b->sheet[i]->name, view + strlen("v_")) == 0)
            return b->sheet[i];
    return NULL;
}

static const char *column_name(struct arena *a, int column)
{
    const char *name = "";
    for (int i = column + 1; i > 0; i = (i - 1) / 26)
        name = arena_print(a, "%c%s", 'A' + (i - 1) % 26, name);
    return name;
}

const char *cell_name(struct arena *a, int row, int column)
{
    return arena_print(a, "%s%d", column_name(a, column), row + 1);
}

const char *range_of(const struct book *b, const char *view, const char *column)
{
    const struct book_sheet *s = sheet_of_view(b, view);
    const char *heading = heading_of(b->arena, view, column);
    for (int i = 0; s && s->n_rows && i < s->n_columns; i++) {
        const char *letters = column_name(b->arena, i);
        if (strcmp(s->heading[i], heading) == 0)
            return arena_print(b->arena, "%s!$%s$%d:$%s$%d", s->name, letters,
                               book_first_row(s) + 1, letters, book_first_row(s) + s->n_rows);
    }
    return NULL;
}

const char *heading_of(struct arena *a, const char *view, const char *column)
{
    const struct column_words *w = column_words(view, column);
    bool unit = w->kind != K_COUNT && w->kind != K_SHARE && w->kind != K_BY_UNIT && column_unit(w);
    return arena_print(a, "%s%s%s%s%s", w->title, unit ? " (" : "", unit ? column_unit(w) : "",
                       unit ? ")" : "", note_mark(a, view, column));
}

/* ---- sheets of figures ---- */

static struct book_cell figure_cell(enum kind kind, const char *text)
{
    if (!text)
        return text_cell("[z]");
    if (kind == K_YES_NO)
        return text_cell(strcmp(text, "1") == 0 ? "yes" : "no");
    return kind_is_text(kind) ? text_cell(text) : number_cell(kind, strtod(text, NULL));
}

static const char *scenario_of(const struct chosen *c, const char *run)
{
    for (int i = 0; i < c->runs.n_rows; i++)
        if (strcmp(run_at(c, i, "run"), run) == 0)
            return run_at(c, i, "scenario");
    return run;
}

/* A figure in a unit of its own row is shown in that. */
static enum kind kind_at(const struct result *r, const char *view, int row, int column)
{
    enum kind kind = column_words(view, r->name[column])->kind;
    for (int i = 0; kind == K_BY_UNIT && i < r->n_columns; i++)
        if (strcmp(r->name[i], "unit") == 0)
            return kind_of_unit(result_cell(r, row, i));
    return kind;
}

static void fill_table(struct book *b, struct book_sheet *s, const struct chosen *c,
                       const char *view, const struct result *r)
{
    bool named = strcmp(view, "v_run") == 0; /* says its scenarios itself */
    const char **heading = NEW_ARRAY(b->arena, const char *, r->n_columns + 1);
    int n = 0;
    if (!named)
        heading[n++] = column_words(NULL, "scenario")->title;
    for (int i = 0; i < r->n_columns; i++)
        heading[n++] = heading_of(b->arena, view, r->name[i]);
    book_headings(b, s, heading, n);
    for (int row = 0; row < r->n_rows; row++) {
        if (!named)
            book_cell(b, s, text_cell(scenario_of(c, result_cell(r, row, 0))));
        for (int i = 0; i < r->n_columns; i++)
            book_cell(b, s, figure_cell(kind_at(r, view, row, i), result_cell(r, row, i)));
    }
}

static enum status check_words(const struct store_view *v, const struct result *r,
                               struct err *err)
{
    for (int i = 0; i < r->n_columns; i++)
        if (!column_words(v->name, r->name[i]))
            return err_set(err, BROKEN, "nothing says what %s.%s means", v->name, r->name[i]);
    return OK;
}

static enum status add_view(struct book *b, const struct chosen *c, const struct store_view *v,
                            struct err *err)
{
    struct result r;
    struct book_sheet *s = book_add(b, v->name + strlen("v_"), v->title);
    TRY(chosen_rows(&r, c, v->name, v->key, err));
    TRY(check_words(v, &r, err));
    book_line(b, s, text_cell(r.n_rows ? "This sheet has one table. Some headings refer to notes, "
                                         "which are on the sheet called notes."
                                       : "These results have no rows for this table."));
    book_line(b, s, (struct book_cell){ .type = CELL_LINK, .text = "Contents",
                                        .formula = "contents" });
    if (r.n_rows)
        fill_table(b, s, c, v->name, &r);
    return OK;
}

/* ---- the whole ---- */

static enum status created_from(struct book *b, const char *time, struct err *err)
{
    struct tm when = { 0 };
    const char *end = strptime(time, "%Y-%m-%dT%H:%M:%SZ", &when);
    b->created = end && !*end ? timegm(&when) : 0;
    return b->created > 0 ? OK : err_set(err, IO_FAILED, "the database is damaged: a run finished "
                                         "at \"%s\"", time);
}

static enum status describe(struct book *b, const struct chosen *c, struct err *err)
{
    struct book_sheet *cover = book_add(b, "cover", b->title);
    struct book_sheet *contents = book_add(b, "contents", "Contents");
    struct book_sheet *notes = book_add(b, "notes", "Notes");
    struct book_sheet *checks = book_add(b, "checks", "Checks");
    TRY(created_from(b, run_newest_end(c), err));
    for (int i = 0; i < N_STORE_VIEWS; i++)
        if (strncmp(STORE_VIEWS[i].name, "v_", 2) == 0)
            TRY(add_view(b, c, &STORE_VIEWS[i], err));
    TRY(fill_checks(b, checks, c, err));
    fill_cover(b, cover, c);
    fill_notes(b, notes);
    fill_contents(b, contents);
    return OK;
}

enum status workbook_write(const struct chosen *c, const char *path, int *n_sheets,
                           struct err *err)
{
    struct book b = { .arena = c->arena, .title = "Plans of training, what they cost and who pays",
                      .subject = "The newest results of scenarios, as ringfence stored them" };
    TRY(describe(&b, c, err));
    *n_sheets = b.n_sheets;
    return book_write(&b, path, err);
}
