/* store_views.h - texts of views that do not stand in store_views.c, and what they share. */
#ifndef RINGFENCE_STORE_VIEWS_H
#define RINGFENCE_STORE_VIEWS_H

#include "store_private.h"

#define RUN_AND(table, x, on) " JOIN " table " " x " ON " x ".run = " on
/* In this order: SQLite may not set out from the other side, and hold all against all. */
#define THEN(table, x) " CROSS JOIN " table " " x " ON " x ".run = z.run"
#define CATEGORIES \
    "(SELECT 1 AS position, 'fee' AS category, 'Course fees' AS title UNION ALL" \
    " SELECT 2, 'travel', 'Travel' UNION ALL SELECT 3, 'childcare', 'Childcare' UNION ALL" \
    " SELECT 4, 'release', 'Cover for staff in training' UNION ALL" \
    " SELECT 5, 'mentor', 'Mentors' UNION ALL SELECT 6, 'vacancy', 'Empty seats' UNION ALL" \
    " SELECT 7, 'contract', 'Letting contracts' UNION ALL" \
    " SELECT 8, 'management', 'Management fee' UNION ALL SELECT 9, 'rebate', 'Rebates')"
/* What a contract is worth: its cohorts, and the learners on them, at the offers' prices. */
#define OF_COHORTS \
    "(SELECT y.run, y.buyer, p.provider, y.period, sum(t.price_index * (o.cohort_price *" \
    " y.cohorts + o.learner_price * y.learners)) AS pounds FROM cohort y" \
    RUN_AND("site", "p", "y.run") " AND p.site = y.site" \
    RUN_AND("offer", "o", "y.run") " AND o.site = y.site AND o.module = y.module" \
    RUN_AND("period", "t", "y.run") " AND t.period = y.period" \
    " GROUP BY y.run, y.buyer, p.provider, y.period)"

/* store_views_checks.c */
extern const char CHECK_ALLOCATION[], CHECK_PAYER_ONCE[], CHECK_BUCKET_ONCE[],
    CHECK_COHORT_PRICE[], CHECK_CONTRACT_VALUE[], CHECK_CONTRACT_REBATE[], CHECK_REBATE[],
    CHECK_PENCE[], CHECK_BUCKET_POUNDS[], CHECK_BUYER_SHARE[], CHECK_COST_LINE[];

/* store_views_finance.c */
extern const char VIEW_STREAM_ACCOUNT[], VIEW_STREAM_SPEND[], VIEW_STREAM_CONTRACT[],
    VIEW_LA_SPEND[], VIEW_THRESHOLD[], VIEW_CONTRACT_THRESHOLD[], VIEW_RECONCILED[],
    VIEW_BALANCED[];

/* store_views_skills.c */
extern const char VIEW_NEED[], VIEW_PROVISION[], VIEW_JOURNEYS[], VIEW_CHILDCARE[], VIEW_CRECHE[],
    VIEW_UNSERVED_BY_ROLE[], VIEW_ESCALATOR_BY_ROLE[], VIEW_MOVES[], VIEW_MENTORS[],
    VIEW_ACTIONS[];

#endif
