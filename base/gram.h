/* SPDX-License-Identifier: MIT */
#ifndef RT_BASE_GRAM_H
#define RT_BASE_GRAM_H

#include "base/arena.h"

/*
 * Finds many literals in one pass over a text. For each literal one of its grams is entered into a
 * table: ten octets, or five, from where a word of it begins. Only the places where words begin are
 * looked up in a text, so that it costs a fraction of what looking at every octet would. The grams
 * are chosen to be rare in texts of the kind searched.
 *
 * A word begins at the first of two or more ASCII letters and digits, and at each character beyond
 * ASCII. A few literals need not begin where a word does, and hold no other beginning: these are
 * found by grams of three octets, of which every third is looked up.
 *
 * Texts and literals are compared byte by byte: fold both before.
 */
enum {
	RT_GRAM_MIN = 5, /* the shortest literal */
	RT_GRAM_MAX = 200, /* the longest */
	RT_GRAM_PAD = 16, /* bytes that must be readable behind a text, whatever they hold */
	RT_GRAM_BITS = 18, /* of the table of words */
	RT_GRAM_LOOSE_BITS = 16, /* of the other */
	RT_GRAM_TOGETHER = 8,
	RT_GRAM_READ_PAST = 3,
	RT_GRAM_LITERALS = 60000, /* at most */
};

struct rt_gram_entry {
	uint32_t start; /* where the literal begins in the pool */
	uint16_t literal; /* its number */
	uint8_t off, length; /* of the gram in the literal; of the literal */
};

/*
 * Which entries have a gram. A slot is a hash of it; the entries of RT_GRAM_TOGETHER slots stand
 * together. Two arrays beside the entries tell what stands around the gram in each literal, as four
 * bytes: the two before it, the two behind it, and which of these count. Three more end them, so
 * that four can be read at once.
 */
struct rt_gram_table {
	const uint64_t *bitmap; /* whether a slot has entries */
	const uint16_t
		*first; /* the first entry of each RT_GRAM_TOGETHER slots; one more at the end */
	const uint32_t *around, *counts;
	const struct rt_gram_entry *entry;
	uint32_t entries;
};

struct rt_gram {
	struct rt_gram_table word, loose;
	const char *pool;
};

struct rt_gram_hit {
	uint32_t at;
	uint16_t literal;
	uint16_t length;
};

/* The words of a text, more or less: whether one has this hash of its first five octets. */
struct rt_gram_words {
	uint8_t has[256];
};

/*
 * Writes where literals occur in n bytes of text, up to max of them, and returns how many.
 * RT_GRAM_PAD bytes behind the text must be readable. The second tells its words, too.
 */
size_t rt_gram_scan(const struct rt_gram *g, rt_str text, struct rt_gram_hit *ret, size_t max);
size_t rt_gram_scan_words(const struct rt_gram *g, rt_str text, struct rt_gram_hit *ret, size_t max,
	struct rt_gram_words *ret_words);

/* The hash of the word at the front of s; 0, which every text has, where s is too short. */
uint8_t rt_gram_word(rt_str s);

/*
 * Where at or after from a word begins in s, or s.n. loose: that nobody knows what stands before s,
 * which may be a part of the same word.
 */
size_t rt_gram_word_start(rt_str s, size_t from, bool loose);

/* A literal to compile: a stretch of the pool. loose: it need not begin where a word does. */
struct rt_gram_literal {
	uint32_t pool, length;
	bool loose;
};

/* What to compile: count literals of RT_GRAM_MIN to RT_GRAM_MAX bytes each, in pool. */
struct rt_gram_source {
	const char *pool;
	const struct rt_gram_literal *literal;
	size_t count;
	rt_str sample; /* text of the kind that will be searched; may be empty */
};

/*
 * Makes the tables in the arena; they refer to the pool. A literal that is not loose may be missed
 * where its first letter or digit stands behind another. RT_ELIMIT: no room, or more than
 * RT_GRAM_LITERALS; RT_ESYNTAX: a literal is too short or too long.
 */
enum rt_result
rt_gram_compile(const struct rt_gram_source *source, struct rt_arena *a, struct rt_gram *ret);

#endif
