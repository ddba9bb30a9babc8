/* store_unserved.c - who is short of a target, and what keeps them from a course that leads there.
 *
 * People short of a level are split by their need for childcare as those still below it are,
 * people short of a course as their role is.  Each part is counted once, under the first of the
 * barriers that shuts every course it could still take: one that awards the target's level, or is
 * the target, and is open to the role.  What a plan could change comes last.  Seats are looked for
 * module by module, so that a course of several may seem to have one that cannot be put together.
 */
#include "store_joins.h"
#include "store_private.h"

/* part: modules of a course.  teaches: sites that offer all of them in one way, and the fee.
 * near: sites that anybody in an area may go to, the nearest first.
 * money: what a stream got for an area at most in a pot, and has left there.
 * room, seat: where a cohort or a place is free; own: where a buyer's own cohort has an empty seat.
 * people, spare: levels of a group with anybody at the end, with anybody who could be released. */
#define FACTS_OF_COURSES \
    "WITH part AS MATERIALIZED (SELECT course, module FROM course_module WHERE run = ?1 UNION ALL" \
    "  SELECT c.course, c.course FROM course c WHERE c.run = ?1 AND NOT EXISTS (SELECT 1 FROM" \
    "  course_module m WHERE m.run = ?1 AND m.course = c.course))," \
    " allowed AS MATERIALIZED (SELECT i.course, r.role FROM input_courses i JOIN role r ON" \
    "  r.run = ?1 WHERE i.run = ?1 AND " IN_LIST("i.roles", "r.role") " AND " \
    IN_LIST("i.sectors", "r.sector") ")," \
    " teaches AS MATERIALIZED (SELECT x.course, x.site, x.by_cohort, x.by_place, min(CASE WHEN" \
    "  x.by_cohort THEN x.cohort_fee ELSE x.place_fee END, CASE WHEN x.by_place THEN x.place_fee" \
    "  ELSE x.cohort_fee END) AS fee FROM (SELECT p.course, o.site, min(o.by_cohort) AS" \
    "  by_cohort, min(o.by_place) AS by_place, sum(o.place_price) AS place_fee," \
    "  sum(o.learner_price + CASE WHEN o.by_cohort THEN o.cohort_price / o.cohort_max ELSE 0 END)" \
    "  AS cohort_fee, count(*) AS n FROM part p JOIN offer o ON o.run = ?1 AND" \
    "  o.module = p.module GROUP BY p.course, o.site) x WHERE (x.by_cohort OR x.by_place)" \
    "  AND x.n =" \
    "  (SELECT count(*) FROM part q WHERE q.course = x.course)),"
#define FACTS_OF_JOURNEYS \
    " near AS MATERIALIZED (SELECT j.area, j.site, j.minutes, p.attendance, p.creche_hours FROM" \
    "  journey j JOIN site p ON p.run = ?1 AND p.site = j.site WHERE j.run = ?1 AND" \
    "  (p.attendance = 0 OR j.minutes <= (SELECT max(max(coalesce(travel_limit, 1e9)," \
    "  coalesce(travel_limit_childcare, 1e9))) FROM role WHERE run = ?1)) ORDER BY j.minutes),"
#define FACTS_OF_MONEY \
    " money AS MATERIALIZED (SELECT b.stream, a.area, max(b.received_pence + b.carried_in_pence)" \
    "  AS got, max(b.left_pence) AS rest FROM payer b JOIN area a ON a.run = ?1 JOIN la l ON" \
    "  l.run = ?1 AND l.la = a.la WHERE b.run = ?1 AND b.kind = 'pot' AND b.scope =" \
    "  CASE b.scope_type WHEN 'area' THEN a.area WHEN 'la' THEN a.la WHEN 'region' THEN a.region" \
    "  WHEN 'buyer' THEN l.buyer ELSE b.scope END GROUP BY b.stream, a.area),"
#define FACTS_OF_SEATS \
    " room AS MATERIALIZED (SELECT o.site, o.module, t.position, o.by_cohort AND" \
    "  o.cohorts_limit > coalesce((SELECT sum(y.cohorts) FROM cohort y WHERE y.run = ?1" \
    "  AND y.site = o.site" \
    "  AND y.module = o.module AND y.period = t.period), 0) + 1e-6 AS cohort, o.by_place AND" \
    "  (o.places_limit IS NULL OR o.places_limit > coalesce((SELECT sum(s.learners) FROM start s" \
    "  JOIN part q ON q.course = s.course AND q.module = o.module WHERE s.run = ?1 AND" \
    "  s.way = 'open' AND s.site = o.site AND s.period = t.period), 0) + 1 - 1e-6) AS place" \
    "  FROM offer o JOIN period f ON f.run = ?1 AND f.period = o.from_period" \
    "  JOIN period u ON u.run = ?1 AND u.period = o.until_period" \
    "  JOIN period t ON t.run = ?1 AND t.position BETWEEN f.position AND u.position" \
    "  WHERE o.run = ?1)," \
    " seat AS MATERIALIZED (SELECT DISTINCT h.course, h.site FROM teaches h JOIN part q ON" \
    "  q.course = h.course JOIN course c ON c.run = ?1 AND c.course = h.course JOIN room m ON" \
    "  m.site = h.site AND m.module = q.module WHERE m.position + c.periods - 1 <= (SELECT" \
    "  max(position) FROM period WHERE run = ?1) GROUP BY h.course, h.site, m.position HAVING" \
    "  min(m.cohort) AND h.by_cohort OR min(m.place) AND h.by_place)," \
    " own AS MATERIALIZED (SELECT DISTINCT q.course, y.site, y.buyer FROM cohort y JOIN part q ON" \
    "  q.module = y.module WHERE y.run = ?1 AND y.empty_seats > 1 - 1e-6)," \
    " people AS MATERIALIZED (SELECT n.area, n.role, n.childcare, n.level, n.people FROM stock n" \
    "  WHERE n.run = ?1 AND n.people > 1e-6 AND n.period = (SELECT period FROM period WHERE" \
    "  run = ?1 ORDER BY position DESC LIMIT 1)),"
/* below: of a group and of both groups together, by target. */
#define SUM_BELOW(group) \
    "(SELECT g.target, p.area, p.role" group ", sum(p.people) AS people FROM people p" \
    "  JOIN target g ON g.run = ?1 AND p.level < g.level" \
    "  GROUP BY g.target, p.area, p.role" group "),"
#define FACTS_OF_GROUPS \
    " below AS MATERIALIZED " SUM_BELOW(", p.childcare") " both AS MATERIALIZED " SUM_BELOW("")
#define FACTS_OF_RELEASE \
    " busy AS (SELECT s.area, s.role, s.childcare, s.level, t.position, sum(s.learners * c.load)" \
    "  AS load FROM start s JOIN course c ON c.run = ?1 AND c.course = s.course JOIN period b ON" \
    "  b.run = ?1 AND b.period = s.period JOIN period t ON t.run = ?1 AND t.position BETWEEN" \
    "  b.position AND b.position + c.periods - 1 WHERE s.run = ?1 GROUP BY s.area, s.role," \
    "  s.childcare, s.level, t.position)," \
    " spare AS MATERIALIZED (SELECT DISTINCT n.area, n.role, n.childcare, n.level FROM stock n" \
    "  LEFT JOIN period b ON b.run = ?1 AND b.period = n.period JOIN period t ON t.run = ?1 AND" \
    "  t.position = coalesce(b.position, 0) + 1 JOIN role r ON r.run = ?1 AND r.role = n.role" \
    "  LEFT JOIN busy k ON k.area = n.area AND k.role = n.role AND k.childcare = n.childcare AND" \
    "  k.level = n.level AND k.position = t.position WHERE n.run = ?1 AND" \
    "  r.release_share * n.people > coalesce(k.load, 0) + 1e-6)"

#define ROADS \
    "FROM allowed w JOIN course c ON c.run = ?1 AND c.course = w.course WHERE w.role = e.role AND" \
    " (c.course = g.course OR c.award_level >= g.level)"
#define BEGUN " AND (g.course IS NOT NULL OR EXISTS (SELECT 1 FROM people n WHERE n.area = e.area" \
    " AND n.role = e.role AND n.childcare = e.childcare AND n.level >= c.entry_level AND" \
    " n.level < g.level))"
#define REACH \
    "FROM allowed w JOIN course c ON c.run = ?1 AND c.course = w.course CROSS JOIN near j" \
    " CROSS JOIN teaches h ON h.course = c.course AND h.site = j.site WHERE w.role = e.role AND" \
    " j.area = e.area AND (c.course = g.course OR c.award_level >= g.level)" BEGUN \
    " AND (j.attendance = 0 OR e.most IS NULL OR j.minutes <= e.most)"
#define CARE " AND (e.childcare = 0 OR j.attendance = 0 OR a.childcare_hours > 0 OR" \
    " j.creche_hours > 0)"
#define FUND(what) " AND EXISTS (SELECT 1 FROM money f JOIN stream_category k ON k.run = ?1 AND" \
    " k.stream = f.stream AND k.category = 'fee' JOIN stream_course x ON x.run = ?1 AND" \
    " x.stream = f.stream AND x.course = c.course JOIN stream_role y ON y.run = ?1 AND" \
    " y.stream = f.stream AND y.role = e.role WHERE f.area = e.area AND " what ")"
#define SEAT " AND (EXISTS (SELECT 1 FROM seat x WHERE x.course = c.course AND x.site = h.site)" \
    " OR EXISTS (SELECT 1 FROM own x WHERE x.course = c.course AND x.site = h.site AND" \
    " x.buyer = l.buyer))"
#define FREE " AND EXISTS (SELECT 1 FROM spare v WHERE v.area = e.area AND v.role = e.role AND" \
    " v.childcare = e.childcare AND v.level >= c.entry_level AND" \
    " (g.level IS NULL OR v.level < g.level))"
#define NONE(of) "WHEN NOT EXISTS (SELECT 1 " of ") THEN "
#define PAID REACH CARE FUND("f.got > 0")
#define LEFT PAID FUND("f.rest >= 100 * h.fee AND f.rest > 0")

/* In pieces: no compiler need take a text as long as the whole. */
static const char *const UNSERVED[] = {
    FACTS_OF_COURSES,
    FACTS_OF_JOURNEYS,
    FACTS_OF_MONEY,
    FACTS_OF_SEATS,
    FACTS_OF_GROUPS,
    FACTS_OF_RELEASE,
    " INSERT INTO unserved SELECT ?1, e.target, e.area, e.role, e.childcare, e.people, CASE ",
    NONE(ROADS)       "'no course' ", /* ORDER BARRIERS */
    NONE(ROADS BEGUN) "'no level' ",
    NONE(REACH)       "'no site' ",
    NONE(REACH CARE)  "'no childcare' ",
    NONE(PAID)        "'no fund' ",
    NONE(PAID SEAT)   "'no seat' ",
    NONE(LEFT SEAT)   "'no money' ",
    NONE(LEFT SEAT FREE) "'no release' ",
    "ELSE 'not worth it' END FROM (SELECT e.target, e.area, e.role, n.childcare, e.missing *"
    " coalesce(coalesce(p.people, 0) / q.people, CASE n.childcare WHEN 1" /* q null: a course */
    " THEN r.childcare_share ELSE 1 - r.childcare_share END) AS people,"
    " CASE n.childcare WHEN 1 THEN r.travel_limit_childcare ELSE r.travel_limit END AS most"
    " FROM shortfall e JOIN role r ON r.run = ?1 AND r.role = e.role"
    " JOIN (SELECT 0 AS childcare UNION ALL SELECT 1) n"
    " LEFT JOIN below p ON p.target = e.target AND p.area = e.area AND p.role = e.role AND"
    " p.childcare = n.childcare LEFT JOIN both q ON q.target = e.target AND q.area = e.area AND"
    " q.role = e.role WHERE e.run = ?1) e"
    " JOIN target g ON g.run = ?1 AND g.target = e.target"
    " JOIN area a ON a.run = ?1 AND a.area = e.area JOIN la l ON l.run = ?1 AND l.la = a.la"
    " WHERE e.people > 1e-6",
};

enum status derive_unserved(struct store *s, const char *id, struct err *err)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);
    for (int i = 0; i < COUNT(UNSERVED); i++)
        sqlite3_str_appendall(sql, UNSERVED[i]);
    char *text = sqlite3_str_finish(sql);
    enum status status = text ? store_run_on(s, text, id, err) : store_no_memory(s, err);
    sqlite3_free(text);
    return status;
}
