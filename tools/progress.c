/* progress.c - what is being solved and how near it is: on a terminal only, slow enough to read. */
#include "tools/progress.h"

#include <math.h>
#include <stdio.h>

struct progress_lines {
    bool wanted, shown;
    double began, last;
};

static const double FIRST_S = 1, BETWEEN_S = 0.1;

struct progress_lines *progress_new(struct arena *a, bool wanted)
{
    struct progress_lines *l = NEW(a, struct progress_lines);
    *l = (struct progress_lines){ .wanted = wanted, .began = seconds_now() };
    return l;
}

void progress_show(void *lines, const char *scenario, const struct progress *p)
{
    struct progress_lines *l = lines;
    double now = seconds_now();
    if (!l->wanted || now - l->began < FIRST_S || now - l->last < BETWEEN_S)
        return;
    l->last = now;
    l->shown = true;
    fprintf(stderr, "\r\033[K%.40s  %s", scenario, p->phase ? p->phase : "");
    if (isfinite(p->objective))
        fprintf(stderr, "  best so far %.0f", p->objective);
    if (isfinite(p->bound))
        fprintf(stderr, "  at least %.0f", p->bound);
    if (isfinite(p->objective) && isfinite(p->bound))
        fprintf(stderr, "  gap %.2f%%",
                100 * (p->objective - p->bound) / fmax(1, fabs(p->objective)));
    fprintf(stderr, "  %.0f s", p->seconds);
}

void progress_clear(struct progress_lines *l)
{
    if (l->shown)
        fputs("\r\033[K", stderr);
    l->shown = false;
}
