/* args.c - one table of options: reading, bounds and help come from it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "model/intake/nearest.h"
#include "tools/cli.h"

const struct option_schema OPTIONS[N_OPTIONS] = { /* ORDER OPTIONS */
    { "db", "FILE", 0, 0, 0, "the database (ringfence.db in the case folder)" },
    { "gap", "SHARE", 0, 0, 1, "stop when a plan is proven this near to the best (0.005: 0.5%)" },
    { "time-limit", "SECONDS", 0, 0.001, 1e6, "stop each scenario after so many seconds" },
    { "time-for-all", "SECONDS", 0, 0.001, 1e6, "share so many seconds among all the scenarios" },
    { "relax", NULL, 0, 0, 0, "allow fractions of cohorts and contracts: a quick lower bound" },
    { "jobs", "N", 'j', 1, 256, "solve so many scenarios at once" },
    { "fresh", NULL, 0, 0, 0, "begin from no stored plan" },
    { "like-for-like", NULL, 0, 0, 0, "solve B held to A's results, and to A's money" },
    { "only-check", NULL, 0, 0, 0, "check the tables of the scenarios, and solve nothing" },
    { "all", NULL, 0, 0, 0, "show every finding and every row, however many" },
    { "bound", NULL, 0, 0, 0, "prove the bound again, in exact arithmetic" },
    { "yes", NULL, 'y', 0, 0, "remove without asking" },
    { "example", "NAME", 0, 0, 0, "start from a worked example" },
    { "mps", "DIR", 0, 0, 0, "write the program as MPS into a folder" },
    { "lp", "DIR", 0, 0, 0, "write the program as LP text into a folder" },
    { "csv", "DIR", 0, 0, 0, "write the newest results as CSV files and a Data Package" },
    { "xlsx", "FILE", 0, 0, 0, "write the newest results as a workbook, with its own checks" },
    { "excel-safe", NULL, 0, 0, 0, "in CSV, put ' before text that Excel takes for a formula" },
    { "kind", "KIND", 0, 0, 0,
      "what the report is: board (the usual one), finance, skills or scenario" },
    { "compare", "A,B,...", 0, 0, 0, "the scenarios that the report sets side by side" },
    { "prefer", "A", 0, 0, 0, "the scenario that the report recommends" },
    { "output", "FILE", 'o', 0, 0, "the file to write" },
    { "json", NULL, 0, 0, 0, "print one JSON object, with figures in full precision" },
    { "quiet", NULL, 'q', 0, 0, "print no messages but errors" },
    { "no-color", NULL, 0, 0, 0, "print without colours" },
    { "help", NULL, 'h', 0, 0, "say what the command does" },
    { "version", NULL, 0, 0, 0, "print the version" },
};
const unsigned EVERYWHERE =
    BIT(OPT_JSON) | BIT(OPT_QUIET) | BIT(OPT_NO_COLOR) | BIT(OPT_HELP) | BIT(OPT_VERSION);

bool accepts(const struct command *c, int option)
{
    return !c || ((c->options | EVERYWHERE) & BIT(option));
}

static int find_option(const char *name, size_t length)
{
    for (int i = 0; i < N_OPTIONS; i++)
        if (strlen(OPTIONS[i].name) == length && strncmp(OPTIONS[i].name, name, length) == 0)
            return i;
    return -1;
}

static int unknown_option(const struct command *c, const char *name)
{
    const char *names[N_OPTIONS];
    for (int i = 0; i < N_OPTIONS; i++)
        names[i] = accepts(c, i) ? OPTIONS[i].name : NULL;
    const char *meant = nearest(name, names, N_OPTIONS);
    return usage_error(c, "there is no option --%s%s%s%s", name, meant ? "; did you mean --" : "",
                       meant ? meant : "", meant ? "?" : "");
}

/* An option of other commands: says of which. */
static int check_option(const struct args *a, int option)
{
    const char *others = "";
    if (!a->given[option] || accepts(a->command, option))
        return EXIT_DONE;
    for (int i = 0; i < N_COMMANDS; i++)
        if (accepts(&COMMANDS[i], option))
            others = arena_print(a->arena, "%s%s%s", others, others[0] ? ", " : "",
                                 COMMANDS[i].name);
    return usage_error(a->command, "%s takes no --%s (it is for: %s)", a->command->name,
                       OPTIONS[option].name, others);
}

bool names_table(const char *name)
{
    size_t n = strlen(name);
    return n >= 4 && strcasecmp(name + n - 4, ".csv") == 0;
}

/* SQLite and people read meaning into some names; and a table of a case is no database. */
static bool names_database(const char *name)
{
    return name[0] != ':' && strncmp(name, "file:", 5) != 0 && strcmp(name, "-") != 0 &&
           !names_table(name);
}

/* Plain decimals, or with an exponent: strtod() alone takes hexadecimals and spaces too. */
static double number_of(const char *text)
{
    char *end;
    bool plain = text[0] && !text[strspn(text, "0123456789.eE+-")];
    double value = plain ? strtod(text, &end) : NAN;
    return plain && !*end ? value : NAN;
}

static int take_value(struct args *a, int i, const char *text)
{
    const struct option_schema *o = &OPTIONS[i];
    if (a->given[i])
        return usage_error(a->command, "--%s is given twice", o->name);
    a->given[i] = true;
    a->text[i] = text;
    if (i == OPT_DB && !names_database(text))
        return usage_error(a->command, "\"%s\" cannot be the name of a database", text);
    if (o->least == 0 && o->most == 0)
        return EXIT_DONE;
    double value = number_of(text);
    bool whole = i != OPT_JOBS || floor(value) == value;
    if (!whole || !(value >= o->least && value <= o->most))
        return usage_error(a->command, "--%s must be a %snumber from %.10g to %.10g, not \"%s\"",
                           o->name, i == OPT_JOBS ? "whole " : "", o->least, o->most, text);
    a->number[i] = value;
    return EXIT_DONE;
}

/* --name, --name VALUE or --name=VALUE; `at` moves past a value of its own. */
static int take_option(struct args *a, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] ? name + length + 1 : NULL;
    int i = find_option(name, length);
    if (i < 0)
        return unknown_option(a->command, arena_copy(a->arena, name, length));
    if (!OPTIONS[i].argument) {
        if (value)
            return usage_error(a->command, "--%s takes no value", OPTIONS[i].name);
        a->given[i] = true;
        return EXIT_DONE;
    }
    if (!value && *at + 1 < argc)
        value = argv[++*at];
    if (!value || !value[0])
        return usage_error(a->command, "--%s needs a value: %s", OPTIONS[i].name,
                           OPTIONS[i].argument);
    return take_value(a, i, value);
}

static int take_letter(struct args *a, int argc, char **argv, int *at)
{
    for (int i = 0; i < N_OPTIONS; i++) {
        if (!OPTIONS[i].letter || argv[*at][1] != OPTIONS[i].letter)
            continue;
        if (!OPTIONS[i].argument && !argv[*at][2]) {
            a->given[i] = true;
            return EXIT_DONE;
        }
        if (OPTIONS[i].argument && (argv[*at][2] || *at + 1 < argc))
            return take_value(a, i, argv[*at][2] ? argv[*at] + 2 : argv[++*at]);
        if (OPTIONS[i].argument)
            return usage_error(a->command, "-%c needs a value: %s", OPTIONS[i].letter,
                               OPTIONS[i].argument);
    }
    return usage_error(a->command, "there is no option %s", argv[*at]);
}

static int take_word(struct args *a, const char *word)
{
    if (a->command) {
        *PUSH(a->arena, a->word, a->n_words, a->room) = word;
        return EXIT_DONE;
    }
    const char **names = NEW_ARRAY(a->arena, const char *, N_COMMANDS);
    for (int i = 0; i < N_COMMANDS; i++) {
        names[i] = COMMANDS[i].name;
        if (strcmp(names[i], word) == 0)
            a->command = &COMMANDS[i];
    }
    return a->command ? EXIT_DONE : unknown("command", word, names, N_COMMANDS);
}

static int check_words(const struct args *a)
{
    const struct command *c = a->command;
    for (int i = 0; i < N_OPTIONS; i++) {
        int code = check_option(a, i);
        if (code != EXIT_DONE)
            return code;
    }
    if (a->n_words < c->least)
        return usage_error(c, "%s needs at least %d %s after it, not %d", c->name, c->least,
                           c->least == 1 ? "word" : "words", a->n_words);
    if (a->n_words > c->most)
        return usage_error(c, "%s does not know what to do with \"%s\"", c->name,
                           a->word[c->most]);
    return EXIT_DONE;
}

int args_read(struct args *a, int argc, char **argv)
{
    bool only_words = false;
    int code = EXIT_DONE;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--json") == 0)
            json_is_wanted(); /* of a mistake before it, too */
    for (int i = 1; i < argc && code == EXIT_DONE; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && strncmp(argv[i], "--", 2) == 0)
            code = take_option(a, argc, argv, &i);
        else if (!only_words && argv[i][0] == '-' && argv[i][1])
            code = take_letter(a, argc, argv, &i);
        else
            code = take_word(a, argv[i]);
    }
    if (code != EXIT_DONE)
        return code;
    if (a->given[OPT_VERSION]) {
        print_version(a);
        a->command = NULL;
    } else if (a->given[OPT_HELP] || !a->command) {
        print_help(a, a->command);
        a->command = NULL;
    } else {
        code = check_words(a);
    }
    return code;
}

bool colour_on(const struct args *a, FILE *f)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !a->given[OPT_NO_COLOR] && !(no && no[0]) && !(term && strcmp(term, "dumb") == 0) &&
           isatty(fileno(f));
}
