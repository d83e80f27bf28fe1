/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_GRAM_H
#define RT_BASE_GRAM_H

#include "base/arena.h"

/*
 * Finds many literals in one pass over a text. For each literal two of its grams (RT_GRAM bytes),
 * at neighbouring offsets, are entered into a bitmap; a text is probed at every second byte, so
 * one of the two is met wherever the literal stands. A hit in the bitmap leads to a short list of
 * literals, which are compared. The grams are chosen to be rare in texts of the kind searched.
 *
 * Texts and literals are compared byte by byte: fold both before.
 */
enum {
	RT_GRAM = 4,
	RT_GRAM_BITS = 18,
	RT_GRAM_MIN = RT_GRAM + 1, /* the shortest literal */
	RT_GRAM_MAX = 200, /* the longest */
	RT_GRAM_PAD = 8, /* bytes that must be readable behind a text, whatever they hold */
};

struct rt_gram_entry {
	uint64_t key; /* up to eight bytes of the literal around the gram */
	uint16_t literal; /* its number */
	uint8_t off, length; /* of the gram in the literal; of the literal */
	int8_t key_off; /* of the key, from the gram */
};

struct rt_gram {
	const uint64_t *bitmap; /* 2^RT_GRAM_BITS bits */
	const uint16_t *rank; /* how many bits are set before each word of the bitmap */
	const uint16_t *bucket; /* for each set bit, where its entries begin; one more at the end */
	const struct rt_gram_entry *entry;
	const uint32_t *start; /* where each literal begins in the pool */
	const char *pool;
};

struct rt_gram_hit {
	uint32_t at;
	uint16_t literal;
};

/*
 * Writes where literals occur in n bytes of text, in the order of their grams, up to max of them,
 * and returns how many. RT_GRAM_PAD bytes behind the text must be readable.
 */
size_t rt_gram_scan(const struct rt_gram *g, rt_str text, struct rt_gram_hit *ret, size_t max);

/* A literal to compile: a stretch of the pool. */
struct rt_gram_literal {
	uint32_t pool, length;
};

/* What to compile: count literals of RT_GRAM_MIN to RT_GRAM_MAX bytes each, in pool. */
struct rt_gram_source {
	const char *pool;
	const struct rt_gram_literal *literal;
	size_t count;
	rt_str sample; /* text of the kind that will be searched; may be empty */
};

/*
 * Makes the tables in the arena; they refer to the pool. RT_ELIMIT: no room, or more than 32,000
 * literals; RT_ESYNTAX: a literal is too short or too long.
 */
enum rt_result
rt_gram_compile(const struct rt_gram_source *source, struct rt_arena *a, struct rt_gram *ret);

#endif
