/* cli.h - what the commands share: words, options, exit codes, cases, tables on paper. */
#ifndef RINGFENCE_CLI_H
#define RINGFENCE_CLI_H

#include <jansson.h>
#include <stdio.h>

#include "base.h"
#include "columns.h"
#include "findings.h"
#include "store.h"
#include "tables.h"

enum exit_code {
    EXIT_DONE = 0, EXIT_BUG = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_NO_PLAN = 4,
    EXIT_LIMIT = 5, EXIT_IO = 7, EXIT_UNPROVEN = 8, EXIT_MEMORY = 9, EXIT_INTERRUPTED = 130,
};

enum option_id { /* ORDER OPTIONS */
    OPT_DB, OPT_GAP, OPT_TIME_LIMIT, OPT_TIME_FOR_ALL, OPT_RELAX, OPT_JOBS, OPT_FRESH,
    OPT_LIKE_FOR_LIKE, OPT_ONLY_CHECK, OPT_ALL, OPT_BOUND, OPT_YES,
    OPT_EXAMPLE, OPT_MPS, OPT_LP, OPT_CSV, OPT_XLSX, OPT_EXCEL_SAFE,
    OPT_KIND, OPT_COMPARE, OPT_PREFER, OPT_OUTPUT,
    OPT_JSON, OPT_QUIET, OPT_NO_COLOR, OPT_HELP, OPT_VERSION, N_OPTIONS
};
#define BIT(option) (1u << (option))

struct option_schema {
    const char *name, *argument;  /* argument NULL: takes none */
    char letter;                  /* short form, or 0 */
    double least, most;           /* of a number; both 0 for text */
    const char *help;
};
extern const struct option_schema OPTIONS[N_OPTIONS];

struct args {
    struct arena *arena;
    const struct command *command;
    const char **word;            /* after the command */
    int n_words, room;
    bool given[N_OPTIONS];
    const char *text[N_OPTIONS];
    double number[N_OPTIONS];
};

struct command {
    const char *name, *usage, *help, *example;
    unsigned options;             /* BIT()s; those of all commands need no mention */
    int least, most;              /* words */
    int (*run)(struct args *a);
};
extern const struct command COMMANDS[];
extern const int N_COMMANDS;

/* Exit code; 0 when the command can start. */
MUST_USE int args_read(struct args *a, int argc, char **argv);
extern const unsigned EVERYWHERE;  /* BIT()s of the options that every command takes */
bool accepts(const struct command *c, int option); /* c NULL: takes all */
void print_help(const struct args *a, const struct command *command); /* NULL: of all */
void print_version(const struct args *a);
void print_folded(const char *text); /* indented, on lines that fit a page */

/* What `help CODE` says; NULL when no finding has the code, in whichever case it is written. */
const struct finding_kind *finding_kind(const char *code);
void print_finding_kind(struct arena *a, const struct finding_kind *k);
json_t *finding_kind_json(const struct finding_kind *k);
bool colour_on(const struct args *a, FILE *f);

/* ---- trouble ---- */

/* Each says a line on standard error, with nothing in it that could steer a terminal, whatever was
 * typed or is in a file; the first is what --json prints as the error. */
void complain(const char *format, ...) PRINTF_LIKE(1, 2);
void note(const char *format, ...) PRINTF_LIKE(1, 2); /* all is well; a line, no more */
/* A word of a command that is suggested, in quotes, with nothing in it that a shell would run. */
const char *shell_word(struct arena *a, const char *word);
int usage_error(const struct command *c, const char *format, ...) PRINTF_LIKE(2, 3);
/* "there is no scenario X", and the nearest of the names; returns EXIT_USAGE. */
int unknown(const char *what, const char *word, const char *const *names, int n);
int fail(const struct err *err); /* says why; returns the exit code */
json_t *trouble_json(int code);  /* {"code": the exit code, "message": the first complaint} */
void json_is_wanted(void);
void json_was_printed(void);     /* print_json() says so itself */
int finish(int code);            /* the last of what is printed; returns the exit code */

int command_check(struct args *a);
int command_compare(struct args *a);
int command_export(struct args *a);
int command_help(struct args *a);
int command_init(struct args *a);
int command_manual(struct args *a);
int command_replay(struct args *a);
int command_report(struct args *a);
int command_run(struct args *a);
int command_runs(struct args *a);
int command_show(struct args *a);
int command_verify(struct args *a);

/* ---- a case ---- */

struct opened {                   /* a case's tables, and everything wrong in them */
    const char *folder;
    struct tables *tables;
    struct findings findings;
    const char **scenario;
    int n_scenarios;
};

MUST_USE int case_open(struct opened *c, struct args *a, const char *folder);
/* Finds what is wrong in these scenarios, each as it would be solved. */
void case_check(struct opened *c, struct arena *a, const char *const *scenario, int n);
/* Exit code when one of the names is no scenario of the case. */
MUST_USE int case_knows(const struct opened *c, const char *const *scenario, int n);
/* Prints the findings of tables that are not to be solved; returns the exit code. */
int case_refuse(const struct opened *c, const struct args *a);
const char *database_path(const struct args *a, const char *folder);
bool names_table(const char *name); /* by its end: .csv */
/* EXIT_USAGE, said, for a name that is a table's or the database's of the case, which stay. */
MUST_USE int may_write(const struct args *a, const char *path);

void print_findings(FILE *f, const struct findings *findings, const struct args *a);
json_t *findings_json(const struct findings *f);
void print_json(json_t *value); /* on standard output; gives the value up */

/* ---- figures ---- */

const struct column_words *figure_named(const char *name); /* a column; text when unknown */
bool adds_up(enum kind kind);

struct result {                   /* rows of a query */
    struct arena *arena;
    int n_columns, n_rows, room;
    const char **name;            /* [n_columns] */
    const char **cell;            /* [n_rows * n_columns] NULL = null */
};
MUST_USE enum status result_read(struct result *r, struct arena *a, struct store *s,
                                 const char *sql, const char *const *parameters, int n,
                                 struct err *err);
/* NULL of a row that is not there, too. */
static inline const char *result_cell(const struct result *r, int row, int column)
{
    return row >= r->n_rows ? NULL : r->cell[(size_t)row * (size_t)r->n_columns + (size_t)column];
}
double result_number(const struct result *r, int row, int column); /* NAN when null */
json_t *result_json(const struct result *r); /* an array of objects */
/* most: rows to show, 0 for all; with_total: a last row of sums. */
void print_result(const struct result *r, const char *title, int most, bool with_total);

/* Whole numbers that add up to the whole of the sum: largest remainders go up. */
void round_to_whole(struct arena *a, const double *value, int n, long long *out);
const char *spell_number(struct arena *a, long long value);            /* 1,092,065 */
const char *spell_whole(struct arena *a, enum kind kind, long long value, bool with_sign);
const char *spell_figure(struct arena *a, enum kind kind, double value, bool with_sign);

struct grid;                      /* a table on paper */
struct grid *grid_new(void);
void grid_column(struct grid *g, const char *heading, bool right);
void grid_row(struct grid *g);
void grid_cell(struct grid *g, const char *text);
void grid_print(struct grid *g);  /* and frees it */

/* ---- stored results ---- */

/* Opens the case's database and finds the newest run of a scenario. */
void tell_store_note(const struct args *a, const struct store *s);
MUST_USE int stored_open(struct store **s, struct args *a, const char *folder);
MUST_USE int stored_newest(struct store *s, struct args *a, const char *scenario, char id[40]);
/* A run that is no longer what was written is not to be shown: its exit code.  One that has no
 * digest is, with a note. */
MUST_USE int stored_check(struct store *s, const struct args *a, const char *id);
int show_run(struct store *s, struct args *a, const char *id);

#endif
