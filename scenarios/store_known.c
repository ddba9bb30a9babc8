/* store_known.c - where a search may begin: plans that are stored, and those it began from.
 *
 * Of an answer to the same question from the same inputs, the best.  Where there is none: the
 * newest plan of the scenario, that of its base, and that of the one after which it was asked for;
 * held to another's results or money, that other's plan too.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "store_private.h"

struct choosing {
    struct arena *arena;
    struct store *store;
    const char *parameter[4];      /* scenario, inputs' digest, held to, held how */
    const struct world *world;
    struct known_plan *plan;
    int n, room, at;               /* at: the plan at hand */
    struct known_part *part;       /* of it */
    struct known_share *share;
    int n_parts, parts_room, n_shares, shares_room;
};

#define PLAN_OF(what) "SELECT run, scenario FROM run r WHERE objective IS NOT NULL AND relax = 0" \
    " AND breaches = 0 AND " what
#define BEST " ORDER BY objective, cost, sequence LIMIT 1"
#define NEWEST " AND run NOT IN (SELECT run FROM held) ORDER BY sequence DESC LIMIT 1"

static const char SAME[] = PLAN_OF("scenario = ?1 AND inputs_sha256 = ?2 AND run NOT IN"
                                   " (SELECT run FROM held)" BEST);
static const char SAME_HELD[] = PLAN_OF("scenario = ?1 AND inputs_sha256 = ?2 AND EXISTS (SELECT 1"
                                        " FROM held h WHERE h.run = r.run AND to_run = ?3 AND"
                                        " kind = ?4)" BEST);
static const char ITS_NEWEST[] = PLAN_OF("scenario = ?1" NEWEST);
static const char HELD_TO[] = PLAN_OF("run = ?3");

/* A cohort's learners of one authority, and the share of the buyer's cohorts that they fill. */
static const char PARTS[] =
    "SELECT a.la, m.module, s.site, s.period, c.cohorts * sum(s.learners) / c.learners,"
    " sum(s.learners) FROM start s JOIN area a ON a.run = s.run AND a.area = s.area"
    " JOIN la l ON l.run = s.run AND l.la = a.la"
    " JOIN course_module m ON m.run = s.run AND m.course = s.course"
    " JOIN cohort c ON c.run = s.run AND c.buyer = l.buyer AND c.module = m.module"
    " AND c.site = s.site AND c.period = s.period WHERE s.run = ?1 AND s.way = 'cohort'"
    " GROUP BY a.la, m.module, s.site, s.period ORDER BY a.la, m.module, s.site, s.period";

static const char SHARES[] =
    "SELECT l.la, q.provider, q.period, 1.0 / b.n, q.value_pence / 100.0 / b.n FROM contract q"
    " JOIN la l ON l.run = q.run AND l.buyer = q.buyer JOIN (SELECT run, buyer, count(*) AS n"
    " FROM la WHERE run = ?1 GROUP BY buyer) b ON b.buyer = q.buyer WHERE q.run = ?1"
    " ORDER BY l.la, q.provider, q.period";

static const char PROOF[] = "SELECT format, hex(bytes) FROM certificate_proof JOIN certificate"
                            " USING (run) WHERE run = ?1 AND format > 2";

static const char *copy(struct choosing *c, const char *text)
{
    return arena_copy(c->arena, text, strlen(text));
}

static bool take_plan(void *context, int n, const char *const *names, const char *const *values)
{
    struct choosing *c = context;
    (void)n;
    (void)names;
    *PUSH(c->arena, c->plan, c->n, c->room) =
        (struct known_plan){ .run = copy(c, values[0]), .scenario = copy(c, values[1]) };
    return true;
}

static bool take_part(void *context, int n, const char *const *names, const char *const *values)
{
    struct choosing *c = context;
    (void)n;
    (void)names;
    *PUSH(c->arena, c->part, c->n_parts, c->parts_room) = (struct known_part){
        copy(c, values[0]), copy(c, values[1]), copy(c, values[2]), copy(c, values[3]),
        strtod(values[4], NULL), strtod(values[5], NULL) };
    return true;
}

static bool take_share(void *context, int n, const char *const *names, const char *const *values)
{
    struct choosing *c = context;
    (void)n;
    (void)names;
    *PUSH(c->arena, c->share, c->n_shares, c->shares_room) = (struct known_share){
        copy(c, values[0]), copy(c, values[1]), copy(c, values[2]), strtod(values[3], NULL),
        strtod(values[4], NULL) };
    return true;
}

static struct written written_as(struct arena *a, const char *format, const char *hex)
{
    struct written w = { .format = (int)strtol(format, NULL, 10) };
    w.bytes = store_bytes(a, hex, &w.size);
    return w;
}

static bool take_proof(void *context, int n, const char *const *names, const char *const *values)
{
    struct choosing *c = context;
    (void)n;
    (void)names;
    c->plan[c->at].proof = written_as(c->arena, values[0], values[1]);
    return false;
}

static enum status read_plan(struct choosing *c, struct known_plan *plan, struct err *err)
{
    c->n_parts = c->n_shares = 0;
    TRY(store_query(c->store, PARTS, &plan->run, 1, take_part, c, err));
    TRY(store_query(c->store, SHARES, &plan->run, 1, take_share, c, err));
    TRY(store_query(c->store, PROOF, &plan->run, 1, take_proof, c, err));
    known_join_cohorts(plan, c->arena, c->world, c->part, c->n_parts);
    known_join_contracts(plan, c->arena, c->world, c->share, c->n_shares);
    return OK;
}

/* The first n parameters are those that the question has. */
static enum status choose(struct choosing *c, const char *sql, int n, struct err *err)
{
    return store_query(c->store, sql, c->parameter, n, take_plan, c, err);
}

static enum status choose_newest_of(struct choosing *c, const char *scenario, struct err *err)
{
    c->parameter[0] = scenario;
    return scenario ? choose(c, ITS_NEWEST, 1, err) : OK;
}

static enum status choose_all(struct choosing *c, const struct question *q, struct err *err)
{
    const struct scenario *own = &c->world->scenario;
    bool is_base = q->after && own->base && strcmp(q->after, own->base) == 0;
    TRY(q->hold ? choose(c, SAME_HELD, 4, err) : choose(c, SAME, 2, err));
    if (c->n > 0)
        return OK;
    if (q->hold)
        TRY(choose(c, HELD_TO, 3, err));
    TRY(choose_newest_of(c, own->id, err));
    if (q->hold)
        return OK;
    TRY(choose_newest_of(c, own->base, err));
    return choose_newest_of(c, is_base ? NULL : q->after, err);
}

enum status store_known(void *store, struct arena *a, const struct question *q,
                        const struct tables *t, const struct world *w, struct beginning *out,
                        struct err *err)
{
    char digest[DIGEST_HEX];
    struct choosing c = { .arena = a, .store = store, .world = w };
    *out = (struct beginning){ 0 };
    if (w->held.no_starts)
        return OK;
    digest_inputs(t, w->scenario.id, digest);
    c.parameter[0] = w->scenario.id;
    c.parameter[1] = digest;
    c.parameter[2] = q->hold ? q->hold->run : NULL;
    c.parameter[3] = q->hold ? HOLD_NAME[q->hold->kind] : NULL;
    TRY(choose_all(&c, q, err));
    for (c.at = 0; c.at < c.n; c.at++)
        TRY(read_plan(&c, &c.plan[c.at], err));
    out->plan = c.plan;
    out->n = c.n;
    return OK;
}

/* ---- again ---- */

struct reading {
    struct arena *arena;
    const struct world *world;
    struct known_plan *plan;
    struct beginning *known;
    int n, room, at, rows_room;    /* at: plan of the row before, and its room */
};

static bool take_known_plan(void *context, int n, const char *const *names,
                            const char *const *values)
{
    struct reading *r = context;
    (void)n;
    (void)names;
    *PUSH(r->arena, r->plan, r->n, r->room) = (struct known_plan){
        .run = arena_copy(r->arena, values[0], strlen(values[0])),
        .scenario = arena_copy(r->arena, values[1], strlen(values[1])) };
    return true;
}

/* Rows come plan by plan, numbered from 1. */
static struct known_plan *plan_of(struct reading *r, const char *number)
{
    int at = (int)strtol(number, NULL, 10) - 1;
    if (at != r->at)
        r->rows_room = 0;
    r->at = at;
    return at >= 0 && at < r->n ? &r->plan[at] : NULL;
}

static bool take_cohort(void *context, int n, const char *const *names, const char *const *values)
{
    struct reading *r = context;
    struct known_plan *k = plan_of(r, values[0]);
    struct known_cohort y;
    (void)n;
    (void)names;
    if (k && known_cohort_place(&y, r->world, values[1], values[2], values[3], values[4])) {
        y.cohorts = strtod(values[5], NULL);
        *PUSH(r->arena, k->cohort, k->n_cohorts, r->rows_room) = y;
    }
    return true;
}

static bool take_contract(void *context, int n, const char *const *names,
                          const char *const *values)
{
    struct reading *r = context;
    struct known_plan *k = plan_of(r, values[0]);
    struct known_contract q;
    (void)n;
    (void)names;
    if (k && known_contract_place(&q, r->world, values[1], values[2], values[3])) {
        q.value = strtod(values[4], NULL);
        *PUSH(r->arena, k->contract, k->n_contracts, r->rows_room) = q;
    }
    return true;
}

static bool take_known_proof(void *context, int n, const char *const *names,
                             const char *const *values)
{
    struct reading *r = context;
    struct known_plan *k = plan_of(r, values[0]);
    (void)n;
    (void)names;
    if (k)
        k->proof = written_as(r->arena, values[1], values[2]);
    return false;
}

/* As write_known_basis() writes it: how many in turn stand where, "12b340l". */
static void read_basis(struct reading *r, int n, const char *text)
{
    static const char STANDS[] = "bluxf"; /* ORDER: basis bytes from 1 */
    unsigned char *basis = arena_alloc(r->arena, (size_t)n, 1);
    int at = 0;
    for (char *end; *text; text = end + 1) {
        long times = strtol(text, &end, 10);
        const char *stand = *end ? strchr(STANDS, *end) : NULL;
        if (!stand || times < 1 || times > n - at)
            return;
        memset(basis + at, (int)(stand - STANDS) + 1, (size_t)times);
        at += (int)times;
    }
    if (at == n)
        r->known->basis = basis;
}

static bool take_basis(void *context, int n, const char *const *names, const char *const *values)
{
    enum { MOST = 100000000 };
    struct reading *r = context;
    long rows = strtol(values[0], NULL, 10), columns = strtol(values[1], NULL, 10);
    (void)n;
    (void)names;
    if (rows < 0 || columns < 0 || rows > MOST || columns > MOST)
        return false;
    r->known->basis_rows = (int)rows;
    r->known->basis_columns = (int)columns;
    read_basis(r, (int)(rows + columns), values[2]);
    return false;
}

enum status store_known_again(void *context, struct arena *a, const struct question *q,
                              const struct tables *t, const struct world *w,
                              struct beginning *out, struct err *err)
{
    const struct known_again *again = context;
    struct reading r = { .arena = a, .world = w, .known = out };
    (void)q, (void)t;
    *out = (struct beginning){ 0 };
    TRY(store_query(again->store, "SELECT from_run, from_scenario FROM known_plan WHERE run = ?1"
                    " ORDER BY n", &again->run, 1, take_known_plan, &r, err));
    r.at = -1;
    TRY(store_query(again->store, "SELECT n, buyer, module, site, period, cohorts FROM known_cohort"
                    " WHERE run = ?1 ORDER BY n, buyer, module, site, period", &again->run, 1,
                    take_cohort, &r, err));
    r.at = -1;
    TRY(store_query(again->store, "SELECT n, buyer, provider, period, value FROM known_contract"
                    " WHERE run = ?1 ORDER BY n, buyer, provider, period", &again->run, 1,
                    take_contract, &r, err));
    TRY(store_query(again->store, "SELECT n, format, hex(bytes) FROM known_proof"
                    " WHERE run = ?1", &again->run, 1, take_known_proof, &r, err));
    out->plan = r.plan;
    out->n = r.n;
    return store_query(again->store, "SELECT n_rows, n_columns, stands FROM known_basis WHERE"
                       " run = ?1", &again->run, 1, take_basis, &r, err);
}
