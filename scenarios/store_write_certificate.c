/* store_write_certificate.c - what proves the bound of a run: certificate.h.  ORDER STORE */
#include <math.h>

#include "scenarios/exact.h"
#include "store_private.h"

static const double *minimised(const struct run *run)
{
    return run->world->scenario.objective == OBJECTIVE_COVERAGE ? run->program->shortfall_cost
                                                                : run->program->matrix.cost;
}

static void write_apart(struct writer *w, const struct run *run)
{
    const struct world *x = run->world;
    into(w, "certificate_apart");
    for_each_area(x, a)
        for_each_course(x, k)
            if (run->apart && run->apart[a.i * x->n_courses + k.i]) {
                row_begin(w);
                put_text(w, x->area[a.i].id);
                put_text(w, x->course[k.i].id);
                row_end(w);
            }
}

static void write_proof(struct writer *w, const struct run *run)
{
    into(w, "certificate_proof");
    row_begin(w);
    put_bytes(w, run->proof.bytes, run->proof.size);
    row_end(w);
}

static void write_prices(struct writer *w, const struct run *run)
{
    into(w, "certificate_node");
    row_begin(w);
    put_whole(w, 0);
    for (int i = 0; i < 4; i++)
        put_text(w, NULL);
    row_end(w);
    into(w, "certificate_price");
    for (int i = 0; run->prices && i < run->program->matrix.n_rows; i++) {
        if (run->prices[i] == 0)
            continue;
        row_begin(w);
        put_whole(w, 0);
        put_whole(w, i);
        put_real(w, run->prices[i]);
        row_end(w);
    }
}

void write_certificate(struct writer *w, const struct run *run)
{
    enum { PRICES = 1 };
    char digest[65];
    if (!run->program || !run->program->matrix.start)
        return;
    matrix_digest(&run->program->matrix, minimised(run), digest);
    into(w, "certificate");
    row_begin(w);
    put_whole(w, run->proof.bytes ? run->proof.format : PRICES);
    put_text(w, digest);
    put_real(w, run->status == RUN_INFEASIBLE ? NAN : run->outcome.bound);
    put_real(w, isfinite(run->proven) ? run->proven : NAN);
    row_end(w);
    if (run->proof.bytes)
        write_proof(w, run);
    else
        write_prices(w, run);
    write_apart(w, run);
}
