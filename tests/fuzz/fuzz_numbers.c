/* fuzz_numbers.c - any text as a number.  What is taken is plain and equals what strtod() makes of
 * it; what is printed reads back the same; what is meant is itself a number. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/intake/number.h"
#include "tests/fuzz/fuzz.h"

static bool is_plain(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    if (!whole || !text[whole])
        return whole > 0;
    size_t part = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
    return part > 0 && !text[whole + 1 + part];
}

static void print_and_read(struct arena *a, double value)
{
    double back;
    const char *text = number_print(a, value);
    if (!isfinite(value))
        return;
    must(is_plain(text), "what is printed is plain");
    must(number_read(text, &back) && back == value, "what is printed reads back the same");
}

static void guess(struct arena *a, const char *text)
{
    double value;
    const char *meant = number_meant(a, text);
    must(!meant || number_read(meant, &value), "what is meant is a number");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    char *text = arena_copy(a, (const char *)data, size);
    double value = 0, bits = 0;
    bool taken = number_read(text, &value);
    must(taken == is_plain(text), "plain decimals are numbers, and nothing else");
    must(!taken || value == strtod(text, NULL), "a number is what strtod() says");
    if (taken)
        print_and_read(a, value);
    if (size >= sizeof bits) {
        memcpy(&bits, data, sizeof bits);
        print_and_read(a, bits);
    }
    guess(a, text);
    arena_free(a);
    return 0;
}
