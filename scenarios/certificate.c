/* certificate.c - bounds proven from proofs or multipliers, and again from what is stored. */
#include "certificate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "replay.h"
#include "scenarios/exact.h"
#include "scenarios/proof.h"
#include "store_private.h"

static const double *cost_of(const struct program *p)
{
    return p->sets->world->scenario.objective == OBJECTIVE_COVERAGE ? p->shortfall_cost
                                                                    : p->matrix.cost;
}

static double constant_of(const struct program *p)
{
    return p->sets->world->scenario.objective == OBJECTIVE_COVERAGE ? 0 : p->matrix.constant;
}

static double bound_from(const struct program *p, const double *y)
{
    const struct matrix *m = &p->matrix;
    return exact_dual_bound(m, cost_of(p), constant_of(p), y, m->col_lower, m->col_upper);
}

double proven_by(const struct program *p, const struct written *proof)
{
    return proven_with_sides(p, proof, NULL);
}

double proven_with_sides(const struct program *p, const struct written *proof,
                         struct proof_sides *sides)
{
    return proof_bound(&p->matrix, cost_of(p), constant_of(p), proof, sides);
}

/* Taken where it proves more. */
static void try_proof(struct run *run, const struct written *proof)
{
    double proven = proven_by(run->program, proof);
    bool denied = isinf(proven) && run->status != RUN_INFEASIBLE; /* that there is any plan */
    if (proven <= run->proven || denied)
        return;
    run->proven = proven;
    run->prices = NULL;
    run->proof = *proof;
}

void certify(struct run *run)
{
    struct arena *scratch = arena_new();
    const double *none = NEW_ARRAY(scratch, double, run->program->matrix.n_rows + 1);
    const struct beginning *known = run->known;
    run->prices = NULL;
    run->proof.bytes = NULL;
    run->proven = bound_from(run->program, none);
    if (run->outcome.dual) {
        double proven = bound_from(run->program, run->outcome.dual);
        if (proven > run->proven) {
            run->proven = proven;
            run->prices = run->outcome.dual;
        }
    }
    if (run->outcome.proof)
        try_proof(run, &(struct written){ run->outcome.proof, run->outcome.proof_size,
                                          PROOF_WITH_SPLITS });
    if (known && known->proved)
        try_proof(run, &known->proof);
    arena_free(scratch);
}

/* ---- proven again ---- */

struct node { int parent, column; bool upper; double value; int children; };

struct checking {
    struct arena *arena;
    struct store *store;
    const char *run, *scenario;
    struct certificate *out;
    const struct program *program;
    int format;
    const char *digest;
    bool *apart;
    const struct world *world;
    struct node *node;
    double **price;                 /* [n_nodes] */
    int n_nodes, room, price_room;
};

static double real_of(const char *text) { return text ? strtod(text, NULL) : NAN; }

static bool take_head(void *context, int n, const char *const *names, const char *const *values)
{
    struct checking *c = context;
    (void)n;
    (void)names;
    c->out->stored = true;
    c->scenario = arena_copy(c->arena, values[0], strlen(values[0]));
    const char *digest = values[1] ? values[1] : "";
    c->digest = arena_copy(c->arena, digest, strlen(digest));
    c->out->claimed = real_of(values[2]);
    c->out->stated = real_of(values[3]);
    c->out->objective = real_of(values[4]);
    c->out->sound = strcmp(values[5], "1") == 0;
    c->format = (int)real_of(values[6]);
    c->out->infeasible = strcmp(values[7], "1") == 0;
    c->out->counted = real_of(values[8]);
    return false;
}

static bool take_apart(void *context, int n, const char *const *names, const char *const *values)
{
    struct checking *c = context;
    const struct world *w = c->world;
    (void)n;
    (void)names;
    if (!c->apart)
        c->apart = NEW_ARRAY(c->arena, bool, w->n_areas * w->n_courses + 1);
    for_each_area(w, a)
        for_each_course(w, k)
            if (strcmp(w->area[a.i].id, values[0]) == 0 &&
                strcmp(w->course[k.i].id, values[1]) == 0)
                c->apart[a.i * w->n_courses + k.i] = true;
    return true;
}

/* Nodes come in the order of their numbers, which are their positions. */
static bool take_node(void *context, int n, const char *const *names, const char *const *values)
{
    struct checking *c = context;
    (void)n;
    (void)names;
    int number = (int)strtol(values[0], NULL, 10);
    bool root = !values[1] && !values[2] && !values[3] && !values[4];
    c->out->sound &= number == c->n_nodes && (number == 0) == root;
    int before = c->n_nodes;
    *PUSH(c->arena, c->price, before, c->price_room) =
        NEW_ARRAY(c->arena, double, c->program->matrix.n_rows + 1);
    *PUSH(c->arena, c->node, c->n_nodes, c->room) = (struct node){
        .parent = values[1] ? (int)strtol(values[1], NULL, 10) : -1,
        .column = values[2] ? (int)strtol(values[2], NULL, 10) : -1,
        .upper = values[3] && strcmp(values[3], "upper") == 0, .value = real_of(values[4]) };
    return true;
}

static bool take_price(void *context, int n, const char *const *names, const char *const *values)
{
    struct checking *c = context;
    (void)n;
    (void)names;
    long node = strtol(values[0], NULL, 10), row = strtol(values[1], NULL, 10);
    if (node < 0 || node >= c->n_nodes || row < 0 || row >= c->program->matrix.n_rows)
        c->out->sound = false;
    else
        c->price[node][row] = real_of(values[2]);
    return true;
}

static bool take_proof(void *context, int n, const char *const *names, const char *const *values)
{
    struct checking *c = context;
    size_t size;
    unsigned char *bytes = store_bytes(c->arena, values[0] ? values[0] : "", &size);
    (void)n;
    (void)names;
    c->out->proven = proven_by(c->program, &(struct written){ bytes, size, c->format });
    return false;
}

static bool is_sound(const struct checking *c, int i)
{
    const struct node *x = &c->node[i];
    const struct matrix *m = &c->program->matrix;
    return x->parent >= 0 && x->parent < i && x->column >= 0 && x->column < m->n_cols &&
           m->integer[x->column] && isfinite(x->value) && !(fabs(x->value - round(x->value)) > 0);
}

/* Every divided node has two children: at most k, and at least k + 1, of one column. */
static void check_tree(struct checking *c)
{
    c->out->sound &= c->n_nodes > 0;
    for (int i = 1; i < c->n_nodes; i++) {
        if (!is_sound(c, i)) {
            c->out->sound = false;
            return;
        }
        c->node[c->node[i].parent].children++;
    }
    for (int i = 1; i < c->n_nodes; i++) {
        const struct node *x = &c->node[i];
        bool matched = false;
        for (int k = 1; k < c->n_nodes; k++) {
            const struct node *y = &c->node[k];
            matched |= k != i && y->parent == x->parent && y->column == x->column &&
                       y->upper != x->upper &&
                       !(fabs(x->value - y->value - (x->upper ? -1 : 1)) > 0);
        }
        c->out->sound &= matched && c->node[x->parent].children == 2;
    }
}

static double bound_of_node(const struct checking *c, int i)
{
    const struct matrix *m = &c->program->matrix;
    size_t size = (size_t)m->n_cols * sizeof(double);
    double *lower = NEW_ARRAY(c->arena, double, m->n_cols + 1);
    double *upper = NEW_ARRAY(c->arena, double, m->n_cols + 1);
    memcpy(lower, m->col_lower, size);
    memcpy(upper, m->col_upper, size);
    for (int k = i; k > 0; k = c->node[k].parent) {
        const struct node *x = &c->node[k];
        if (x->upper)
            upper[x->column] = fmin(upper[x->column], x->value);
        else
            lower[x->column] = fmax(lower[x->column], x->value);
        if (lower[x->column] > upper[x->column])
            return INFINITY; /* nothing is left of it */
    }
    return exact_dual_bound(m, cost_of(c->program), constant_of(c->program), c->price[i], lower,
                            upper);
}

static enum status ask(struct checking *c, const char *sql, store_row *take, struct err *err)
{
    return store_query(c->store, sql, &c->run, 1, take, c, err);
}

static enum status build_again(struct checking *c, const char *folder, struct err *err)
{
    struct findings findings;
    struct tables *tables;
    struct world *w;
    char hex[65];
    struct hold *hold;
    findings_init(&findings, c->arena);
    TRY(tables_read(&tables, c->arena, folder, &findings, err));
    TRY(store_hold(&hold, c->arena, c->store, c->run, err));
    struct question question = { .scenario = c->scenario, .hold = hold };
    TRY(engine_world(&w, c->arena, tables, &question, &findings, err));
    c->world = w;
    TRY(ask(c, "SELECT area, course FROM certificate_apart WHERE run = ?1", take_apart, err));
    c->program = program_build(c->arena, sets_build(c->arena, w, c->apart), NULL);
    matrix_digest(&c->program->matrix, cost_of(c->program), hex);
    c->out->same_program = strcmp(hex, c->digest) == 0;
    return OK;
}

enum status certificate_check(struct certificate *out, struct arena *a, struct store *s,
                              const char *folder, const char *run, struct err *err)
{
    struct checking c = { .arena = a, .store = s, .run = run, .out = out };
    *out = (struct certificate){ .sound = true, .proven = NAN };
    TRY(ask(&c, "SELECT r.scenario, c.program_sha256, c.claimed, c.proven, r.objective,"
            " c.format IN (1, 2, 3, 4), c.format, r.status = 'infeasible', r.bound"
            " FROM certificate c JOIN run r ON r.run = c.run WHERE c.run = ?1", take_head, err));
    if (!out->stored)
        return OK;
    TRY(build_again(&c, folder, err));
    if (!out->same_program)
        return OK;
    if (c.format > 1) {
        out->proven = -INFINITY;
        TRY(ask(&c, "SELECT hex(bytes) FROM certificate_proof WHERE run = ?1", take_proof, err));
        out->sound &= out->proven > -INFINITY && (isfinite(out->proven) || out->infeasible);
        return OK;
    }
    TRY(ask(&c, "SELECT node, parent, \"column\", side, value FROM certificate_node"
            " WHERE run = ?1 ORDER BY node", take_node, err));
    TRY(ask(&c, "SELECT node, \"row\", value FROM certificate_price WHERE run = ?1", take_price,
            err));
    check_tree(&c);
    out->proven = INFINITY;
    for (int i = 0; out->sound && i < c.n_nodes; i++)
        if (c.node[i].children == 0)
            out->proven = fmin(out->proven, bound_of_node(&c, i));
    return OK;
}

bool certificate_counts(const struct certificate *c)
{
    double proven = c->claimed < c->proven ? c->claimed : c->proven;
    return isnan(c->claimed) ? isnan(c->counted) : c->counted >= proven && c->counted <= proven;
}
