/* job.c - one scenario from its tables to its result: its program, and what came of it. */
#include "scenarios/job.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "certificate.h"
#include "family.h"
#include "planning.h"
#include "scenarios/facts.h"
#include "scenarios/proof.h"
#include "scenarios/unmet.h"

const char *const RUN_STATUS_NAME[5] = { "optimal", "feasible", "infeasible", "stopped", "failed" };

/* ---- building ---- */

enum status read_job(struct job *j, const struct tables *tables, struct err *err)
{
    struct world *w = NULL;
    findings_init(&j->findings, j->arena);
    TRY(read_world(&w, &j->tables, j->arena, tables, &j->question, &j->findings, err));
    j->world = w;
    return OK;
}

/* MODEL.md 7: coverage keeps the least shortfall value to within this much. */
static const double COVERAGE_SLACK = 1e-6;

static double limit_of(const struct job *j, const struct engine_options *o)
{
    if (j->share_s > 0)
        return o->time_limit_s > 0 ? fmin(o->time_limit_s, j->share_s) : j->share_s;
    return o->time_limit_s > 0 ? o->time_limit_s : j->world->scenario.time_limit;
}

static void pose(struct job *j, const struct engine_options *o)
{
    const struct scenario *s = &j->world->scenario;
    j->problem = (struct problem){ .matrix = &j->program->matrix };
    if (s->objective == OBJECTIVE_COVERAGE) {
        j->problem.first = j->program->shortfall_cost;
        j->problem.first_slack = COVERAGE_SLACK;
    }
    j->problem.order = program_order(j->arena, j->program, &j->problem.n_order);
    j->options = (struct solve_options){
        .gap = o->gap >= 0 ? o->gap : s->gap,
        .time_limit_s = limit_of(j, o),
        .relax = o->relax };
}

/* Of the scenario's limit, building included: never nothing, and never so much that the limit is
 * overrun by 2 s. */
static double time_left(const struct job *j)
{
    double limit = j->options.time_limit_s;
    return fmax(limit - (seconds_now() - j->began), fmin(limit, 1));
}

static void give_known(struct job *j)
{
    const struct beginning *k = &j->known;
    const struct matrix *m = &j->program->matrix;
    const double **starts = NEW_ARRAY(j->arena, const double *, k->n);
    for (int i = 0; i < k->n; i++)
        starts[i] = known_columns(j->arena, j->program, &k->plan[i]);
    j->problem.starts = starts;
    j->problem.n_starts = k->n;
    if (k->basis_rows == m->n_rows && k->basis_columns == m->n_cols)
        j->problem.basis = k->basis;
}

/* What is known of the one before it is known by that one's rows and columns.  Where others are
 * between these, its basis is no good beginning: the simplex method is long on its way from
 * there. */
static void move_known(struct job *j)
{
    struct beginning *k = &j->known;
    if (!j->after || !j->after->names.row || j->apart)
        return;
    const struct renumbering to = names_in(j->arena, &j->after->names, j->program);
    bool home = is_at_home(&to);
    if (home && j->after->ended_at) {
        k->basis = j->after->ended_at;
        k->basis_rows = to.new_rows;
        k->basis_columns = to.new_columns;
    }
    for (int i = 0; i < k->n && !home; i++)
        if (k->plan[i].proof.bytes &&
            strcmp(k->plan[i].scenario, j->after->question.scenario) == 0)
            k->plan[i].proof = moved_proof(j->arena, &k->plan[i].proof, &to);
}

/* The search goes on from a proof of a program that is not held to anything. */
static struct proven proven_of(const struct written *w, double bound,
                               const struct proof_sides *sides)
{
    struct proven p = { .bound = bound };
    if (w->format == PROOF_WITH_SPLITS)
        p = (struct proven){ bound, w->bytes, w->size, sides->side, sides->n };
    return p;
}

/* What was proven of another run says something of this program, too, as long as its cuts and
 * prices find the rows and columns that they speak of: all, or all but those that hold it. */
static void choose_proof(struct job *j)
{
    struct beginning *k = &j->known;
    for (int i = 0; i < k->n; i++) {
        if (!k->plan[i].proof.bytes)
            continue;
        struct written w = held_proof(j->arena, j->program, &k->plan[i].proof);
        struct proof_sides sides = { .arena = j->arena };
        double proven = proven_with_sides(j->program, &w, &sides);
        if (!isfinite(proven) && w.format != k->plan[i].proof.format) {
            w = k->plan[i].proof;
            proven = proven_with_sides(j->program, &w, &sides);
        }
        if (!isfinite(proven) || (k->proved && proven <= k->proven))
            continue;
        k->proved = &k->plan[i];
        k->proof = w;
        k->proven = proven;
        j->proven = proven_of(&w, proven, &sides);
    }
}

/* Once more with roles told apart, the one that was chosen before: it is what is stored. */
static void give_proof(struct job *j)
{
    struct beginning *k = &j->known;
    if (!j->apart)
        choose_proof(j);
    else if (k->proved) {
        struct proof_sides sides = { .arena = j->arena };
        k->proven = proven_with_sides(j->program, &k->proof, &sides);
        j->proven = proven_of(&k->proof, k->proven, &sides);
    }
    j->problem.proven = k->proved && isfinite(k->proven) ? &j->proven : NULL;
}

enum status start_job(struct job *j, const struct engine_options *o, struct err *err)
{
    j->sets = sets_build(j->arena, j->world, j->apart);
    j->program = program_build(j->arena, j->sets, NULL);
    pose(j, o);
    move_known(j);
    give_known(j);
    give_proof(j);
    struct solve_options in_time = j->options;
    in_time.time_limit_s = time_left(j);
    return worker_start(&j->worker, &j->problem, &in_time, err);
}

/* ---- results ---- */

static void explain_infeasible(struct job *j)
{
    struct run *r = &j->run;
    if (find_unmet(r, j->arena, j->sets, time_left(j), j->options.relax))
        return;
    r->status = RUN_FAILED;
    snprintf(r->outcome.why, sizeof r->outcome.why,
             "the solver found no plan, but not what would have to give way");
}

static enum run_status status_of(const struct job *j, enum stop stop)
{
    switch (stop) {
    case STOP_OPTIMAL:     return RUN_OPTIMAL;
    case STOP_FEASIBLE:    return j->stopped ? RUN_STOPPED : RUN_FEASIBLE;
    case STOP_INFEASIBLE:  return RUN_INFEASIBLE;
    case STOP_INTERRUPTED:
    case STOP_NOTHING:     return RUN_STOPPED;
    case STOP_FAILED:      return RUN_FAILED;
    }
    return RUN_FAILED;
}

static void make_plan(struct job *j)
{
    struct run *r = &j->run;
    r->plan = plan_make(j->arena, j->program, r->outcome.x, !j->options.relax);
    plan_audit(j->arena, r->plan, NULL, &r->breach, &r->n_breaches);
    r->cost = r->plan->cost;
    r->shortfall_value = r->plan->shortfall_value;
}

/* MODEL.md 10 calls roles interchangeable that a cap per learner can still tell apart (it is kept
 * per role, they may differ in childcare or in when they train).  Where the plan spread over the
 * roles breaks a cap, the roles of that area and course become classes of their own.  Its pounds
 * break it: whole pence keep every cap that pounds keep to a penny for each payment. */
static bool tell_apart(struct job *j)
{
    const struct world *w = j->world;
    const struct plan *p = j->run.plan;
    bool *apart = NEW_ARRAY(j->arena, bool, w->n_areas * w->n_courses);
    struct breach *breach;
    int n;
    plan_audit(j->arena, p, "F27", &breach, &n);
    if (n == 0 || j->apart)
        return false;
    for (int i = 0; i < n; i++) {
        const struct class_ *cl = &j->sets->class_[breach[i].at.v[1]]; /* stream, class, period */
        apart[cl->area.i * w->n_courses + cl->course.i] = true;
    }
    j->apart = apart;
    return true;
}

static double gap_of(const struct run *r)
{
    return (r->objective - r->bound) / fmax(1, fabs(r->objective));
}

/* Once more with roles told apart, in the time that is left; false: that cannot begin. */
static bool solve_again(struct job *j, const struct engine_options *o)
{
    struct err err;
    j->before = j->run;
    return start_job(j, o, &err) == OK;
}

/* The plan before roles were told apart stands, with its breaches, where there is no other or
 * only one that breaks more rules.  That no plan keeps every rule is an answer. */
static void keep_the_better(struct job *j)
{
    const struct run *now = &j->run;
    if (!j->before.plan || now->status == RUN_INFEASIBLE ||
        (now->plan && now->n_breaches <= j->before.n_breaches))
        return;
    j->run = j->before;
    if (j->stopped)
        j->run.status = RUN_STOPPED;
}

/* A search may claim more than it has a stored proof of; then what is proven counts. */
static void count_what_is_proven(struct run *r)
{
    const double TRACE = 1e-6; /* what a plan may miss a rule by (MODEL.md 9) */
    if (!(r->proven < r->bound))
        return;
    r->bound = r->proven;
    if (!r->plan)
        return;
    r->gap = gap_of(r);
    if (r->status == RUN_OPTIMAL && r->gap > fmax(r->gap_asked, TRACE)) {
        r->status = RUN_FEASIBLE;
        r->outcome.in_order = false;
    }
}

void finish_job(struct job *j, const struct engine_options *o)
{
    struct run *r = &j->run;
    struct rusage usage;
    worker_finish(&r->outcome, j->arena, j->worker);
    j->worker = NULL;
    r->plan = NULL;
    r->tables = j->tables;
    r->findings = &j->findings;
    r->world = j->world;
    r->hold = j->question.hold;
    r->known = &j->known;
    r->sets = j->sets;
    r->program = j->program;
    r->apart = j->apart;
    r->status = status_of(j, r->outcome.stop);
    r->objective = r->outcome.objective;
    r->bound = r->outcome.bound;
    r->gap = r->outcome.x ? gap_of(r) : NAN;
    r->relax = j->options.relax;
    r->gap_asked = j->options.gap;
    r->time_limit_s = j->options.time_limit_s;
    r->workers = 1;
    if (r->outcome.x)
        make_plan(j);
    else if (r->status == RUN_INFEASIBLE)
        explain_infeasible(j);
    keep_the_better(j);
    if (r->plan && !j->stopped && tell_apart(j) && solve_again(j, o))
        return;
    certify(r);
    count_what_is_proven(r);
    r->seconds = seconds_now() - j->began;
    getrusage(RUSAGE_CHILDREN, &usage);
    r->peak_kb = usage.ru_maxrss;
    j->done = true;
}
