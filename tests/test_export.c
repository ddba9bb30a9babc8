/* test_export.c - what is exported means the same to other solvers, the constant included. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine.h"
#include "export.h"

static const double CONSTANT = 1234.5;

struct reader { const char *format, *command, *before; }; /* before: what the objective follows */
static const struct reader READERS[] = {
    { "mps", "glpsol --freemps %s/model.mps -o %s/answer >/dev/null && cat %s/answer",
      "Objective:  obj =" },
    { "lp", "glpsol --lp %s/model.lp -o %s/answer >/dev/null && cat %s/answer",
      "Objective:  obj =" },
    { "mps", "cbc %s/model.mps -ratioGap 0 -solve -solu %s/answer >/dev/null && cat %s/answer",
      "objective value" },
    { "lp", "cbc %s/model.lp -ratioGap 0 -solve -solu %s/answer >/dev/null && cat %s/answer",
      "objective value" },
};

struct known { const char *folder, *scenario; double optimum; };
static const struct known CASES[] = {
    { "examples/first-steps", "LA", 15640 },
    { "examples/first-steps", "Region", 10060 },
};

static struct program *program_of(struct arena *a, const struct known *x)
{
    struct findings found;
    struct tables *tables;
    struct program *p;
    struct err err;
    findings_init(&found, a);
    assert_int_equal(tables_read(&tables, a, x->folder, &found, &err), OK);
    assert_int_equal(engine_build(&p, a, tables, x->scenario, &found, &err), OK);
    return p;
}

static double answer_of(struct arena *a, const struct reader *r, const char *dir)
{
    char line[300];
    double value = NAN;
    char *command = arena_copy(a, r->command, strlen(r->command));
    for (char *at; (at = strstr(command, "%s"));) {
        *at = '\0';
        command = arena_print(a, "%s%s%s", command, dir, at + 2);
    }
    FILE *f = popen(command, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        char *at = strstr(line, r->before);
        if (at)
            value = strtod(at + strlen(r->before), NULL);
    }
    assert_int_equal(pclose(f), 0);
    return value;
}

static void other_solvers_find_the_optimum(void **state)
{
    char dir[] = "/tmp/ringfence-export-XXXXXX";
    (void)state;
    assert_non_null(mkdtemp(dir));
    for (int i = 0; i < COUNT(CASES); i++)
        for (int k = 0; k < COUNT(READERS); k++) {
            struct arena *a = arena_new();
            struct program *p = program_of(a, &CASES[i]);
            struct err err;
            p->matrix.constant = CONSTANT;
            assert_int_equal(export_model(p, READERS[k].format, dir, &err), OK);
            double seen = answer_of(a, &READERS[k], dir);
            if (!(fabs(seen - CASES[i].optimum - CONSTANT) <= 1e-6 * CASES[i].optimum))
                fail_msg("%s %s: \"%s\" says %.9g", CASES[i].folder, CASES[i].scenario,
                         READERS[k].command, seen);
            arena_free(a);
        }
    char *gone[] = { "model.mps", "model.lp", "names.csv", "answer" };
    for (int i = 0; i < COUNT(gone); i++) {
        char path[100];
        snprintf(path, sizeof path, "%s/%s", dir, gone[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(dir), 0);
}

/* Every row and column of the model file has its line in names.csv. */
static void every_name_is_explained(void **state)
{
    char dir[] = "/tmp/ringfence-export-XXXXXX", line[1000], path[100];
    struct arena *a = arena_new();
    struct program *p = program_of(a, &CASES[0]);
    struct err err;
    int rows = 0, columns = 0;
    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(export_model(p, "mps", dir, &err), OK);
    snprintf(path, sizeof path, "%s/names.csv", dir);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        int at = -1;
        rows += sscanf(line, "row,r%d,", &at) == 1 && at == rows;
        columns += sscanf(line, "column,c%d,", &at) == 1 && at == columns;
    }
    fclose(f);
    assert_int_equal(rows, p->matrix.n_rows);
    assert_int_equal(columns, p->matrix.n_cols);
    unlink(path);
    snprintf(path, sizeof path, "%s/model.mps", dir);
    unlink(path);
    assert_int_equal(rmdir(dir), 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_solvers_find_the_optimum),
        cmocka_unit_test(every_name_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
