/* verify.c - the files first, then the digest, then every rule. */
#include "tools/verify/verify.h"

#include <string.h>

#include "tools/verify/check.h"

static const struct rule INPUTS = { "A00", "inputs_unchanged", NULL, false };
static const struct rule DIGEST = { "A13", "digest", NULL, false };
static const struct rule NAMES = { "A14", "names", NULL, false };

static enum status check_inputs(struct check *c, const char *folder, const char *run,
                                struct err *err)
{
    struct rows r;
    c->rule = &INPUTS;
    TRY(rows_read(&r, c->arena, c->store, "SELECT \"table\", sha256, rows FROM run_input"
                  " WHERE run = ?1", run, err));
    must_equal(c, r.n, N_SHEETS, 0, "tables of the run");
    const char *stray = NULL;
    TRY(sheet_stray(c->arena, folder, &stray, err));
    must_hold(c, !stray, "it is no table of a case", "%s", stray ? stray : "");
    for (int i = 0; i < r.n; i++) {
        char hex[65];
        bool known = sheet_named(row_text(&r, i, 0)) >= 0;
        must_hold(c, known, "no table of a case has this name", "%s", row_text(&r, i, 0));
        if (!known)
            continue;
        TRY(sheet_digest(c->arena, folder, row_text(&r, i, 0), hex, err));
        must_hold(c, strcmp(hex, row_text(&r, i, 1)) == 0, "the file has changed since the run",
                  "%s.csv", row_text(&r, i, 0));
    }
    return OK;
}

/* The engine's rows of a file, once those are known to be the file's own. */
static enum status check_input_rows(struct check *c, const char *run, struct err *err)
{
    struct rows r;
    c->rule = &INPUTS;
    TRY(rows_read(&r, c->arena, c->store, "SELECT \"table\", rows FROM run_input WHERE run = ?1",
                  run, err));
    for (int i = 0; i < r.n; i++) {
        int t = sheet_named(row_text(&r, i, 0));
        if (t >= 0)
            must_equal(c, row_number(&r, i, 1), c->f->sheet[t].n_rows, 0, "rows of %s.csv",
                       SHEET_NAME[t]);
    }
    return OK;
}

static enum status check_digest(struct check *c, const char *run, struct err *err)
{
    enum store_rows rows;
    c->rule = &DIGEST;
    TRY(store_check(c->store, run, &rows, err));
    must_hold(c, rows != ROWS_ALTERED, "its rows are not those that were written", "run %s", run);
    must_hold(c, rows != ROWS_UNSEALED, "it has no digest: solve its scenario again", "run %s",
              run);
    return OK;
}

static void check_rules(struct check *c, struct verdict *out)
{
    for (int i = 0; i < N_RULES; i++) {
        if (RULES[i].of_plan && !c->s->has_plan)
            continue;
        c->rule = &RULES[i];
        RULES[i].check(c);
        out->n_rules++;
    }
    const struct stored *s = c->s;
    out->n_rows = (long long)s->n_starts + s->n_stock + s->n_cohorts + s->n_contracts +
                  s->n_offices + s->n_shortfalls + s->n_payers + s->n_buckets + s->n_payments +
                  s->n_shares + s->n_costs;
}

static enum status check_plan(struct check *c, struct verdict *out, const char *folder,
                              struct err *err)
{
    struct facts *f;
    struct stored *s;
    const char *unknown = NULL;
    struct rows held;
    TRY(rows_read(&held, c->arena, c->store, "SELECT CASE kind WHEN 'same results' THEN 'cost'"
                  " ELSE 'coverage' END FROM held WHERE run = ?1", out->run, err));
    TRY(facts_read(&f, c->arena, folder, out->scenario, held.n ? row_text(&held, 0, 0) : NULL,
                   err));
    c->f = f;
    TRY(check_input_rows(c, out->run, err));
    TRY(stored_read(&s, c->arena, c->store, out->run, f, &unknown, err));
    c->rule = &NAMES;
    must_hold(c, !unknown, unknown ? unknown : "", "run %s", out->run);
    if (unknown)
        return OK;
    c->s = s;
    c->t = tally_make(c->arena, f, s);
    check_rules(c, out);
    return OK;
}

enum status verify_run(struct verdict *out, struct arena *a, struct store *s, const char *folder,
                       const char *run, struct err *err)
{
    struct check c = { .arena = a, .store = s };
    struct rows head;
    *out = (struct verdict){ .run = run, .n_rules = 2 };
    TRY(rows_read(&head, a, s, "SELECT scenario, status, relax FROM run WHERE run = ?1", run, err));
    if (head.n == 0)
        return err_set(err, WRONG_USAGE, "there is no run %s", run);
    out->scenario = row_text(&head, 0, 0);
    out->status = row_text(&head, 0, 1);
    out->relax = row_whole(&head, 0, 2) != 0;
    TRY(check_inputs(&c, folder, run, err));
    bool unchanged = c.n == 0; /* of other files there is nothing to say */
    TRY(check_digest(&c, run, err));
    if (unchanged)
        TRY(check_plan(&c, out, folder, err));
    out->failure = c.failure;
    out->n_failures = c.n;
    return OK;
}
