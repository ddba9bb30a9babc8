/* like.c - what the options cost where they train the same people, and reach for the same money. */
#include "tools/report/like.h"

#include <string.h>

#include "run.h"

static enum status ask_answers(struct report *r, int from, int of, struct like *out,
                               struct err *err)
{
    struct result x;
    const char *about[] = { r->side[from].id, r->side[of].scenario };
    *out = (struct like){ .from = from, .of = of };
    TRY(ask(r, &x, ANSWERS, about, 2, err));
    for (; out->n < x.n_rows && out->n < COUNT(out->answer); out->n++)
        out->answer[out->n] = answer_at(&x, out->n);
    return OK;
}

enum status like_read(struct report *r, int side, struct like *out, struct err *err)
{
    TRY(ask_answers(r, side, r->chosen, out, err));
    if (out->n == 0)
        TRY(ask_answers(r, r->chosen, side, out, err));
    if (out->n == 0)
        *out = (struct like){ .from = side, .of = r->chosen };
    return OK;
}

static bool stopped(const struct answer *x)
{
    return strcmp(x->status, RUN_STATUS_NAME[RUN_STOPPED]) == 0 ||
           strcmp(x->status, RUN_STATUS_NAME[RUN_FAILED]) == 0;
}

bool like_answers(const struct answer *x)
{
    return x->plan && x->breaches <= 0 && !stopped(x);
}

static const char *command(struct report *r, const struct like *l)
{
    return arena_print(r->arena, "ringfence compare %s %s %s --like-for-like",
                       shell_word(r->arena, r->solved_in), shell_word(r->arena, r->label[l->from]),
                       shell_word(r->arena, r->label[l->of]));
}

static void say_answer(struct report *r, const struct like *l, const struct answer *x)
{
    const char *from = r->label[l->from], *of = r->label[l->of];
    if (stopped(x))
        page_say(&r->page, "li", "%c%s: the search %s, so no comparison is drawn from it.",
                 x->kind[0] - 'a' + 'A', x->kind + 1,
                 strcmp(x->status, RUN_STATUS_NAME[RUN_FAILED]) == 0 ? "failed"
                 : x->plan ? "was stopped before its time was up"
                           : "found no plan in its time");
    else
        page_say(&r->page, "li", "%s %s %s", answer_words(r->arena, x, from, of),
                 answer_limits(r->arena, x), answer_proof(r->arena, x, of));
}

static enum status say_pair(struct report *r, int side, struct err *err)
{
    struct like l;
    bool again = false;
    TRY(like_read(r, side, &l, err));
    const char *from = r->label[l.from], *of = r->label[l.of];
    if (l.n == 0) {
        say_missing(r, arena_print(r->arena, "%s has not been held to what %s reaches and to what "
                                   "it spends, so no difference in their spend can be called a "
                                   "saving.", of, from), command(r, &l));
        return OK;
    }
    page_say(&r->page, "p", "%s was planned twice more: to reach what %s reaches at the least "
             "cost, and to reach the most at no more than %s's cost (discounted).", of, from, from);
    PAGE(&r->page, "<ul>\n");
    for (int i = 0; i < l.n; i++) {
        say_answer(r, &l, &l.answer[i]);
        again |= stopped(&l.answer[i]);
    }
    PAGE(&r->page, "</ul>\n");
    if (r->side[l.from].gap > 1e-6)
        page_say(&r->page, "p", "The plan of %s is the best that was found for it, perhaps not the "
                 "best there is: a better one would narrow what %s saves.", from, of);
    if (again)
        say_missing(r, "They can be asked again.", command(r, &l));
    return OK;
}

enum status section_like_for_like(struct report *r, struct err *err)
{
    int pairs = 0;
    for (int i = 0; i < r->n_sides; i++)
        if (i != r->nothing && i != r->chosen) {
            TRY(say_pair(r, i, err));
            pairs++;
        }
    if (pairs == 0)
        page_say(&r->page, "p", "There is no other option with a plan to compare with.");
    return OK;
}
