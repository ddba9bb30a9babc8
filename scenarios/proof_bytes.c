/* proof_bytes.c - numbers of a proof, one after another. */
#include <math.h>
#include <string.h>

#include "scenarios/proof.h"

/* ---- read ---- */

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

/* ---- written ---- */

static void add_byte(struct pen *p, unsigned v)
{
    *PUSH(p->arena, p->byte, p->n, p->room) = (unsigned char)v;
}

void add_natural(struct pen *p, uint64_t v)
{
    for (; v >= 128; v >>= 7)
        add_byte(p, (unsigned)(v & 127) | 128);
    add_byte(p, (unsigned)v);
}

void add_real(struct pen *p, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    add_byte(p, 1);
    for (int i = 0; i < 64; i += 8)
        add_byte(p, (unsigned)(bits >> i) & 255);
}
