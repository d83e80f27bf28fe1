/* SPDX-License-Identifier: MIT */
/* Matching; pattern_build.c compiles. Text and patterns are folded: see wire/fold.h. */
#include "wire/pattern.h"

#include "base/ascii.h"
#include "base/limits.h"

/* Part of a word: ASCII letters and digits, and all octets of other letters. */
static bool
is_word(char c)
{
	return rt_is_alnum(c) || (uint8_t)c > 127;
}

static bool
fits(enum rt_gap gap, char c)
{
	switch (gap) {
	case RT_GAP_NUMBER:
		return rt_is_digit(c);
	case RT_GAP_HEX:
		return rt_hex_value(c) >= 0;
	case RT_GAP_IP:
		return rt_hex_value(c) >= 0 || c == '.' || c == ':';
	case RT_GAP_WORD:
		return !rt_is_space(c);
	case RT_GAP_ANY:
		return true;
	case RT_GAP_NONE:
	default:
		return false;
	}
}

/* Whether what fills the gap is what it stands for: a number of its range, an IP and no word. */
static bool
in_range(const struct rt_segment *s, rt_str filling)
{
	uint64_t value;

	if (s->gap == RT_GAP_IP)
		return memchr(filling.p, '.', filling.n) || memchr(filling.p, ':', filling.n);
	if (s->gap != RT_GAP_NUMBER || s->high == UINT32_MAX)
		return true;
	return rt_str_number(&filling, UINT32_MAX, &value) == RT_OK && value >= s->low &&
		value <= s->high;
}

/* Most places differ in the first octet: that is seen without a call. */
static inline bool
same(const struct rt_patterns *ps, const struct rt_segment *s, const char *p)
{
	const char *wanted = ps->pool + s->pool;

	return s->length == 0 || (*wanted == *p && memcmp(wanted, p, s->length) == 0);
}

/* How far a gap may reach, and how short it may be. */
static size_t
widest(enum rt_gap gap)
{
	return gap == RT_GAP_ANY ? RT_MAX_GAP : gap == RT_GAP_NONE ? 0 : RT_MAX_WORD;
}

static size_t
narrowest(enum rt_gap gap)
{
	return gap == RT_GAP_ANY || gap == RT_GAP_NONE ? 0 : 1;
}

/* Whether the segment may stand right after gap bytes: numbers and names are taken whole. */
static bool
is_whole(const struct rt_segment *s, rt_str text, size_t at)
{
	bool run = s->gap == RT_GAP_NUMBER || s->gap == RT_GAP_HEX || s->gap == RT_GAP_IP;

	return !(run || (s->gap == RT_GAP_WORD && !s->length)) || at == text.n ||
		!fits((enum rt_gap)s->gap, text.p[at]);
}

/* Whether a place cuts a word in two: what stands behind "..." begins with a whole word. */
static inline bool
cuts_word(rt_str text, size_t at)
{
	return at > 0 && at < text.n && rt_is_alnum(text.p[at - 1]) && rt_is_alnum(text.p[at]);
}

/* step_right() over a gap of anything, for most patterns have that. */
static size_t
jump_right(const struct rt_patterns *ps, const struct rt_segment *s, rt_str text, size_t at)
{
	if (!s->length || at + s->length > text.n)
		return s->length ? 0 : at;

	const char *p = text.p + at, *wanted = ps->pool + s->pool;
	size_t room = text.n - s->length - at;
	const char *last = p + (room < RT_MAX_GAP ? room : RT_MAX_GAP);
	for (; p <= last && (p = memchr(p, *wanted, (size_t)(last - p) + 1)); p++)
		if (memcmp(p, wanted, s->length) == 0 && !cuts_word(text, (size_t)(p - text.p)))
			return (size_t)(p - text.p) + s->length;
	return 0;
}

/* Goes from at, the end of what has matched, over the gap and the text of s; the new end or 0. */
static size_t
step_right(const struct rt_patterns *ps, const struct rt_segment *s, rt_str text, size_t at)
{
	enum rt_gap gap = (enum rt_gap)s->gap;
	size_t widest_gap = widest(gap), n = 0;

	if (gap == RT_GAP_ANY)
		return jump_right(ps, s, text, at);
	for (;; n++) {
		size_t here = at + n;
		if (here + s->length > text.n || n > widest_gap)
			return 0;
		if (n >= narrowest(gap) && is_whole(s, text, here) && same(ps, s, text.p + here) &&
			in_range(s, (rt_str){ text.p + at, n }))
			return here + s->length;
		if (here >= text.n || !fits(gap, text.p[here]))
			return 0;
	}
}

/* step_left() over a gap of anything. */
static size_t
jump_left(const struct rt_patterns *ps, const struct rt_segment *before, rt_str text, size_t at)
{
	size_t length = before->length;

	if (cuts_word(text, at) || at < length)
		return SIZE_MAX;

	const char *p = text.p + at - length;
	size_t room = at - length;
	const char *last = p - (room < RT_MAX_GAP ? room : RT_MAX_GAP);
	for (; p >= last; p--) {
		if (same(ps, before, p) && !cuts_word(text, (size_t)(p - text.p) + length))
			return (size_t)(p - text.p);
		if (p == text.p)
			break;
	}
	return SIZE_MAX;
}

/*
 * Goes from at, the start of what has matched, over the gap of s and the text of the segment before
 * it, to the left; the new start, or SIZE_MAX.
 */
static size_t
step_left(const struct rt_patterns *ps, const struct rt_segment *s, rt_str text, size_t at)
{
	const struct rt_segment *before = s - 1;
	enum rt_gap gap = (enum rt_gap)s->gap;
	size_t widest_gap = widest(gap), n = 0;

	if (gap == RT_GAP_ANY)
		return jump_left(ps, before, text, at);
	for (;; n++) {
		if (at < n + before->length || n > widest_gap)
			return SIZE_MAX;
		const char *p = text.p + at - n;
		bool whole = n == at || gap == RT_GAP_WORD || !fits(gap, p[-1]);
		if (n < at && !before->length)
			whole = gap == RT_GAP_WORD ? rt_is_space(p[-1]) : whole && !is_word(p[-1]);
		if (n >= narrowest(gap) && whole && same(ps, before, p - before->length) &&
			in_range(s, (rt_str){ p, n }))
			return at - n - before->length;
		if (n == at || !fits(gap, p[-1]))
			return SIZE_MAX;
	}
}

/* A full stop or a bracket may stand behind what is at the end. */
static bool
is_end(rt_str text, size_t at)
{
	while (at < text.n && !is_word(text.p[at]))
		at++;
	return at == text.n;
}

static bool
is_bounded(uint8_t flags, rt_str text, struct rt_span span, size_t body)
{
	if (!(flags & RT_PATTERN_OPEN_LEFT) && span.at && is_word(text.p[span.at - 1]))
		return false;
	if (!(flags & RT_PATTERN_OPEN_RIGHT) && span.end < text.n && is_word(text.p[span.end]))
		return false;
	if (flags & RT_PATTERN_AT_START && span.at > body)
		return false;
	return !(flags & RT_PATTERN_AT_END) || is_end(text, span.end);
}

bool
rt_pattern_match(const struct rt_patterns *ps, uint16_t number, size_t at,
	const struct rt_folded *folded, struct rt_span *ret)
{
	rt_str text = folded->text;
	const struct rt_pattern *p = &ps->pattern[number];
	size_t end = at + p->length;

	if (p->count > 1) {
		const struct rt_segment *first = &ps->segment[p->segment];
		for (unsigned i = p->key + 1u; i < p->count; i++)
			if (!(end = step_right(ps, &first[i], text, end)))
				return false;
		for (unsigned i = p->key; i > 0; i--)
			if ((at = step_left(ps, &first[i], text, at)) == SIZE_MAX)
				return false;
	}

	struct rt_span span = { (uint32_t)at, (uint32_t)end };
	if (!is_bounded(p->flags, text, span, folded->body))
		return false;
	*ret = span;
	return true;
}
