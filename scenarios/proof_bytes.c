/* proof_bytes.c - numbers of a proof, one after another. */
#include <math.h>
#include <string.h>

#include "scenarios/proof.h"

static uint64_t unsound(struct bytes *b)
{
    b->sound = false;
    b->at = b->end;
    return 0;
}

static unsigned take_byte(struct bytes *b)
{
    return b->at < b->end ? *b->at++ : (unsigned)unsound(b);
}

static uint64_t take_any(struct bytes *b)
{
    uint64_t v = 0;
    for (int shift = 0; shift < 63; shift += 7) {
        unsigned byte = take_byte(b);
        v |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return v;
    }
    return unsound(b);
}

uint64_t take_natural(struct bytes *b, uint64_t most)
{
    uint64_t v = take_any(b);
    return v <= most ? v : unsound(b);
}

int64_t take_whole(struct bytes *b)
{
    static const uint64_t MOST = (uint64_t)1 << 53;
    uint64_t v = take_any(b), size = v >> 1;
    if (size > MOST)
        size = unsound(b);
    return v & 1 ? ~(int64_t)size : (int64_t)size;
}

double take_real(struct bytes *b)
{
    static const double MOST = 1e30;
    uint64_t v = take_any(b), bits = 0;
    double real;
    if (!(v & 1))
        return (v >> 1) & 1 ? -(double)(v >> 2) : (double)(v >> 2);
    for (int i = 0; i < 64; i += 8)
        bits |= (uint64_t)take_byte(b) << i;
    memcpy(&real, &bits, sizeof real);
    if (v != 1 || !(fabs(real) < MOST))
        return (double)unsound(b);
    return ldexp(trunc(ldexp(real, 128)), -128);
}
