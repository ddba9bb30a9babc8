/* findings.c - the list of findings. */
#include "findings.h"

#include <stdlib.h>
#include <string.h>

void findings_init(struct findings *f, struct arena *a)
{
    *f = (struct findings){ .arena = a };
}

static const char *copied(struct arena *a, const char *text)
{
    return text ? arena_copy(a, text, strlen(text)) : NULL;
}

void findings_add(struct findings *f, struct finding finding)
{
    finding.code = copied(f->arena, finding.code);
    finding.file = copied(f->arena, finding.file);
    finding.name = copied(f->arena, finding.name);
    finding.value = copied(f->arena, finding.value);
    finding.text = copied(f->arena, finding.text);
    finding.help = copied(f->arena, finding.help);
    *PUSH(f->arena, f->items, f->n, f->room) = finding;
    f->n_errors += finding.severity == FINDING_ERROR;
    f->n_queries += finding.severity == FINDING_QUERY;
}

static int texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int by_place(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = (a->severity > b->severity) - (a->severity < b->severity);
    if (!order)
        order = texts(a->code, b->code);
    if (!order)
        order = texts(a->file, b->file);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = (a->column > b->column) - (a->column < b->column);
    return order ? order : texts(a->text, b->text);
}

/* Scenarios share most of their tables, so each finds the same faults again. */
static void keep_first(struct findings *f)
{
    int kept = 0;
    f->n_errors = f->n_queries = 0;
    for (int i = 0; i < f->n; i++) {
        if (kept && !by_place(&f->items[kept - 1], &f->items[i]))
            continue;
        f->items[kept++] = f->items[i];
        f->n_errors += f->items[i].severity == FINDING_ERROR;
        f->n_queries += f->items[i].severity == FINDING_QUERY;
    }
    f->n = kept;
}

void findings_sort(struct findings *f)
{
    if (!f->n)
        return;
    qsort(f->items, (size_t)f->n, sizeof *f->items, by_place);
    keep_first(f);
}
