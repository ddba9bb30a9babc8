/* pence_sheet.c - a plan of payments alone. */
#include "tests/pence_sheet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct sheet *new_sheet(int areas)
{
    struct sheet *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->course = (struct course){ .periods = 1 };
    s->world = (struct world){ .n_areas = areas, .n_roles = 1, .n_courses = 1, .n_periods = 1,
                               .course = &s->course, .stream = s->stream };
    s->sets = (struct sets){ .world = &s->world, .payer = s->payer };
    s->plan = (struct plan){ .sets = &s->sets, .start = s->start, .bucket = s->bucket,
                             .payment = s->payment, .payer = s->account,
                             .n_starts = areas };
    for (int i = 0; i < areas; i++)
        s->start[i] = (struct plan_start){ .area = { i }, .learners = 1 };
    return s;
}

int add_stream(struct sheet *s, double cap)
{
    s->stream[s->world.n_streams].cap_per_learner = cap;
    return s->world.n_streams++;
}

int add_pot(struct sheet *s, int stream, int64_t most)
{
    s->payer[s->sets.n_payers] = (struct payer){ .kind = PAYER_POT, .stream = { stream },
                                                          .earlier = -1, .later = -1,
                                                          .virement = -1 };
    s->most[s->sets.n_payers] = most;
    return s->sets.n_payers++;
}

int add_bucket(struct sheet *s, int area, enum category k)
{
    s->bucket[s->plan.n_buckets] = (struct plan_bucket){ .area = { area }, .category = k };
    return s->plan.n_buckets++;
}

int add_payment(struct sheet *s, int payer, int bucket, double pounds)
{
    s->payment[s->plan.n_payments] = (struct plan_payment){ payer, bucket, pounds, 0 };
    s->bucket[bucket].cost += pounds;
    return s->plan.n_payments++;
}

void round_sheet(struct sheet *s)
{
    struct arena *a = arena_new();
    round_payments(a, &s->plan, s->most);
    arena_free(a);
}

void expect(const struct sheet *s, const int64_t *pence)
{
    for (int i = 0; i < s->plan.n_payments; i++)
        if (s->payment[i].pence != pence[i])
            fail_msg("payment %d: %lld pence, not %lld", i, (long long)s->payment[i].pence,
                     (long long)pence[i]);
}
