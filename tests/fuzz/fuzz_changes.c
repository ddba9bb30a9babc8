/* fuzz_changes.c - any changes.csv and, after a line "===", any scenarios.csv, on a sound case.
 * Changing leaves the case as it was, and twice gives the same. */
#include <string.h>

#include "tests/case_files.h"
#include "tests/fuzz/fuzz.h"
#include "world.h"

enum { SCENARIOS_MOST = 6 };
static const char CHANGES[] = "scenario,table,where,column,operation,value\n";
static const char SCENARIOS[] = "scenario,base,procurement,gap\nBase,,la,0.01\nCut,Base,,\n"
                                "Pair,Cut,pair,0.02\n";

static void put_input(const char *text, size_t size)
{
    static char bytes[1 << 16];
    const char *part = memmem(text, size, "\n===\n", 5);
    size_t n = part ? (size_t)(part - text) + 1 : size;
    n = n < sizeof bytes - sizeof CHANGES ? n : sizeof bytes - sizeof CHANGES;
    memcpy(bytes, CHANGES, sizeof CHANGES - 1);
    if (n)
        memcpy(bytes + sizeof CHANGES - 1, text, n);
    fuzz_put("changes.csv", bytes, sizeof CHANGES - 1 + n);
    if (part)
        fuzz_put("scenarios.csv", part + 5, size - (size_t)(part + 5 - text));
    else
        fuzz_put("scenarios.csv", SCENARIOS, sizeof SCENARIOS - 1);
}

static void must_be_same(const struct tables *a, const struct tables *b, const char *sentence)
{
    for (int t = 0; t < N_TABLES; t++)
        must(same_cells(&a->table[t], &b->table[t]), sentence);
}

static void copy_cells(struct arena *a, struct tables *to, const struct tables *from)
{
    *to = *from;
    for (int t = 0; t < N_TABLES; t++) {
        int n = from->table[t].n_rows * from->table[t].schema->n_columns;
        const char **cells = NEW_ARRAY(a, const char *, n + 1);
        for (int i = 0; i < n; i++) {
            const char *text = from->table[t].cells[i];
            cells[i] = text ? arena_copy(a, text, strlen(text)) : NULL;
        }
        to->table[t].cells = cells;
    }
}

static void change(struct arena *a, const struct tables *t, const char *scenario)
{
    struct findings first, second;
    struct err err;
    struct world *w;
    findings_init(&first, a);
    findings_init(&second, a);
    const struct tables *once = tables_changed(a, t, scenario, &first);
    const struct tables *twice = tables_changed(a, t, scenario, &second);
    must_be_same(once, twice, "changes made twice give the same");
    must(first.n == second.n, "changes made twice are found equally wrong");
    enum status status = world_build(&w, a, once, scenario, &first, &err);
    must(status == OK || first.n_errors || t->faulty, "what stops a scenario is said");
    must_be_sound(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool made;
    struct arena *a = arena_new();
    struct findings f;
    struct err err;
    struct tables *t, before;
    if (!made)
        fuzz_put_case();
    made = true;
    put_input((const char *)data, size);
    findings_init(&f, a);
    must(tables_read(&t, a, fuzz_folder(), &f, &err) == OK, "the folder can be read");
    copy_cells(a, &before, t);
    const struct table *s = &t->table[T_SCENARIOS];
    for (int row = 0; row < s->n_rows && row < SCENARIOS_MOST; row++)
        change(a, t, cell(s, row, 0));
    must_be_same(t, &before, "a case is left as it was");
    arena_free(a);
    return 0;
}
