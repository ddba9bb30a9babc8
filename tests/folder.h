/* folder.h - a folder to litter, for the tests of one program: setup and teardown of cmocka. */
#ifndef RINGFENCE_TESTS_FOLDER_H
#define RINGFENCE_TESTS_FOLDER_H

int make_folder(void **state);
int remove_folder(void **state);
const char *test_folder(void);
const char *file_named(const char *name); /* in the folder; overwritten by the next call */

#endif
