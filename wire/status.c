/* SPDX-License-Identifier: MIT */
#include "wire/status.h"

#include "base/ascii.h"

static enum rt_result
wrong(struct rt_err *err, size_t at, const char *what)
{
	if (err)
		*err = (struct rt_err){ .result = RT_ESYNTAX, .at = at, .what = what };
	return RT_ESYNTAX;
}

/* 1*3digit without leading zeros; at is where it stands, for the error. */
static enum rt_result
take_part(rt_str *s, size_t at, uint16_t *ret, struct rt_err *err)
{
	uint64_t value;
	rt_str was = *s;

	if (s->n && rt_is_space(s->p[0]))
		return wrong(err, at, "no blanks may stand inside a status code");
	if (rt_str_number(s, 999, &value) != RT_OK)
		return wrong(err, at,
			was.n && rt_is_digit(was.p[0]) ? "a number has at most three digits"
						       : "a number is missing");
	if (was.p[0] == '0' && was.n - s->n > 1)
		return wrong(err, at, "a number has no leading zeros");
	*ret = (uint16_t)value;
	return RT_OK;
}

/* Whether s goes on with something that belongs to a longer number, name or address. */
static bool
runs_on(rt_str s)
{
	if (!s.n)
		return false;
	if (s.p[0] == '.')
		return s.n > 1 && rt_is_digit(s.p[1]);
	return rt_is_alnum(s.p[0]) || s.p[0] == '_' || s.p[0] == '@';
}

enum rt_result
rt_status_take(rt_str *s, struct rt_status *ret, struct rt_err *err)
{
	rt_str rest = *s;
	uint16_t part[3];

	for (size_t i = 0; i < RT_COUNT(part); i++) {
		size_t at = s->n - rest.n;
		if (i && (!rest.n || rest.p[0] != '.'))
			return wrong(err, at, "three numbers with dots between them are wanted");
		rest = rt_str_from(rest, i ? 1 : 0);
		if (take_part(&rest, s->n - rest.n, &part[i], err) != RT_OK)
			return RT_ESYNTAX;
	}
	if (part[0] != 2 && part[0] != 4 && part[0] != 5)
		return wrong(err, 0, "the class, the first number, is 2, 4 or 5");
	if (runs_on(rest))
		return wrong(err, s->n - rest.n, "something follows that does not belong to it");
	*ret = (struct rt_status){
		.class = (uint8_t)part[0], .subject = part[1], .detail = part[2]
	};
	*s = rest;
	return RT_OK;
}

enum rt_result
rt_status_take_loose(rt_str *s, struct rt_status *ret)
{
	rt_str rest = *s;

	while (rest.n && rt_is_space(rest.p[0]))
		rest = rt_str_from(rest, 1);

	bool closed = rest.n && (rest.p[0] == '(' || rest.p[0] == '[');
	if (closed)
		rest = rt_str_from(rest, 1);
	if (rest.n && rest.p[0] == '#')
		rest = rt_str_from(rest, 1);
	if (rt_status_take(&rest, ret, NULL) != RT_OK)
		return RT_ESYNTAX;
	if (closed && rest.n && (rest.p[0] == ')' || rest.p[0] == ']'))
		rest = rt_str_from(rest, 1);
	*s = rest;
	return RT_OK;
}

/* Whether a status may begin at at: no word, number or name runs into it, but "550-" may. */
static bool
may_begin(rt_str s, size_t at)
{
	if (!at)
		return true;
	if (s.p[at - 1] != '-')
		return !rt_is_alnum(s.p[at - 1]) && s.p[at - 1] != '.';
	return at >= 4 && rt_is_digit(s.p[at - 2]) && rt_is_digit(s.p[at - 3]) &&
		rt_is_digit(s.p[at - 4]) && (at == 4 || !rt_is_alnum(s.p[at - 5]));
}

bool
rt_status_find(
	rt_str s, size_t from, uint8_t class, struct rt_status *ret, struct rt_span *ret_span)
{
	struct rt_status status;

	for (size_t i = from ? from : 1; i + 1 < s.n; i++) {
		const char *dot = memchr(s.p + i, '.', s.n - i);
		if (!dot)
			return false;
		i = (size_t)(dot - s.p);
		size_t at = i - 1;
		if (at < from || s.p[at] < '2' || s.p[at] > '5')
			continue;
		if (!may_begin(s, at))
			continue;
		rt_str rest = rt_str_from(s, at);
		if (rt_status_take(&rest, &status, NULL) != RT_OK ||
			(class && status.class != class))
			continue;
		*ret = status;
		*ret_span = (struct rt_span){ (uint32_t)at, (uint32_t)(s.n - rest.n) };
		return true;
	}
	return false;
}
