/* store_views_report.c - the questions that only papers ask; as every view, one line per run. */
#include "store_views.h"

const char VIEW_COSTS_NAMED[] =
    "SELECT c.run, k.position, c.category, k.title, c.pounds, c.discounted_pounds"
    " FROM v_costs_by_category c JOIN " CATEGORIES " k ON k.category = c.category";

/* A stream may pay for a category when its ring-fence names it; rebates and what was moved between
 * funds may pay for any. */
const char VIEW_STREAM_MATRIX[] =
    "SELECT run, max(position) AS position, stream, max(title) AS title, category, max(allowed) AS"
    " allowed, sum(pence) / 100.0 AS pounds FROM ("
    "SELECT f.run, i.n AS position, f.stream, coalesce(f.name, f.stream) AS title, k.category,"
    " EXISTS (SELECT 1 FROM stream_category x WHERE x.run = f.run AND x.stream = f.stream AND"
    " x.category = k.category) AS allowed, 0 AS pence FROM stream f"
    RUN_AND("input_streams", "i", "f.run") " AND i.stream = f.stream"
    " JOIN " CATEGORIES " k ON k.category <> 'rebate' UNION ALL "
    "SELECT z.run, CASE b.kind WHEN 'pot' THEN 0 ELSE 1000000 END, coalesce(b.stream, b.kind),"
    " CASE b.kind WHEN 'rebate' THEN 'Rebates' WHEN 'virement' THEN 'Money moved between funds'"
    " END, q.category, b.kind <> 'pot', z.pence FROM payment z"
    RUN_AND("payer", "b", "z.run") " AND b.payer = z.payer"
    RUN_AND("bucket", "q", "z.run") " AND q.bucket = z.bucket) GROUP BY run, stream, category";

/* Whose money a pot is: its authority's or area's, a pooled one's in proportion to what each
 * has brought in by then, a rebate in proportion to what each has earned.  The pots of regions
 * and of all are nobody's own. */
const char VIEW_POT_OWNER[] =
    "SELECT b.run, b.payer, b.scope AS la, 1.0 AS share FROM payer b"
    " WHERE b.kind <> 'rebate' AND b.scope_type = 'la' UNION ALL "
    "SELECT b.run, b.payer, a.la, 1.0 FROM payer b"
    RUN_AND("area", "a", "b.run") " AND a.area = b.scope"
    " WHERE b.kind <> 'rebate' AND b.scope_type = 'area' UNION ALL "
    "SELECT b.run, b.payer, h.la, h.share FROM payer b"
    RUN_AND("buyer_share", "h", "b.run") " AND h.buyer = b.scope AND h.period = b.period"
    " WHERE b.kind = 'rebate' UNION ALL "
    "SELECT w.run, w.payer, w.la, w.amount / sum(w.amount) OVER (PARTITION BY w.run, w.payer)"
    " FROM (SELECT b.run, b.payer, l.la, sum(CAST(i.amount AS REAL)) AS amount FROM payer b"
    RUN_AND("la", "l", "b.run") " AND l.buyer = b.scope"
    RUN_AND("period", "t", "b.run") " AND t.period = b.period"
    RUN_AND("input_allocations", "i", "b.run") " AND (b.stream IS NULL OR i.stream = b.stream)"
    RUN_AND("period", "u", "b.run") " AND u.period = i.period AND u.position <= t.position"
    " WHERE b.kind <> 'rebate' AND b.scope_type = 'buyer' AND (i.scope_type = 'la' AND"
    " i.scope = l.la OR i.scope_type = 'area' AND i.scope IN (SELECT a.area FROM area a WHERE"
    " a.run = b.run AND a.la = l.la)) GROUP BY b.run, b.payer, l.la) w";

const char VIEW_BUCKET_LA[] =
    "SELECT k.run, k.bucket, a.la, 1.0 AS share FROM bucket k"
    RUN_AND("area", "a", "k.run") " AND a.area = k.area UNION ALL "
    "SELECT k.run, k.bucket, h.la, h.share FROM bucket k"
    RUN_AND("buyer_share", "h", "k.run") " AND h.buyer = k.buyer AND h.period = k.period"
    " WHERE k.area IS NULL";

/* Every payment, as part of what it is paid from and of what it is paid for. */
const char VIEW_PUTS_IN[] =
    "SELECT run, la, sum(puts) / 100.0 AS puts_in, sum(draws) / 100.0 AS draws_out,"
    " (sum(draws) - sum(puts)) / 100.0 AS net, sum(common) / 100.0 AS from_common"
    " FROM ("
    "SELECT z.run, o.la, z.pence * o.share AS puts, 0 AS draws, 0 AS common FROM payment z"
    THEN("v_pot_owner", "o") " AND o.payer = z.payer UNION ALL "
    "SELECT z.run, k.la, 0, z.pence * k.share * (b.kind = 'rebate' OR b.scope_type IN"
    " ('la', 'area', 'buyer')), z.pence * k.share * (b.kind <> 'rebate' AND b.scope_type NOT IN"
    " ('la', 'area', 'buyer')) FROM payment z"
    RUN_AND("payer", "b", "z.run") " AND b.payer = z.payer"
    RUN_AND("v_bucket_la", "k", "z.run") " AND k.bucket = z.bucket) GROUP BY run, la";

const char VIEW_ESCALATOR[] =
    "SELECT n.run, coalesce(t.position, 0) AS time, coalesce(n.period, 'Before') AS title,"
    " n.level, n.people FROM (SELECT run, period, level, sum(people) AS people FROM stock GROUP BY"
    " run, period, level) n LEFT JOIN period t ON t.run = n.run AND t.period = n.period";

const char VIEW_FLOW[] =
    "SELECT s.run, s.area, s.site, coalesce(a.name, s.area) AS area_title,"
    " coalesce(p.name, s.site) AS site_title, sum(s.learners) AS learners,"
    " sum(s.learners * s.travel_hours) AS travel_hours FROM start s"
    RUN_AND("area", "a", "s.run") " AND a.area = s.area"
    RUN_AND("site", "p", "s.run") " AND p.site = s.site"
    " WHERE p.attendance > 0 GROUP BY s.run, s.area, s.site";

const char VIEW_SEATS_BY_PROVIDER[] =
    "SELECT y.run, p.provider, coalesce(v.name, p.provider) AS title,"
    " sum(y.cohorts) AS cohorts, sum(y.seats) AS seats, sum(y.learners) AS learners,"
    " sum(y.empty_seats) AS empty_seats FROM cohort y"
    RUN_AND("site", "p", "y.run") " AND p.site = y.site"
    RUN_AND("provider", "v", "y.run") " AND v.provider = p.provider"
    " GROUP BY y.run, p.provider";

/* ORDER BARRIERS: store_unserved.c finds them in this order. */
#define BARRIERS \
    "(SELECT 1 AS position, 'no course' AS barrier, 'No course for their role leads there' AS" \
    " title UNION ALL SELECT 2, 'no level', 'Nobody is at the level where its courses begin'" \
    " UNION ALL SELECT 3, 'no site', 'No site within the travel limit'" \
    " UNION ALL SELECT 4, 'no childcare', 'No childcare'" \
    " UNION ALL SELECT 5, 'no fund', 'No fund that may pay the fee'" \
    " UNION ALL SELECT 6, 'no seat', 'No seat left'" \
    " UNION ALL SELECT 7, 'no money', 'Funds that may pay are used up'" \
    " UNION ALL SELECT 8, 'no release', 'No more of them can be released at once'" \
    " UNION ALL SELECT 9, 'not worth it', 'Costs more than the target counts it worth')"

const char VIEW_UNSERVED[] =
    "SELECT u.run, b.position, u.barrier, b.title, sum(u.people) AS people FROM unserved u"
    " JOIN " BARRIERS " b ON b.barrier = u.barrier GROUP BY u.run, u.barrier";

const char VIEW_UNSERVED_BY_LA[] =
    "SELECT u.run, a.la, b.position, u.barrier, b.title, sum(u.people) AS people FROM unserved u"
    RUN_AND("area", "a", "u.run") " AND a.area = u.area"
    " JOIN " BARRIERS " b ON b.barrier = u.barrier GROUP BY u.run, a.la, u.barrier";

/* The newest run of each scenario that is based on the run's own, buys in the same way and has
 * less money. */
const char VIEW_LESS_MONEY[] =
    "SELECT x.*, 1 - x.cut_pounds / x.pounds AS less FROM (SELECT r.run, c.run AS cut_run,"
    " r.scenario, c.scenario AS cut_scenario, (SELECT sum(received_pence) / 100.0 FROM payer p"
    " WHERE p.run = r.run AND p.kind = 'pot') AS pounds, (SELECT sum(received_pence) / 100.0 FROM"
    " payer p WHERE p.run = c.run AND p.kind = 'pot') AS cut_pounds, (SELECT 1 - sum(missing) /"
    " sum(want) FROM shortfall e WHERE e.run = r.run) AS coverage, (SELECT 1 - sum(missing) /"
    " sum(want) FROM shortfall e WHERE e.run = c.run) AS cut_coverage, (SELECT sum(missing) FROM"
    " shortfall e WHERE e.run = r.run) AS missing, (SELECT sum(missing) FROM shortfall e WHERE"
    " e.run = c.run) AS cut_missing FROM run r JOIN run c ON c.base = r.scenario AND"
    " c.procurement = r.procurement AND c.objective_kind = r.objective_kind AND c.cost IS NOT NULL"
    " AND c.breaches = 0 AND c.sequence = (SELECT max(sequence) FROM run n WHERE n.scenario ="
    " c.scenario AND n.cost IS NOT NULL AND n.status <> 'stopped' AND n.run NOT IN (SELECT run FROM"
    " held)) WHERE r.cost IS NOT NULL) x WHERE x.cut_pounds < x.pounds";
