/* SPDX-License-Identifier: MIT */
#include "wire/day.h"

#include "base/ascii.h"

/* Beginnings of month names, each at least as long as tells it apart; lower case, UTF-8. */
static const struct {
	char name[12];
	uint8_t month;
} months[] = { { "jan", 1 }, { "gennaio", 1 }, { "ene", 1 }, { "stycz", 1 }, { "янв", 1 },
	{ "feb", 2 }, { "fév", 2 }, { "fev", 2 }, { "lut", 2 }, { "фев", 2 }, { "mar", 3 },
	{ "mär", 3 }, { "mrt", 3 }, { "maart", 3 }, { "мар", 3 }, { "apr", 4 }, { "avr", 4 },
	{ "abr", 4 }, { "kwie", 4 }, { "апр", 4 }, { "may", 5 }, { "mai", 5 }, { "mag", 5 },
	{ "mei", 5 }, { "maj", 5 }, { "мая", 5 }, { "май", 5 }, { "jun", 6 }, { "juin", 6 },
	{ "giu", 6 }, { "czer", 6 }, { "июн", 6 }, { "jul", 7 }, { "juil", 7 }, { "lug", 7 },
	{ "lip", 7 }, { "июл", 7 }, { "aug", 8 }, { "août", 8 }, { "aout", 8 }, { "ago", 8 },
	{ "sier", 8 }, { "авг", 8 }, { "sep", 9 }, { "set", 9 }, { "wrze", 9 }, { "сен", 9 },
	{ "oct", 10 }, { "okt", 10 }, { "ott", 10 }, { "out", 10 }, { "paź", 10 }, { "окт", 10 },
	{ "nov", 11 }, { "list", 11 }, { "ноя", 11 }, { "dec", 12 }, { "dez", 12 }, { "déc", 12 },
	{ "dic", 12 }, { "gru", 12 }, { "дек", 12 } };

static uint8_t
month_of(rt_str word)
{
	for (size_t i = 0; i < RT_COUNT(months); i++)
		if (rt_str_istarts(word, rt_str_z(months[i].name)))
			return months[i].month;
	return 0;
}

/* What separates a number from the next part of a date; how many bytes. */
static size_t
separator(rt_str s)
{
	static const char signs[][8] = { "st ", "nd ", "rd ", "th ", ". de ", " de ", " di ", ". ",
		", ", ".", "/", "-", ",", " ", "年", "月", "日" };

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
	bool month_first;
	char sign; /* between the first two */
};

static struct parts
take_parts(rt_str s)
{
	struct parts p = { 0 };

	for (int i = 0; i < 4 && s.n; i++) {
		uint64_t value;
		uint8_t month = p.month ? 0 : month_of(s);
		if (p.numbers < 3 && rt_str_number(&s, 9999, &value) == RT_OK) {
			p.number[p.numbers++] = (uint32_t)value;
		} else if (month && p.numbers < 2) {
			p.month = month;
			p.month_first = !p.numbers;
			while (s.n && (rt_is_alpha(s.p[0]) || (uint8_t)s.p[0] > 127))
				s = rt_str_from(s, 1);
		} else {
			break;
		}
		size_t n = separator(s);
		if (!n)
			break;
		if (!p.sign)
			p.sign = s.p[0];
		s = rt_str_from(s, n);
	}
	return p;
}

/* Puts the parts in order; false when they make no day. */
static bool
make_day(const struct parts *p, struct rt_civil *c)
{
	uint32_t year = 0, month = p->month, day;

	if (p->month) {
		day = p->number[0];
		year = p->numbers > 1 ? p->number[1] : 0;
	} else if (p->numbers == 3 && p->number[0] > 999) {
		year = p->number[0];
		month = p->number[1];
		day = p->number[2];
	} else if (p->numbers >= 2 && p->sign != ' ' && p->sign != ',') {
		bool american = p->sign == '/' && p->number[1] > 12;
		/* 12月22日 */
		american |= (uint8_t)p->sign > 127;
		day = p->number[american];
		month = p->number[!american];
		year = p->numbers > 2 ? p->number[2] : 0;
		if (!year && p->sign != '.' && (uint8_t)p->sign < 128)
			return false;
	} else {
		return false;
	}
	if (!day || day > 31 || !month || month > 12 || (year > 99 && year < 1990))
		return false;
	*c = (struct rt_civil){ .year = (int32_t)(year && year < 100 ? year + 2000 : year),
		.month = (uint8_t)month,
		.day = (uint8_t)day };
	return true;
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
		if (rt_time_from_civil(*c) < after - HALF_YEAR)
			c->year++;
	}
	return rt_time_from_civil(*c) != RT_TIME_NONE;
}

bool
rt_day_find(rt_str text, int64_t after, struct rt_civil *ret)
{
	for (size_t i = 0; i < text.n; i++) {
		bool word = rt_is_alnum(text.p[i]) || (uint8_t)text.p[i] > 127;
		if (!word || (i && rt_is_alnum(text.p[i - 1])))
			continue;
		rt_str rest = rt_str_head(rt_str_from(text, i), 64);
		if (!rt_is_digit(rest.p[0]) && !month_of(rest))
			continue;
		struct parts p = take_parts(rest);
		struct rt_civil c;
		if (make_day(&p, &c) && complete_year(&c, after)) {
			*ret = c;
			return true;
		}
	}
	return false;
}
