/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "base/ascii.h"

#if defined(__SSE2__)
#	include <emmintrin.h>
#endif

struct rt_cut
rt_str_cut(rt_str s, char sep)
{
	const char *at = s.n ? memchr(s.p, sep, s.n) : NULL;
	if (!at)
		return (struct rt_cut){ .head = s };

	size_t len = (size_t)(at - s.p);
	return (struct rt_cut){ .head = { s.p, len }, .tail = rt_str_from(s, len + 1), .ok = true };
}

struct rt_cut
rt_str_cut_last(rt_str s, char sep)
{
	size_t n = s.n;

	while (n && s.p[n - 1] != sep)
		n--;
	if (!n)
		return (struct rt_cut){ .head = s };
	return (struct rt_cut){ .head = { s.p, n - 1 }, .tail = rt_str_from(s, n), .ok = true };
}

bool
rt_str_eq(rt_str a, rt_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool
same_folded(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rt_lower(a[i]) != rt_lower(b[i]))
			return false;
	return true;
}

bool
rt_str_ieq(rt_str a, rt_str b)
{
	return a.n == b.n && same_folded(a.p, b.p, a.n);
}

bool
rt_str_starts(rt_str s, rt_str prefix)
{
	return rt_str_eq(rt_str_head(s, prefix.n), prefix);
}

bool
rt_str_istarts(rt_str s, rt_str prefix)
{
	return rt_str_ieq(rt_str_head(s, prefix.n), prefix);
}

bool
rt_str_iends(rt_str s, rt_str suffix)
{
	return s.n >= suffix.n && rt_str_ieq(rt_str_from(s, s.n - suffix.n), suffix);
}

int
rt_str_cmp(rt_str a, rt_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

size_t
rt_str_find(rt_str s, rt_str what, size_t from)
{
	if (!what.n)
		return from <= s.n ? from : SIZE_MAX;
	while (from < s.n && s.n - from >= what.n) {
		const char *at = memchr(s.p + from, what.p[0], s.n - from - what.n + 1);
		if (!at)
			return SIZE_MAX;
		if (memcmp(at, what.p, what.n) == 0)
			return (size_t)(at - s.p);
		from = (size_t)(at - s.p) + 1;
	}
	return SIZE_MAX;
}

#if defined(__SSE2__)
/*
 * Where, from at on, a block of sixteen places may hold the beginning of what: its first and its last
 * byte fit, but for the bit that tells letters' cases. Passes over blocks that hold none.
 */
static unsigned
likely_places(rt_str s, rt_str what, size_t *at)
{
	const __m128i bit = _mm_set1_epi8(0x20);
	const __m128i first = _mm_set1_epi8((char)(what.p[0] | 0x20));
	const __m128i last = _mm_set1_epi8((char)(what.p[what.n - 1] | 0x20));

	for (; s.n - *at >= what.n + 15; *at += 16) {
		const char *p = s.p + *at;
		__m128i head = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i tail = _mm_loadu_si128((const __m128i *)(const void *)(p + what.n - 1));
		unsigned mask = (unsigned)_mm_movemask_epi8(
			_mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(head, bit), first),
				_mm_cmpeq_epi8(_mm_or_si128(tail, bit), last)));
		if (mask)
			return mask;
	}
	return 0;
}
#else
static unsigned
likely_places(rt_str s, rt_str what, size_t *at)
{
	(void)s;
	(void)what;
	(void)at;
	return 0;
}
#endif

size_t
rt_str_ifind(rt_str s, rt_str what, size_t from)
{
	if (!what.n)
		return from <= s.n ? from : SIZE_MAX;
	if (from >= s.n || s.n - from < what.n)
		return SIZE_MAX;
	for (unsigned mask; (mask = likely_places(s, what, &from)); from += 16)
		for (; mask; mask &= mask - 1) {
			size_t at = from + (size_t)__builtin_ctz(mask);
			if (same_folded(s.p + at, what.p, what.n))
				return at;
		}
	for (; s.n - from >= what.n; from++)
		if (same_folded(s.p + from, what.p, what.n))
			return from;
	return SIZE_MAX;
}

bool
rt_str_has(rt_str s, char c)
{
	return s.n && memchr(s.p, c, s.n);
}

rt_str
rt_str_trim(rt_str s)
{
	while (s.n && rt_is_space(s.p[0]))
		s = rt_str_from(s, 1);
	while (s.n && rt_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

rt_str
rt_str_word(rt_str *s)
{
	size_t at = 0;
	while (at < s->n && rt_is_space(s->p[at]))
		at++;

	size_t end = at;
	while (end < s->n && !rt_is_space(s->p[end]))
		end++;

	rt_str word = rt_str_from(rt_str_head(*s, end), at);
	*s = rt_str_from(*s, end);
	return word;
}

enum rt_result
rt_str_number(rt_str *s, uint64_t max, uint64_t *ret_value)
{
	uint64_t value = 0;
	size_t i = 0;

	for (; i < s->n && rt_is_digit(s->p[i]); i++) {
		uint64_t digit = (uint64_t)(s->p[i] - '0');
		if (digit > max || value > (max - digit) / 10)
			return RT_ELIMIT;
		value = value * 10 + digit;
	}
	if (i == 0)
		return RT_ESYNTAX;
	*s = rt_str_from(*s, i);
	*ret_value = value;
	return RT_OK;
}
