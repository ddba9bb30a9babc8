/* case_files.h - a small valid case, written to a temporary folder, one file replaced. */
#ifndef RINGFENCE_TESTS_CASE_FILES_H
#define RINGFENCE_TESTS_CASE_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* A new folder with the small case; `folder` has room for 64 characters. */
void case_write(char *folder);
void case_fill(const char *folder); /* into a folder that is there */
bool case_restore(const char *folder, const char *file); /* false: it has no such file */
void case_put(const char *folder, const char *file, const char *content, size_t length);
void case_remove(const char *folder);

#endif
