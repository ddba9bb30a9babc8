/* manifest.c - from what, by what and when: so that a paper can be made again. */
#include "tools/report/report.h"

/* Of all scenarios, those without a plan as well. */
static enum status ask_runs(struct report *r, struct result *x, const char *before,
                            const char *after, struct err *err)
{
    const char *runs[2 * SIDES_MAX], *list = "";
    int n = 0;
    for (int i = 0; i < r->n_sides; i++)
        runs[n++] = r->side[i].id;
    for (int i = 0; i < r->n_lost; i++)
        runs[n++] = r->lost[i].id;
    for (int i = 1; i <= n; i++)
        list = arena_print(r->arena, "%s%s?%d", list, i > 1 ? ", " : "", i);
    return ask(r, x, arena_print(r->arena, "%s%s%s", before, list, after), runs, n, err);
}

static enum status print_runs(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "The runs that this paper was written from" };
    TRY(ask_runs(r, &x, "SELECT scenario, run, status, finished_at, gap, gap_asked, time_limit_s,"
                        " substr(inputs_sha256, 1, 16) FROM run WHERE run IN (",
                 ") ORDER BY sequence", err));
    layout_column(&l, "Scenario", K_TEXT);
    layout_column(&l, "Run", K_TEXT);
    layout_column(&l, "Status", K_TEXT);
    layout_column(&l, "Finished (UTC)", K_TEXT);
    layout_column(&l, "Gap", K_SHARE);
    layout_column(&l, "Gap asked", K_SHARE);
    layout_column(&l, "Time limit, s", K_NUMBER);
    layout_column(&l, "Inputs", K_TEXT);
    report_table(r, &l, &x);
    return OK;
}

static enum status print_versions(struct report *r, struct err *err)
{
    struct result x;
    const char *list = "";
    TRY(ask_runs(r, &x, "SELECT DISTINCT library, version FROM run_version WHERE run IN (",
                 ") ORDER BY library, version", err));
    for (int i = 0; i < x.n_rows; i++)
        list = arena_print(r->arena, "%s%s%s %s", list, i ? ", " : "", result_cell(&x, i, 0),
                           result_cell(&x, i, 1));
    page_say(&r->page, "p class=\"small\"", "Solved with %s; written by ringfence %s. Whole people "
             "and whole pounds are rounded so that columns add up as printed.", list,
             RINGFENCE_VERSION);
    return OK;
}

static enum status print_inputs(struct report *r, struct err *err)
{
    struct result x;
    struct layout l = { .caption = "The tables that the runs were solved from" };
    TRY(ask_runs(r, &x, "SELECT \"table\", max(rows), CASE WHEN count(DISTINCT sha256) = 1 THEN"
                        " max(sha256) ELSE 'differs between the runs' END FROM run_input"
                        " WHERE rows > 0 AND run IN (", ") GROUP BY \"table\" ORDER BY \"table\"",
                 err));
    layout_column(&l, "Table", K_TEXT);
    layout_column(&l, "Rows", K_LEVEL);
    layout_column(&l, "SHA-256", K_TEXT);
    PAGE(&r->page, "<details><summary>Show the digests of the tables</summary>\n");
    report_table(r, &l, &x);
    PAGE(&r->page, "</details>\n");
    return OK;
}

enum status section_manifest(struct report *r, struct err *err)
{
    PAGE(&r->page, "<div class=\"small manifest\">\n");
    TRY(print_runs(r, err));
    TRY(print_versions(r, err));
    TRY(print_inputs(r, err));
    PAGE(&r->page, "</div>\n");
    return OK;
}
