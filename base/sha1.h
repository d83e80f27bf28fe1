/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_SHA1_H
#define RT_BASE_SHA1_H

#include "base/str.h"

/*
 * SHA-1 (RFC 3174), which other programs name their records by. It protects nothing.
 */
struct rt_sha1 {
	uint32_t h[5];
	uint64_t n; /* bytes taken */
	uint8_t block[64]; /* the first n % 64 bytes of it are filled */
};

void rt_sha1_init(struct rt_sha1 *s);
void rt_sha1_take(struct rt_sha1 *s, rt_str bytes);

/* 40 hexadecimal digits in lower case, not terminated. Nothing more may be taken then. */
void rt_sha1_hex(struct rt_sha1 *s, char ret[40]);

#endif
