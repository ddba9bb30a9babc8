/* lines.c - a line ends with LF, CRLF or, as old Macs did it, a lone CR. */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum lines_state unreadable(struct lines *l)
{
    l->why = strerror(errno);
    return l->state = LINES_UNREADABLE;
}

/* Fills the empty buffer; false at the end and when the file cannot be read. */
static bool refill(struct lines *l)
{
    ssize_t n;
    do {
        n = read(l->file, l->buffer, LINES_BUFFER);
    } while (n < 0 && errno == EINTR);
    l->at = 0;
    l->have = n > 0 ? (size_t)n : 0;
    if (n < 0)
        unreadable(l);
    if (n > 0)
        digest_add(l->digest, l->buffer, (size_t)n);
    return n > 0;
}

static bool begins(const struct lines *l, const char *bytes)
{
    size_t n = strlen(bytes);
    return l->have >= n && !memcmp(l->buffer, bytes, n);
}

static enum lines_state look(struct lines *l)
{
    if (!refill(l))
        return l->state == LINES_UNREADABLE ? l->state : LINES_EMPTY;
    if (begins(l, "\xFF\xFE") || begins(l, "\xFE\xFF"))
        return LINES_UTF16;
    if (begins(l, "PK\x03\x04") || begins(l, "\xD0\xCF\x11\xE0"))
        return LINES_WORKBOOK;
    if (begins(l, "\xEF\xBB\xBF"))
        l->at = 3;
    return LINES_MORE;
}

enum lines_state lines_open(struct lines *l, struct arena *a, const char *path)
{
    struct stat s;
    *l = (struct lines){ .state = LINES_MORE };
    /* A FIFO must not keep us waiting until somebody writes to it. */
    do
        l->file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    while (l->file < 0 && errno == EINTR);
    if (l->file < 0 || fstat(l->file, &s))
        return unreadable(l);
    if (!S_ISREG(s.st_mode))
        return l->state = LINES_NOT_A_FILE;
    l->buffer = NEW_ARRAY(a, unsigned char, LINES_BUFFER);
    l->line = NEW_ARRAY(a, char, LINE_LONGEST + 2);
    l->digest = digest_new();
    return l->state = look(l);
}

static bool at_end(struct lines *l)
{
    return l->at == l->have && !refill(l);
}

/* Takes one line; false when it has more bytes than a line may have. */
static bool take(struct lines *l)
{
    while (!at_end(l)) {
        char c = (char)l->buffer[l->at++];
        if (l->length == LINE_LONGEST)
            return false;
        l->line[l->length++] = c;
        if (c == '\r' && !at_end(l) && l->buffer[l->at] == '\n')
            continue;
        if (c == '\n' || c == '\r')
            return true;
    }
    if (l->length)
        l->line[l->length++] = '\n';
    return true;
}

enum lines_state lines_next(struct lines *l)
{
    if (l->state != LINES_MORE)
        return l->state;
    l->length = 0;
    l->number++;
    if (!take(l))
        return l->state = LINES_TOO_LONG;
    l->line[l->length] = '\0';
    if (!l->length && l->state == LINES_MORE)
        l->state = LINES_END;
    return l->state;
}

void lines_close(struct lines *l, char sha256[65])
{
    *sha256 = '\0';
    bool whole = l->state == LINES_END || l->state == LINES_EMPTY;
    digest_end(l->digest, whole ? sha256 : NULL);
    if (l->file >= 0)
        close(l->file);
}
