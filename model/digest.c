/* digest.c - OpenSSL's SHA-256; but for verify's reader, which shares nothing, the one file that
 * knows it. */
#include "digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

/* OpenSSL's own type by another name: struct digest is never defined. */
static EVP_MD_CTX *context(struct digest *d) { return (EVP_MD_CTX *)d; }

static void must(int done)
{
    if (done != 1)
        out_of_memory();
}

struct digest *digest_new(void)
{
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    must(c != NULL);
    must(EVP_DigestInit_ex(c, EVP_sha256(), NULL));
    return (struct digest *)c;
}

void digest_add(struct digest *d, const void *bytes, size_t n)
{
    if (n)
        must(EVP_DigestUpdate(context(d), bytes, n));
}

void digest_add_text(struct digest *d, const char *text)
{
    digest_add(d, text, strlen(text) + 1);
}

void digest_end(struct digest *d, char hex[DIGEST_HEX])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (hex)
        must(EVP_DigestFinal_ex(context(d), bytes, &n));
    EVP_MD_CTX_free(context(d));
    for (unsigned i = 0; i < n; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
}
