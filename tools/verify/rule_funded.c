/* rule_funded.c - every cost paid in full, by those who may, within their shares and caps. */
#include <math.h>

#include "tools/verify/check.h"

static double cost_of(const struct check *c, const struct s_bucket *b)
{
    return b->category < VACANCY
        ? c->t->learner_cost[at_learner_cost(c->f, b->area, b->role, b->course, b->category,
                                             b->period)]
        : c->t->buyer_cost[at_buyer_cost(c->f, b->buyer, b->category, b->period)];
}

static int cell_of(const struct facts *f, const struct s_bucket *b)
{
    return b->category < VACANCY
        ? at_learner_cost(f, b->area, b->role, b->course, b->category, b->period)
        : at_learner_cost(f, f->area.n, 0, 0, 0, 0) + at_buyer_cost(f, b->buyer, b->category,
                                                                    b->period);
}

/* What costs something has a bucket, and only one: of learners first, then of buyers. */
static void costs_have_buckets(struct check *c)
{
    const double TRACE = 1e-6; /* pounds that are no cost */
    const struct facts *f = c->f;
    int of_learners = at_learner_cost(f, f->area.n, 0, 0, 0, 0);
    int of_buyers = at_buyer_cost(f, f->buyer.n, VACANCY, 0);
    bool *there = NEW_ARRAY(c->arena, bool, of_learners + of_buyers + 1);
    double left_out = 0;
    for (int i = 0; i < c->s->n_buckets; i++) {
        const struct s_bucket *b = &c->s->bucket[i];
        must_hold(c, !there[cell_of(f, b)], "the same cost is there twice", "%s", bucket_row(c, b));
        there[cell_of(f, b)] = true;
    }
    for (int i = 0; i < of_learners; i++)
        left_out = fmax(left_out, there[i] ? 0 : c->t->learner_cost[i]);
    for (int i = 0; i < of_buyers; i++)
        left_out = fmax(left_out, there[of_learners + i] ? 0 : c->t->buyer_cost[i]);
    must_hold(c, left_out <= TRACE, arena_print(c->arena, "%.9g pounds", left_out),
              "the largest cost that is left out");
}

/* Rounded to the nearest penny; where its payers have no more, by two and a half down at most. */
static void pence_are_pounds(struct check *c, const struct s_bucket *b)
{
    const double TRACE = 1e-4, UP = 0.5, DOWN = 2.5; /* pence */
    double more = (double)b->pence - 100 * b->pounds;
    must_hold(c, more <= UP + TRACE && more >= -DOWN - TRACE,
              arena_print(c->arena, "%lld pence should be %.4f", b->pence, 100 * b->pounds), "%s",
              bucket_row(c, b));
}

void f25_funded(struct check *c)
{
    long long *paid = NEW_ARRAY(c->arena, long long, c->s->n_buckets + 1);
    for (int i = 0; i < c->s->n_payments; i++) {
        const struct s_payment *z = &c->s->payment[i];
        const struct s_payer *p = &c->s->payer[z->payer];
        const struct s_bucket *b = &c->s->bucket[z->bucket];
        paid[z->bucket] += z->pence;
        must_hold(c, inside_fence(c->f, p, b), "it is not for this: outside its ring-fence",
                  "%s, for %s", payer_row(c, p), bucket_row(c, b));
        must_hold(c, z->pence >= 0, "a payment cannot be less than nothing", "%s, for %s",
                  payer_row(c, p), bucket_row(c, b));
    }
    for (int i = 0; i < c->s->n_buckets; i++) {
        const struct s_bucket *b = &c->s->bucket[i];
        const char *row = bucket_row(c, b);
        must_be_pence(c, paid[i], b->pence, "paid: %s", row);
        must_equal(c, b->pounds, cost_of(c, b), SUMMED, "%s", row);
        pence_are_pounds(c, b);
        must_hold(c, b->area < 0 || b->buyer == buyer_of_area(c->f, b->area),
                  "it is another buyer's", "%s", row);
    }
    costs_have_buckets(c);
}

void f26_share(struct check *c)
{
    const struct facts *f = c->f;
    long long *paid = NEW_ARRAY(c->arena, long long, c->s->n_payers + 1);
    for (int i = 0; i < c->s->n_payments; i++)
        paid[c->s->payment[i].payer] += c->s->payment[i].pence;
    for (int i = 0; i < c->s->n_payers; i++) {
        const struct s_payer *p = &c->s->payer[i];
        double eligible = 0;
        if (p->kind != PAYER_POT || f->streams[p->stream].max_share >= 1)
            continue;
        for (int k = 0; k < c->s->n_buckets; k++)
            if (inside_fence(f, p, &c->s->bucket[k]))
                eligible += cost_of(c, &c->s->bucket[k]);
        must_not_exceed(c, paid[i], 1 + pence_in(f->streams[p->stream].max_share * eligible),
                        "%s", payer_row(c, p)); /* a limit gives way by less than a penny */
    }
}

static double *learners_running(const struct check *c)
{
    const struct facts *f = c->f;
    double *running = NEW_ARRAY(c->arena, double, at_learner_cost(f, f->area.n, 0, 0, 0, 0) + 1);
    for (int i = 0; i < c->s->n_starts; i++) {
        const struct s_start *x = &c->s->start[i];
        for (int t = x->period; t <= last_period(f, x) && t < f->period.n; t++)
            running[at_learner_cost(f, x->area, x->role, x->course, 0, t)] += x->learners;
    }
    return running;
}

/* A limit gives way by less than a penny. */
static void cap_of_stream(struct check *c, int stream, const double *running)
{
    const struct facts *f = c->f;
    int n = at_learner_cost(f, f->area.n, 0, 0, 0, 0);
    long long *paid = NEW_ARRAY(c->arena, long long, n + 1);
    for (int i = 0; i < c->s->n_payments; i++) {
        const struct s_payer *p = &c->s->payer[c->s->payment[i].payer];
        const struct s_bucket *b = &c->s->bucket[c->s->payment[i].bucket];
        if (p->kind == PAYER_POT && p->stream == stream && b->category < VACANCY)
            paid[at_learner_cost(f, b->area, b->role, b->course, 0, b->period)] +=
                c->s->payment[i].pence;
    }
    for (int a = 0; a < f->area.n; a++)
        for (int r = 0; r < f->role.n; r++)
            for (int k = 0; k < f->course.n; k++)
                for (int t = 0; t < f->period.n; t++) {
                    int at = at_learner_cost(f, a, r, k, 0, t);
                    double most = f->streams[stream].cap / f->courses[k].periods * running[at];
                    if (paid[at] > 0)
                        must_not_exceed(c, paid[at], 1 + pence_in(most), "%s, %s, %s, %s, %s",
                                        f->stream.id[stream], f->area.id[a], f->role.id[r],
                                        f->course.id[k], f->period.id[t]);
                }
}

void f27_cap(struct check *c)
{
    const double *running = learners_running(c);
    for (int i = 0; i < c->f->stream.n; i++)
        if (isfinite(c->f->streams[i].cap))
            cap_of_stream(c, i, running);
}

/* Payments before they were made whole pence: together the cost of the bucket. */
void a08_payments(struct check *c)
{
    double *pounds = NEW_ARRAY(c->arena, double, c->s->n_buckets + 1);
    double *within = NEW_ARRAY(c->arena, double, c->s->n_buckets + 1);
    for (int i = 0; i < c->s->n_payments; i++) {
        const struct s_payment *z = &c->s->payment[i];
        pounds[z->bucket] += z->pounds;
        must_hold(c, z->pounds >= 0, "a payment cannot be less than nothing", "%s",
                  bucket_row(c, &c->s->bucket[z->bucket]));
        must_hold(c, fabs((double)z->pence - 100 * z->pounds) <= 2 + 1e-4,
                  arena_print(c->arena, "%lld pence should be %.4f", z->pence, 100 * z->pounds),
                  "%s, for %s", payer_row(c, &c->s->payer[z->payer]),
                  bucket_row(c, &c->s->bucket[z->bucket]));
    }
    for (int i = 0; i < c->s->n_buckets; i++) {
        const struct s_bucket *b = &c->s->bucket[i];
        within[i] = 1e-6 + SUMMED * fabs(b->pounds); /* payments of a trace are left out */
        must_hold(c, fabs(pounds[i] - b->pounds) <= within[i],
                  arena_print(c->arena, "%.9f pounds should be %.9f", pounds[i], b->pounds), "%s",
                  bucket_row(c, b));
    }
}
