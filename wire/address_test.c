/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "tests/rt_test.h"
#include "wire/address.h"

/* The address that is found stands between "|"; there are none where there is none. */
static const struct {
	const char *name;
	rt_str in;
} finds[] = {
	{ "empty", LIT("") },
	{ "none", LIT("no address here") },
	{ "alone", LIT("|u@example.org|") },
	{ "in brackets", LIT("to <|u@example.org|>: no") },
	{ "in round brackets", LIT("(|u@example.org|)") },
	{ "in quotes", LIT("\"|u@example.org|\" is unknown") },
	{ "in single quotes", LIT("'|u@example.org|' is unknown") },
	{ "in a quote of mail", LIT("`|u@example.org|' is unknown") },
	{ "a full stop behind", LIT("I know no |u@example.org|.") },
	{ "three full stops behind", LIT("|u@example.org|...") },
	{ "a comma behind", LIT("|u@example.org|, who") },
	{ "a colon behind", LIT("|u@example.org|: no") },
	{ "a hyphen behind", LIT("|u@example.org|- no") },
	{ "full stops before", LIT("...|u@example.org|") },
	{ "an equals sign before", LIT("to=<|u@example.org|>, to=x") },
	{ "mailto", LIT("mailto:|u@example.org|?subject=x") },
	{ "the first of two", LIT("|a@b|, c@d") },
	{ "plus and equals", LIT("x |bounce+u=example.org@example.net|") },
	{ "every sign", LIT("<|!#$%&'*+-/=?^_`{|}~.a@b|>") },
	{ "one label", LIT("|root@localhost|") },
	{ "underscores", LIT("|u_@a_b.example|_") },
	{ "8 bit", LIT("|\xc3\xa4@\xc3\xb6.example|") },
	{ "literal", LIT("|u@[192.0.2.1]|:25") },
	{ "IPv6 literal", LIT("<|u@[IPv6:2001:db8::1]|>") },
	{ "literal not closed", LIT("u@[192.0.2.1") },
	{ "literal with a blank", LIT("u@[192.0.2.1 ]") },
	{ "no literal", LIT("u@[|a@b|]") },
	{ "empty literal", LIT("u@[]") },
	{ "quoted local part", LIT("to |\"a b\"@example.org| no") },
	{ "quoted quote", LIT("|\"a\\\"b\"@example.org|") },
	{ "quoted backslash", LIT("|\"a\\\\\"@example.org|") },
	{ "quoted at sign", LIT("<|\"a@b\"@example.org|>") },
	{ "empty quotes", LIT("|\"\"@example.org|") },
	{ "quotes not opened", LIT("a\"@example.org") },
	{ "no local part", LIT("@example.org") },
	{ "no domain", LIT("u@ example.org") },
	{ "no domain at the end", LIT("u@") },
	{ "no domain but signs", LIT("u@-._ x") },
	{ "a blank before", LIT("u @example.org") },
	{ "only signs before", LIT("'.=`@example.org") },
	{ "behind what is none", LIT("@ u@ @x |a@b|") },
	{ "two at signs", LIT("|a@b|@c") },
	{ "NUL", LIT("\0|a@b|\0") },
	{ "control byte", LIT("a\x7f|b@c|\x1f") },
	{ "route", LIT("<@relay:|u@example.org|>") },
};

static void
check_finds(void)
{
	for (size_t i = 0; i < RT_COUNT(finds); i++) {
		char room[80];
		struct rt_cut open = rt_str_cut(finds[i].in, '|');
		struct rt_cut close = rt_str_cut_last(open.tail, '|');
		struct rt_span span = { 77, 77 };
		size_t n = 0;
		rt_str parts[] = { open.head, close.head, close.tail };
		for (size_t k = 0; k < RT_COUNT(parts); n += parts[k++].n)
			if (parts[k].n)
				memcpy(room + n, parts[k].p, parts[k].n);
		rt_str s = at_the_edge((rt_str){ room, n });
		bool found = rt_address_find(s, 0, &span);
		CHECK_CASE(found == open.ok, finds[i].name);
		size_t at = found ? open.head.n : 77, end = found ? at + close.head.n : 77;
		CHECK_CASE(span.at == at && span.end == end, finds[i].name);
		CHECK_CASE(rt_address_is(s) == (found && at == 0 && end == n), finds[i].name);
		for (size_t from = 0; from <= n + 1; from++)
			if (rt_address_find(s, from, &span))
				CHECK_CASE(from <= span.at && span.at < span.end && span.end <= n,
					finds[i].name);
	}
	CHECK(!rt_address_find((rt_str){ 0 }, 0, &(struct rt_span){ 0 }));
	CHECK(!rt_address_is((rt_str){ 0 }));
}

static const struct {
	rt_str in;
	bool want;
} wholes[] = {
	{ LIT("u@example.org"), true },
	{ LIT("\"u v\"@example.org"), true },
	{ LIT("\"u@v\"@example.org"), true },
	{ LIT("\"u@v w@x y\"@example.org"), true },
	{ LIT("u@[192.0.2.1]"), true },
	{ LIT("u@example.org."), false },
	{ LIT(" u@example.org"), false },
	{ LIT("<u@example.org>"), false },
	{ LIT("u@v@example.org"), false },
	{ LIT("u v@example.org"), false },
	{ LIT("\"u\" v\"@example.org"), false },
	{ LIT("@relay:u@example.org"), false },
	{ LIT("u"), false },
	{ LIT("@"), false },
	{ LIT("u@example.org\0"), false },
};

static const struct {
	const char *name;
	rt_str in, want;
} ofs[] = {
	{ "empty", LIT(""), LIT("") },
	{ "blanks", LIT(" \r\n\t"), LIT("") },
	{ "alone", LIT(" u@example.org\r\n"), LIT("u@example.org") },
	{ "path", LIT("<u@example.org>"), LIT("u@example.org") },
	{ "blanks in the path", LIT("< u@example.org >"), LIT("u@example.org") },
	{ "null path", LIT("<>"), LIT("") },
	{ "name", LIT("A Name <u@example.org>"), LIT("u@example.org") },
	{ "quoted name", LIT("\"<a@b> c\" <u@example.org>"), LIT("u@example.org") },
	{ "comment", LIT("u@example.org (A Name)"), LIT("u@example.org") },
	{ "two comments", LIT("u@example.org (A) (B)"), LIT("u@example.org") },
	{ "comment behind the path", LIT("<u@example.org> (A Name)"), LIT("u@example.org") },
	{ "brackets in the local part", LIT("u(x)@example.org"), LIT("u(x)@example.org") },
	{ "quoted brackets", LIT("\"a (b\"@example.org"), LIT("\"a (b\"@example.org") },
	{ "not closed", LIT("<u@example.org"), LIT("u@example.org") },
	{ "route", LIT("<@a,@b:u@example.org>"), LIT("u@example.org") },
	{ "route without brackets", LIT("@a:u@example.org"), LIT("u@example.org") },
	{ "colon but no route", LIT("a:b@example.org"), LIT("a:b@example.org") },
	{ "mailto", LIT("<MailTo:u@example.org>"), LIT("u@example.org") },
	{ "local part only", LIT("<postmaster>"), LIT("postmaster") },
	{ "case is kept", LIT("<U@Example.ORG>"), LIT("U@Example.ORG") },
	{ "folded", LIT("A\r\n\t<u@example.org>"), LIT("u@example.org") },
	{ "8 bit and NUL", LIT("<\xe4\0@\xff>"), LIT("\xe4\0@\xff") },
	{ "nothing but a route", LIT("<@a:>"), LIT("") },
	{ "wrong way round", LIT(">u@example.org<"), LIT(">u@example.org<") },
};

static void
check_ofs(void)
{
	for (size_t i = 0; i < RT_COUNT(wholes); i++)
		CHECK_CASE(
			rt_address_is(at_the_edge(wholes[i].in)) == wholes[i].want, wholes[i].in.p);
	for (size_t i = 0; i < RT_COUNT(ofs); i++) {
		rt_str s = at_the_edge(ofs[i].in), got = rt_address_of(s);
		CHECK_CASE(rt_str_eq(got, ofs[i].want) && lies_in(got, s), ofs[i].name);
	}
	CHECK(rt_address_of((rt_str){ 0 }).n == 0);
}

static const struct {
	const char *name;
	rt_str in, want;
	bool same;
} xtexts[] = {
	{ "empty", LIT(""), LIT(""), true },
	{ "plain", LIT("u@example.org"), LIT("u@example.org"), true },
	{ "plus", LIT("u+2Btag@example.org"), LIT("u+tag@example.org"), false },
	{ "equals", LIT("a+3Db@example.org"), LIT("a=b@example.org"), false },
	{ "lower case", LIT("u+2btag"), LIT("u+tag"), false },
	{ "8 bit", LIT("+C3+A4@b"), LIT("\xc3\xa4@b"), false },
	{ "a tag", LIT("u+tag@example.org"), LIT("u+tag@example.org"), true },
	{ "a tag of digits", LIT("u+20tag@example.org"), LIT("u+20tag@example.org"), true },
	{ "a tag and an encoded plus", LIT("u+20tag+2Bx@b"), LIT("u+20tag+2Bx@b"), true },
	{ "a letter needs no code", LIT("+41@b"), LIT("+41@b"), true },
	{ "a blank in quotes", LIT("\"a+20b\"@c"), LIT("\"a b\"@c"), false },
	{ "cut short", LIT("u+2"), LIT("u+2"), true },
	{ "a plus at the end", LIT("u+2B+"), LIT("u+2B+"), true },
	{ "at the end", LIT("u+2B"), LIT("u+"), false },
	{ "what comes out is left", LIT("u+2B2B"), LIT("u+2B"), false },
	{ "no digits", LIT("u+2Gx"), LIT("u+2Gx"), true },
	{ "NUL", LIT("+2B\0"), LIT("+\0"), false },
};

static void
check_xtexts(void)
{
	struct rt_arena whole = arena_at_the_edge(32);

	for (size_t i = 0; i < RT_COUNT(xtexts); i++) {
		rt_str s = at_the_edge(xtexts[i].in), ret = { 0 };
		for (size_t n = 0; n <= 32; n++) {
			struct rt_arena a = arena_tail(whole, n);
			enum rt_result r = rt_xtext(s, &a, &ret);
			bool fits = xtexts[i].same || n >= s.n;
			CHECK_CASE(r == (fits ? RT_OK : RT_ELIMIT), xtexts[i].name);
			CHECK_CASE(arena_kept(whole, n), xtexts[i].name);
			if (r != RT_OK)
				continue;
			CHECK_CASE(rt_str_eq(ret, xtexts[i].want), xtexts[i].name);
			CHECK_CASE((ret.p == s.p) == xtexts[i].same, xtexts[i].name);
			size_t used = xtexts[i].same ? 0 : ret.n;
			CHECK_CASE(rt_arena_room(&a) == n - used, xtexts[i].name);
		}
	}
}

static const struct {
	const char *name;
	rt_str in, type, want;
} typed[] = {
	{ "empty", LIT(""), LIT(""), LIT("") },
	{ "plain", LIT("rfc822;u@example.org"), LIT("rfc822"), LIT("u@example.org") },
	{ "blanks and brackets", LIT(" RFC822 ; <u@example.org> "), LIT("RFC822"),
		LIT("u@example.org") },
	{ "xtext", LIT("rfc822; u+2Bt@b"), LIT("rfc822"), LIT("u+t@b") },
	{ "a plus address", LIT("rfc822; u+tag@b"), LIT("rfc822"), LIT("u+tag@b") },
	{ "no type", LIT("u@example.org"), LIT(""), LIT("u@example.org") },
	{ "no type, xtext", LIT("<u+2Bt@b>"), LIT(""), LIT("u+t@b") },
	{ "a semicolon, but no type", LIT("u@b; c"), LIT(""), LIT("u@b; c") },
	{ "empty type", LIT("; u@b"), LIT(""), LIT("; u@b") },
	{ "empty address", LIT("rfc822;"), LIT("rfc822"), LIT("") },
	{ "another type", LIT("x-local; a+2Bb"), LIT("x-local"), LIT("a+2Bb") },
	{ "too long a type", LIT("abcdefghijklmnopqrstuvwxy;u@b"), LIT(""),
		LIT("abcdefghijklmnopqrstuvwxy;u@b") },
	{ "quoted local part", LIT("rfc822;\"a;b\"@c"), LIT("rfc822"), LIT("\"a;b\"@c") },
	{ "utf-8", LIT("utf-8; \xc3\xa4@b"), LIT("utf-8"), LIT("\xc3\xa4@b") },
	{ "unitext", LIT("utf-8; \\x{E4}@\\x{20AC}.b"), LIT("utf-8"),
		LIT("\xc3\xa4@\xe2\x82\xac.b") },
	{ "unitext, greatest", LIT("utf-8;\\x{10FFFF}"), LIT("utf-8"), LIT("\xf4\x8f\xbf\xbf") },
	{ "unitext, too great", LIT("utf-8;\\x{110000}"), LIT("utf-8"), LIT("\xef\xbf\xbd") },
	{ "unitext, surrogate", LIT("utf-8;\\x{d800}"), LIT("utf-8"), LIT("\xef\xbf\xbd") },
	{ "unitext, too long", LIT("utf-8;\\x{00000E4}"), LIT("utf-8"), LIT("\\x{00000E4}") },
	{ "unitext, empty", LIT("utf-8;\\x{}"), LIT("utf-8"), LIT("\\x{}") },
	{ "unitext, not closed", LIT("utf-8;a\\x{E4"), LIT("utf-8"), LIT("a\\x{E4") },
	{ "unitext, no number", LIT("utf-8;\\x{G}"), LIT("utf-8"), LIT("\\x{G}") },
	{ "unitext, cut short", LIT("utf-8;\\x{"), LIT("utf-8"), LIT("\\x{") },
	{ "unitext in rfc822", LIT("rfc822;\\x{E4}"), LIT("rfc822"), LIT("\\x{E4}") },
};

static void
check_typed(void)
{
	struct rt_arena whole = arena_at_the_edge(40);

	for (size_t i = 0; i < RT_COUNT(typed); i++) {
		rt_str s = at_the_edge(typed[i].in);
		for (size_t n = 0; n <= 40; n++) {
			struct rt_arena a = arena_tail(whole, n);
			struct rt_typed_address ret = { 0 };
			enum rt_result r = rt_address_typed(s, &a, &ret);
			CHECK_CASE(r == RT_OK || (r == RT_ELIMIT && n < s.n), typed[i].name);
			CHECK_CASE(arena_kept(whole, n), typed[i].name);
			if (r != RT_OK)
				continue;
			CHECK_CASE(rt_str_eq(ret.type, typed[i].type), typed[i].name);
			CHECK_CASE(rt_str_eq(ret.address, typed[i].want), typed[i].name);
		}
	}
}

/* Local parts and domains at their limits, and what is longer. */
static void
check_limits(void)
{
	static char room[2000];
	struct rt_span span;

	memset(room, 'a', sizeof room);
	room[RT_MAX_ADDRESS] = '@';
	rt_str s = at_the_edge((rt_str){ room, RT_MAX_ADDRESS + 1 + 255 });
	CHECK(rt_address_is(s));
	s = at_the_edge((rt_str){ room, RT_MAX_ADDRESS + 1 + 256 });
	CHECK(!rt_address_is(s));
	room[RT_MAX_ADDRESS] = 'a';
	room[RT_MAX_ADDRESS + 1] = '@';
	s = at_the_edge((rt_str){ room, RT_MAX_ADDRESS + 3 });
	CHECK(!rt_address_is(s) && rt_address_find(s, 0, &span) && span.end == s.n);
}

static void
check_large(void)
{
	static const char *const pieces[] = { "@", "a", "a@", "@a", "\"@", "\\\"@", "a\"@", "<",
		">", "(", " (", ":", "@:", "[", "a@[", "+", "+2B", "\\x{", ";", "a@-", "\"a\\" };
	enum { LARGE = 1 << 20 };
	struct rt_arena whole = arena_at_the_edge(LARGE);

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], LARGE), ret;
		struct rt_typed_address typed_ret;
		struct rt_arena a = whole;
		struct rt_span span = { 0, 0 };
		bool found = rt_address_find(s, 0, &span);
		CHECK_CASE(found == (span.end > span.at) && !rt_address_is(s), pieces[i]);
		CHECK_CASE(lies_in(rt_address_of(s), s), pieces[i]);
		CHECK_CASE(rt_xtext(s, &a, &ret) == RT_OK, pieces[i]);
		a = whole;
		CHECK_CASE(rt_address_typed(s, &a, &typed_ret) == RT_OK, pieces[i]);
	}
}

int
main(void)
{
	check_finds();
	check_ofs();
	check_xtexts();
	check_typed();
	check_limits();
	check_large();
	return rt_done();
}
