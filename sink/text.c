/* SPDX-License-Identifier: MIT */
#include "sink/text.h"

#include "base/ascii.h"
#include "base/utf8.h"

struct rt_sheet
rt_sheet_of(struct rt_buf *b, const struct rt_style *style)
{
	return (struct rt_sheet){
		.b = b,
		.width = style && style->width >= 40 ? style->width : 80,
		.color = style && style->color,
	};
}

/* SGR of ECMA-48 8.3.117 */
static rt_str
paint_on(enum rt_paint paint)
{
	switch (paint) {
	case RT_PAINT_BOLD:
		return RT_STR("\033[1m");
	case RT_PAINT_DIM:
		return RT_STR("\033[2m");
	case RT_PAINT_GOOD:
		return RT_STR("\033[32m");
	case RT_PAINT_BAD:
		return RT_STR("\033[31m");
	case RT_PAINT_WARN:
		return RT_STR("\033[33m");
	case RT_PAINT_NONE:
	default:
		return (rt_str){ 0 };
	}
}

/* The number of bytes that the character at the front of s has; bad bytes stand for themselves. */
static size_t
char_length(rt_str s)
{
	size_t n = rt_utf8_length(s);

	return n ? n : 1;
}

/* U+0080 to U+009F are control characters too, and a terminal may obey them. */
static bool
is_control(rt_str s)
{
	return rt_is_cntrl(s.p[0]) ||
		(s.n > 1 && (uint8_t)s.p[0] == 0xc2 && (uint8_t)s.p[1] < 0xa0);
}

size_t
rt_text_width(rt_str text)
{
	size_t width = 0;

	while (text.n) {
		size_t n = char_length(text);
		width += is_control(text) ? 4 : 1;
		text = rt_str_from(text, n);
	}
	return width;
}

static void
put_clean(struct rt_buf *b, rt_str s)
{
	static const char hex[] = "0123456789abcdef";

	while (s.n) {
		size_t n = rt_utf8_length(s);
		if (n && is_control(s)) {
			uint8_t c = (uint8_t)s.p[n - 1];
			RT_BUF_LIT(b, "\\x");
			rt_buf_ch(b, hex[c >> 4]);
			rt_buf_ch(b, hex[c & 15]);
		} else if (n) {
			rt_buf_str(b, rt_str_head(s, n));
		} else {
			rt_buf_utf8(b, 0xfffd);
		}
		s = rt_str_from(s, n ? n : 1);
	}
}

void
rt_sheet_put(struct rt_sheet *s, rt_str text, enum rt_paint paint)
{
	bool painted = s->color && paint != RT_PAINT_NONE && text.n;

	if (painted)
		rt_buf_str(s->b, paint_on(paint));
	put_clean(s->b, text);
	if (painted)
		RT_BUF_LIT(s->b, "\033[0m");
}

void
rt_sheet_painted_row(
	struct rt_sheet *s, rt_str label, enum rt_paint paint, unsigned indent, rt_str text)
{
	size_t at = rt_text_width(label);
	rt_str word;

	rt_sheet_put(s, label, paint);
	if (text.n && at + 1 > indent && at) {
		rt_buf_ch(s->b, '\n');
		at = 0;
	}
	while ((word = rt_str_word(&text)).n) {
		size_t width = rt_text_width(word);
		if (at > indent && at + 1 + width > s->width) {
			rt_buf_ch(s->b, '\n');
			at = 0;
		}
		if (at > indent) {
			rt_buf_ch(s->b, ' ');
			at++;
		} else {
			rt_buf_fill(s->b, ' ', indent - at);
			at = indent;
		}
		put_clean(s->b, word);
		at += width;
		/* Only the first word of the text may stand right at the indent. */
		if (at == indent)
			at++;
	}
	rt_buf_ch(s->b, '\n');
}

void
rt_sheet_row(struct rt_sheet *s, rt_str label, unsigned indent, rt_str text)
{
	rt_sheet_painted_row(s, label, RT_PAINT_DIM, indent, text);
}
