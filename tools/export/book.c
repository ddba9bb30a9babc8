/* book.c - a workbook is made in a process of its own: its library dies of too little memory, and
 * what it leaves behind must be no workbook at all. */
#include "tools/export/book.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "beside.h"

struct book_sheet *book_add(struct book *b, const char *name, const char *title)
{
    struct book_sheet *s = NEW(b->arena, struct book_sheet);
    *s = (struct book_sheet){ .name = name, .title = title };
    *PUSH(b->arena, b->sheet, b->n_sheets, b->room) = s;
    return s;
}

void book_line(struct book *b, struct book_sheet *s, struct book_cell cell)
{
    *PUSH(b->arena, s->line, s->n_lines, s->room) = cell;
}

void book_headings(struct book *b, struct book_sheet *s, const char *const *heading, int n)
{
    s->heading = NEW_ARRAY(b->arena, const char *, n);
    memcpy(s->heading, heading, (size_t)n * sizeof *heading);
    s->n_columns = n;
}

void book_cell(struct book *b, struct book_sheet *s, struct book_cell cell)
{
    *PUSH(b->arena, s->cell, s->n_cells, s->cells_room) = cell;
    s->n_rows = s->n_cells / s->n_columns;
}

static enum status write_and_reopen(const struct book *b, const char *path, struct err *err)
{
    TRY(xlsx_write(b, path, err));
    return xlsx_reopen(b, path, err);
}

/* What the child says is one struct err; a child that dies says nothing. */
static enum status hear(int fd, pid_t child, struct err *err)
{
    struct err said = { .status = BROKEN };
    size_t n = 0;
    ssize_t got = 1;
    while (n < sizeof said && (got > 0 || errno == EINTR)) {
        got = read(fd, (char *)&said + n, sizeof said - n);
        n += got > 0 ? (size_t)got : 0;
        if (got == 0)
            break;
    }
    int status = 0, failed = got < 0 ? errno : 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (failed)
        return err_set(err, IO_FAILED, "the workbook could not be written: the process that writes "
                       "it was not heard: %s", strerror(failed));
    if (n < sizeof said || !WIFEXITED(status))
        return err_set(err, BROKEN, "the workbook could not be written: the process that wrote it "
                       "died, perhaps of too little memory");
    said.text[sizeof said.text - 1] = '\0';
    return said.status == OK ? OK : err_set(err, said.status, "%s", said.text);
}

static enum status write_in_child(const struct book *b, const char *path, struct err *err)
{
    int ends[2];
    if (pipe(ends) != 0)
        return err_set(err, IO_FAILED, "no pipe can be made: %s", strerror(errno));
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct err said = { 0 };
        said.status = write_and_reopen(b, path, &said);
        ssize_t told = write(ends[1], &said, sizeof said);
        _exit(told == (ssize_t)sizeof said ? 0 : 1);
    }
    close(ends[1]);
    enum status status = child > 0 ? hear(ends[0], child, err)
                                   : err_set(err, NO_MEMORY, "no process can be made: %s",
                                             strerror(errno));
    close(ends[0]);
    return status;
}

enum status book_write(const struct book *b, const char *path, struct err *err)
{
    struct beside file = { .arena = b->arena };
    FILE *f = NULL;
    TRY(beside_begin(&file, path, &f, err));
    enum status status = write_in_child(b, beside_written(&file), err);
    if (status == OK)
        status = beside_end(f, path, err);
    else
        fclose(f);
    if (status == OK)
        status = beside_keep(&file, err);
    beside_drop(&file);
    return status;
}
