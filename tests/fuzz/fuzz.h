/* fuzz.h - what the fuzzers share: a folder in memory, and what must hold of every answer. */
#ifndef RINGFENCE_TESTS_FUZZ_H
#define RINGFENCE_TESTS_FUZZ_H

#include <stdint.h>

#include "findings.h"
#include "tables.h"

/* A folder of this process alone, in memory where the machine has /dev/shm; removed at exit. */
const char *fuzz_folder(void);
void fuzz_put(const char *file, const void *bytes, size_t size);
/* The sound case of case_files.c; those files that were put since are put right. */
void fuzz_put_case(void);

/* Ends the program, and so tells the fuzzer, when the sentence does not hold. */
void must(bool holds, const char *sentence);

/* Each has a code, a file and a text; none could steer a terminal; they are counted right. */
void must_be_sound(const struct findings *f);
/* No cell holds what a reader must refuse. */
void must_be_clean(const struct table *t);
bool same_cells(const struct table *a, const struct table *b);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
