/* c01_learners.c - what each learner costs: fee, travel, childcare, release and mentor. */
#include "cost.h"

static void terms(const struct sets *s, enum category k, cost_visit *visit, void *context)
{
    for (int i = 0; i < s->n_placements; i++) {
        const struct placement *p = &s->placement[i];
        const struct tie *tie = &s->tie[p->tie];
        int periods = s->world->course[s->class_[tie->class_].course.i].periods;
        struct period_id t = tie->period;
        const int *bucket = &s->learner_bucket[(tie->class_ * N_LEARNER_CATEGORIES + (int)k) *
                                               s->world->n_periods];
        for (; p->cost[k] > 0 && t.i < tie->period.i + periods; t.i++)
            visit(context, Q_PLACEMENTS, i, t, bucket[t.i], p->cost[k] / periods);
    }
}

#define OF_LEARNERS(constant, code_, name_, rule_, formula_, category_) \
    const struct cost constant = { .code = code_, .name = name_, .rule = rule_, \
        .formula = formula_, .category = category_, .terms = terms }

OF_LEARNERS(COST_FEE, "C01", "fee", "A seat of a full cohort, or an open place.",
            "sum{m in M_c} (learner_price + cohort_price / cohort_max), or sum place_price", FEE);
OF_LEARNERS(COST_TRAVEL, "C02", "travel", "Mileage of every attended session, there and back.",
            "sessions attendance 2 miles mileage_rate", TRAVEL);
OF_LEARNERS(COST_CHILDCARE, "C03", "childcare", "Hours of childcare while learners attend.",
            "kappa price", CHILDCARE);
OF_LEARNERS(COST_RELEASE, "C04", "release", "Cover for staff released in working time.",
            "contact_hours work_time release_cost", RELEASE);
OF_LEARNERS(COST_MENTOR, "C05", "mentor", "Hours of mentors, at the price of the learner's area.",
            "mentor_hours price", MENTOR);
