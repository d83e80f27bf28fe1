/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_GRAM_HASH_H
#define RT_BASE_GRAM_HASH_H

#include "base/ascii.h"
#include "base/gram.h"

/* What searching (gram.c) and making tables (gram_build.c) must do alike. */

enum { GRAM_TIERS = 2, GRAM_LONG = 10, GRAM_SHORT = 5, GRAM_LOOSE = 3 };

#define GRAM_MIX UINT64_C(0x9E3779B97F4A7C15)

/* The first byte in memory becomes the lowest: tables made on one machine serve any other. */
static inline uint64_t
load8(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static inline uint32_t
load4(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap32(v);
#endif
	return v;
}

static inline uint32_t
load2(const char *p)
{
	return (uint32_t)(uint8_t)p[0] | (uint32_t)(uint8_t)p[1] << 8;
}

/*
 * The slots of the first bytes of a word, five or ten, of which head holds the first eight. A bit
 * keeps the two kinds apart: no entry is looked at for both.
 */
enum { GRAM_LONG_BIT = RT_GRAM_TOGETHER };

static inline uint32_t
slot_of_5(uint64_t head)
{
	uint64_t mixed = (head << 24) * GRAM_MIX;

	return (uint32_t)(mixed >> (64 - RT_GRAM_BITS)) & ~(uint32_t)GRAM_LONG_BIT;
}

/* last: the eight that end with the tenth. */
static inline uint32_t
slot_of_10(uint64_t head, uint64_t last)
{
	uint64_t mixed = (head ^ last * UINT64_C(0xD6E8FEB86659FD93)) * GRAM_MIX;

	return (uint32_t)(mixed >> (64 - RT_GRAM_BITS)) | GRAM_LONG_BIT;
}

static inline uint32_t
slot_of_3(uint32_t v)
{
	return (v << 8) * UINT32_C(0x9E3779B1) >> (32 - RT_GRAM_LOOSE_BITS);
}

/* The first octet of a character beyond ASCII. */
static inline bool
is_lead(char c)
{
	return (uint8_t)c >= 0xc0;
}

#endif
