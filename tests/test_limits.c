/* test_limits.c - the reader made anew with a small limit of rows: one below, at, and above it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TINY_LIMITS
#define table_read table_read_tiny
#define tables_csv_version tables_csv_version_tiny
#include "model/intake/read.c"
#undef TINY_LIMITS

#include "case_files.h"

enum { TINY = 20 };

static struct table read_rows(struct arena *a, const char *folder, int n, struct findings *f)
{
    struct table t = { .schema = &TABLES[T_PROVIDERS] };
    char text[1000] = "provider\n";
    for (int i = 0; i < n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "\n\"College %d\"\n", i);
    case_put(folder, "providers.csv", text, strlen(text));
    t.path = arena_print(a, "%s/providers.csv", folder);
    table_read(&t, a, "providers.csv", f);
    return t;
}

static void so_many_rows_are_read_and_no_more(void **state)
{
    char folder[64];
    (void)state;
    assert_int_equal(ROWS_MOST, TINY);
    case_write(folder);
    for (int n = TINY - 1; n <= TINY + 1; n++) {
        struct arena *a = arena_new();
        struct findings f;
        findings_init(&f, a);
        struct table t = read_rows(a, folder, n, &f);
        assert_int_equal(t.n_rows, n > TINY ? TINY : n);
        assert_int_equal(f.n_errors, n > TINY);
        assert_int_equal(t.broken, n > TINY);
        if (n > TINY) {
            assert_string_equal(f.items[0].code, "E117");
            assert_int_equal(f.items[0].line, 1 + 2 * n);
        }
        arena_free(a);
    }
    case_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(so_many_rows_are_read_and_no_more) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
