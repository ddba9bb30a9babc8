/* changes.c - what a scenario changes in the sheets, its base's changes first (MODEL.md 2, 3). */
#include <string.h>

#include "tools/verify/sheet.h"

static const struct { const char *sheet, *column, *text; } PRESETS[] = {
    { "periods", "months", "12" },          { "periods", "price_index", "1" },
    { "roles", "release_cost", "0" },       { "roles", "childcare_share", "0" },
    { "roles", "release_share", "1" },      { "roles", "turnover", "0" },
    { "courses", "periods", "1" },          { "courses", "contact_hours", "0" },
    { "courses", "sessions", "0" },         { "courses", "load", "1" },
    { "courses", "completion", "1" },       { "courses", "mentor_hours", "0" },
    { "courses", "grants_mentor_hours", "0" },
    { "sites", "attendance", "1" },         { "sites", "work_time", "1" },
    { "sites", "creche_hours", "0" },       { "sites", "creche_price", "0" },
    { "offers", "cohort_min", "1" },        { "offers", "learner_price", "0" },
    { "mentors", "price", "0" },
    { "streams", "max_share", "1" },        { "streams", "carry_over", "0" },
    { "streams", "virement", "0" },         { "streams", "top_slice", "0" },
    { "targets", "penalty", "0" },          { "targets", "floor", "0" },
    { "procurement", "contract_cost", "0" }, { "procurement", "office_cost", "0" },
    { "procurement", "management_share", "0" }, { "procurement", "pool_funding", "no" },
    { "procurement", "share_mentors", "no" },
    { "scenarios", "objective", "value" },  { "scenarios", "gap", "0.005" },
    { "scenarios", "time_limit", "60" },    { "thresholds", "vat", "0.2" },
};

const char *preset_of(const char *sheet, const char *column)
{
    for (int i = 0; i < COUNT(PRESETS); i++)
        if (strcmp(PRESETS[i].sheet, sheet) == 0 && strcmp(PRESETS[i].column, column) == 0)
            return PRESETS[i].text;
    return NULL;
}

/* "column=a|b;column=c" against one row: the text of a cell as it stands. */
static bool meets(struct arena *a, const struct sheet *s, int row, const char *where)
{
    while (*where) {
        size_t length = strcspn(where, ";"), name = strcspn(where, "=");
        const char *text = sheet_text(s, row, arena_copy(a, where, name));
        bool met = false;
        for (const char *v = where + name + 1; !met && v <= where + length;) {
            size_t n = strcspn(v, "|;");
            met = strlen(text) == n && strncmp(text, v, n) == 0;
            v += n + 1;
        }
        if (!met)
            return false;
        where += length + (where[length] == ';');
    }
    return true;
}

/* Those with childcare needs travel as far as the others, where nothing else is said. */
static const char *standing(const struct sheet *s, int row, const char *column)
{
    const char *text = sheet_text(s, row, column), *preset = preset_of(s->name, column);
    if (!*text && strcmp(s->name, "roles") == 0 && strcmp(column, "travel_limit_childcare") == 0)
        text = sheet_text(s, row, "travel_limit");
    return *text || !preset ? text : preset;
}

static void add_column(struct sheet *s, struct arena *a, const char *column)
{
    int n = s->n_columns;
    const char **head = NEW_ARRAY(a, const char *, n + 1);
    const char **cell = NEW_ARRAY(a, const char *, s->n_rows * (n + 1) + 1);
    bool *changed = NEW_ARRAY(a, bool, s->n_rows * (n + 1) + 1);
    for (int c = 0; c <= n; c++)
        head[c] = c < n ? s->head[c] : column;
    for (int i = 0; i < s->n_rows * (n + 1); i++) {
        int row = i / (n + 1), c = i % (n + 1);
        cell[i] = c < n ? s->cell[row * n + c] : "";
        changed[i] = c < n && s->changed[row * n + c];
    }
    s->head = head;
    s->cell = cell;
    s->changed = changed;
    s->n_columns = n + 1;
}

static enum status set_cell(struct sheet *s, struct arena *a, int row, const char *column,
                            const char *operation, const char *value, struct err *err)
{
    double now, number;
    const char *text = value;
    if (sheet_column(s, column) < 0)
        add_column(s, a, column);
    if (strcmp(operation, "set") != 0) {
        if (!decimal(standing(s, row, column), &now) || !decimal(value, &number))
            return err_set(err, BAD_INPUT, "%s.csv, line %d: %s cannot be changed by %s",
                           s->name, s->line[row], column, operation);
        text = arena_print(a, "%.17f", strcmp(operation, "add") ? now * number : now + number);
    }
    int at = row * s->n_columns + sheet_column(s, column);
    s->cell[at] = text;
    s->changed[at] = true;
    return OK;
}

static enum status change(struct sheet sheet[N_SHEETS], struct arena *a, int row, struct err *err)
{
    const struct sheet *c = &sheet[S_CHANGES];
    const char *name = sheet_text(c, row, "table");
    int t = sheet_named(name);
    if (t < 0)
        return err_set(err, BAD_INPUT, "changes.csv, line %d: there is no table \"%s\"",
                       c->line[row], name);
    for (int r = 0; r < sheet[t].n_rows; r++)
        if (meets(a, &sheet[t], r, sheet_text(c, row, "where")))
            TRY(set_cell(&sheet[t], a, r, sheet_text(c, row, "column"),
                         sheet_text(c, row, "operation"), sheet_text(c, row, "value"), err));
    return OK;
}

static int row_of(const struct sheet *s, const char *id)
{
    for (int r = 0; r < s->n_rows; r++)
        if (strcmp(sheet_text(s, r, "scenario"), id) == 0)
            return r;
    return -1;
}

enum status sheets_change(struct sheet sheet[N_SHEETS], struct arena *a, const char *scenario,
                          int **chain, int *n_chain, struct err *err)
{
    const struct sheet *s = &sheet[S_SCENARIOS];
    const char *id = scenario;
    *chain = NEW_ARRAY(a, int, s->n_rows + 1);
    *n_chain = 0;
    while (*id && *n_chain <= s->n_rows) {
        int row = row_of(s, id);
        if (row < 0)
            return err_set(err, BAD_INPUT, "scenarios.csv has no scenario \"%s\"", id);
        (*chain)[(*n_chain)++] = row;
        id = sheet_text(s, row, "base");
    }
    for (int i = *n_chain - 1; i >= 0; i--)
        for (int r = 0; r < sheet[S_CHANGES].n_rows; r++)
            if (strcmp(sheet_text(&sheet[S_CHANGES], r, "scenario"),
                       sheet_text(s, (*chain)[i], "scenario")) == 0)
                TRY(change(sheet, a, r, err));
    return OK;
}
