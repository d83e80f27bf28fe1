/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/fold.h"

static char room[1 << 18];

static struct rt_arena
fresh(void)
{
	return (struct rt_arena){ room, room + sizeof room };
}

struct fold_case {
	const char *name, *in, *want;
	uint32_t body;
};

static const struct fold_case cases[] = {
	{ "empty", "", "", 0 },
	{ "a code alone", "550", "550", 3 },
	{ "lower case", "550 5.1.1 User UNKNOWN", "550 5.1.1 user unknown", 10 },
	{ "no code", "User Unknown", "user unknown", 0 },
	{ "a type in front", "smtp; 550 No", "smtp; 550 no", 10 },
	{ "runs of blanks", "550  a \t b", "550 a b", 4 },
	{ "line ends", "a\r\nb\n c", "a b c", 0 },
	{ "blanks in front", " \t550 a", "550 a", 4 },
	{ "a blank at the end", "550 a  ", "550 a ", 4 },
	{ "no-break space",
		"a\xc2\xa0"
		"b",
		"a b", 0 },
	{ "thin space beside a blank",
		"a \xe2\x80\x89"
		"b",
		"a b", 0 },
	{ "curved quotes", "doesn\xe2\x80\x99t \xe2\x80\x9cx\xe2\x80\x9d", "doesn't \"x\"", 0 },
	{ "dashes",
		"a\xe2\x80\x93"
		"b\xe2\x80\x94"
		"c",
		"a-b-c", 0 },
	{ "other punctuation", "a\xe2\x80\xa6", "a\xe2\x80\xa6", 0 },
	{ "euro", "5 \xe2\x82\xac", "5 \xe2\x82\xac", 0 },
	{ "Latin-1 letters", "\xc3\x89t\xc3\xa9 \xc3\x97 \xc3\x9f",
		"\xc3\xa9t\xc3\xa9 \xc3\x97 \xc3\x9f", 0 },
	{ "even pairs", "\xc4\x8c\xc4\x8d\xc5\xa0\xc5\xa1", "\xc4\x8d\xc4\x8d\xc5\xa1\xc5\xa1", 0 },
	{ "odd pairs", "\xc4\xb9\xc4\xba\xc5\x81\xc5\x82\xc5\xbb\xc5\xbd",
		"\xc4\xba\xc4\xba\xc5\x82\xc5\x82\xc5\xbc\xc5\xbe", 0 },
	{ "letters without a pair", "\xc4\xb8\xc5\xb8\xc5\x89\xc5\xbf",
		"\xc4\xb8\xc5\xb8\xc5\x89\xc5\xbf", 0 },
	{ "Cyrillic", "\xd0\x9f\xd0\xa0\xd0\xb8\xd0\x81\xd0\x84\xd0\x86\xd0\x87",
		"\xd0\xbf\xd1\x80\xd0\xb8\xd1\x91\xd1\x94\xd1\x96\xd1\x97", 0 },
	{ "Japanese", "\xe3\x81\x82", "\xe3\x81\x82", 0 },
	{ "bytes that are no UTF-8",
		"A\xff\xc3"
		"B\xe2\x80",
		"a\xff\xc3"
		"b\xe2\x80",
		0 },
	{ "a multi-line reply", "550-5.1.1 The mailbox\r\n550-5.1.1 does not\r\n550 5.1.1 exist",
		"550-5.1.1 the mailbox does not exist", 10 },
	{ "lines joined by blanks", "550-No such 550 user", "550-no such user", 4 },
	{ "without the status again", "550-5.1.1 No\n550 user", "550-5.1.1 no user", 10 },
	{ "another status", "550-5.1.1 No\n550 5.7.1 user", "550-5.1.1 no 5.7.1 user", 10 },
	{ "another code", "550-No\n551 user", "550-no 551 user", 4 },
	{ "a number that only begins so", "550 a 5501 b 550x", "550 a 5501 b 550x", 4 },
	{ "a repeated code at the end", "550-a\r\n550", "550-a ", 4 },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		const struct fold_case *c = &cases[i];
		rt_str in = at_the_edge(rt_str_z(c->in));
		struct rt_reply said = rt_reply_read(in);
		struct rt_arena a = fresh();
		struct rt_folded f;
		CHECK_CASE(rt_fold(in, &said, &a, &f) == RT_OK, c->name);
		CHECK_CASE(rt_str_eq(f.text, rt_str_z(c->want)), c->name);
		CHECK_CASE(f.body == c->body, c->name);
		if (!rt_str_eq(f.text, rt_str_z(c->want)) || f.body != c->body)
			fprintf(stderr, "\tgot \"%.*s\", body %u\n", RT_ARG(f.text), f.body);
	}
}

/* Each place of the folded text stands for a stretch of the original, in order, and all within. */
static void
test_origin(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str in = rt_str_z(cases[i].in);
		struct rt_reply said = rt_reply_read(in);
		struct rt_arena a = fresh();
		struct rt_folded f;
		uint32_t last = 0;
		bool fine = rt_fold(in, &said, &a, &f) == RT_OK;
		for (uint32_t at = 0; fine && at < f.text.n; at++) {
			struct rt_span s = rt_fold_origin(&f, (struct rt_span){ at, at + 1 });
			fine = s.at >= last && s.end >= s.at && s.end <= in.n;
			last = s.at;
		}
		CHECK_CASE(fine, cases[i].name);
	}
}

struct origin_case {
	const char *name, *in, *find, *want;
};

static void
test_words(void)
{
	static const struct origin_case words[] = {
		{ "as it was", "550 No SUCH user", "such", "SUCH" },
		{ "behind blanks", "550  \t No \r\n SUCH  user", "such user", "SUCH  user" },
		{ "behind a repeated code", "550-No\r\n550 SUCH user", "such", "SUCH" },
		{ "over a repeated code", "550-No\r\n550 SUCH user", "no such", "No\r\n550 SUCH" },
		{ "a quote at the end", "the \xe2\x80\x98user\xe2\x80\x99 is", "user'",
			"user\xe2\x80\x99" },
		{ "a quote in front", "the \xe2\x80\x98user\xe2\x80\x99 is", "'user",
			"\xe2\x80\x98user" },
		{ "letters of two octets", "la bo\xc3\x8eTE  est", "bo\xc3\xaete", "bo\xc3\x8eTE" },
		{ "to the end", "a  b\xe2\x80\x99", "b'", "b\xe2\x80\x99" },
		{ "before blanks at the end", "a  b  ", "b", "b" },
	};

	for (size_t i = 0; i < RT_COUNT(words); i++) {
		rt_str in = rt_str_z(words[i].in), find = rt_str_z(words[i].find);
		struct rt_reply said = rt_reply_read(in);
		struct rt_arena a = fresh();
		struct rt_folded f;
		CHECK_CASE(rt_fold(in, &said, &a, &f) == RT_OK, words[i].name);
		size_t at = rt_str_find(f.text, find, 0);
		CHECK_CASE(at != SIZE_MAX, words[i].name);
		if (at == SIZE_MAX)
			continue;
		struct rt_span s = rt_fold_origin(
			&f, (struct rt_span){ (uint32_t)at, (uint32_t)(at + find.n) });
		rt_str got = rt_str_from(rt_str_head(in, s.end), s.at);
		CHECK_CASE(rt_str_eq(got, rt_str_z(words[i].want)), words[i].name);
	}
}

/* What is folded stays as it is when it is folded again. */
static void
test_again(void)
{
	static const struct rt_reply nothing = { 0 };

	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str in = rt_str_z(cases[i].in);
		struct rt_reply said = rt_reply_read(in);
		struct rt_arena a = fresh();
		struct rt_folded once, twice;
		CHECK_CASE(rt_fold(in, &said, &a, &once) == RT_OK, cases[i].name);
		CHECK_CASE(rt_fold(once.text, &nothing, &a, &twice) == RT_OK, cases[i].name);
		CHECK_CASE(rt_str_eq(once.text, twice.text), cases[i].name);
	}
}

static void
test_plain(void)
{
	static const char *const texts[][2] = {
		{ "", "" },
		{ "  User \t Unknown ", "user unknown" },
		{ "Bo\xc3\x8ete  PLEINE", "bo\xc3\xaete pleine" },
		{ "isn\xe2\x80\x99t", "isn't" },
		{ "\xff\xfe", "\xff\xfe" },
	};
	char out[256];

	for (size_t i = 0; i < RT_COUNT(texts); i++) {
		rt_str got = rt_fold_plain(at_the_edge(rt_str_z(texts[i][0])), out);
		CHECK_CASE(rt_str_eq(got, rt_str_z(texts[i][1])), texts[i][0]);
	}
}

/* Whatever the size of the arena: the same text, or nothing. */
static void
test_arena(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str in = rt_str_z(cases[i].in);
		struct rt_reply said = rt_reply_read(in);
		bool fine = true, enough = false;
		for (size_t n = 0; n < 5 * in.n + 64; n++) {
			struct rt_arena a = arena_at_the_edge(n);
			struct rt_folded f = { 0 };
			enum rt_result r = rt_fold(in, &said, &a, &f);
			fine &= r == RT_OK ? rt_str_eq(f.text, rt_str_z(cases[i].want))
					   : r == RT_ELIMIT && !enough;
			enough |= r == RT_OK;
		}
		CHECK_CASE(fine && enough, cases[i].name);
	}
}

int
main(void)
{
	test_cases();
	test_origin();
	test_words();
	test_again();
	test_plain();
	test_arena();
	return rt_done();
}
