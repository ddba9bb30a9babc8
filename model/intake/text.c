/* text.c - UTF-8 and the characters that have no business in a table. */
#include "text.h"

#include <stdio.h>
#include <string.h>

struct range { uint32_t first, last; };

/* Control characters could steer a terminal; the others show text other than it is. */
static const struct range UNSAFE[] = {
    { 0x01, 0x09 }, { 0x0B, 0x0C }, { 0x0E, 0x1F }, { 0x7F, 0x9F }, { 0x061C, 0x061C },
    { 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF },
    { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE0FFF },
};

/* Letters of living scripts, composed; roughly, which harms nobody. */
static const struct range LETTERS[] = {
    { 'A', 'Z' }, { 'a', 'z' }, { '0', '9' }, { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x2AF },
    { 0x370, 0x52F }, { 0x531, 0x587 }, { 0x5D0, 0x5EA }, { 0x620, 0x64A }, { 0x904, 0x1FFF },
    { 0x2C00, 0x2DFF }, { 0x3040, 0xD7FF },
};

static bool in(uint32_t c, const struct range *ranges, int n)
{
    for (int i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static int length_of(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3
         : first < 0xF5 ? 4 : 0;
}

/* Bytes of the character at p, 0 when it is none. */
static int decode(const unsigned char *p, size_t left, uint32_t *c)
{
    static const uint32_t LEAST[] = { 0, 0, 0x80, 0x800, 0x10000 };
    int n = length_of(*p);
    if (!n || (size_t)n > left)
        return 0;
    *c = n == 1 ? *p : (uint32_t)*p & (0xFFu >> (n + 1));
    for (int i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        *c = *c << 6 | (p[i] & 0x3F);
    }
    bool surrogate = *c >= 0xD800 && *c <= 0xDFFF;
    return *c < LEAST[n] || *c > 0x10FFFF || surrogate ? 0 : n;
}

long text_not_utf8(const char *text, size_t length)
{
    uint32_t c;
    int n;
    for (size_t i = 0; i < length; i += (size_t)n) {
        n = (unsigned char)text[i] < 0x80 ? 1
          : decode((const unsigned char *)text + i, length - i, &c);
        if (!n)
            return (long)i;
    }
    return -1;
}

int text_characters(const char *text, size_t length)
{
    int n = 0;
    for (size_t i = 0; i < length; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

static bool plain(unsigned char c)
{
    return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r';
}

uint32_t text_unsafe(const char *text)
{
    uint32_t c = 0;
    while (plain((unsigned char)*text))
        text++;
    for (int n; *text; text += n) {
        n = decode((const unsigned char *)text, strnlen(text, 4), &c);
        if (!n || in(c, UNSAFE, COUNT(UNSAFE)))
            return n ? c : (unsigned char)*text;
    }
    return 0;
}

uint32_t text_not_id(const char *text)
{
    uint32_t c = 0;
    for (int n; *text; text += n) {
        n = decode((const unsigned char *)text, strnlen(text, 4), &c);
        if (!n)
            return (unsigned char)*text;
        bool mark = c < 0x80 && strchr(" _-.'&(),", (int)c);
        if (!mark && !in(c, LETTERS, COUNT(LETTERS)))
            return c;
    }
    return 0;
}

static const char *spelled(struct arena *a, const char *text, size_t most)
{
    enum { WIDEST = 10 }; /* <U+10FFFF> */
    size_t characters = strlen(text) < most ? strlen(text) : most, used = 0;
    char *out = arena_alloc(a, characters * WIDEST + sizeof "...", 1);
    uint32_t c = 0;
    for (size_t i = 0, n; *text; text += n, i++) {
        n = (size_t)decode((const unsigned char *)text, strnlen(text, 4), &c);
        if (i == most) {
            memcpy(out + used, "...", sizeof "...");
            break;
        }
        bool show = n && c != '\n' && c != '\r' && !in(c, UNSAFE, COUNT(UNSAFE));
        if (show)
            memcpy(out + used, text, n);
        else
            snprintf(out + used, WIDEST + 1, "<U+%04X>",
                     (unsigned)(n ? c : (unsigned char)*text));
        used += show ? n : strlen(out + used);
        n = n ? n : 1;
    }
    return out;
}

const char *text_spelled(struct arena *a, const char *text)
{
    return spelled(a, text, SIZE_MAX);
}

const char *text_shown(struct arena *a, const char *text)
{
    return spelled(a, text, 60);
}
