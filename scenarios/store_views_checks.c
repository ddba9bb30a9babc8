/* store_views_checks.c - balances of money and of costs, as questions; empty when all is well.
 *
 * Where two sides are to be the same, the rows of both are added up by what they are of: each is
 * read once, and what only one side has is seen.
 */
#include "store_views.h"

/* Whole pence of so many pounds, rounded down; what lacks a ten-thousandth is whole. */
#define WHOLE_PENCE(pence, pounds) \
    pence " BETWEEN CAST(100 * (" pounds ") * (1 - 1e-11) + 9e-5 AS INTEGER)" \
    " AND CAST(100 * (" pounds ") * (1 + 1e-11) + 1.1e-4 AS INTEGER)"
/* To the nearest penny; what lies between two may have been rounded either way. */
#define NEAREST_PENCE(pence, pounds) \
    "abs(" pence " - 100 * (" pounds ")) <= 0.5 + 1e-5 + 1e-11 * abs(100 * (" pounds "))"

/* ---- pots ---- */

#define POOLED "e.pool_funding AND i.scope_type IN ('area', 'la')"

/* A pot that only carries receives nothing.  Of all: their place is called all. */
const char CHECK_ALLOCATION[] =
    "SELECT run, stream, scope_type, scope, period, max(payer) AS payer, sum(pence) AS"
    " received_pence, sum(pounds) AS allocated FROM ("
    "SELECT b.run, b.stream, b.scope_type, b.scope, b.period, b.payer, b.received_pence AS pence,"
    " 0.0 AS pounds FROM payer b WHERE b.kind = 'pot' UNION ALL "
    "SELECT i.run, i.stream, CASE WHEN " POOLED " THEN 'buyer' ELSE i.scope_type END, CASE WHEN "
    POOLED " THEN l.buyer WHEN i.scope_type = 'all' THEN 'all' ELSE i.scope END, i.period, NULL,"
    " 0, CAST(i.amount AS REAL) * (1 - f.top_slice) FROM input_allocations i"
    RUN_AND("run", "e", "i.run") " AND e.cost IS NOT NULL"
    RUN_AND("stream", "f", "i.run") " AND f.stream = i.stream"
    " LEFT JOIN area a ON a.run = i.run AND a.area = i.scope AND i.scope_type = 'area'"
    " LEFT JOIN la l ON l.run = i.run AND l.la = CASE i.scope_type WHEN 'area' THEN a.la WHEN 'la'"
    " THEN i.scope END) GROUP BY run, stream, scope_type, scope, period"
    " HAVING NOT (" WHOLE_PENCE("sum(pence)", "sum(pounds)") ")"
    " OR count(payer) = 0 AND sum(pounds) > 0";

const char CHECK_PAYER_ONCE[] =
    "SELECT run, min(payer) AS payer, kind, stream, scope_type, scope, period, count(*) AS times"
    " FROM payer GROUP BY run, kind, stream, scope_type, scope, period HAVING count(*) > 1";

/* Learners' costs are of the buyer of their area. */
const char CHECK_BUCKET_ONCE[] =
    "SELECT run, min(bucket) AS bucket, category, period, area, role, course, buyer, count(*) AS"
    " times FROM bucket GROUP BY run, category, period, area, role, course, CASE WHEN area IS NULL"
    " THEN buyer END HAVING count(*) > 1";

/* ---- contracts, what they are worth, and what they give back ---- */

const char CHECK_COHORT_PRICE[] =
    "SELECT y.run, y.buyer, y.module, y.site, y.period, y.cohort_price, y.seat_price,"
    " o.cohort_price * t.price_index AS offered, (o.cohort_price / o.cohort_max + o.learner_price)"
    " * t.price_index AS offered_seat FROM cohort y"
    RUN_AND("offer", "o", "y.run") " AND o.site = y.site AND o.module = y.module"
    RUN_AND("period", "t", "y.run") " AND t.period = y.period"
    " WHERE abs(y.cohort_price - o.cohort_price * t.price_index) > 1e-9 * (1 + y.cohort_price)"
    " OR abs(y.seat_price - (o.cohort_price / o.cohort_max + o.learner_price) * t.price_index)"
    " > 1e-9 * (1 + y.seat_price)";

const char CHECK_CONTRACT_VALUE[] =
    "SELECT run, buyer, provider, period, max(pence) AS value_pence, sum(pounds) AS of_cohorts"
    " FROM (SELECT run, buyer, provider, period, value_pence AS pence, 0.0 AS pounds FROM contract"
    " UNION ALL SELECT run, buyer, provider, period, NULL, pounds FROM " OF_COHORTS ")"
    " GROUP BY run, buyer, provider, period HAVING CASE count(pence) WHEN 0 THEN"
    " sum(pounds) > 1e-6 ELSE NOT (" NEAREST_PENCE("max(pence)", "sum(pounds)") ") END";

#define REBATES "contract q LEFT JOIN " OF_COHORTS " v ON v.run = q.run AND v.buyer = q.buyer" \
    " AND v.provider = q.provider AND v.period = q.period"

const char CHECK_CONTRACT_REBATE[] =
    "SELECT q.run, q.buyer, q.provider, q.period, q.rebate_pence, q.discount * coalesce(v.pounds,"
    " 0) AS of_value FROM " REBATES
    " WHERE NOT (" NEAREST_PENCE("q.rebate_pence", "q.discount * coalesce(v.pounds, 0)") ")";

const char CHECK_REBATE[] =
    "SELECT run, buyer, period, max(payer) AS payer, sum(pence) AS received_pence, sum(pounds) AS"
    " rebates FROM (SELECT b.run, CASE b.scope_type WHEN 'buyer' THEN b.scope END AS buyer,"
    " b.period, b.payer, b.received_pence AS pence, 0.0 AS pounds FROM payer b"
    " WHERE b.kind = 'rebate' UNION ALL "
    "SELECT q.run, q.buyer, q.period, NULL, 0, q.discount * coalesce(v.pounds, 0) FROM " REBATES
    ") GROUP BY run, buyer, period HAVING NOT (" WHOLE_PENCE("sum(pence)", "sum(pounds)") ")";

/* ---- pounds and pence ---- */

/* Pennies move between payments until all balance: two at most, of a cost half a one more. */
const char CHECK_PENCE[] =
    "SELECT run, bucket, payer, pence, pounds FROM payment"
    " WHERE pence < 0 OR pounds < 0 OR abs(pence - 100 * pounds) > 2 + 1e-5 UNION ALL "
    "SELECT run, bucket, NULL, pence, pounds FROM bucket WHERE abs(pence - 100 * pounds) > 2.5"
    " + 1e-5";

/* Payments of a trace are left out. */
const char CHECK_BUCKET_POUNDS[] =
    "SELECT k.run, k.bucket, k.pounds, coalesce((SELECT sum(z.pounds) FROM payment z"
    " WHERE z.run = k.run AND z.bucket = k.bucket), 0) AS paid FROM bucket k"
    " WHERE abs(k.pounds - coalesce((SELECT sum(z.pounds) FROM payment z"
    " WHERE z.run = k.run AND z.bucket = k.bucket), 0)) > 1e-6 + 1e-9 * abs(k.pounds)";

/* ---- against whom costs are shown ---- */

/* As the costs of buyers are spread: by cohort fees, else by learners, else in equal parts. */
const char CHECK_BUYER_SHARE[] =
    "WITH fees AS (SELECT s.run, a.la, s.period, sum(s.learners * s.fee) AS fees, sum(s.learners)"
    " AS learners FROM start s" RUN_AND("area", "a", "s.run") " AND a.area = s.area"
    " WHERE s.way = 'cohort' GROUP BY s.run, a.la, s.period),"
    " each AS (SELECT l.run, l.buyer, t.period, l.la, coalesce(f.fees, 0) AS fees,"
    " coalesce(f.learners, 0) AS learners FROM la l"
    RUN_AND("run", "e", "l.run") " AND e.cost IS NOT NULL" RUN_AND("period", "t", "l.run")
    " LEFT JOIN fees f ON f.run = l.run AND f.la = l.la AND f.period = t.period),"
    " spread AS (SELECT run, buyer, period, la, CASE WHEN sum(fees) OVER w > 0 THEN fees /"
    " sum(fees) OVER w WHEN sum(learners) OVER w > 0 THEN learners / sum(learners) OVER w"
    " ELSE 1.0 / count(*) OVER w END AS share FROM each"
    " WINDOW w AS (PARTITION BY run, buyer, period))"
    " SELECT run, buyer, period, la, sum(share) AS share, sum(expected) AS expected FROM ("
    "SELECT run, buyer, period, la, share, 0.0 AS expected, 1 AS stored FROM buyer_share"
    " UNION ALL SELECT run, buyer, period, la, 0, share, 0 FROM spread)"
    " GROUP BY run, buyer, period, la HAVING abs(sum(share) - sum(expected)) > 1e-9"
    " OR sum(stored) <> 1";

#define LINE "b.run, b.period, b.category"
#define SHARE_OF(buyer) \
    RUN_AND("buyer_share", "h", "b.run") " AND h.buyer = " buyer " AND h.period = b.period"

/* A line of a learners' cost names its area, role, sector and course; of a buyer's, none. */
const char CHECK_COST_LINE[] =
    "SELECT x.run, x.period, x.category, x.la, x.area, x.role, x.sector, x.course, x.buyer,"
    " sum(x.pounds) AS pounds, sum(x.discounted) AS discounted_pounds, sum(x.expected) AS expected"
    " FROM (SELECT run, period, category, la, area, role, sector, course, buyer, pounds,"
    " discounted_pounds AS discounted, 0.0 AS expected FROM cost UNION ALL "
    "SELECT " LINE ", a.la, b.area, b.role, r.sector, b.course, l.buyer, 0, 0, b.pence / 100.0"
    " FROM bucket b" RUN_AND("area", "a", "b.run") " AND a.area = b.area"
    RUN_AND("la", "l", "b.run") " AND l.la = a.la"
    RUN_AND("role", "r", "b.run") " AND r.role = b.role UNION ALL "
    "SELECT " LINE ", h.la, NULL, NULL, NULL, NULL, b.buyer, 0, 0, b.pence / 100.0 * h.share"
    " FROM bucket b" SHARE_OF("b.buyer") " WHERE b.area IS NULL UNION ALL "
    "SELECT b.run, b.period, 'rebate', h.la, NULL, NULL, NULL, NULL, b.scope, 0, 0,"
    " -b.received_pence / 100.0 * h.share FROM payer b" SHARE_OF("b.scope")
    " WHERE b.kind = 'rebate') x" RUN_AND("period", "t", "x.run") " AND t.period = x.period"
    " GROUP BY x.run, x.period, x.category, x.la, x.area, x.role, x.sector, x.course, x.buyer"
    " HAVING abs(sum(x.pounds) - sum(x.expected)) > 1e-6 + 1e-9 * abs(sum(x.expected))"
    " OR abs(sum(x.discounted) - t.discount * sum(x.expected)) > 1e-6 + 1e-9 *"
    " abs(sum(x.expected))";
