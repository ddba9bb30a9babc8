/* store_views.c - the figures of a result (MODEL.md 8), each a question that anybody can ask.
 *
 * Every view has the column run, and filters on it reach the tables' keys.  v_: figures, money
 * in pounds, of the period and (discounted_) in today's.  check_: empty when all is well.
 */
#include "store_joins.h"
#include "store_views.h"

#define LEARNERS "sum(s.learners) AS learners, sum(s.completions) AS completions"
#define COVERAGE "sum(e.want) AS want, sum(e.have) AS have, sum(e.missing) AS missing, " \
    "1 - sum(e.missing) / sum(e.want) AS coverage, " \
    "sum(e.missing * e.penalty * e.discount) AS shortfall_value"
#define MONEY "sum(c.pounds) AS pounds, sum(c.discounted_pounds) AS discounted_pounds"
#define BY(what) "SELECT c.run, c." what ", " MONEY " FROM v_cost c WHERE c." what \
    " IS NOT NULL GROUP BY c.run, c." what
#define SUM(what, table) \
    "coalesce((SELECT sum(" what ") FROM \"" table "\" x WHERE x.run = r.run), 0)"
#define FIGURE(n, name, unit, value) "SELECT r.run, " #n " AS position, '" name \
    "' AS figure, '" unit "' AS unit, " value " AS value FROM run r WHERE r.cost IS NOT NULL"

/* The place that a pot is for, as the area a, of the authority l, has it. */
#define SCOPE "CASE b.scope_type WHEN 'area' THEN a.area WHEN 'la' THEN a.la" \
    " WHEN 'region' THEN a.region WHEN 'buyer' THEN l.buyer ELSE b.scope END"
#define PAID_FOR "SELECT z.run, z.payer, z.bucket FROM payment z" \
    " JOIN payer b ON b.run = z.run AND b.payer = z.payer" \
    " JOIN bucket k ON k.run = z.run AND k.bucket = z.bucket"

const struct store_view STORE_VIEWS[] = {
    { "v_run", "Runs: a scenario solved, and what came of it", "run",
      "SELECT r.*, (SELECT version FROM run_version v WHERE v.run = r.run AND"
      " v.library = 'ringfence') AS ringfence, (SELECT version FROM run_version v WHERE"
      " v.run = r.run AND v.library = 'glpk') AS glpk, (SELECT h.kind || ' as ' || h.to_scenario ||"
      " ' (' || h.to_run || ')' FROM held h WHERE h.run = r.run) AS held_to, (SELECT"
      " group_concat(k.from_scenario || ' (' || k.from_run || ')', ', ') FROM (SELECT * FROM"
      " known_plan k WHERE k.run = r.run ORDER BY k.n) k) AS began_from, (SELECT c.proven FROM"
      " certificate c WHERE c.run = r.run) AS proven, (SELECT c.claimed FROM certificate c WHERE"
      " c.run = r.run) AS claimed FROM run r" },

    { "v_cost", "Lines of cost", "run, n", "SELECT * FROM cost" },
    { "v_costs_by_category", "Costs by kind", "run, category", BY("category") },
    { "v_costs_by_la", "Costs by local authority", "run, la", BY("la") },
    { "v_costs_by_la_and_category", "Costs by local authority and kind", "run, la, category",
      "SELECT c.run, c.la, c.category, " MONEY " FROM v_cost c GROUP BY c.run, c.la, c.category" },
    { "v_costs_by_period", "Costs by period", "run, period", BY("period") },
    { "v_costs_by_sector", "Costs of learners by sector", "run, sector", BY("sector") },
    { "v_costs_by_role", "Costs of learners by role", "run, role", BY("role") },
    { "v_costs_by_course", "Costs of learners by course", "run, course", BY("course") },
    { "v_costs_by_provider", "Paid to providers, after discounts", "run, provider",
      "SELECT run, provider, sum(pounds) AS pounds FROM (SELECT v.run, v.provider, 0 AS pounds FROM"
      " provider v UNION ALL SELECT q.run, q.provider, (q.value_pence - q.rebate_pence) / 100.0"
      " FROM contract q UNION ALL SELECT s.run, p.provider, s.learners * s.fee FROM start s"
      SITE_OF("s") " WHERE s.way = 'open') GROUP BY run, provider" },

    { "v_starts", "Who starts what, where and when", "run, area, role, course, site, period, way",
      "SELECT s.run, s.area, s.role, s.course, s.site, s.period, s.way, " LEARNERS
      " FROM start s GROUP BY s.run, s.area, s.role, s.course, s.site, s.period, s.way" },
    { "v_starts_by_course", "Learners by course", "run, course",
      "SELECT s.run, s.course, " LEARNERS " FROM start s GROUP BY s.run, s.course" },
    { "v_starts_by_site", "Learners by site", "run, site, way",
      "SELECT s.run, s.site, p.provider, s.way, " LEARNERS " FROM start s" SITE_OF("s")
      " GROUP BY s.run, s.site, p.provider, s.way" },
    { "v_starts_by_area_course_and_site",
      "Learners by area, course and site", "run, area, course, site, way, period",
      "SELECT s.run, s.area, s.course, s.site, s.way, s.period, " LEARNERS " FROM start s"
      " GROUP BY s.run, s.area, s.course, s.site, s.way, s.period" },
    { "v_learners_by_la", "Learners by local authority", "run, la",
      "SELECT s.run, a.la, " LEARNERS " FROM start s" AREA_OF("s") " GROUP BY s.run, a.la" },
    { "v_learners_by_sector", "Learners by sector", "run, sector",
      "SELECT s.run, r.sector, " LEARNERS " FROM start s" ROLE_OF("s")
      " GROUP BY s.run, r.sector" },
    { "v_learners_by_role", "Learners by role", "run, role",
      "SELECT s.run, s.role, " LEARNERS " FROM start s GROUP BY s.run, s.role" },
    { "v_learners_by_level", "Learners by the level at which they start", "run, level",
      "SELECT s.run, s.level, " LEARNERS " FROM start s GROUP BY s.run, s.level" },
    { "v_learners_by_provider", "Learners by provider", "run, provider",
      "SELECT s.run, p.provider, " LEARNERS " FROM start s" SITE_OF("s")
      " GROUP BY s.run, p.provider" },
    { "v_learners_by_period", "Learners by the period in which they start", "run, period",
      "SELECT s.run, s.period, " LEARNERS " FROM start s GROUP BY s.run, s.period" },
    { "v_learners_by_way", "Learners on cohorts and in open places", "run, way",
      "SELECT s.run, s.way, " LEARNERS " FROM start s GROUP BY s.run, s.way" },

    { "v_coverage_by_target", "Targets", "run, target",
      "SELECT e.run, e.target, " COVERAGE " FROM shortfall e GROUP BY e.run, e.target" },
    { "v_coverage_by_la", "Targets by local authority", "run, la",
      "SELECT e.run, a.la, " COVERAGE " FROM shortfall e" AREA_OF("e") " GROUP BY e.run, a.la" },
    { "v_coverage_by_sector", "Targets by sector", "run, sector",
      "SELECT e.run, r.sector, " COVERAGE " FROM shortfall e" ROLE_OF("e")
      " GROUP BY e.run, r.sector" },
    { "v_coverage_by_role", "Targets by role", "run, role",
      "SELECT e.run, e.role, " COVERAGE " FROM shortfall e GROUP BY e.run, e.role" },
    { "v_shortfall", "Who is short", "run, target, area, role",
      "SELECT e.run, e.target, a.la, e.area, e.role, e.want, e.have, e.missing,"
      " e.missing * e.penalty * e.discount AS shortfall_value FROM shortfall e" AREA_OF("e")
      " WHERE e.missing > 1e-6" },

    { "v_pots", "What each pot receives, pays and keeps", "run, payer",
      "SELECT b.run, b.payer, b.kind, coalesce(b.stream, b.kind) AS stream, b.scope_type,"
      " b.scope, b.period, b.received_pence / 100.0 AS received,"
      " b.carried_in_pence / 100.0 AS carried_in, b.carried_out_pence / 100.0 AS carried_out,"
      " b.moved_pence / 100.0 AS moved, b.paid_pence / 100.0 AS paid,"
      " b.left_pence / 100.0 AS \"left\" FROM payer b" },
    { "v_left", "What is left in pots", "run, stream, scope_type, scope, period",
      "SELECT run, stream, scope_type, scope, period, \"left\" FROM v_pots WHERE \"left\" > 0" },
    { "v_spend_by_stream", "What each stream pays", "run, stream",
      "SELECT run, stream, sum(received) AS received, sum(moved) AS moved, sum(paid) AS paid,"
      " sum(\"left\") AS \"left\" FROM v_pots GROUP BY run, stream" },
    { "v_spend_by_stream_and_category",
      "What each stream pays, by kind of cost", "run, stream, category",
      "SELECT z.run, coalesce(b.stream, b.kind) AS stream, k.category,"
      " sum(z.pence) / 100.0 AS pounds FROM payment z"
      " JOIN payer b ON b.run = z.run AND b.payer = z.payer"
      " JOIN bucket k ON k.run = z.run AND k.bucket = z.bucket"
      " GROUP BY z.run, coalesce(b.stream, b.kind), k.category" },

    { "v_contracts", "Contracts", "run, buyer, provider, period",
      "SELECT q.run, q.buyer, q.provider, q.period, q.taken, q.value_pence / 100.0 AS value,"
      " q.discount, q.rebate_pence / 100.0 AS rebate FROM contract q" },
    { "v_contracts_by_buyer", "Contracts by buyer", "run, buyer",
      "SELECT q.run, q.buyer, sum(q.taken) AS contracts, sum(q.value_pence) / 100.0 AS value,"
      " sum(q.rebate_pence) / 100.0 AS rebate FROM contract q GROUP BY q.run, q.buyer" },
    { "v_empty_seats", "Cohorts and their empty seats", "run, buyer, module, site, period",
      "SELECT y.run, y.buyer, y.module, y.site, y.period, y.cohorts, y.seats, y.learners,"
      " y.empty_seats FROM cohort y" },
    { "v_seats_by_module", "Seats by module", "run, module",
      "SELECT y.run, y.module, sum(y.cohorts) AS cohorts, sum(y.seats) AS seats,"
      " sum(y.learners) AS learners, sum(y.empty_seats) AS empty_seats FROM cohort y"
      " GROUP BY y.run, y.module" },
    { "v_travel_hours", "Time on the road by local authority", "run, la",
      "SELECT s.run, a.la, sum(s.learners * s.travel_hours) AS travel_hours,"
      " sum(s.learners) AS learners, sum(s.learners * s.travel_hours) / sum(s.learners)"
      " AS hours_each FROM start s" AREA_OF("s") " GROUP BY s.run, a.la" },
    { "v_stock_by_level", "People by level, period by period", "run, period, level",
      "SELECT n.run, coalesce(n.period, 'before') AS period, n.level, sum(n.people) AS people"
      " FROM stock n GROUP BY n.run, n.period, n.level" },
    { "v_stock_by_la_and_level",
      "People by local authority and level, period by period", "run, period, la, level",
      "SELECT n.run, coalesce(n.period, 'before') AS period, a.la, n.level,"
      " sum(n.people) AS people FROM stock n" AREA_OF("n")
      " GROUP BY n.run, n.period, a.la, n.level" },
    { "v_final_levels", "People by level at the end", "run, level",
      "SELECT n.run, n.level, sum(n.people) AS people FROM stock n" PERIOD_OF("n")
      " WHERE t.position = (SELECT max(position) FROM period x WHERE x.run = n.run)"
      " GROUP BY n.run, n.level" },
    { "v_cost_per_completion", "Cost of one who completes, by course", "run, course",
      "SELECT x.run, x.course, x.learners, x.completions, c.pounds,"
      " c.pounds / x.completions AS pounds_per_completion FROM v_starts_by_course x"
      " JOIN v_costs_by_course c ON c.run = x.run AND c.course = x.course"
      " WHERE x.completions > 0" },
    { "v_dual", "Shadow prices of the rules", "run, name",
      "SELECT run, family, name, value FROM dual" },

    /* Of every run with a plan, zeros and all: doing nothing is a plan too. */
    { "v_figures", "Totals", "run, position",
      FIGURE(10, "learners starting courses", "people", SUM("learners", "start"))
      " UNION ALL " FIGURE(11, "completions", "people", SUM("completions", "start"))
      " UNION ALL " FIGURE(12, "people wanted by targets", "people", SUM("want", "shortfall"))
      " UNION ALL " FIGURE(13, "people short of targets", "people", SUM("missing", "shortfall"))
      " UNION ALL " FIGURE(14, "coverage of targets", "share",
                           "1 - " SUM("missing", "shortfall") " / " SUM("want", "shortfall"))
      " UNION ALL " FIGURE(20, "spend after rebates", "pounds", SUM("pounds", "cost"))
      " UNION ALL " FIGURE(21, "spend, discounted", "pounds", "r.cost")
      " UNION ALL " FIGURE(22, "value of the shortfall", "pounds", "r.shortfall_value")
      " UNION ALL " FIGURE(30, "left in pots", "pounds",
                           SUM("(x.kind = 'pot') * left_pence", "payer") " / 100.0")
      " UNION ALL " FIGURE(31, "rebates earned", "pounds",
                           SUM("rebate_pence", "contract") " / 100.0")
      " UNION ALL " FIGURE(40, "contracts", "count", SUM("taken", "contract"))
      " UNION ALL " FIGURE(41, "cohorts", "count", SUM("cohorts", "cohort"))
      " UNION ALL " FIGURE(42, "empty seats", "people", SUM("empty_seats", "cohort"))
      " UNION ALL " FIGURE(50, "travel hours", "hours",
                           SUM("learners * travel_hours", "start")) },

    /* Positive differences are in favour of the run: cheaper, or less value short. */
    { "v_like_for_like", "Like for like: the same results, and the same money", "run",
      "SELECT *, known - objective AS difference_least,"
      " known - bound AS difference_most FROM (SELECT h.run, h.kind, h.to_run, h.to_scenario,"
      " r.scenario, r.status, r.objective, r.bound, r.gap, r.cost, r.shortfall_value, r.breaches,"
      " r.sequence, CASE h.kind WHEN 'same results' THEN h.to_cost ELSE h.to_shortfall_value END"
      " AS known, h.to_cost, h.to_shortfall_value, (SELECT sum(missing) FROM held_shortfall x"
      " WHERE x.run = h.run) AS to_missing, (SELECT sum(missing) FROM shortfall x"
      " WHERE x.run = h.run) AS missing, (SELECT sum(completions) FROM start x"
      " WHERE x.run = h.to_run) AS to_completions, (SELECT sum(completions) FROM start x"
      " WHERE x.run = h.run) AS completions FROM held h JOIN run r ON r.run = h.run)" },

    /* what papers ask: store_views_report.c */
    { "v_costs_named", "Costs by kind, with their names", "run, category", VIEW_COSTS_NAMED },
    { "v_stream_matrix", "What each stream pays for, and may pay for", "run, stream, category",
      VIEW_STREAM_MATRIX },
    { "v_pot_owner", "Whose money a pot is", "run, payer, la", VIEW_POT_OWNER },
    { "v_bucket_la", "Whose cost a bucket is", "run, bucket, la", VIEW_BUCKET_LA },
    { "v_puts_in", "What each authority puts in and draws out", "run, la", VIEW_PUTS_IN },
    { "v_escalator", "People at each level over time", "run, time, level", VIEW_ESCALATOR },
    { "v_flow", "Journeys of learners who attend in person", "run, area, site", VIEW_FLOW },
    { "v_seats_by_provider", "Seats of cohorts by provider", "run, provider",
      VIEW_SEATS_BY_PROVIDER },
    { "v_unserved", "People short of targets, by barrier", "run, barrier", VIEW_UNSERVED },
    { "v_unserved_by_la", "People short of targets, by local authority and barrier",
      "run, la, barrier", VIEW_UNSERVED_BY_LA },
    { "v_less_money", "The same scenarios with less money", "run, cut_run", VIEW_LESS_MONEY },

    /* who answers for the money: store_views_finance.c */
    { "v_stream_account", "Streams, period by period", "run, stream, period",
      VIEW_STREAM_ACCOUNT },
    { "v_stream_spend", "What streams pay, by kind of cost and period",
      "run, stream, category, period", VIEW_STREAM_SPEND },
    { "v_stream_contract", "Contracts through which a stream pays",
      "run, stream, buyer, provider, period", VIEW_STREAM_CONTRACT },
    { "v_spend_by_la_and_stream", "Spend by local authority, stream and period",
      "run, la, stream, period", VIEW_LA_SPEND },
    { "v_thresholds", "Thresholds of procurement in force", "run, threshold, period",
      VIEW_THRESHOLD },
    { "v_contract_threshold", "Contracts against thresholds of procurement",
      "run, provider, buyer, threshold", VIEW_CONTRACT_THRESHOLD },
    { "v_reconciled", "Reconciliations, line by line", "run, position", VIEW_RECONCILED },
    { "v_balanced", "Reconciliations of sums", "run, position", VIEW_BALANCED },

    /* a skills agreement: store_views_skills.c */
    { "v_need", "Need by target, local authority and role", "run, target, la, role", VIEW_NEED },
    { "v_provision", "Providers, what they could teach and what they do", "run, provider",
      VIEW_PROVISION },
    { "v_journeys", "Learners by length of their journey", "run, position", VIEW_JOURNEYS },
    { "v_childcare", "Childcare by local authority", "run, la", VIEW_CHILDCARE },
    { "v_creche", "Childcare at sites", "run, site", VIEW_CRECHE },
    { "v_unserved_by_role", "People short of targets, by role and barrier", "run, role, barrier",
      VIEW_UNSERVED_BY_ROLE },
    { "v_escalator_by_role", "People at each level over time, by role", "run, role, level, time",
      VIEW_ESCALATOR_BY_ROLE },
    { "v_moves", "Moves from level to level, by role", "run, role, level, award_level",
      VIEW_MOVES },
    { "v_mentors", "Hours of mentors, wanted and there", "run, pool, period", VIEW_MENTORS },
    { "v_actions", "Actions, their owners, money and people",
      "run, period, position, owner, title", VIEW_ACTIONS },

    { "check_bucket_paid", "Costs that are not paid in full", "run, bucket",
      "SELECT k.run, k.bucket, k.pence, coalesce((SELECT sum(z.pence) FROM payment z"
      " WHERE z.run = k.run AND z.bucket = k.bucket), 0) AS paid_pence FROM bucket k"
      " WHERE k.pence <> coalesce((SELECT sum(z.pence) FROM payment z"
      " WHERE z.run = k.run AND z.bucket = k.bucket), 0)" },
    { "check_payer_balance", "Pots that do not balance", "run, payer",
      "SELECT b.run, b.payer, b.paid_pence, coalesce(z.pence, 0) AS payments_pence, b.left_pence"
      " FROM payer b LEFT JOIN (SELECT run, payer, sum(pence) AS pence FROM payment"
      " GROUP BY run, payer) z ON z.run = b.run AND z.payer = b.payer"
      " WHERE b.paid_pence <> coalesce(z.pence, 0) OR b.left_pence < 0 OR b.left_pence <>"
      " b.received_pence + b.carried_in_pence - b.carried_out_pence - b.moved_pence"
      " - b.paid_pence" },
    { "check_ring_fence", "Payments outside a ring-fence", "run, payer, bucket",
      PAID_FOR " WHERE b.kind = 'pot' AND (NOT EXISTS (SELECT 1 FROM stream_category f WHERE"
      " f.run = z.run AND f.stream = b.stream AND f.category = k.category)"
      " OR k.area IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stream_role f WHERE"
      " f.run = z.run AND f.stream = b.stream AND f.role = k.role)"
      " OR k.area IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stream_course f WHERE"
      " f.run = z.run AND f.stream = b.stream AND f.course = k.course))" },
    { "check_scope", "Payments for another place or period", "run, payer, bucket",
      PAID_FOR " LEFT JOIN area a ON a.run = z.run AND a.area = k.area"
      " LEFT JOIN la l ON l.run = z.run AND l.la = a.la WHERE k.area IS NOT NULL AND"
      " (b.period <> k.period OR b.scope IS NOT " SCOPE ")"
      " UNION ALL " PAID_FOR " WHERE k.area IS NULL AND (b.period <> k.period OR NOT EXISTS"
      " (SELECT 1 FROM la l JOIN area a ON a.run = l.run AND a.la = l.la WHERE l.run = z.run"
      " AND l.buyer = k.buyer AND b.scope = " SCOPE "))" },
    { "check_carry", "Pots that carry in what nobody carried out", "run, payer",
      "SELECT b.run, b.payer, b.carried_in_pence, coalesce(e.carried_out_pence, 0) AS carried_pence"
      " FROM payer b" PERIOD_OF("b")
      " LEFT JOIN period u ON u.run = b.run AND u.position = t.position - 1"
      " LEFT JOIN (SELECT run, stream, scope_type, scope, period, sum(carried_out_pence) AS"
      " carried_out_pence FROM payer WHERE kind = 'pot' GROUP BY run, stream, scope_type, scope,"
      " period) e ON e.run = b.run AND e.stream = b.stream"
      " AND e.scope_type = b.scope_type AND e.scope = b.scope AND e.period = u.period"
      " WHERE b.kind = 'pot' AND b.carried_in_pence <> coalesce(e.carried_out_pence, 0)" },
    { "check_virement", "Virement of more or less than was moved", "run, payer",
      "SELECT b.run, b.payer, b.received_pence, coalesce(m.pence, 0) AS moved_pence FROM payer b"
      " LEFT JOIN (SELECT run, scope_type, scope, period, sum(moved_pence) AS pence FROM payer"
      " WHERE kind = 'pot' GROUP BY run, scope_type, scope, period) m ON m.run = b.run AND"
      " m.scope_type = b.scope_type AND m.scope = b.scope AND m.period = b.period"
      " WHERE b.kind = 'virement' AND b.received_pence <> coalesce(m.pence, 0)" },
    { "check_learner_cost", "Costs of learners that are not those of the starts", "run, bucket",
      "SELECT k.run, k.bucket, k.pounds, x.pounds AS starts_pounds FROM bucket k LEFT JOIN"
      " (SELECT s.run, s.area, s.role, s.course, t.period, g.category,"
      " sum(s.learners / c.periods * CASE g.category WHEN 'fee' THEN s.fee WHEN 'travel' THEN"
      " s.travel WHEN 'childcare' THEN s.childcare_cost WHEN 'release' THEN s.\"release\""
      " ELSE s.mentor END) AS pounds FROM start s"
      " JOIN course c ON c.run = s.run AND c.course = s.course"
      " JOIN period b ON b.run = s.run AND b.period = s.period"
      " JOIN period t ON t.run = s.run AND t.position BETWEEN b.position"
      " AND b.position + c.periods - 1"
      " CROSS JOIN (SELECT 'fee' AS category UNION ALL SELECT 'travel' UNION ALL"
      " SELECT 'childcare' UNION ALL SELECT 'release' UNION ALL SELECT 'mentor') g"
      " GROUP BY s.run, s.area, s.role, s.course, t.period, g.category) x"
      " ON x.run = k.run AND x.area = k.area AND x.role = k.role AND x.course = k.course"
      " AND x.period = k.period AND x.category = k.category"
      " WHERE k.area IS NOT NULL AND"
      " abs(k.pounds - coalesce(x.pounds, 0)) > 0.01 + 1e-6 * k.pounds" },
    { "check_cost_lines", "Lines of cost that do not add up to what is paid", "run",
      "SELECT r.run, c.pounds, b.pounds AS bucket_pounds FROM run r"
      " JOIN (SELECT run, sum(pounds) AS pounds FROM cost GROUP BY run) c ON c.run = r.run"
      " JOIN (SELECT run, sum(pence) / 100.0 AS pounds FROM bucket GROUP BY run) b"
      " ON b.run = r.run WHERE abs(c.pounds - b.pounds + coalesce((SELECT sum(received_pence)"
      " FROM payer p WHERE p.run = r.run AND p.kind = 'rebate'), 0) / 100.0) > 0.01" },
    { "check_cost", "Lines of cost that do not add up to the engine's cost", "run",
      "SELECT r.run, r.cost, x.pounds FROM run r JOIN (SELECT run, sum(discounted_pounds) AS"
      " pounds FROM v_cost GROUP BY run) x ON x.run = r.run"
      " WHERE abs(r.cost - x.pounds) > 1 + 1e-6 * abs(r.cost)" },

    /* balances on both sides: store_views_checks.c */
    { "check_allocation", "Pots that do not receive what is allocated, less what is held back",
      "run, stream, scope_type, scope, period", CHECK_ALLOCATION },
    { "check_payer_once", "Pots that are there twice", "run, payer", CHECK_PAYER_ONCE },
    { "check_bucket_once", "Costs that are there twice", "run, bucket", CHECK_BUCKET_ONCE },
    { "check_cohort_price", "Prices of cohorts that are not those of the offers",
      "run, buyer, module, site, period", CHECK_COHORT_PRICE },
    { "check_contract_value", "Contracts that are not worth what their cohorts cost",
      "run, buyer, provider, period", CHECK_CONTRACT_VALUE },
    { "check_contract_rebate", "Rebates that are not the discount on the contract's value",
      "run, buyer, provider, period", CHECK_CONTRACT_REBATE },
    { "check_rebate", "Rebates that are not those that a buyer's contracts earned",
      "run, buyer, period", CHECK_REBATE },
    { "check_pence", "Payments and costs whose pence are not their pounds", "run, bucket, payer",
      CHECK_PENCE },
    { "check_bucket_pounds", "Costs that are not paid in full before they are made whole pence",
      "run, bucket", CHECK_BUCKET_POUNDS },
    { "check_buyer_share", "Shares of buyers' costs that are not those of the cohort fees",
      "run, buyer, period, la", CHECK_BUYER_SHARE },
    { "check_cost_line", "Lines of cost that are somebody else's, or not what is paid",
      "run, period, category, la, area, role, sector, course, buyer", CHECK_COST_LINE },
};
const int N_STORE_VIEWS = COUNT(STORE_VIEWS);
