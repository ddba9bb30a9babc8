/* digest.c - OpenSSL's SHA-256; but for verify's reader, which shares nothing, the one file that
 * knows it.
 *
 * The plain functions, though OpenSSL would rather be asked through EVP: those ask for memory when
 * they first set themselves up, and crash where there is none.  These ask for nothing.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "digest.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"

struct digest { SHA256_CTX at; };

struct digest *digest_new(void)
{
    struct digest *d = malloc(sizeof *d);
    if (!d)
        out_of_memory();
    SHA256_Init(&d->at);
    return d;
}

void digest_add(struct digest *d, const void *bytes, size_t n)
{
    if (n)
        SHA256_Update(&d->at, bytes, n);
}

void digest_add_text(struct digest *d, const char *text)
{
    digest_add(d, text, strlen(text) + 1);
}

void digest_end(struct digest *d, char hex[DIGEST_HEX])
{
    unsigned char bytes[SHA256_DIGEST_LENGTH];
    if (hex)
        SHA256_Final(bytes, &d->at);
    free(d);
    for (unsigned i = 0; hex && i < sizeof bytes; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
}
