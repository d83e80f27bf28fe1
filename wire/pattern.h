/* SPDX-License-Identifier: MIT */
#ifndef RT_WIRE_PATTERN_H
#define RT_WIRE_PATTERN_H

#include "base/gram.h"
#include "wire/fold.h"

/*
 * The pattern language of a rule's Text (retort-rules(5)), compiled to stretches of literal text
 * with gaps between them. One stretch, the key, is found by the gram filter; the others are then
 * looked for to its right and left, nearest first, without going back: so a match costs no more
 * than the gaps are long.
 */

/* What may stand before a segment. */
enum rt_gap {
	RT_GAP_NONE,
	RT_GAP_ANY, /* "...": up to RT_MAX_GAP bytes */
	RT_GAP_NUMBER, /* "{n}", "{n:low-high}": one or more digits */
	RT_GAP_HEX, /* "{x}" */
	RT_GAP_WORD, /* "{w}": bytes that are not blank */
	RT_GAP_IP, /* "{ip}": hexadecimal digits with full stops or colons between them */
};

struct rt_segment {
	uint32_t pool, low, high; /* where its text is; the range of a number before it */
	uint8_t length; /* of its text; 0 only at an end, behind or before a gap */
	uint8_t gap; /* enum rt_gap */
};

enum {
	RT_PATTERN_AT_START = 1, /* "^" */
	RT_PATTERN_AT_END = 2, /* "$" */
	RT_PATTERN_OPEN_LEFT =
		4, /* "*" at the start, or it does not begin with a letter or digit */
	RT_PATTERN_OPEN_RIGHT = 8, /* "*" at the end, likewise */
	RT_PATTERN_NOT = 16, /* it keeps its owner from matching */
	RT_PATTERN_NEEDS = 32, /* its owner asks for more than a text */
	RT_PATTERN_SIGN = 64, /* it tells who speaks */
	RT_PATTERN_ONE_WORD = 128, /* no blank stands in it */
};

/* One text of a rule: what matching it again and again needs, as small as can be. */
struct rt_pattern {
	uint16_t owner; /* the rule whose pattern it is */
	uint16_t segment; /* the first; where there is but one, it is the key, and not listed */
	uint8_t count, key, flags; /* key: the number of the segment that is */
	uint8_t length; /* of the key */
	uint8_t rank; /* of its owner */
	uint8_t word; /* one of those that a text has that it matches, see rt_gram_word() */
};

/*
 * Compiled patterns, sorted by their keys, of equal keys those that keep a rule out last. A literal
 * of the filter is a key: its patterns are number group[literal] to group[literal + 1] - 1.
 */
struct rt_patterns {
	struct rt_gram gram;
	const uint16_t *group;
	const struct rt_pattern *pattern;
	const struct rt_segment *segment;
	const char *pool;
	uint32_t count, literals, segments;
};

/*
 * Whether a pattern, by its number, whose key stands at at, matches a folded text; for "^", the words
 * of the reply begin at text->body. The span is that of the whole match.
 */
bool rt_pattern_match(const struct rt_patterns *ps, uint16_t number, size_t at,
	const struct rt_folded *text, struct rt_span *ret);

/* A pattern that is not compiled yet. */
struct rt_pattern_draft {
	uint32_t segment;
	uint16_t owner;
	uint8_t count, key, flags, rank;
};

/* Where patterns are gathered before they are compiled. All memory is the caller's. */
struct rt_pattern_builder {
	char *pool;
	struct rt_segment *segment;
	struct rt_pattern_draft *pattern;
	uint32_t pool_n, pool_max, segments, segments_max, patterns, patterns_max;
	uint8_t flags, rank; /* that the next patterns get, too */
};

/* Takes the memory for so many from the arena. RT_ELIMIT. */
enum rt_result rt_pattern_builder_init(
	struct rt_pattern_builder *b, uint32_t patterns, uint32_t bytes, struct rt_arena *a);

/*
 * Adds all alternatives of one Text. RT_ESYNTAX, with err: at counts from the start of text. RT_ELIMIT:
 * the builder is full.
 */
enum rt_result
rt_pattern_add(struct rt_pattern_builder *b, rt_str text, uint16_t owner, struct rt_err *err);

/* Compiles all that was added; see rt_gram_compile(). */
enum rt_result rt_pattern_compile(const struct rt_pattern_builder *b, rt_str sample,
	struct rt_arena *a, struct rt_patterns *ret);

#endif
