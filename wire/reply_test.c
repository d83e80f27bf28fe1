/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
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

/* The reply that is found begins at "|"; there is none where there is no "|". */
static const struct {
	rt_str in;
} embedded[] = {
	{ LIT("") },
	{ LIT("nothing of the kind") },
	{ LIT("|550 no such user") },
	{ LIT(" \r\n|550") },
	{ LIT("host a.example[192.0.2.1] said: |550 no such user (in reply to RCPT TO)") },
	{ LIT("said: |550 Message refused") },
	{ LIT("said: |550 Recipient unknown") },
	{ LIT("said: |421 Connection refused") },
	{ LIT("said: |451 Timeout") },
	{ LIT("said: |550-5.1.1 no") },
	{ LIT("error: |452 4.2.2 full") },
	{ LIT("server returned |554 no") },
	{ LIT("(|550 no)") },
	{ LIT("\"|550 no\"") },
	{ LIT("it is |550 5.1.1 no") },
	{ LIT("it is 550 4.1.1 no") },
	{ LIT("it is 550 no") },
	{ LIT("after: 450 seconds") },
	{ LIT("after: 450 Seconds.") },
	{ LIT("more than: 500 messages, 400 recipients") },
	{ LIT("a: 500-byte limit") },
	{ LIT("limit: 500 kb") },
	{ LIT("said: 250 ok") },
	{ LIT("said: 599 no") },
	{ LIT("said: 5500 no") },
	{ LIT("said: 550x") },
	{ LIT("said: 550/no") },
	{ LIT("at host: /550 x") },
	{ LIT("said: 1.550 no") },
	{ LIT("|550") },
	{ LIT("\xff:550\0") },
	{ LIT("\xff\0:|550") },
};

static void
check_embedded(void)
{
	static const char *const pieces[] = { "450,", " 450", "450 ", "(550", ": 550x", " ", "5",
		"450 a ", "said: 550 seconds " };

	for (size_t i = 0; i < RT_COUNT(embedded); i++) {
		char room[100];
		struct rt_cut cut = rt_str_cut(embedded[i].in, '|');
		struct rt_buf b = { .p = room, .cap = sizeof room };
		rt_buf_str(&b, cut.head);
		rt_buf_str(&b, cut.tail);
		size_t want = cut.ok ? cut.head.n : SIZE_MAX;
		CHECK_CASE(rt_reply_find(at_the_edge(rt_buf_view(&b))) == want, embedded[i].in.p);
	}
	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		rt_str s = repeated(pieces[i], 1 << 20);
		size_t at = rt_reply_find(s);
		CHECK_CASE(at == SIZE_MAX || at + 3 <= s.n, pieces[i]);
	}
	CHECK(rt_reply_find((rt_str){ 0 }) == SIZE_MAX);
}

static const struct {
	rt_str in;
	enum rt_command want;
} commands[] = {
	{ LIT(""), RT_COMMAND_UNKNOWN },
	{ LIT("550 no"), RT_COMMAND_UNKNOWN },
	{ LIT("550 no (in reply to RCPT TO command)"), RT_COMMAND_RCPT },
	{ LIT("550 no (in reply to end of DATA command)"), RT_COMMAND_DATA_END },
	{ LIT("550 no (in reply to DATA command)"), RT_COMMAND_DATA },
	{ LIT("550 no (in reply to MAIL FROM command)"), RT_COMMAND_MAIL },
	{ LIT("550 no (in reply to HELO command)"), RT_COMMAND_HELO },
	{ LIT("SMTP error after RCPT TO:<u@example.org>: 550 no"), RT_COMMAND_RCPT },
	{ LIT("SMTP error after pipelined MAIL FROM:<u@b>: 550"), RT_COMMAND_MAIL },
	{ LIT("SMTP error after end of data: 550 no"), RT_COMMAND_DATA_END },
	{ LIT("AFTER INITIAL CONNECTION"), RT_COMMAND_CONNECT },
	{ LIT("in response to STARTTLS"), RT_COMMAND_STARTTLS },
	{ LIT("during EHLO"), RT_COMMAND_EHLO },
	{ LIT("gave up after 3 days"), RT_COMMAND_UNKNOWN },
	{ LIT("after "), RT_COMMAND_UNKNOWN },
	{ LIT("after pipelined "), RT_COMMAND_UNKNOWN },
};

static void
check_commands(void)
{
	static const char *const pieces[] = { "after ", "a", "in reply to ", "after pipelined " };

	for (size_t i = 0; i < RT_COUNT(commands); i++)
		CHECK_CASE(rt_reply_command(at_the_edge(commands[i].in)) == commands[i].want,
			commands[i].in.p);
	for (size_t i = 0; i < RT_COUNT(pieces); i++)
		CHECK_CASE(rt_reply_command(repeated(pieces[i], 1 << 20)) == RT_COMMAND_UNKNOWN,
			pieces[i]);
	CHECK(rt_reply_command((rt_str){ 0 }) == RT_COMMAND_UNKNOWN);
}

static void
check_vague(void)
{
	CHECK(rt_status_is_vague((struct rt_status){ 5, 0, 0 }));
	CHECK(rt_status_is_vague((struct rt_status){ 4, 7, 0 }));
	CHECK(rt_status_is_vague((struct rt_status){ 4, 4, 7 }));
	CHECK(rt_status_is_vague((struct rt_status){ 5, 0, 1 }));
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
	check_embedded();
	check_commands();
	check_vague();
	return rt_done();
}
