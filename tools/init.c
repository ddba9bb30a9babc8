/* init.c - a new case: empty tables with their headings, or a copy of a worked example. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "tools/cli.h"

static bool is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

/* Where the examples are: where they were when this was built, or beside the program. */
static const char *examples_folder(struct arena *a)
{
    if (is_folder(EXAMPLES_DIR))
        return EXAMPLES_DIR;
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return NULL;
    self[n] = '\0';
    char *slash = strrchr(self, '/');
    *(slash ? slash : self) = '\0';
    const char *beside = arena_print(a, "%s/../examples", self);
    return is_folder(beside) ? beside : NULL;
}

/* n < 0 when the folder cannot be read. */
static const char **list_folder(struct arena *a, const char *path, int *n)
{
    const char **names = NULL;
    int room = 0;
    DIR *d = opendir(path);
    *n = d ? 0 : -1;
    if (!d)
        return NULL;
    struct dirent *e;
    for (errno = 0; (e = readdir(d)); errno = 0)
        if (e->d_name[0] != '.')
            *PUSH(a, names, *n, room) = arena_copy(a, e->d_name, strlen(e->d_name));
    int why = errno;
    closedir(d);
    *n = why ? -1 : *n;
    errno = why;
    return names;
}

/* After list_folder() could not. */
static enum status cannot_list(const char *path, struct err *err)
{
    return err_set(err, errno == ENOMEM ? NO_MEMORY : IO_FAILED, "cannot read the folder %s", path);
}

static enum status make_folder(struct arena *a, const char *path, struct err *err)
{
    int n;
    TRY(beside_folder(path, err));
    list_folder(a, path, &n);
    if (n < 0)
        return cannot_list(path, err);
    return n == 0 ? OK : err_set(err, IO_FAILED, "%s is not empty; name a new folder", path);
}

static enum status write_headings(struct beside *files, const char *folder,
                                  const struct table_schema *t, struct err *err)
{
    const char *path = arena_print(files->arena, "%s/%s.csv", folder, t->name);
    FILE *f;
    TRY(beside_begin(files, path, &f, err));
    for (int i = 0; i < t->n_columns; i++)
        fprintf(f, "%s%s", i ? "," : "", t->columns[i].name);
    putc('\n', f);
    return beside_end(f, path, err);
}

static enum status copy_file(struct beside *files, const char *from, const char *to,
                             const char *name, struct err *err)
{
    char bytes[16384];
    const char *source = arena_print(files->arena, "%s/%s", from, name);
    const char *target = arena_print(files->arena, "%s/%s", to, name);
    FILE *in = fopen(source, "r"), *out = NULL;
    if (!in)
        return err_set(err, errno == ENOMEM ? NO_MEMORY : IO_FAILED, "cannot read %s: %s", source,
                       strerror(errno));
    enum status status = beside_begin(files, target, &out, err);
    for (size_t n; status == OK && (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        fwrite(bytes, 1, n, out);
    if (out && beside_end(out, target, err) != OK)
        status = err->status;
    if (status == OK && ferror(in))
        status = err_set(err, IO_FAILED, "cannot read all of %s", source);
    fclose(in);
    return status;
}

static bool ends_in(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

static enum status copy_example(struct beside *files, const char *from, const char *to,
                                struct err *err)
{
    int n;
    const char **names = list_folder(files->arena, from, &n);
    if (n < 0)
        return cannot_list(from, err);
    for (int i = 0; i < n; i++)
        if (ends_in(names[i], ".csv") || ends_in(names[i], ".md"))
            TRY(copy_file(files, from, to, names[i], err));
    return files->n ? OK : err_set(err, IO_FAILED, "cannot read the folder %s", from);
}

static enum status make_empty(struct beside *files, const char *folder, struct err *err)
{
    for (int i = 0; i < N_TABLES; i++)
        TRY(write_headings(files, folder, &TABLES[i], err));
    return OK;
}

/* Every table or none; a folder that stays empty does not stay. */
static enum status make_case(struct arena *a, const char *folder, const char *from,
                             struct err *err)
{
    struct beside files = { .arena = a };
    TRY(make_folder(a, folder, err));
    enum status status = from ? copy_example(&files, from, folder, err)
                              : make_empty(&files, folder, err);
    if (status == OK)
        status = beside_keep(&files, err);
    beside_drop(&files);
    if (status != OK)
        rmdir(folder);
    return status;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Exit code; 0 with the folder of the example. */
static int find_example(struct args *a, const char *name, const char **from)
{
    const char *folder = examples_folder(a->arena);
    if (!folder) {
        complain("the worked examples are not installed");
        return EXIT_IO;
    }
    int n;
    const char **names = list_folder(a->arena, folder, &n);
    if (n < 0) {
        bool no_memory = errno == ENOMEM;
        complain("cannot read the folder %s of worked examples", folder);
        return no_memory ? EXIT_MEMORY : EXIT_IO;
    }
    if (n)
        qsort(names, (size_t)n, sizeof *names, by_name);
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) {
            *from = arena_print(a->arena, "%s/%s", folder, name);
            return EXIT_DONE;
        }
    int code = unknown("example", name, names, n);
    fprintf(stderr, "Examples:");
    for (int i = 0; i < n; i++)
        fprintf(stderr, " %s", names[i]);
    fputc('\n', stderr);
    return code;
}

static int say_made(struct args *a, const char *folder, const char *example)
{
    if (a->given[OPT_JSON]) {
        json_t *top = json_object(), *files = json_array();
        int n;
        const char **names = list_folder(a->arena, folder, &n);
        if (n)
            qsort(names, (size_t)n, sizeof *names, by_name);
        for (int i = 0; i < n; i++)
            json_array_append_new(files, json_string(names[i]));
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "folder", json_string(folder));
        json_object_set_new(top, "example", example ? json_string(example) : json_null());
        json_object_set_new(top, "files", files);
        print_json(top);
    } else if (!a->given[OPT_QUIET]) {
        note("Made %s%s%s", folder, example ? " from the worked example " : "",
                example ? example : ", with empty tables");
        note("Next: ringfence %s %s", example ? "run" : "check", folder);
    }
    return EXIT_DONE;
}

int command_init(struct args *a)
{
    const char *folder = a->word[0], *from = NULL;
    const char *example = a->given[OPT_EXAMPLE] ? a->text[OPT_EXAMPLE] : NULL;
    struct err err;
    int code = example ? find_example(a, example, &from) : EXIT_DONE;
    if (code != EXIT_DONE)
        return code;
    if (make_case(a->arena, folder, from, &err) != OK)
        return fail(&err);
    return say_made(a, folder, example);
}
