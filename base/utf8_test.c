/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "tests/rt_test.h"

static const struct {
	const char *name;
	rt_str in;
	size_t length;
} lengths[] = {
	{ "nothing", LIT(""), 0 },
	{ "NUL", LIT("\0"), 1 },
	{ "last of one", LIT("\x7f"), 1 },
	{ "stray continuation", LIT("\x80"), 0 },
	{ "overlong NUL", LIT("\xc0\x80"), 0 },
	{ "overlong 7F", LIT("\xc1\xbf"), 0 },
	{ "first of two", LIT("\xc2\x80"), 2 },
	{ "last of two", LIT("\xdf\xbf"), 2 },
	{ "two cut short", LIT("\xc3"), 0 },
	{ "two with a wrong second", LIT("\xc3\x28"), 0 },
	{ "overlong three", LIT("\xe0\x9f\xbf"), 0 },
	{ "first of three", LIT("\xe0\xa0\x80"), 3 },
	{ "before surrogates", LIT("\xed\x9f\xbf"), 3 },
	{ "first surrogate", LIT("\xed\xa0\x80"), 0 },
	{ "last surrogate", LIT("\xed\xbf\xbf"), 0 },
	{ "behind surrogates", LIT("\xee\x80\x80"), 3 },
	{ "last of three", LIT("\xef\xbf\xbf"), 3 },
	{ "three with a wrong third", LIT("\xe2\x82\x41"), 0 },
	{ "three cut short", LIT("\xe2\x82"), 0 },
	{ "overlong four", LIT("\xf0\x8f\xbf\xbf"), 0 },
	{ "first of four", LIT("\xf0\x90\x80\x80"), 4 },
	{ "last of all", LIT("\xf4\x8f\xbf\xbf"), 4 },
	{ "beyond the last", LIT("\xf4\x90\x80\x80"), 0 },
	{ "no such lead", LIT("\xf5\x80\x80\x80"), 0 },
	{ "four with a wrong fourth", LIT("\xf0\x9f\x98\xc0"), 0 },
	{ "four cut short", LIT("\xf0\x9f\x98"), 0 },
	{ "FF", LIT("\xff"), 0 },
};

static void
check_lengths(void)
{
	for (size_t i = 0; i < RT_COUNT(lengths); i++) {
		rt_str s = at_the_edge(lengths[i].in);
		CHECK_CASE(rt_utf8_length(s) == lengths[i].length, lengths[i].name);
		bool good = lengths[i].length == s.n;
		CHECK_CASE((rt_utf8_span(s) == s.n) == good, lengths[i].name);
	}
	CHECK(rt_utf8_length((rt_str){ 0 }) == 0 && rt_utf8_span((rt_str){ 0 }) == 0);
}

static size_t
length_of(uint32_t c)
{
	static const uint32_t from[] = { 0x80, 0x800, 0x10000 };
	size_t n = 1;

	while (n < 4 && c >= from[n - 1])
		n++;
	return n;
}

/* Every code point is written as RFC 3629 says, and is read back whole. */
static void
check_code_points(void)
{
	size_t wrong = 0;
	char room[4];

	for (uint32_t c = 0; c < 0x110100; c++) {
		struct rt_buf b = { .p = room, .cap = sizeof room };
		bool bad = c > 0x10ffff || (c >= 0xd800 && c < 0xe000);
		rt_buf_utf8(&b, c);
		wrong += b.full || rt_utf8_length(rt_buf_view(&b)) != b.n;
		wrong += b.n != length_of(bad ? 0xfffd : c);
		wrong += bad && memcmp(room, "\xef\xbf\xbd", 3) != 0;
	}
	CHECK(wrong == 0);

	struct rt_buf b = { .p = room, .cap = 2 };
	rt_buf_utf8(&b, 0x20ac);
	CHECK(b.full && b.n == 0);
	b = (struct rt_buf){ .p = room, .cap = 4 };
	rt_buf_utf8(&b, UINT32_MAX);
	CHECK(b.n == 3 && memcmp(room, "\xef\xbf\xbd", 3) == 0);
}

/* A byte above 127 at each place of texts of all lengths around the width of a word. */
static void
check_ascii_span(void)
{
	size_t wrong = 0;

	for (size_t n = 0; n <= 40; n++) {
		struct rt_arena text = arena_at_the_edge(n);
		rt_str s = arena_view(text);
		memset(text.at, 'a', n);
		CHECK(rt_ascii_span(s) == n && rt_utf8_span(s) == n);
		for (size_t at = 0; at < n; at++) {
			text.at[at] = '\x80';
			wrong += rt_ascii_span(s) != at || rt_utf8_span(s) != at;
			text.at[at] = 'a';
		}
	}
	CHECK(wrong == 0 && rt_ascii_span((rt_str){ 0 }) == 0);
}

static const struct {
	const char *name;
	rt_str in, want;
} cleans[] = {
	{ "empty", LIT(""), LIT("") },
	{ "ASCII with NUL", LIT("a\0b"), LIT("a\0b") },
	{ "well-formed", LIT("gr\xc3\xbc\xc3\x9f"), LIT("gr\xc3\xbc\xc3\x9f") },
	{ "one bad byte", LIT("a\377b"), LIT("a\xef\xbf\275b") },
	{ "at the front", LIT("\377ab"), LIT("\xef\xbf\275ab") },
	{ "cut short at the end", LIT("a\xe2\x82"), LIT("a\xef\xbf\xbd\xef\xbf\xbd") },
	{ "surrogate", LIT("\xed\xa0\x80"), LIT("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") },
	{ "good behind bad", LIT("\xc3\xc3\xbc"), LIT("\xef\xbf\xbd\xc3\xbc") },
};

static void
check_cleans(void)
{
	struct rt_arena whole = arena_at_the_edge(32);

	for (size_t i = 0; i < RT_COUNT(cleans); i++) {
		rt_str s = at_the_edge(cleans[i].in), ret;
		bool same = rt_str_eq(cleans[i].in, cleans[i].want);
		for (size_t n = 0; n <= 32; n++) {
			struct rt_arena a = arena_tail(whole, n);
			enum rt_result r = rt_utf8_clean(s, &a, &ret);
			bool fits = same || n >= cleans[i].want.n;
			CHECK_CASE(r == (fits ? RT_OK : RT_ELIMIT), cleans[i].name);
			if (r == RT_OK)
				CHECK_CASE(rt_str_eq(ret, cleans[i].want), cleans[i].name);
			if (r == RT_OK && same)
				CHECK_CASE(ret.p == s.p, cleans[i].name);
			size_t left = r == RT_OK && !same ? n - cleans[i].want.n : n;
			CHECK_CASE(rt_arena_room(&a) == left, cleans[i].name);
			CHECK_CASE(arena_kept(whole, n), cleans[i].name);
		}
	}
}

static void
check_latin1(void)
{
	char all[256], room[512];
	struct rt_buf b = { .p = room, .cap = 128 + 2 * 128 };

	for (int c = 0; c < 256; c++)
		all[c] = (char)c;
	rt_buf_latin1(&b, at_the_edge((rt_str){ all, sizeof all }));
	CHECK(!b.full && b.n == 128 + 2 * 128 && rt_utf8_span(rt_buf_view(&b)) == b.n);
	CHECK(memcmp(room + 128, "\xc2\x80", 2) == 0 && memcmp(room + b.n - 2, "\xc3\xbf", 2) == 0);
	b = (struct rt_buf){ .p = room, .cap = 2 };
	rt_buf_latin1(&b, RT_STR("a\xe4"));
	CHECK(b.full);
	b = (struct rt_buf){ 0 };
	rt_buf_latin1(&b, (rt_str){ 0 });
	CHECK(!b.full);
}

/* Large and bad all over: each byte is looked at a bounded number of times. */
static void
check_large(void)
{
	rt_str s = repeated("\xf0\x9f\x98", 1 << 20), ret;
	struct rt_arena a = arena_at_the_edge(3 << 20);

	CHECK(rt_utf8_clean(s, &a, &ret) == RT_OK && ret.n == 3 * s.n && rt_arena_room(&a) == 0);
}

int
main(void)
{
	check_lengths();
	check_code_points();
	check_ascii_span();
	check_cleans();
	check_latin1();
	check_large();
	return rt_done();
}
