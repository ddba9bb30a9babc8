/* replay.c - the command: a stored run made again, and compared byte by byte. */
#include "replay.h"

#include <stdlib.h>
#include <string.h>

#include "tools/cli.h"

static void print_as_json(const struct replay *r, const char *run)
{
    json_t *top = json_object();
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "run", json_string(run));
    json_object_set_new(top, "scenario", json_string(r->scenario));
    json_object_set_new(top, "promised", json_boolean(r->promised));
    json_object_set_new(top, "same", json_boolean(r->same));
    json_object_set_new(top, "difference",
                        r->difference ? json_string(r->difference) : json_null());
    json_object_set_new(top, "versions", r->versions ? json_string(r->versions) : json_null());
    print_json(top);
}

static void print_in_words(const struct replay *r, const char *run)
{
    if (r->same)
        printf("%s  %s: made again, and every stored figure is the same, byte by byte.\n", run,
               r->scenario);
    else
        printf("%s  %s: made again, and not the same: table %s differs.\n", run, r->scenario,
               r->difference);
    if (!r->promised)
        printf("  It ended as %s, at a limit and not at the best plan: how far the search gets by "
               "then\n  depends on the machine, so that it cannot be promised to come out the "
               "same.\n", r->status);
    if (r->versions)
        printf("  Versions differ: %s.\n", r->versions);
}

/* Exit code 8 where the same was promised and did not come. */
static int replay(struct args *a, struct store *s, const char *run)
{
    struct replay r;
    struct err err;
    const char *folder = getenv("TMPDIR");
    struct result known;
    if (result_read(&known, a->arena, s, "SELECT run FROM run WHERE run = ?1", &run, 1, &err) != OK)
        return fail(&err);
    if (known.n_rows == 0)
        return unknown("run", run, NULL, 0);
    int code = stored_check(s, a, run);
    if (code != EXIT_DONE)
        return code;
    if (replay_run(&r, a->arena, s, run, folder && folder[0] ? folder : "/tmp", &err) != OK)
        return fail(&err);
    if (a->given[OPT_JSON])
        print_as_json(&r, run);
    else
        print_in_words(&r, run);
    return r.same || !r.promised ? EXIT_DONE : EXIT_UNPROVEN;
}

int command_replay(struct args *a)
{
    struct store *s = NULL;
    int code = stored_open(&s, a, a->n_words > 1 ? a->word[1] : ".");
    if (code == EXIT_DONE)
        code = replay(a, s, a->word[0]);
    store_close(s);
    return code;
}
