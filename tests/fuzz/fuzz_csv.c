/* fuzz_csv.c - any bytes as areas.csv.  What is read without a fault, written anew and read
 * again, is the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/intake/read.h"
#include "tests/fuzz/fuzz.h"

static struct table read_bytes(struct arena *a, const void *bytes, size_t size,
                               struct findings *f)
{
    struct table t = { .schema = &TABLES[T_AREAS] };
    fuzz_put("areas.csv", bytes, size);
    t.path = arena_print(a, "%s/areas.csv", fuzz_folder());
    table_read(&t, a, "areas.csv", f);
    must_be_sound(f);
    must_be_clean(&t);
    return t;
}

static void put_quoted(FILE *out, const char *text)
{
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

/* Every column, quoted, with line ends of the other kind. */
static char *written(const struct table *t, size_t *size)
{
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, size);
    must(out != NULL, "there is memory");
    for (int row = -1; row < t->n_rows; row++) {
        for (int c = 0; c < t->schema->n_columns; c++) {
            if (c)
                putc(',', out);
            put_quoted(out, row < 0 ? t->schema->columns[c].name : cell(t, row, c));
        }
        fputs("\r\n", out);
    }
    must(fclose(out) == 0, "there is memory");
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct findings first, second;
    findings_init(&first, a);
    findings_init(&second, a);
    struct table t = read_bytes(a, data, size, &first);
    must(first.n_errors || !t.broken, "what is broken is said");
    if (!first.n_errors) {
        size_t n = 0;
        char *bytes = written(&t, &n);
        struct table again = read_bytes(a, bytes, n, &second);
        must(second.n == 0 && same_cells(&t, &again), "what is written anew reads the same");
        free(bytes);
    }
    arena_free(a);
    return 0;
}
