/* help.c - what can be done, and how: from the tables of commands and options. */
#include <stdlib.h>
#include <string.h>

#include "tools/cli.h"

static void print_option(int i)
{
    char left[40];
    const struct option_schema *o = &OPTIONS[i];
    snprintf(left, sizeof left, "%s%s%s", o->name, o->argument ? " " : "",
             o->argument ? o->argument : "");
    printf("  %c%c --%-22s %s\n", o->letter ? '-' : ' ', o->letter ? o->letter : ' ', left,
           o->help);
}

/* Examples first: a line each. */
static void print_examples(const char *line)
{
    puts(strchr(line, '\n') ? "Examples" : "Example");
    for (; *line; line += strspn(line, "\n")) {
        printf("  %.*s\n", (int)strcspn(line, "\n"), line);
        line += strcspn(line, "\n");
    }
}

static void print_command_help(const struct command *c)
{
    printf("%s\n\n", c->help);
    print_examples(c->example);
    printf("\nUsage: ringfence %s [options]\n\nOptions\n", c->usage);
    for (int i = 0; i < N_OPTIONS; i++)
        if (accepts(c, i))
            print_option(i);
}

static const struct { int code; const char *means; } EXITS[] = {
    { EXIT_DONE, "done" }, { EXIT_BUG, "an error in ringfence" }, { EXIT_USAGE, "wrong usage" },
    { EXIT_INPUT, "the tables have errors" }, { EXIT_NO_PLAN, "no plan keeps every rule" },
    { EXIT_LIMIT, "stopped at a limit before any plan, or by Ctrl-C with plans kept" },
    { EXIT_IO, "cannot read or write a file or database" },
    { EXIT_UNPROVEN, "a result failed its audit, is not proven, or differs from what was stored" },
    { EXIT_MEMORY, "out of memory" },
    { EXIT_INTERRUPTED, "interrupted before any plan" },
};

static void print_everything(void)
{
    puts("Ringfence plans training from ring-fenced budgets: who trains where, who pays, and what\n"
         "buying together would save.\n\n"
         "Start here\n"
         "  ringfence init demo --example first-steps\n"
         "  ringfence run demo\n"
         "  ringfence compare demo LA Region\n\n"
         "Usage: ringfence COMMAND [options]        ringfence help COMMAND\n\nCommands");
    for (int i = 0; i < N_COMMANDS; i++)
        printf("  %-9s %s\n", COMMANDS[i].name, COMMANDS[i].help);
    puts("\nOptions of every command");
    for (int i = 0; i < N_OPTIONS; i++)
        if (EVERYWHERE & BIT(i))
            print_option(i);
    puts("\nExit codes");
    for (int i = 0; i < COUNT(EXITS); i++)
        printf("  %3d  %s\n", EXITS[i].code, EXITS[i].means);
}

static json_t *command_json(const struct command *c)
{
    json_t *one = json_object(), *options = json_array();
    json_object_set_new(one, "command", json_string(c->name));
    json_object_set_new(one, "usage", json_string(c->usage));
    json_object_set_new(one, "help", json_string(c->help));
    json_object_set_new(one, "example", json_string(c->example));
    for (int i = 0; i < N_OPTIONS; i++) {
        if (!accepts(c, i))
            continue;
        json_t *option = json_object();
        json_object_set_new(option, "option", json_string(OPTIONS[i].name));
        json_object_set_new(option, "argument", OPTIONS[i].argument
                                                    ? json_string(OPTIONS[i].argument)
                                                    : json_null());
        json_object_set_new(option, "help", json_string(OPTIONS[i].help));
        json_array_append_new(options, option);
    }
    json_object_set_new(one, "options", options);
    return one;
}

void print_help(const struct args *a, const struct command *command)
{
    if (a->given[OPT_JSON]) {
        json_t *top = json_object(), *list = json_array();
        for (int i = 0; i < N_COMMANDS; i++)
            if (!command || command == &COMMANDS[i])
                json_array_append_new(list, command_json(&COMMANDS[i]));
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "commands", list);
        print_json(top);
    } else if (command) {
        print_command_help(command);
    } else {
        print_everything();
    }
}

void print_version(const struct args *a)
{
    if (a->given[OPT_JSON]) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "ringfence", json_string(RINGFENCE_VERSION));
        print_json(top);
    } else {
        puts("ringfence " RINGFENCE_VERSION);
    }
}

static void help_finding(const struct args *a, const struct finding_kind *k)
{
    if (a->given[OPT_JSON]) {
        json_t *top = json_object(), *list = json_array();
        json_array_append_new(list, finding_kind_json(k));
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "findings", list);
        print_json(top);
    } else {
        print_finding_kind(a->arena, k);
    }
}

/* E2O3 is meant as a code. */
static int help_unknown(struct args *a, const char **names)
{
    const char *word = a->word[0];
    if (strlen(word) != 4 || !strchr("EQeq", word[0]) || !strchr("0123456789", word[1]))
        return unknown("command", word, names, N_COMMANDS);
    const char **codes = NEW_ARRAY(a->arena, const char *, N_FINDING_CODES);
    for (int i = 0; i < N_FINDING_CODES; i++)
        codes[i] = FINDING_KINDS[i].code;
    return unknown("code", word, codes, N_FINDING_CODES);
}

int command_help(struct args *a)
{
    if (a->n_words == 0) {
        print_help(a, NULL);
        return EXIT_DONE;
    }
    const struct finding_kind *kind = finding_kind(a->word[0]);
    if (kind) {
        help_finding(a, kind);
        return EXIT_DONE;
    }
    const char **names = NEW_ARRAY(a->arena, const char *, N_COMMANDS);
    for (int i = 0; i < N_COMMANDS; i++) {
        names[i] = COMMANDS[i].name;
        if (strcmp(names[i], a->word[0]) == 0) {
            print_help(a, &COMMANDS[i]);
            return EXIT_DONE;
        }
    }
    return help_unknown(a, names);
}
