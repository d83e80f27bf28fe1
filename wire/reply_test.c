/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/reply.h"

static const struct {
	rt_str in;
	uint16_t code;
	rt_str rest;
} codes[] = {
	{ LIT("550"), 550, LIT("") },
	{ LIT("200 ok"), 200, LIT(" ok") },
	{ LIT("599-x"), 599, LIT("-x") },
	{ LIT("354\r\n"), 354, LIT("\r\n") },
	{ LIT("421\0"), 421, LIT("\0") },
	{ LIT("550.\n"), 550, LIT(".\n") },
	{ LIT("550."), 550, LIT(".") },
	{ LIT("550\xe4"), 550, LIT("\xe4") },
	{ LIT("577 by some"), 577, LIT(" by some") },
	{ LIT(""), 0, LIT("") },
	{ LIT("55"), 0, LIT("55") },
	{ LIT("199"), 0, LIT("199") },
	{ LIT("600"), 0, LIT("600") },
	{ LIT("5500"), 0, LIT("5500") },
	{ LIT("550x"), 0, LIT("550x") },
	{ LIT("5x0"), 0, LIT("5x0") },
	{ LIT("550.1"), 0, LIT("550.1") },
	{ LIT(" 550"), 0, LIT(" 550") },
	{ LIT("5.1.1"), 0, LIT("5.1.1") },
	{ LIT("\26550"), 0, LIT("\26550") },
};

static void
check_codes(void)
{
	for (size_t i = 0; i < RT_COUNT(codes); i++) {
		rt_str s = at_the_edge(codes[i].in);
		uint16_t code = 0;
		enum rt_result r = rt_reply_code_take(&s, &code);
		CHECK_CASE(r == (codes[i].code ? RT_OK : RT_ESYNTAX), codes[i].in.p);
		CHECK_CASE(code == codes[i].code && rt_str_eq(s, codes[i].rest), codes[i].in.p);
	}
}

static const struct {
	rt_str in;
	uint16_t code;
	struct rt_status status;
	rt_str text;
} replies[] = {
	{ LIT(""), 0, { 0 }, LIT("") },
	{ LIT(" \r\n"), 0, { 0 }, LIT("") },
	{ LIT("no such user"), 0, { 0 }, LIT("no such user") },
	{ LIT("550"), 550, { 0 }, LIT("") },
	{ LIT("550 5.1.1"), 550, { 5, 1, 1 }, LIT("") },
	{ LIT("550 no such user"), 550, { 0 }, LIT("no such user") },
	{ LIT("550 5.1.1 no such user"), 550, { 5, 1, 1 }, LIT("no such user") },
	{ LIT("550-5.1.1 no\r\n550 5.1.1 such"), 550, { 5, 1, 1 }, LIT("no\r\n550 5.1.1 such") },
	{ LIT("550-no\n550 5.1.1 such"), 550, { 5, 1, 1 }, LIT("no\n550 5.1.1 such") },
	{ LIT("550-no\n550-5.1.1 such\n550 user"), 550, { 5, 1, 1 },
		LIT("no\n550-5.1.1 such\n550 user") },
	{ LIT("550:5.1.1: no"), 550, { 5, 1, 1 }, LIT("no") },
	{ LIT("550, 5.1.1 no"), 550, { 5, 1, 1 }, LIT("no") },
	{ LIT("550 #5.1.1 no"), 550, { 5, 1, 1 }, LIT("no") },
	{ LIT("550 (#5.1.1) no"), 550, { 5, 1, 1 }, LIT("no") },
	{ LIT("550 [5.1.1] no"), 550, { 5, 1, 1 }, LIT("no") },
	{ LIT("550 no (#5.1.1)"), 550, { 5, 1, 1 }, LIT("no (#5.1.1)") },
	{ LIT("550 no (4.1.1)"), 550, { 0 }, LIT("no (4.1.1)") },
	{ LIT("5.1.1 no"), 0, { 5, 1, 1 }, LIT("no") },
	{ LIT("#5.1.1"), 0, { 5, 1, 1 }, LIT("") },
	{ LIT("#4.4.2"), 0, { 4, 4, 2 }, LIT("") },
	{ LIT("no (4.1.1)"), 0, { 4, 1, 1 }, LIT("no (4.1.1)") },
	{ LIT("smtp; 550 5.1.1 no"), 550, { 5, 1, 1 }, LIT("no") },
	{ LIT("smtp;550 no"), 550, { 0 }, LIT("no") },
	{ LIT("\tx-unix; user unknown"), 0, { 0 }, LIT("user unknown") },
	{ LIT("X-Postfix; delivery"), 0, { 0 }, LIT("delivery") },
	{ LIT("550; no"), 550, { 0 }, LIT("; no") },
	{ LIT("a sentence; 550 no"), 0, { 0 }, LIT("a sentence; 550 no") },
	{ LIT("; 550 no"), 0, { 0 }, LIT("; 550 no") },
	{ LIT("averyveryverylongtype; 550"), 0, { 0 }, LIT("averyveryverylongtype; 550") },
	{ LIT("550 4.1.1 no"), 550, { 4, 1, 1 }, LIT("no") },
	{ LIT("550 5.1.1.1 no"), 550, { 0 }, LIT("5.1.1.1 no") },
	{ LIT("550 05.1.1 no"), 550, { 0 }, LIT("05.1.1 no") },
	{ LIT("550 192.0.2.5.1.1"), 550, { 0 }, LIT("192.0.2.5.1.1") },
	{ LIT("5500 no"), 0, { 0 }, LIT("5500 no") },
	{ LIT("250 2.1.5 Ok"), 250, { 2, 1, 5 }, LIT("Ok") },
	{ LIT("550 5.1.1\0no"), 550, { 5, 1, 1 }, LIT("\0no") },
	{ LIT("550 \xe4\xf6"), 550, { 0 }, LIT("\xe4\xf6") },
};

static void
check_replies(void)
{
	for (size_t i = 0; i < RT_COUNT(replies); i++) {
		rt_str s = at_the_edge(replies[i].in);
		struct rt_reply r = rt_reply_read(s);
		CHECK_CASE(r.code == replies[i].code, replies[i].in.p);
		CHECK_CASE(rt_status_eq(r.status, replies[i].status), replies[i].in.p);
		CHECK_CASE(rt_str_eq(rt_str_from(s, r.text_at), replies[i].text), replies[i].in.p);
	}
	struct rt_reply none = rt_reply_read((rt_str){ 0 });
	CHECK(!none.code && !none.status.class && none.text_at == 0);
}

static const struct {
	rt_str in;
	size_t from;
	uint16_t code;
	struct rt_status status;
	rt_str text;
} quotes[] = {
	{ LIT(""), 0, 0, { 0 }, LIT("") },
	{ LIT("said: 550 5.1.1 no"), 0, 550, { 5, 1, 1 }, LIT(" no") },
	{ LIT("said: 550 #5.1.1 no"), 0, 550, { 5, 1, 1 }, LIT(" no") },
	{ LIT("said: 550 (5.1.1) no"), 0, 550, { 5, 1, 1 }, LIT(") no") },
	{ LIT("Unknown address error 550-'5.1.1 no'"), 0, 550, { 5, 1, 1 }, LIT(" no'") },
	{ LIT("said: 550-5.1.1 no"), 0, 550, { 5, 1, 1 }, LIT(" no") },
	{ LIT("550 5.1.1"), 0, 550, { 5, 1, 1 }, LIT("") },
	{ LIT("550 5.1.1"), 4, 550, { 5, 1, 1 }, LIT("") },
	{ LIT("550 5.1.1"), 5, 0, { 0 }, LIT("") },
	{ LIT("550 5.1.1"), 99, 0, { 0 }, LIT("") },
	{ LIT("550 5.0.0 said: 452 4.2.2 full"), 0, 452, { 4, 2, 2 }, LIT(" full") },
	{ LIT("550 5.4.7 said: 452 4.2.2 full"), 0, 452, { 4, 2, 2 }, LIT(" full") },
	{ LIT("250 2.1.5 ok"), 0, 0, { 0 }, LIT("") },
	{ LIT("450 5.1.1 other class"), 0, 0, { 0 }, LIT("") },
	{ LIT("550    5.1.1 too far"), 0, 0, { 0 }, LIT("") },
	{ LIT("550 x 5.1.1"), 0, 0, { 0 }, LIT("") },
	{ LIT("1550 5.1.1"), 0, 0, { 0 }, LIT("") },
	{ LIT("5.1.1"), 0, 0, { 0 }, LIT("") },
	{ LIT("50 5.1.1"), 0, 0, { 0 }, LIT("") },
	{ LIT("\377550 5.1.1\0"), 0, 550, { 5, 1, 1 }, LIT("\0") },
};

static void
check_quotes(void)
{
	static const char *const pieces[] = { "550 5.0.0 ", "5.1.1 ", "550 ", ". 5", "450 5.1.1 " };
	struct rt_reply r;

	for (size_t i = 0; i < RT_COUNT(quotes); i++) {
		const char *name = quotes[i].in.p;
		rt_str s = at_the_edge(quotes[i].in);
		r = (struct rt_reply){ .code = 1 };
		bool found = rt_reply_quoted(s, quotes[i].from, &r);
		CHECK_CASE(found == (quotes[i].code != 0), name);
		CHECK_CASE(found || r.code == 1, name);
		if (!found)
			continue;
		CHECK_CASE(r.code == quotes[i].code, name);
		CHECK_CASE(rt_status_eq(r.status, quotes[i].status), name);
		CHECK_CASE(rt_str_eq(rt_str_from(s, r.text_at), quotes[i].text), name);
	}
	for (size_t i = 0; i < RT_COUNT(pieces); i++)
		CHECK_CASE(!rt_reply_quoted(repeated(pieces[i], 1 << 20), 0, &r), pieces[i]);
	CHECK(!rt_reply_quoted((rt_str){ 0 }, 0, &r));
}

static const struct {
	rt_str in;
	uint16_t code;
	size_t want;
} repeats[] = {
	{ LIT("550-no"), 550, 4 },
	{ LIT("550 no"), 550, 4 },
	{ LIT("550-5.1.1 no"), 550, 10 },
	{ LIT("550 5.1.1 no"), 550, 10 },
	{ LIT("550 5.1.1"), 550, 9 },
	{ LIT("550  5.1.1 no"), 550, 5 },
	{ LIT("550-4.2.2 no"), 550, 4 },
	{ LIT("550-5.1.10 no"), 550, 4 },
	{ LIT("550"), 550, 3 },
	{ LIT("550\r\nno"), 550, 5 },
	{ LIT("551-no"), 550, 0 },
	{ LIT("550.no"), 550, 0 },
	{ LIT("5500"), 550, 0 },
	{ LIT("550x"), 550, 0 },
	{ LIT("no"), 550, 0 },
	{ LIT(""), 550, 0 },
	{ LIT("550 no"), 0, 0 },
	{ LIT("550\0no"), 550, 0 },
};

static void
check_repeats(void)
{
	for (size_t i = 0; i < RT_COUNT(repeats); i++) {
		rt_str s = at_the_edge(repeats[i].in);
		size_t n = rt_reply_repeat(s, repeats[i].code, (struct rt_status){ 5, 1, 1 });
		CHECK_CASE(n == repeats[i].want, repeats[i].in.p);
	}
	CHECK(rt_reply_repeat((rt_str){ 0 }, 550, (struct rt_status){ 0 }) == 0);
	CHECK(rt_reply_repeat(repeated("550\n", 1 << 20), 550, (struct rt_status){ 0 }) == 4);
}

static void
check_vague(void)
{
	CHECK(rt_status_is_vague((struct rt_status){ 5, 0, 0 }));
	CHECK(rt_status_is_vague((struct rt_status){ 4, 7, 0 }));
	CHECK(rt_status_is_vague((struct rt_status){ 4, 4, 7 }));
	CHECK(!rt_status_is_vague((struct rt_status){ 5, 1, 1 }));
	CHECK(!rt_status_is_vague((struct rt_status){ 5, 7, 7 }));
}

int
main(void)
{
	check_codes();
	check_replies();
	check_quotes();
	check_repeats();
	check_vague();
	return rt_done();
}
