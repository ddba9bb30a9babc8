/* stored.c - finds stored runs by their scenario. */
#include <string.h>

#include "tools/cli.h"

int stored_open(struct store **s, struct args *a, const char *folder)
{
    struct err err;
    if (store_open(s, database_path(a, folder), false, &err) != OK)
        return fail(&err);
    tell_store_note(a, *s);
    return EXIT_DONE;
}

void tell_store_note(const struct args *a, const struct store *s)
{
    if (store_note(s)[0] && !a->given[OPT_QUIET])
        note("ringfence: %s", store_note(s));
}

int stored_check(struct store *s, const struct args *a, const char *id)
{
    struct err err;
    enum store_rows rows;
    if (store_check(s, id, &rows, &err) != OK)
        return fail(&err);
    if (rows == ROWS_UNSEALED && !a->given[OPT_QUIET])
        note("ringfence: the stored run %s has no digest, as runs of old versions have none: "
             "`ringfence verify` says whether its figures hold", id);
    if (rows != ROWS_ALTERED)
        return EXIT_DONE;
    complain("the stored run %s has been altered or damaged: solve its scenario again", id);
    return EXIT_IO;
}

int stored_newest(struct store *s, struct args *a, const char *scenario, char id[40])
{
    struct err err;
    struct result stored;
    if (store_newest(s, scenario, id, &err) != OK)
        return fail(&err);
    if (id[0])
        return stored_check(s, a, id);
    if (result_read(&stored, a->arena, s, "SELECT DISTINCT scenario FROM run WHERE run NOT IN"
                    " (SELECT run FROM held) ORDER BY scenario", NULL, 0, &err) != OK)
        return fail(&err);
    int code = unknown("stored result of scenario", scenario, stored.cell, stored.n_rows);
    note("Results come from: ringfence run %s SCENARIO", a->word[0]);
    return code;
}
