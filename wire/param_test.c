/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/limits.h"
#include "tests/rt_test.h"
#include "wire/param.h"

/* All parameters of a value, as "name=value|" for each. */
static const struct {
	const char *name;
	rt_str in, head, want;
} walks[] = {
	{ "empty", LIT(""), LIT(""), LIT("") },
	{ "no parameters", LIT("text/plain"), LIT("text/plain"), LIT("") },
	{ "one", LIT("text/plain; charset=utf-8"), LIT("text/plain"), LIT("charset=utf-8|") },
	{ "no blank", LIT("a/b;c=d;e=f"), LIT("a/b"), LIT("c=d|e=f|") },
	{ "blanks and folds", LIT("a/b ;\r\n\tc = d ;\n e\t=\t\"f\" "), LIT("a/b"),
		LIT("c=d|e=f|") },
	{ "quoted", LIT("a; c=\"d;e=f\"; g=h"), LIT("a"), LIT("c=d;e=f|g=h|") },
	{ "quoted pair", LIT("a; c=\"d\\\"e\\\\\"; g=h"), LIT("a"), LIT("c=d\\\"e\\\\|g=h|") },
	{ "empty quotes", LIT("a; c=\"\"; g=h"), LIT("a"), LIT("c=|g=h|") },
	{ "quotes not closed", LIT("a; c=\"d; g=h"), LIT("a"), LIT("c=d; g=h|") },
	{ "a lone quote", LIT("a; c=\""), LIT("a"), LIT("c=|") },
	{ "a quote and a backslash", LIT("a; c=\"\\"), LIT("a"), LIT("c=\\|") },
	{ "empty value", LIT("a; c=; g=h"), LIT("a"), LIT("c=|g=h|") },
	{ "empty value at the end", LIT("a; c="), LIT("a"), LIT("c=|") },
	{ "no name", LIT("a; =d; g=h"), LIT("a"), LIT("g=h|") },
	{ "no equals sign", LIT("a; c; g=h"), LIT("a"), LIT("g=h|") },
	{ "semicolons", LIT("a;;; ;g=h;;"), LIT("a"), LIT("g=h|") },
	{ "garbage behind the value", LIT("a; c=d e f; g=h"), LIT("a"), LIT("c=d|g=h|") },
	{ "garbage behind the quotes", LIT("a; c=\"d\"e\"f;\"; g=h"), LIT("a"), LIT("c=d|g=h|") },
	{ "equals signs in the value", LIT("a; c=d=e=; g=h"), LIT("a"), LIT("c=d=e=|g=h|") },
	{ "comment behind the value", LIT("a; c=d (e; f=g); h=i"), LIT("a"), LIT("c=d|h=i|") },
	{ "comment before the name", LIT("a; (b; c=d) e=f"), LIT("a"), LIT("e=f|") },
	{ "comment in the type", LIT("a (b; c=d); e=f"), LIT("a (b"), LIT("e=f|") },
	{ "comments in a comment", LIT("a; (b (c) (d) \\) ;) e=f"), LIT("a"), LIT("e=f|") },
	{ "comment not closed", LIT("a; c=d (e; f=g"), LIT("a"), LIT("c=d|") },
	{ "brackets in a value", LIT("a; c=d(1).txt; e=f"), LIT("a"), LIT("c=d(1).txt|e=f|") },
	{ "a quote in the type", LIT("a\"b;c=d\"; e=f"), LIT("a\"b"), LIT("e=f|") },
	{ "starts at a semicolon", LIT("; c=d"), LIT(""), LIT("c=d|") },
	{ "NUL and 8 bit", LIT("a; c=\0\xff; \xe4=f"), LIT("a"), LIT("c=\0\xff|\xe4=f|") },
};

static void
check_walks(void)
{
	for (size_t i = 0; i < RT_COUNT(walks); i++) {
		rt_str whole = at_the_edge(walks[i].in), s = whole, want = walks[i].want;
		struct rt_param p;
		bool good = true;
		while (good && rt_param_next(&s, &p)) {
			struct rt_cut name = rt_str_cut(want, '=');
			good = rt_str_eq(name.head, p.name) && rt_str_starts(name.tail, p.value) &&
				rt_str_starts(rt_str_from(name.tail, p.value.n), RT_STR("|"));
			good = good && lies_in(p.name, whole) && lies_in(p.value, whole);
			want = rt_str_from(name.tail, p.value.n + 1);
		}
		CHECK_CASE(good && want.n == 0, walks[i].name);
		CHECK_CASE(rt_str_eq(rt_param_head(whole), walks[i].head), walks[i].name);
	}
}

static const struct {
	const char *name;
	rt_str in, want, charset;
	bool found;
} texts[] = {
	{ "none", LIT("a; n=b"), LIT(""), LIT(""), false },
	{ "plain", LIT("a; name=b"), LIT("b"), LIT(""), true },
	{ "case", LIT("a; NaMe=b"), LIT("b"), LIT(""), true },
	{ "the first of two", LIT("a; name=b; name=c"), LIT("b"), LIT(""), true },
	{ "quoted pairs", LIT("a; name=\"b\\\"\\\\c\\d\""), LIT("b\"\\cd"), LIT(""), true },
	{ "a longer name", LIT("a; namex=b"), LIT(""), LIT(""), false },
	{ "percent not encoded", LIT("a; name=b%20c"), LIT("b%20c"), LIT(""), true },
	{ "continued", LIT("a; name*0=b; name*1=c; name*2=\"d e\""), LIT("bcd e"), LIT(""), true },
	{ "in disorder", LIT("a; name*2=d; name*0=b; name*1=c"), LIT("bcd"), LIT(""), true },
	{ "a piece missing", LIT("a; name*0=b; name*2=d"), LIT("b"), LIT(""), true },
	{ "the first piece missing", LIT("a; name*1=b; name*2=d"), LIT(""), LIT(""), false },
	{ "the same piece twice", LIT("a; name*0=b; name*1=c; name*1=d"), LIT("bc"), LIT(""),
		true },
	{ "encoded", LIT("a; name*=utf-8'en'%e2%82%AC%20x"), LIT("\xe2\x82\xac x"), LIT("utf-8"),
		true },
	{ "no language", LIT("a; name*=iso-8859-1''%A3"), LIT("\xa3"), LIT("iso-8859-1"), true },
	{ "no charset", LIT("a; name*=''%41'"), LIT("A'"), LIT(""), true },
	{ "no quotes", LIT("a; name*=%41b"), LIT("Ab"), LIT(""), true },
	{ "one quote", LIT("a; name*=x'%41"), LIT("x'A"), LIT(""), true },
	{ "both", LIT("a; name*0*=us-ascii'en'b%2; name*1=%41; name*2*=%41%"), LIT("b%2%41A%"),
		LIT("us-ascii"), true },
	{ "quote signs in later pieces", LIT("a; name*0*=utf-8''b; name*1*='c'"), LIT("b'c'"),
		LIT("utf-8"), true },
	{ "a wrong percent", LIT("a; name*=utf-8''%4g%%41"), LIT("%4g%A"), LIT("utf-8"), true },
	{ "a wrong section", LIT("a; name*x=b; name*0x=c"), LIT(""), LIT(""), false },
	{ "a great section", LIT("a; name*99999999999999999999=b"), LIT(""), LIT(""), false },
	{ "NUL decoded", LIT("a; name*=''%00"), LIT("\0"), LIT(""), true },
	{ "empty", LIT("a; name="), LIT(""), LIT(""), true },
};

/* One case in an arena of n bytes. */
static void
check_text(size_t i, rt_str s, struct rt_arena whole, size_t n)
{
	struct rt_arena a = arena_tail(whole, n);
	rt_str text = { 0 }, charset = { 0 };
	enum rt_result r = rt_param_text(s, RT_STR("name"), &a, &text, &charset);
	enum rt_result fits = n >= texts[i].want.n ? RT_OK : RT_ELIMIT;

	CHECK_CASE(r == (texts[i].found ? fits : RT_ENOTFOUND), texts[i].name);
	CHECK_CASE(arena_kept(whole, n) && rt_arena_room(&a) == n - text.n, texts[i].name);
	if (r == RT_OK) {
		CHECK_CASE(rt_str_eq(text, texts[i].want), texts[i].name);
		CHECK_CASE(rt_str_eq(charset, texts[i].charset), texts[i].name);
	}
}

static void
check_texts(void)
{
	enum { ENOUGH = 64 };
	struct rt_arena whole = arena_at_the_edge(ENOUGH);

	for (size_t i = 0; i < RT_COUNT(texts); i++) {
		rt_str s = at_the_edge(texts[i].in);
		for (size_t n = 0; n <= ENOUGH; n++)
			check_text(i, s, whole, n);
	}
}

static void
check_find(void)
{
	rt_str s = at_the_edge(
		RT_STR("multipart/report; report-type=x; Boundary=\"a b\"; boundary=c"));

	CHECK(rt_str_eq(rt_param_find(s, RT_STR("boundary")), RT_STR("a b")));
	CHECK(rt_str_eq(rt_param_find(s, RT_STR("REPORT-TYPE")), RT_STR("x")));
	CHECK(!rt_param_find(s, RT_STR("report")).n && !rt_param_find(s, RT_STR("")).n);
	CHECK(!rt_param_find((rt_str){ 0 }, RT_STR("a")).n && !rt_param_head((rt_str){ 0 }).n);
}

/* A hundred pieces are joined, no more; and of a long field, what stands at its front. */
static void
check_limits(void)
{
	static char room[200000], memory[200000];
	struct rt_arena a = { memory, memory + sizeof memory };
	rt_str text, charset;
	int n = 0;

	for (int i = 0; i < 120; i++)
		n += snprintf(room + n, sizeof room - (size_t)n, "; x*%d=a", i);
	rt_str s = at_the_edge((rt_str){ room, (size_t)n });
	CHECK(rt_param_text(s, RT_STR("x"), &a, &text, &charset) == RT_OK && text.n == 100);

	struct rt_buf b = { .p = room, .cap = sizeof room };
	RT_BUF_LIT(&b, "; x=");
	rt_buf_fill(&b, 'a', sizeof room - 4);
	s = at_the_edge(rt_buf_view(&b));
	CHECK(rt_param_text(s, RT_STR("x"), &a, &text, &charset) == RT_OK);
	CHECK(text.n == RT_MAX_FIELD - 4);
	CHECK(rt_param_find(s, RT_STR("x")).n == sizeof room - 4);
}

static void
check_large(void)
{
	static const char *const pieces[] = { ";", "(", ")", "()", "\"", "\\", "=",
		";=", ";a=", ";a=b", ";a=\"", "; a", ";(", "a (", ";a*0=(", " ;\" ", ";x*1=a",
		";x*0=a" };
	struct rt_arena whole = arena_at_the_edge(1 << 20);
	rt_str text, charset;

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], 1 << 20);
		struct rt_arena a = whole;
		CHECK_CASE(rt_param_find(s, RT_STR("zz")).n == 0, pieces[i]);
		enum rt_result r = rt_param_text(s, RT_STR("x"), &a, &text, &charset);
		CHECK_CASE(r == RT_OK || r == RT_ENOTFOUND, pieces[i]);
	}
}

int
main(void)
{
	check_walks();
	check_texts();
	check_find();
	check_limits();
	check_large();
	return rt_done();
}
