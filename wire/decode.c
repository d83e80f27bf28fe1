/* SPDX-License-Identifier: MIT */
#include "wire/decode.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"

enum rt_encoding
rt_encoding_named(rt_str word)
{
	if (rt_str_istarts(word, RT_STR("base64")))
		return RT_ENCODING_BASE64;
	if (rt_str_istarts(word, RT_STR("quoted-printable")))
		return RT_ENCODING_QUOTED_PRINTABLE;
	return RT_ENCODING_NONE;
}

/* The length of the soft line break at the front of s, which follows a "="; 0 if it is none. */
static size_t
soft_break(rt_str s)
{
	size_t i = 0;

	while (i < s.n && (rt_is_wsp(s.p[i]) || s.p[i] == '\r'))
		i++;
	if (i < s.n && s.p[i] == '\n')
		return i + 1;
	return i == s.n ? i : 0;
}

void
rt_decode_quoted_printable(rt_str in, struct rt_buf *out)
{
	for (;;) {
		struct rt_cut cut = rt_str_cut(in, '=');
		rt_buf_str(out, cut.head);
		if (!cut.ok)
			return;
		in = cut.tail;
		size_t skip = soft_break(in);
		int hi = in.n >= 2 ? rt_hex_value(in.p[0]) : -1;
		int lo = in.n >= 2 ? rt_hex_value(in.p[1]) : -1;
		if (hi >= 0 && lo >= 0) {
			rt_buf_ch(out, (char)(hi * 16 + lo));
			skip = 2;
		} else if (!skip && in.n) {
			rt_buf_ch(out, '=');
		}
		in = rt_str_from(in, skip);
	}
}

/* Not of the alphabet of RFC 2045 6.8: both have a bit above the six. */
enum { NO64 = 0xff, PAD = 0xfe };

/* clang-format off */
static const uint8_t base64_value[128] = {
	NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64,
	NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64,
	NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, NO64, 62, NO64, NO64, NO64, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO64, NO64, NO64, PAD, NO64, NO64,
	NO64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO64, NO64, NO64, NO64, NO64,
	NO64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO64, NO64, NO64, NO64, NO64,
};
/* clang-format on */

static uint32_t
value64(char c)
{
	return (uint8_t)c < 128 ? base64_value[(uint8_t)c] : NO64;
}

static void
put_triple(struct rt_buf *out, uint32_t bits)
{
	char triple[3] = { (char)(bits >> 16), (char)(bits >> 8), (char)bits };

	rt_buf_str(out, (rt_str){ triple, 3 });
}

/* Decodes whole groups of four up to the first octet that is not of the alphabet. */
static size_t
decode_groups(rt_str in, struct rt_buf *out)
{
	size_t i = 0;

	for (; in.n - i >= 4; i += 4) {
		uint32_t a = value64(in.p[i]), b = value64(in.p[i + 1]);
		uint32_t c = value64(in.p[i + 2]), d = value64(in.p[i + 3]);
		if ((a | b | c | d) & 0xc0)
			break;
		put_triple(out, a << 18 | b << 12 | c << 6 | d);
	}
	return i;
}

void
rt_decode_base64(rt_str in, struct rt_buf *out)
{
	uint32_t bits = 0;
	unsigned have = 0;

	for (size_t i = 0; i < in.n; i++) {
		if (!have)
			i += decode_groups(rt_str_from(in, i), out);
		uint32_t v = i < in.n ? value64(in.p[i]) : PAD;
		if (v == PAD)
			break;
		if (v == NO64)
			continue;
		bits = bits << 6 | v;
		if (++have == 4) {
			put_triple(out, bits);
			have = 0;
		}
	}
	if (have >= 2)
		rt_buf_ch(out, (char)(have == 2 ? bits >> 4 : bits >> 10));
	if (have == 3)
		rt_buf_ch(out, (char)(bits >> 2));
}

static bool
is_latin1(rt_str charset)
{
	return rt_str_ieq(charset, RT_STR("iso-8859-1")) || rt_str_ieq(charset, RT_STR("latin1"));
}

static bool
is_ascii_or_utf8(rt_str charset)
{
	return !charset.n || rt_str_ieq(charset, RT_STR("us-ascii")) ||
		rt_str_ieq(charset, RT_STR("utf-8")) || rt_str_ieq(charset, RT_STR("ascii")) ||
		rt_str_ieq(charset, RT_STR("utf8"));
}

/* Charsets that spell other letters with ASCII octets: ISO-2022-*, HZ, UTF-7, UTF-16. */
static bool
is_shifting(rt_str charset)
{
	return rt_str_istarts(charset, RT_STR("iso-2022")) ||
		rt_str_istarts(charset, RT_STR("hz")) || rt_str_istarts(charset, RT_STR("utf-7")) ||
		rt_str_istarts(charset, RT_STR("utf-16")) ||
		rt_str_istarts(charset, RT_STR("utf-32"));
}

static enum rt_result
finish(struct rt_arena *a, const struct rt_buf *b, rt_str *ret)
{
	if (b->full)
		return RT_ELIMIT;
	a->at += b->n;
	*ret = rt_buf_view(b);
	return RT_OK;
}

enum rt_result
rt_charset_text(
	rt_str in, rt_str charset, const struct rt_charset *cs, struct rt_arena *a, rt_str *ret)
{
	bool plain = is_ascii_or_utf8(charset);

	if (!is_shifting(charset) && rt_ascii_span(in) == in.n) {
		*ret = in;
		return RT_OK;
	}
	struct rt_buf b = { .p = a->at, .cap = rt_arena_room(a) };
	if (!plain && !is_latin1(charset) && cs && cs->convert) {
		size_t n = cs->convert(cs->context, charset, in, b.p, b.cap);
		if (n <= b.cap) {
			b.n = n;
			return finish(a, &b, ret);
		}
	}
	if (!is_latin1(charset) && rt_utf8_span(in) == in.n) {
		*ret = in;
		return RT_OK;
	}
	rt_buf_latin1(&b, in);
	return finish(a, &b, ret);
}

/* encoded-word = "=?" charset [ "*" language ] "?" encoding "?" encoded-text "?=" ; RFC 2047 2 */
struct encoded_word {
	rt_str charset, text;
	bool base64;
	size_t length;
	const char *close; /* the "?=" that was looked for last, or where the value ends */
};

/* ret is all zero, or what the last call for the same value left in it, good or not. */
static bool
take_encoded_word(rt_str s, struct encoded_word *ret)
{
	if (!rt_str_starts(s, RT_STR("=?")))
		return false;

	rt_str most = rt_str_head(s, RT_MAX_ENCODED_WORD);
	struct rt_cut charset = rt_str_cut(rt_str_from(most, 2), '?');
	struct rt_cut encoding = rt_str_cut(charset.tail, '?');
	if (!charset.ok || !encoding.ok || encoding.head.n != 1 || charset.head.n > 64)
		return false;

	char e = rt_lower(encoding.head.p[0]);
	if (e != 'b' && e != 'q')
		return false;
	/* Many words that are never closed shall not each look for the same end. */
	const char *text = encoding.tail.p, *end = s.p + s.n;
	if (!ret->close || ret->close < text) {
		size_t at = rt_str_find(rt_str_between(text, end), RT_STR("?="), 0);
		ret->close = at == SIZE_MAX ? end : text + at;
	}
	ret->length = (size_t)(ret->close - s.p) + 2;
	if (ret->length > most.n)
		return false;
	ret->charset = rt_str_cut(charset.head, '*').head;
	ret->text = rt_str_between(text, ret->close);
	ret->base64 = e == 'b';
	return true;
}

/* The "Q" encoding, RFC 2047 4.2: quoted-printable in which "_" is a blank. */
static void
decode_q(rt_str in, struct rt_buf *out)
{
	for (size_t i = 0; i < in.n; i++) {
		int hi = i + 2 < in.n ? rt_hex_value(in.p[i + 1]) : -1;
		int lo = i + 2 < in.n ? rt_hex_value(in.p[i + 2]) : -1;
		if (in.p[i] == '=' && hi >= 0 && lo >= 0) {
			rt_buf_ch(out, (char)(hi * 16 + lo));
			i += 2;
		} else {
			rt_buf_ch(out, in.p[i] == '_' ? ' ' : in.p[i]);
		}
	}
}

/*
 * Takes a run of encoded words off *s and writes it as UTF-8. Neighbours of the same charset are
 * decoded as one, because some senders cut characters in two (against RFC 2047 5).
 */
static void
put_run(rt_str *s, struct encoded_word w, const struct rt_charset *cs, struct rt_arena scratch,
	struct rt_buf *out)
{
	struct rt_buf raw = { .p = scratch.at, .cap = rt_arena_room(&scratch) };
	rt_str charset = w.charset, text, rest = *s;

	do {
		if (w.base64)
			rt_decode_base64(w.text, &raw);
		else
			decode_q(w.text, &raw);
		*s = rt_str_from(rest, w.length);
		rest = *s;
		while (rest.n && rt_is_space(rest.p[0]))
			rest = rt_str_from(rest, 1);
	} while (take_encoded_word(rest, &w) && rt_str_ieq(w.charset, charset));

	scratch.at += raw.n;
	if (!raw.full && rt_charset_text(rt_buf_view(&raw), charset, cs, &scratch, &text) == RT_OK)
		rt_buf_str(out, text);
	else
		out->full = true;
}

/* Whether the blanks at the front of s stand between two encoded words, where they mean nothing. */
static bool
is_joint(rt_str s, struct encoded_word *w)
{
	size_t i = 0;

	while (i < s.n && rt_is_space(s.p[i]))
		i++;
	return i && take_encoded_word(rt_str_from(s, i), w);
}

enum rt_result
rt_encoded_words(rt_str value, const struct rt_charset *cs, struct rt_arena *a, rt_str *ret)
{
	struct encoded_word w = { 0 };

	if (rt_str_find(value, RT_STR("=?"), 0) == SIZE_MAX)
		return rt_charset_text(value, (rt_str){ 0 }, cs, a, ret);

	/* The result goes to the first half of the room, the scratch to the second. */
	size_t half = rt_arena_room(a) / 2;
	struct rt_buf out = { .p = a->at, .cap = half };
	struct rt_arena scratch = { .at = a->at + half, .end = a->end };
	while (value.n) {
		if (take_encoded_word(value, &w)) {
			put_run(&value, w, cs, scratch, &out);
			if (is_joint(value, &w))
				value = rt_str_trim(value);
			continue;
		}
		size_t next = rt_str_find(value, RT_STR("=?"), 1);
		if (next == SIZE_MAX)
			next = value.n;
		rt_str text, plain = rt_str_head(value, next);
		if (rt_charset_text(plain, (rt_str){ 0 }, cs, &scratch, &text) != RT_OK)
			return RT_ELIMIT;
		rt_buf_str(&out, text);
		value = rt_str_from(value, next);
	}
	return finish(a, &out, ret);
}
