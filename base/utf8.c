/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

/* UTF8-2, UTF8-3, UTF8-4 of RFC 3629 4: only the second byte has ranges of its own. */
static bool
is_second(uint8_t lead, uint8_t c)
{
	switch (lead) {
	case 0xe0:
		return c >= 0xa0 && c <= 0xbf;
	case 0xed:
		return c >= 0x80 && c <= 0x9f;
	case 0xf0:
		return c >= 0x90 && c <= 0xbf;
	case 0xf4:
		return c >= 0x80 && c <= 0x8f;
	default:
		return c >= 0x80 && c <= 0xbf;
	}
}

size_t
rt_utf8_length(rt_str s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	size_t n;

	if (!s.n)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (s.n < n || !is_second(p[0], p[1]))
		return 0;
	for (size_t i = 2; i < n; i++)
		if (p[i] < 0x80 || p[i] > 0xbf)
			return 0;
	return n;
}

size_t
rt_ascii_span(rt_str s)
{
	size_t i = 0;

	for (; s.n - i >= 8; i += 8) {
		uint64_t w;
		memcpy(&w, s.p + i, 8);
		if (w & 0x8080808080808080u)
			break;
	}
	while (i < s.n && (uint8_t)s.p[i] < 0x80)
		i++;
	return i;
}

size_t
rt_utf8_span(rt_str s)
{
	size_t i = rt_ascii_span(s);

	while (i < s.n) {
		size_t n = rt_utf8_length(rt_str_from(s, i));
		if (!n)
			return i;
		i += n;
		i += rt_ascii_span(rt_str_from(s, i));
	}
	return i;
}

void
rt_buf_utf8(struct rt_buf *b, uint32_t c)
{
	char out[4];
	size_t n = 0;

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		out[n++] = (char)c;
	} else if (c < 0x800) {
		out[n++] = (char)(0xc0 | c >> 6);
	} else if (c < 0x10000) {
		out[n++] = (char)(0xe0 | c >> 12);
		out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	} else {
		out[n++] = (char)(0xf0 | c >> 18);
		out[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	}
	if (c >= 0x80)
		out[n++] = (char)(0x80 | (c & 0x3f));
	rt_buf_str(b, (rt_str){ out, n });
}

void
rt_buf_latin1(struct rt_buf *b, rt_str s)
{
	while (s.n) {
		size_t n = rt_ascii_span(s);
		rt_buf_str(b, rt_str_head(s, n));
		if (n < s.n)
			rt_buf_utf8(b, (uint8_t)s.p[n++]);
		s = rt_str_from(s, n);
	}
}

enum rt_result
rt_utf8_clean(rt_str s, struct rt_arena *a, rt_str *ret)
{
	size_t good = rt_utf8_span(s);
	if (good == s.n) {
		*ret = s;
		return RT_OK;
	}

	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };
	for (;;) {
		rt_buf_str(&b, rt_str_head(s, good));
		s = rt_str_from(s, good);
		if (!s.n)
			break;
		rt_buf_utf8(&b, 0xfffd);
		s = rt_str_from(s, 1);
		good = rt_utf8_span(s);
	}
	if (b.full)
		return RT_ELIMIT;
	a->at += b.n;
	*ret = rt_buf_view(&b);
	return RT_OK;
}
