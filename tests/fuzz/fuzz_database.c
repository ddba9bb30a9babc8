/* fuzz_database.c - a database of ours with bytes altered, opened and read through every view.
 *
 * An input is alterations, each of 4 bytes that say where, 1 that says how many, and the bytes;
 * or, when it begins as a database does, the whole file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store.h"
#include "tests/fuzz/fuzz.h"
#include "tests/hand_made.h"

enum { ROWS_MOST = 1000, VIEWS_MOST = 200 };

static unsigned char *sound, *altered;
static size_t sound_size;
static char path[100];

static void read_back(void)
{
    FILE *f = fopen(path, "rb");
    must(f && fseek(f, 0, SEEK_END) == 0, "the database can be read");
    sound_size = (size_t)ftell(f);
    sound = malloc(sound_size);
    altered = malloc(sound_size);
    rewind(f);
    must(sound && altered && fread(sound, 1, sound_size, f) == sound_size, "it is read in full");
    fclose(f);
}

static void make_sound(void)
{
    struct store *s;
    struct err err;
    char id[40];
    struct run run = hand_made_run();
    snprintf(path, sizeof path, "%s/ringfence.db", fuzz_folder());
    must(store_open(&s, path, true, &err) == OK, "a database can be made");
    must(store_run(s, &run, id, &err) == OK, "a run can be stored");
    store_close(s);
    read_back();
}

static void put_altered(const uint8_t *data, size_t size)
{
    if (size >= 16 && !memcmp(data, "SQLite format 3", 16)) {
        fuzz_put("ringfence.db", data, size);
        return;
    }
    memcpy(altered, sound, sound_size);
    while (size > 5) {
        size_t at = ((size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16) % sound_size;
        size_t n = data[4];
        data += 5;
        size -= 5;
        n = n < size ? n : size;
        n = n < sound_size - at ? n : sound_size - at;
        memcpy(altered + at, data, n);
        data += n;
        size -= n;
    }
    fuzz_put("ringfence.db", altered, sound_size);
}

static bool count_row(void *context, int n, const char *const *names, const char *const *values)
{
    int *rows = context;
    for (int i = 0; i < n; i++)
        must(names[i] && (!values[i] || strlen(values[i]) < 1u << 30), "a value is text or null");
    return ++*rows < ROWS_MOST;
}

struct views { char *name[VIEWS_MOST]; int n; };

static bool take_name(void *context, int n, const char *const *names, const char *const *values)
{
    struct views *v = context;
    (void)names;
    if (n == 1 && values[0] && !strpbrk(values[0], "\"") && v->n < VIEWS_MOST)
        v->name[v->n++] = strdup(values[0]);
    return v->n < VIEWS_MOST;
}

static void read_all(struct store *s)
{
    struct err err;
    struct views v = { .n = 0 };
    char id[40] = "", sql[400];
    (void)!store_query(s, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')", NULL, 0,
                       take_name, &v, &err);
    for (int i = 0; i < v.n; i++) {
        int rows = 0;
        if ((size_t)snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", v.name[i]) < sizeof sql)
            (void)!store_query(s, sql, NULL, 0, count_row, &rows, &err);
        free(v.name[i]);
    }
    (void)!store_newest(s, "Region", id, &err);
    must(strlen(id) < sizeof id, "a run's name fits");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct store *s = NULL;
    struct err err = { .text = "" };
    struct run run = hand_made_run();
    char id[40];
    if (!sound)
        make_sound();
    put_altered(data, size);
    enum status status = store_open(&s, path, size % 2, &err);
    must((status == OK) == (s != NULL), "a database is open, or there is a reason");
    must(status == OK || err.text[0], "a reason is said");
    if (s) {
        read_all(s);
        if (store_run(s, &run, id, &err) == OK)
            must(store_remove(s, id, &err) == OK || err.text[0], "a run goes, or it is said why");
    }
    store_close(s);
    return 0;
}
