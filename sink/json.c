/* SPDX-License-Identifier: MIT */
#include "sink/json.h"

#include "base/utf8.h"
#include "sink/field.h"
#include "sink/render.h"

/* Whether some of these eight bytes cannot stand in a JSON string as they are. */
static bool
needs_care(uint64_t w)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\', del = w ^ ones * 127;
	uint64_t bad = (w - ones * 0x20) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
		((del - ones) & ~del) | w;

	return bad & highs;
}

/* How many bytes at the front are plain: no control byte, quote, backslash, nor above 127. */
static size_t
plain_span(rt_str s)
{
	size_t i = 0;

	for (; s.n - i >= 8; i += 8) {
		uint64_t w;
		memcpy(&w, s.p + i, 8);
		if (needs_care(w))
			break;
	}
	while (i < s.n && (uint8_t)s.p[i] >= ' ' && (uint8_t)s.p[i] < 127 && s.p[i] != '"' &&
		s.p[i] != '\\')
		i++;
	return i;
}

static void
put_escape(struct rt_buf *b, char c)
{
	static const char hex[] = "0123456789abcdef";

	rt_buf_ch(b, '\\');
	switch (c) {
	case '"':
	case '\\':
		rt_buf_ch(b, c);
		return;
	case '\n':
		rt_buf_ch(b, 'n');
		return;
	case '\r':
		rt_buf_ch(b, 'r');
		return;
	case '\t':
		rt_buf_ch(b, 't');
		return;
	default:
		RT_BUF_LIT(b, "u00");
		rt_buf_ch(b, hex[(uint8_t)c >> 4]);
		rt_buf_ch(b, hex[c & 15]);
	}
}

void
rt_json_str(struct rt_buf *b, rt_str s)
{
	rt_buf_ch(b, '"');
	for (;;) {
		size_t n = plain_span(s);
		rt_buf_str(b, rt_str_head(s, n));
		s = rt_str_from(s, n);
		if (!s.n)
			break;
		n = rt_utf8_length(s);
		/* U+0080 to U+009F are control characters too: "\xc2" and their value. */
		if (n == 1 || (n == 2 && s.p[0] == '\xc2' && (uint8_t)s.p[1] < 0xa0))
			put_escape(b, s.p[n - 1]);
		else if (n)
			rt_buf_str(b, rt_str_head(s, n));
		else
			rt_buf_utf8(b, 0xfffd);
		s = rt_str_from(s, n ? n : 1);
	}
	rt_buf_ch(b, '"');
}

void
rt_json_member(struct rt_buf *b, rt_str name, rt_str value, bool first)
{
	if (!first)
		rt_buf_ch(b, ',');
	rt_buf_ch(b, '"');
	rt_buf_str(b, name);
	RT_BUF_LIT(b, "\":");
	rt_json_str(b, value);
}

static void
put_fields(struct rt_buf *b, const struct rt_field_row *rows, size_t count, const void *base,
	bool first)
{
	for (size_t i = 0; i < count; i++) {
		const struct rt_field_row *f = &rows[i];
		const rt_str *s = (const void *)((const char *)base + f->offset);
		if (f->value == RT_VALUE_STR ? !s->n : !rt_field_is_known(f, base))
			continue;
		rt_buf_str(b, (rt_str){ f->key + first, (size_t)f->name_n + 4 - first });
		first = false;
		if (f->value == RT_VALUE_STR) {
			rt_json_str(b, *s);
		} else if (rt_field_is_bare(f)) {
			rt_field_put(b, f, base);
		} else {
			rt_buf_ch(b, '"');
			rt_field_put(b, f, base);
			rt_buf_ch(b, '"');
		}
	}
}

/* {"X-Campaign":"..."}: the fields that were asked for and found. */
void
rt_json_headers(struct rt_buf *b, const struct rt_outcome *o)
{
	rt_buf_ch(b, '{');
	for (size_t i = 0; i < o->headers_count; i++) {
		if (i)
			rt_buf_ch(b, ',');
		rt_json_str(b, o->headers[i].name);
		rt_buf_ch(b, ':');
		rt_json_str(b, o->headers[i].value);
	}
	rt_buf_ch(b, '}');
}

static void
put_replies(struct rt_buf *b, const struct rt_outcome *o)
{
	for (size_t i = 0; i < o->replies_count; i++) {
		const struct rt_heard *h = &o->replies[i];
		rt_buf_ch(b, i ? ',' : '[');
		RT_BUF_LIT(b, "{\"text\":");
		rt_json_str(b, h->text);
		RT_BUF_LIT(b, ",\"from\":\"");
		rt_buf_str(b, rt_origin_word(h->from));
		RT_BUF_LIT(b, "\",\"decided\":");
		rt_buf_str(b, h->decided ? RT_STR("true}") : RT_STR("false}"));
	}
	rt_buf_ch(b, ']');
}

void
rt_json_outcome(struct rt_buf *b, const struct rt_outcome *o, const struct rt_verdict *v)
{
	RT_BUF_LIT(b, "{\"v\":1");
	put_fields(b, rt_outcome_fields, rt_outcome_fields_count, o, false);
	if (o->headers_count) {
		RT_BUF_LIT(b, ",\"headers\":");
		rt_json_headers(b, o);
	}
	if (o->replies_count) {
		RT_BUF_LIT(b, ",\"replies\":");
		put_replies(b, o);
	}
	if (v) {
		RT_BUF_LIT(b, ",\"verdict\":");
		rt_json_verdict(b, v);
	}
	RT_BUF_LIT(b, "}\n");
}

void
rt_json_verdict(struct rt_buf *b, const struct rt_verdict *v)
{
	rt_buf_ch(b, '{');
	put_fields(b, rt_verdict_fields, rt_verdict_fields_count, v, true);
	rt_buf_ch(b, '}');
}
