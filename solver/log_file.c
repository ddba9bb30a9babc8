/* log_file.c - a proof in its file, which says the new one only when it is there in full. */
#include <unistd.h>

#include "log_private.h"

static bool write_at(int fd, const void *data, size_t length, int64_t at)
{
    const char *from = data;
    while (length > 0) {
        ssize_t n = pwrite(fd, from, length, (off_t)at);
        if (n <= 0)
            return false;
        from += n;
        at += n;
        length -= (size_t)n;
    }
    return true;
}

/* Beside what stands there; then the beginning of the file says where it is. */
void log_put(const unsigned char *byte, int n, struct log_file *f)
{
    int64_t head[2] = { sizeof head, n };
    if (f->to > 0 && (int64_t)sizeof head + n > f->from)
        head[0] = f->to;
    if (!write_at(f->fd, byte, (size_t)n, head[0]) ||
        !write_at(f->fd, head, sizeof head, 0))
        return;
    f->from = head[0];
    f->to = head[0] + n;
    f->last = seconds_now();
}
