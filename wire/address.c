/* SPDX-License-Identifier: MIT */
#include "wire/address.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

/* atext of RFC 5322 3.2.3, dots, and octets above 127 (RFC 6531) */
static bool
is_local(char c)
{
	return rt_is_alnum(c) || (uint8_t)c > 127 ||
		(c > ' ' && rt_str_has(RT_STR("!#$%&'*+-/=?^_`{|}~."), c));
}

static bool
is_domain(char c)
{
	return rt_is_alnum(c) || (uint8_t)c > 127 || c == '-' || c == '.' || c == '_';
}

/* Where the local part before the "@" at at begins; at itself when there is none. */
static size_t
local_start(rt_str s, size_t from, size_t at)
{
	size_t i = at;

	if (i > from && s.p[i - 1] == '"') {
		for (i--; i > from && at - i < RT_MAX_ADDRESS; i--)
			if (s.p[i - 1] == '"' && (i < 2 || s.p[i - 2] != '\\'))
				return i - 1;
		return at;
	}
	while (i > from && is_local(s.p[i - 1]) && at - i < RT_MAX_ADDRESS)
		i--;
	while (i < at && (s.p[i] == '.' || s.p[i] == '\'' || s.p[i] == '`' || s.p[i] == '='))
		i++;
	return i;
}

/* Where the domain that begins at at ends; at itself when there is none. */
static size_t
domain_end(rt_str s, size_t at)
{
	size_t i = at;

	if (i < s.n && s.p[i] == '[') {
		i++;
		while (i < s.n && i - at < 64 && (is_domain(s.p[i]) || s.p[i] == ':'))
			i++;
		return i < s.n && s.p[i] == ']' && i > at + 1 ? i + 1 : at;
	}
	while (i < s.n && is_domain(s.p[i]) && i - at < 255)
		i++;
	while (i > at && (s.p[i - 1] == '.' || s.p[i - 1] == '-' || s.p[i - 1] == '_'))
		i--;
	return i;
}

bool
rt_address_find(rt_str s, size_t from, struct rt_span *ret)
{
	for (size_t i = from; i < s.n; i++) {
		const char *sign = memchr(s.p + i, '@', s.n - i);
		if (!sign)
			return false;
		i = (size_t)(sign - s.p);
		size_t at = local_start(s, from, i), end = domain_end(s, i + 1);
		if (at == i || end == i + 1)
			continue;
		/* "a@b"@example.org: this sign belongs to a quoted local part. */
		if (rt_str_starts(rt_str_from(s, end), RT_STR("\"@")))
			continue;
		*ret = (struct rt_span){ (uint32_t)at, (uint32_t)end };
		return true;
	}
	return false;
}

bool
rt_address_is(rt_str s)
{
	struct rt_cut cut = rt_str_cut_last(s, '@');
	size_t at = cut.head.n;

	return cut.ok && at && cut.tail.n && local_start(s, 0, at) == 0 &&
		domain_end(s, at + 1) == s.n;
}

/* Without comments at the end: "u@example.org (why)". Quoted local parts may hold brackets. */
static rt_str
cut_comment(rt_str s)
{
	if (s.n && s.p[0] == '"')
		return s;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '(' && rt_is_space(s.p[i - 1]))
			return rt_str_trim(rt_str_head(s, i));
	return s;
}

rt_str
rt_address_of(rt_str s)
{
	s = rt_str_trim(s);

	struct rt_cut close = rt_str_cut_last(s, '>');
	struct rt_cut open = rt_str_cut_last(close.head, '<');
	if (close.ok && open.ok)
		s = rt_str_trim(open.tail);
	else
		s = cut_comment(s);
	if (s.n && s.p[0] == '<')
		s = rt_str_from(s, 1);
	if (rt_str_istarts(s, RT_STR("mailto:")))
		s = rt_str_from(s, 7);

	/* A-d-l = "@" domain *( "," "@" domain ) ":" ; RFC 5321 4.1.2, ignored by 3.6.1 */
	struct rt_cut route = rt_str_cut(s, ':');
	if (route.ok && s.p[0] == '@')
		s = route.tail;
	return rt_str_trim(s);
}

/* unitext: \x{HEX} for a code point in "utf-8" addresses of 7-bit reports (RFC 6533 4). */
static enum rt_result
decode_unitext(rt_str s, struct rt_arena *a, rt_str *ret)
{
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };
	bool any = false;

	for (size_t i = 0; i < s.n; i++) {
		uint32_t code = 0;
		size_t k = i + 3;
		bool open = rt_str_starts(rt_str_from(s, i), RT_STR("\\x{"));
		while (open && k < s.n && k < i + 9 && rt_hex_value(s.p[k]) >= 0)
			code = code * 16 + (uint32_t)rt_hex_value(s.p[k++]);
		if (open && k > i + 3 && k < s.n && s.p[k] == '}') {
			rt_buf_utf8(&b, code);
			any = true;
			i = k;
		} else {
			rt_buf_ch(&b, s.p[i]);
		}
	}
	*ret = s;
	if (!any)
		return RT_OK;
	if (b.full)
		return RT_ELIMIT;
	a->at += b.n;
	*ret = rt_buf_view(&b);
	return RT_OK;
}

/* The octet of "+XX" at i if xtext must encode it, else -1. */
static int
xtext_octet(rt_str s, size_t i, bool quoted)
{
	if (i + 2 >= s.n)
		return -1;

	int hi = rt_hex_value(s.p[i + 1]), lo = rt_hex_value(s.p[i + 2]);
	if (hi < 0 || lo < 0)
		return -1;

	int octet = hi * 16 + lo;
	if (octet == '+' || octet == '=' || octet > 127)
		return octet;
	return quoted && octet == ' ' ? octet : -1;
}

enum rt_result
rt_xtext(rt_str s, struct rt_arena *a, rt_str *ret)
{
	bool quoted = s.n && s.p[0] == '"';

	*ret = s;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '+' && xtext_octet(s, i, quoted) < 0)
			return RT_OK;
	if (!rt_str_has(s, '+'))
		return RT_OK;

	char *out = rt_arena_bytes(a, s.n);
	if (!out)
		return RT_ELIMIT;
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool encoded = s.p[i] == '+';
		out[n++] = encoded ? (char)xtext_octet(s, i, quoted) : s.p[i];
		i += encoded ? 2 : 0;
	}
	a->at = out + n;
	*ret = (rt_str){ out, n };
	return RT_OK;
}

/* The type in front of ";": letters, digits and hyphens, and shorter than any address would be. */
static bool
is_type(rt_str s)
{
	if (!s.n || s.n > 24)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!rt_is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
	return true;
}

enum rt_result
rt_address_typed(rt_str value, struct rt_arena *a, struct rt_typed_address *ret)
{
	struct rt_cut cut = rt_str_cut(value, ';');
	rt_str type = rt_str_trim(cut.head);
	bool typed = cut.ok && is_type(type);

	ret->type = typed ? type : (rt_str){ 0 };
	ret->address = rt_address_of(typed ? cut.tail : value);
	if (!typed || rt_str_ieq(type, RT_STR("rfc822")))
		return rt_xtext(ret->address, a, &ret->address);
	if (rt_str_istarts(type, RT_STR("utf")))
		return decode_unitext(ret->address, a, &ret->address);
	return RT_OK;
}
