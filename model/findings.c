/* findings.c - the list of findings: each once, and of one file not without end. */
#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/map.h"

const struct finding_kind FINDING_KINDS[] = {
#define KIND(code, means, example, write) { #code, means, example, write },
#include "finding_kinds.h"
};

enum severity finding_severity(enum finding_code code)
{
    return *FINDING_KINDS[code].code == 'E' ? FINDING_ERROR : FINDING_QUERY;
}

static struct map *new_map(struct arena *a)
{
    struct map *m = NEW(a, struct map);
    map_init(m, a);
    return m;
}

void findings_init(struct findings *f, struct arena *a)
{
    *f = (struct findings){ .arena = a, .seen = new_map(a), .count = new_map(a) };
}

static const char *copied(struct arena *a, const char *text)
{
    return text ? arena_copy(a, text, strlen(text)) : NULL;
}

static void keep(struct findings *f, struct finding finding)
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

static int *count_of(struct findings *f, const struct finding *x)
{
    char key[300];
    snprintf(key, sizeof key, "%d %s", x->severity, x->file ? x->file : "");
    if (!map_at(f->count, key))
        map_add(f->count, arena_copy(f->arena, key, strlen(key)), 0);
    return map_at(f->count, key);
}

static bool is_new(struct findings *f, const struct finding *x)
{
    const char *key = arena_print(f->arena, "%s|%s|%d|%d|%s", x->code, x->file ? x->file : "",
                                  x->line, x->column, x->text ? x->text : "");
    return map_add(f->seen, key, 0) < 0;
}

void findings_add(struct findings *f, struct finding finding)
{
    int *count = count_of(f, &finding);
    bool error = finding.severity == FINDING_ERROR;
    if (*count > FINDINGS_MOST || !is_new(f, &finding))
        return;
    if (++*count <= FINDINGS_MOST)
        keep(f, finding);
    else
        keep(f, (struct finding){
            .severity = finding.severity, .code = FINDING_KINDS[error ? E230 : Q530].code,
            .file = finding.file,
            .text = arena_print(f->arena, "more than %d %s; no more are shown", FINDINGS_MOST,
                                error ? "faults" : "queries"),
            .help = "deal with the others first" });
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

void findings_sort(struct findings *f)
{
    if (f->n)
        qsort(f->items, (size_t)f->n, sizeof *f->items, by_place);
}
