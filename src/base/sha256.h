/* SHA-256 (FIPS 180-4), to name a text by what it is. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/slice.h"

enum { SHA256_BYTES = 32 };

void sha256(struct culpa_slice s, uint8_t digest[SHA256_BYTES]);
/* The same as 64 small hexadecimal digits, with a NUL behind them. */
void sha256_hex(struct culpa_slice s, char hex[2 * SHA256_BYTES + 1]);

#endif
