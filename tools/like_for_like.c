/* like_for_like.c - a difference in spend means something only where people do not differ. */
#include "tools/like_for_like.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/answers.h"
#include "tools/solving.h"

/* ---- asking ---- */

static const char PLAN[] =
    "SELECT cost, shortfall_value FROM run WHERE run = ?1";
static const char SHORT[] =
    "SELECT e.target, a.la, sum(e.missing) FROM shortfall e JOIN area a ON a.run = e.run AND"
    " a.area = e.area WHERE e.run = ?1 GROUP BY e.target, a.la ORDER BY e.target, a.la";
static const char DIGESTS[] = "SELECT \"table\", sha256 FROM run_input WHERE run = ?1";

/* Limits that another state of the tables gave would compare two different cases. */
static int same_files(struct args *a, const struct pair *p, const struct opened *c)
{
    struct result r;
    struct err err;
    const char *id = p->side[0].id;
    int differ = 0;
    if (result_read(&r, a->arena, p->store, DIGESTS, &id, 1, &err) != OK)
        return fail(&err);
    for (int i = 0; i < r.n_rows; i++)
        for (int t = 0; t < N_TABLES; t++) {
            const struct table *now = &c->tables->table[t];
            if (strcmp(now->schema->name, result_cell(&r, i, 0)) != 0 ||
                strcmp(now->sha256 ? now->sha256 : "", result_cell(&r, i, 1)) == 0)
                continue;
            complain("%s.csv is not as it was when %s was solved: solve %s again first",
                     now->schema->name, p->side[0].scenario, p->side[0].scenario);
            differ++;
        }
    return differ ? EXIT_USAGE : EXIT_DONE;
}

static int no_plan_to_hold_to(const struct pair *p)
{
    const char *scenario = p->side[0].scenario;
    if (!p->side[0].plan) {
        complain("%s has no plan, so nothing can be held to it", scenario);
        return EXIT_NO_PLAN;
    }
    if (p->side[0].relax) {
        complain("%s was solved with fractions of cohorts: solve it again without --relax",
                 scenario);
        return EXIT_USAGE;
    }
    if (p->side[0].broken) {
        complain("the plan of %s failed its audit, so nothing can be held to it", scenario);
        return EXIT_UNPROVEN;
    }
    return EXIT_DONE;
}

static int read_hold(struct hold *h, struct args *a, const struct pair *p)
{
    struct result run, shorts;
    struct err err;
    const char *id = p->side[0].id;
    if (result_read(&run, a->arena, p->store, PLAN, &id, 1, &err) != OK ||
        result_read(&shorts, a->arena, p->store, SHORT, &id, 1, &err) != OK)
        return fail(&err);
    *h = (struct hold){ .run = id, .scenario = p->side[0].scenario,
                        .cost = result_number(&run, 0, 0),
                        .shortfall_value = result_number(&run, 0, 1), .n_shorts = shorts.n_rows,
                        .shorts = NEW_ARRAY(a->arena, struct hold_short, shorts.n_rows) };
    for (int i = 0; i < shorts.n_rows; i++)
        h->shorts[i] = (struct hold_short){ result_cell(&shorts, i, 0), result_cell(&shorts, i, 1),
                                            result_number(&shorts, i, 2) };
    return EXIT_DONE;
}

int like_for_like_solve(struct args *a, const struct pair *p, bool *asked)
{
    struct opened c;
    struct hold results, money;
    struct solved solved;
    const char *scenario = p->side[1].scenario;
    int code = no_plan_to_hold_to(p);
    *asked = false;
    if (code == EXIT_DONE)
        code = case_open(&c, a, a->word[0]);
    if (code == EXIT_DONE)
        code = case_knows(&c, &scenario, 1);
    if (code == EXIT_DONE)
        code = same_files(a, p, &c);
    if (code == EXIT_DONE)
        code = read_hold(&results, a, p);
    if (code != EXIT_DONE)
        return code;
    case_check(&c, a->arena, &scenario, 1);
    if (c.findings.n_errors)
        return case_refuse(&c, a);
    money = results;
    results.kind = HOLD_RESULTS;
    money.kind = HOLD_MONEY;
    struct question questions[] = { { .scenario = scenario, .hold = &results },
                                    { .scenario = scenario, .hold = &money } };
    *asked = true;
    code = solve_and_store(&solved, a, p->store, c.tables, questions, COUNT(questions));
    solved_free(&solved);
    return code;
}

/* ---- telling ---- */

static enum status read_answers(struct result *r, struct args *a, const struct pair *p,
                                struct err *err)
{
    const char *about[] = { p->side[0].id, p->side[1].scenario };
    return result_read(r, a->arena, p->store, ANSWERS, about, 2, err);
}

enum status print_like_for_like(struct args *a, const struct pair *p, struct err *err)
{
    struct result r;
    const char *from = p->side[0].scenario, *of = p->side[1].scenario;
    TRY(read_answers(&r, a, p, err));
    if (r.n_rows)
        printf("\nLike for like: %s held to what %s reaches, and to what it spends (discounted)\n",
               of, from);
    for (int i = 0; i < r.n_rows; i++) {
        struct answer x = answer_at(&r, i);
        printf("  %s\n", answer_words(a->arena, &x, from, of));
        if (x.plan)
            printf("    %s\n    %s\n    That is run %s.\n", answer_limits(a->arena, &x),
                   answer_proof(a->arena, &x, of), x.run);
    }
    if (r.n_rows)
        puts("  Results and money are held to within a millionth.");
    return OK;
}

static json_t *known(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *answer_json(const struct answer *x)
{
    const struct { const char *name; double value; } FIGURES[] = {
        { "a", x->known }, { "b", x->found }, { "bound", x->bound }, { "gap", x->gap },
        { "difference_least", x->least }, { "difference_most", x->most }, { "b_cost", x->spend },
        { "a_people_short", x->short_before }, { "b_people_short", x->short_after },
        { "a_completions", x->done_before }, { "b_completions", x->done_after } };
    json_t *one = json_object();
    json_object_set_new(one, "kind", json_string(x->kind));
    json_object_set_new(one, "figure", json_string(x->money ? "shortfall_value" : "cost"));
    json_object_set_new(one, "run", json_string(x->run));
    json_object_set_new(one, "status", json_string(x->status));
    for (int i = 0; i < COUNT(FIGURES); i++)
        json_object_set_new(one, FIGURES[i].name, known(FIGURES[i].value));
    json_object_set_new(one, "proven_better",
                        answer_better(x) ? json_string(answer_better(x)) : json_null());
    return one;
}

enum status like_for_like_json(json_t **out, struct args *a, const struct pair *p,
                               struct err *err)
{
    struct result r;
    *out = json_array();
    TRY(read_answers(&r, a, p, err));
    for (int i = 0; i < r.n_rows; i++) {
        struct answer x = answer_at(&r, i);
        json_array_append_new(*out, answer_json(&x));
    }
    return OK;
}
