/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/mbox.h"

#define FIRST "From a@b Sun Nov 22 01:02:03 2026\nSubject: x\n\nbody\n"
#define SECOND "Subject: y\n\nbody\n"

/* A "|" in a text stands where the next message begins, and is taken out; none begins without. */
static const struct {
	const char *name;
	rt_str in;
} cases[] = {
	{ "empty", LIT("") },
	{ "one message", LIT(FIRST) },
	{ "asctime", LIT(FIRST "\n|From c@d Sun Nov 22 01:02:03 2026\n" SECOND) },
	{ "CRLF",
		LIT("From a@b Sun Nov 22 01:02:03 2026\r\n\r\nx\r\n\r\n"
		    "|From c@d Sun Nov 22 01:02:03 2026\r\n\r\n") },
	{ "a day of one digit", LIT(FIRST "\n|From c@d Sun Nov  2 01:02:03 2026\n" SECOND) },
	{ "no empty line before", LIT(FIRST "|From c@d Sun Nov 22 01:02:03 2026\n" SECOND) },
	{ "no seconds", LIT(FIRST "\n|From c@d Sun Nov 22 01:02 2026\n" SECOND) },
	{ "a zone behind", LIT(FIRST "\n|From c@d Sun Nov 22 01:02:03 2026 +0100\n" SECOND) },
	{ "a zone between", LIT(FIRST "\n|From c@d Sun Nov 22 01:02:03 EST 2026\n" SECOND) },
	{ "a zone of digits between",
		LIT(FIRST "\n|From 1234567890@xxx Sun Nov 22 01:02:03 +0000 2026\n" SECOND) },
	{ "an RFC 5322 date", LIT(FIRST "\n|From c@d Sun, 22 Nov 2026 01:02:03 +0100\n" SECOND) },
	{ "no address but a sign", LIT(FIRST "\n|From - Sun Nov 22 01:02:03 2026\n" SECOND) },
	{ "no address", LIT(FIRST "\n|From  Sun Nov 22 01:02:03 2026\n" SECOND) },
	{ "a local name", LIT(FIRST "\n|From MAILER-DAEMON Sun Nov 22 01:02:03 2026\n" SECOND) },
	{ "a quoted address", LIT(FIRST "\n|From \"c d\"@e Sun Nov 22 01:02:03 2026\n" SECOND) },
	{ "a remote host",
		LIT(FIRST "\n|From c@d Sun Nov 22 01:02:03 2026 remote from e\n" SECOND) },
	{ "blanks at the end", LIT(FIRST "\n|From c@d Sun Nov 22 01:02:03 2026 \t\n" SECOND) },
	{ "no line end", LIT(FIRST "\n|From c@d Sun Nov 22 01:02:03 2026") },
	{ "damaged, no date", LIT(FIRST "\n|From c@d\n" SECOND) },
	{ "damaged, half a date", LIT(FIRST "\n|From c@d Sun Nov\n" SECOND) },
	{ "damaged, CRLF", LIT("From a@b\r\n\r\nx\r\n\r\n|From c@d\r\nSubject: y\r\n\r\n") },
	{ "damaged, then a quoted separator", LIT(FIRST "\n|From c@d\n>From e@f\n" SECOND) },
	{ "damaged, no empty line", LIT(FIRST "From c@d\n" SECOND) },
	{ "damaged, no field behind", LIT(FIRST "\nFrom c@d\nand so on\n") },
	{ "damaged, an empty line behind", LIT(FIRST "\nFrom c@d\n\nA: b\n") },
	{ "damaged, nothing behind", LIT(FIRST "\nFrom c@d") },
	{ "damaged, no address", LIT(FIRST "\nFrom us all\nA: b\n") },
	{ "a sentence", LIT(FIRST "\nFrom the very beginning it was clear.\n") },
	{ "a sentence, a field behind", LIT(FIRST "\nFrom the beginning.\nNote: x\n") },
	{ "a sentence with a year", LIT(FIRST "\nFrom 1999 on it was clear.\n") },
	{ "a sentence with a date",
		LIT(FIRST "\nFrom Sunday 22 Nov 2026, 10:30, we will be closed.\n") },
	{ "a sentence with a time and a year",
		LIT(FIRST "\nFrom 10:30 on 22 Nov 2026 we will be closed.\n") },
	{ "a sentence with hours", LIT(FIRST "\nFrom 9:00 to 1730\nwe are here.\n") },
	{ "a quoted separator", LIT(FIRST "\n>From c@d Sun Nov 22 01:02:03 2026\n") },
	{ "an indented separator", LIT(FIRST "\n From c@d Sun Nov 22 01:02:03 2026\n") },
	{ "another case", LIT(FIRST "\nFROM c@d Sun Nov 22 01:02:03 2026\n") },
	{ "a field", LIT(FIRST "\nFrom: c@d Sun Nov 22 01:02:03 2026\n") },
	{ "no blank", LIT(FIRST "\nFromc@d Sun Nov 22 01:02:03 2026\n") },
	{ "cut inside From", LIT(FIRST "\nFrom") },
	{ "From and a blank", LIT(FIRST "\nFrom ") },
	{ "NUL", LIT("From \0@b\n\n\0\n|From \0 Sun Nov 22 01:02:03 2026\n") },
	{ "8 bit", LIT(FIRST "\n|From \xe4@\xff Sun Nov 22 01:02:03 2026\n") },
	{ "long numbers", LIT(FIRST "\nFrom c 0:00000 22026 20260\n") },
};

static void
check_cases(void)
{
	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		struct rt_cut cut = rt_str_cut(cases[i].in, '|');
		char room[400];
		memcpy(room, cut.head.p, cut.head.n);
		if (cut.tail.n)
			memcpy(room + cut.head.n, cut.tail.p, cut.tail.n);
		rt_str s = at_the_edge((rt_str){ room, cut.head.n + cut.tail.n });
		size_t want = cut.ok ? cut.head.n : SIZE_MAX;
		CHECK_CASE(rt_mbox_next(s, 0) == want, cases[i].name);
		/* Looking may go on from anywhere before the line end in front of it. */
		for (size_t from = 0; cut.ok && from < want; from++)
			CHECK_CASE(rt_mbox_next(s, from) == want, cases[i].name);
		for (size_t from = cut.ok ? want : 0; from <= s.n + 1; from++)
			CHECK_CASE(rt_mbox_next(s, from) == SIZE_MAX, cases[i].name);
	}
}

static void
check_is(void)
{
	CHECK(rt_mbox_is(at_the_edge(RT_STR("From "))) && rt_mbox_is(RT_STR("From a@b")));
	CHECK(!rt_mbox_is(at_the_edge(RT_STR("From"))) && !rt_mbox_is(RT_STR("From: a@b")));
	CHECK(!rt_mbox_is(RT_STR("\nFrom ")) && !rt_mbox_is((rt_str){ 0 }));
	CHECK(rt_mbox_next((rt_str){ 0 }, 0) == SIZE_MAX &&
		rt_mbox_next((rt_str){ 0 }, 9) == SIZE_MAX);
}

static void
check_large(void)
{
	static const char *const pieces[] = { "From ", "\nFrom ", "\n\nFrom @", "\n\nFrom @\n",
		"\n", "\n\nFrom a@b\n c", "From a@b 1:23 ", "\nFrom 1:23 1", "F\n" };

	for (size_t i = 0; i < RT_COUNT(pieces); i++)
		CHECK_CASE(rt_mbox_next(repeated(pieces[i], 1 << 20), 0) == SIZE_MAX, pieces[i]);

	/* Many messages are each found once. */
	static const char message[] = "From a@b Sun Nov 22 01:02:03 2026\nA: b\n\nc\n\n";
	rt_str s = repeated(message, (sizeof message - 1) * 20000);
	size_t count = 1;
	for (size_t at = 0; (at = rt_mbox_next(s, at)) != SIZE_MAX; count++)
		CHECK(rt_mbox_is(rt_str_from(s, at)));
	CHECK(count == 20000);
}

int
main(void)
{
	check_cases();
	check_is();
	check_large();
	return rt_done();
}
