/* skills.c - the report of a sector skills agreement, in its five stages. */
#include "tools/report/pack.h"

static const char *title(struct report *r)
{
    return arena_print(r->arena, "Skills report: %s", r->place);
}

static enum status lead(struct report *r, const char **text, struct err *err)
{
    struct result x;
    *text = "There is no plan to agree on.";
    if (r->n_sides == 0)
        return OK;
    TRY(ask_side(r, &x, "SELECT sum(want), sum(missing_now), sum(missing) FROM v_need WHERE"
                        " run = ?1", r->chosen, err));
    *text = arena_print(r->arena, "Targets ask for %s people. %s of them are not there today, and "
                        "%s would still be missing under %s.",
                        people(r, cell_or_nothing(&x, 0, 0)), people(r, cell_or_nothing(&x, 0, 1)),
                        people(r, cell_or_nothing(&x, 0, 2)), side_words(r, r->chosen));
    return OK;
}

static const struct section SECTIONS[] = {
    { { "trouble", NULL }, section_trouble, true },
    { { "need", "1. What the workforce needs" }, skills_need, false },
    { { "provision", "2. What is on offer" }, skills_provision, false },
    { { "gap", "3. The gap, and its causes" }, skills_gap, false },
    { { "together", "4. What working together changes" }, skills_together, false },
    { { "actions", "5. Actions to agree" }, skills_actions, false },
    { { "climb", "Annex A: from level to level" }, skills_climb, false },
    { { "mentors", "Annex B: mentors" }, skills_mentors, false },
    { { "sure", "How sure we are" }, section_how_sure, false },
    { { "assumptions", "What we assumed" }, board_assumptions, false },
    { { "manifest", "How this report was made" }, section_manifest, true },
};

const struct report_kind SKILLS = {
    "skills", "a sector skills agreement: need, provision, gap, joint action, actions", false,
    title, lead, SECTIONS, COUNT(SECTIONS),
};
