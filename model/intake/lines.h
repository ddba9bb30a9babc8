/* lines.h - the physical lines of a file, in bounded memory, with its SHA-256. */
#ifndef RINGFENCE_INTAKE_LINES_H
#define RINGFENCE_INTAKE_LINES_H

#include "base.h"
#include "digest.h"

#ifdef TINY_LIMITS
enum { LINE_LONGEST = 1 << 12 };
#else
enum { LINE_LONGEST = 1 << 20 };
#endif
#ifdef TINY_BLOCKS
enum { LINES_BUFFER = 1 << 6 };
#else
enum { LINES_BUFFER = 1 << 16 };
#endif

enum lines_state {
    LINES_MORE, LINES_END, LINES_TOO_LONG, LINES_UNREADABLE, LINES_NOT_A_FILE, LINES_UTF16,
    LINES_WORKBOOK, LINES_EMPTY
};

struct lines { /* line and buffer are the arena's */
    int file;
    enum lines_state state;
    const char *why;     /* LINES_UNREADABLE: the system's words */
    struct digest *digest;
    unsigned char *buffer;
    size_t at, have;
    char *line;          /* with its line end; a last line without one is given one */
    size_t length;
    int number;          /* of this line, from 1 */
};

/* Opens the file and looks at its first bytes; a byte-order mark is passed over. */
enum lines_state lines_open(struct lines *l, struct arena *a, const char *path);
enum lines_state lines_next(struct lines *l);
/* `sha256` is of all bytes when the end was reached, "" otherwise. */
void lines_close(struct lines *l, char sha256[65]);

#endif
