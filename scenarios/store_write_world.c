/* store_write_world.c - the facts that a run was solved from.  ORDER STORE */
#include "store_private.h"

#include <stdio.h>

static const char *or_null(const char *text)
{
    return text && text[0] ? text : NULL;
}

static void write_table(struct writer *w, const struct table *t)
{
    char name[64];
    snprintf(name, sizeof name, "input_%s", t->schema->name);
    into(w, name);
    for (int r = 0; r < t->n_rows; r++) {
        row_begin(w);
        put_whole(w, r + 1);
        put_whole(w, t->line ? t->line[r] : 0);
        for (int c = 0; c < t->schema->n_columns; c++)
            put_text(w, or_null(cell(t, r, c)));
        row_end(w);
    }
}

void write_inputs(struct writer *w, const struct run *run)
{
    into(w, "run_input");
    for (int i = 0; i < N_TABLES; i++) {
        const struct table *t = &run->tables->table[i];
        row_begin(w);
        put_text(w, t->schema->name);
        put_text(w, t->sha256 ? t->sha256 : "");
        put_whole(w, t->n_rows);
        row_end(w);
    }
    for (int i = 0; i < N_TABLES; i++)
        write_table(w, &run->tables->table[i]);
}

static void write_areas(struct writer *w, const struct world *x)
{
    into(w, "area");
    for_each_area(x, i) {
        const struct area *a = &x->area[i.i];
        row_begin(w);
        put_text(w, a->id);
        put_text(w, a->name);
        put_text(w, x->la[a->la.i].id);
        put_text(w, x->region[a->region.i].id);
        put_real(w, a->latitude);
        put_real(w, a->longitude);
        put_real(w, a->childcare_hours);
        put_real(w, a->childcare_price);
        put_real(w, a->mentor_hours);
        put_real(w, a->mentor_price);
        row_end(w);
    }
}

static void write_periods(struct writer *w, const struct world *x)
{
    into(w, "period");
    for_each_period(x, i) {
        const struct period *t = &x->period[i.i];
        row_begin(w);
        put_text(w, t->id);
        put_whole(w, i.i + 1);
        put_text(w, t->start);
        put_real(w, t->months);
        put_real(w, t->price_index);
        put_real(w, t->discount);
        row_end(w);
    }
}

static void write_places(struct writer *w, const struct world *x)
{
    into(w, "region");
    for_each_region(x, i) {
        row_begin(w);
        put_text(w, x->region[i.i].id);
        row_end(w);
    }
    into(w, "buyer");
    for (int i = 0; i < x->n_buyers; i++) {
        row_begin(w);
        put_text(w, x->buyer[i]);
        row_end(w);
    }
    into(w, "la");
    for_each_la(x, i) {
        row_begin(w);
        put_text(w, x->la[i.i].id);
        put_text(w, x->buyer[x->buyer_of_la[i.i]]);
        row_end(w);
    }
    write_areas(w, x);
    write_periods(w, x);
}

static void write_roles(struct writer *w, const struct world *x)
{
    into(w, "role");
    for_each_role(x, i) {
        const struct role *r = &x->role[i.i];
        row_begin(w);
        put_text(w, r->id);
        put_text(w, r->name);
        put_text(w, x->sector[r->sector.i].id);
        put_text(w, x->profession[r->profession.i].id);
        put_real(w, r->release_cost);
        put_real(w, r->childcare_share);
        put_real(w, r->travel_limit[0]);
        put_real(w, r->travel_limit[1]);
        put_real(w, r->release_share);
        put_real(w, r->turnover);
        row_end(w);
    }
}

static void put_level(struct writer *w, int level)
{
    if (level == NO_LEVEL)
        put_text(w, NULL);
    else
        put_whole(w, level);
}

static void write_courses(struct writer *w, const struct world *x)
{
    into(w, "course");
    for_each_course(x, i) {
        const struct course *c = &x->course[i.i];
        row_begin(w);
        put_text(w, c->id);
        put_text(w, c->name);
        put_whole(w, c->entry_level);
        put_level(w, c->award_level);
        put_whole(w, c->periods);
        put_real(w, c->contact_hours);
        put_real(w, c->sessions);
        put_real(w, c->load);
        put_real(w, c->completion);
        put_real(w, c->mentor_hours);
        put_real(w, c->grants_mentor_hours);
        row_end(w);
    }
    into(w, "module");
    for_each_module(x, m) {
        row_begin(w);
        put_text(w, x->module[m.i].id);
        put_text(w, x->module[m.i].name);
        row_end(w);
    }
    into(w, "course_module");
    for_each_course(x, i)
        for (int m = 0; m < x->course[i.i].n_modules; m++) {
            row_begin(w);
            put_text(w, x->course[i.i].id);
            put_text(w, x->module[x->course[i.i].modules[m].i].id);
            row_end(w);
        }
}

static void write_sites(struct writer *w, const struct world *x)
{
    into(w, "provider");
    for_each_provider(x, i) {
        row_begin(w);
        put_text(w, x->provider[i.i].id);
        put_text(w, x->provider[i.i].name);
        put_text(w, x->provider[i.i].kind);
        row_end(w);
    }
    into(w, "site");
    for_each_site(x, i) {
        const struct site *s = &x->site[i.i];
        row_begin(w);
        put_text(w, s->id);
        put_text(w, s->name);
        put_text(w, x->provider[s->provider.i].id);
        put_real(w, s->latitude);
        put_real(w, s->longitude);
        put_real(w, s->attendance);
        put_real(w, s->work_time);
        put_real(w, s->creche_hours);
        put_real(w, s->creche_price);
        row_end(w);
    }
}

static void write_offers(struct writer *w, const struct world *x)
{
    into(w, "offer");
    for_each_offer(x, i) {
        const struct offer *o = &x->offer[i.i];
        row_begin(w);
        put_text(w, x->site[o->site.i].id);
        put_text(w, x->module[o->module.i].id);
        put_whole(w, o->by_cohort);
        put_whole(w, o->by_place);
        put_real(w, o->by_cohort ? o->cohort_price : 0);
        put_real(w, o->by_cohort ? o->cohort_min : 0);
        put_real(w, o->by_cohort ? o->cohort_max : 0);
        put_real(w, o->by_cohort ? o->learner_price : 0);
        put_whole(w, o->by_cohort ? o->cohorts_limit : 0);
        put_real(w, o->by_place ? o->place_price : 0);
        put_real(w, o->places_limit);
        put_text(w, x->period[o->from.i].id);
        put_text(w, x->period[o->until.i].id);
        row_end(w);
    }
    into(w, "journey");
    for_each_area(x, a)
        for_each_site(x, s) {
            row_begin(w);
            put_text(w, x->area[a.i].id);
            put_text(w, x->site[s.i].id);
            put_real(w, miles(x, a, s));
            put_real(w, minutes(x, a, s));
            row_end(w);
        }
}

static void put_pair(struct writer *w, const char *one, const char *other)
{
    row_begin(w);
    put_text(w, one);
    put_text(w, other);
    row_end(w);
}

static void write_ring_fences(struct writer *w, const struct world *x)
{
    into(w, "stream_role");
    for_each_stream(x, f)
        for_each_role(x, r)
            if (x->stream[f.i].roles[r.i])
                put_pair(w, x->stream[f.i].id, x->role[r.i].id);
    into(w, "stream_course");
    for_each_stream(x, f)
        for_each_course(x, c)
            if (x->stream[f.i].courses[c.i])
                put_pair(w, x->stream[f.i].id, x->course[c.i].id);
    into(w, "stream_category");
    for_each_stream(x, f)
        for (int k = 0; k < N_CATEGORIES; k++)
            if (x->stream[f.i].category[k])
                put_pair(w, x->stream[f.i].id, CATEGORY_NAME[k]);
}

static void write_streams(struct writer *w, const struct world *x)
{
    into(w, "stream");
    for_each_stream(x, i) {
        const struct stream *f = &x->stream[i.i];
        row_begin(w);
        put_text(w, f->id);
        put_text(w, f->name);
        put_real(w, f->max_share);
        put_real(w, f->cap_per_learner);
        put_real(w, f->carry_over);
        put_real(w, f->virement);
        put_real(w, f->top_slice);
        row_end(w);
    }
    write_ring_fences(w, x);
}

static void write_targets(struct writer *w, const struct world *x)
{
    into(w, "target");
    for_each_target(x, i) {
        const struct target *t = &x->target[i.i];
        row_begin(w);
        put_text(w, t->id);
        put_level(w, t->level);
        put_text(w, t->course.i < 0 ? NULL : x->course[t->course.i].id);
        put_text(w, x->period[t->period.i].id);
        put_real(w, t->share);
        put_real(w, t->penalty);
        put_real(w, t->floor);
        row_end(w);
    }
}

void write_world(struct writer *w, const struct world *world)
{
    write_places(w, world);
    write_roles(w, world);
    write_courses(w, world);
    write_sites(w, world);
    write_offers(w, world);
    write_streams(w, world);
    write_targets(w, world);
}
