/* store_views_finance.c - what those ask who answer for the money; as every view, by run. */
#include "store_views.h"

/* What is left when a period ends cannot be used any more: its funder may claim it back. */
const char VIEW_STREAM_ACCOUNT[] =
    "SELECT x.*, x.award - x.received AS held_back FROM (SELECT f.run, i.n AS position, f.stream,"
    " coalesce(f.name, f.stream) AS title, t.position AS time, t.period, date(t.start,"
    " printf('+%d months', t.months), '-1 day') AS ends, coalesce((SELECT sum(CAST(a.amount AS"
    " REAL)) FROM input_allocations a WHERE a.run = f.run AND a.stream = f.stream AND"
    " a.period = t.period), 0) AS award, coalesce(sum(b.received_pence), 0) / 100.0 AS received,"
    " coalesce(sum(b.carried_in_pence), 0) / 100.0 AS carried_in, coalesce(sum(b.paid_pence), 0) /"
    " 100.0 AS paid, coalesce(sum(b.moved_pence), 0) / 100.0 AS moved,"
    " coalesce(sum(b.carried_out_pence), 0) / 100.0 AS carried_out,"
    " coalesce(sum(b.left_pence), 0) / 100.0 AS \"left\" FROM stream f"
    RUN_AND("input_streams", "i", "f.run") " AND i.stream = f.stream"
    RUN_AND("period", "t", "f.run")
    " LEFT JOIN payer b ON b.run = f.run AND b.kind = 'pot' AND b.stream = f.stream AND"
    " b.period = t.period GROUP BY f.run, f.stream, t.period) x";

const char VIEW_STREAM_SPEND[] =
    "SELECT run, stream, category, period, max(time) AS time, max(position) AS position,"
    " max(title) AS title, max(allowed) AS allowed, sum(pence) / 100.0 AS pounds FROM ("
    "SELECT f.run, f.stream, k.category, t.period, t.position AS time, k.position, k.title,"
    " EXISTS (SELECT 1 FROM stream_category x WHERE x.run = f.run AND x.stream = f.stream AND"
    " x.category = k.category) AS allowed, 0 AS pence FROM stream f"
    RUN_AND("period", "t", "f.run") " JOIN " CATEGORIES " k ON k.category <> 'rebate' UNION ALL "
    "SELECT z.run, b.stream, q.category, b.period, 0, 0, '', 0, z.pence FROM payment z"
    RUN_AND("payer", "b", "z.run") " AND b.payer = z.payer AND b.kind = 'pot'"
    RUN_AND("bucket", "q", "z.run") " AND q.bucket = z.bucket)"
    " GROUP BY run, stream, category, period";

/* A stream pays through a contract when it pays fees of a course that learners of its area take
 * in that contract's cohorts; the second key of `start` leads from the one to the other. */
const char VIEW_STREAM_CONTRACT[] =
    "SELECT DISTINCT z.run, b.stream, q.buyer, q.provider, q.period, q.value_pence / 100.0 AS"
    " value, q.rebate_pence / 100.0 AS rebate FROM payment z"
    THEN("payer", "b") " AND b.payer = z.payer AND b.kind = 'pot' AND z.pence > 0"
    THEN("bucket", "k") " AND k.bucket = z.bucket AND k.category = 'fee'"
    THEN("start", "s") " AND s.area = k.area AND s.role = k.role AND s.course = k.course AND"
    " s.way = 'cohort'"
    THEN("course", "c") " AND c.course = s.course"
    THEN("period", "t") " AND t.period = k.period"
    THEN("period", "u") " AND u.period = s.period AND t.position BETWEEN u.position AND"
    " u.position + c.periods - 1"
    THEN("site", "p") " AND p.site = s.site"
    THEN("contract", "q") " AND q.buyer = k.buyer AND q.provider = p.provider AND"
    " q.period = s.period";

/* Real: at the prices of the first period. */
const char VIEW_LA_SPEND[] =
    "SELECT z.run, k.la, coalesce(b.stream, b.kind) AS stream, t.position AS time, b.period,"
    " sum(z.pence * k.share) / 100.0 AS pounds, sum(z.pence * k.share) / 100.0 * f.price_index /"
    " t.price_index AS real_pounds, sum(z.pence * k.share) / 100.0 * t.discount AS"
    " discounted_pounds FROM payment z"
    RUN_AND("payer", "b", "z.run") " AND b.payer = z.payer"
    RUN_AND("v_bucket_la", "k", "z.run") " AND k.bucket = z.bucket"
    RUN_AND("period", "t", "z.run") " AND t.period = b.period"
    RUN_AND("period", "f", "z.run") " AND f.position = 1"
    " GROUP BY z.run, k.la, coalesce(b.stream, b.kind), b.period";

/* Of one name, the amount in force when the period starts; where none was yet, the earliest. */
#define NAME_OF(x) "coalesce(nullif(" x ".name, ''), " x ".threshold)"
#define SAME_NAME \
    "FROM input_thresholds x WHERE x.run = i.run AND " NAME_OF("x") " = " NAME_OF("i")
const char VIEW_THRESHOLD[] =
    "SELECT i.run, " NAME_OF("i") " AS threshold, t.period, min(CAST(i.amount AS REAL)) AS amount,"
    " coalesce(CAST(nullif(i.vat, '') AS REAL), 0.2) AS vat, i.since, i.since > t.start AS later,"
    " nullif(i.source, '') AS source FROM input_thresholds i"
    RUN_AND("period", "t", "i.run")
    " WHERE i.since = coalesce((SELECT max(x.since) " SAME_NAME " AND x.since <= t.start), (SELECT"
    " min(x.since) " SAME_NAME ")) GROUP BY i.run, 2, t.period";

/* Contracts of one buyer with one provider count together, from the first period on. */
const char VIEW_CONTRACT_THRESHOLD[] =
    "SELECT q.run, q.provider, q.buyer, h.threshold, q.contracts, q.value, q.rebate,"
    " q.value * (1 + h.vat) AS with_vat, h.amount, q.value * (1 + h.vat) >= h.amount AS reached"
    " FROM (SELECT c.run, c.buyer, c.provider, sum(c.taken) AS contracts, sum(c.value_pence) /"
    " 100.0 AS value, sum(c.rebate_pence) / 100.0 AS rebate, min(t.position) AS first"
    " FROM contract c"
    RUN_AND("period", "t", "c.run") " AND t.period = c.period WHERE c.taken > 0.5"
    " GROUP BY c.run, c.buyer, c.provider) q"
    RUN_AND("period", "t", "q.run") " AND t.position = q.first"
    RUN_AND("v_thresholds", "h", "q.run") " AND h.period = t.period";

#define CHECKED(n, lines, view, title) "SELECT run, " #n ", '" title "', (SELECT count(*) FROM " \
    lines " WHERE run = r.run), (SELECT count(*) FROM " view " WHERE run = r.run) FROM r"

const char VIEW_RECONCILED[] =
    "WITH r AS (SELECT run FROM run WHERE cost IS NOT NULL), x (run, position, title, checked,"
    " exceptions) AS ("
    CHECKED(1, "bucket", "check_bucket_paid", "Every cost is paid in full, to the penny")
    " UNION ALL "
    CHECKED(2, "payer", "check_payer_balance", "Every pot pays and keeps what it has received")
    " UNION ALL "
    CHECKED(3, "payment", "check_ring_fence", "Every payment lies inside its ring-fence")
    " UNION ALL "
    CHECKED(4, "payment", "check_scope", "Every payment is for the place and period of its pot")
    " UNION ALL "
    CHECKED(5, "payer", "check_carry", "What is carried in was carried out the period before")
    " UNION ALL "
    CHECKED(6, "payer", "check_virement", "As much is moved into other purposes as out of funds")
    " UNION ALL "
    CHECKED(7, "payer", "check_rebate", "Rebates received are those that contracts earned")
    " UNION ALL "
    CHECKED(8, "bucket", "check_learner_cost", "Costs of learners are those of who starts what")
    " UNION ALL "
    CHECKED(9, "cost", "check_cost_lines", "Lines of cost add up to what is paid, less rebates")
    " UNION ALL "
    CHECKED(10, "cost", "check_cost", "Lines of cost, discounted, add up to the cost of the plan")
    " UNION ALL "
    CHECKED(11, "payer", "check_allocation", "Every pot receives its allocations, less what is"
            " held back")
    " UNION ALL "
    CHECKED(12, "payer", "check_payer_once", "Every pot is there once")
    " UNION ALL "
    CHECKED(13, "bucket", "check_bucket_once", "Every cost is there once")
    " UNION ALL "
    CHECKED(14, "cohort", "check_cohort_price", "Prices of cohorts are those of the offers")
    " UNION ALL "
    CHECKED(15, "contract", "check_contract_value", "Contracts are worth what their cohorts cost")
    " UNION ALL "
    CHECKED(16, "contract", "check_contract_rebate", "Rebates are the discount on the contract")
    " UNION ALL "
    CHECKED(17, "payment", "check_pence", "Pence of payments and costs are their pounds")
    " UNION ALL "
    CHECKED(18, "bucket", "check_bucket_pounds", "Payments in pounds add up to the costs")
    " UNION ALL "
    CHECKED(19, "buyer_share", "check_buyer_share", "Costs of buyers are spread by cohort fees")
    " UNION ALL "
    CHECKED(20, "cost", "check_cost_line", "Lines of cost are whose they should be, as paid")
    ") SELECT * FROM x";

#define PENCE(what, table) "coalesce((SELECT sum(" what ") FROM " table \
    " x WHERE x.run = r.run), 0) / 100.0"
#define POUNDS(what, table) "coalesce((SELECT sum(" what ") FROM " table \
    " x WHERE x.run = r.run), 0)"
#define EQUAL(n, name, one, other) "SELECT r.run, " #n " AS position, '" name "' AS title, " one \
    " AS one, " other " AS other FROM run r WHERE r.cost IS NOT NULL"

/* Sums that are stored apart, and must be one.  A contract's value is that of the seats of its
 * cohorts, taken or empty. */
const char VIEW_BALANCED[] =
    "SELECT run, position, title, round(one, 2) AS one, round(other, 2) AS other,"
    " round(one - other, 2) + 0.0 AS difference FROM ("
    EQUAL(1, "Costs to be paid, and payments", PENCE("x.pence", "bucket"),
          PENCE("x.pence", "payment"))
    " UNION ALL "
    EQUAL(2, "What pots, moved money and rebates pay, and payments",
          PENCE("x.paid_pence", "payer"), PENCE("x.pence", "payment"))
    " UNION ALL "
    EQUAL(3, "What pots receive, and what they pay, move and have left",
          PENCE("(x.kind = 'pot') * x.received_pence", "payer"),
          PENCE("(x.kind = 'pot') * (x.paid_pence + x.moved_pence + x.left_pence)", "payer"))
    " UNION ALL "
    EQUAL(4, "Spend by authority, and payments", POUNDS("x.pounds", "v_spend_by_la_and_stream"),
          PENCE("x.pence", "payment"))
    " UNION ALL "
    EQUAL(5, "Spend by stream and kind of cost, and what pots pay",
          POUNDS("x.pounds", "v_stream_spend"),
          PENCE("(x.kind = 'pot') * x.paid_pence", "payer"))
    " UNION ALL "
    EQUAL(6, "Value of contracts, and seats of cohorts, taken and empty",
          PENCE("x.value_pence", "contract"),
          "(" POUNDS("(x.way = 'cohort') * x.learners * x.fee", "start") " + "
          PENCE("(x.category = 'vacancy') * x.pence", "bucket") ")")
    " UNION ALL "
    EQUAL(7, "Money in the list of actions, and spend after rebates",
          POUNDS("x.pounds", "v_actions"), POUNDS("x.pounds", "cost"))
    ")";
