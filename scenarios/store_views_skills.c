/* store_views_skills.c - what a skills agreement asks: need, provision, gap, actions, the climb
 * from level to level, mentors; as every view, by run. */
#include "store_views.h"

/* Now: before the plan.  Whoever is at the level then; nobody has taken a course. */
#define NOW \
    "(SELECT n.run, g.target, n.area, n.role, sum(n.people) AS have FROM (SELECT run, area, role," \
    " CAST(level AS INTEGER) AS level, CAST(headcount AS REAL) AS people FROM input_workforce) n" \
    " CROSS JOIN target g ON g.run = n.run AND n.level >= g.level" \
    " GROUP BY n.run, g.target, n.area, n.role)"

const char VIEW_NEED[] =
    "SELECT e.run, e.target, g.level, g.course, coalesce('Level ' || g.level, c.name, g.course) AS"
    " title, a.la, e.role, sum(e.want) AS want, sum(coalesce(n.have, 0)) AS have_now,"
    " sum(max(e.want - coalesce(n.have, 0), 0)) AS missing_now, sum(e.missing) AS missing FROM"
    " shortfall e LEFT JOIN " NOW " n ON n.run = e.run AND n.target = e.target AND"
    " n.area = e.area AND n.role = e.role"
    RUN_AND("target", "g", "e.run") " AND g.target = e.target"
    RUN_AND("area", "a", "e.run") " AND a.area = e.area"
    " LEFT JOIN course c ON c.run = e.run AND c.course = g.course"
    " GROUP BY e.run, e.target, a.la, e.role";

#define PERIODS_OF_OFFER \
    RUN_AND("period", "f", "o.run") " AND f.period = o.from_period" \
    RUN_AND("period", "u", "o.run") " AND u.period = o.until_period"

/* Seats are counted module by module, as they are sold.  No figure: places without a limit. */
const char VIEW_PROVISION[] =
    "SELECT x.run, x.provider, max(x.title) AS title, max(x.kind) AS kind, sum(x.sites) AS sites,"
    " (SELECT count(DISTINCT o.module) FROM site p CROSS JOIN offer o ON o.run = p.run AND"
    " o.site = p.site WHERE p.run = x.run AND p.provider = x.provider) AS modules,"
    " CASE WHEN max(x.endless) THEN NULL ELSE sum(x.seats) END AS seats, sum(x.taken) AS taken,"
    " sum(x.learners) AS learners FROM ("
    "SELECT v.run, v.provider, coalesce(v.name, v.provider) AS title, nullif(v.kind, '') AS kind,"
    " 0 AS sites, 0 AS endless, 0 AS seats, 0 AS taken, 0 AS learners FROM provider v UNION ALL "
    "SELECT p.run, p.provider, NULL, NULL, 1, 0, 0, 0, 0 FROM site p UNION ALL "
    "SELECT o.run, p.provider, NULL, NULL, 0, o.by_place AND o.places_limit IS NULL, (u.position -"
    " f.position + 1) * (o.by_cohort * o.cohorts_limit * o.cohort_max + o.by_place *"
    " coalesce(o.places_limit, 0)), 0, 0 FROM offer o"
    RUN_AND("site", "p", "o.run") " AND p.site = o.site" PERIODS_OF_OFFER " UNION ALL "
    "SELECT y.run, p.provider, NULL, NULL, 0, 0, 0, y.learners, 0 FROM cohort y"
    RUN_AND("site", "p", "y.run") " AND p.site = y.site UNION ALL "
    "SELECT s.run, p.provider, NULL, NULL, 0, 0, 0, (s.way = 'open') * s.learners * max(1, (SELECT"
    " count(*) FROM course_module m WHERE m.run = s.run AND m.course = s.course)), s.learners"
    " FROM start s" RUN_AND("site", "p", "s.run") " AND p.site = s.site) x"
    " GROUP BY x.run, x.provider";

const char VIEW_JOURNEYS[] =
    "SELECT x.run, x.band AS position, CASE x.band WHEN 0 THEN 'No journey: taught online' WHEN 1"
    " THEN 'Up to 15 minutes one way' WHEN 2 THEN '16 to 30 minutes' WHEN 3 THEN '31 to 45 minutes'"
    " WHEN 4 THEN '46 to 60 minutes' ELSE 'Over 60 minutes' END AS title, sum(x.learners) AS"
    " learners, sum(x.childcare * x.learners) AS with_childcare FROM (SELECT s.run, s.learners,"
    " s.childcare, CASE WHEN p.attendance = 0 THEN 0 WHEN j.minutes <= 15 THEN 1 WHEN"
    " j.minutes <= 30 THEN 2 WHEN j.minutes <= 45 THEN 3 WHEN j.minutes <= 60 THEN 4 ELSE 5 END"
    " AS band FROM start s" RUN_AND("site", "p", "s.run") " AND p.site = s.site"
    RUN_AND("journey", "j", "s.run") " AND j.area = s.area AND j.site = s.site) x"
    " GROUP BY x.run, x.band";

/* Over all periods. */
const char VIEW_CHILDCARE[] =
    "SELECT run, la, sum(hours) AS hours_offered, sum(local) AS hours_used, sum(creche) AS"
    " creche_hours_used, sum(learners) AS learners FROM ("
    "SELECT a.run, a.la, a.childcare_hours * (SELECT count(*) FROM period t WHERE t.run = a.run)"
    " AS hours, 0 AS local, 0 AS creche, 0 AS learners FROM area a UNION ALL "
    "SELECT s.run, a.la, 0, (s.care = 'local') * s.learners * s.care_hours, (s.care = 'creche') *"
    " s.learners * s.care_hours, (s.care <> 'none') * s.learners FROM start s"
    RUN_AND("area", "a", "s.run") " AND a.area = s.area) GROUP BY run, la";

const char VIEW_CRECHE[] =
    "SELECT run, site, max(title) AS title, sum(offered) AS hours_offered, sum(used) AS hours_used"
    " FROM (SELECT p.run, p.site, coalesce(p.name, p.site) AS title, p.creche_hours * (SELECT"
    " count(*) FROM period t WHERE t.run = p.run) AS offered, 0 AS used FROM site p WHERE"
    " p.creche_hours > 0 UNION ALL SELECT s.run, s.site, NULL, 0, s.learners * s.care_hours FROM"
    " start s WHERE s.care = 'creche') GROUP BY run, site";

const char VIEW_UNSERVED_BY_ROLE[] =
    "SELECT u.run, u.role, b.position, u.barrier, b.title, sum(u.people) AS people FROM unserved u"
    RUN_AND("v_unserved", "b", "u.run") " AND b.barrier = u.barrier"
    " GROUP BY u.run, u.role, u.barrier";

const char VIEW_ESCALATOR_BY_ROLE[] =
    "SELECT n.run, n.role, n.level, coalesce(t.position, 0) AS time, coalesce(n.period, 'Before')"
    " AS title, n.people FROM (SELECT run, role, level, period, sum(people) AS people FROM stock"
    " GROUP BY run, role, level, period) n LEFT JOIN period t ON t.run = n.run AND"
    " t.period = n.period";

const char VIEW_MOVES[] =
    "SELECT s.run, s.role, s.level, c.award_level, sum(s.learners) AS learners,"
    " sum(s.completions) AS completions FROM start s"
    RUN_AND("course", "c", "s.run") " AND c.course = s.course WHERE c.award_level IS NOT NULL"
    " GROUP BY s.run, s.role, s.level, c.award_level";

/* ORDER RUNNING: a start s runs in t. */
#define RUNNING \
    RUN_AND("course", "c", "s.run") " AND c.course = s.course" \
    RUN_AND("period", "b", "s.run") " AND b.period = s.period" \
    RUN_AND("period", "t", "s.run") " AND t.position BETWEEN b.position AND b.position +" \
    " c.periods - 1"
#define POOL "CASE r.share_mentors WHEN 1 THEN l.buyer ELSE a.area END"
#define POOL_OF(x) \
    RUN_AND("run", "r", x ".run") RUN_AND("area", "a", x ".run") " AND a.area = " x ".area" \
    RUN_AND("la", "l", x ".run") " AND l.la = a.la"

/* A pool is an area, or a buyer whose areas share (MODEL.md 6, Mentors). */
const char VIEW_MENTORS[] =
    "SELECT run, pool, period, max(time) AS time, sum(now) AS hours_now, sum(gained) AS"
    " hours_gained, sum(used) AS hours_used FROM ("
    "SELECT g.run, " POOL " AS pool, t.period, t.position AS time, g.mentor_hours AS now, 0 AS"
    " gained, 0 AS used FROM area g" POOL_OF("g") RUN_AND("period", "t", "g.run") " UNION ALL "
    "SELECT s.run, " POOL ", t.period, t.position, 0, c.grants_mentor_hours * s.completions, 0"
    " FROM start s" POOL_OF("s") RUN_AND("course", "c", "s.run") " AND c.course = s.course AND"
    " c.grants_mentor_hours > 0" RUN_AND("period", "b", "s.run") " AND b.period = s.period"
    RUN_AND("period", "t", "s.run") " AND t.position > b.position + c.periods - 1 UNION ALL "
    "SELECT s.run, " POOL ", t.period, t.position, 0, 0, s.learners * c.mentor_hours / c.periods"
    " FROM start s" POOL_OF("s") RUNNING " AND c.mentor_hours > 0)"
    " GROUP BY run, pool, period";

#define FOR_LEARNERS(n, what, cost) \
    "SELECT s.run, t.position AS time, t.period, " #n " AS position, a.la AS owner, '" what "' AS" \
    " title, sum(s.learners) AS people, sum(s.learners / c.periods * " cost ") AS pounds" \
    " FROM start s" RUN_AND("area", "a", "s.run") " AND a.area = s.area" RUNNING \
    " WHERE " cost " > 0 GROUP BY s.run, t.period, a.la"

/* Whatever the plan spends is some action's.  People: seats of a contract's cohorts, learners of
 * whom something else is paid for; none where an action is for no person in particular. */
const char VIEW_ACTIONS[] =
    "SELECT q.run, t.position AS time, q.period, 1 AS position, q.buyer AS owner, 'Let a contract"
    " with ' || coalesce(v.name, v.provider) || printf(' (%d cohort%s)', x.cohorts, CASE x.cohorts"
    " WHEN 1 THEN '' ELSE 's' END) AS title, x.seats AS people, (q.value_pence - q.rebate_pence) /"
    " 100.0 AS pounds FROM contract q"
    RUN_AND("(SELECT y.run, y.buyer, p.provider, y.period, round(sum(y.cohorts)) AS cohorts,"
            " sum(y.seats) AS seats FROM cohort y JOIN site p ON p.run = y.run AND"
            " p.site = y.site GROUP BY y.run, y.buyer, p.provider, y.period)", "x", "q.run")
    " AND x.buyer = q.buyer AND x.provider = q.provider AND x.period = q.period"
    RUN_AND("provider", "v", "q.run") " AND v.provider = q.provider"
    RUN_AND("period", "t", "q.run") " AND t.period = q.period WHERE q.taken > 0.5 UNION ALL "
    "SELECT s.run, t.position, s.period, 2, l.buyer, 'Buy open places at ' || coalesce(v.name,"
    " v.provider), sum(s.learners), sum(s.learners * s.fee) FROM start s"
    RUN_AND("site", "p", "s.run") " AND p.site = s.site"
    RUN_AND("provider", "v", "s.run") " AND v.provider = p.provider"
    RUN_AND("area", "a", "s.run") " AND a.area = s.area"
    RUN_AND("la", "l", "s.run") " AND l.la = a.la"
    RUN_AND("period", "t", "s.run") " AND t.period = s.period WHERE s.way = 'open'"
    " GROUP BY s.run, s.period, l.buyer, p.provider UNION ALL "
    "SELECT k.run, t.position, k.period, 3, k.buyer, 'Let, run and manage contracts', NULL,"
    " sum(k.pence) / 100.0 FROM bucket k" RUN_AND("period", "t", "k.run") " AND"
    " t.period = k.period WHERE k.category IN ('contract', 'management') GROUP BY k.run, k.period,"
    " k.buyer HAVING sum(k.pence) > 0 UNION ALL "
    FOR_LEARNERS(4, "Release staff and pay for their cover", "s.\"release\"") " UNION ALL "
    FOR_LEARNERS(5, "Pay for childcare while they train", "s.childcare_cost") " UNION ALL "
    FOR_LEARNERS(6, "Pay for journeys", "s.travel") " UNION ALL "
    FOR_LEARNERS(7, "Pay for mentors", "s.mentor");
