/* test_verify.c - what is stored is verified, and nothing of it can be altered unseen.
 *
 * Small cases are solved and verified.  Then every value of every table is altered, one at a time
 * (people by a thousandth, money by a penny, words by a letter), and a rule must fail by name; for
 * the columns of ALONE the digest alone.  RINGFENCE_EVERY=1 takes more cases and every row, not
 * only the first and the last of each table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "certificate.h"
#include "engine.h"
#include "scenarios/store_private.h"
#include "tools/verify/rows.h"
#include "tools/verify/verify.h"

static const char *const CASES[] = { /* the first six always */
    "tests/conformance/named/rebate-pays-buyers", "tests/conformance/named/virement-pays-buyers",
    "tests/conformance/named/childcare",          "tests/conformance/named/policies-shares",
    "tests/conformance/named/floor-impossible",   "tests/cases/once",
    "tests/conformance/named/carry-over-thrice",  "tests/conformance/named/mentors-escalator",
    "tests/conformance/named/changes-and-base",   "tests/conformance/random/random-1036",
};

#define COLUMN(name, why) { name, why, NULL }

/* Nothing can be recomputed of these, so the digest alone guards them. */
static const struct { const char *column, *why, *only_in; } ALONE[] = {
    COLUMN("run.bound", "where there is no plan, there is nothing to hold it against"),
    COLUMN("certificate.claimed", "the search's word, of which only what is proven counts"),
    COLUMN("run.gap_asked", "an option of the command line"),
    COLUMN("run.time_limit_s", "an option of the command line"),
    COLUMN("run.relax", "an option of the command line"),
    COLUMN("run.tie_break", "that no other plan is as good would have to be searched for"),
    COLUMN("run.status", "how the search ended is its own word, where it fits the gap"),
    COLUMN("run.nodes", "how the search went"),
    COLUMN("run.iterations", "how the search went"),
    COLUMN("run.cuts", "how the search went"),
    COLUMN("run.seconds", "how the search went"),
    COLUMN("run.workers", "how the search went"),
    COLUMN("run.peak_kb", "how the search went"),
    COLUMN("run.why", "how the search went"),
    COLUMN("run.relaxation", "how the search went"),
    COLUMN("run.entries", "the program is not made again"),
    COLUMN("run.sequence", "when the run was stored"),
    COLUMN("run.finished_at", "when the run was stored"),
    COLUMN("run.folder", "where the case was, which may have moved"),
    COLUMN("run.inputs_sha256", "made of what input_ tables hold, which is compared cell by cell"),
    COLUMN("run_version.library", "what the run was made with"),
    COLUMN("run_version.version", "what the run was made with"),
    COLUMN("finding.n", "what the checks said of the tables"),
    COLUMN("finding.severity", "what the checks said of the tables"),
    COLUMN("finding.code", "what the checks said of the tables"),
    COLUMN("finding.file", "what the checks said of the tables"),
    COLUMN("finding.line", "what the checks said of the tables"),
    COLUMN("finding.column", "what the checks said of the tables"),
    COLUMN("finding.name", "what the checks said of the tables"),
    COLUMN("finding.value", "what the checks said of the tables"),
    COLUMN("finding.text", "what the checks said of the tables"),
    COLUMN("finding.help", "what the checks said of the tables"),
    COLUMN("dual.row", "a shadow price is the solver's own"),
    COLUMN("dual.family", "a shadow price is the solver's own"),
    COLUMN("dual.name", "a shadow price is the solver's own"),
    COLUMN("dual.key", "a shadow price is the solver's own"),
    COLUMN("dual.value", "a shadow price is the solver's own"),
    COLUMN("program_size.kind", "the program is not made again"),
    COLUMN("program_size.name", "the program is not made again"),
    COLUMN("unmet.n", "what an infeasible scenario lacks is the solver's own"),
    COLUMN("unmet.rule", "what an infeasible scenario lacks is the solver's own"),
    COLUMN("unmet.key", "what an infeasible scenario lacks is the solver's own"),
    COLUMN("unmet.missing", "what an infeasible scenario lacks is the solver's own"),
    COLUMN("unmet.unit", "what an infeasible scenario lacks is the solver's own"),
    { "start.level", "of a course that awards none and takes no capacity any level will do",
      "tests/cases/once" },
    { "certificate_price.value", "a target that costs its penalty is proven by a higher price, too",
      "tests/conformance/random/random-1036" },
    COLUMN("unserved.childcare", "whom of a role something keeps is the reports' own"),
    COLUMN("unserved.barrier", "what keeps people from a course is the reports' own"),
    COLUMN("start.n", "counts rows and no more"),
    COLUMN("stock.n", "counts rows and no more"),
    COLUMN("cost.n", "counts rows and no more"),
    COLUMN("payer.payer", "a name for the row, where nothing is paid by it"),
    COLUMN("bucket.bucket", "a name for the row, where nothing is paid into it"),
};

struct bench {
    struct arena *arena;
    struct store *store;
    const char *folder;
    char path[100], run[40];
    int caught, alone, missed;
};

static enum status keep(void *context, int i, const struct run *run, struct err *err)
{
    struct bench *b = context;
    (void)i;
    return store_run(b->store, run, b->run, err);
}

/* Solves every scenario of a case; the last run is the one that is altered. */
static void solve_case(struct bench *b, const char *folder)
{
    struct err err = { 0 };
    struct findings findings;
    struct tables *tables;
    struct engine_options o = { .gap = 0, .time_limit_s = 20, .jobs = 1 };
    *b = (struct bench){ .arena = arena_new(), .folder = folder };
    snprintf(b->path, sizeof b->path, "/tmp/ringfence-verify-%ld.db", (long)getpid());
    unlink(b->path);
    findings_init(&findings, b->arena);
    if (store_open(&b->store, b->path, true, &err) != OK ||
        tables_read(&tables, b->arena, folder, &findings, &err) != OK)
        fail_msg("%s", err.text);
    const struct table *t = &tables->table[T_SCENARIOS];
    const char **scenario = NEW_ARRAY(b->arena, const char *, t->n_rows);
    for (int i = 0; i < t->n_rows; i++)
        scenario[i] = cell(t, i, 0);
    if (engine_solve(tables, scenario, t->n_rows, &o, keep, b, &err) != OK)
        fail_msg("%s: %s", folder, err.text);
}

static void close_case(struct bench *b)
{
    store_close(b->store);
    arena_free(b->arena);
    unlink(b->path);
}

/* How many failures, those of the digest not counted; -1 when not even that one is there. */
static int failures(struct bench *b, const char *run, struct arena *a, struct verdict *v)
{
    struct err err = { 0 };
    int n = 0;
    if (verify_run(v, a, b->store, b->folder, run, &err) != OK)
        return err.status == BAD_INPUT ? 1 : -1;
    for (int i = 0; i < v->n_failures; i++)
        n += strcmp(v->failure[i].code, "A13") != 0;
    return v->n_failures ? n : -1;
}

static void expect_verified(struct bench *b)
{
    struct rows runs;
    struct err err = { 0 };
    assert_int_equal(rows_read(&runs, b->arena, b->store, "SELECT run FROM run", NULL, &err), OK);
    assert_true(runs.n > 0);
    for (int i = 0; i < runs.n; i++) {
        struct verdict v = { 0 };
        if (failures(b, row_text(&runs, i, 0), b->arena, &v) != -1)
            fail_msg("%s, %s: %s (%s): %s", b->folder, v.scenario, v.failure[0].code,
                     v.failure[0].row, v.failure[0].is);
    }
}

static bool is_money(const char *column)
{
    static const char *const MONEY[] = { "pounds", "price", "cost", "penalty", "objective",
                                         "bound", "shortfall_value", "fee", "travel", "release",
                                         "mentor", "cap_per_learner" };
    for (int i = 0; i < COUNT(MONEY); i++)
        if (strstr(column, MONEY[i]) && !strstr(column, "hours"))
            return true;
    return false;
}

/* The new value, as SQL: never the old one, and of a key never another row's. */
static char *altered(const char *table, const char *column, const char *type, bool key)
{
    if (strcmp(type, "TEXT") == 0)
        return sqlite3_mprintf("coalesce(\"%w\", '') || 'x'", column);
    if (strcmp(type, "BLOB") == 0) /* one byte fewer; test_proof alters every bit */
        return sqlite3_mprintf("substr(\"%w\", 2)", column);
    if (strcmp(type, "INTEGER") == 0 && key)
        return sqlite3_mprintf("(SELECT 1000000 + max(\"%w\") FROM \"%w\")", column, table);
    if (strcmp(type, "INTEGER") == 0)
        return sqlite3_mprintf("CASE \"%w\" WHEN 1 THEN 0 ELSE coalesce(\"%w\", 0) + 1 END",
                               column, column);
    return sqlite3_mprintf("coalesce(\"%w\", 0) + %s", column,
                           is_money(column) ? "0.01" : "0.001");
}

static bool is_alone(const char *folder, const char *table, const char *column)
{
    char name[100];
    snprintf(name, sizeof name, "%s.%s", table, column);
    for (int i = 0; i < COUNT(ALONE); i++)
        if (strcmp(ALONE[i].column, name) == 0 &&
            (!ALONE[i].only_in || strcmp(ALONE[i].only_in, folder) == 0))
            return true;
    return false;
}

static void run_sql(struct bench *b, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(b->store->db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
}

static const char *key_of(struct bench *b, struct arena *a, const char *table)
{
    struct rows r;
    struct err err = { 0 };
    assert_int_equal(rows_read(&r, a, b->store, "SELECT group_concat('\"' || name || '\"') FROM"
                               " pragma_table_info(?1) WHERE pk > 0", table, &err), OK);
    return row_text(&r, 0, 0);
}

/* Whether the certificate no longer proves the bound that it states. */
static bool proves_no_more(struct bench *b, struct arena *a)
{
    struct certificate c;
    struct err err = { 0 };
    assert_int_equal(certificate_check(&c, a, b->store, b->folder, b->run, &err), OK);
    return !c.stored || !c.same_program || !c.sound || c.proven < c.stated ||
           c.proven > c.stated || !certificate_counts(&c);
}

static void alter_row(struct bench *b, const char *table, const char *column, const char *type,
                      bool key, long long offset)
{
    struct arena *a = arena_new();
    struct verdict v = { 0 };
    const char *keys = key_of(b, a, table);
    char *value = altered(table, column, type, key);
    run_sql(b, "BEGIN; PRAGMA defer_foreign_keys = ON; PRAGMA ignore_check_constraints = ON");
    run_sql(b, arena_print(a, "UPDATE \"%s\" SET \"%s\" = %s WHERE (%s) = (SELECT %s FROM \"%s\""
                           " WHERE run = '%s' ORDER BY %s LIMIT 1 OFFSET %lld)", table, column,
                           value, keys, keys, table, b->run, keys, offset));
    int n = failures(b, b->run, a, &v);
    if (n >= 0 && strncmp(table, "certificate", 11) == 0)
        n += proves_no_more(b, a);
    run_sql(b, "ROLLBACK; PRAGMA ignore_check_constraints = OFF");
    sqlite3_free(value);
    b->caught += n > 0;
    b->alone += n == 0;
    if (n < 0 || (n == 0 && !is_alone(b->folder, table, column))) {
        printf("# %s: %s.%s of row %lld was altered, and %s saw it\n", b->folder, table, column,
               offset, n < 0 ? "nothing" : "the digest alone");
        b->missed++;
    }
    arena_free(a);
}

static void alter_column(struct bench *b, const char *table, const char *column, const char *type,
                         bool key)
{
    struct rows r;
    struct err err = { 0 };
    const char *sql = arena_print(b->arena, "SELECT count(*) FROM \"%s\" WHERE run = ?1", table);
    assert_int_equal(rows_read(&r, b->arena, b->store, sql, b->run, &err), OK);
    long long n = row_whole(&r, 0, 0);
    bool every = getenv("RINGFENCE_EVERY") != NULL;
    for (long long i = 0; i < n; i++)
        if (every || i == 0 || i == n - 1)
            alter_row(b, table, column, type, key, i);
}

static void nothing_can_be_altered_unseen(void **state)
{
    (void)state;
    int caught = 0, alone = 0, missed = 0;
    for (int k = 0; k < (getenv("RINGFENCE_EVERY") ? COUNT(CASES) : 6); k++) {
        struct bench b;
        struct rows r;
        struct err err = { 0 };
        solve_case(&b, CASES[k]);
        expect_verified(&b);
        assert_int_equal(rows_read(&r, b.arena, b.store, "SELECT m.name, c.name, c.type, c.pk > 0"
                                   " FROM sqlite_schema m, pragma_table_info(m.name) c WHERE"
                                   " m.type = 'table' AND c.name <> 'run' AND m.name <>"
                                   " 'run_digest'", NULL, &err), OK);
        for (int i = 0; i < r.n; i++)
            alter_column(&b, row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
                         row_whole(&r, i, 3) != 0);
        caught += b.caught;
        alone += b.alone;
        missed += b.missed;
        close_case(&b);
    }
    printf("# %d alterations: %d seen by a rule, %d by the digest alone\n", caught + alone, caught,
           alone);
    assert_int_equal(missed, 0);
    assert_true(caught > 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_can_be_altered_unseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
