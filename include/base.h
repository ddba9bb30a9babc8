/* base.h - memory by lifetime, and how a call says that it failed.
 *
 * Every object belongs to an arena and an arena to a lifetime: the program, one
 * scenario, a moment of scratch.  Nothing is freed alone.  An allocation that
 * cannot be met ends the program with exit code 9 and one line on standard error.
 */
#ifndef RINGFENCE_BASE_H
#define RINGFENCE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

struct arena;

_Noreturn void out_of_memory(void); /* for libraries that would go on without */
struct arena *arena_new(void);
void arena_free(struct arena *a); /* everything in it at once; NULL is fine */
void *arena_alloc(struct arena *a, size_t count, size_t size); /* zeroed; never NULL */
char *arena_copy(struct arena *a, const char *text, size_t length); /* adds the final NUL */
char *arena_print(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);

#define NEW(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define NEW_ARRAY(a, type, n) ((type *)arena_alloc((a), (size_t)(n), sizeof(type)))

/* An array that grows: items, how many, room for how many.
 *     *PUSH(a, list.items, list.n, list.room) = (struct thing){ ... };
 */
void *arena_grow(struct arena *a, void *items, int n, int *room, size_t size);
#define PUSH(a, items, n, room) \
    ((items) = arena_grow((a), (items), (n), &(room), sizeof *(items)), &(items)[(n)++])

/* Why a call failed.  As few as callers tell apart; exit codes follow from them. */
enum status {
    OK = 0,
    WRONG_USAGE, /* exit 2 */
    BAD_INPUT,   /* exit 3: the findings say what is wrong */
    IO_FAILED,   /* exit 7: a file or a database cannot be read or written */
    BROKEN,      /* exit 1: we are wrong, or a library is */
    NO_MEMORY,   /* exit 9 */
};

struct err {
    enum status status;
    char text[512]; /* one line, lower case, for a finance officer */
};

/* Fills err and returns status, so that a caller can `return err_set(...)`. */
enum status err_set(struct err *err, enum status status, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Passes a failure up untouched.  Never between acquiring and releasing a foreign handle. */
#define TRY(call) do { enum status s_ = (call); if (s_ != OK) return s_; } while (0)

double seconds_now(void); /* monotonic clock */

#endif
