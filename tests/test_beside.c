/* test_beside.c - files appear whole or not at all, and leave nothing behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "beside.h"

static char FOLDER[] = "/tmp/ringfence-beside-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(FOLDER) && chdir(FOLDER) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", FOLDER);
    return chdir("/") != 0 || system(command);
}

static void put(const char *path, const char *text)
{
    struct err err = { 0 };
    if (write_whole_file(path, text, strlen(text), &err) != OK)
        fail_msg("%s", err.text);
}

static const char *content(const char *path)
{
    static char text[100];
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    text[n] = '\0';
    if (f)
        fclose(f);
    return f ? text : "absent";
}

static int in_folder(void)
{
    int n = -2; /* . and .. */
    DIR *d = opendir(".");
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static void a_file_is_replaced_whole(void **state)
{
    (void)state;
    struct stat s;
    mode_t mask = umask(0027);
    put("a", "old");
    put("a", "new");
    umask(mask);
    assert_string_equal(content("a"), "new");
    assert_int_equal(stat("a", &s), 0);
    assert_int_equal(s.st_mode & 0777, 0640);
    assert_int_equal(in_folder(), 1);
}

static void several_are_kept_or_dropped_together(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct beside b = { .arena = arena_new() };
    const char *const names[] = { "a", "b", "c" };
    FILE *f;
    for (int i = 0; i < COUNT(names); i++) {
        assert_int_equal(beside_begin(&b, names[i], &f, &err), OK);
        fprintf(f, "together");
        assert_int_equal(beside_end(f, names[i], &err), OK);
        assert_string_equal(content(beside_written(&b)), "together");
    }
    assert_string_equal(content("a"), "new");
    assert_string_equal(content("b"), "absent");
    beside_drop(&b);
    assert_int_equal(in_folder(), 1);
    for (int i = 0; i < COUNT(names); i++) {
        assert_int_equal(beside_begin(&b, names[i], &f, &err), OK);
        fprintf(f, "together");
        assert_int_equal(beside_end(f, names[i], &err), OK);
    }
    assert_int_equal(beside_keep(&b, &err), OK);
    beside_drop(&b);
    assert_string_equal(content("a"), "together");
    assert_string_equal(content("c"), "together");
    assert_int_equal(in_folder(), 3);
    arena_free(b.arena);
}

static void when_one_cannot_go_all_are_as_before(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct beside b = { .arena = arena_new() };
    const char *const names[] = { "a", "fresh", "folder" };
    FILE *f;
    for (int i = 0; i < COUNT(names); i++) {
        assert_int_equal(beside_begin(&b, names[i], &f, &err), OK);
        fprintf(f, "later");
        assert_int_equal(beside_end(f, names[i], &err), OK);
    }
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(beside_keep(&b, &err), IO_FAILED);
    beside_drop(&b);
    assert_string_equal(content("a"), "together");
    assert_string_equal(content("fresh"), "absent");
    assert_int_equal(rmdir("folder"), 0);
    assert_int_equal(in_folder(), 3);
    arena_free(b.arena);
}

static void a_full_disk_leaves_the_old_one(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct rlimit before, small;
    char much[8192];
    memset(much, 'x', sizeof much);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 1000;
    setrlimit(RLIMIT_FSIZE, &small);
    enum status status = write_whole_file("a", much, sizeof much, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(status, IO_FAILED);
    assert_string_equal(err.text, "cannot write a: File too large");
    assert_string_equal(content("a"), "together");
    assert_int_equal(in_folder(), 3);
}

static void what_is_not_a_file_is_not_replaced(void **state)
{
    (void)state;
    struct err err = { 0 };
    assert_int_equal(write_whole_file("/dev/full", "x", 1, &err), IO_FAILED);
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(write_whole_file("folder", "x", 1, &err), IO_FAILED);
    assert_int_equal(write_whole_file("no/such/folder", "x", 1, &err), IO_FAILED);
    assert_int_equal(rmdir("folder"), 0);
}

/* A link is replaced, and what it points to is left alone. */
static void a_link_is_replaced_by_the_file(void **state)
{
    (void)state;
    put("victim", "victim");
    assert_int_equal(symlink("victim", "link"), 0);
    put("link", "file");
    assert_string_equal(content("link"), "file");
    assert_string_equal(content("victim"), "victim");
    unlink("link");
    unlink("victim");
}

/* One is killed while it writes; another is at work all the time. */
static void what_the_dead_left_is_cleared_and_the_living_are_not(void **state)
{
    (void)state;
    struct err err = { 0 };
    struct beside mine = { .arena = arena_new() };
    FILE *f, *g;
    int before = in_folder(), status;
    assert_int_equal(beside_begin(&mine, "mine", &f, &err), OK);
    pid_t other = fork();
    if (other == 0) {
        struct beside b = { .arena = arena_new() };
        if (beside_begin(&b, "theirs", &g, &err) != OK)
            _exit(1);
        raise(SIGKILL);
    }
    waitpid(other, &status, 0);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(in_folder(), before + 2);
    put("a", "third");
    assert_int_equal(in_folder(), before + 1);
    assert_int_equal(beside_end(f, "mine", &err), OK);
    assert_int_equal(beside_keep(&mine, &err), OK);
    beside_drop(&mine);
    assert_int_equal(in_folder(), before + 1);
    arena_free(mine.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_replaced_whole),
        cmocka_unit_test(several_are_kept_or_dropped_together),
        cmocka_unit_test(when_one_cannot_go_all_are_as_before),
        cmocka_unit_test(a_full_disk_leaves_the_old_one),
        cmocka_unit_test(what_is_not_a_file_is_not_replaced),
        cmocka_unit_test(a_link_is_replaced_by_the_file),
        cmocka_unit_test(what_the_dead_left_is_cleared_and_the_living_are_not),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
