/* reopen.c - a workbook that was just written, read as any program would and held against what
 * was meant: its library has been seen to report success for a broken file. */
#include <expat.h>
#include <math.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#include "tools/export/book.h"

enum { BLOCK = 65536, NUMBER_TEXT = 64 };

struct seen {                     /* of one sheet */
    int n_cells, n_tables;
    double sum, size;             /* of its numbers; of their absolute values */
    bool number, in_value;
    char value[NUMBER_TEXT];
    size_t length;
};

static void begin(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct seen *s = context;
    if (strcmp(name, "c") == 0) {
        s->n_cells++;
        s->number = true;
        for (int i = 0; attributes[i]; i += 2)
            s->number = s->number && strcmp(attributes[i], "t") != 0;
    }
    s->n_tables += strcmp(name, "tablePart") == 0;
    s->in_value = strcmp(name, "v") == 0;
    s->length = 0;
}

static void take(void *context, const XML_Char *text, int n)
{
    struct seen *s = context;
    for (int i = 0; i < n && s->in_value && s->length < NUMBER_TEXT - 1; i++)
        s->value[s->length++] = text[i];
}

static void end(void *context, const XML_Char *name)
{
    struct seen *s = context;
    if (s->in_value && s->number && strcmp(name, "v") == 0) {
        s->value[s->length] = '\0';
        s->sum += strtod(s->value, NULL);
        s->size += fabs(strtod(s->value, NULL));
    }
    s->in_value = false;
}

static bool parse(unzFile zip, XML_Parser parser)
{
    static char block[BLOCK];
    int n;
    do {
        n = unzReadCurrentFile(zip, block, BLOCK);
        if (n < 0 || XML_Parse(parser, block, n, n == 0) != XML_STATUS_OK)
            return false;
    } while (n > 0);
    return true;
}

/* A part is there, its checksum is right and it is well-formed XML. */
static bool read_part(unzFile zip, const char *part, struct seen *s)
{
    *s = (struct seen){ 0 };
    if (unzLocateFile(zip, part, 1) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK)
        return false;
    XML_Parser parser = XML_ParserCreate(NULL);
    bool good = parser != NULL;
    if (good) {
        XML_SetUserData(parser, s);
        XML_SetElementHandler(parser, begin, end);
        XML_SetCharacterDataHandler(parser, take);
        good = parse(zip, parser);
        XML_ParserFree(parser);
    }
    return unzCloseCurrentFile(zip) == UNZ_OK && good;
}

static double sum_of(const struct book_sheet *s)
{
    double sum = 0;
    for (int i = 0; i < s->n_cells; i++)
        if (s->cell[i].type == CELL_NUMBER || s->cell[i].type == CELL_FORMULA_NUMBER)
            sum += s->cell[i].number;
    return sum;
}

static bool holds(const struct seen *seen, const struct book_sheet *s)
{
    int cells = 1 + s->n_lines + (s->n_rows ? s->n_columns : 0) + s->n_cells;
    return seen->n_cells == cells && seen->n_tables == (s->n_rows > 0) &&
           fabs(seen->sum - sum_of(s)) <= 1e-13 * seen->size;
}

static const char *first_fault(const struct book *b, unzFile zip)
{
    static const char *const PARTS[] = {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
        "xl/theme/theme1.xml" };
    struct seen seen;
    int tables = 0;
    for (int i = 0; i < COUNT(PARTS); i++)
        if (!read_part(zip, PARTS[i], &seen))
            return PARTS[i];
    for (int i = 0; i < b->n_sheets; i++) {
        const char *part = arena_print(b->arena, "xl/worksheets/sheet%d.xml", i + 1);
        if (!read_part(zip, part, &seen) || !holds(&seen, b->sheet[i]))
            return b->sheet[i]->name;
        const char *table = arena_print(b->arena, "xl/tables/table%d.xml", tables + 1);
        tables += b->sheet[i]->n_rows > 0;
        if (b->sheet[i]->n_rows && !read_part(zip, table, &seen))
            return table;
    }
    return NULL;
}

enum status xlsx_reopen(const struct book *b, const char *path, struct err *err)
{
    unzFile zip = unzOpen(path);
    const char *fault = zip ? first_fault(b, zip) : "the whole file";
    if (zip)
        unzClose(zip);
    return fault ? err_set(err, BROKEN, "the workbook was written wrongly (%s) and is not kept",
                           fault)
                 : OK;
}
