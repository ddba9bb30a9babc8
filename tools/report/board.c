/* board.c - the paper for a partnership board: four sides of A4, the decision first. */
#include "tools/report/board.h"

static const char *title(struct report *r)
{
    return arena_print(r->arena, "How to buy training together: %s", r->place);
}

/* "69.8% under Region, 65.9% under LA; 49.5% if nothing is done" */
static enum status lead(struct report *r, const char **text, struct err *err)
{
    const char *list = "", *nothing = "";
    *text = "There is no plan to decide on.";
    if (r->n_sides == 0)
        return OK;
    for (int i = r->n_sides - 1; i >= 0; i--) {
        double coverage;
        TRY(ask_figure(r, &coverage, "coverage of targets", i, err));
        if (i == r->nothing)
            nothing = arena_print(r->arena, "%s%s if nothing is done", list[0] ? "; " : "",
                                  share(r, coverage));
        else
            list = arena_print(r->arena, "%s%s%s under %s", list, list[0] ? ", " : "",
                               share(r, coverage), r->label[i]);
    }
    *text = arena_print(r->arena, "Of the people whom the targets ask for, this share would be "
                        "there at the end: %s%s.", list, nothing);
    return OK;
}

static const struct section SECTIONS[] = {
    { { "trouble", NULL }, section_trouble, true },
    { { "decision", "The decision" }, board_decision, false },
    { { "options", "The options" }, board_options, false },
    { { "few", NULL }, board_few, false },
    { { "like", "Like for like" }, section_like_for_like, false },
    { { "sure", "How sure we are" }, section_how_sure, false },
    { { "gains", "What each authority gains, puts in and draws out" }, board_gains, false },
    { { "unserved", "Who is still unserved, and why" }, board_unserved, false },
    { { "cuts", "What a cut would do" }, board_cuts, false },
    { { "risks", "Risks" }, board_risks, false },
    { { "assumptions", "What we assumed" }, board_assumptions, false },
    { { "manifest", "How this paper was made" }, section_manifest, true },
};

const struct report_kind BOARD = {
    "board", "a paper for a partnership board: the decision, options, gains, risks", false, title,
    lead, SECTIONS, COUNT(SECTIONS),
};
