/* keys.c - rows and columns are known by positions; here positions become names. */
#include "keys.h"

#include <stdio.h>
#include <string.h>

#include "family.h"
#include "pools.h"

static void add(char *text, size_t size, const char *word)
{
    size_t used = strlen(text);
    if (used + 1 < size)
        snprintf(text + used, size - used, "%s%s", used ? "," : "", word);
}

static void spell_class(const struct sets *s, int v, char *text, size_t size)
{
    const struct class_ *c = &s->class_[v];
    char roles[300];
    snprintf(roles, sizeof roles, c->n_roles > 1 ? "%s+%d" : "%s",
             s->world->role[c->role[0].i].id, c->n_roles - 1);
    add(text, size, s->world->area[c->area.i].id);
    add(text, size, roles);
    add(text, size, s->world->course[c->course.i].id);
}

static void spell_payer(const struct sets *s, int v, char *text, size_t size)
{
    static const char *const KIND[] = { "", "virement", "rebate" };
    const struct payer *p = &s->payer[v];
    add(text, size, p->kind == PAYER_POT ? s->world->stream[p->stream.i].id : KIND[p->kind]);
    add(text, size, scope_place_name(s->world, p->scope, p->place));
    add(text, size, s->world->period[p->period.i].id);
}

static void spell_contract(const struct sets *s, int v, char *text, size_t size)
{
    const struct contract *q = &s->contract[v];
    add(text, size, s->world->buyer[q->buyer]);
    add(text, size, s->world->provider[q->provider.i].id);
    add(text, size, s->world->period[q->period.i].id);
}

static void spell_group(const struct sets *s, int v, char *text, size_t size)
{
    const struct group *g = &s->group[v];
    add(text, size, s->world->area[g->area.i].id);
    add(text, size, s->world->role[g->role.i].id);
    add(text, size, g->childcare ? "childcare" : "none");
}

static void spell_tie(const struct sets *s, int v, char *text, size_t size)
{
    const struct tie *t = &s->tie[v];
    spell_class(s, t->class_, text, size);
    add(text, size, t->childcare ? "childcare" : "none");
    add(text, size, s->world->period[t->period.i].id);
}

static void spell_cohort(const struct sets *s, int v, char *text, size_t size)
{
    const struct cohort *y = &s->cohort[v];
    add(text, size, s->world->buyer[y->buyer]);
    add(text, size, s->world->module[y->module.i].id);
    add(text, size, s->world->site[y->site.i].id);
    add(text, size, s->world->period[y->period.i].id);
}

static void spell_shortfall(const struct sets *s, int v, char *text, size_t size)
{
    const struct shortfall *e = &s->shortfall[v];
    add(text, size, s->world->target[e->target.i].id);
    add(text, size, s->world->area[e->area.i].id);
    add(text, size, s->world->role[e->role.i].id);
}

static void spell_number(int v, char *text, size_t size)
{
    char number[16];
    snprintf(number, sizeof number, "%d", v);
    add(text, size, number);
}

static void spell_offer(const struct sets *s, int v, char *text, size_t size)
{
    const struct offer *o = &s->world->offer[v];
    add(text, size, s->world->module[o->module.i].id);
    add(text, size, s->world->site[o->site.i].id);
}

static void spell_band(const struct sets *s, int v, char *text, size_t size)
{
    int contract = s->band[v].contract;
    spell_contract(s, contract, text, size);
    spell_number(v - s->contract[contract].first_band, text, size);
}

static void spell_office(const struct sets *s, int v, char *text, size_t size)
{
    add(text, size, s->world->buyer[s->office[v].buyer]);
    add(text, size, s->world->period[s->office[v].period.i].id);
}

void spell(const struct sets *s, enum index_kind kind, int v, char *text, size_t size)
{
    const struct world *w = s->world;
    switch (kind) {
    case IX_NONE:       return;
    case IX_GROUP:      spell_group(s, v, text, size); return;
    case IX_BUCKET:
    case IX_LEVEL:      spell_number(v, text, size); return;
    case IX_PERIOD:     add(text, size, w->period[v].id); return;
    case IX_COURSE:     add(text, size, w->course[v].id); return;
    case IX_TIE:        spell_tie(s, v, text, size); return;
    case IX_COHORT:     spell_cohort(s, v, text, size); return;
    case IX_OFFER:      spell_offer(s, v, text, size); return;
    case IX_CONTRACT:   spell_contract(s, v, text, size); return;
    case IX_OFFICE:     spell_office(s, v, text, size); return;
    case IX_BAND:       spell_band(s, v, text, size); return;
    case IX_AREA:       add(text, size, w->area[v].id); return;
    case IX_BUYER:      add(text, size, w->buyer[v]); return;
    case IX_SITE:       add(text, size, w->site[v].id); return;
    case IX_SHORTFALL:  spell_shortfall(s, v, text, size); return;
    case IX_PAYER:      spell_payer(s, v, text, size); return;
    case IX_STREAM:     add(text, size, w->stream[v].id); return;
    case IX_CLASS:      spell_class(s, v, text, size); return;
    case IX_POLICY:     add(text, size, w->policy[v].id); return;
    case IX_LA:         add(text, size, w->la[v].id); return;
    case IX_PROVIDER:   add(text, size, w->provider[v].id); return;
    case IX_TARGET:     add(text, size, w->target[v].id); return;
    case IX_POOL:       add(text, size, mentor_pool_name(w, v)); return;
    case IX_ALL:        add(text, size, "all"); return;
    case IX_PROFESSION: add(text, size, w->profession[v].id); return;
    }
}

void key_text(const struct sets *s, const struct family *f, struct key key, char *text,
              size_t size)
{
    text[0] = '\0';
    for (int i = 0; i < KEY_MAX && f->index[i] != IX_NONE; i++)
        spell(s, f->index[i], key.v[i], text, size);
}
