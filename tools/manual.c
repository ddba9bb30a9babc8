/* manual.c - the manual is what the program itself reads: its tables, its rules. */
#include <string.h>

#include "cost.h"
#include "family.h"
#include "tools/cli.h"

static const char *type_of(struct arena *a, const struct column_schema *c)
{
    switch (c->type) {
    case COL_ID:        return "id";
    case COL_TEXT:      return "text";
    case COL_REFERENCE: return arena_print(a, "one of %s",
                                           c->refers_to >= 0 ? TABLES[c->refers_to].name : "");
    case COL_LIST:      return arena_print(a, "list of %s",
                                           c->refers_to >= 0 ? TABLES[c->refers_to].name : "words");
    case COL_NUMBER:    return c->unit ? arena_print(a, "number, %s", c->unit) : "number";
    case COL_WHOLE:     return c->unit ? arena_print(a, "whole number, %s", c->unit)
                                       : "whole number";
    case COL_DATE:      return "date, 2026-09-01";
    case COL_CHOICE:    return c->choices ? c->choices : "choice";
    case COL_YES_NO:    return "yes or no";
    }
    return "";
}

static void print_table(struct arena *a, const struct table_schema *t)
{
    printf("%s.csv%s\n  %s\n\n", t->name, t->optional ? "  (may be absent)" : "", t->help);
    for (int i = 0; i < t->n_columns; i++) {
        const struct column_schema *c = &t->columns[i];
        printf("  %-24s %s%s%s", c->name, type_of(a, c), c->required ? "; required" : "",
               c->key ? "; key" : "");
        if (c->preset)
            printf("; %s when empty", c->preset);
        printf("\n  %-24s %s", "", c->help ? c->help : "");
        if (c->example && c->example[0])
            printf(" (for example %s)", c->example);
        putchar('\n');
    }
    putchar('\n');
}

static void print_tables(struct arena *a)
{
    puts("The tables of a case\n\n"
         "A case is a folder of CSV files: UTF-8, a heading row, columns in any order. Lists are\n"
         "a|b|c and * means all, as an empty cell does. Money is in pounds, shares are 0 to 1.\n"
         "Numbers take a decimal point, no commas, currency or percent signs.\n");
    for (int i = 0; i < N_TABLES; i++)
        print_table(a, &TABLES[i]);
}

static void print_rules(void)
{
    puts("The rules of the model\n\nQuantities: what is decided\n");
    for (int i = 0; i < N_QUANTITIES; i++)
        printf("  %-14s %-6s %s (%s)\n", QUANTITIES[i].name, QUANTITIES[i].symbol,
               QUANTITIES[i].meaning, QUANTITIES[i].unit);
    puts("\nCosts: what is made as small as it can be\n");
    for (int i = 0; i < N_COSTS; i++)
        printf("%s %s\n  %s\n  %s\n\n", COSTS[i]->code, COSTS[i]->name, COSTS[i]->rule,
               COSTS[i]->formula);
    puts("Rules: what every plan keeps\n");
    for (int i = 0; i < N_FAMILIES; i++) {
        const struct family *f = FAMILIES[i];
        printf("%s %s (%s)\n  %s\n  %s\n", f->code, f->name, f->unit, f->rule, f->formula);
        if (f->dual_says)
            printf("  Shadow price: %s\n", f->dual_says);
        putchar('\n');
    }
}

int command_manual(struct args *a)
{
    static const char *const TOPICS[] = { "tables", "rules" };
    if (a->n_words && strcmp(a->word[0], "tables") != 0 && strcmp(a->word[0], "rules") != 0)
        return unknown("chapter", a->word[0], TOPICS, COUNT(TOPICS));
    if (!a->n_words || strcmp(a->word[0], "tables") == 0)
        print_tables(a->arena);
    if (!a->n_words || strcmp(a->word[0], "rules") == 0)
        print_rules();
    return EXIT_DONE;
}
