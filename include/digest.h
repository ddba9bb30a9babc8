/* digest.h - the SHA-256 of what is added, one part after another.
 *
 * Want of memory ends the program with exit code 9, as in an arena: no digest is ever half made.
 */
#ifndef RINGFENCE_DIGEST_H
#define RINGFENCE_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX = 65 };       /* 64 hex digits and the final NUL */

struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *d, const void *bytes, size_t n); /* n may be 0 */
void digest_add_text(struct digest *d, const char *text);       /* with its final NUL */
void digest_end(struct digest *d, char hex[DIGEST_HEX]);        /* frees d; hex may be NULL */

#endif
