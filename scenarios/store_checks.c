/* store_checks.c - the rules of MODEL.md 6 as questions: rows that break one.
 * All are empty when all is well.
 *
 * With these and the balances of store_views.c an auditor needs nothing but sqlite3.  They read
 * the run's own copy of the facts; that those are the files', `ringfence verify` says.
 */
#include "store_joins.h"
#include "store_private.h"

/* What the checks are made of; 1e-6 relative is what a plan may miss a rule by. */
#define OVER(left, right) left " > " right " + 1e-6 * max(1, abs(" right "))"
#define APART(left, right) "abs(" left " - (" right ")) > 1e-6 * max(1, abs(" left "))"
#define SAME_GROUP(x, y) x ".run = " y ".run AND " x ".area = " y ".area AND " x ".role = " y \
    ".role AND " x ".childcare = " y ".childcare AND " x ".level = " y ".level"
#define BEGINS(s) " JOIN course c ON c.run = " s ".run AND c.course = " s ".course" \
    " JOIN period b ON b.run = " s ".run AND b.period = " s ".period"
#define RUNS_IN(s) BEGINS(s) " JOIN period t ON t.run = " s ".run AND t.position BETWEEN" \
    " b.position AND b.position + c.periods - 1"
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

const struct store_view STORE_CHECKS[] = {
    { "check_rule_stock", "Staff at a level who do not follow from the year before",
      "run, area, role, childcare, level, period",
      "SELECT n.run, n.area, n.role, n.childcare, n.level, n.period, n.people,"
      " (1 - r.turnover) * p.people + r.turnover * f.people + coalesce(m.people, 0) AS expected"
      " FROM stock n" PERIOD_OF("n") ROLE_OF("n")
      " JOIN stock f ON " SAME_GROUP("f", "n") " AND f.period IS NULL"
      " LEFT JOIN period u ON u.run = n.run AND u.position = t.position - 1"
      " JOIN stock p ON " SAME_GROUP("p", "n") " AND p.period IS u.period"
      " LEFT JOIN (SELECT run, area, role, childcare, level, position, sum(people) AS people FROM ("
      "SELECT s.run, s.area, s.role, s.childcare, c.award_level AS level,"
      " b.position + c.periods - 1 AS position, s.completions AS people FROM start s" BEGINS("s")
      " WHERE c.award_level IS NOT NULL UNION ALL "
      "SELECT s.run, s.area, s.role, s.childcare, s.level, b.position + c.periods - 1,"
      " -s.completions FROM start s" BEGINS("s") " WHERE c.award_level IS NOT NULL)"
      " GROUP BY run, area, role, childcare, level, position) m ON " SAME_GROUP("m", "n")
      " AND m.position = t.position"
      " WHERE " APART("n.people", "(1 - r.turnover) * p.people + r.turnover * f.people"
      " + coalesce(m.people, 0)") },
    { "check_rule_load", "More in training at once than can be released",
      "run, area, role, childcare, level, period",
      "SELECT x.*, r.release_share * coalesce(p.people, 0) AS most FROM (SELECT s.run, s.area,"
      " s.role, s.childcare, s.level, t.period, t.position, sum(c.load * s.learners) AS load"
      " FROM start s" RUNS_IN("s") " GROUP BY s.run, s.area, s.role, s.childcare, s.level,"
      " t.period) x" ROLE_OF("x")
      " LEFT JOIN period u ON u.run = x.run AND u.position = x.position - 1"
      " LEFT JOIN stock p ON " SAME_GROUP("p", "x") " AND p.period IS u.period"
      " WHERE " OVER("x.load", "r.release_share * coalesce(p.people, 0)") },
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
      "SELECT e.run, e.target, e.area, e.role, e.want, e.have, e.missing, x.people FROM shortfall e"
      " JOIN target g ON g.run = e.run AND g.target = e.target JOIN (SELECT e.run, e.target,"
      " e.area, e.role, coalesce(CASE WHEN g.course IS NULL THEN (SELECT sum(n.people) FROM stock n"
      " WHERE n.run = e.run AND n.area = e.area AND n.role = e.role AND n.period = g.period"
      " AND n.level >= g.level) ELSE (SELECT sum(s.completions) FROM start s" BEGINS("s")
      " JOIN period t ON t.run = s.run AND t.period = g.period WHERE s.run = e.run"
      " AND s.area = e.area AND s.role = e.role AND s.course = g.course"
      " AND b.position + c.periods - 1 <= t.position) END, 0) AS people FROM shortfall e"
      " JOIN target g ON g.run = e.run AND g.target = e.target) x ON x.run = e.run"
      " AND x.target = e.target AND x.area = e.area AND x.role = e.role"
      " WHERE " APART("e.have", "x.people") " OR " OVER("e.want", "e.have + e.missing")
      " OR " OVER("e.missing", "(1 - g.floor) * e.want") },
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
      "SELECT b.run, b.payer, b.paid_pence, f.max_share * x.pence AS most FROM payer b"
      " JOIN stream f ON f.run = b.run AND f.stream = b.stream"
      " LEFT JOIN (SELECT b.run, b.payer, sum(k.pence) AS pence, count(*) AS n FROM payer b"
      " JOIN bucket k ON k.run = b.run AND k.period = b.period WHERE b.kind = 'pot'"
      " AND EXISTS (SELECT 1 FROM stream_category c WHERE c.run = b.run AND c.stream = b.stream"
      " AND c.category = k.category) AND (k.area IS NULL OR EXISTS (SELECT 1 FROM stream_role r"
      " WHERE r.run = b.run AND r.stream = b.stream AND r.role = k.role) AND EXISTS (SELECT 1"
      " FROM stream_course c WHERE c.run = b.run AND c.stream = b.stream AND c.course = k.course))"
      " AND EXISTS (SELECT 1 FROM area a JOIN la l ON l.run = a.run AND l.la = a.la"
      " WHERE a.run = b.run AND CASE WHEN k.area IS NULL THEN l.buyer = k.buyer"
      " ELSE a.area = k.area END AND b.scope = CASE b.scope_type WHEN 'area' THEN a.area"
      " WHEN 'la' THEN a.la WHEN 'region' THEN a.region WHEN 'buyer' THEN l.buyer"
      " ELSE b.scope END) GROUP BY b.run, b.payer) x ON x.run = b.run AND x.payer = b.payer"
      " WHERE b.kind = 'pot' AND f.max_share < 1 AND b.paid_pence > f.max_share"
      " * coalesce(x.pence, 0) + 2 + coalesce(x.n, 0)" },
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
};
const int N_STORE_CHECKS = COUNT(STORE_CHECKS);
