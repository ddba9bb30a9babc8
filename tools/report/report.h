/* report.h - a paper from stored results alone: questions to the database, laid out.
 *
 * A report is a list of sections, a section a few questions, tables and charts.  Nothing is
 * worked out here but rounding: a figure that is missing goes into a view of the database
 * (scenarios/store_views*.c).  Every question and its answer is kept for --json, so that each
 * figure of a paper can be asked again.
 */
#ifndef RINGFENCE_REPORT_H
#define RINGFENCE_REPORT_H

#include "tools/cli.h"
#include "tools/report/page.h"
#include "tools/report/svg.h"
#include "tools/saving.h"

enum { COLUMNS_MAX = 16 };

struct report {
    struct args *args;
    struct arena *arena;
    struct store *store;
    struct page page;
    struct side side[SIDES_MAX];  /* newest finished runs, in the order asked; doing nothing first
                                     where it was not named */
    const char *label[SIDES_MAX]; /* their names, for columns and keys */
    int n_sides;
    int preferred;                /* a side, or -1 */
    int chosen;                   /* the side that a paper speaks of: preferred, or the last */
    int nothing;                  /* the side that does nothing; -1: none, or it alone */
    struct side lost[SIDES_MAX];  /* those without a plan to speak of: nothing is drawn from them */
    int n_lost;
    const char *folder;           /* of the case, as it is named now */
    const char *solved_in;        /* and as it was named when it was solved */
    const char *place;            /* the last part of that */
    const char *missing[SIDES_MAX]; /* commands that would make what the paper lacks */
    int n_missing;
    json_t *questions;
};

/* A section that has nothing to say says so, or nothing. */
typedef enum status report_section(struct report *r, struct err *err);

struct section {
    struct chapter chapter;       /* no title: goes on from the one before */
    report_section *print;
    bool always;                  /* even where no scenario has a plan */
};

struct report_kind {
    const char *name, *help;
    bool of_one;                  /* one scenario, named after the case; else --compare */
    const char *(*title)(struct report *r);
    enum status (*lead)(struct report *r, const char **text, struct err *err);
    const struct section *sections;
    int n_sections;
};
extern const struct report_kind BOARD, FINANCE, SKILLS, SCENARIO;
extern const struct report_kind *const REPORT_KINDS[];
extern const int N_REPORT_KINDS;
/* Finds the runs that the paper is of; returns the exit code. */
MUST_USE int report_sides(struct report *r, const struct report_kind *kind);
/* The whole page, into r->page. */
MUST_USE enum status report_print(struct report *r, const struct report_kind *kind,
                                  struct err *err);

/* ---- questions: ?1, ?2, ... are runs ---- */

MUST_USE enum status ask(struct report *r, struct result *out, const char *sql,
                         const char *const *runs, int n, struct err *err);
/* ?1 is the run of the side. */
MUST_USE enum status ask_side(struct report *r, struct result *out, const char *sql, int side,
                              struct err *err);
/* ?i is the run of side i - 1. */
MUST_USE enum status ask_all(struct report *r, struct result *out, const char *sql,
                             struct err *err);
/* key, then the value of every side, in the order of the key (or of `order`). */
MUST_USE enum status ask_sides(struct report *r, struct result *out, const char *view,
                               const char *key, const char *value, const char *order,
                               struct err *err);
/* The same without doing nothing. */
MUST_USE enum status ask_plans(struct report *r, struct result *out, const char *view,
                               const char *key, const char *value, const char *order,
                               struct err *err);
/* One figure of v_figures; 0 when the run has none. */
MUST_USE enum status ask_figure(struct report *r, double *out, const char *figure, int side,
                                struct err *err);
double cell_or_nothing(const struct result *x, int row, int column); /* null is 0 */

/* The name of the stream of v_spend_by_stream s, stream f. */
#define STREAM_TITLE "coalesce(f.name, f.stream, CASE s.stream WHEN 'rebate' THEN 'Rebates' WHEN" \
    " 'virement' THEN 'Money moved between funds' ELSE s.stream END)"

/* ---- tables ---- */

/* K_BY_UNIT: the answer's last column says the unit of the row. */
struct column { const char *heading; enum kind kind; };
struct layout {
    const char *caption;
    int n;                        /* columns; the first is the row's heading */
    struct column column[COLUMNS_MAX];
    bool total;                   /* a last row of sums */
    bool shaded;                  /* the larger the darker, over all cells but the totals */
};
void layout_column(struct layout *l, const char *heading, enum kind kind);
/* A column for each side. */
void layout_sides(struct layout *l, const struct report *r, enum kind kind);
void layout_plans(struct layout *l, const struct report *r, enum kind kind); /* as ask_plans() */
/* Cells that begin with [ stand as they are: [z] not applicable, [x] not available.  Columns
 * that add up are rounded so that they do as printed. */
void report_table(struct report *r, const struct layout *l, const struct result *x);

/* Values of a column, for a chart; null is 0. */
double *column_values(const struct result *x, int column);
double *whole_values(const struct result *x, int column); /* rounded as a table prints them */
const char **column_texts(const struct result *x, int column);

/* ---- charts of many names ---- */

enum { NAMES_MOST = 12, NAMES_DRAWN = 10 };

struct foremost {                 /* rows of a result that are drawn, in its order */
    struct arena *arena;
    int n, of;
    int *row;
};
/* All rows of x where they are NAMES_MOST at most; else those whose first cell is among the first
 * NAMES_DRAWN names of the view for the run of the side, in this order. */
MUST_USE enum status ask_foremost(struct report *r, struct foremost *f, const struct result *x,
                                  const char *view, const char *name, const char *order, int side,
                                  struct err *err);
const char *const *foremost_texts(const struct foremost *f, const char *const *text);
const double *foremost_values(const struct foremost *f, const double *value);
/* " (drawn: the 10 of 152 with most people short)"; nothing where all are drawn. */
const char *foremost_words(const struct foremost *f, const char *with);

/* ---- words ---- */

const char *side_words(const struct report *r, int side); /* "LA (Each LA procures alone)" */
const char *pounds(struct report *r, double value);
const char *people(struct report *r, double value);
const char *share(struct report *r, double value);

/* Says what the paper lacks and which command makes it; whoever has it written is told, too. */
void say_missing(struct report *r, const char *sentence, const char *command);

/* ---- figures that several papers have; each prints its heading, drawing and table ---- */

enum status figure_coverage(struct report *r, struct err *err);
enum status figure_costs(struct report *r, int side, struct err *err);
enum status figure_matrix(struct report *r, int side, struct err *err);
enum status figure_puts_in(struct report *r, int side, struct err *err);
enum status figure_escalator(struct report *r, int side, struct err *err);
enum status figure_map(struct report *r, int side, struct err *err);
enum status figure_seats(struct report *r, int side, struct err *err);

/* ---- sections that several papers have ---- */

report_section section_trouble;   /* scenarios without a plan, said first; else nothing */
report_section section_like_for_like; /* the chosen option with every other */
report_section section_how_sure;  /* each against the one before: gaps and intervals in words */
report_section section_manifest;

#endif
