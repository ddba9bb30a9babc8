/* rule_tables.c - what the database keeps of the inputs is what the files say. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tools/verify/check.h"

/* ---- A01: input_*, the tables with the scenario's changes, cell by cell ---- */

static bool same_cell(const struct sheet *s, int at, const char *stored)
{
    const char *text = s->cell[at];
    double a, b;
    if (strcmp(text, stored ? stored : "") == 0)
        return true;
    return s->changed[at] && stored && decimal(text, &a) && decimal(stored, &b) &&
           fabs(a - b) <= 1e-12 * fmax(1, fabs(a));
}

static void compare_cells(struct check *c, const struct sheet *s, const struct rows *r)
{
    for (int k = 3; k < r->n_columns; k++) { /* after run, n and line */
        int column = sheet_column(s, r->name[k]);
        for (int i = 0; i < r->n; i++) {
            const char *stored = row_text(r, i, k);
            bool same = column < 0 ? !stored : same_cell(s, i * s->n_columns + column, stored);
            must_hold(c, same, arena_print(c->arena, "\"%s\" should be \"%s\"",
                                           stored ? stored : "", column < 0 ? "" :
                                           s->cell[i * s->n_columns + column]),
                      "%s.csv, line %d, %s", s->name, s->line[i], r->name[k]);
        }
    }
}

void a01_tables(struct check *c)
{
    for (int t = 0; t < N_SHEETS; t++) {
        const struct sheet *s = &c->f->sheet[t];
        struct rows r;
        struct err err;
        const char *sql = arena_print(c->arena, "SELECT * FROM input_%s WHERE run = ?1 ORDER BY n",
                                      s->name);
        enum status status = rows_read(&r, c->arena, c->store, sql, c->s->run, &err);
        must_hold(c, status == OK, "it cannot be read", "input_%s", s->name);
        must_hold(c, status != OK || r.n == s->n_rows, "it has not the rows of the file",
                  "input_%s", s->name);
        if (status != OK || r.n != s->n_rows)
            continue;
        for (int i = 0; i < r.n; i++) {
            must_equal(c, row_number(&r, i, 1), i + 1, 0, "input_%s, row %d", s->name, i + 1);
            must_equal(c, row_number(&r, i, 2), s->line[i], 0, "input_%s, row %d, line", s->name,
                       i + 1);
        }
        compare_cells(c, s, &r);
    }
}

/* ---- A02: the typed facts, in the order of their keys ---- */

struct expected { struct check *c; const char *table; struct rows r; int row, column; };

static void table(struct expected *e, const char *name, const char *key)
{
    struct err err;
    const char *sql = arena_print(e->c->arena, "SELECT * FROM %s WHERE run = ?1 ORDER BY %s", name,
                                  key);
    e->table = name;
    e->row = -1;
    if (rows_read(&e->r, e->c->arena, e->c->store, sql, e->c->s->run, &err) != OK)
        must_hold(e->c, false, "it cannot be read", "%s", name);
}

static void row(struct expected *e)
{
    e->row++;
    e->column = 1; /* after run */
}

static bool there(struct expected *e) { return e->row < e->r.n && e->column < e->r.n_columns; }

static void text(struct expected *e, const char *want)
{
    const char *seen = there(e) ? row_text(&e->r, e->row, e->column) : "no row";
    seen = seen ? seen : "";
    want = want ? want : "";
    must_hold(e->c, strcmp(seen, want) == 0,
              arena_print(e->c->arena, "\"%s\" should be \"%s\"", seen, want), "%s, row %d, %s",
              e->table, e->row + 1, there(e) ? e->r.name[e->column] : "");
    e->column++;
}

static void real(struct expected *e, double want)
{
    double seen = there(e) ? row_number(&e->r, e->row, e->column) : NAN;
    must_equal(e->c, seen, isfinite(want) ? want : NAN, SUMMED, "%s, row %d, %s", e->table,
               e->row + 1, there(e) ? e->r.name[e->column] : "");
    e->column++;
}

static double level(int level) { return level < 0 ? NAN : (double)level; }

static void end(struct expected *e)
{
    must_equal(e->c, e->r.n, e->row + 1, 0, "rows of %s", e->table);
}

static void places(struct expected *e, const struct facts *f)
{
    table(e, "region", "region");
    for (int i = 0; i < f->region.n; i++)
        row(e), text(e, f->region.id[i]);
    end(e);
    table(e, "buyer", "buyer");
    for (int i = 0; i < f->buyer.n; i++)
        row(e), text(e, f->buyer.id[i]);
    end(e);
    table(e, "la", "la");
    for (int i = 0; i < f->la.n; i++)
        row(e), text(e, f->la.id[i]), text(e, f->buyer.id[f->buyer_of_la[i]]);
    end(e);
    table(e, "area", "area");
    for (int i = 0; i < f->area.n; i++) {
        const struct area_facts *a = &f->areas[i];
        row(e), text(e, f->area.id[i]), text(e, a->name), text(e, f->la.id[a->la]);
        text(e, f->region.id[a->region]), real(e, a->latitude), real(e, a->longitude);
        real(e, a->care_hours), real(e, a->care_price);
        real(e, a->mentor_hours), real(e, a->mentor_price);
    }
    end(e);
    table(e, "period", "position");
    for (int i = 0; i < f->period.n; i++) {
        const struct period_facts *t = &f->periods[i];
        row(e), text(e, f->period.id[i]), real(e, i + 1), text(e, t->start), real(e, t->months);
        real(e, t->index), real(e, t->discount);
    }
    end(e);
}

static void roles(struct expected *e, const struct facts *f)
{
    table(e, "role", "role");
    for (int i = 0; i < f->role.n; i++) {
        const struct role_facts *r = &f->roles[i];
        row(e), text(e, f->role.id[i]), text(e, r->name), text(e, f->sector.id[r->sector]);
        text(e, f->profession.id[r->profession]), real(e, r->release_cost);
        real(e, r->childcare_share), real(e, r->limit[0]), real(e, r->limit[1]);
        real(e, r->release_share), real(e, r->turnover);
    }
    end(e);
}

static void courses(struct expected *e, const struct facts *f)
{
    table(e, "course", "course");
    for (int i = 0; i < f->course.n; i++) {
        const struct course_facts *k = &f->courses[i];
        row(e), text(e, f->course.id[i]), text(e, k->name), real(e, k->entry);
        real(e, level(k->award)), real(e, k->periods), real(e, k->contact_hours);
        real(e, k->sessions), real(e, k->load), real(e, k->completion);
        real(e, k->mentor_hours), real(e, k->grants);
    }
    end(e);
    table(e, "module", "module");
    for (int i = 0; i < f->module.n; i++)
        row(e), text(e, f->module.id[i]), text(e, f->module_name[i]);
    end(e);
    table(e, "course_module", "course, module");
    for (int i = 0; i < f->course.n; i++)
        for (int m = 0; m < f->module.n; m++)
            for (int k = 0; k < f->courses[i].n_modules; k++)
                if (f->courses[i].module[k] == m)
                    row(e), text(e, f->course.id[i]), text(e, f->module.id[m]);
    end(e);
}

static void offer(struct expected *e, const struct facts *f, const struct offer_facts *o)
{
    bool cohort = !isnan(o->cohort_price), place = !isnan(o->place_price);
    row(e), text(e, f->site.id[o->site]), text(e, f->module.id[o->module]);
    real(e, cohort), real(e, place);
    real(e, cohort ? o->cohort_price : 0), real(e, cohort ? o->cohort_min : 0);
    real(e, cohort ? o->cohort_max : 0), real(e, cohort ? o->learner_price : 0);
    real(e, cohort ? o->cohorts_limit : 0), real(e, place ? o->place_price : 0);
    real(e, o->places_limit), text(e, f->period.id[o->from]), text(e, f->period.id[o->until]);
}

static void teaching(struct expected *e, const struct facts *f)
{
    table(e, "provider", "provider");
    for (int i = 0; i < f->provider.n; i++)
        row(e), text(e, f->provider.id[i]), text(e, f->providers[i].name),
            text(e, f->providers[i].kind);
    end(e);
    table(e, "site", "site");
    for (int i = 0; i < f->site.n; i++) {
        const struct site_facts *s = &f->sites[i];
        row(e), text(e, f->site.id[i]), text(e, s->name), text(e, f->provider.id[s->provider]);
        real(e, s->latitude), real(e, s->longitude), real(e, s->attendance);
        real(e, s->work_time), real(e, s->creche_hours), real(e, s->creche_price);
    }
    end(e);
    table(e, "offer", "site, module");
    for (int s = 0; s < f->site.n; s++)
        for (int m = 0; m < f->module.n; m++)
            if (offer_of(f, s, m))
                offer(e, f, offer_of(f, s, m));
    end(e);
    table(e, "journey", "area, site");
    for (int i = 0; i < f->area.n * f->site.n; i++)
        row(e), text(e, f->area.id[i / f->site.n]), text(e, f->site.id[i % f->site.n]),
            real(e, f->miles[i]), real(e, f->minutes[i]);
    end(e);
}

static void fences(struct expected *e, const struct facts *f)
{
    table(e, "stream_role", "stream, role");
    for (int i = 0; i < f->stream.n; i++)
        for (int k = 0; k < f->role.n; k++)
            if (f->streams[i].role[k])
                row(e), text(e, f->stream.id[i]), text(e, f->role.id[k]);
    end(e);
    table(e, "stream_course", "stream, course");
    for (int i = 0; i < f->stream.n; i++)
        for (int k = 0; k < f->course.n; k++)
            if (f->streams[i].course[k])
                row(e), text(e, f->stream.id[i]), text(e, f->course.id[k]);
    end(e);
    struct names category = sorted(e->c->arena, (const char *[]){
        "fee", "travel", "childcare", "release", "mentor", "vacancy", "contract", "management" },
        N_CATEGORIES);
    table(e, "stream_category", "stream, category");
    for (int i = 0; i < f->stream.n; i++)
        for (int n = 0; n < category.n; n++)
            for (int k = 0; k < N_CATEGORIES; k++)
                if (f->streams[i].category[k] && strcmp(CATEGORIES[k], category.id[n]) == 0)
                    row(e), text(e, f->stream.id[i]), text(e, category.id[n]);
    end(e);
}

static void funding(struct expected *e, const struct facts *f)
{
    table(e, "stream", "stream");
    for (int i = 0; i < f->stream.n; i++) {
        const struct stream_facts *s = &f->streams[i];
        row(e), text(e, f->stream.id[i]), text(e, s->name), real(e, s->max_share);
        real(e, s->cap), real(e, s->carry_over), real(e, s->virement), real(e, s->top_slice);
    }
    end(e);
    fences(e, f);
    table(e, "target", "target");
    for (int i = 0; i < f->target.n; i++) {
        const struct target_facts *g = &f->targets[i];
        row(e), text(e, f->target.id[i]), real(e, level(g->level));
        text(e, g->course < 0 ? NULL : f->course.id[g->course]), text(e, f->period.id[g->period]);
        real(e, g->share), real(e, g->penalty), real(e, g->floor);
    }
    end(e);
}

void a02_facts(struct check *c)
{
    struct expected e = { .c = c };
    places(&e, c->f);
    roles(&e, c->f);
    courses(&e, c->f);
    teaching(&e, c->f);
    funding(&e, c->f);
}

/* ---- A12: what the run says of its scenario and of its program ---- */

static void settings(struct expected *e, const struct facts *f)
{
    e->table = "run";
    e->row = 0;
    e->column = 0;
    text(e, f->scenario), text(e, f->scenario_name), text(e, f->base), text(e, f->objective);
    text(e, f->option), text(e, f->partition), real(e, f->contract_cost);
    real(e, f->office_cost), real(e, f->management_share), real(e, f->pool_funding);
    real(e, f->share_mentors);
}

void a12_settings(struct check *c)
{
    static const char SIZES[] =
        "SELECT rows, (SELECT sum(n) FROM program_size p WHERE p.run = r.run AND kind = 'rows'),"
        " columns, (SELECT sum(n) FROM program_size p WHERE p.run = r.run AND kind = 'columns'),"
        " breaches, (SELECT count(*) FROM breach b WHERE b.run = r.run), relaxation, objective"
        " FROM run r WHERE run = ?1";
    struct expected e = { .c = c };
    struct err err;
    must_hold(c, c->s->has_plan || (isnan(c->s->objective) && isnan(c->s->gap) &&
                                    isnan(c->s->shortfall_value)),
              "there is no plan that these could be figures of", "run");
    must_hold(c, c->s->has_plan || (strcmp(c->s->status, "optimal") != 0 &&
                                    strcmp(c->s->status, "feasible") != 0),
              "there is no plan", "status");
    bool read = rows_read(&e.r, c->arena, c->store,
                  "SELECT scenario, name, base, objective_kind, procurement, partition,"
                  " contract_cost, office_cost, management_share, pool_funding, share_mentors"
                  " FROM run WHERE run = ?1", c->s->run, &err) == OK && e.r.n == 1;
    must_hold(c, read, "it cannot be read", "run");
    if (read)
        settings(&e, c->f);
    struct rows r;
    if (rows_read(&r, c->arena, c->store, SIZES, c->s->run, &err) != OK || r.n != 1) {
        must_hold(c, false, "it cannot be read", "run");
        return;
    }
    must_equal(c, row_number(&r, 0, 0), row_number(&r, 0, 1), 0, "rows of the program");
    must_equal(c, row_number(&r, 0, 2), row_number(&r, 0, 3), 0, "columns of the program");
    must_equal(c, row_number(&r, 0, 4), row_number(&r, 0, 5), 0, "breaches");
    must_equal(c, row_number(&r, 0, 4), 0, 0, "rules that the run itself found broken");
    bool first = strcmp(c->f->objective, "coverage") == 0; /* the relaxation is of the cost */
    if (!first && row_text(&r, 0, 6) && row_text(&r, 0, 7))
        must_be_within(c, row_number(&r, 0, 6), row_number(&r, 0, 7), "relaxation");
}
