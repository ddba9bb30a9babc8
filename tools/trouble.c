/* trouble.c - says what went wrong: a line on standard error, and, asked for JSON, one object on
 * standard output, so that a script never reads nothing. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "model/intake/nearest.h"
#include "model/intake/text.h"
#include "tools/cli.h"

static struct {
    bool wanted, printed;         /* JSON */
    char text[1000];              /* the first complaint: the others follow from it */
} trouble;

void json_is_wanted(void)   { trouble.wanted = true; }
void json_was_printed(void) { trouble.printed = true; }

static void complain_list(const char *format, va_list list)
{
    char text[sizeof trouble.text];
    struct arena *a = arena_new();
    vsnprintf(text, sizeof text, format, list);
    const char *safe = text_spelled(a, text);
    fprintf(stderr, "ringfence: %s\n", safe);
    if (!trouble.text[0])
        snprintf(trouble.text, sizeof trouble.text, "%s", safe);
    arena_free(a);
}

void complain(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    complain_list(format, list);
    va_end(list);
}

void note(const char *format, ...)
{
    struct arena *a = arena_new();
    char text[sizeof trouble.text];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    fprintf(stderr, "%s\n", text_spelled(a, text));
    arena_free(a);
}

const char *shell_word(struct arena *a, const char *word)
{
    char *out = NEW_ARRAY(a, char, 2 * strlen(word) + 3), *p = out;
    *p++ = '"';
    for (; *word; *p++ = *word++)
        if (strchr("\"\\$`", *word))
            *p++ = '\\';
    *p++ = '"';
    *p = '\0';
    return out;
}

int usage_error(const struct command *c, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    complain_list(format, list);
    va_end(list);
    if (c)
        fprintf(stderr, "Usage: ringfence %s\n", c->usage);
    else
        fputs("Try: ringfence help\n", stderr);
    return EXIT_USAGE;
}

/* "; there is a, b and c" for a short list. */
static void list_names(char *text, size_t size, const char *const *names, int n)
{
    enum { FEW = 12 };
    *text = '\0';
    for (int i = 0; i < n && n <= FEW; i++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s%s", i == 0 ? "; there is " :
                 i + 1 < n ? ", " : " and ", names[i]);
    }
}

int unknown(const char *what, const char *word, const char *const *names, int n)
{
    char known[500];
    const char *meant = nearest(word, names, n);
    list_names(known, sizeof known, names, meant ? 0 : n);
    complain("there is no %s \"%s\"%s%s%s%s", what, word, meant ? "; did you mean \"" : "",
             meant ? meant : "", meant ? "\"?" : "", known);
    return EXIT_USAGE;
}

int fail(const struct err *err)
{
    complain("%s", err->text);
    switch (err->status) {
    case OK:          return EXIT_DONE;
    case WRONG_USAGE: return EXIT_USAGE;
    case BAD_INPUT:   return EXIT_INPUT;
    case IO_FAILED:   return EXIT_IO;
    case BROKEN:      return EXIT_BUG;
    case NO_MEMORY:   return EXIT_MEMORY;
    }
    return EXIT_BUG;
}

json_t *trouble_json(int code)
{
    json_t *error = json_object(), *message = json_string(trouble.text);
    json_object_set_new(error, "code", json_integer(code));
    json_object_set_new(error, "message", message ? message : json_null());
    return error;
}

int finish(int code)
{
    if (code != EXIT_DONE && trouble.wanted && !trouble.printed) {
        json_t *top = json_object();
        json_object_set_new(top, "schema", json_integer(1));
        json_object_set_new(top, "error", trouble_json(code));
        print_json(top);
    }
    /* A disk that fills while results are printed must not look like success. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain("the results could not be written in full");
        return code == EXIT_DONE ? EXIT_IO : code;
    }
    return code;
}
