/* store_checks.c - the rules of MODEL.md 6 as questions: rows that break one.
 * All are empty when all is well.
 *
 * With these and the balances of store_views.c an auditor needs nothing but sqlite3.  They read
 * the run's own copy of the facts; that those are the files', `ringfence verify` says.
 */
#include "store_joins.h"
#include "store_views.h"

/* What the checks are made of; 1e-6 relative is what a plan may miss a rule by. */
#define OVER(left, right) left " > " right " + 1e-6 * max(1, abs(" right "))"
#define APART(left, right) "abs(" left " - (" right ")) > 1e-6 * max(1, abs(" left "))"
#define BEGINS(s) " JOIN course c ON c.run = " s ".run AND c.course = " s ".course" \
    " JOIN period b ON b.run = " s ".run AND b.period = " s ".period"
#define RUNS_IN(s) BEGINS(s) " JOIN period t ON t.run = " s ".run AND t.position BETWEEN" \
    " b.position AND b.position + c.periods - 1"
#define PERIOD_AT(x, at) " LEFT JOIN period t ON t.run = " x ".run AND t.position = " at
#define TAUGHT "(SELECT s.run, l.buyer, m.module, s.site, s.period, sum(s.learners) AS learners" \
    " FROM start s JOIN area a ON a.run = s.run AND a.area = s.area JOIN la l ON l.run = a.run" \
    " AND l.la = a.la JOIN course_module m ON m.run = s.run AND m.course = s.course" \
    " WHERE s.way = 'cohort' GROUP BY s.run, l.buyer, m.module, s.site, s.period)"
#define SAME_SEATS "x.run = y.run AND x.buyer = y.buyer AND x.module = y.module" \
    " AND x.site = y.site AND x.period = y.period"
#define POOL "CASE e.share_mentors WHEN 1 THEN l.buyer ELSE a.area END"
#define OF_POOL(s) " JOIN area a ON a.run = " s ".run AND a.area = " s ".area" \
    " JOIN la l ON l.run = a.run AND l.la = a.la JOIN run e ON e.run = " s ".run"
#define LETTING "t.price_index * (e.contract_cost * coalesce(q.taken, 0)" \
    " + e.office_cost * coalesce(o.taken, 0))"

/* What a case's table says of a run that has a plan. */
#define CASE_TABLE(table, i) table " " i RUN_AND("run", "e", i ".run") " AND e.cost IS NOT NULL"
/* Policies that name the run's scenario; that in which nothing is done is its base in this. */
#define POLICY(kind) CASE_TABLE("input_policies", "i") " AND i.kind = '" kind "' AND " \
    IN_LIST("i.scenarios", "coalesce((SELECT x.scenario FROM input_scenarios x" \
            " WHERE x.run = e.run AND x.scenario = e.scenario), e.base)")
#define LIMIT "CAST(i.value AS REAL)"

const struct store_view STORE_CHECKS[] = {
    { "check_rule_starts", "Starts that may not be: for whom, where, when or how", "run, n",
      "WITH open AS MATERIALIZED (SELECT x.run, x.role, x.course FROM (SELECT DISTINCT run, role,"
      " course FROM start) x" ROLE_OF("x") " JOIN input_courses i ON i.run = x.run AND"
      " i.course = x.course WHERE " IN_LIST("i.roles", "x.role") " AND "
      IN_LIST("i.sectors", "r.sector") "),"
      " sold AS MATERIALIZED (SELECT x.run, x.course, x.site, x.period, x.way FROM (SELECT DISTINCT"
      " run, course, site, period, way FROM start) x" PERIOD_OF("x")
      " WHERE NOT EXISTS (SELECT 1 FROM course_module m"
      " LEFT JOIN offer o ON o.run = m.run AND o.site = x.site AND o.module = m.module"
      " LEFT JOIN period f ON f.run = m.run AND f.period = o.from_period"
      " LEFT JOIN period u ON u.run = m.run AND u.period = o.until_period"
      " WHERE m.run = x.run AND m.course = x.course AND NOT coalesce(t.position BETWEEN f.position"
      " AND u.position AND CASE x.way WHEN 'cohort' THEN o.by_cohort WHEN 'open' THEN o.by_place"
      " END, 0)))"
      " SELECT s.run, s.n, s.area, s.role, s.childcare, s.level, s.course, s.site, s.period, s.way,"
      " s.care, s.learners FROM start s" BEGINS("s") AREA_OF("s") ROLE_OF("s") SITE_OF("s")
      " LEFT JOIN journey j ON j.run = s.run AND j.area = s.area AND j.site = s.site"
      " LEFT JOIN open x ON x.run = s.run AND x.role = s.role AND x.course = s.course"
      " LEFT JOIN sold y ON y.run = s.run AND y.course = s.course AND y.site = s.site"
      " AND y.period = s.period AND y.way = s.way"
      " WHERE s.learners < 0 OR x.run IS NULL OR y.run IS NULL OR s.level < c.entry_level"
      " OR s.level >= c.award_level OR b.position + c.periods - 1 >"
      " (SELECT count(*) FROM period t WHERE t.run = s.run)"
      " OR p.attendance > 0 AND coalesce(j.minutes, 1e9) > CASE s.childcare WHEN 1 THEN"
      " r.travel_limit_childcare ELSE r.travel_limit END"
      " OR CASE s.care WHEN 'none' THEN s.childcare AND p.attendance > 0"
      " WHEN 'local' THEN NOT (s.childcare AND p.attendance > 0 AND a.childcare_hours > 0)"
      " ELSE NOT (s.childcare AND p.attendance > 0 AND p.creche_hours > 0) END" },
    { "check_rule_headcount", "Staff before the plan who are not those of the tables, or have not"
      " a row for each period", "run, area, role, childcare, level",
      "SELECT x.run, x.area, x.role, x.childcare, x.level, sum(x.people) AS people,"
      " sum(x.expected) AS expected, count(x.period) AS rows FROM ("
      "SELECT n.run, n.area, n.role, n.childcare, n.level, coalesce(n.period, '') AS period,"
      " CASE WHEN n.period IS NULL THEN n.people ELSE 0 END AS people, 0.0 AS expected FROM stock n"
      " UNION ALL SELECT i.run, i.area, i.role, g.childcare, CAST(i.level AS INTEGER), NULL, 0,"
      " CAST(i.headcount AS REAL) * CASE g.childcare WHEN 1 THEN r.childcare_share ELSE 1 -"
      " r.childcare_share END FROM " CASE_TABLE("input_workforce", "i") ROLE_OF("i")
      " CROSS JOIN (SELECT 0 AS childcare UNION ALL SELECT 1) g) x"
      " GROUP BY x.run, x.area, x.role, x.childcare, x.level"
      " HAVING " APART("sum(x.people)", "sum(x.expected)")
      " OR count(DISTINCT x.period) <> count(x.period) OR count(x.period) NOT IN (0, 1 +"
      " (SELECT count(*) FROM period t WHERE t.run = x.run))" },
    { "check_rule_stock", "Staff at a level who do not follow from the year before",
      "run, area, role, childcare, level, period",
      "SELECT y.run, y.area, y.role, y.childcare, y.level, t.period, y.people, y.expected FROM ("
      "SELECT x.run, x.area, x.role, x.childcare, x.level, x.position, sum(x.people) AS people,"
      " count(x.people) AS rows, (1 - r.turnover) * lag(sum(x.people)) OVER g"
      " + r.turnover * first_value(sum(x.people)) OVER g + sum(x.moved) AS expected FROM ("
      "SELECT n.run, n.area, n.role, n.childcare, n.level, coalesce(t.position, 0) AS position,"
      " n.people, 0.0 AS moved FROM stock n LEFT JOIN period t ON t.run = n.run"
      " AND t.period = n.period UNION ALL "
      "SELECT s.run, s.area, s.role, s.childcare, c.award_level, b.position + c.periods - 1, NULL,"
      " s.completions FROM start s" BEGINS("s") " WHERE c.award_level IS NOT NULL UNION ALL "
      "SELECT s.run, s.area, s.role, s.childcare, s.level, b.position + c.periods - 1, NULL,"
      " -s.completions FROM start s" BEGINS("s") " WHERE c.award_level IS NOT NULL) x" ROLE_OF("x")
      " GROUP BY x.run, x.area, x.role, x.childcare, x.level, x.position WINDOW g AS (PARTITION BY"
      " x.run, x.area, x.role, x.childcare, x.level ORDER BY x.position)) y"
      PERIOD_AT("y", "y.position") " WHERE y.position > 0 AND (y.rows <> 1 OR y.expected IS NULL"
      " OR " APART("y.people", "y.expected") ")" },
    { "check_rule_load", "More in training at once than can be released",
      "run, area, role, childcare, level, period",
      "SELECT x.run, x.area, x.role, x.childcare, x.level, t.period, sum(x.load) AS load,"
      " r.release_share * sum(x.people) AS most FROM ("
      "SELECT s.run, s.area, s.role, s.childcare, s.level, t.position, c.load * s.learners AS load,"
      " 0.0 AS people FROM start s" RUNS_IN("s") " UNION ALL "
      "SELECT n.run, n.area, n.role, n.childcare, n.level, coalesce(t.position, 0) + 1, 0, n.people"
      " FROM stock n LEFT JOIN period t ON t.run = n.run AND t.period = n.period) x" ROLE_OF("x")
      PERIOD_AT("x", "x.position")
      " GROUP BY x.run, x.area, x.role, x.childcare, x.level, x.position"
      " HAVING " OVER("sum(x.load)", "r.release_share * sum(x.people)") },
    { "check_rule_once", "More on a course that is taken once than there are people",
      "run, area, role, childcare, course",
      "SELECT x.*, g.people FROM (SELECT s.run, s.area, s.role, s.childcare, s.course,"
      " sum(s.learners) AS learners FROM start s JOIN course c ON c.run = s.run"
      " AND c.course = s.course WHERE c.award_level IS NULL"
      " GROUP BY s.run, s.area, s.role, s.childcare, s.course) x"
      " LEFT JOIN (SELECT run, area, role, childcare, sum(people) AS people FROM stock"
      " WHERE period IS NULL GROUP BY run, area, role, childcare) g ON g.run = x.run"
      " AND g.area = x.area AND g.role = x.role AND g.childcare = x.childcare"
      " WHERE " OVER("x.learners", "coalesce(g.people, 0)") },
    { "check_rule_seats", "Cohorts with too few or too many learners, or other ones than start",
      "run, buyer, module, site, period",
      "SELECT y.run, y.buyer, y.module, y.site, y.period, y.cohorts, y.learners,"
      " coalesce(x.learners, 0) AS starting FROM cohort y JOIN offer o ON o.run = y.run"
      " AND o.site = y.site AND o.module = y.module LEFT JOIN " TAUGHT " x ON " SAME_SEATS
      " WHERE " APART("y.learners", "coalesce(x.learners, 0)")
      " OR " OVER("y.learners", "o.cohort_max * y.cohorts")
      " OR " OVER("o.cohort_min * y.cohorts", "y.learners")
      " OR " APART("y.seats", "o.cohort_max * y.cohorts")
      " OR " APART("y.empty_seats", "max(y.seats - y.learners, 0)")
      " UNION ALL SELECT x.run, x.buyer, x.module, x.site, x.period, 0, 0, x.learners"
      " FROM " TAUGHT " x LEFT JOIN cohort y ON " SAME_SEATS
      " WHERE y.run IS NULL AND x.learners > 1e-6" },
    { "check_rule_cohorts_limit", "More cohorts of an offer than its provider teaches",
      "run, module, site, period",
      "SELECT y.run, y.module, y.site, y.period, sum(y.cohorts) AS cohorts, o.cohorts_limit"
      " FROM cohort y JOIN offer o ON o.run = y.run AND o.site = y.site AND o.module = y.module"
      " GROUP BY y.run, y.module, y.site, y.period"
      " HAVING " OVER("sum(y.cohorts)", "o.cohorts_limit") },
    { "check_rule_places", "More open places of an offer than there are",
      "run, module, site, period",
      "SELECT s.run, m.module, s.site, s.period, sum(s.learners) AS learners, o.places_limit"
      " FROM start s JOIN course_module m ON m.run = s.run AND m.course = s.course"
      " JOIN offer o ON o.run = s.run AND o.site = s.site AND o.module = m.module"
      " WHERE s.way = 'open' AND o.places_limit IS NOT NULL"
      " GROUP BY s.run, m.module, s.site, s.period"
      " HAVING " OVER("sum(s.learners)", "o.places_limit") },
    { "check_rule_contract", "Cohorts without a contract, contracts without an office",
      "run, buyer, provider, period",
      "SELECT y.run, y.buyer, p.provider, y.period, coalesce(q.taken, 0) AS taken FROM cohort y"
      SITE_OF("y") " JOIN offer o ON o.run = y.run AND o.site = y.site AND o.module = y.module"
      " LEFT JOIN contract q ON q.run = y.run AND q.buyer = y.buyer AND q.provider = p.provider"
      " AND q.period = y.period WHERE " OVER("y.cohorts", "o.cohorts_limit * coalesce(q.taken, 0)")
      " UNION ALL SELECT q.run, q.buyer, q.provider, q.period, q.taken FROM contract q"
      " LEFT JOIN office o ON o.run = q.run AND o.buyer = q.buyer AND o.period = q.period"
      " WHERE " OVER("q.taken", "coalesce(o.taken, 0)") },
    { "check_rule_discount", "Contracts whose discount is not that of their value",
      "run, buyer, provider, period",
      "WITH step AS (SELECT run, provider, CAST(threshold AS REAL) AS threshold, CAST(discount AS"
      " REAL) AS discount FROM input_discounts),"
      " band AS (SELECT run, provider, 0 AS band, 0 AS threshold, 0 AS discount, min(threshold) AS"
      " next, max(discount) AS most FROM step GROUP BY run, provider UNION ALL SELECT run,"
      " provider, row_number() OVER w, threshold, discount, lead(threshold) OVER w, NULL FROM step"
      " WINDOW w AS (PARTITION BY run, provider ORDER BY threshold))"
      " SELECT q.run, q.buyer, q.provider, q.period, q.value_pence / 100.0 AS value, q.band,"
      " q.discount, j.threshold, j.discount AS of_band FROM contract q"
      " JOIN run e ON e.run = q.run"
      " LEFT JOIN band f ON f.run = q.run AND f.provider = q.provider AND f.band = 0"
      " LEFT JOIN band j ON j.run = q.run AND j.provider = q.provider AND j.band = q.band"
      " WHERE " OVER("q.discount", "coalesce(f.most, 0)") " OR f.run IS NULL AND q.band >= 0"
      " OR f.run IS NOT NULL AND q.taken > 0.5 AND NOT e.relax AND (j.run IS NULL"
      " OR " OVER("j.threshold", "q.value_pence / 100.0 + 0.015")
      " OR " OVER("q.value_pence / 100.0", "j.next + 0.015")
      " OR q.value_pence >= 1 AND " APART("q.discount", "j.discount") ")" },
    { "check_rule_mentors", "More mentor hours than the pool has", "run, pool, period",
      "SELECT x.run, x.pool, x.period, x.used, h.hours + coalesce(g.hours, 0) AS hours"
      " FROM (SELECT s.run, " POOL " AS pool, t.period, t.position,"
      " sum(c.mentor_hours / c.periods * s.learners) AS used FROM start s" RUNS_IN("s") OF_POOL("s")
      " GROUP BY s.run, pool, t.period) x"
      " JOIN (SELECT a.run, " POOL " AS pool, sum(a.mentor_hours) AS hours FROM area a"
      " JOIN la l ON l.run = a.run AND l.la = a.la JOIN run e ON e.run = a.run"
      " GROUP BY a.run, pool) h ON h.run = x.run AND h.pool = x.pool"
      " LEFT JOIN (SELECT s.run, " POOL " AS pool, t.position,"
      " sum(c.grants_mentor_hours * s.completions) AS hours FROM start s" BEGINS("s") OF_POOL("s")
      " JOIN period t ON t.run = s.run AND t.position >= b.position + c.periods"
      " GROUP BY s.run, pool, t.position) g ON g.run = x.run AND g.pool = x.pool"
      " AND g.position = x.position"
      " WHERE " OVER("x.used", "h.hours + coalesce(g.hours, 0)") },
    { "check_rule_childcare", "More childcare than an area or a site's creche has",
      "run, care, place, period",
      "SELECT s.run, s.care, s.area AS place, t.period, sum(s.care_hours / c.periods * s.learners)"
      " AS used, a.childcare_hours AS hours FROM start s" RUNS_IN("s") AREA_OF("s")
      " WHERE s.care = 'local' GROUP BY s.run, s.area, t.period"
      " HAVING " OVER("sum(s.care_hours / c.periods * s.learners)", "a.childcare_hours")
      " UNION ALL SELECT s.run, s.care, s.site, t.period, sum(s.care_hours / c.periods"
      " * s.learners), p.creche_hours FROM start s" RUNS_IN("s") SITE_OF("s")
      " WHERE s.care = 'creche' GROUP BY s.run, s.site, t.period"
      " HAVING " OVER("sum(s.care_hours / c.periods * s.learners)", "p.creche_hours") },
    { "check_rule_targets", "Shortfalls that are not what staff and starts say, or below a floor",
      "run, target, area, role",
      "SELECT x.run, x.target, x.area, x.role, sum(x.want) AS want, sum(x.have) AS have,"
      " sum(x.missing) AS missing, sum(x.people) AS people FROM ("
      "SELECT e.run, e.target, e.area, e.role, e.want, e.have, e.missing, 0.0 AS people"
      " FROM shortfall e UNION ALL "
      "SELECT n.run, g.target, n.area, n.role, NULL, NULL, NULL, n.people FROM stock n"
      " JOIN target g ON g.run = n.run AND g.course IS NULL AND g.period = n.period"
      " AND g.level <= n.level UNION ALL "
      "SELECT s.run, g.target, s.area, s.role, NULL, NULL, NULL, s.completions FROM start s"
      BEGINS("s") " JOIN target g ON g.run = s.run AND g.course = s.course"
      " JOIN period t ON t.run = g.run AND t.period = g.period"
      " WHERE b.position + c.periods - 1 <= t.position) x"
      " JOIN target g ON g.run = x.run AND g.target = x.target"
      " GROUP BY x.run, x.target, x.area, x.role HAVING count(x.want) > 0 AND ("
      APART("sum(x.have)", "sum(x.people)") " OR "
      OVER("sum(x.want)", "(sum(x.have) + sum(x.missing))") " OR "
      OVER("sum(x.missing)", "((1 - g.floor) * sum(x.want))") ")" },
    { "check_rule_want", "People wanted who are not a target's share, or are short of it and not",
      "run, target, area, role",
      "SELECT x.run, x.target, x.area, x.role, sum(x.want) AS want, sum(x.have) AS have,"
      " sum(x.missing) AS missing, sum(x.expected) AS expected FROM ("
      "SELECT e.run, e.target, e.area, e.role, e.want, e.have, e.missing, e.penalty, e.discount,"
      " 0.0 AS expected FROM shortfall e UNION ALL "
      "SELECT h.run, i.target, h.area, h.role, 0, 0, 0, NULL, NULL, g.share * h.people FROM (SELECT"
      " i.run, i.area, i.role, sum(CAST(i.headcount AS REAL)) AS people FROM "
      CASE_TABLE("input_workforce", "i") " GROUP BY i.run, i.area, i.role) h" ROLE_OF("h")
      " JOIN input_targets i ON i.run = h.run AND " IN_LIST("i.areas", "h.area") " AND "
      IN_LIST("i.roles", "h.role") " AND " IN_LIST("i.sectors", "r.sector")
      " JOIN target g ON g.run = h.run AND g.target = i.target) x"
      " JOIN target g ON g.run = x.run AND g.target = x.target"
      " JOIN period t ON t.run = x.run AND t.period = g.period"
      " LEFT JOIN (SELECT DISTINCT i.run FROM " POLICY("max_coverage_gap") ") k ON k.run = x.run"
      " GROUP BY x.run, x.target, x.area, x.role"
      " HAVING " APART("sum(x.want)", "sum(x.expected)")
      " OR count(x.penalty) <> (sum(x.expected) > 0) OR " OVER("-sum(x.missing)", "0")
      " OR k.run IS NULL AND " OVER("sum(x.missing)", "max(0, sum(x.want) - sum(x.have))")
      " OR " APART("max(x.penalty)", "g.penalty") " OR " APART("max(x.discount)", "t.discount") },
    { "check_rule_pot_limits", "Pots that carry or move more than their share", "run, payer",
      "SELECT b.run, b.payer, b.carried_out_pence, b.moved_pence, b.received_pence FROM payer b"
      " JOIN stream f ON f.run = b.run AND f.stream = b.stream" PERIOD_OF("b")
      " WHERE b.kind = 'pot' AND (b.carried_out_pence > 1 + f.carry_over * b.received_pence"
      " OR b.moved_pence > 1 + f.virement * b.received_pence OR b.carried_out_pence < 0"
      " OR b.moved_pence < 0 OR b.carried_out_pence > 0 AND t.position ="
      " (SELECT max(position) FROM period u WHERE u.run = b.run))" },
    { "check_rule_buyer_cost", "Costs of buyers that are not those of cohorts and contracts",
      "run, bucket",
      "SELECT k.run, k.bucket, k.category, k.pounds, CASE k.category WHEN 'vacancy' THEN"
      " coalesce(v.pounds, 0) WHEN 'contract' THEN " LETTING " ELSE e.management_share"
      " * coalesce(q.pounds, 0) END AS expected FROM bucket k JOIN run e ON e.run = k.run"
      PERIOD_OF("k") " LEFT JOIN (SELECT y.run, y.buyer, y.period, sum(y.cohort_price * (y.cohorts"
      " - y.learners / o.cohort_max)) AS pounds FROM cohort y JOIN offer o ON o.run = y.run"
      " AND o.site = y.site AND o.module = y.module GROUP BY y.run, y.buyer, y.period) v"
      " ON v.run = k.run AND v.buyer = k.buyer AND v.period = k.period"
      " LEFT JOIN (SELECT run, buyer, period, sum(value_pence) / 100.0 AS pounds,"
      " sum(taken) AS taken, count(*) AS n FROM contract GROUP BY run, buyer, period) q"
      " ON q.run = k.run AND q.buyer = k.buyer AND q.period = k.period"
      " LEFT JOIN office o ON o.run = k.run AND o.buyer = k.buyer AND o.period = k.period"
      " WHERE k.area IS NULL AND abs(k.pounds - CASE k.category WHEN 'vacancy' THEN"
      " coalesce(v.pounds, 0) WHEN 'contract' THEN " LETTING " ELSE e.management_share"
      " * coalesce(q.pounds, 0) END) > 0.01 * (1 + coalesce(q.n, 0)) + 1e-6 * abs(k.pounds)" },
    { "check_rule_share", "Pots that pay more than their share of what they may pay for",
      "run, payer",
      "WITH pot AS MATERIALIZED (SELECT b.* FROM payer b JOIN stream f ON f.run = b.run"
      " AND f.stream = b.stream WHERE b.kind = 'pot' AND f.max_share < 1),"
      " place AS MATERIALIZED (SELECT a.*, l.buyer FROM area a JOIN la l ON l.run = a.run"
      " AND l.la = a.la),"
      " within AS MATERIALIZED (SELECT run, area, buyer, 'area' AS scope_type, area AS scope"
      " FROM place UNION ALL SELECT run, area, buyer, 'la', la FROM place"
      " UNION ALL SELECT run, area, buyer, 'region', region FROM place"
      " UNION ALL SELECT run, area, buyer, 'buyer', buyer FROM place"
      " UNION ALL SELECT run, area, buyer, 'all', 'all' FROM place),"
      " paid AS (SELECT b.run, b.payer, b.stream, k.category, k.role, k.course, k.pence"
      " FROM bucket k JOIN within w ON w.run = k.run AND w.area = k.area"
      " JOIN pot b ON b.run = k.run AND b.period = k.period AND b.scope_type = w.scope_type"
      " AND b.scope = w.scope UNION ALL "
      "SELECT b.run, b.payer, b.stream, k.category, NULL, NULL, k.pence FROM bucket k"
      " JOIN (SELECT DISTINCT run, buyer, scope_type, scope FROM within) w ON w.run = k.run"
      " AND w.buyer = k.buyer JOIN pot b ON b.run = k.run AND b.period = k.period"
      " AND b.scope_type = w.scope_type AND b.scope = w.scope WHERE k.area IS NULL)"
      " SELECT b.run, b.payer, b.paid_pence, f.max_share * coalesce(x.pence, 0) AS most FROM pot b"
      " JOIN stream f ON f.run = b.run AND f.stream = b.stream"
      " LEFT JOIN (SELECT k.run, k.payer, sum(k.pence) AS pence, count(*) AS n FROM paid k"
      " JOIN stream_category g ON g.run = k.run AND g.stream = k.stream"
      " AND g.category = k.category WHERE k.role IS NULL OR EXISTS (SELECT 1 FROM stream_role r"
      " WHERE r.run = k.run AND r.stream = k.stream AND r.role = k.role) AND EXISTS (SELECT 1"
      " FROM stream_course c WHERE c.run = k.run AND c.stream = k.stream AND c.course = k.course)"
      " GROUP BY k.run, k.payer) x ON x.run = b.run AND x.payer = b.payer"
      " WHERE b.paid_pence > f.max_share * coalesce(x.pence, 0) + 2 + coalesce(x.n, 0)" },
    { "check_rule_cap", "Streams that pay more for learners than their cap",
      "run, stream, area, role, course, period",
      "SELECT z.run, b.stream, k.area, k.role, k.course, k.period, sum(z.pence) AS pence,"
      " 100 * f.cap_per_learner / c.periods * x.learners AS most FROM payment z"
      " JOIN payer b ON b.run = z.run AND b.payer = z.payer"
      " JOIN bucket k ON k.run = z.run AND k.bucket = z.bucket"
      " JOIN stream f ON f.run = z.run AND f.stream = b.stream"
      " JOIN course c ON c.run = z.run AND c.course = k.course"
      " LEFT JOIN (SELECT s.run, s.area, s.role, s.course, t.period, sum(s.learners) AS learners"
      " FROM start s" RUNS_IN("s") " GROUP BY s.run, s.area, s.role, s.course, t.period) x"
      " ON x.run = z.run AND x.area = k.area AND x.role = k.role AND x.course = k.course"
      " AND x.period = k.period WHERE b.kind = 'pot' AND f.cap_per_learner IS NOT NULL"
      " GROUP BY z.run, b.stream, k.area, k.role, k.course, k.period HAVING "
      OVER("sum(z.pence)",
           "count(*) + 100 * f.cap_per_learner / c.periods * coalesce(x.learners, 0)") },

    /* policies */
    { "check_rule_sector_share", "Too few of a sector's staff among those who start", "run, policy",
      "SELECT i.run, i.policy, x.learners, x.of_sector FROM " POLICY("min_sector_share")
      " JOIN (SELECT s.run, k.policy, sum(s.learners) AS learners, sum((r.sector = k.sector)"
      " * s.learners) AS of_sector FROM start s" ROLE_OF("s") " JOIN input_policies k"
      " ON k.run = s.run AND k.kind = 'min_sector_share' GROUP BY s.run, k.policy) x"
      " ON x.run = i.run AND x.policy = i.policy"
      " WHERE " OVER(LIMIT " * x.learners", "x.of_sector") },
    { "check_rule_reserved", "Too few of a sector's staff on a provider's cohorts",
      "run, policy, buyer, provider, period",
      "SELECT i.run, i.policy, x.buyer, x.provider, x.period, sum(x.learners) AS learners,"
      " sum((x.sector = i.sector) * x.learners) AS of_sector FROM " POLICY("reserved_places")
      " JOIN (SELECT s.run, l.buyer, p.provider, s.period, r.sector, sum(s.learners) AS learners"
      " FROM start s" AREA_OF("s") ROLE_OF("s") SITE_OF("s") " JOIN la l ON l.run = s.run AND"
      " l.la = a.la WHERE s.way = 'cohort' GROUP BY s.run, l.buyer, p.provider, s.period, r.sector)"
      " x ON x.run = i.run AND " IN_LIST("i.providers", "x.provider")
      " GROUP BY i.run, i.policy, x.buyer, x.provider, x.period"
      " HAVING " OVER(LIMIT " * sum(x.learners)", "sum((x.sector = i.sector) * x.learners)") },
    { "check_rule_provider_share", "A provider that has too much of what all contracts are worth",
      "run, policy, provider",
      "SELECT i.run, i.policy, x.provider, x.pounds, y.pounds AS of_all FROM "
      POLICY("max_provider_share")
      " JOIN (SELECT run, provider, sum(pounds) AS pounds FROM " OF_COHORTS
      " GROUP BY run, provider) x ON x.run = i.run AND " IN_LIST("i.providers", "x.provider")
      " JOIN (SELECT run, sum(pounds) AS pounds FROM " OF_COHORTS " GROUP BY run) y"
      " ON y.run = i.run WHERE " OVER("x.pounds", "(" LIMIT " * y.pounds + 0.01)") },
    { "check_rule_contracts", "Buyers with too many contracts", "run, policy, buyer, period",
      "SELECT i.run, i.policy, x.buyer, x.period, x.contracts FROM " POLICY("max_contracts")
      " JOIN (SELECT run, buyer, period, sum(taken) AS contracts FROM contract"
      " GROUP BY run, buyer, period) x ON x.run = i.run WHERE " OVER("x.contracts", LIMIT) },
    { "check_rule_coverage_gap", "Authorities that a target leaves too far apart",
      "run, policy, target",
      "SELECT i.run, i.policy, x.target, min(x.gap) AS least, max(x.gap) AS most FROM "
      POLICY("max_coverage_gap") " JOIN (SELECT e.run, e.target, a.la, sum(e.missing) / sum(e.want)"
      " AS gap FROM shortfall e" AREA_OF("e") " GROUP BY e.run, e.target, a.la"
      " HAVING sum(e.want) > 0) x ON x.run = i.run GROUP BY i.run, i.policy, x.target"
      " HAVING " OVER("max(x.gap) - min(x.gap)", LIMIT) },
    { "check_rule_professions", "Cohorts with too many of one profession",
      "run, policy, buyer, module, site, period, profession",
      "SELECT i.run, i.policy, x.buyer, x.module, x.site, x.period, x.profession, x.learners,"
      " x.of_all FROM " POLICY("max_profession_share") " JOIN (SELECT s.run, l.buyer, m.module,"
      " s.site, s.period, r.profession, sum(s.learners) AS learners, sum(sum(s.learners)) OVER"
      " (PARTITION BY s.run, l.buyer, m.module, s.site, s.period) AS of_all FROM start s"
      AREA_OF("s") ROLE_OF("s") " JOIN la l ON l.run = s.run AND l.la = a.la JOIN course_module m"
      " ON m.run = s.run AND m.course = s.course WHERE s.way = 'cohort'"
      " GROUP BY s.run, l.buyer, m.module, s.site, s.period, r.profession) x ON x.run = i.run AND "
      IN_LIST("i.modules", "x.module") " WHERE " OVER("x.learners", LIMIT " * x.of_all") },
};
const int N_STORE_CHECKS = COUNT(STORE_CHECKS);
