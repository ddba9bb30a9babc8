/* store_schema.c - the tables of the database, in one list.
 *
 * Names stand in every row, so that any SQLite tool can read a table without the others.  Money
 * that changes hands is whole pence; estimates are pounds.  SQLite turns NaN into null, so NOT
 * NULL refuses it; the CHECK refuses infinity.
 */
#include <stdlib.h>
#include <string.h>

#include "schema.h"
#include "store_private.h"

#define REAL(c)  c " REAL NOT NULL CHECK (abs(" c ") < 1e15), "
#define MAYBE(c) c " REAL CHECK (abs(" c ") < 1e15), "
#define PENCE(c) c " INTEGER NOT NULL, "
#define WHOLE(c) c " INTEGER NOT NULL, "
#define YES_NO(c) c " INTEGER NOT NULL CHECK (" c " IN (0, 1)), "
#define TEXT(c)  c " TEXT NOT NULL, "
#define NOTE(c)  c " TEXT, "
#define RUN_KEY(c)   "PRIMARY KEY (run, " c ")"
#define IN(c, table) ", FOREIGN KEY (run, " c ") REFERENCES " table

/* ORDER STORE: store_write*.c puts values in the order of these columns. */
const struct store_table STORE_TABLES[] = {
    {"run", "Runs: a scenario solved, and what came of it",
     WHOLE("sequence") TEXT("scenario") NOTE("name") NOTE(
         "base") "status TEXT NOT NULL CHECK (status IN"
                 " ('optimal', 'feasible', 'infeasible', 'stopped', 'failed')), "
                 "objective_kind TEXT NOT NULL CHECK (objective_kind IN ('value', 'coverage', "
                 "'cost')), " MAYBE("objective") MAYBE("bound") MAYBE("gap") MAYBE("cost") MAYBE(
                     "shortfall_value") REAL("gap_asked") REAL("time_limit_s") YES_NO("relax")
                     "tie_break TEXT CHECK (tie_break IN ('applied', 'not reached')), "
                    
                     WHOLE("rows") WHOLE("columns") WHOLE("entries") MAYBE("relaxation") WHOLE(
                         "nodes") WHOLE("iterations") WHOLE("cuts") REAL("seconds") WHOLE("workers")
                         WHOLE("peak_kb") NOTE("why") TEXT("procurement") TEXT("partition")
                             REAL("contract_cost") REAL("office_cost") REAL("management_share")
                                 YES_NO("pool_funding") YES_NO("share_mentors") WHOLE("breaches")
                                     TEXT("folder") TEXT("inputs_sha256") TEXT(
                                         "finished_at") "PRIMARY KEY (run), UNIQUE (sequence)"},
    {"run_version", "Versions of the program and its libraries",
     TEXT("library") TEXT("version") RUN_KEY("library")},
    {"run_input", "Tables that a run was solved from",
     TEXT("\"table\"") TEXT("sha256") WHOLE("rows") RUN_KEY("\"table\"")},
    {"finding", "Queries about the tables",
     WHOLE("n") "severity TEXT NOT NULL CHECK (severity IN ('error', 'query')), " TEXT(
                    "code") TEXT("file") WHOLE("line") WHOLE("\"column\"") NOTE("name")
                    NOTE("value") TEXT("text") NOTE("help") RUN_KEY("n")},
    /* Like for like.  The other run may be removed meanwhile. */
    {"held", "What a run was held to: another plan's results or money",
     "kind TEXT NOT NULL CHECK (kind IN ('same results', 'same money')), " TEXT("to_run")
         TEXT("to_scenario") REAL("to_cost") REAL("to_shortfall_value") RUN_KEY("to_run")},

    {"region", "Regions",
     TEXT("region") RUN_KEY("region")},
    {"buyer", "Buyers",
     TEXT("buyer") RUN_KEY("buyer")},
    {"la", "Local authorities and who buys for them",
     TEXT("la") TEXT("buyer") RUN_KEY("la") IN("buyer", "buyer")},
    {"area", "Areas",
     TEXT("area") NOTE("name") TEXT("la") TEXT("region") REAL("latitude") REAL("longitude")
                 REAL("childcare_hours") REAL("childcare_price") REAL("mentor_hours")
                     REAL("mentor_price") RUN_KEY("area") IN("la", "la") IN("region", "region")},
    {"period", "Periods",
     TEXT("period") WHOLE("position") TEXT("start") REAL("months") REAL("price_index")
                   REAL("discount") RUN_KEY("period")},
    {"role", "Roles",
     TEXT("role") NOTE("name") TEXT("sector") TEXT("profession") REAL("release_cost")
                 REAL("childcare_share") MAYBE("travel_limit") MAYBE("travel_limit_childcare")
                     REAL("release_share") REAL("turnover") RUN_KEY("role")},
    {"course", "Courses",
     TEXT("course") NOTE("name") WHOLE("entry_level") "award_level INTEGER, " WHOLE(
                   "periods") REAL("contact_hours") REAL("sessions") REAL("load") REAL("completion")
                   REAL("mentor_hours") REAL("grants_mentor_hours") RUN_KEY("course")},
    {"module", "Modules",
     TEXT("module") NOTE("name") RUN_KEY("module")},
    {"course_module", "Modules of courses",
     TEXT("course") TEXT("module") RUN_KEY("course, module") IN("course", "course")
                          IN("module", "module")},
    {"provider", "Providers",
     TEXT("provider") NOTE("name") NOTE("kind") RUN_KEY("provider")},
    {"site", "Sites",
     TEXT("site") NOTE("name") TEXT("provider") REAL("latitude") REAL("longitude")
                 REAL("attendance") REAL("work_time") REAL("creche_hours") REAL("creche_price")
                     RUN_KEY("site") IN("provider", "provider")},
    {"offer", "What sites offer",
     TEXT("site") TEXT("module") YES_NO("by_cohort") YES_NO("by_place") REAL("cohort_price")
         REAL("cohort_min") REAL("cohort_max") REAL("learner_price") WHOLE("cohorts_limit")
             REAL("place_price") MAYBE("places_limit") TEXT("from_period") TEXT("until_period")
                 RUN_KEY("site, module") IN("site", "site") IN("module", "module")},
    {"journey", "Journeys from areas to sites",
     TEXT("area") TEXT("site") REAL("miles") REAL("minutes") RUN_KEY("area, site")
                    IN("area", "area") IN("site", "site")},
    {"stream", "Streams: ring-fenced funds",
     TEXT("stream") NOTE("name") REAL("max_share") MAYBE("cap_per_learner")
                   REAL("carry_over") REAL("virement") REAL("top_slice") RUN_KEY("stream")},
    {"stream_role", "Roles that a stream may pay for",
     TEXT("stream") TEXT("role") RUN_KEY("stream, role") IN("stream", "stream") IN("role", "role")},
    {"stream_course", "Courses that a stream may pay for",
     TEXT("stream") TEXT("course") RUN_KEY("stream, course") IN("stream", "stream")
                          IN("course", "course")},
    {"stream_category", "Kinds of cost that a stream may pay",
     TEXT("stream") TEXT("category") RUN_KEY("stream, category") IN("stream", "stream")},
    {"target", "Targets",
     TEXT("target") "level INTEGER, " NOTE("course") TEXT("period") REAL("share") REAL("penalty")
         REAL("floor") RUN_KEY("target") IN("period", "period") IN("course", "course")},

    {"start", "Who starts what, where and when",
     WHOLE("n") TEXT("area") TEXT("role") YES_NO("childcare") WHOLE("level") TEXT("course")
                  TEXT("site") TEXT("period") TEXT("care") TEXT("way") REAL("learners")
                      REAL("completions") REAL("fee") REAL("travel") REAL("childcare_cost") REAL(
                          "\"release\"") REAL("mentor") REAL("care_hours") REAL("travel_hours")
                          REAL("contact_hours") RUN_KEY("n")
                              ", UNIQUE (run, area, role, course, way, period, site, n)"
                              IN("area", "area") IN("role", "role") IN("course", "course")
                              IN("site", "site") IN("period", "period")},
    {"stock", "People by level, period by period",
     WHOLE("n") TEXT("area") TEXT("role") YES_NO("childcare") WHOLE("level") NOTE("period")
         REAL("people") RUN_KEY("n") IN("area", "area") IN("role", "role") IN("period", "period")},
    {"cohort", "Cohorts",
     TEXT("buyer") TEXT("module") TEXT("site") TEXT("period") REAL("cohorts")
                   REAL("learners") REAL("seats") REAL("empty_seats") REAL("cohort_price")
                       REAL("seat_price") RUN_KEY("buyer, module, site, period")
                           IN("buyer", "buyer") IN("site, module", "offer") IN("period", "period")},
    {"contract", "Contracts",
     TEXT("buyer") TEXT("provider") TEXT("period") REAL("taken") PENCE("value_pence")
         PENCE("rebate_pence") "band INTEGER, " REAL("discount") RUN_KEY("buyer, provider, period")
             IN("buyer", "buyer") IN("provider", "provider") IN("period", "period")},
    {"office", "Buyers' teams",
     TEXT("buyer") TEXT("period") REAL("taken") RUN_KEY("buyer, period")
                   IN("buyer", "buyer") IN("period", "period")},
    {"shortfall", "Targets, group by group",
     TEXT("target") TEXT("area") TEXT("role") REAL("want") REAL("have") REAL("missing")
                      REAL("penalty") REAL("discount") RUN_KEY("target, area, role")
                          IN("target", "target") IN("area", "area") IN("role", "role")},
    {"held_shortfall", "People short there: no more, if held to the same results",
     TEXT("target") TEXT("la") REAL("missing") RUN_KEY("target, la") IN("target", "target")
         IN("la", "la")},
    {"known_plan", "Plans that a search began from",
     /* whose cohorts these were: that run may be removed meanwhile */
     WHOLE("n") TEXT("from_run") TEXT("from_scenario") RUN_KEY("n")},
    {"known_cohort", "Cohorts of the plans that a search began from",
     WHOLE("n") TEXT("buyer") TEXT("module") TEXT("site") TEXT("period") REAL("cohorts")
         RUN_KEY("n, buyer, module, site, period") IN("n", "known_plan") IN("buyer", "buyer")
             IN("site", "site") IN("module", "module") IN("period", "period")},
    {"known_contract", "Contracts of the plans that a search began from",
     WHOLE("n") TEXT("buyer") TEXT("provider") TEXT("period") REAL("value")
         RUN_KEY("n, buyer, provider, period") IN("n", "known_plan") IN("buyer", "buyer")
             IN("provider", "provider") IN("period", "period")},
    {"known_basis", "Where the relaxation began: at the last one of another run",
     /* stands: how many rows and then columns in turn are basic (b), at their lower (l) or upper
      * (u) bound, free (x) or fixed (f) */
     WHOLE("n_rows") WHOLE("n_columns") TEXT("stands") "PRIMARY KEY (run)"},
    {"known_proof", "Cuts and prices by which a bound was known before the search",
     /* of the run whose plan has this number; what they prove here was computed anew */
     WHOLE("n") WHOLE("format") "bytes BLOB NOT NULL, PRIMARY KEY (run)"
         IN("n", "known_plan")},
    {"payer", "Pots, what was moved, and rebates",
     WHOLE("payer") "kind TEXT NOT NULL CHECK (kind IN ('pot', 'virement', 'rebate')), " NOTE(
         "stream") TEXT("scope_type") TEXT("scope") TEXT("period") PENCE("received_pence")
         PENCE("carried_in_pence") PENCE("carried_out_pence") PENCE("moved_pence")
             PENCE("paid_pence") PENCE("left_pence") RUN_KEY("payer") IN("stream", "stream")
                 IN("period", "period")},
    {"bucket", "Costs that are to be paid",
     WHOLE("bucket") TEXT("category") TEXT("period") NOTE("area") NOTE("role") NOTE("course")
         TEXT("buyer") PENCE("pence") REAL("pounds") RUN_KEY("bucket") IN("period", "period")
             IN("area", "area") IN("role", "role") IN("course", "course") IN("buyer", "buyer")},
    {"payment", "Who pays which cost",
     WHOLE("payer") WHOLE("bucket") PENCE("pence") REAL("pounds")
                    RUN_KEY("bucket, payer") IN("payer", "payer") IN("bucket", "bucket")},
    {"buyer_share", "Shares in which buyers' costs are shown against local authorities",
     TEXT("buyer") TEXT("period") TEXT("la") REAL("share") RUN_KEY("buyer, period, la")
         IN("buyer", "buyer") IN("period", "period") IN("la", "la")},
    {"cost", "Lines of cost",
     /* derived: every view of costs reads these lines */
     WHOLE("n") TEXT("period") TEXT("category") TEXT("la") NOTE("area") NOTE("role") NOTE("sector")
         NOTE("course") TEXT("buyer") REAL("pounds") REAL("discounted_pounds") RUN_KEY("n")
             IN("la", "la") IN("period", "period") IN("buyer", "buyer")},

    {"unserved", "People short of targets, by what keeps them from a course",
     /* derived, as cost is */
     TEXT("target") TEXT("area") TEXT("role") YES_NO("childcare") REAL("people") TEXT("barrier")
         RUN_KEY("target, area, role, childcare") IN("target", "target") IN("area", "area")
             IN("role", "role")},

    {"dual", "Shadow prices of the rules",
     WHOLE("row") TEXT("family") TEXT("name") TEXT("key") REAL("value") RUN_KEY("row")},
    {"program_size", "Size of the program, rule by rule",
     TEXT("kind") TEXT("name") WHOLE("n") RUN_KEY("kind, name")},
    {"breach", "Rules that a plan does not keep",
     WHOLE("n") TEXT("family") TEXT("key") MAYBE("left_side") MAYBE("right_side") RUN_KEY("n")},
    {"unmet", "What would have to give way before there can be a plan",
     WHOLE("n") TEXT("rule") TEXT("key") MAYBE("missing") TEXT("unit") RUN_KEY("n")},
    {"certificate", "What proves the bound of a run",
     WHOLE("format") TEXT("program_sha256") MAYBE("claimed")
         MAYBE("proven") "PRIMARY KEY (run)"},
    {"certificate_node", "Parts into which the plans are divided to prove the bound",
     WHOLE("node") "parent INTEGER, \"column\" INTEGER, side TEXT, " MAYBE("value")
         RUN_KEY("node")},
    {"certificate_price", "Prices of rules that prove the bound",
     WHOLE("node") WHOLE("\"row\"") REAL("value") RUN_KEY("node, \"row\"")},
    {"certificate_proof", "Cuts, parts and prices that prove the bound",
     "bytes BLOB NOT NULL, PRIMARY KEY (run)"},
    {"certificate_apart", "Courses on which every role is told apart",
     TEXT("area") TEXT("course") RUN_KEY("area, course")},
    {"run_digest", "Digests of what is stored of a run",
     TEXT("kind") TEXT("sha256") RUN_KEY("kind")},
};
const int N_STORE_TABLES = COUNT(STORE_TABLES);

/* ---- as SQL ---- */

int store_n_objects(void)
{
    return N_STORE_TABLES + N_TABLES + N_STORE_VIEWS + N_STORE_CHECKS;
}

static const struct store_view *view_at(int i)
{
    return i < N_STORE_VIEWS ? &STORE_VIEWS[i] : &STORE_CHECKS[i - N_STORE_VIEWS];
}

/* The inputs as text, with the scenario's changes: one table per file, a cell per column. */
static char *input_body(struct store *s, const struct table_schema *t)
{
    sqlite3_str *sql = sqlite3_str_new(s->db);
    sqlite3_str_appendall(sql, "(run TEXT NOT NULL REFERENCES run, n INTEGER NOT NULL, "
                               "line INTEGER NOT NULL, ");
    for (int i = 0; i < t->n_columns; i++)
        sqlite3_str_appendf(sql, "\"%w\" TEXT, ", t->columns[i].name);
    sqlite3_str_appendall(sql, "PRIMARY KEY (run, n)) STRICT, WITHOUT ROWID");
    return sqlite3_str_finish(sql);
}

enum status store_object(struct store *s, int i, struct store_object *out, struct err *err)
{
    int input = i - N_STORE_TABLES, view = input - N_TABLES;
    if (input < 0)
        *out = (struct store_object){
            .name = sqlite3_mprintf("%s", STORE_TABLES[i].name),
            .body = sqlite3_mprintf("(run TEXT NOT NULL%s, %s) STRICT, WITHOUT ROWID",
                                    i ? " REFERENCES run" : "", STORE_TABLES[i].columns) };
    else if (view < 0)
        *out = (struct store_object){ .name = sqlite3_mprintf("input_%s", TABLES[input].name),
                                      .body = input_body(s, &TABLES[input]) };
    else
        *out = (struct store_object){ .is_view = true,
                                      .name = sqlite3_mprintf("%s", view_at(view)->name),
                                      .body = sqlite3_mprintf("AS %s", view_at(view)->select) };
    if (out->name && out->body)
        return OK;
    store_object_free(out);
    return store_no_memory(s, err);
}

void store_object_free(struct store_object *o)
{
    sqlite3_free(o->name);
    sqlite3_free(o->body);
}

char *store_object_text(const struct store_object *o, const char *name)
{
    return sqlite3_mprintf("CREATE %s \"%w\" %s", o->is_view ? "VIEW" : "TABLE", name, o->body);
}

enum status store_create_schema(struct store *s, struct err *err)
{
    for (int i = 0; i < store_n_objects(); i++) {
        struct store_object o;
        TRY(store_object(s, i, &o, err));
        char *sql = store_object_text(&o, o.name);
        enum status status = sql ? store_execute(s, sql, err) : store_no_memory(s, err);
        sqlite3_free(sql);
        store_object_free(&o);
        TRY(status);
    }
    return OK;
}
