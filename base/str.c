/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "base/ascii.h"

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

size_t
rt_str_ifind(rt_str s, rt_str what, size_t from)
{
	if (!what.n)
		return from <= s.n ? from : SIZE_MAX;

	char first = rt_lower(what.p[0]);
	for (; from < s.n && s.n - from >= what.n; from++)
		if (rt_lower(s.p[from]) == first && same_folded(s.p + from, what.p, what.n))
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
