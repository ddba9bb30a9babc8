/* kinds.c - the papers that can be written, and how one is. */
#include <string.h>

#include "tools/report/report.h"

const struct report_kind *const REPORT_KINDS[] = { &BOARD, &FINANCE, &SKILLS, &SCENARIO };
const int N_REPORT_KINDS = COUNT(REPORT_KINDS);

static bool is_printed(const struct report *r, const struct section *s)
{
    return s->always || r->n_sides > 0;
}

static void begin(struct report *r, const struct report_kind *kind, const char *lead)
{
    struct chapter *list = NEW_ARRAY(r->arena, struct chapter, kind->n_sections);
    int n = 0;
    for (int i = 0; i < kind->n_sections; i++)
        if (is_printed(r, &kind->sections[i]) && kind->sections[i].chapter.title)
            list[n++] = kind->sections[i].chapter;
    page_begin(&r->page, kind->title(r), lead, kind->name, list, n);
}

enum status report_print(struct report *r, const struct report_kind *kind, struct err *err)
{
    const char *lead = NULL;
    TRY(kind->lead(r, &lead, err));
    begin(r, kind, lead);
    for (int i = 0; i < kind->n_sections; i++) {
        const struct section *s = &kind->sections[i];
        if (!is_printed(r, s))
            continue;
        if (s->chapter.title)
            page_chapter(&r->page, &s->chapter);
        TRY(s->print(r, err));
    }
    page_end(&r->page);
    return OK;
}
