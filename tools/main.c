/* main.c - the table of commands. */
#include <locale.h>
#include <string.h>

#include "tools/cli.h"

#define SOLVING (BIT(OPT_GAP) | BIT(OPT_TIME_LIMIT) | BIT(OPT_RELAX) | BIT(OPT_JOBS))

const struct command COMMANDS[] = {
    { "init", "init DIR [--example NAME]",
      "Make a case folder: empty tables with headings, or a worked example.",
      "ringfence init demo --example first-steps", BIT(OPT_EXAMPLE), 1, 1, command_init },
    { "check", "check CASE", "Check the tables; list every error and query, at its place.",
      "ringfence check demo", BIT(OPT_ALL), 1, 1, command_check },
    { "run", "run CASE [SCENARIO...]",
      "Solve scenarios (all when none is named), store the results, print a summary.",
      "ringfence run demo LA Region", SOLVING | BIT(OPT_DB) | BIT(OPT_ONLY_CHECK) | BIT(OPT_ALL),
      1, 1000, command_run },
    { "compare", "compare CASE A B", "Put two scenarios side by side, from their newest results.",
      "ringfence compare demo LA Region", BIT(OPT_DB), 3, 3, command_compare },
    { "show", "show CASE SCENARIO",
      "Show one result: who trains where, who pays, what is left, who is short.",
      "ringfence show demo Region", BIT(OPT_DB) | BIT(OPT_ALL), 2, 2, command_show },
    { "runs", "runs CASE [show ID | remove ID]", "List, show or remove stored results.",
      "ringfence runs demo", BIT(OPT_DB) | BIT(OPT_ALL), 0, 3, command_runs },
    { "export", "export CASE SCENARIO --mps DIR | --lp DIR | --csv DIR",
      "Write the scenario's program for other solvers, or its newest result as CSV files.",
      "ringfence export demo Region --csv out",
      BIT(OPT_DB) | BIT(OPT_MPS) | BIT(OPT_LP) | BIT(OPT_CSV), 2, 2, command_export },
    { "manual", "manual [tables|rules]", "Print the manual of the tables, or of the rules.",
      "ringfence manual tables", 0, 0, 1, command_manual },
    { "help", "help [COMMAND]", "Say what a command does.", "ringfence help run", 0, 0, 1,
      command_help },
};
const int N_COMMANDS = COUNT(COMMANDS);

int fail(const struct err *err)
{
    fprintf(stderr, "ringfence: %s\n", err->text);
    switch (err->status) {
    case OK:          return EXIT_DONE;
    case WRONG_USAGE: return EXIT_USAGE;
    case BAD_INPUT:   return EXIT_INPUT;
    case IO_FAILED:   return EXIT_IO;
    case BROKEN:      return EXIT_BUG;
    case NO_MEMORY:   return EXIT_MEMORY;
    }
    return EXIT_BUG;
}

int command_help(struct args *a)
{
    if (a->n_words == 0) {
        print_help(NULL);
        return EXIT_DONE;
    }
    const char *names[COUNT(COMMANDS)];
    for (int i = 0; i < N_COMMANDS; i++) {
        names[i] = COMMANDS[i].name;
        if (strcmp(names[i], a->word[0]) == 0) {
            print_help(&COMMANDS[i]);
            return EXIT_DONE;
        }
    }
    return unknown("command", a->word[0], names, N_COMMANDS);
}

/* A disk that fills while results are printed must not look like success. */
static int finish_output(int code)
{
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == EXIT_DONE) {
        fprintf(stderr, "ringfence: the results could not be written in full\n");
        return EXIT_IO;
    }
    return code;
}

int main(int argc, char **argv)
{
    struct args a = { .arena = arena_new() };
    /* Tables are laid out by the width of UTF-8 text, whatever the user's language; numbers
     * keep their decimal point. */
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8)
        uselocale(utf8);
    int code = args_read(&a, argc, argv);
    if (code == EXIT_DONE && a.command)
        code = a.command->run(&a);
    code = finish_output(code);
    arena_free(a.arena);
    return code;
}
