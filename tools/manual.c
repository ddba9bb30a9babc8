/* manual.c - the manual is what the program itself reads: its tables, its rules. */
#include <string.h>

#include "cost.h"
#include "family.h"
#include "tools/cli.h"
#include "tools/manual.h"

/* A bound worth knowing: a share's 1, not the billion that keeps typing errors out. */
static const char *bounds_of(struct arena *a, const struct column_schema *c)
{
    const char *unit = c->unit ? arena_print(a, "%s, ", c->unit) : "";
    if (c->most >= 1e5)
        return arena_print(a, " (%sat least %g)", unit, c->least);
    return arena_print(a, " (%s%g to %g)", unit, c->least, c->most);
}

static const char *spaced(struct arena *a, const char *name)
{
    char *text = arena_copy(a, name, strlen(name));
    for (char *at = text; *at; at++)
        if (*at == '_')
            *at = ' ';
    return text;
}

static const char *type_of(struct arena *a, const struct column_schema *c)
{
    const char *other = c->refers_to >= 0 ? TABLES[c->refers_to].name : NULL;
    switch (c->type) {
    case COL_ID:        return "id";
    case COL_TEXT:      return "text";
    case COL_REFERENCE: return other ? arena_print(a, "id of %s", other) : "id";
    case COL_LIST:      return arena_print(a, "list of %s", other ? other : spaced(a, c->name));
    case COL_NUMBER:    return arena_print(a, "number%s", bounds_of(a, c));
    case COL_WHOLE:     return arena_print(a, "whole number%s", bounds_of(a, c));
    case COL_DATE:      return "date, as 2026-09-01";
    case COL_CHOICE:    return "one of the words";
    case COL_YES_NO:    return "yes or no";
    }
    return "";
}

static void print_column(struct arena *a, const struct column_schema *c)
{
    printf("  %-24s %s%s%s", c->name, type_of(a, c), c->required ? "; required" : "",
           c->key ? "; key" : "");
    if (c->preset)
        printf("; %s when empty", c->preset);
    printf("\n  %-24s %s", "", c->help ? c->help : "");
    if (c->example && c->example[0])
        printf(" (for example %s)", c->example);
    putchar('\n');
    for (const char *at = c->choices; at && *at; at += strspn(at, "|")) {
        printf("  %-24s   %.*s\n", "", (int)strcspn(at, "|"), at);
        at += strcspn(at, "|");
    }
}

static void print_table(struct arena *a, const struct table_schema *t)
{
    printf("%s.csv%s\n  %s\n\n", t->name, t->optional ? "  (may be absent)" : "", t->help);
    for (int i = 0; i < t->n_columns; i++)
        print_column(a, &t->columns[i]);
    putchar('\n');
}

static void print_tables(struct arena *a)
{
    puts("The tables of a case\n\n"
         "A case is a folder of CSV files: UTF-8, a heading row, columns in any order. Lists are\n"
         "a|b|c and * means all, as an empty cell does. Money is in pounds, shares are 0 to 1.\n"
         "Numbers take a decimal point, no commas, currency or percent signs. Ids are 1 to 64\n"
         "letters, digits, spaces and _ - . ' & ( ) , - a semicolon is let pass with a query, for\n"
         "the where of changes.csv cannot name it. Rows are told apart by their keys.\n");
    for (int i = 0; i < N_TABLES; i++)
        print_table(a, &TABLES[i]);
}

void print_folded(const char *text)
{
    enum { WIDTH = 92 };
    while (*text) {
        size_t n = strlen(text);
        if (n > WIDTH)
            for (n = WIDTH; n > 1 && text[n] != ' '; n--)
                continue;
        printf("  %.*s\n", (int)n, text);
        text += n + strspn(text + n, " ");
    }
}

static void print_ties(struct arena *a)
{
    puts("Ties: which of equally good plans is chosen\n");
    print_folded(TIES);
    putchar('\n');
    for (int i = 0; i < N_PREFERENCES; i++)
        print_folded(arena_print(a, "%d. %s: by %s", i + 1, PREFERENCES[i].of,
                                 PREFERENCES[i].order));
    putchar('\n');
}

static void print_rules(struct arena *a)
{
    puts("The rules of the model\n\nQuantities: what is decided\n");
    for (int i = 0; i < N_QUANTITIES; i++)
        printf("  %-10s %-6s %s (%s)\n", QUANTITIES[i].name, QUANTITIES[i].symbol,
               QUANTITIES[i].meaning, QUANTITIES[i].unit);
    puts("\nSymbols\n");
    for (int i = 0; i < N_SYMBOLS; i++)
        printf("  %-12s %s\n", SYMBOLS[i].name, SYMBOLS[i].text);
    puts("\nWhat follows from the tables\n");
    for (int i = 0; i < N_DEFINITIONS; i++) {
        puts(DEFINITIONS[i].name);
        print_folded(DEFINITIONS[i].text);
        putchar('\n');
    }
    puts("Costs: what is made as small as it can be\n");
    for (int i = 0; i < N_COSTS; i++)
        printf("%s %s\n  %s\n  %s\n\n", COSTS[i]->code, COSTS[i]->name, COSTS[i]->rule,
               COSTS[i]->formula);
    print_ties(a);
    puts("Rules: what every plan keeps\n");
    for (int i = 0; i < N_FAMILIES; i++) {
        const struct family *f = FAMILIES[i];
        printf("%s %s (%s)\n", f->code, f->name, f->unit);
        print_folded(f->rule);
        print_folded(f->formula);
        if (f->dual_says)
            print_folded(arena_print(a, "Shadow price: %s.", f->dual_says));
        putchar('\n');
    }
}

static json_t *text_json(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *table_json(struct arena *a, const struct table_schema *t)
{
    json_t *one = json_object(), *columns = json_array();
    json_object_set_new(one, "table", json_string(t->name));
    json_object_set_new(one, "help", json_string(t->help));
    json_object_set_new(one, "may_be_absent", json_boolean(t->optional));
    for (int i = 0; i < t->n_columns; i++) {
        const struct column_schema *c = &t->columns[i];
        json_t *column = json_object();
        json_object_set_new(column, "column", json_string(c->name));
        json_object_set_new(column, "type", json_string(type_of(a, c)));
        json_object_set_new(column, "choices", text_json(c->choices));
        json_object_set_new(column, "required", json_boolean(c->required));
        json_object_set_new(column, "key", json_boolean(c->key));
        json_object_set_new(column, "when_empty", text_json(c->preset));
        json_object_set_new(column, "help", text_json(c->help));
        json_object_set_new(column, "example", text_json(c->example));
        json_array_append_new(columns, column);
    }
    json_object_set_new(one, "columns", columns);
    return one;
}

static json_t *rule_json(const struct family *f)
{
    json_t *one = json_object();
    json_object_set_new(one, "code", json_string(f->code));
    json_object_set_new(one, "name", json_string(f->name));
    json_object_set_new(one, "rule", json_string(f->rule));
    json_object_set_new(one, "formula", json_string(f->formula));
    json_object_set_new(one, "unit", text_json(f->unit));
    json_object_set_new(one, "shadow_price", text_json(f->dual_says));
    return one;
}

static json_t *ties_json(bool rules)
{
    json_t *list = json_array();
    for (int i = 0; rules && i < N_PREFERENCES; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "least_of", json_string(PREFERENCES[i].of));
        json_object_set_new(one, "last_first_by", json_string(PREFERENCES[i].order));
        json_array_append_new(list, one);
    }
    return list;
}

/* Every finding that `check` may make, as help of its code says it. */
static void print_findings_manual(struct arena *a)
{
    puts("The findings of check\n");
    for (int i = 0; i < N_FINDING_CODES; i++) {
        print_finding_kind(a, &FINDING_KINDS[i]);
        putchar('\n');
    }
}

static void print_as_json(struct arena *a, bool tables, bool rules, bool findings)
{
    json_t *top = json_object(), *list_of_tables = json_array(), *list_of_rules = json_array(),
           *list_of_findings = json_array();
    for (int i = 0; tables && i < N_TABLES; i++)
        json_array_append_new(list_of_tables, table_json(a, &TABLES[i]));
    for (int i = 0; rules && i < N_FAMILIES; i++)
        json_array_append_new(list_of_rules, rule_json(FAMILIES[i]));
    for (int i = 0; findings && i < N_FINDING_CODES; i++)
        json_array_append_new(list_of_findings, finding_kind_json(&FINDING_KINDS[i]));
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "tables", list_of_tables);
    json_object_set_new(top, "rules", list_of_rules);
    json_object_set_new(top, "ties", ties_json(rules));
    json_object_set_new(top, "findings", list_of_findings);
    print_json(top);
}

int command_manual(struct args *a)
{
    static const char *const TOPICS[] = { "tables", "rules", "findings" };
    bool tables = !a->n_words || strcmp(a->word[0], "tables") == 0;
    bool rules = !a->n_words || strcmp(a->word[0], "rules") == 0;
    bool findings = !a->n_words || strcmp(a->word[0], "findings") == 0;
    if (!tables && !rules && !findings)
        return unknown("chapter", a->word[0], TOPICS, COUNT(TOPICS));
    if (a->given[OPT_JSON]) {
        print_as_json(a->arena, tables, rules, findings);
        return EXIT_DONE;
    }
    if (tables)
        print_tables(a->arena);
    if (rules)
        print_rules(a->arena);
    if (findings)
        print_findings_manual(a->arena);
    return EXIT_DONE;
}
