/* written.h - a proof as bytes, in a format of certificate.h; bytes NULL: there is none. */
#ifndef RINGFENCE_WRITTEN_H
#define RINGFENCE_WRITTEN_H

#include <stddef.h>

struct written { const unsigned char *bytes; size_t size; int format; };

#endif
