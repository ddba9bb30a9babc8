/* test_worker.c - what a parent believes of its worker, and what it leaves behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "solver/child.h"
#include "solver/message.h"

/* minimise -2 a - b  subject to  2 a + 2 b <= 7,  a whole in 0..2,  b in 0..3 */
static const struct matrix *small_matrix(void)
{
    static int64_t start[] = { 0, 1, 2 };
    static int row[] = { 0, 0 };
    static double value[] = { 2, 2 }, row_lower[] = { -INFINITY }, row_upper[] = { 7 };
    static double col_lower[] = { 0, 0 }, col_upper[] = { 2, 3 }, cost[] = { -2, -1 };
    static bool integer[] = { true, false };
    static int row_block[] = { 0 }, col_block[] = { 0, 0 };
    static const struct matrix m = { .n_rows = 1, .n_cols = 2, .start = start, .row = row,
        .value = value, .row_lower = row_lower, .row_upper = row_upper, .col_lower = col_lower,
        .col_upper = col_upper, .cost = cost, .integer = integer, .row_block = row_block,
        .col_block = col_block, .n_blocks = 1 };
    return &m;
}

static struct message message(int kind, int n)
{
    return (struct message){ .kind = kind, .n = n, .objective = INFINITY, .bound = -INFINITY,
                             .second = INFINITY, .second_bound = -INFINITY, .relaxation = NAN,
                             .phase = "dive" };
}

static bool believed(struct message h, double a, double b, bool relax)
{
    struct problem p = { .matrix = small_matrix() };
    double values[] = { a, b };
    return message_makes_sense(&p, relax, &h, values);
}

static void a_kind_says_how_much_follows(void **state)
{
    (void)state;
    const struct matrix *m = small_matrix();
    assert_int_equal(message_length(m, NEWS), 0);
    assert_int_equal(message_length(m, PLAN), 2);
    assert_int_equal(message_length(m, RELAXED), 2);
    assert_int_equal(message_length(m, DUALS), 1);
    assert_int_equal(message_length(m, END), 0);
    assert_int_equal(message_length(m, 0), -1);
    assert_int_equal(message_length(m, END + 1), -1);
}

static void figures_must_be_figures(void **state)
{
    (void)state;
    struct message h = message(NEWS, 0);
    assert_true(believed(h, 0, 0, false));
    double *const figure[] = { &h.objective, &h.bound, &h.second, &h.second_bound };
    for (int i = 0; i < COUNT(figure); i++) {
        double before = *figure[i];
        *figure[i] = NAN;
        assert_false(believed(h, 0, 0, false));
        *figure[i] = before;
    }
    int *const count[] = { &h.nodes, &h.iterations, &h.cuts };
    for (int i = 0; i < COUNT(count); i++) {
        *count[i] = -1;
        assert_false(believed(h, 0, 0, false));
        *count[i] = 0;
    }
    h.bound = INFINITY;
    assert_false(believed(h, 0, 0, false));
    h = message(NEWS, 0);
    memset(h.phase, 'x', sizeof h.phase);
    assert_false(believed(h, 0, 0, false));
}

static void a_plan_must_lie_within_its_columns(void **state)
{
    (void)state;
    struct message h = message(PLAN, 2);
    assert_true(believed(h, 2, 1.5, false));
    assert_false(believed(h, 2, 3.1, false));
    assert_false(believed(h, -1, 0, false));
    assert_false(believed(h, 1.5, 0, false));
    assert_true(believed(h, 1.5, 0, true)); /* no whole numbers are asked for */
    assert_false(believed(h, NAN, 0, false));
    assert_false(believed(h, 0, INFINITY, false));
    assert_false(believed(message(RELAXED, 2), NAN, 0, false));
}

static struct outcome solved(struct arena *a, double limit)
{
    struct problem p = { .matrix = small_matrix() };
    struct solve_options o = { .gap = 0, .time_limit_s = limit };
    struct outcome out;
    struct err err = { 0 };
    if (solve(&out, a, &p, &o, &err) != OK)
        fail_msg("%s", err.text);
    return out;
}

static void a_whole_solve_is_proven(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct outcome out = solved(a, 10);
    assert_int_equal(out.stop, STOP_OPTIMAL);
    assert_true(fabs(out.objective + 5.5) < 1e-9);
    assert_string_equal(out.why, "");
    arena_free(a);
}

static int open_files(void)
{
    int n = 0;
    DIR *d = opendir("/proc/self/fd");
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

static void a_worker_that_cannot_start_says_so_and_leaves_nothing(void **state)
{
    (void)state;
    struct problem p = { .matrix = small_matrix() };
    struct solve_options o = { .time_limit_s = 10 };
    struct worker *w;
    struct err err = { 0 };
    struct rlimit before, none;
    int files = open_files();
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 3; /* standard input, output and error only */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    enum status started = worker_start(&w, &p, &o, &err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(started, IO_FAILED);
    assert_non_null(strstr(err.text, "Too many open files"));
    assert_int_equal(open_files(), files);
}

static void a_hundred_workers_leave_no_file_open(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    int files = open_files();
    for (int i = 0; i < 100; i++)
        assert_int_equal(solved(a, 10).stop, STOP_OPTIMAL);
    assert_int_equal(open_files(), files);
    arena_free(a);
}

/* Its end of the pipe is closed when it ends, and by nothing else. */
static void a_child_ends_with_its_parent(void **state)
{
    (void)state;
    enum { LONG = 10000 };
    int ends[2];
    char letter;
    assert_int_equal(pipe(ends), 0);
    pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        if (fork_child() < 0 || write(ends[1], "x", 1) != 1)
            _exit(1);
        sleep(2 * LONG / 1000);
        _exit(0);
    }
    close(ends[1]);
    for (int i = 0; i < 2; i++) /* both are there */
        assert_int_equal(read(ends[0], &letter, 1), 1);
    assert_int_equal(kill(parent, SIGKILL), 0);
    assert_int_equal(waitpid(parent, NULL, 0), parent);
    struct pollfd p = { .fd = ends[0], .events = POLLIN };
    assert_int_equal(poll(&p, 1, LONG), 1);
    assert_int_equal(read(ends[0], &letter, 1), 0);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_says_how_much_follows),
        cmocka_unit_test(figures_must_be_figures),
        cmocka_unit_test(a_plan_must_lie_within_its_columns),
        cmocka_unit_test(a_whole_solve_is_proven),
        cmocka_unit_test(a_worker_that_cannot_start_says_so_and_leaves_nothing),
        cmocka_unit_test(a_hundred_workers_leave_no_file_open),
        cmocka_unit_test(a_child_ends_with_its_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
