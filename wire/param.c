/* SPDX-License-Identifier: MIT */
#include "wire/param.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/limits.h"

rt_str
rt_param_head(rt_str value)
{
	return rt_str_trim(rt_str_cut(value, ';').head);
}

/* The length of the quoted string at the front of s, quotes included; s.n when it does not end. */
static size_t
quoted_length(rt_str s)
{
	size_t i = 1;

	while (i < s.n && s.p[i] != '"')
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.n ? i + 1 : s.n;
}

/* The length of the comment at the front of s, brackets included; s.n when it does not end. */
static size_t
comment_length(rt_str s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
		else if (s.p[i] == '\\')
			i++;
	}
	return s.n;
}

/* Skips to just after the next ";" that is not inside a quoted string or a comment. */
static bool
skip_separator(rt_str *s)
{
	size_t i = 0;

	while (i < s->n && s->p[i] != ';') {
		if (s->p[i] == '"')
			i += quoted_length(rt_str_from(*s, i));
		else
			i += s->p[i] == '(' ? comment_length(rt_str_from(*s, i)) : 1;
	}
	if (i >= s->n)
		return false;
	*s = rt_str_trim(rt_str_from(*s, i + 1));
	while (s->n && s->p[0] == '(')
		*s = rt_str_trim(rt_str_from(*s, comment_length(*s)));
	return true;
}

static rt_str
take_value(rt_str *s)
{
	if (s->n && s->p[0] == '"') {
		size_t n = quoted_length(*s);
		rt_str v = rt_str_from(rt_str_head(*s, n), 1);
		*s = rt_str_from(*s, n);
		if (v.n && v.p[v.n - 1] == '"')
			v.n--;
		return v;
	}
	size_t n = 0;
	while (n < s->n && s->p[n] != ';' && !rt_is_space(s->p[n]))
		n++;
	rt_str v = rt_str_head(*s, n);
	*s = rt_str_from(*s, n);
	return v;
}

bool
rt_param_next(rt_str *s, struct rt_param *ret)
{
	while (skip_separator(s)) {
		size_t n = 0;
		while (n < s->n && s->p[n] != '=' && s->p[n] != ';' && s->p[n] != '"')
			n++;
		if (n == s->n || s->p[n] != '=')
			continue;
		ret->name = rt_str_trim(rt_str_head(*s, n));
		*s = rt_str_trim(rt_str_from(*s, n + 1));
		ret->value = take_value(s);
		if (ret->name.n)
			return true;
	}
	return false;
}

rt_str
rt_param_find(rt_str value, rt_str name)
{
	struct rt_param p;

	while (rt_param_next(&value, &p))
		if (rt_str_ieq(p.name, name))
			return p.value;
	return (rt_str){ 0 };
}

/* What the name of a parameter says by RFC 2231: name [ "*" section ] [ "*" ]. */
struct piece {
	uint64_t section;
	bool encoded;
};

static bool
is_piece(rt_str given, rt_str name, struct piece *ret)
{
	if (!rt_str_istarts(given, name))
		return false;

	rt_str s = rt_str_from(given, name.n);
	*ret = (struct piece){ 0 };
	if (!s.n)
		return true;
	if (s.p[0] != '*')
		return false;
	s = rt_str_from(s, 1);
	if (!s.n) {
		ret->encoded = true;
		return true;
	}
	if (rt_str_number(&s, 99, &ret->section) != RT_OK)
		return false;
	ret->encoded = rt_str_eq(s, RT_STR("*"));
	return !s.n || ret->encoded;
}

static void
put_percent(struct rt_buf *b, rt_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int hi = i + 2 < s.n ? rt_hex_value(s.p[i + 1]) : -1;
		int lo = i + 2 < s.n ? rt_hex_value(s.p[i + 2]) : -1;
		if (s.p[i] == '%' && hi >= 0 && lo >= 0) {
			rt_buf_ch(b, (char)(hi * 16 + lo));
			i += 2;
		} else {
			rt_buf_ch(b, s.p[i]);
		}
	}
}

static void
put_unquoted(struct rt_buf *b, rt_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
		rt_buf_ch(b, s.p[i]);
	}
}

/* charset "'" language "'" text, at the front of the first piece only. */
static rt_str
cut_charset(rt_str s, rt_str *ret_charset)
{
	struct rt_cut charset = rt_str_cut(s, '\'');
	struct rt_cut language = rt_str_cut(charset.tail, '\'');

	if (!charset.ok || !language.ok)
		return s;
	*ret_charset = charset.head;
	return language.tail;
}

static bool
find_piece(rt_str value, rt_str name, uint64_t section, struct rt_param *ret, bool *ret_encoded)
{
	struct piece piece;

	while (rt_param_next(&value, ret))
		if (is_piece(ret->name, name, &piece) && piece.section == section) {
			*ret_encoded = piece.encoded;
			return true;
		}
	return false;
}

enum rt_result
rt_param_text(rt_str value, rt_str name, struct rt_arena *a, rt_str *ret_text, rt_str *ret_charset)
{
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };
	rt_str charset = { 0 };
	struct rt_param p;
	bool encoded;
	uint64_t section = 0;

	value = rt_str_head(value, RT_MAX_FIELD);
	for (; find_piece(value, name, section, &p, &encoded); section++) {
		if (encoded && section == 0)
			p.value = cut_charset(p.value, &charset);
		if (encoded)
			put_percent(&b, p.value);
		else
			put_unquoted(&b, p.value);
	}
	if (!section)
		return RT_ENOTFOUND;
	if (b.full)
		return RT_ELIMIT;
	a->at += b.n;
	*ret_text = rt_buf_view(&b);
	*ret_charset = charset;
	return RT_OK;
}
