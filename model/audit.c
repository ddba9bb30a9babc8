/* audit.c - every family checks the finished plan with arithmetic of its own. */
#include <math.h>
#include <string.h>

#include "family.h"

static double tolerance(const struct audit *a, double left, double right)
{
    double relative = 1e-6 * fmax(fabs(left), fabs(right));
    return fmax(relative, strcmp(a->family->unit, "pounds") == 0 ? 0.0101 : 1e-6);
}

static void add_breach(struct audit *a, double left, double right, struct key key)
{
    char text[256];
    key_text(a->sets, a->family, key, text, sizeof text);
    *PUSH(a->arena, a->breach, a->n, a->room) = (struct breach){
        .family = a->family->code, .key = arena_copy(a->arena, text, strlen(text)),
        .at = key, .left = left, .right = right };
}

void audit_le(struct audit *a, double left, double right, struct key key)
{
    if (!(left <= right + tolerance(a, left, right))) /* written so that NaN is a breach */
        add_breach(a, left, right, key);
}

void audit_eq(struct audit *a, double left, double right, struct key key)
{
    if (!(fabs(left - right) <= tolerance(a, left, right)))
        add_breach(a, left, right, key);
}

void plan_audit(struct arena *arena, const struct plan *plan, const char *code,
                struct breach **breach, int *n)
{
    struct audit a = { .arena = arena, .sets = plan->sets };
    for (int i = 0; i < N_FAMILIES; i++) {
        if (code && strcmp(code, FAMILIES[i]->code) != 0)
            continue;
        a.family = FAMILIES[i];
        FAMILIES[i]->audit(&a, plan);
    }
    *breach = a.breach;
    *n = a.n;
}
