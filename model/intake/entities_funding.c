/* entities_funding.c - streams, allocations, targets. */
#include <stdlib.h>
#include <string.h>

#include "entities.h"
#include "number.h"

/* [N_LEVELS + 1]: the last is for courses that award no level. */
static void level_flags(const struct build *b, const char *list, bool *flags)
{
    char *entry = NEW_ARRAY(b->scratch, char, strlen(list) + 1);
    double level;
    bool all = !*list;
    for (const char *at = *list ? list : NULL; list_next(&at, entry);) {
        if (!strcmp(entry, "*"))
            all = true;
        else if (number_read(entry, &level))
            flags[(int)level] = true;
        else
            flags[N_LEVELS] = true;
    }
    for (int i = 0; all && i <= N_LEVELS; i++)
        flags[i] = true;
}

static bool *course_flags(const struct build *b, int row)
{
    const struct world *w = b->w;
    bool *flags = NEW_ARRAY(b->a, bool, w->n_courses + 1), levels[N_LEVELS + 1] = { false };
    list_flags(b, text_of(b->c, T_STREAMS, row, STREAM_COURSES), &b->c->ids[T_COURSES],
               &b->table[T_COURSES], flags);
    level_flags(b, text_of(b->c, T_STREAMS, row, STREAM_AWARD_LEVELS), levels);
    for_each_course(w, k) {
        int level = w->course[k.i].award_level;
        flags[k.i] = flags[k.i] && levels[level == NO_LEVEL ? N_LEVELS : level];
    }
    return flags;
}

static void category_flags(const struct build *b, const char *list, bool flags[N_CATEGORIES])
{
    char *entry = NEW_ARRAY(b->scratch, char, strlen(list) + 1);
    bool learners = !*list;
    for (const char *at = *list ? list : NULL; list_next(&at, entry);) {
        learners = learners || !strcmp(entry, "*");
        for (int k = 0; k < N_CATEGORIES; k++)
            flags[k] = flags[k] || !strcmp(entry, CATEGORY_NAME[k]);
    }
    for (int k = 0; learners && k < N_LEARNER_CATEGORIES; k++)
        flags[k] = true;
}

static struct stream stream_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    double cap = number_of(c, T_STREAMS, row, STREAM_CAP_PER_LEARNER);
    struct stream s = {
        .id = text_kept(b, T_STREAMS, row, STREAM_ID),
        .name = name_or_id(b, T_STREAMS, row, STREAM_NAME),
        .roles = role_flags(b, T_STREAMS, row, STREAM_ROLES, STREAM_SECTORS),
        .courses = course_flags(b, row),
        .max_share = number_of(c, T_STREAMS, row, STREAM_MAX_SHARE),
        .cap_per_learner = isnan(cap) ? INFINITY : cap,
        .carry_over = number_of(c, T_STREAMS, row, STREAM_CARRY_OVER),
        .virement = number_of(c, T_STREAMS, row, STREAM_VIREMENT),
        .top_slice = number_of(c, T_STREAMS, row, STREAM_TOP_SLICE),
    };
    category_flags(b, text_of(c, T_STREAMS, row, STREAM_CATEGORIES), s.category);
    return s;
}

static int place_of(const struct build *b, enum scope_type scope, const char *id)
{
    const struct checks *c = b->c;
    switch (scope) {
    case SCOPE_AREA: return b->table[T_AREAS].position[map_find(&c->ids[T_AREAS], id)];
    case SCOPE_LA: return b->la.position[map_find(&c->las, id)];
    case SCOPE_REGION: return b->region.position[map_find(&c->regions, id)];
    default: return 0;
    }
}

static struct allocation allocation_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    int stream = ref_of(c, T_ALLOCATIONS, row, ALLOCATION_STREAM);
    int period = ref_of(c, T_ALLOCATIONS, row, ALLOCATION_PERIOD);
    enum scope_type scope =
        (enum scope_type)number_of(c, T_ALLOCATIONS, row, ALLOCATION_SCOPE_TYPE);
    return (struct allocation){
        .stream = { b->table[T_STREAMS].position[stream] },
        .period = { b->table[T_PERIODS].position[period] },
        .scope = scope,
        .place = place_of(b, scope, text_of(c, T_ALLOCATIONS, row, ALLOCATION_SCOPE)),
        .amount = number_of(c, T_ALLOCATIONS, row, ALLOCATION_AMOUNT),
    };
}

static int by_pot(const struct allocation *a, const struct allocation *b)
{
    int order = (a->stream.i > b->stream.i) - (a->stream.i < b->stream.i);
    if (!order)
        order = (a->period.i > b->period.i) - (a->period.i < b->period.i);
    if (!order)
        order = (a->scope > b->scope) - (a->scope < b->scope);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static int by_pot_and_amount(const void *left, const void *right)
{
    const struct allocation *a = left, *b = right;
    int order = by_pot(a, b);
    return order ? order : (a->amount > b->amount) - (a->amount < b->amount);
}

/* Rows of one pot add up, smallest first, so that their order in the file is no matter. */
static void build_allocations(struct build *b)
{
    struct world *w = b->w;
    int n = rows(b->c, T_ALLOCATIONS);
    w->allocation = NEW_ARRAY(b->a, struct allocation, n + 1);
    for (int row = 0; row < n; row++)
        w->allocation[row] = allocation_at(b, row);
    qsort(w->allocation, (size_t)n, sizeof *w->allocation, by_pot_and_amount);
    for (int i = 0; i < n; i++) {
        struct allocation *last = &w->allocation[w->n_allocations - 1];
        if (w->n_allocations && !by_pot(last, &w->allocation[i]))
            last->amount += w->allocation[i].amount;
        else
            w->allocation[w->n_allocations++] = w->allocation[i];
    }
}

static struct target target_at(const struct build *b, int row)
{
    const struct checks *c = b->c;
    double level = number_of(c, T_TARGETS, row, TARGET_LEVEL);
    int course = ref_of(c, T_TARGETS, row, TARGET_COURSE);
    int period = ref_of(c, T_TARGETS, row, TARGET_PERIOD);
    struct target t = {
        .id = text_kept(b, T_TARGETS, row, TARGET_ID),
        .areas = NEW_ARRAY(b->a, bool, b->w->n_areas + 1),
        .roles = role_flags(b, T_TARGETS, row, TARGET_ROLES, TARGET_SECTORS),
        .level = isnan(level) ? NO_LEVEL : (int)level,
        .course = { course < 0 ? -1 : b->table[T_COURSES].position[course] },
        .period = { b->table[T_PERIODS].position[period] },
        .share = number_of(c, T_TARGETS, row, TARGET_SHARE),
        .penalty = number_of(c, T_TARGETS, row, TARGET_PENALTY),
        .floor = number_of(c, T_TARGETS, row, TARGET_FLOOR),
    };
    list_flags(b, text_of(c, T_TARGETS, row, TARGET_AREAS), &c->ids[T_AREAS], &b->table[T_AREAS],
               t.areas);
    return t;
}

void build_funding(struct build *b)
{
    struct world *w = b->w;
    w->n_streams = b->table[T_STREAMS].n;
    w->stream = NEW_ARRAY(b->a, struct stream, w->n_streams + 1);
    for_each_stream(w, s)
        w->stream[s.i] = stream_at(b, b->table[T_STREAMS].from[s.i]);
    build_allocations(b);
    w->n_targets = b->table[T_TARGETS].n;
    w->target = NEW_ARRAY(b->a, struct target, w->n_targets + 1);
    for_each_target(w, t)
        w->target[t.i] = target_at(b, b->table[T_TARGETS].from[t.i]);
}
