/* folder.c - a folder under /tmp, removed with all that is in it. */
#include "tests/folder.h"

#include <stdio.h>
#include <stdlib.h>

static char FOLDER[] = "/tmp/ringfence-test-XXXXXX";

int make_folder(void **state)
{
    (void)state;
    return mkdtemp(FOLDER) ? 0 : -1;
}

int remove_folder(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", FOLDER);
    return system(command);
}

const char *file_named(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    return path;
}

const char *test_folder(void) { return FOLDER; }
