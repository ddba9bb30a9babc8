/* solver.c - preloaded into ringfence: GLPK does what it must not.
 *
 *     SOLVER_FAULT=abort|segv|kill|exit|hang|cycle|efail|nan|memory|garbage|wrong|infeasible
 *     SOLVER_AT=n    at the n-th solve of a process and all after it
 *     SOLVER_TIMES=n at so many of them alone
 */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EFAIL = 5, NOFEAS = 4 }; /* of glpk.h */

static int n_solves;

static long number_in(const char *name, long otherwise)
{
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : otherwise;
}

static bool wanted(const char *what)
{
    const char *fault = getenv("SOLVER_FAULT");
    long first = number_in("SOLVER_AT", 1);
    return fault && strcmp(fault, what) == 0 && n_solves >= first &&
           n_solves - first < number_in("SOLVER_TIMES", LONG_MAX);
}

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

/* Into whatever is open: one of them is the pipe to the parent. */
static void talk_nonsense(void)
{
    char much[5000];
    memset(much, 0x5a, sizeof much);
    for (int fd = 3; fd < 20; fd++)
        if (write(fd, much, sizeof much) < 0)
            continue;
}

static void use_all_memory(void)
{
    while (malloc(1 << 20))
        ;
    errno = ENOMEM;
    abort();
}

int glp_simplex(void *lp, const void *parameters)
{
    int (*solve)(void *, const void *) = (int (*)(void *, const void *))real("glp_simplex");
    n_solves++;
    if (wanted("abort"))
        abort();
    if (wanted("segv"))
        raise(SIGSEGV);
    if (wanted("kill"))
        raise(SIGKILL);
    if (wanted("exit"))
        _exit(0);
    if (wanted("memory"))
        use_all_memory();
    if (wanted("garbage"))
        talk_nonsense();
    while (wanted("hang"))
        pause();
    while (wanted("cycle"))
        ;
    return wanted("efail") ? EFAIL : solve(lp, parameters);
}

static double figure(const char *name, void *lp, int i)
{
    double value = ((double (*)(void *, int))real(name))(lp, i);
    return wanted("nan") ? NAN : wanted("wrong") ? value * 3 + 1000 : value;
}

double glp_get_col_prim(void *lp, int j) { return figure("glp_get_col_prim", lp, j); }
double glp_get_row_dual(void *lp, int i) { return figure("glp_get_row_dual", lp, i); }
double glp_get_col_dual(void *lp, int j) { return figure("glp_get_col_dual", lp, j); }
double glp_get_row_prim(void *lp, int i) { return figure("glp_get_row_prim", lp, i); }

double glp_get_obj_val(void *lp)
{
    double value = ((double (*)(void *))real("glp_get_obj_val"))(lp);
    return wanted("nan") ? NAN : wanted("wrong") ? value / 3 - 1000 : value;
}

static int status(const char *name, void *lp)
{
    return wanted("infeasible") ? NOFEAS : ((int (*)(void *))real(name))(lp);
}

int glp_get_status(void *lp) { return status("glp_get_status", lp); }
int glp_get_prim_stat(void *lp) { return status("glp_get_prim_stat", lp); }
