/* skills_actions.c - stage 5: what each owner does in which period, for whom, at what cost. */
#include "tools/report/pack.h"

static const char ACTIONS[] =
    "SELECT owner, title, coalesce(people, '[z]'), pounds FROM v_actions WHERE run = ?1 AND"
    " period = ?2 ORDER BY owner, position, title";

static const char STREAMS[] =
    "SELECT " STREAM_TITLE ", s.pounds FROM (SELECT v.run, v.stream, sum(v.pounds) AS pounds FROM"
    " v_spend_by_la_and_stream v WHERE v.run = ?1 AND v.period = ?2 GROUP BY v.stream) s"
    " LEFT JOIN stream f ON f.run = s.run AND f.stream = s.stream ORDER BY s.pounds DESC,"
    " s.stream";

static enum status print_period(struct report *r, const char *period, const char *start,
                                struct err *err)
{
    struct layout l = { .total = true }, m = { .total = true };
    page_say(&r->page, "h3", "%s, from %s", period, start);
    l.caption = arena_print(r->arena, "Actions of %s", period);
    layout_column(&l, "Owner", K_TEXT);
    layout_column(&l, "Action", K_TEXT);
    layout_column(&l, "Places", K_PEOPLE);
    layout_column(&l, "Money", K_POUNDS);
    TRY(pack_table_of(r, &l, ACTIONS, period, err));
    m.caption = arena_print(r->arena, "Streams that pay for %s", period);
    layout_column(&m, "Stream", K_TEXT);
    layout_column(&m, "Pays", K_POUNDS);
    return pack_table_of(r, &m, STREAMS, period, err);
}

enum status skills_actions(struct report *r, struct err *err)
{
    struct result x;
    TRY(ask_side(r, &x, "SELECT period, start FROM period WHERE run = ?1 ORDER BY position",
                 r->chosen, err));
    page_say(&r->page, "p", "What the plan of %s asks of each partner. Nothing is agreed until "
             "each owner says so.", side_words(r, r->chosen));
    for (int i = 0; i < x.n_rows; i++)
        TRY(print_period(r, result_cell(&x, i, 0), result_cell(&x, i, 1), err));
    page_say(&r->page, "p class=\"small\"", "Places: seats of the cohorts under a contract, module "
             "by module, or learners in training of whom the action is. [z]: for no learner in "
             "particular. Contracts are in the period in which their cohorts start, less their "
             "rebates; streams pay a course in the periods over which it runs, so the two differ "
             "within a period and agree over all. A list of actions counts a learner for every "
             "action.");
    return OK;
}
