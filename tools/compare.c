/* compare.c - scenarios side by side, from their newest runs: two, or several against the first. */
#include <string.h>
#include <unistd.h>

#include "model/intake/text.h"
#include "tools/like_for_like.h"
#include "tools/sides.h"

struct comparing {
    struct sides sides;
    struct pair pair[SIDES_MAX];      /* [sides.n - 1] the first with each of the others */
    const char *why_not;              /* no figures are drawn, or NULL */
};

static const struct side *side_at(const struct comparing *c, int i)
{
    return i ? &c->pair[i - 1].side[1] : &c->pair[0].side[0];
}

/* Figures of what is no plan, or of one that breaks rules, would be taken for a result. */
static void look_for_plans(struct comparing *c)
{
    for (int i = 0; i < c->sides.n - 1 && !c->why_not; i++)
        c->why_not = c->pair[i].why_no_figures;
}

static void print_side(struct arena *a, const struct side *s)
{
    printf("%s%s%s: %s (%s, %s)\n", s->scenario, s->name[0] ? " - " : "", s->name,
           s->plan ? s->proof : s->status, text_spelled(a, s->id), s->finished_at);
}

static enum status print_pair(struct args *a, const struct comparing *c, const struct pair *p,
                              struct err *err)
{
    if (c->sides.n > 2)
        printf("\n%s and %s\n", p->side[0].scenario, p->side[1].scenario);
    if (!c->why_not) {
        print_spend(a->arena, p);
        print_saving(a->arena, p);
    }
    return print_like_for_like(a, p, err);
}

static enum status print_all(struct args *a, const struct comparing *c, struct err *err)
{
    for (int i = 0; i < c->sides.n; i++)
        print_side(a->arena, side_at(c, i));
    if (c->why_not)
        printf("\n%s No comparison is drawn.\n", c->why_not);
    else
        TRY(print_totals(a, &c->sides, err));
    for (int i = 0; i < c->sides.n - 1; i++)
        TRY(print_pair(a, c, &c->pair[i], err));
    return c->why_not ? OK : print_tables(a, &c->sides, err);
}

static enum status pair_json(json_t **out, struct args *a, const struct pair *p, struct err *err)
{
    json_t *answers;
    *out = saving_json(p);
    TRY(like_for_like_json(&answers, a, p, err));
    json_object_set_new(*out, "like_for_like", answers);
    return OK;
}

static enum status json_all(struct args *a, const struct comparing *c, struct err *err)
{
    json_t *top, *pairs = json_array();
    for (int i = 0; i < c->sides.n - 1; i++) {
        TRY(pair_json(&top, a, &c->pair[i], err));
        json_array_append_new(pairs, top);
    }
    top = c->sides.n == 2 ? json_incref(json_array_get(pairs, 0)) : json_object();
    json_object_set_new(top, "schema", json_integer(1));
    if (c->sides.n > 2)
        json_object_set(top, "pairs", pairs);
    json_decref(pairs);
    if (c->why_not)
        json_object_set_new(top, "tables", json_array());
    else
        TRY(sides_json(top, a, &c->sides, err));
    print_json(top);
    return OK;
}

/* What solving needs is no use without it. */
static int check_options(const struct args *a)
{
    for (int i = 0; i < N_OPTIONS; i++)
        if (a->given[i] && (i == OPT_GAP || i == OPT_TIME_LIMIT || i == OPT_TIME_FOR_ALL ||
                            i == OPT_JOBS || i == OPT_FRESH) &&
            !a->given[OPT_LIKE_FOR_LIKE])
            return usage_error(a->command, "--%s does nothing without --like-for-like",
                               OPTIONS[i].name);
    return EXIT_DONE;
}

static int read_all(struct comparing *c, struct args *a)
{
    struct err err;
    char first[40];
    int code = stored_open(&c->sides.store, a, a->word[0]);
    if (code == EXIT_DONE)
        code = stored_newest(c->sides.store, a, a->word[1], first);
    c->sides.n = a->n_words - 1;
    for (int i = 0; i < c->sides.n - 1 && code == EXIT_DONE; i++) {
        struct pair *p = &c->pair[i];
        p->store = c->sides.store;
        memcpy(p->side[0].id, first, sizeof first);
        code = stored_newest(p->store, a, a->word[2 + i], p->side[1].id);
        if (code == EXIT_DONE && pair_read(p, a, &err) != OK)
            code = fail(&err);
    }
    for (int i = 0; i < c->sides.n && code == EXIT_DONE; i++) {
        c->sides.id[i] = side_at(c, i)->id;
        c->sides.scenario[i] = side_at(c, i)->scenario;
    }
    return code;
}

/* Of several answers the most troubled counts; what could not be asked ends it all. */
static int ask_like_for_like(const struct comparing *c, struct args *a, bool *asked)
{
    int code = EXIT_DONE;
    *asked = true;
    for (int i = 0; i < c->sides.n - 1 && *asked && code != EXIT_INTERRUPTED; i++) {
        int one = like_for_like_solve(a, &c->pair[i], asked);
        code = one > code ? one : code;
    }
    return code;
}

static void say_next(const struct args *a, const struct comparing *c)
{
    const char *list = c->sides.scenario[0];
    if (a->given[OPT_QUIET] || a->given[OPT_JSON] || !isatty(STDERR_FILENO))
        return;
    for (int i = 1; i < c->sides.n; i++)
        list = arena_print(a->arena, "%s,%s", list, c->sides.scenario[i]);
    fprintf(stderr, "Next: ringfence report %s --compare %s\n", shell_word(a->arena, a->word[0]),
            shell_word(a->arena, list));
}

int command_compare(struct args *a)
{
    struct comparing c = { 0 };
    struct err err;
    bool asked = true;
    int answered = EXIT_DONE, code = check_options(a);
    if (code == EXIT_DONE)
        code = read_all(&c, a);
    if (code == EXIT_DONE && a->given[OPT_LIKE_FOR_LIKE])
        answered = ask_like_for_like(&c, a, &asked);
    if (!asked)
        code = answered;
    look_for_plans(&c);
    if (code == EXIT_DONE &&
        (a->given[OPT_JSON] ? json_all(a, &c, &err) : print_all(a, &c, &err)) != OK)
        code = fail(&err);
    else if (code == EXIT_DONE && !c.why_not)
        say_next(a, &c);
    store_close(c.sides.store);
    return code == EXIT_DONE ? answered : code;
}
