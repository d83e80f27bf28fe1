/* SPDX-License-Identifier: MIT */
#include "wire/mbox.h"

#include "base/ascii.h"
#include "base/scan.h"
#include "base/time.h"
#include "wire/header.h"

/* hh:mm, and perhaps seconds */
static bool
is_clock(rt_str word)
{
	struct rt_cut cut = rt_str_cut(word, ':');

	return cut.head.n && cut.head.n <= 2 && rt_is_digit(cut.head.p[0]) && cut.tail.n >= 2 &&
		rt_is_digit(cut.tail.p[0]) && rt_is_digit(cut.tail.p[1]);
}

static bool
is_year(rt_str word)
{
	return word.n == 4 && (word.p[0] == '1' || word.p[0] == '2') && rt_is_digit(word.p[1]) &&
		rt_is_digit(word.p[2]) && rt_is_digit(word.p[3]);
}

/* Whether a month, hh:mm and a year stand in it and a zone at most behind: every form of asctime(). */
static bool
ends_in_date(rt_str line)
{
	bool month = false, clock = false, year = false;
	size_t behind = 0;

	for (rt_str word; (word = rt_str_word(&line)).n;) {
		month = month || rt_time_month(word);
		clock = clock || is_clock(word);
		year = year || is_year(word);
		behind = is_clock(word) || is_year(word) ? 0 : behind + 1;
	}
	return month && clock && year && behind <= 1;
}

static bool
is_field_next(rt_str s)
{
	struct rt_field f;

	if (rt_str_starts(s, RT_STR(">From ")))
		return true;
	return rt_field_next(&s, &f) == RT_OK;
}

static bool
is_separator(rt_str s, size_t at)
{
	rt_str rest = rt_str_from(s, at), line;

	(void)rt_line_next(&rest, &line);
	if (ends_in_date(line))
		return true;

	bool empty_before = at >= 2 && s.p[at - 1] == '\n' &&
		(s.p[at - 2] == '\n' || (at >= 3 && s.p[at - 2] == '\r' && s.p[at - 3] == '\n'));
	return empty_before && rt_str_has(line, '@') && is_field_next(rest);
}

bool
rt_mbox_is(rt_str s)
{
	return rt_str_starts(s, RT_STR("From "));
}

size_t
rt_mbox_next(rt_str s, size_t from)
{
	static const char f[3] = { 'F', 'F', 'F' };

	if (from >= s.n)
		return SIZE_MAX;
	const char *end = s.p + s.n;
	for (const char *p = s.p + from; p < end;) {
		p = rt_scan_line(p, end, f);
		if (end - p >= 5 && memcmp(p, "From ", 5) == 0 &&
			is_separator(s, (size_t)(p - s.p)))
			return (size_t)(p - s.p);
	}
	return SIZE_MAX;
}
