/* SPDX-License-Identifier: MIT */
#include "wire/date.h"

#include "base/ascii.h"

/* zone = ( "+" / "-" ) 4digit / obs-zone ; the offset in seconds east of UTC */
static int32_t
zone_offset(rt_str s)
{
	static const struct {
		char name[4];
		int8_t hours;
	} zones[] = { { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 }, { "MST", -7 },
		{ "MDT", -6 }, { "PST", -8 }, { "PDT", -7 }, { "CET", 1 }, { "MET", 1 },
		{ "JST", 9 } };
	uint64_t value;

	if (s.n >= 5 && (s.p[0] == '+' || s.p[0] == '-')) {
		rt_str hours = rt_str_head(rt_str_from(s, 1), 2);
		rt_str minutes = rt_str_from(s, s.p[3] == ':' ? 4 : 3);
		uint64_t more = 0;
		if (rt_str_number(&hours, 14, &value) != RT_OK)
			return 0;
		minutes = rt_str_head(minutes, 2);
		(void)rt_str_number(&minutes, 59, &more);
		int32_t offset = (int32_t)(value * 3600 + more * 60);
		return s.p[0] == '-' ? -offset : offset;
	}
	for (size_t i = 0; i < RT_COUNT(zones); i++)
		if (rt_str_ieq(s, (rt_str){ zones[i].name, 3 }))
			return zones[i].hours * 3600;
	return 0;
}

/* hour ":" minute [ ":" second ], what follows stays in s */
static bool
take_clock(rt_str *s, struct rt_civil *c)
{
	uint64_t hour, minute, second = 0;
	rt_str t = *s;

	if (rt_str_number(&t, 23, &hour) != RT_OK || !t.n || t.p[0] != ':')
		return false;
	t = rt_str_from(t, 1);
	if (rt_str_number(&t, 59, &minute) != RT_OK)
		return false;
	if (t.n && t.p[0] == ':') {
		t = rt_str_from(t, 1);
		if (rt_str_number(&t, 60, &second) != RT_OK)
			return false;
	}
	c->hour = (uint8_t)hour;
	c->minute = (uint8_t)minute;
	c->second = (uint8_t)second;
	*s = t;
	return true;
}

/* RFC 3339: 2026-11-22T01:02:03.5Z, a blank for the T as well */
static int64_t
stamp(rt_str s)
{
	struct rt_civil c = { 0 };
	uint64_t year, month, day;

	if (rt_str_number(&s, 9999, &year) != RT_OK || !s.n || s.p[0] != '-')
		return RT_TIME_NONE;
	s = rt_str_from(s, 1);
	if (rt_str_number(&s, 12, &month) != RT_OK || !s.n || s.p[0] != '-')
		return RT_TIME_NONE;
	s = rt_str_from(s, 1);
	if (rt_str_number(&s, 31, &day) != RT_OK || !s.n)
		return RT_TIME_NONE;
	s = rt_str_from(s, 1);
	if (!take_clock(&s, &c))
		return RT_TIME_NONE;
	c.year = (int32_t)year;
	c.month = (uint8_t)month;
	c.day = (uint8_t)day;
	while (s.n && (s.p[0] == '.' || s.p[0] == ',' || rt_is_digit(s.p[0]) || s.p[0] == ' '))
		s = rt_str_from(s, 1);

	int64_t t = rt_time_from_civil(c);
	return t == RT_TIME_NONE ? t : t - zone_offset(s);
}

/* RFC 5322 4.3: 00 to 49 mean 20yy, other two- and three-digit years count from 1900. */
static int32_t
whole_year(uint64_t year, size_t digits)
{
	if (digits == 2 && year < 50)
		return (int32_t)year + 2000;
	return (int32_t)(digits < 4 ? year + 1900 : year);
}

/* The next word; a comma may stand in place of the blank: "Sun,22 Nov". */
static rt_str
next_word(rt_str *s)
{
	size_t n = 0;

	while (s->n && (rt_is_space(s->p[0]) || s->p[0] == ','))
		*s = rt_str_from(*s, 1);
	while (n < s->n && !rt_is_space(s->p[n]) && s->p[n] != ',')
		n++;
	rt_str word = rt_str_head(*s, n);
	*s = rt_str_from(*s, n);
	return word;
}

/* What the words of a date have said so far. */
struct said {
	struct rt_civil c;
	int32_t offset;
	bool clock, year;
};

static void
take_number(struct said *d, uint64_t value, size_t digits)
{
	if (!d->c.day && value <= 31 && digits <= 2) {
		d->c.day = (uint8_t)value;
	} else if (!d->year) {
		d->c.year = whole_year(value, digits);
		d->year = true;
	}
}

static void
take_word(struct said *d, rt_str word)
{
	uint64_t value;
	rt_str rest = word;

	if (take_clock(&rest, &d->c)) {
		d->clock = true;
		if (rest.n)
			d->offset = zone_offset(rest);
	} else if (rt_str_number(&rest, 9999, &value) == RT_OK) {
		take_number(d, value, word.n - rest.n);
	} else if (!d->c.month && rt_time_month(word)) {
		d->c.month = (uint8_t)rt_time_month(word);
	} else if (d->clock && !d->offset) {
		d->offset = zone_offset(word);
	}
}

int64_t
rt_date_parse(rt_str s)
{
	struct said d = { .offset = 0 };
	bool all = false;

	s = rt_str_trim(s);
	if (s.n > 4 && rt_is_digit(s.p[0]) && s.p[4] == '-')
		return stamp(s);

	for (int words = 0; words < 10 && !all; words++) {
		take_word(&d, next_word(&s));
		all = d.clock && d.c.day && d.c.month && d.year && d.offset;
	}
	if (!d.clock || !d.year)
		return RT_TIME_NONE;
	int64_t t = rt_time_from_civil(d.c);
	return t == RT_TIME_NONE ? t : t - d.offset;
}
