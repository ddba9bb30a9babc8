/* bound.c - the bound of a run, proven again, in words. */
#include "tools/bound.h"

#include <math.h>
#include <stdio.h>

static const double TRACE = 1e-6; /* relative: what a plan may miss its rules by */

static bool exceeds(double more, double than)
{
    return more > than + TRACE * fmax(1, fabs(than));
}

static const char *fault_of(const struct certificate *c)
{
    if (!c->stored)
        return "the run has no certificate: solve its scenario again";
    if (!c->same_program)
        return "the program made from these tables is not the one that was solved";
    if (!c->sound)
        return "the certificate proves nothing: it is not whole, or leaves out some plans";
    if (c->proven < c->stated || c->proven > c->stated || isnan(c->stated) != isinf(c->proven))
        return "the certificate proves another bound than the run says";
    if (exceeds(c->proven, c->objective))
        return "the bound lies above the plan";
    if (c->infeasible && isfinite(c->proven))
        return "that there is no plan rests on the word of the search alone";
    if (!certificate_counts(c))
        return "the run counts on another bound than is proven: solve its scenario again";
    return NULL;
}

enum status bound_verify(struct bound *out, struct arena *a, struct store *s, const char *folder,
                         const char *run, struct err *err)
{
    *out = (struct bound){ 0 };
    TRY(certificate_check(&out->certificate, a, s, folder, run, err));
    out->why = fault_of(&out->certificate);
    out->claims_more = exceeds(out->certificate.claimed, out->certificate.proven);
    return OK;
}

static json_t *number(double value) { return isfinite(value) ? json_real(value) : json_null(); }

json_t *bound_json(const struct bound *b)
{
    json_t *one = json_object();
    json_object_set_new(one, "verified", json_boolean(!b->why));
    json_object_set_new(one, "proven", number(b->certificate.proven));
    json_object_set_new(one, "no_plan", json_boolean(!b->why && isinf(b->certificate.proven)));
    json_object_set_new(one, "claimed", number(b->certificate.claimed));
    json_object_set_new(one, "claims_more", json_boolean(b->claims_more));
    json_object_set_new(one, "objective", number(b->certificate.objective));
    json_object_set_new(one, "fault", b->why ? json_string(b->why) : json_null());
    return one;
}

void print_bound(const struct bound *b)
{
    const struct certificate *c = &b->certificate;
    if (b->why) {
        printf("  bound: NOT verified: %s\n", b->why);
        return;
    }
    if (isinf(c->proven)) {
        puts("  bound: proven in exact arithmetic: no plan keeps every rule.");
        return;
    }
    printf("  bound: proven in exact arithmetic: no plan comes to less than £%.2f", c->proven);
    if (isfinite(c->objective))
        printf(", this one to £%.2f", c->objective);
    puts(".");
    if (b->claims_more)
        printf("  The search claims £%.2f. What lies between the two rests on its word, and does "
               "not count.\n", c->claimed);
}
