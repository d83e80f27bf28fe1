/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "tests/rt_test.h"
#include "wire/json.h"

static const struct {
	const char *name;
	rt_str object, member, want;
} members[] = {
	{ "nothing", LIT(""), LIT("a"), LIT("") },
	{ "an empty object", LIT("{}"), LIT("a"), LIT("") },
	{ "a string", LIT("{\"a\":\"b\"}"), LIT("a"), LIT("\"b\"") },
	{ "a number", LIT("{\"a\":-1.5e3}"), LIT("a"), LIT("-1.5e3") },
	{ "a word", LIT("{\"a\":null}"), LIT("a"), LIT("null") },
	{ "an object", LIT("{\"a\":{\"b\":[1,{}]}}"), LIT("a"), LIT("{\"b\":[1,{}]}") },
	{ "an array", LIT("{\"a\":[1,[2,3],\"]\"]}"), LIT("a"), LIT("[1,[2,3],\"]\"]") },
	{ "the second", LIT("{\"a\":1,\"b\":2}"), LIT("b"), LIT("2") },
	{ "the first of two", LIT("{\"a\":1,\"a\":2}"), LIT("a"), LIT("1") },
	{ "blanks", LIT(" \r\n{\t\"a\" :\n1 , \"b\"\t: 2 }\n"), LIT("b"), LIT("2") },
	{ "what follows it", LIT("{\"a\":1}\n-- \nunsubscribe: {\"b\":2}"), LIT("b"), LIT("") },
	{ "a name inside a value", LIT("{\"x\":{\"a\":1},\"a\":2}"), LIT("a"), LIT("2") },
	{ "a name inside a string", LIT("{\"x\":\",\\\"a\\\":1\",\"a\":2}"), LIT("a"), LIT("2") },
	{ "brackets inside a string", LIT("{\"x\":\"}]{[\",\"a\":2}"), LIT("a"), LIT("2") },
	{ "a name in part", LIT("{\"ab\":1,\"b\":2}"), LIT("a"), LIT("") },
	{ "a name in another case", LIT("{\"A\":1}"), LIT("a"), LIT("") },
	{ "an empty name", LIT("{\"\":1}"), LIT(""), LIT("1") },
	{ "a name with an escape", LIT("{\"\\u0061\":1}"), LIT("a"), LIT("") },
	{ "an array", LIT("[\"a\",1]"), LIT("a"), LIT("") },
	{ "a string", LIT("\"a\""), LIT("a"), LIT("") },
	{ "no quotes", LIT("{a:1}"), LIT("a"), LIT("") },
	{ "no colon", LIT("{\"a\" 1}"), LIT("a"), LIT("") },
	{ "no value", LIT("{\"a\":}"), LIT("a"), LIT("") },
	{ "no value, but another", LIT("{\"a\":,\"b\":1}"), LIT("b"), LIT("") },
	{ "no comma", LIT("{\"x\":{} \"a\":1}"), LIT("a"), LIT("1") },
	{ "cut before the value", LIT("{\"a\":"), LIT("a"), LIT("") },
	{ "cut in a name", LIT("{\"a"), LIT("a"), LIT("") },
	{ "cut behind a backslash", LIT("{\"a\\"), LIT("a"), LIT("") },
	{ "cut in a string", LIT("{\"a\":\"b"), LIT("a"), LIT("\"b") },
	{ "cut behind a backslash in a string", LIT("{\"a\":\"b\\"), LIT("a"), LIT("\"b\\") },
	{ "cut in an array", LIT("{\"a\":[1, "), LIT("a"), LIT("[1,") },
	{ "the wrong bracket", LIT("{\"a\":[1},\"b\":2}"), LIT("a"), LIT("[1}") },
	{ "NUL", LIT("{\"a\0\":1,\"a\":2}"), LIT("a"), LIT("2") },
};

static void
check_members(void)
{
	for (size_t i = 0; i < RT_COUNT(members); i++) {
		rt_str s = at_the_edge(members[i].object);
		rt_str got = rt_json_member_of(s, members[i].member);
		CHECK_CASE(rt_str_eq(got, members[i].want), members[i].name);
		CHECK_CASE(lies_in(got, s), members[i].name);
	}
	CHECK(!rt_json_member_of((rt_str){ 0 }, RT_STR("a")).n);
}

static const struct {
	rt_str array;
	const char *want; /* each element, and "|" */
} arrays[] = {
	{ LIT(""), "" },
	{ LIT("[]"), "" },
	{ LIT(" [ ] "), "" },
	{ LIT("[1]"), "1|" },
	{ LIT("[1,2 , 3]"), "1|2|3|" },
	{ LIT("[\"a,b\",[1,2],{\"c\":\",\"}]"), "\"a,b\"|[1,2]|{\"c\":\",\"}|" },
	{ LIT("[1],2"), "1|" },
	{ LIT("[1"), "1|" },
	{ LIT("[1,"), "1|" },
	{ LIT("[\"a"), "\"a|" },
	{ LIT("[,1]"), "" },
	{ LIT("[1,,2]"), "1|" },
	{ LIT("[1 2]"), "1 2|" },
	{ LIT("[\"a\"\"b\"]"), "\"a\"|\"b\"|" },
	{ LIT("[1}"), "1|" },
	{ LIT("[\0,1]"), NULL },
};

static void
check_arrays(void)
{
	for (size_t i = 0; i < RT_COUNT(arrays); i++) {
		rt_str s = at_the_edge(arrays[i].array), rest = s, element;
		char room[80];
		struct rt_buf b = { .p = room, .cap = sizeof room };
		while (rt_json_element(&rest, &element)) {
			CHECK_CASE(element.n && lies_in(element, s), arrays[i].array.p);
			rt_buf_str(&b, element);
			rt_buf_ch(&b, '|');
		}
		CHECK_CASE(!b.full && lies_in(rest, s), arrays[i].array.p);
		if (arrays[i].want)
			CHECK_CASE(rt_str_eq(rt_buf_view(&b), rt_str_z(arrays[i].want)),
				arrays[i].array.p);
	}
	rt_str none = { 0 }, element;
	CHECK(!rt_json_element(&none, &element));
}

static const struct {
	rt_str value, want;
} texts[] = {
	{ LIT(""), LIT("") },
	{ LIT("\""), LIT("") },
	{ LIT("\"\""), LIT("") },
	{ LIT("\"abc\""), LIT("abc") },
	{ LIT("12"), LIT("") },
	{ LIT("null"), LIT("") },
	{ LIT("\"abc"), LIT("") },
	{ LIT("abc\""), LIT("") },
	{ LIT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), LIT("\"\\/\b\f\n\r\t") },
	{ LIT("\"a\\u00e4b\""),
		LIT("a\xc3\xa4"
		    "b") },
	{ LIT("\"\\u20AC\""), LIT("\xe2\x82\xac") },
	{ LIT("\"\\u0000\""), LIT("\0") },
	{ LIT("\"\\ud83d\\ude00\""), LIT("\xf0\x9f\x98\x80") },
	{ LIT("\"\\uD83D\\uDE00!\""), LIT("\xf0\x9f\x98\x80!") },
	{ LIT("\"\\udbff\\udfff\""), LIT("\xf4\x8f\xbf\xbf") },
	{ LIT("\"\\ud83d\""), LIT("\xef\xbf\xbd") },
	{ LIT("\"\\ud83d\\\""), LIT("\xef\xbf\xbd") },
	{ LIT("\"\\ud83d\\u\""), LIT("\xef\xbf\xbdu") },
	{ LIT("\"\\ud83dx\""), LIT("\xef\xbf\xbdx") },
	{ LIT("\"\\ud83d\\n\""), LIT("\xef\xbf\xbd\n") },
	{ LIT("\"\\ud83d\\u0041\""),
		LIT("\xef\xbf\xbd"
		    "A") },
	{ LIT("\"\\ud83d\\ud83d\\ude00\""), LIT("\xef\xbf\xbd\xf0\x9f\x98\x80") },
	{ LIT("\"\\ude00\\ud83d\""), LIT("\xef\xbf\xbd\xef\xbf\xbd") },
	{ LIT("\"\\u12\""), LIT("u12") },
	{ LIT("\"\\u12g4\""), LIT("u12g4") },
	{ LIT("\"\\u\""), LIT("u") },
	{ LIT("\"\\x\""), LIT("x") },
	{ LIT("\"\\\""), LIT("") },
	{ LIT("\"a\\\\\""), LIT("a\\") },
	{ LIT("\"a\0b\\n\""), LIT("a\0b\n") },
};

/* With every size of room: the text, or nothing; and nothing is written outside. */
static void
check_texts(void)
{
	enum { ROOM = 16 };
	struct rt_arena whole = arena_at_the_edge(ROOM);

	for (size_t i = 0; i < RT_COUNT(texts); i++) {
		rt_str s = at_the_edge(texts[i].value), want = texts[i].want;
		bool escaped = rt_str_has(s, '\\');
		for (size_t n = 0; n <= ROOM; n++) {
			struct rt_arena a = arena_tail(whole, n);
			rt_str got = rt_json_text(s, &a);
			bool fits = !escaped || want.n <= n;
			CHECK_CASE(rt_str_eq(got, fits ? want : (rt_str){ 0 }), s.p);
			CHECK_CASE(arena_kept(whole, n) && rt_utf8_span(got) == got.n, s.p);
			CHECK_CASE(lies_in(got, s) || lies_in(got, arena_view(whole)), s.p);
		}
	}
}

/* Values that are made to be slow or deep. */
static void
check_large(void)
{
	static const char *const pieces[] = { "[", "{", "{\"a\":", "\"", "\\", "\"\\", "]", ",",
		"1,", "\"a\":1,", "{\"a\":1},", " ", "\\u", "\"a\"" };
	enum { LARGE = 1 << 20 };
	struct rt_arena whole = arena_at_the_edge(LARGE);

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], LARGE), rest = s, element;
		struct rt_arena a = whole;
		size_t count = 0;
		CHECK_CASE(lies_in(rt_json_member_of(s, RT_STR("b")), s), pieces[i]);
		while (rt_json_element(&rest, &element) && count <= LARGE)
			count++;
		CHECK_CASE(count <= LARGE, pieces[i]);
		CHECK_CASE(rt_json_text(s, &a).n <= LARGE, pieces[i]);
	}
}

int
main(void)
{
	check_members();
	check_arrays();
	check_texts();
	check_large();
	return rt_done();
}
