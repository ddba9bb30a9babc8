/* help_findings.c - what a finding means and what to write instead: from the one list of them. */
#include <string.h>
#include <strings.h>

#include "tools/cli.h"

const struct finding_kind *finding_kind(const char *code)
{
    for (int i = 0; i < N_FINDING_CODES; i++)
        if (strcasecmp(FINDING_KINDS[i].code, code) == 0)
            return &FINDING_KINDS[i];
    return NULL;
}

static bool is_error(const struct finding_kind *k)
{
    return finding_severity((enum finding_code)(k - FINDING_KINDS)) == FINDING_ERROR;
}

void print_finding_kind(struct arena *a, const struct finding_kind *k)
{
    printf("%s, %s\n\n", k->code, is_error(k) ? "an error: nothing is solved until it is put right"
                                            : "a query: odd, but nothing stops");
    print_folded(k->means);
    puts("\nExample");
    print_folded(arena_print(a, "%s[%s]: %s", is_error(k) ? "error" : "query", k->code,
                             k->example));
    puts("\nWhat to write");
    print_folded(k->write);
}

json_t *finding_kind_json(const struct finding_kind *k)
{
    json_t *one = json_object();
    json_object_set_new(one, "code", json_string(k->code));
    json_object_set_new(one, "severity", json_string(is_error(k) ? "error" : "query"));
    json_object_set_new(one, "means", json_string(k->means));
    json_object_set_new(one, "example", json_string(k->example));
    json_object_set_new(one, "write", json_string(k->write));
    return one;
}
