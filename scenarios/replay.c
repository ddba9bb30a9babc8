/* replay.c - solves a stored run again and compares what is stored of the two. */
#include "replay.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "store_private.h"

struct again {
    struct arena *arena;
    struct replay *out;
    struct store *store;          /* of the second making */
    struct engine_options options;
    char id[40];
};

static double real_of(const char *text) { return text ? strtod(text, NULL) : NAN; }

static bool take_head(void *context, int n, const char *const *names, const char *const *values)
{
    struct again *g = context;
    (void)n;
    (void)names;
    g->out->scenario = arena_copy(g->arena, values[0], strlen(values[0]));
    g->out->status = arena_copy(g->arena, values[1], strlen(values[1]));
    g->options.gap = real_of(values[2]);
    g->options.time_limit_s = real_of(values[3]);
    g->options.relax = strcmp(values[4], "1") == 0;
    return false;
}

static enum status keep(void *context, int i, const struct run *run, struct err *err)
{
    struct again *g = context;
    (void)i;
    return store_run(g->store, run, g->id, err);
}

/* ---- what the two have in common ---- */

struct text { struct arena *arena; const char *text; };

static bool take_text(void *context, int n, const char *const *names, const char *const *values)
{
    struct text *t = context;
    (void)names;
    for (int i = 0; i < n; i++)
        t->text = arena_print(t->arena, "%s%s%s", t->text, *t->text ? " " : "",
                              values[i] ? values[i] : "");
    return true;
}

static enum status ask(struct again *g, struct store *s, const char *run, const char *sql,
                       const char **out, struct err *err)
{
    struct text t = { g->arena, "" };
    TRY(store_query(s, sql, &run, 1, take_text, &t, err));
    *out = t.text;
    return OK;
}

static enum status compare_versions(struct again *g, struct store *s, const char *run,
                                    struct err *err)
{
    static const char SQL[] = "SELECT library, version FROM run_version WHERE run = ?1"
                              " ORDER BY library";
    const char *then, *now;
    TRY(ask(g, s, run, SQL, &then, err));
    TRY(ask(g, g->store, g->id, SQL, &now, err));
    if (strcmp(then, now) != 0)
        g->out->versions = arena_print(g->arena, "made with %s; now %s", then, now);
    return OK;
}

static enum status compare(struct again *g, struct store *s, const char *run, struct err *err)
{
    for (int i = 0; i < N_STORE_TABLES && !g->out->difference; i++) {
        char then[DIGEST_HEX], now[DIGEST_HEX];
        TRY(store_digest_table(s, run, STORE_TABLES[i].name, then, err));
        TRY(store_digest_table(g->store, g->id, STORE_TABLES[i].name, now, err));
        if (strcmp(then, now) != 0)
            g->out->difference = STORE_TABLES[i].name;
    }
    g->out->same = !g->out->difference;
    return OK;
}

static enum status solve_again(struct again *g, struct store *s, const char *run,
                               struct err *err)
{
    struct tables *tables;
    struct hold *hold;
    TRY(store_tables(&tables, g->arena, s, run, err));
    TRY(store_hold(&hold, g->arena, s, run, err));
    struct known_again again = { s, run };
    g->options.known = store_known_again;
    g->options.known_context = &again;
    struct question question = { .scenario = g->out->scenario, .hold = hold };
    TRY(engine_answer(tables, &question, 1, &g->options, keep, g, err));
    TRY(compare_versions(g, s, run, err));
    return compare(g, s, run, err);
}

enum status replay_run(struct replay *out, struct arena *a, struct store *s, const char *run,
                       const char *folder, struct err *err)
{
    struct again g = { .arena = a, .out = out, .options = { .jobs = 1 } };
    char *name = arena_print(a, "%s/ringfence-replay-XXXXXX", folder);
    *out = (struct replay){ 0 };
    TRY(store_query(s, "SELECT scenario, status, gap_asked, time_limit_s, relax FROM run"
                    " WHERE run = ?1", &run, 1, take_head, &g, err));
    if (!out->scenario)
        return err_set(err, WRONG_USAGE, "there is no run %s", run);
    out->promised = strcmp(out->status, "optimal") == 0 || strcmp(out->status, "infeasible") == 0;
    if (!mkdtemp(name))
        return err_set(err, IO_FAILED, "no folder can be made in %s", folder);
    const char *path = arena_print(a, "%s/replay.db", name);
    enum status status = store_open(&g.store, path, true, err);
    if (status == OK)
        status = solve_again(&g, s, run, err);
    store_close(g.store);
    unlink(path);
    rmdir(name);
    return status;
}
