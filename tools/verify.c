/* verify.c - the command: runs against the files of their case, failures by rule and row. */
#include "tools/verify/verify.h"

#include <string.h>

#include "model/intake/text.h"
#include "tools/bound.h"
#include "tools/cli.h"
#include "tools/verify/rows.h"

enum { SHOWN_OF_A_RULE = 5 };

static json_t *verdict_json(const struct verdict *v)
{
    json_t *one = json_object(), *list = json_array();
    json_object_set_new(one, "run", json_string(v->run));
    json_object_set_new(one, "scenario", json_string(v->scenario));
    json_object_set_new(one, "verified", json_boolean(v->n_failures == 0));
    json_object_set_new(one, "relax", json_boolean(v->relax));
    json_object_set_new(one, "rules", json_integer(v->n_rules));
    json_object_set_new(one, "rows", json_integer(v->n_rows));
    for (int i = 0; i < v->n_failures; i++) {
        json_t *f = json_object();
        json_object_set_new(f, "rule", json_string(v->failure[i].code));
        json_object_set_new(f, "name", json_string(v->failure[i].name));
        json_object_set_new(f, "row", json_string(v->failure[i].row));
        json_object_set_new(f, "text", json_string(v->failure[i].is));
        json_array_append_new(list, f);
    }
    json_object_set_new(one, "failures", list);
    return one;
}

static void print_verdict(const struct verdict *v, struct args *a)
{
    const char *run = text_spelled(a->arena, v->run);
    const char *scenario = text_spelled(a->arena, v->scenario);
    if (v->n_failures == 0) {
        printf("%s  %s: verified. %d rules hold for %s rows, and no file has changed.\n", run,
               scenario, v->n_rules, spell_number(a->arena, v->n_rows));
        if (v->relax)
            puts("  Fractions of cohorts and contracts were allowed: this is no plan to act on.");
        return;
    }
    printf("%s  %s: NOT verified, %d %s\n", run, scenario, v->n_failures,
           v->n_failures == 1 ? "failure" : "failures");
    for (int i = 0, of_rule = 0; i < v->n_failures; i++) {
        const struct failure *f = &v->failure[i];
        bool last = i + 1 == v->n_failures || f[1].code != f->code;
        of_rule = i && f[-1].code == f->code ? of_rule + 1 : 1;
        if (of_rule <= SHOWN_OF_A_RULE || a->given[OPT_ALL])
            printf("  %s %s (%s): %s\n", f->code, f->name, text_spelled(a->arena, f->row),
                   text_spelled(a->arena, f->is));
        else if (last)
            printf("  %s %s: and %d more (--all shows them)\n", f->code, f->name,
                   of_rule - SHOWN_OF_A_RULE);
    }
}

/* The run that is named; or the newest finished one of every scenario, and of the runs held to one
 * of these the newest of each kind: those that compare and the papers speak of.  A run that is held
 * to one that is gone is looked at, too. */
static enum status runs_to_verify(struct rows *r, struct args *a, struct store *s, struct err *err)
{
    if (a->n_words > 1)
        return rows_read(r, a->arena, s, "SELECT ?1", a->word[1], err);
    return rows_read(r, a->arena, s,
                     "WITH own AS (SELECT run FROM run r WHERE run = (SELECT run FROM run x WHERE"
                     " x.scenario = r.scenario AND x.run NOT IN (SELECT run FROM held) ORDER BY"
                     " status IN ('stopped', 'failed'), sequence DESC LIMIT 1)),"
                     " like_for_like AS (SELECT h.run, max(r.sequence) FROM held h JOIN run r ON"
                     " r.run = h.run WHERE h.to_run IN own OR h.to_run NOT IN (SELECT run FROM run)"
                     " GROUP BY h.to_run, h.kind, r.scenario)"
                     " SELECT run FROM run WHERE run IN own OR run IN (SELECT run FROM"
                     " like_for_like) ORDER BY sequence", NULL, err);
}

static void tell(struct args *a, json_t *results, const struct verdict *v, const struct bound *b)
{
    json_t *one = verdict_json(v);
    if (b)
        json_object_set_new(one, "bound", bound_json(b));
    json_array_append_new(results, one);
    if (a->given[OPT_JSON])
        return;
    print_verdict(v, a);
    if (b)
        print_bound(b);
}

static int nothing_to_verify(struct args *a)
{
    complain("%s holds no results yet; `ringfence run %s` makes them",
             database_path(a, a->word[0]), a->word[0]);
    return EXIT_IO;
}

static int verify_all(struct args *a, struct store *s)
{
    struct rows runs;
    struct err err;
    json_t *results = json_array();
    int code = EXIT_DONE;
    enum status status = runs_to_verify(&runs, a, s, &err);
    if (status == OK && runs.n == 0)
        code = nothing_to_verify(a);
    for (int i = 0; status == OK && i < runs.n; i++) {
        struct verdict v;
        struct arena *scratch = arena_new();
        status = verify_run(&v, scratch, s, a->word[0], row_text(&runs, i, 0), &err);
        struct bound b = { 0 };
        if (status == OK && a->given[OPT_BOUND])
            status = bound_verify(&b, scratch, s, a->word[0], row_text(&runs, i, 0), &err);
        if (status == OK) {
            code = v.n_failures || b.why ? EXIT_UNPROVEN : code;
            tell(a, results, &v, a->given[OPT_BOUND] ? &b : NULL);
        }
        arena_free(scratch);
    }
    if (a->given[OPT_JSON] && status == OK) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set(top, "results", results);
        print_json(top);
    }
    json_decref(results);
    return status == OK ? code : fail(&err);
}

int command_verify(struct args *a)
{
    struct store *s = NULL;
    int code = stored_open(&s, a, a->word[0]);
    if (code == EXIT_DONE)
        code = verify_all(a, s);
    store_close(s);
    return code;
}
