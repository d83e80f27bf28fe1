/* SPDX-License-Identifier: MIT */
#include "wire/day.h"

#include "base/ascii.h"

/* Month names in lower case, UTF-8; of each, at least so many bytes must stand there. */
static const struct {
	char name[20];
	uint8_t least, month;
} months[] = { { "january", 3, 1 }, { "januari", 3, 1 }, { "janvier", 3, 1 }, { "janeiro", 3, 1 },
	{ "jänner", 4, 1 }, { "gennaio", 3, 1 }, { "enero", 3, 1 }, { "stycznia", 4, 1 },
	{ "января", 6, 1 }, { "february", 3, 2 }, { "februari", 3, 2 }, { "février", 4, 2 },
	{ "fevrier", 3, 2 }, { "fevereiro", 3, 2 }, { "febbraio", 3, 2 }, { "febrero", 3, 2 },
	{ "lutego", 3, 2 }, { "февраля", 6, 2 }, { "march", 3, 3 }, { "mars", 3, 3 },
	{ "marts", 3, 3 }, { "marzo", 3, 3 }, { "março", 3, 3 }, { "marca", 3, 3 },
	{ "märz", 4, 3 }, { "mrz", 3, 3 }, { "maart", 3, 3 }, { "mrt", 3, 3 }, { "марта", 6, 3 },
	{ "april", 3, 4 }, { "aprile", 3, 4 }, { "avril", 3, 4 }, { "abril", 3, 4 },
	{ "kwietnia", 4, 4 }, { "апреля", 6, 4 }, { "may", 3, 5 }, { "mayo", 3, 5 },
	{ "mai", 3, 5 }, { "maio", 3, 5 }, { "maggio", 3, 5 }, { "mei", 3, 5 }, { "maja", 3, 5 },
	{ "мая", 6, 5 }, { "май", 6, 5 }, { "june", 3, 6 }, { "juni", 3, 6 }, { "juin", 3, 6 },
	{ "junio", 3, 6 }, { "junho", 3, 6 }, { "giugno", 3, 6 }, { "czerwca", 4, 6 },
	{ "июня", 6, 6 }, { "july", 3, 7 }, { "juli", 3, 7 }, { "juillet", 4, 7 },
	{ "julio", 3, 7 }, { "julho", 3, 7 }, { "luglio", 3, 7 }, { "lipca", 3, 7 },
	{ "июля", 6, 7 }, { "august", 3, 8 }, { "augusti", 3, 8 }, { "augustus", 3, 8 },
	{ "août", 5, 8 }, { "aout", 4, 8 }, { "agosto", 3, 8 }, { "sierpnia", 4, 8 },
	{ "августа", 6, 8 }, { "september", 3, 9 }, { "septembre", 3, 9 }, { "septiembre", 3, 9 },
	{ "settembre", 4, 9 }, { "setembro", 4, 9 }, { "setiembre", 4, 9 }, { "września", 4, 9 },
	{ "сентября", 6, 9 }, { "october", 3, 10 }, { "octobre", 3, 10 }, { "octubre", 3, 10 },
	{ "oktober", 3, 10 }, { "ottobre", 3, 10 }, { "outubro", 4, 10 }, { "października", 4, 10 },
	{ "октября", 6, 10 }, { "november", 3, 11 }, { "novembre", 3, 11 }, { "novembro", 3, 11 },
	{ "noviembre", 3, 11 }, { "listopada", 8, 11 }, { "ноября", 6, 11 }, { "december", 3, 12 },
	{ "décembre", 4, 12 }, { "decembre", 3, 12 }, { "dezember", 3, 12 }, { "dezembro", 3, 12 },
	{ "desember", 3, 12 }, { "dicembre", 3, 12 }, { "diciembre", 3, 12 }, { "grudnia", 3, 12 },
	{ "декабря", 6, 12 } };

/* The letters at the front of s. */
static rt_str
letters(rt_str s)
{
	size_t n = 0;

	while (n < s.n && (rt_is_alpha(s.p[n]) || (uint8_t)s.p[n] > 127))
		n++;
	return rt_str_head(s, n);
}

/* The month that a whole word names: "Dec" and "December", but not "decided". */
static uint8_t
month_of(rt_str word)
{
	for (size_t i = 0; i < RT_COUNT(months); i++)
		if (word.n >= months[i].least && rt_str_istarts(rt_str_z(months[i].name), word))
			return months[i].month;
	return 0;
}

/* "22nd", "1er", "1º": the length of what follows the number. */
static size_t
ordinal(rt_str s)
{
	static const char ends[][4] = { "st", "nd", "rd", "th", "er", "e", "º", "ª" };
	rt_str word = letters(s);

	for (size_t i = 0; i < RT_COUNT(ends); i++)
		if (rt_str_ieq(word, rt_str_z(ends[i])))
			return word.n;
	return 0;
}

/* What separates a number from the next part of a date; how many bytes. */
static size_t
separator(rt_str s)
{
	static const char signs[][8] = { ". de ", " de ", " di ", " of ", ". ", ", ", " 年 ",
		" 月 ", "年", "月", "日", "년 ", "월 ", "년", "월", "일", ".", "/", "-", ",", " " };

	for (size_t i = 0; i < RT_COUNT(signs); i++)
		if (rt_str_istarts(s, rt_str_z(signs[i])))
			return strlen(signs[i]);
	return 0;
}

/* The numbers and month names of a date at the front of s, in their order. */
struct parts {
	uint32_t number[3];
	unsigned numbers;
	uint8_t month; /* named; 0 when it is a number */
	char sign; /* the last of those between the first two that is no blank; ' ' if all are */
};

static struct parts
take_parts(rt_str s)
{
	struct parts p = { 0 };

	for (int i = 0; i < 4 && s.n; i++) {
		uint64_t value;
		rt_str word = letters(s);
		uint8_t month = p.month || p.numbers > 1 ? 0 : month_of(word);
		if (p.numbers < 3 && rt_str_number(&s, 9999, &value) == RT_OK) {
			p.number[p.numbers++] = (uint32_t)value;
			s = rt_str_from(s, ordinal(s));
		} else if (month) {
			p.month = month;
			s = rt_str_from(s, word.n);
		} else {
			break;
		}
		size_t n = separator(s);
		if (!n)
			break;
		if (!p.sign) {
			rt_str sign = rt_str_trim(rt_str_head(s, n));
			p.sign = sign.n ? sign.p[sign.n - 1] : ' ';
		}
		s = rt_str_from(s, n);
	}
	return p;
}

/* A year of two digits counts from 2000; one that nobody returns in is none. */
static uint32_t
whole_year(uint32_t year)
{
	if (year < 100)
		return year < 20 ? 0 : year + 2000;
	return year < 1990 || year > 2999 ? 0 : year;
}

/* Day and month in numbers. False when they are none. */
static bool
make_numeric(const struct parts *p, struct rt_civil *c)
{
	bool signs = (uint8_t)p->sign > 127; /* 12月22日 */
	bool dashes = p->sign == '-' || p->sign == '/';
	const uint32_t *n = p->number;
	uint32_t year = whole_year(n[2]), day, month;

	if (p->numbers == 3 && n[0] > 999) {
		year = whole_year(n[0]);
		month = n[1];
		day = n[2];
	} else if (p->numbers > 1 && (signs || dashes || p->sign == '.')) {
		bool american = signs || (p->sign == '/' && n[1] > 12);
		day = n[american];
		month = n[!american];
	} else {
		return false;
	}
	/* "22.12." says a day; "1/2" and "22-12" may be anything. */
	if (!year && (p->numbers == 3 || dashes))
		return false;
	if (day > 31 || month > 12)
		return false;
	*c = (struct rt_civil){ (int32_t)year, (uint8_t)month, (uint8_t)day, 0, 0, 0 };
	return true;
}

/* Puts the parts in order; false when they make no day. */
static bool
make_day(const struct parts *p, struct rt_civil *c)
{
	if (!p->month)
		return make_numeric(p, c) && c->day && c->month;

	/* "22 December 17:00": of two digits, a year stands behind a sign only. */
	bool sign = p->sign == '-' || p->sign == '/';
	uint32_t day = p->number[0], year = p->number[1];
	year = year < 100 && !sign ? 0 : whole_year(year);
	*c = (struct rt_civil){ (int32_t)year, p->month, (uint8_t)(day > 31 ? 0 : day), 0, 0, 0 };
	return c->day;
}

/* A day without a year lies in the year of after, or early in the next. */
static bool
complete_year(struct rt_civil *c, int64_t after)
{
	enum { HALF_YEAR = 183 * 86400 };

	if (!c->year) {
		if (after == RT_TIME_NONE)
			return false;
		c->year = rt_time_to_civil(after).year;
		if (c->year < 1 || c->year > 9998)
			return false;
		if (rt_time_from_civil(*c) + HALF_YEAR < after)
			c->year++;
	}
	return rt_time_from_civil(*c) != RT_TIME_NONE;
}

/* Whether a date may begin at i: with a number of its own or a whole word. */
static bool
may_begin(rt_str text, size_t i)
{
	char c = text.p[i], before = i ? text.p[i - 1] : ' ';

	if (rt_is_alnum(before))
		return false;
	if (!rt_is_digit(c))
		return (uint8_t)before <= 127 &&
			month_of(letters(rt_str_head(rt_str_from(text, i), 32)));
	/* "192.0.2.1", "17:00" */
	return i < 2 || (before != '.' && before != ':') || !rt_is_digit(text.p[i - 2]);
}

bool
rt_day_find(rt_str text, int64_t after, struct rt_civil *ret)
{
	for (size_t i = 0; i < text.n; i++) {
		if (!may_begin(text, i))
			continue;
		struct parts p = take_parts(rt_str_head(rt_str_from(text, i), 64));
		struct rt_civil c;
		if (make_day(&p, &c) && complete_year(&c, after)) {
			*ret = c;
			return true;
		}
	}
	return false;
}
