/* SPDX-License-Identifier: MIT */
#include "wire/json.h"

#include "base/ascii.h"
#include "base/utf8.h"

static rt_str
skip_space(rt_str s)
{
	while (s.n && rt_is_space(s.p[0]))
		s = rt_str_from(s, 1);
	return s;
}

/* The length of the string at the front of s, quotes included; s.n when it does not end. */
static size_t
string_length(rt_str s)
{
	size_t i = 1;

	while (i < s.n && s.p[i] != '"')
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.n ? i + 1 : s.n;
}

/* The length of the value at the front of s, whatever is nested in it. */
static size_t
value_length(rt_str s)
{
	size_t depth = 0, i = 0;

	while (i < s.n) {
		char c = s.p[i];
		if (c == '"') {
			i += string_length(rt_str_from(s, i));
			if (!depth)
				return i;
			continue;
		}
		if (c == '{' || c == '[')
			depth++;
		if ((c == ',' || c == '}' || c == ']') && !depth)
			return i;
		i++;
		if ((c == '}' || c == ']') && --depth == 0)
			return i;
	}
	return s.n;
}

/* Takes a value off the front of *s; a comma behind it stays. */
static bool
take_value(rt_str *s, rt_str *ret)
{
	*s = skip_space(*s);
	if (!s->n || s->p[0] == ']' || s->p[0] == '}')
		return false;

	size_t n = value_length(*s);
	*ret = rt_str_trim(rt_str_head(*s, n));
	*s = skip_space(rt_str_from(*s, n));
	return ret->n > 0;
}

rt_str
rt_json_member_of(rt_str object, rt_str name)
{
	rt_str s = skip_space(object), value;

	if (!s.n || s.p[0] != '{')
		return (rt_str){ 0 };
	s = rt_str_from(s, 1);
	for (;;) {
		s = skip_space(s);
		if (!s.n || s.p[0] != '"')
			return (rt_str){ 0 };
		size_t n = string_length(s);
		rt_str key = rt_str_head(s, n);
		s = skip_space(rt_str_from(s, n));
		if (!s.n || s.p[0] != ':')
			return (rt_str){ 0 };
		s = rt_str_from(s, 1);
		if (!take_value(&s, &value))
			return (rt_str){ 0 };
		if (key.n == name.n + 2 &&
			rt_str_eq(rt_str_from(rt_str_head(key, key.n - 1), 1), name))
			return value;
		if (s.n && s.p[0] == ',')
			s = rt_str_from(s, 1);
	}
}

bool
rt_json_element(rt_str *array, rt_str *ret)
{
	rt_str s = skip_space(*array);

	/* What the last call left begins with a comma, so "[" in it is never a second beginning. */
	if (s.n && (s.p[0] == '[' || s.p[0] == ','))
		s = rt_str_from(s, 1);
	*array = s;
	return take_value(array, ret);
}

/* The code unit of "uXXXX" at the front of s; UINT32_MAX when it is none. */
static uint32_t
code_unit(rt_str s)
{
	uint32_t code = 0;

	if (s.n < 5 || s.p[0] != 'u')
		return UINT32_MAX;
	for (size_t i = 1; i < 5; i++) {
		int digit = rt_hex_value(s.p[i]);
		if (digit < 0)
			return UINT32_MAX;
		code = code * 16 + (uint32_t)digit;
	}
	return code;
}

/* Behind a backslash; the number of bytes taken, 0 when it is wrong. */
static size_t
put_escape(rt_str s, struct rt_buf *b)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	if (!s.n)
		return 0;
	const char *at = memchr(from, s.p[0], sizeof from - 1);
	if (at) {
		rt_buf_ch(b, to[at - from]);
		return 1;
	}
	uint32_t code = code_unit(s), low = UINT32_MAX;
	if (code == UINT32_MAX)
		return 0;
	/* Two surrogates are one character (RFC 8259 7). */
	if (code >> 10 == 0xd800 >> 10 && s.n > 5 && s.p[5] == '\\')
		low = code_unit(rt_str_from(s, 6));
	if (low >> 10 == 0xdc00 >> 10) {
		rt_buf_utf8(b, 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff)));
		return 11;
	}
	rt_buf_utf8(b, code);
	return 5;
}

rt_str
rt_json_text(rt_str value, struct rt_arena *a)
{
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };

	if (value.n < 2 || value.p[0] != '"' || value.p[value.n - 1] != '"')
		return (rt_str){ 0 };
	rt_str s = rt_str_from(rt_str_head(value, value.n - 1), 1);
	if (!rt_str_has(s, '\\'))
		return s;
	while (s.n) {
		struct rt_cut cut = rt_str_cut(s, '\\');
		rt_buf_str(&b, cut.head);
		s = cut.tail;
		if (cut.ok)
			s = rt_str_from(s, put_escape(s, &b));
	}
	if (b.full)
		return (rt_str){ 0 };
	a->at += b.n;
	return rt_buf_view(&b);
}
