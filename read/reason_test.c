/* SPDX-License-Identifier: MIT */
#include "read/notice.h"
#include "tests/rt_test.h"

static const struct {
	const char *reason, *want;
} cases[] = {
	{ "550 5.1.1 User unknown", "550 5.1.1 User unknown" },
	{ "  550 5.1.1 User\r\n   unknown\r\n", "550 5.1.1 User unknown" },
	{ "host mx.example.org[192.0.2.1] said: 550 no (in reply to RCPT TO command)", "550 no" },
	{ "550 no\nGiving up on 192.0.2.1.", "550 no" },
	{ "Remote host said: 550 no [RCPT_TO]", "550 no" },
	/* Brackets and quotes that were opened before. */
	{ "(reason: 550 5.1.1 <u@example.org>: no)", "550 5.1.1 <u@example.org>: no" },
	{ "(reason: 552 5.2.2 full (quota 5 bytes))", "552 5.2.2 full (quota 5 bytes)" },
	{ "(reason: 552 5.2.2 full) and more", "552 5.2.2 full" },
	{ "<mx.example.org #5.1.1 smtp;550 5.1.1 <u@example.org>... no>",
		"550 5.1.1 <u@example.org>... no" },
	{ "#< #5.1.1 smtp;550 5.1.1 no> #SMTP#", "550 5.1.1 no" },
	{ "#550 5.1.1 no; not found ##", "550 5.1.1 no; not found" },
	{ "#550 5.1.1 no; not found ##rfc822;u@example.org", "550 5.1.1 no; not found" },
	{ "Remote Server returned '550 5.1.1 can't'", "550 5.1.1 can't" },
	{ "'554 5.7.1 <mx.example.org #5.7.1 smtp;550 5.7.1 no>'", "550 5.7.1 no" },
	{ "with the message: [554 5.4.6 loop]", "554 5.4.6 loop" },
	{ "550 no (really)", "550 no (really)" },
	{ "550 no)", "550 no" },
	/* No reply. */
	{ "(reason: Insufficient permission)", "Insufficient permission" },
	{ "[User unknown]", "User unknown" },
	{ "(a) or (b)", "(a) or (b)" },
	{ "-- possibly incorrect", "possibly incorrect" },
	{ "User unknown", "User unknown" },
	{ "SMTP error from remote server after RCPT command:\nhost: mx.example.org\n5.2.2 full",
		"5.2.2 full" },
	{ "550-a\n<<< 550 b", "550-a 550 b" },
	{ "after 450 seconds", "after 450 seconds" },
	{ "()", "" },
	{ "(", "(" },
	{ "", "" },
	{ "\n\n", "" },
};

static void
check_texts(void)
{
	enum { ROOM = 256 };
	struct rt_arena whole = arena_at_the_edge(ROOM);

	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str s = at_the_edge(rt_str_z(cases[i].reason)), got = { 0 };
		for (size_t n = 0; n <= ROOM; n++) {
			struct rt_arena a = arena_tail(whole, n);
			if (rt_notice_text(s, &a, &got) != RT_OK)
				continue;
			bool good = rt_str_eq(got, rt_str_z(cases[i].want));
			CHECK_CASE(good, cases[i].reason);
			CHECK_CASE(arena_kept(whole, n), cases[i].reason);
		}
		CHECK_CASE(rt_str_eq(got, rt_str_z(cases[i].want)), cases[i].reason);
	}
}

static void
check_share(void)
{
	struct rt_notice_entry e[] = { { .who = RT_STR("a@example.org") },
		{ .who = RT_STR("b@example.org"), .reason = RT_STR("full") },
		{ .who = RT_STR("c@example.org"), .announced = RT_STR("no c") } };
	struct rt_notice n = { .entry = e, .count = 3 };

	rt_notice_share(&n);
	CHECK(rt_str_eq(e[0].reason, RT_STR("full")) && !e[0].own);
	CHECK(rt_str_eq(e[1].reason, RT_STR("full")) && e[1].own);
	CHECK(rt_str_eq(e[2].reason, RT_STR("no c")) && !e[2].own);
	n.reason = RT_STR("550 no");
	rt_notice_share(&n);
	CHECK(rt_str_eq(e[1].reason, RT_STR("550 no")));
	CHECK(rt_notice_has_code(RT_STR("550 no")));
	CHECK(rt_notice_has_code(RT_STR("5.1.1 no")));
	CHECK(!rt_notice_has_code(RT_STR("no")));
	CHECK(!rt_notice_has_code(RT_STR("")));
}

static void
check_output(void)
{
	struct rt_notice_entry e = { .reason = RT_STR("550 no") };
	struct rt_arena a = arena_at_the_edge(64);
	rt_str got = RT_STR("550 no");

	CHECK(rt_notice_output(&e, &a, &got) == RT_OK && rt_str_eq(got, RT_STR("550 no")));
	e.output = RT_STR("tool: full\n550 no");
	CHECK(rt_notice_output(&e, &a, &got) == RT_OK);
	CHECK(rt_str_eq(got, RT_STR("tool: full 550 no")));
}

static void
check_sentences(void)
{
	static const char words[] =
		"--- Report ---\n  To: u@example.org\n\nYour letter to\n\n\"u@example.org\"\n\n"
		"was too long.\nkim\n> quoted\nContent-Type: text/plain\n-- \nOur motto\n";
	struct rt_notice n = { .words = at_the_edge(rt_str_z(words)) };
	struct rt_arena whole = arena_at_the_edge(sizeof(words));
	rt_str got = { 0 };

	for (size_t room = 0; room <= sizeof(words); room++) {
		struct rt_arena a = arena_tail(whole, room);
		if (rt_notice_sentences(&n, &a, &got) == RT_OK)
			CHECK(rt_str_eq(got, RT_STR("Your letter to was too long.")));
		CHECK(arena_kept(whole, room));
	}
	CHECK(got.n);
	n.words = RT_STR("");
	CHECK(rt_notice_sentences(&n, &whole, &got) == RT_OK && !got.n);
}

static void
check_whole_reply(void)
{
	struct rt_notice n = {
		.words = at_the_edge(
			RT_STR("(reason: 550-a)\n>>> DATA\n<<< 452-a\n<<< 550-b\n<<< 550 c\n"
			       "<<< 550-a\n<<< 550-d\n<<< 550 e\n550 f\n<<< 550-g\n<<< 451 h\n"
			       "<<< 550-"))
	};

	CHECK(rt_str_eq(rt_notice_whole_reply(&n, RT_STR("550-a)")),
		RT_STR("550-a\n<<< 550-d\n<<< 550 e")));
	CHECK(rt_str_eq(rt_notice_whole_reply(&n, RT_STR("550-b")), RT_STR("550-b\n<<< 550 c")));
	CHECK(rt_str_eq(rt_notice_whole_reply(&n, RT_STR("550-g")), RT_STR("550-g")));
	CHECK(!rt_notice_whole_reply(&n, RT_STR("550-x")).n);
	CHECK(!rt_notice_whole_reply(&n, RT_STR("550 c")).n);
	CHECK(!rt_notice_whole_reply(&n, RT_STR("550")).n);
	CHECK(!rt_notice_whole_reply(&n, RT_STR("")).n);
}

static void
check_large(void)
{
	static const char *const pieces[] = { "(", ")", "<", "550 ", "smtp;", "\n", "#", "'", "a\n",
		"550 5.1.1 <a #5.1.1 smtp;" };
	enum { LARGE = 1 << 20 };
	struct rt_arena whole = arena_at_the_edge(LARGE);

	for (size_t i = 0; i < RT_COUNT(pieces); i++) {
		struct rt_arena a = whole;
		rt_str got = { 0 };
		CHECK_CASE(
			rt_notice_text(repeated(pieces[i], LARGE), &a, &got) == RT_OK, pieces[i]);
		CHECK_CASE(got.n < LARGE, pieces[i]);
	}
}

int
main(void)
{
	check_texts();
	check_share();
	check_output();
	check_sentences();
	check_whole_reply();
	check_large();
	return rt_done();
}
