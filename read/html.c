/* SPDX-License-Identifier: MIT */
#include "read/html.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* A tag at the front of s, which begins with "<". name is empty when it is none. */
struct tag {
	rt_str name;
	size_t length;
	bool closing;
};

/* Where a tag ends, from i on: behind a ">" that stands in no quoted value. */
static size_t
tag_end(rt_str s, size_t i)
{
	enum { MOST_VALUE = 4096 };

	for (; i < s.n && s.p[i] != '>'; i++) {
		bool quote = (s.p[i] == '"' || s.p[i] == '\'') && s.p[i - 1] == '=';
		rt_str value = rt_str_head(rt_str_from(s, i + 1), MOST_VALUE);
		struct rt_cut cut = quote ? rt_str_cut(value, s.p[i]) : (struct rt_cut){ 0 };
		if (cut.ok)
			i += cut.head.n + 1;
	}
	return i < s.n ? i + 1 : s.n;
}

static struct tag
take_tag(rt_str s)
{
	struct tag t = { .length = 1 };
	size_t i = 1;

	if (i < s.n && s.p[i] == '/') {
		t.closing = true;
		i++;
	}
	size_t at = i;
	while (i < s.n && rt_is_alnum(s.p[i]))
		i++;
	/* A name that goes on with "@" or a dot is an address and no tag. */
	bool name = i > at && rt_is_alpha(s.p[at]) && i < s.n &&
		(rt_is_space(s.p[i]) || s.p[i] == '>' || s.p[i] == '/' || s.p[i] == ':');
	if (!name && !(i < s.n && (s.p[i] == '!' || s.p[i] == '?')))
		return t;

	t.length = tag_end(s, i);
	t.name = name ? rt_str_from(rt_str_head(s, i), at) : RT_STR("!");
	return t;
}

static bool
is_among(rt_str name, const char (*list)[12], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (rt_str_ieq(name, rt_str_z(list[i])))
			return true;
	return false;
}

/* Elements whose content is not for reading. A head has no text but in these, and may lack its end. */
static bool
is_hidden(rt_str name)
{
	static const char list[][12] = { "style", "script", "title" };

	return is_among(name, list, RT_COUNT(list));
}

static bool
is_block(rt_str name)
{
	static const char list[][12] = { "p", "br", "div", "tr", "li", "ul", "ol", "table", "h1",
		"h2", "h3", "h4", "hr", "pre", "blockquote", "td", "th", "dt", "dd", "center",
		"body" };

	return is_among(name, list, RT_COUNT(list));
}

/* The length of what stands up to the end tag of a hidden element, tag included. */
static size_t
hidden_length(rt_str s, rt_str name)
{
	for (size_t i = 0; i < s.n; i++) {
		const char *open = memchr(s.p + i, '<', s.n - i);
		if (!open)
			break;
		i = (size_t)(open - s.p);
		rt_str rest = rt_str_from(s, i);
		if (!rt_str_starts(rest, RT_STR("</")) ||
			!rt_str_istarts(rt_str_from(rest, 2), name))
			continue;
		struct tag t = take_tag(rest);
		if (rt_str_ieq(t.name, name))
			return i + t.length;
	}
	return s.n;
}

/* "&name;" or "&#n;" at the front of s; its length, or 0. Names that mail needs, no more. */
static size_t
take_entity(rt_str s, uint32_t *ret)
{
	static const struct {
		char name[8];
		uint16_t code;
	} entities[] = { { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' },
		{ "apos", '\'' }, { "nbsp", ' ' }, { "auml", 0xe4 }, { "ouml", 0xf6 },
		{ "uuml", 0xfc }, { "Auml", 0xc4 }, { "Ouml", 0xd6 }, { "Uuml", 0xdc },
		{ "szlig", 0xdf }, { "eacute", 0xe9 }, { "egrave", 0xe8 }, { "agrave", 0xe0 },
		{ "aacute", 0xe1 }, { "oacute", 0xf3 }, { "iacute", 0xed }, { "uacute", 0xfa },
		{ "ntilde", 0xf1 }, { "ccedil", 0xe7 }, { "ecirc", 0xea }, { "lsquo", '\'' },
		{ "rsquo", '\'' }, { "ldquo", '"' }, { "rdquo", '"' }, { "ndash", '-' },
		{ "mdash", '-' }, { "bull", 0x2022 }, { "hellip", 0x2026 }, { "laquo", 0xab },
		{ "raquo", 0xbb }, { "Eacute", 0xc9 }, { "atilde", 0xe3 }, { "otilde", 0xf5 },
		{ "acirc", 0xe2 }, { "icirc", 0xee }, { "ocirc", 0xf4 }, { "ucirc", 0xfb },
		{ "igrave", 0xec }, { "ograve", 0xf2 }, { "ugrave", 0xf9 }, { "aring", 0xe5 },
		{ "aelig", 0xe6 }, { "oslash", 0xf8 } };
	struct rt_cut cut = rt_str_cut(rt_str_head(s, 12), ';');
	rt_str name = rt_str_from(cut.head, 1);
	uint64_t code = 0;

	if (!cut.ok || !name.n)
		return 0;
	if (name.p[0] == '#') {
		rt_str digits = rt_str_from(name, 1);
		if (digits.n && rt_lower(digits.p[0]) == 'x')
			for (size_t i = 1; i < digits.n; i++) {
				if (rt_hex_value(digits.p[i]) < 0)
					return 0;
				code = code * 16 + (uint64_t)rt_hex_value(digits.p[i]);
			}
		else if (rt_str_number(&digits, 0x10ffff, &code) != RT_OK || digits.n)
			return 0;
		*ret = (uint32_t)code;
		return code ? cut.head.n + 1 : 0;
	}
	for (size_t i = 0; i < RT_COUNT(entities); i++)
		if (rt_str_eq(name, rt_str_z(entities[i].name))) {
			*ret = entities[i].code;
			return cut.head.n + 1;
		}
	return 0;
}

/* Where the text goes, and how. */
struct writer {
	struct rt_buf *out;
	bool pre; /* blanks and line ends stay */
};

static void
put_break(struct rt_buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	if (out->n)
		rt_buf_ch(out, '\n');
}

static void
put_char(struct writer *w, char c)
{
	struct rt_buf *out = w->out;
	bool blank = rt_is_space(c);

	if (blank && w->pre) {
		if (c != '\r')
			rt_buf_ch(out, c);
		return;
	}
	if (blank && (!out->n || rt_is_space(out->p[out->n - 1])))
		return;
	rt_buf_ch(out, blank ? ' ' : c);
}

/* A character that was written as its number; control characters are no text. */
static void
put_code(struct writer *w, uint32_t code)
{
	if (code < ' ' || code == 127)
		put_char(w, ' ');
	else
		rt_buf_utf8(w->out, code == 0xa0 ? ' ' : code);
}

/* Takes the tag at the front of rest; the length of all that goes with it. */
static size_t
take_element(rt_str rest, struct tag t, struct writer *w)
{
	if (rt_str_starts(rest, RT_STR("<!--"))) {
		size_t end = rt_str_find(rest, RT_STR("-->"), 4);
		return end == SIZE_MAX ? rest.n : end + 3;
	}
	if (is_block(t.name))
		put_break(w->out);
	if (rt_str_ieq(t.name, RT_STR("pre")))
		w->pre = !t.closing;
	if (t.closing || !is_hidden(t.name))
		return t.length;
	return t.length + hidden_length(rt_str_from(rest, t.length), t.name);
}

void
rt_html_text(rt_str html, struct rt_buf *out)
{
	struct writer w = { .out = out };

	for (size_t i = 0; i < html.n;) {
		rt_str rest = rt_str_from(html, i);
		uint32_t code = 0;
		size_t n = html.p[i] == '&' ? take_entity(rest, &code) : 0;
		struct tag t = { .length = 1 };
		if (html.p[i] == '<')
			t = take_tag(rest);
		if (n)
			put_code(&w, code);
		else if (t.name.n)
			n = take_element(rest, t, &w);
		else
			put_char(&w, html.p[i]);
		i += n ? n : 1;
	}
}
