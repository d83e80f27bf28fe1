/* SPDX-License-Identifier: MIT */
#include "read/mark.h"
#include "tests/rt_test.h"

enum { ROOM = 1 << 18 };

static const struct {
	const char *text, *words; /* a mark of kind covers words */
	uint8_t kind;
} cases[] = {
	{ "This is the mail system at host mx.example.org.", "This is the mail system at host",
		RT_MARK_HELLO },
	{ "x\nThe following address(es) failed:\n", "following address(es) failed",
		RT_MARK_WHO_BELOW },
	{ "Intended recipient: u@example.org", "Intended recipient:", RT_MARK_WHO_HERE },
	{ "Remote host said: 550 no", "Remote host said:", RT_MARK_REASON },
	{ "------ This is a copy of the message, including all the headers. ------",
		"This is a copy of the message, including all the headers", RT_MARK_COPY },
	{ "Sender Address: a@example.com", "Sender Address:", RT_MARK_STOP },
	{ "As their mailbox is full.", "As their mailbox is full", RT_MARK_SAID },
	{ "retry timeout exceeded", "retry timeout exceeded", RT_MARK_EXPIRED },
	{ "Undelivered Mail Returned to Sender", "Undelivered Mail", RT_MARK_SUBJECT },
	{ "\xc3\x9cnzustellbar: a", NULL, RT_MARK_SUBJECT },
	{ "Unzustellbar: a", "Unzustellbar", RT_MARK_SUBJECT },
	{ "\xe4\xb8\x8d\xe5\x9c\xa8\xe9\x80\x9a\xe7\x9f\xa5",
		"\xe4\xb8\x8d\xe5\x9c\xa8\xe9\x80\x9a\xe7\x9f\xa5", RT_MARK_AUTO_REPLY },
	{ "prove that you are a human", "prove that you are a human", RT_MARK_CHALLENGE },
	{ "unsubscribe", "unsubscribe", RT_MARK_UNSUBSCRIBE },
	{ "how to unsubscribe from it", NULL, RT_MARK_UNSUBSCRIBE },
	{ "nothing of it", NULL, RT_MARK_HELLO },
	{ "", NULL, RT_MARK_HELLO },
};

static void
check_cases(void)
{
	struct rt_arena scratch = arena_at_the_edge(ROOM);
	struct rt_mark m[32];

	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		rt_str text = at_the_edge(rt_str_z(cases[i].text));
		size_t n = rt_marks_find(text, scratch, m, RT_COUNT(m));
		bool found = false;
		for (size_t k = 0; k < n; k++) {
			CHECK_CASE(m[k].span.at <= m[k].span.end, cases[i].text);
			CHECK_CASE(m[k].span.end <= text.n, cases[i].text);
			CHECK_CASE(!k || m[k - 1].span.end <= m[k].span.end, cases[i].text);
			rt_str words = rt_str_from(rt_str_head(text, m[k].span.end), m[k].span.at);
			found |= m[k].kind == cases[i].kind &&
				(!cases[i].words || rt_str_eq(words, rt_str_z(cases[i].words)));
		}
		CHECK_CASE(found == (cases[i].words != NULL), cases[i].text);
	}
}

static void
check_limits(void)
{
	static const char text[] = "Reason: Reason: Reason: Reason: Reason:";
	struct rt_arena whole = arena_at_the_edge(ROOM);
	rt_str s = at_the_edge(RT_STR("Reason: Reason: Reason: Reason: Reason:"));
	struct rt_mark m[4];

	CHECK(rt_marks_find(rt_str_z(text), whole, m, 4) == 4);
	CHECK(rt_marks_find(rt_str_z(text), whole, m, 0) == 0);
	/* Where there is no room to look, there is nothing to be found. */
	for (size_t n = 0; n < 4096; n += 16) {
		CHECK(rt_marks_find(s, arena_tail(whole, n), m, 4) <= 4);
		CHECK(arena_kept(whole, n));
	}
}

int
main(void)
{
	check_cases();
	check_limits();
	return rt_done();
}
