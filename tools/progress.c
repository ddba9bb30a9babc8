/* progress.c - what is being solved and how near it is: on a terminal only, slow enough to read.
 *
 * One line that is drawn over itself; where scenarios are solved side by side they take turns on
 * it.  A terminal that cannot draw over (TERM=dumb) gets a line now and then instead.
 */
#include "tools/progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tools/cli.h"

struct progress_lines {
    bool wanted, plain, shown;
    double began, last, turn;      /* when the scenario on the line took it */
    char scenario[80];
};

static const double FIRST_S = 1, BETWEEN_S = 0.1, BETWEEN_PLAIN_S = 10, TURN_S = 2,
                    WAIT_S = 0.3;

static const struct { const char *phase, *says; } PHASES[] = {
    { "relaxation", "finding a bound" },
    { "cuts", "improving the bound" },
    { "plan", "making a plan" },
    { "dive", "making a plan" },
    { "improve", "improving the plan" },
    { "search", "searching" },
};

struct progress_lines *progress_new(struct arena *a, bool wanted)
{
    struct progress_lines *l = NEW(a, struct progress_lines);
    const char *term = getenv("TERM");
    *l = (struct progress_lines){ .wanted = wanted, .began = seconds_now(),
                                  .plain = !term || !term[0] || strcmp(term, "dumb") == 0 };
    return l;
}

static const char *phase_of(const struct progress *p)
{
    for (int i = 0; p->phase && i < COUNT(PHASES); i++)
        if (strcmp(p->phase, PHASES[i].phase) == 0)
            return PHASES[i].says;
    return p->phase && strcmp(p->phase, "end") != 0 ? p->phase : "finishing";
}

static const char *line_of(struct arena *a, const char *scenario, const struct progress *p)
{
    bool plan = isfinite(p->objective), bound = isfinite(p->bound) && p->bound > 0;
    double gap = (p->objective - p->bound) / fmax(1, fabs(p->objective));
    return arena_print(
        a, "%s: %s%s%s%s%s%s, %.0f s", scenario, phase_of(p), plan ? ", best " : "",
        plan ? spell_figure(a, K_POUNDS, p->objective, false) : "", bound ? ", at least " : "",
        bound ? spell_figure(a, K_POUNDS, p->bound, false) : "",
        plan && bound ? arena_print(a, ", gap %.2f%%", 100 * fmax(gap, 0)) : "", p->seconds);
}

/* A line that wraps could not be drawn over: bytes of what fits, whole characters only. */
static int fitting(const char *text)
{
    struct winsize size = { 0 };
    int room = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
    int at = 0;
    for (int n = 0; text[at] && n < room - 1; n++)
        for (at++; ((unsigned char)text[at] & 0xc0) == 0x80; at++)
            continue;
    return at;
}

/* Whose turn is over waits a moment for another to take the line, and goes on if none does. */
static bool has_the_turn(struct progress_lines *l, const char *scenario, double now)
{
    bool same = strncmp(l->scenario, scenario, sizeof l->scenario - 1) == 0;
    double over = now - l->turn - TURN_S;
    if (l->scenario[0] && (same ? over > 0 && over < WAIT_S : over < 0))
        return false;
    if (!same || over > 0)
        l->turn = now;
    snprintf(l->scenario, sizeof l->scenario, "%s", scenario);
    return true;
}

void progress_show(void *lines, const char *scenario, const struct progress *p)
{
    struct progress_lines *l = lines;
    double now = seconds_now();
    if (!l->wanted || now - l->began < FIRST_S ||
        now - l->last < (l->plain ? BETWEEN_PLAIN_S : BETWEEN_S) || !has_the_turn(l, scenario, now))
        return;
    struct arena *a = arena_new();
    const char *text = line_of(a, scenario, p);
    if (l->plain)
        fprintf(stderr, "%s\n", text);
    else
        fprintf(stderr, "\r\033[K%.*s", fitting(text), text);
    arena_free(a);
    l->last = now;
    l->shown = !l->plain;
}

void progress_clear(struct progress_lines *l)
{
    if (l->shown)
        fputs("\r\033[K", stderr);
    l->shown = false;
    l->scenario[0] = '\0';
}
