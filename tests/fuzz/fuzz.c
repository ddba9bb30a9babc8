/* fuzz.c - what the fuzzers share. */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/intake/text.h"
#include "tests/case_files.h"

static char folder[64];
static pid_t owner;

static void remove_folder(void)
{
    if (getpid() == owner)
        case_remove(folder);
}

const char *fuzz_folder(void)
{
    if (*folder)
        return folder;
    bool memory = access("/dev/shm", W_OK) == 0;
    snprintf(folder, sizeof folder, "%s/ringfence-fuzz-XXXXXX", memory ? "/dev/shm" : "/tmp");
    must(mkdtemp(folder) != NULL, "a folder can be made");
    owner = getpid();
    atexit(remove_folder);
    return folder;
}

static char altered[N_TABLES + 1][40];
static int n_altered;

static void note_altered(const char *file)
{
    for (int i = 0; i < n_altered; i++)
        if (!strcmp(altered[i], file))
            return;
    must(n_altered <= N_TABLES, "files have the names of tables");
    snprintf(altered[n_altered++], sizeof altered[0], "%s", file);
}

void fuzz_put(const char *file, const void *bytes, size_t size)
{
    note_altered(file);
    case_put(fuzz_folder(), file, size ? bytes : "", size);
}

void fuzz_put_case(void)
{
    static bool filled;
    char path[200];
    if (!filled)
        case_fill(fuzz_folder());
    filled = true;
    for (; n_altered; n_altered--)
        if (!case_restore(fuzz_folder(), altered[n_altered - 1])) {
            snprintf(path, sizeof path, "%s/%s", fuzz_folder(), altered[n_altered - 1]);
            remove(path);
        }
}

void must(bool holds, const char *sentence)
{
    if (holds)
        return;
    fprintf(stderr, "not so: %s\n", sentence);
    abort();
}

static bool is_safe(const char *text)
{
    return !text || (text_not_utf8(text, strlen(text)) < 0 && !text_unsafe(text));
}

void must_be_sound(const struct findings *f)
{
    int n[2] = { 0 };
    for (int i = 0; i < f->n; i++) {
        const struct finding *x = &f->items[i];
        n[x->severity]++;
        must(x->code && strlen(x->code) == 4, "a finding has a code");
        must((*x->code == 'E') == (x->severity == FINDING_ERROR), "E is for errors");
        must(x->file && *x->file, "a finding names a file");
        must(x->text && *x->text, "a finding says something");
        must(x->line >= 0 && x->column >= 0 && (x->line || !x->column), "a place is a place");
        must(is_safe(x->file) && is_safe(x->name) && is_safe(x->value) && is_safe(x->text) &&
             is_safe(x->help), "a finding is safe to print");
    }
    must(n[FINDING_ERROR] == f->n_errors && n[FINDING_QUERY] == f->n_queries,
         "findings are counted");
}

void must_be_clean(const struct table *t)
{
    for (int row = 0; row < t->n_rows; row++)
        for (int c = 0; c < t->schema->n_columns; c++)
            must(is_safe(cell(t, row, c)), "a cell is text");
}

bool same_cells(const struct table *a, const struct table *b)
{
    if (a->n_rows != b->n_rows)
        return false;
    for (int row = 0; row < a->n_rows; row++)
        for (int c = 0; c < a->schema->n_columns; c++)
            if (strcmp(cell(a, row, c), cell(b, row, c)))
                return false;
    return true;
}
