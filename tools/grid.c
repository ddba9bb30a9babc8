/* grid.c - a table on paper: numbers to the right, nothing cut off. */
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>

#include "tools/cli.h"

struct grid {
    struct libscols_table *table;
    struct libscols_line *line;
    size_t at;
};

struct grid *grid_new(void)
{
    struct grid *g = calloc(1, sizeof *g);
    struct libscols_table *table = scols_new_table();
    if (!g || !table)
        out_of_memory();
    g->table = table;
    scols_table_set_termforce(g->table, SCOLS_TERMFORCE_NEVER); /* as wide as it has to be */
    scols_table_set_column_separator(g->table, "  ");
    return g;
}

void grid_column(struct grid *g, const char *heading, bool right)
{
    if (!scols_table_new_column(g->table, heading, 0, right ? SCOLS_FL_RIGHT : 0))
        out_of_memory();
}

void grid_row(struct grid *g)
{
    g->at = 0;
    if (!(g->line = scols_table_new_line(g->table, NULL)))
        out_of_memory();
}

void grid_cell(struct grid *g, const char *text)
{
    if (scols_line_set_data(g->line, g->at++, text ? text : "") != 0)
        out_of_memory();
}

void grid_print(struct grid *g)
{
    if (scols_print_table(g->table) != 0)
        out_of_memory();
    scols_unref_table(g->table);
    free(g);
}
