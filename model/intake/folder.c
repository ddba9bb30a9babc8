/* folder.c - the files of a case. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "nearest.h"
#include "read.h"
#include "say.h"
#include "text.h"

static int table_of(const char *file)
{
    size_t length = strlen(file);
    for (int t = 0; t < N_TABLES; t++) {
        const char *name = TABLES[t].name;
        if (length == strlen(name) + 4 && !strncmp(file, name, strlen(name)))
            return t;
    }
    return -1;
}

/* Whatever else lies in the folder (results, notes) is nobody's business; hidden files
 * are those that editors and file managers leave behind. */
static bool is_csv(const char *file)
{
    size_t length = strlen(file);
    return *file != '.' && length > 4 && !strcasecmp(file + length - 4, ".csv");
}

static void say_unknown(struct findings *f, const char *file)
{
    const char *names[N_TABLES];
    const char *shown = text_shown(f->arena, file);
    for (int t = 0; t < N_TABLES; t++)
        names[t] = arena_print(f->arena, "%s.csv", TABLES[t].name);
    const char *near = nearest(file, names, N_TABLES);
    say(f, E102, (struct place){ .file = shown },
        near ? arena_print(f->arena, "did you mean %s?", near)
             : "rename it, or move it out of the folder",
        "%s is not a table of a case", shown);
}

static void take_file(struct tables *t, struct arena *a, const char *file, struct findings *f)
{
    int id = table_of(file);
    if (!is_csv(file))
        return;
    if (id < 0 || strcmp(file + strlen(file) - 4, ".csv")) {
        say_unknown(f, file);
        return;
    }
    t->table[id].path = arena_print(a, "%s/%s", t->folder, file);
    table_read(&t->table[id], a, arena_print(a, "%s", file), f);
}

static void say_absent(const struct tables *t, struct findings *f)
{
    for (int i = 0; i < N_TABLES; i++) {
        if (t->table[i].path || TABLES[i].optional)
            continue;
        const char *file = arena_print(f->arena, "%s.csv", TABLES[i].name);
        say(f, E101, (struct place){ .file = file },
            arena_print(f->arena, "add it: %s", TABLES[i].help),
            "%s is missing from the folder", file);
    }
}

static enum status cannot_read(const char *folder, int why, struct err *err)
{
    return err_set(err, why == ENOMEM ? NO_MEMORY : IO_FAILED, "%s cannot be read: %s", folder,
                   strerror(why));
}

static enum status take_files(struct tables *t, struct arena *a, const char *folder,
                              struct findings *f, struct err *err)
{
    DIR *d = opendir(folder);
    if (!d)
        return cannot_read(folder, errno, err);
    struct dirent *entry;
    for (errno = 0; (entry = readdir(d)); errno = 0)
        take_file(t, a, entry->d_name, f);
    int why = errno; /* or what was not read would be said to be missing */
    closedir(d);
    return why ? cannot_read(folder, why, err) : OK;
}

enum status tables_read(struct tables **out, struct arena *a, const char *folder,
                        struct findings *f, struct err *err)
{
    struct tables *t = *out = NEW(a, struct tables);
    int n_errors = f->n_errors;
    t->folder = arena_print(a, "%s", folder);
    for (int i = 0; i < N_TABLES; i++)
        t->table[i] = (struct table){ .schema = &TABLES[i], .sha256 = "" };
    TRY(take_files(t, a, folder, f, err));
    say_absent(t, f);
    t->faulty = f->n_errors > n_errors;
    return OK;
}
