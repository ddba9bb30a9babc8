/* rule_held.c - like for like: what a run was held to, as it says itself (MODEL.md 8).
 *
 * The other plan's figures are the run's own copy: its run may have been removed meanwhile.
 * Where it is still there, A15 holds the copy against it.
 */
#include <math.h>
#include <string.h>

#include "tools/verify/check.h"

static double allowed(double limit) { return limit + 1e-6 * fmax(1, fabs(limit)); }

static bool held_rows(struct check *c, struct rows *r, const char *kind, const char *columns)
{
    struct err err;
    const char *sql = arena_print(c->arena, "SELECT %s FROM held h WHERE h.run = ?1 AND"
                                  " h.kind = '%s'", columns, kind);
    bool read = rows_read(r, c->arena, c->store, sql, c->s->run, &err) == OK;
    must_hold(c, read, "it cannot be read", "held");
    return read && r->n > 0;
}

void f34_same_results(struct check *c)
{
    static const char SHORT[] =
        "SELECT e.target, a.la, sum(e.missing), coalesce((SELECT h.missing FROM held_shortfall h"
        " WHERE h.run = e.run AND h.target = e.target AND h.la = a.la), 0) FROM shortfall e"
        " JOIN area a ON a.run = e.run AND a.area = e.area WHERE e.run = ?1"
        " GROUP BY e.target, a.la";
    struct rows r;
    struct err err;
    if (!held_rows(c, &r, "same results", "h.to_run"))
        return;
    if (rows_read(&r, c->arena, c->store, SHORT, c->s->run, &err) != OK) {
        must_hold(c, false, "it cannot be read", "held_shortfall");
        return;
    }
    for (int i = 0; i < r.n; i++)
        must_be_within(c, row_number(&r, i, 2), allowed(row_number(&r, i, 3)), "%s, %s",
                       row_text(&r, i, 0), row_text(&r, i, 1));
}

void f35_same_money(struct check *c)
{
    struct rows r;
    if (held_rows(c, &r, "same money", "h.to_cost"))
        must_be_within(c, c->s->cost, allowed(row_number(&r, 0, 0)) + 0.01, "held to %s",
                       row_text(&r, 0, 0));
}

/* ---- A15: the copy of what the other run says, where that is still there ---- */

static void same_head(struct check *c)
{
    struct rows r;
    struct err err;
    if (rows_read(&r, c->arena, c->store, "SELECT h.to_scenario, o.scenario, h.to_cost, o.cost,"
                  " h.to_shortfall_value, o.shortfall_value FROM held h JOIN run o"
                  " ON o.run = h.to_run WHERE h.run = ?1", c->s->run, &err) != OK) {
        must_hold(c, false, "it cannot be read", "held");
        return;
    }
    for (int i = 0; i < r.n; i++) {
        must_hold(c, strcmp(row_text(&r, i, 0), row_text(&r, i, 1)) == 0,
                  "the other run is of another scenario", "held");
        must_equal(c, row_number(&r, i, 2), row_number(&r, i, 3), 0, "cost of the other run");
        must_equal(c, row_number(&r, i, 4), row_number(&r, i, 5), 0, "shortfall of the other run");
    }
}

static void same_shorts(struct check *c)
{
    static const char SQL[] =
        "SELECT x.target, x.la, sum(x.there), sum(x.here) FROM (SELECT e.target, a.la, e.missing"
        " AS there, 0 AS here FROM held h JOIN shortfall e ON e.run = h.to_run JOIN area a"
        " ON a.run = e.run AND a.area = e.area WHERE h.run = ?1 UNION ALL SELECT s.target, s.la,"
        " 0, s.missing FROM held h JOIN run o ON o.run = h.to_run JOIN held_shortfall s"
        " ON s.run = h.run WHERE h.run = ?1) x GROUP BY x.target, x.la";
    struct rows r;
    struct err err;
    if (rows_read(&r, c->arena, c->store, SQL, c->s->run, &err) != OK) {
        must_hold(c, false, "it cannot be read", "held_shortfall");
        return;
    }
    for (int i = 0; i < r.n; i++)
        must_equal(c, row_number(&r, i, 3), row_number(&r, i, 2), SUMMED, "short there: %s, %s",
                   row_text(&r, i, 0), row_text(&r, i, 1));
}

void a15_held(struct check *c)
{
    same_head(c);
    same_shorts(c);
}
