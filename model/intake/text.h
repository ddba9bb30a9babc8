/* text.h - what texts may contain. */
#ifndef RINGFENCE_INTAKE_TEXT_H
#define RINGFENCE_INTAKE_TEXT_H

#include "base.h"

enum { ID_LONGEST = 64 }; /* characters */

/* Position of the first byte that is not UTF-8, or -1. */
long text_not_utf8(const char *text, size_t length);
int text_characters(const char *text, size_t length); /* of valid UTF-8 */

/* The first control, direction or invisible character (line ends aside), or 0. */
uint32_t text_unsafe(const char *text);

/* The first character that no id may have, or 0. */
uint32_t text_not_id(const char *text);

/* For messages: unsafe characters spelled out as <U+001B>; `shown`, also cut short. */
const char *text_spelled(struct arena *a, const char *text);
const char *text_shown(struct arena *a, const char *text);

#endif
