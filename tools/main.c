/* main.c - the table of commands. */
#include <fcntl.h>
#include <gmp.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#include "tools/sides.h"

#define SOLVING (BIT(OPT_GAP) | BIT(OPT_TIME_LIMIT) | BIT(OPT_TIME_FOR_ALL) | BIT(OPT_RELAX) | \
                 BIT(OPT_JOBS) | BIT(OPT_FRESH))

const struct command COMMANDS[] = {
    { "init", "init DIR [--example NAME]",
      "Make a case folder: empty tables with headings, or a worked example.",
      "ringfence init demo --example first-steps\n"
      "ringfence init demo --example d2n2\n"
      "ringfence init \"our case\"", BIT(OPT_EXAMPLE), 1, 1, command_init },
    { "check", "check CASE", "Check the tables; list every error and query, at its place.",
      "ringfence check demo\n"
      "ringfence check demo --all --json", BIT(OPT_ALL), 1, 1, command_check },
    { "run", "run CASE [SCENARIO...]",
      "Solve scenarios (all when none is named), store the results, print a summary.",
      "ringfence run demo\n"
      "ringfence run demo LA Region --jobs 2 --time-limit 300 --gap 0.01\n"
      "ringfence run demo --time-for-all 2700 --gap 0.04\n"
      "ringfence run demo LA --relax --json",
      SOLVING | BIT(OPT_DB) | BIT(OPT_ONLY_CHECK) | BIT(OPT_ALL), 1, 1000, command_run },
    { "compare", "compare CASE A B [C...] [--like-for-like]",
      "Put scenarios side by side, from their newest results: two, or several and the first.",
      "ringfence compare demo LA Region\n"
      "ringfence compare demo Nothing LA Region\n"
      "ringfence compare demo LA Region --like-for-like --jobs 2",
      (SOLVING & ~BIT(OPT_RELAX)) | BIT(OPT_DB) | BIT(OPT_LIKE_FOR_LIKE), 3,
      SIDES_MAX + 1, command_compare },
    { "show", "show CASE SCENARIO",
      "Show one result: who trains where, who pays, what is left, who is short.",
      "ringfence show demo Region\n"
      "ringfence show demo Region --all --json", BIT(OPT_DB) | BIT(OPT_ALL), 2, 2, command_show },
    { "report", "report CASE --compare A,B,... | report CASE --kind scenario SCENARIO",
      "Write a paper from stored results: one page that needs no network and prints on A4.",
      "ringfence report demo --compare LA,Region --prefer Region -o board.html\n"
      "ringfence report demo --kind finance --compare LA,Region --prefer Region\n"
      "ringfence report demo --kind scenario Region",
      BIT(OPT_DB) | BIT(OPT_KIND) | BIT(OPT_COMPARE) | BIT(OPT_PREFER) | BIT(OPT_OUTPUT), 1, 2,
      command_report },
    { "runs", "runs [CASE] [show ID | remove ID]",
      "List, show or remove stored results; without a case, those of --db or of this folder.",
      "ringfence runs demo\n"
      "ringfence runs demo show r-20261124-093112-7c1e --json\n"
      "ringfence runs demo remove r-20261124-093112-7c1e",
      BIT(OPT_DB) | BIT(OPT_ALL) | BIT(OPT_YES), 0, 3, command_runs },
    { "verify", "verify CASE [RUN]",
      "Check stored results against the tables, rule by rule, without the engine.",
      "ringfence verify demo\n"
      "ringfence verify demo --bound\n"
      "ringfence verify demo r-20261124-093112-7c1e --json",
      BIT(OPT_DB) | BIT(OPT_ALL) | BIT(OPT_BOUND), 1, 2, command_verify },
    { "replay", "replay RUN [CASE]",
      "Make a stored result again from what is stored of it, and compare byte by byte.",
      "ringfence replay r-20261124-093112-7c1e demo", BIT(OPT_DB), 1, 2, command_replay },
    { "export", "export CASE [SCENARIO...] --xlsx FILE | --csv DIR | --mps DIR | --lp DIR",
      "Write the newest results as a workbook or CSV files, or a program for other solvers.",
      "ringfence export demo --xlsx results.xlsx\n"
      "ringfence export demo LA Region --csv results\n"
      "ringfence export demo Region --mps out",
      BIT(OPT_DB) | BIT(OPT_MPS) | BIT(OPT_LP) | BIT(OPT_CSV) | BIT(OPT_XLSX) |
      BIT(OPT_EXCEL_SAFE), 1, 1000, command_export },
    { "manual", "manual [tables|rules|findings]",
      "Print the manual of the tables, of the rules, or of what check finds.",
      "ringfence manual tables\n"
      "ringfence manual findings\n"
      "ringfence manual rules --json", 0, 0, 1, command_manual },
    { "help", "help [COMMAND | CODE]",
      "Say what a command does, or what a code of check means and what to write instead.",
      "ringfence help run\n"
      "ringfence help E203", 0, 0, 1, command_help },
};
const int N_COMMANDS = COUNT(COMMANDS);

/* Were one of the three closed, the next file opened would take its number, and what is printed
 * would go into that file.  Nothing can be written to what stands in for them. */
static void keep_standard_files(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

/* jansson would leave out what it has no memory for, and GMP abort. */
static void *allocate_or_end(size_t size)
{
    void *memory = malloc(size);
    if (!memory)
        out_of_memory();
    return memory;
}

static void *resize_or_end(void *memory, size_t old_size, size_t size)
{
    (void)old_size;
    void *moved = realloc(memory, size);
    if (!moved)
        out_of_memory();
    return moved;
}

static void free_sized(void *memory, size_t size)
{
    (void)size;
    free(memory);
}

/* Tables are laid out by the width of UTF-8 text, whatever the user's language, and without it a
 * pound sign would be printed as the numbers of its bytes; numbers keep their decimal point. */
static int use_utf8(void)
{
    static const char POUND[] = "£";
    mbstate_t state = { 0 };
    wchar_t c;
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8)
        uselocale(utf8);
    /* For want of memory, too, there is no such locale, or one that knows ASCII alone. */
    if (!utf8 || mbrtowc(&c, POUND, sizeof POUND, &state) != sizeof POUND - 1) {
        complain("the locale C.UTF-8, which comes with the C library, cannot be loaded: it is not "
                 "there, cannot be read, or needs more memory than there is");
        return EXIT_IO;
    }
    return EXIT_DONE;
}

int main(int argc, char **argv)
{
    keep_standard_files();
    json_set_alloc_funcs(allocate_or_end, free);
    mp_set_memory_functions(allocate_or_end, resize_or_end, free_sized);
    signal(SIGCHLD, SIG_DFL); /* or nobody learns how a worker ended */
    struct args a = { .arena = arena_new() };
    int code = use_utf8();
    if (code == EXIT_DONE)
        code = args_read(&a, argc, argv);
    if (code == EXIT_DONE && a.command)
        code = a.command->run(&a);
    code = finish(code);
    arena_free(a.arena);
    return code;
}
