/* store_costs.c - who bears which cost: derived in the database from what is stored already.
 *
 * Lines of cost, not only views: a question about one run should not have to add up all others.
 */
#include "store_private.h"

/* A buyer's costs are shown against its LAs in proportion to their cohort fees with it in the
 * period; where nobody pays any, to their learners on its cohorts; else in equal parts. */
static const char SHARE_BUYERS[] =
    "WITH fees AS (SELECT a.la, s.period, sum(s.learners * s.fee) AS fees,"
    "  sum(s.learners) AS learners FROM start s JOIN area a ON a.run = s.run AND a.area = s.area"
    "  WHERE s.run = ?1 AND s.way = 'cohort' GROUP BY a.la, s.period),"
    " each AS (SELECT l.buyer, t.period, l.la, coalesce(f.fees, 0) AS fees,"
    "  coalesce(f.learners, 0) AS learners FROM la l JOIN period t ON t.run = l.run"
    "  LEFT JOIN fees f ON f.la = l.la AND f.period = t.period WHERE l.run = ?1),"
    " whole AS (SELECT buyer, period, sum(fees) AS fees, sum(learners) AS learners,"
    "  count(*) AS n FROM each GROUP BY buyer, period)"
    " INSERT INTO buyer_share SELECT ?1, e.buyer, e.period, e.la,"
    "  CASE WHEN w.fees > 0 THEN e.fees / w.fees"
    "       WHEN w.learners > 0 THEN e.learners / w.learners ELSE 1.0 / w.n END"
    " FROM each e JOIN whole w ON w.buyer = e.buyer AND w.period = e.period";

/* Learners' costs at their area; buyers' costs, and the rebates they earn, spread over LAs. */
static const char COST_LINES[] =
    "INSERT INTO cost SELECT ?1, row_number() OVER (), * FROM ("
    "SELECT b.period, b.category, a.la, b.area, b.role, r.sector, b.course, b.buyer,"
    " b.pence / 100.0, b.pence / 100.0 * t.discount FROM bucket b"
    " JOIN area a ON a.run = b.run AND a.area = b.area"
    " JOIN role r ON r.run = b.run AND r.role = b.role"
    " JOIN period t ON t.run = b.run AND t.period = b.period WHERE b.run = ?1"
    " UNION ALL "
    "SELECT b.period, b.category, h.la, NULL, NULL, NULL, NULL, b.buyer,"
    " b.pence / 100.0 * h.share, b.pence / 100.0 * h.share * t.discount FROM bucket b"
    " JOIN buyer_share h ON h.run = b.run AND h.buyer = b.buyer AND h.period = b.period"
    " JOIN period t ON t.run = b.run AND t.period = b.period"
    " WHERE b.run = ?1 AND b.area IS NULL"
    " UNION ALL "
    "SELECT b.period, 'rebate', h.la, NULL, NULL, NULL, NULL, b.scope,"
    " -b.received_pence / 100.0 * h.share, -b.received_pence / 100.0 * h.share * t.discount"
    " FROM payer b JOIN buyer_share h ON h.run = b.run AND h.buyer = b.scope"
    " AND h.period = b.period JOIN period t ON t.run = b.run AND t.period = b.period"
    " WHERE b.run = ?1 AND b.kind = 'rebate')";

enum status store_run_on(struct store *s, const char *sql, const char *id, struct err *err)
{
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
        return store_failed(s, "cannot write results", err);
    sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
    enum status status = OK;
    if (sqlite3_step(q) != SQLITE_DONE)
        status = store_failed(s, "cannot write results", err);
    sqlite3_finalize(q);
    return status;
}

enum status derive_costs(struct store *s, const char *id, struct err *err)
{
    TRY(store_run_on(s, SHARE_BUYERS, id, err));
    TRY(store_run_on(s, COST_LINES, id, err));
    return derive_unserved(s, id, err);
}
