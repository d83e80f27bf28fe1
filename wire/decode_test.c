/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "base/utf8.h"
#include "tests/rt_test.h"
#include "wire/decode.h"

static const struct {
	rt_str word;
	enum rt_encoding want;
} encodings[] = {
	{ LIT(""), RT_ENCODING_NONE },
	{ LIT("7bit"), RT_ENCODING_NONE },
	{ LIT("8bit"), RT_ENCODING_NONE },
	{ LIT("x-uuencode"), RT_ENCODING_NONE },
	{ LIT("base6"), RT_ENCODING_NONE },
	{ LIT("base64"), RT_ENCODING_BASE64 },
	{ LIT("BASE64 (comment)"), RT_ENCODING_BASE64 },
	{ LIT("base64;"), RT_ENCODING_BASE64 },
	{ LIT("Quoted-Printable"), RT_ENCODING_QUOTED_PRINTABLE },
	{ LIT("quoted printable"), RT_ENCODING_NONE },
};

typedef void decode_fn(rt_str in, struct rt_buf *out);

struct decoding {
	const char *name;
	rt_str in, want;
};

static const struct decoding printables[] = {
	{ "empty", LIT(""), LIT("") },
	{ "plain", LIT("a b\r\nc"), LIT("a b\r\nc") },
	{ "octet", LIT("a=3Db"), LIT("a=b") },
	{ "lower case", LIT("=e2=82=ac"), LIT("\xe2\x82\xac") },
	{ "NUL", LIT("=00"), LIT("\0") },
	{ "soft break", LIT("a=\nb"), LIT("ab") },
	{ "soft break, CRLF", LIT("a=\r\nb"), LIT("ab") },
	{ "soft break behind blanks", LIT("a= \t\r\nb"), LIT("ab") },
	{ "soft break twice", LIT("a=\n=\nb"), LIT("ab") },
	{ "soft break at the end", LIT("a="), LIT("a") },
	{ "soft break and blanks at the end", LIT("a= \t"), LIT("a") },
	{ "soft break and CR at the end", LIT("a=\r"), LIT("a") },
	{ "no octet", LIT("a=xyb"), LIT("a=xyb") },
	{ "half an octet", LIT("a=4xb"), LIT("a=4xb") },
	{ "half an octet at the end", LIT("a=4"), LIT("a=4") },
	{ "octet at the end", LIT("a=41"), LIT("aA") },
	{ "a blank, no break", LIT("a= b"), LIT("a= b") },
	{ "CR, no break", LIT("a=\rb"), LIT("a=\rb") },
	{ "two signs", LIT("a==41b"), LIT("a=Ab") },
	{ "signs only", LIT("==="), LIT("==") },
	{ "8 bit", LIT("\xe4=E4"), LIT("\xe4\xe4") },
	{ "a mail of a body", LIT("Caf=C3=A9=20=\r\nau=20lait=2E\r\n"),
		LIT("Caf\xc3\xa9 au lait.\r\n") },
};

static const struct decoding base64s[] = {
	{ "empty", LIT(""), LIT("") },
	{ "one", LIT("YQ=="), LIT("a") },
	{ "two", LIT("YWI="), LIT("ab") },
	{ "three", LIT("YWJj"), LIT("abc") },
	{ "four", LIT("YWJjZA=="), LIT("abcd") },
	{ "no padding", LIT("YWJjZA"), LIT("abcd") },
	{ "no padding of one", LIT("YWI"), LIT("ab") },
	{ "a bit of a group", LIT("YWJjZ"), LIT("abc") },
	{ "lines", LIT("YW\r\nJj\r\n\r\nZGVm\nZw==\n"), LIT("abcdefg") },
	{ "a line end inside a group", LIT("Y\nW\nJ\nj\n"), LIT("abc") },
	{ "garbage is skipped", LIT("Y!W\0J\xffj-_ "), LIT("abc") },
	{ "nothing behind the padding", LIT("YQ==YWJj"), LIT("a") },
	{ "padding alone", LIT("===="), LIT("") },
	{ "padding in the group", LIT("YW=J"), LIT("a") },
	{ "padding at the front", LIT("=YWJj"), LIT("") },
	{ "all bits", LIT("////+/+/"), LIT("\xff\xff\xff\xfb\xff\xbf") },
	{ "no bits", LIT("AAAA"), LIT("\0\0\0") },
	{ "bits that no octet has", LIT("YR=="), LIT("a") },
	{ "none of the alphabet", LIT("{}[]:;'\""), LIT("") },
};

/* With room for all of it, and with every smaller room; never more than the input. */
static void
check_decodings(decode_fn *decode, const struct decoding *c, size_t count)
{
	struct rt_arena whole = arena_at_the_edge(64);

	for (; count; c++, count--) {
		rt_str s = at_the_edge(c->in);
		for (size_t room = 0; room <= s.n; room++) {
			struct rt_arena a = arena_tail(whole, room);
			struct rt_buf b = { .p = a.at, .cap = room };
			decode(s, &b);
			CHECK_CASE(b.full == (room < c->want.n) && b.n <= room, c->name);
			CHECK_CASE(b.full || rt_str_eq(rt_buf_view(&b), c->want), c->name);
			CHECK_CASE(arena_kept(whole, room), c->name);
		}
	}
	struct rt_buf none = { 0 };
	decode((rt_str){ 0 }, &none);
	CHECK(!none.full && none.n == 0);
}

/* A callback that knows two charsets: one whose letters are one off, and one that cannot be had. */
static size_t
convert(void *context, rt_str charset, rt_str in, char *out, size_t room)
{
	size_t *calls = context;

	(*calls)++;
	if (!rt_str_ieq(charset, RT_STR("x-rot1")) && !rt_str_ieq(charset, RT_STR("iso-2022-jp")))
		return SIZE_MAX;
	for (size_t i = 0; i < in.n && i < room; i++)
		out[i] = (char)((in.p[i] & 0x7f) + 1);
	return in.n < room ? in.n : room;
}

static const struct {
	const char *name;
	rt_str charset, in, want;
	bool same; /* the result is the input itself */
	size_t calls;
} charsets[] = {
	{ "none", LIT(""), LIT("abc"), LIT("abc"), true, 0 },
	{ "ASCII", LIT("us-ascii"), LIT("a\0c"), LIT("a\0c"), true, 0 },
	{ "ASCII that is Latin-1", LIT("US-ASCII"), LIT("\xe4"), LIT("\xc3\xa4"), false, 0 },
	{ "ASCII that is UTF-8", LIT("ascii"), LIT("\xc3\xa4"), LIT("\xc3\xa4"), true, 0 },
	{ "UTF-8", LIT("UTF-8"), LIT("\xc3\xa4"), LIT("\xc3\xa4"), true, 0 },
	{ "UTF-8 that is not", LIT("utf8"), LIT("\xc3\xe4"), LIT("\xc3\x83\xc3\xa4"), false, 0 },
	{ "Latin-1", LIT("ISO-8859-1"), LIT("\xe4"), LIT("\xc3\xa4"), false, 0 },
	{ "Latin-1 that looks like UTF-8", LIT("latin1"), LIT("\xc3\xa4"), LIT("\xc3\x83\xc2\xa4"),
		false, 0 },
	{ "unknown", LIT("x-unknown"), LIT("\xc3\xa4"), LIT("\xc3\xa4"), true, 1 },
	{ "unknown and not UTF-8", LIT("x-unknown"), LIT("\xe4"), LIT("\xc3\xa4"), false, 1 },
	{ "unknown ASCII", LIT("x-unknown"), LIT("abc"), LIT("abc"), true, 0 },
	{ "known", LIT("x-rot1"), LIT("\xe1z"), LIT("b{"), false, 1 },
	{ "known, in ASCII", LIT("iso-2022-jp"), LIT("abc"), LIT("bcd"), false, 1 },
	{ "shifting but unknown", LIT("UTF-7"), LIT("abc"), LIT("abc"), true, 1 },
};

static void
check_charsets(void)
{
	struct rt_arena whole = arena_at_the_edge(16);

	for (size_t i = 0; i < RT_COUNT(charsets); i++) {
		rt_str s = at_the_edge(charsets[i].in), ret = { 0 };
		for (size_t n = 0; n <= 16; n++) {
			struct rt_arena a = arena_tail(whole, n);
			size_t calls = 0;
			struct rt_charset cs = { convert, &calls };
			enum rt_result r = rt_charset_text(s, charsets[i].charset, &cs, &a, &ret);
			CHECK_CASE(r == RT_OK || n < charsets[i].want.n, charsets[i].name);
			CHECK_CASE(calls == charsets[i].calls, charsets[i].name);
			CHECK_CASE(arena_kept(whole, n), charsets[i].name);
			if (r != RT_OK || n < charsets[i].want.n)
				continue;
			CHECK_CASE(rt_str_eq(ret, charsets[i].want), charsets[i].name);
			CHECK_CASE((ret.p == s.p) == charsets[i].same, charsets[i].name);
		}
		struct rt_arena a = whole;
		struct rt_charset empty = { NULL, NULL };
		CHECK_CASE(rt_charset_text(s, charsets[i].charset, NULL, &a, &ret) == RT_OK,
			charsets[i].name);
		CHECK_CASE(rt_charset_text(s, charsets[i].charset, &empty, &a, &ret) == RT_OK,
			charsets[i].name);
	}
}

#define EURO "\xe2\x82\xac"

static const struct decoding words[] = {
	{ "empty", LIT(""), LIT("") },
	{ "none", LIT("plain text"), LIT("plain text") },
	{ "raw UTF-8", LIT(EURO), LIT(EURO) },
	{ "raw Latin-1", LIT("\xe4"), LIT("\xc3\xa4") },
	{ "Q", LIT("=?utf-8?Q?a_b=20=e2=82=ac?="), LIT("a b " EURO) },
	{ "B", LIT("=?UTF-8?b?4oKs?="), LIT(EURO) },
	{ "Latin-1", LIT("=?iso-8859-1?q?=E4?="), LIT("\xc3\xa4") },
	{ "language", LIT("=?us-ascii*en?q?a?="), LIT("a") },
	{ "text around", LIT("a =?utf-8?q?b?= c"), LIT("a b c") },
	{ "text glued on", LIT("a=?utf-8?q?b?=c"), LIT("abc") },
	{ "blank between two", LIT("=?utf-8?q?a?= \r\n =?utf-8?q?b?="), LIT("ab") },
	{ "nothing between two", LIT("=?utf-8?q?a?==?utf-8?q?b?="), LIT("ab") },
	{ "word between two", LIT("=?utf-8?q?a?= x =?utf-8?q?b?="), LIT("a x b") },
	{ "blank between two of different charsets", LIT("=?utf-8?q?a?= =?iso-8859-1?q?=E4?= c"),
		LIT("a\xc3\xa4 c") },
	{ "character cut in two", LIT("=?utf-8?q?=e2=82?= =?utf-8?q?=ac?="), LIT(EURO) },
	{ "character cut in two, B and Q", LIT("=?UTF-8?B?4oI=?=\n =?utf-8?q?=ac?="), LIT(EURO) },
	{ "character cut in two for good", LIT("=?utf-8?q?=e2=82?="), LIT("\xc3\xa2\xc2\x82") },
	{ "text that begins with a sign", LIT("=?utf-8?q?=41?="), LIT("A") },
	{ "a question mark inside", LIT("=?utf-8?q?a?b?="), LIT("a?b") },
	{ "a blank inside", LIT("=?utf-8?q?a b?="), LIT("a b") },
	{ "empty text",
		LIT("x=?utf-8?q?"
		    "?=y"),
		LIT("xy") },
	{ "a wrong octet", LIT("=?utf-8?q?=4g=4?="), LIT("=4g=4") },
	{ "unknown charset", LIT("=?x-unknown?q?a=e4?="), LIT("a\xc3\xa4") },
	{ "no charset", LIT("=??q?a?="), LIT("a") },
	{ "unknown encoding", LIT("=?utf-8?x?a?="), LIT("=?utf-8?x?a?=") },
	{ "no encoding", LIT("=?utf-8??a?="), LIT("=?utf-8??a?=") },
	{ "long encoding", LIT("=?utf-8?qq?a?="), LIT("=?utf-8?qq?a?=") },
	{ "not closed", LIT("=?utf-8?q?a"), LIT("=?utf-8?q?a") },
	{ "not closed, raw Latin-1", LIT("=?utf-8?q?\xe4"), LIT("=?utf-8?q?\xc3\xa4") },
	{ "signs", LIT("=?=?=?"), LIT("=?=?=?") },
	{ "a broken one, then a good one", LIT("=?utf-8 =?utf-8?q?a?="), LIT("=?utf-8 a") },
	{ "NUL", LIT("=?utf-8?b?AAAA?="), LIT("\0\0\0") },
	{ "blanks at the end", LIT("=?utf-8?q?a?=  "), LIT("a  ") },
};

/* In arenas of every size: the right answer, or that there is no room; never half an answer. */
static void
check_words(void)
{
	struct rt_arena whole = arena_at_the_edge(160);

	for (size_t i = 0; i < RT_COUNT(words); i++) {
		rt_str s = at_the_edge(words[i].in);
		for (size_t n = 0; n <= 160; n++) {
			struct rt_arena a = arena_tail(whole, n);
			rt_str ret = { 0 };
			enum rt_result r = rt_encoded_words(s, NULL, &a, &ret);
			CHECK_CASE(r == RT_OK || (r == RT_ELIMIT && n < 160), words[i].name);
			CHECK_CASE(arena_kept(whole, n), words[i].name);
			if (r != RT_OK)
				continue;
			CHECK_CASE(rt_str_eq(ret, words[i].want), words[i].name);
			CHECK_CASE(ret.p == s.p || lies_in(ret, arena_view(arena_tail(whole, n))),
				words[i].name);
			CHECK_CASE(rt_utf8_span(ret) == ret.n, words[i].name);
		}
	}
}

static void
check_words_through_callback(void)
{
	struct rt_arena a = arena_at_the_edge(256);
	size_t calls = 0;
	struct rt_charset cs = { convert, &calls };
	rt_str ret,
		s = at_the_edge(RT_STR("=?x-rot1?q?=e1?= =?X-ROT1?q?=e2?= =?iso-2022-jp?q?a?="));

	CHECK(rt_encoded_words(s, &cs, &a, &ret) == RT_OK && rt_str_eq(ret, RT_STR("bcb")));
	CHECK(calls == 2);
}

/* An encoded word of the greatest length is decoded; a longer one is left. */
static void
check_limits(void)
{
	static char room[RT_MAX_ENCODED_WORD + 64], memory[1 << 16];
	rt_str ret;

	for (size_t n = RT_MAX_ENCODED_WORD; n <= RT_MAX_ENCODED_WORD + 1; n++) {
		struct rt_arena a = { memory, memory + sizeof memory };
		struct rt_buf b = { .p = room, .cap = sizeof room };
		RT_BUF_LIT(&b, "=?utf-8?q?");
		rt_buf_fill(&b, 'a', n - 12);
		RT_BUF_LIT(&b, "?=");
		rt_str s = at_the_edge(rt_buf_view(&b));
		CHECK(rt_encoded_words(s, NULL, &a, &ret) == RT_OK);
		CHECK(ret.n == (n == RT_MAX_ENCODED_WORD ? n - 12 : n));
	}
}

static void
check_large(void)
{
	static const char *const pieces[] = { "=?", "=", "?", "?=", "=?a", "=?a?q?", "=?a?q? ",
		"=?a?q?b", "=?a?q?b?=", "=?a?q?b?= ", "=?a?b?b?=\n =?b?q?c?=\n ", "=41", "= ", " ",
		"YWJj", "=?a?q?b?= x", "\xe4=?", "=?utf-8?q?=e2?= " };
	enum { LARGE = 1 << 20 };
	struct rt_arena whole = arena_at_the_edge((size_t)8 * LARGE);
	rt_str ret;

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], LARGE);
		struct rt_arena a = whole;
		struct rt_buf b = { .p = a.at, .cap = s.n };
		rt_decode_quoted_printable(s, &b);
		CHECK_CASE(!b.full, pieces[i]);
		b = (struct rt_buf){ .p = a.at, .cap = s.n };
		rt_decode_base64(s, &b);
		CHECK_CASE(!b.full, pieces[i]);
		CHECK_CASE(rt_encoded_words(s, NULL, &a, &ret) == RT_OK, pieces[i]);
		CHECK_CASE(rt_utf8_span(ret) == ret.n, pieces[i]);
	}
}

int
main(void)
{
	for (size_t i = 0; i < RT_COUNT(encodings); i++)
		CHECK_CASE(rt_encoding_named(at_the_edge(encodings[i].word)) == encodings[i].want,
			encodings[i].word.p);
	check_decodings(rt_decode_quoted_printable, printables, RT_COUNT(printables));
	check_decodings(rt_decode_base64, base64s, RT_COUNT(base64s));
	check_charsets();
	check_words();
	check_words_through_callback();
	check_limits();
	check_large();
	return rt_done();
}
