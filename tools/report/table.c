/* table.c - an answer as a table: a caption, headings with their scope, figures to the right. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/report/report.h"

enum { FEW = 8 };               /* rows of a table that is kept on one sheet */

struct spelt { const char **text, **sum; };

void layout_column(struct layout *l, const char *heading, enum kind kind)
{
    if (l->n < COLUMNS_MAX)
        l->column[l->n++] = (struct column){ heading, kind };
}

void layout_sides(struct layout *l, const struct report *r, enum kind kind)
{
    for (int i = 0; i < r->n_sides; i++)
        layout_column(l, r->label[i], kind);
}

void layout_plans(struct layout *l, const struct report *r, enum kind kind)
{
    for (int i = 0; i < r->n_sides; i++)
        if (i != r->nothing)
            layout_column(l, r->label[i], kind);
}

static enum kind kind_at(const struct layout *l, const struct result *x, int row, int c)
{
    enum kind kind = l->column[c].kind;
    return kind == K_BY_UNIT ? kind_of_unit(result_cell(x, row, x->n_columns - 1)) : kind;
}

static bool stands(const char *cell, enum kind kind)
{
    return cell && (kind_is_text(kind) || cell[0] == '[');
}

static const char *spell_cell(const struct layout *l, const struct result *x, int row, int c)
{
    const char *cell = result_cell(x, row, c);
    enum kind kind = kind_at(l, x, row, c);
    if (stands(cell, kind))
        return cell;
    if (!cell && kind_is_text(kind))
        return "";
    if (!cell)
        return adds_up(kind) ? page_whole(x->arena, kind, 0, false) : "[x]";
    return page_figure_of(x->arena, kind, result_number(x, row, c), false);
}

static void spell_column(const struct layout *l, const struct result *x, int c, struct spelt *s)
{
    enum kind kind = l->column[c].kind;
    bool adds = adds_up(kind);
    double *value = NEW_ARRAY(x->arena, double, x->n_rows + 1);
    long long *whole = NEW_ARRAY(x->arena, long long, x->n_rows + 1), sum = 0;
    for (int i = 0; adds && i < x->n_rows; i++)
        value[i] = stands(result_cell(x, i, c), kind) ? 0 : cell_or_nothing(x, i, c);
    if (adds)
        round_to_whole(x->arena, value, x->n_rows, whole);
    for (int i = 0; i < x->n_rows; i++) {
        s->text[i * l->n + c] = adds && !stands(result_cell(x, i, c), kind)
                                    ? page_whole(x->arena, kind, whole[i], false)
                                    : spell_cell(l, x, i, c);
        sum += whole[i];
    }
    s->sum[c] = adds ? page_whole(x->arena, kind, sum, false) : c == 0 ? "Total" : "";
}

/* 0 to 3: white, then in thirds of the largest cell. */
static int shade(const struct result *x, const struct layout *l, int row, int c)
{
    double most = 0;
    if (!l->shaded || c == 0 || !result_cell(x, row, c) || result_cell(x, row, c)[0] == '[')
        return 0;
    for (int i = 0; i < x->n_rows; i++)
        for (int k = 1; k < l->n; k++)
            most = fmax(most, cell_or_nothing(x, i, k));
    double v = cell_or_nothing(x, row, c);
    return v <= 0 ? 0 : v < most / 3 ? 1 : v < 2 * most / 3 ? 2 : 3;
}

static void put_cell(struct page *p, const char *element, enum kind kind, int shaded,
                     const char *text)
{
    static const char *const SHADE[] = { " h0", " h1", " h2", " h3" };
    fprintf(p->out, "<%s class=\"%s%s\">", element, kind_is_text(kind) ? "t" : "n",
            shaded < 0 ? "" : SHADE[shaded]);
    page_text(p, text);
    fprintf(p->out, "</%.2s>", element);
}

static void put_head(struct page *p, const struct layout *l)
{
    PAGE(p, "<thead>\n<tr>");
    for (int c = 0; c < l->n; c++) {
        bool right = !kind_is_text(l->column[c].kind);
        fprintf(p->out, "<th scope=\"col\" class=\"%s\">", right ? "n" : "t");
        page_text(p, l->column[c].heading);
        PAGE(p, "</th>");
    }
    PAGE(p, "</tr>\n</thead>\n");
}

static void put_row(struct page *p, const struct layout *l, const struct result *x, int row,
                    const char *const *text)
{
    PAGE(p, "<tr><th scope=\"row\">");
    page_text(p, text[0]);
    PAGE(p, "</th>");
    for (int c = 1; c < l->n; c++)
        put_cell(p, "td", row < 0 ? l->column[c].kind : kind_at(l, x, row, c),
                 l->shaded && row >= 0 ? shade(x, l, row, c) : -1, text[c]);
    PAGE(p, "</tr>\n");
}

/* A wide table scrolls on a small screen, and the keyboard can reach it. */
static void open_table(struct page *p, const struct layout *l, int n_rows)
{
    fprintf(p->out, "<div class=\"scroll%s\"", n_rows <= FEW ? " few" : "");
    PAGE(p, " role=\"region\" tabindex=\"0\" aria-label=\"");
    page_text(p, l->caption);
    fprintf(p->out, "\">\n<table>\n");
    if (p->behind)
        page_say(p, "caption", "Figure %d in numbers: %s", p->n_figures, l->caption);
    else
        page_say(p, "caption", "Table %d: %s", ++p->n_tables, l->caption);
}

void report_table(struct report *r, const struct layout *l, const struct result *x)
{
    struct page *p = &r->page;
    if (x->n_rows == 0) {
        page_say(p, "p", "%s: none.", l->caption);
        return;
    }
    struct spelt s = { NEW_ARRAY(x->arena, const char *, x->n_rows * l->n),
                       NEW_ARRAY(x->arena, const char *, l->n) };
    for (int c = 0; c < l->n; c++)
        spell_column(l, x, c, &s);
    open_table(p, l, x->n_rows);
    put_head(p, l);
    PAGE(p, "<tbody>\n");
    for (int i = 0; i < x->n_rows; i++)
        put_row(p, l, x, i, s.text + i * l->n);
    PAGE(p, "</tbody>\n");
    if (l->total && x->n_rows > 1) {
        PAGE(p, "<tfoot>\n");
        put_row(p, l, x, -1, s.sum);
        PAGE(p, "</tfoot>\n");
    }
    PAGE(p, "</table>\n</div>\n");
}
