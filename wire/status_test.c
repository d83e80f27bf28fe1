/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "tests/rt_test.h"
#include "wire/status.h"

#define BLANK "no blanks may stand inside a status code"
#define DIGITS "a number has at most three digits"
#define MISSING "a number is missing"
#define ZEROS "a number has no leading zeros"
#define DOTS "three numbers with dots between them are wanted"
#define CLASS "the class, the first number, is 2, 4 or 5"
#define MORE "something follows that does not belong to it"

/* what is NULL where the status is good; at is then how much of it is taken. */
static const struct {
	rt_str in;
	struct rt_status status;
	size_t at;
	const char *what;
} takes[] = {
	{ LIT("5.1.1"), { 5, 1, 1 }, 5, NULL },
	{ LIT("2.0.0"), { 2, 0, 0 }, 5, NULL },
	{ LIT("4.999.999"), { 4, 999, 999 }, 9, NULL },
	{ LIT("5.7.26 text"), { 5, 7, 26 }, 6, NULL },
	{ LIT("5.1.1."), { 5, 1, 1 }, 5, NULL },
	{ LIT("5.1.1.x"), { 5, 1, 1 }, 5, NULL },
	{ LIT("5.1.1:"), { 5, 1, 1 }, 5, NULL },
	{ LIT("5.1.1\0"), { 5, 1, 1 }, 5, NULL },
	{ LIT("5.1.1\r\n"), { 5, 1, 1 }, 5, NULL },
	{ LIT("5.1.1-"), { 5, 1, 1 }, 5, NULL },
	{ LIT("5.1.1\xe4"), { 5, 1, 1 }, 5, NULL },
	{ LIT(""), { 0 }, 0, MISSING },
	{ LIT("x"), { 0 }, 0, MISSING },
	{ LIT("."), { 0 }, 0, MISSING },
	{ LIT("5"), { 0 }, 1, DOTS },
	{ LIT("5."), { 0 }, 2, MISSING },
	{ LIT("5.1"), { 0 }, 3, DOTS },
	{ LIT("5.1."), { 0 }, 4, MISSING },
	{ LIT("5,1,1"), { 0 }, 1, DOTS },
	{ LIT("5..1"), { 0 }, 2, MISSING },
	{ LIT(" 5.1.1"), { 0 }, 0, BLANK },
	{ LIT("5. 1.1"), { 0 }, 2, BLANK },
	{ LIT("5 .1.1"), { 0 }, 1, DOTS },
	{ LIT("5.1.\t1"), { 0 }, 4, BLANK },
	{ LIT("05.1.1"), { 0 }, 0, ZEROS },
	{ LIT("5.01.1"), { 0 }, 2, ZEROS },
	{ LIT("5.1.00"), { 0 }, 4, ZEROS },
	{ LIT("5.1.1000"), { 0 }, 4, DIGITS },
	{ LIT("5.1.99999999999999999999999"), { 0 }, 4, DIGITS },
	{ LIT("1.1.1"), { 0 }, 0, CLASS },
	{ LIT("3.1.1"), { 0 }, 0, CLASS },
	{ LIT("6.1.1"), { 0 }, 0, CLASS },
	{ LIT("0.1.1"), { 0 }, 0, CLASS },
	{ LIT("55.1.1"), { 0 }, 0, CLASS },
	{ LIT("261.1.1"), { 0 }, 0, CLASS }, /* 5 in eight bits */
	{ LIT("5.1.1.1"), { 0 }, 5, MORE },
	{ LIT("5.1.1x"), { 0 }, 5, MORE },
	{ LIT("5.1.1_"), { 0 }, 5, MORE },
	{ LIT("5.1.1@example.org"), { 0 }, 5, MORE },
	{ LIT("-5.1.1"), { 0 }, 0, MISSING },
	{ LIT("\xb2.1.1"), { 0 }, 0, MISSING },
	{ LIT("5\0.1.1"), { 0 }, 1, DOTS },
};

static void
check_takes(void)
{
	for (size_t i = 0; i < RT_COUNT(takes); i++) {
		const char *name = takes[i].in.p;
		rt_str s = at_the_edge(takes[i].in), rest = s;
		struct rt_status got = { 1, 2, 3 };
		struct rt_err err = { .result = RT_OK, .what = NULL };
		enum rt_result r = rt_status_take(&rest, &got, &err);
		CHECK_CASE(r == (takes[i].what ? RT_ESYNTAX : RT_OK), name);
		if (r == RT_OK) {
			CHECK_CASE(rt_status_eq(got, takes[i].status) && !err.what, name);
			CHECK_CASE(s.n - rest.n == takes[i].at, name);
			continue;
		}
		CHECK_CASE(err.result == RT_ESYNTAX && err.at == takes[i].at, name);
		CHECK_CASE(err.what && takes[i].what && strcmp(err.what, takes[i].what) == 0, name);
		CHECK_CASE(rest.p == s.p && rest.n == s.n, name);
		CHECK_CASE(rt_status_eq(got, (struct rt_status){ 1, 2, 3 }), name);
		CHECK_CASE(rt_status_take(&rest, &got, NULL) == RT_ESYNTAX, name);
	}
}

/* What is printed is read back, for every status there can be. */
static void
check_round_trip(void)
{
	size_t wrong = 0;
	char room[16];

	for (unsigned i = 0; i < 3000000; i += 7) {
		struct rt_status s = { "\2\4\5"[i / 1000000], (uint16_t)(i / 1000 % 1000),
			(uint16_t)(i % 1000) };
		struct rt_status got;
		struct rt_buf b = { .p = room, .cap = sizeof room };
		rt_buf_status(&b, s);
		rt_str text = rt_buf_view(&b);
		wrong += rt_status_take(&text, &got, NULL) != RT_OK || text.n ||
			!rt_status_eq(s, got);
	}
	CHECK(wrong == 0);
}

static const struct {
	rt_str in, rest;
	bool ok;
} loose[] = {
	{ LIT("5.1.1"), LIT(""), true },
	{ LIT("#5.1.1"), LIT(""), true },
	{ LIT("(#5.1.1)"), LIT(""), true },
	{ LIT("(5.1.1) x"), LIT(" x"), true },
	{ LIT("[5.1.1]"), LIT(""), true },
	{ LIT("[#5.1.1]"), LIT(""), true },
	{ LIT(" \t\r\n (#5.1.1)."), LIT("."), true },
	{ LIT("(5.1.1"), LIT(""), true },
	{ LIT("(5.1.1 x)"), LIT(" x)"), true },
	{ LIT("5.1.1)"), LIT(")"), true },
	{ LIT("##5.1.1"), LIT("##5.1.1"), false },
	{ LIT("((5.1.1))"), LIT("((5.1.1))"), false },
	{ LIT("( 5.1.1)"), LIT("( 5.1.1)"), false },
	{ LIT("# 5.1.1"), LIT("# 5.1.1"), false },
	{ LIT("#"), LIT("#"), false },
	{ LIT("("), LIT("("), false },
	{ LIT("  "), LIT("  "), false },
	{ LIT(""), LIT(""), false },
	{ LIT("(550)"), LIT("(550)"), false },
};

static void
check_loose(void)
{
	for (size_t i = 0; i < RT_COUNT(loose); i++) {
		rt_str rest = at_the_edge(loose[i].in);
		struct rt_status got = { 0 };
		bool ok = rt_status_take_loose(&rest, &got) == RT_OK;
		CHECK_CASE(ok == loose[i].ok, loose[i].in.p);
		CHECK_CASE(rt_str_eq(rest, loose[i].rest), loose[i].in.p);
		if (ok)
			CHECK_CASE(rt_status_eq(got, (struct rt_status){ 5, 1, 1 }), loose[i].in.p);
	}
}

static const struct {
	rt_str in;
	size_t from;
	uint8_t class;
	bool found;
	struct rt_span span;
} finds[] = {
	{ LIT("5.1.1"), 0, 0, true, { 0, 5 } },
	{ LIT("5.1.1"), 0, 5, true, { 0, 5 } },
	{ LIT("5.1.1"), 0, 4, false, { 0, 0 } },
	{ LIT("5.1.1"), 1, 0, false, { 0, 0 } },
	{ LIT("5.1.1"), 5, 0, false, { 0, 0 } },
	{ LIT("5.1.1"), 99, 0, false, { 0, 0 } },
	{ LIT(""), 0, 0, false, { 0, 0 } },
	{ LIT("."), 0, 0, false, { 0, 0 } },
	{ LIT("unknown user (#5.1.1)"), 0, 0, true, { 15, 20 } },
	{ LIT("said [4.2.2] then 5.1.1"), 0, 5, true, { 18, 23 } },
	{ LIT("said 4.2.2 then 5.1.1"), 6, 0, true, { 16, 21 } },
	{ LIT("said 5.2.2 then 5.1.1"), 0, 0, true, { 5, 10 } },
	{ LIT("192.2.5.1"), 0, 0, false, { 0, 0 } },
	{ LIT("5.1.1.7 is an address, 5.1.1 is none"), 0, 0, true, { 23, 28 } },
	{ LIT("at 2.5.1.1"), 0, 0, false, { 0, 0 } },
	{ LIT("version 15.1.1"), 0, 0, false, { 0, 0 } },
	{ LIT("x5.1.1"), 0, 0, false, { 0, 0 } },
	{ LIT("postfix-2.10.1"), 0, 0, false, { 0, 0 } },
	{ LIT("550-5.1.1 no"), 0, 0, true, { 4, 9 } },
	{ LIT("said: 550-5.1.1 no"), 0, 0, true, { 10, 15 } },
	{ LIT("1550-5.1.1 no"), 0, 0, false, { 0, 0 } },
	{ LIT("x550-5.1.1 no"), 0, 0, false, { 0, 0 } },
	{ LIT("5.1.1@example.org"), 0, 0, false, { 0, 0 } },
	{ LIT("at the end 4.7.0."), 0, 4, true, { 11, 16 } },
	{ LIT("5.1.1\0"
	      "5.2.2"),
		1, 0, true, { 6, 11 } },
	{ LIT("5.1. 5.1.1"), 0, 0, true, { 5, 10 } },
	{ LIT("\3445.1.1"), 0, 0, true, { 1, 6 } },
};

static void
check_finds(void)
{
	for (size_t i = 0; i < RT_COUNT(finds); i++) {
		rt_str s = at_the_edge(finds[i].in);
		struct rt_status got = { 1, 2, 3 };
		struct rt_span span = { 7, 7 };
		bool found = rt_status_find(s, finds[i].from, finds[i].class, &got, &span);
		CHECK_CASE(found == finds[i].found, finds[i].in.p);
		struct rt_span want = found ? finds[i].span : (struct rt_span){ 7, 7 };
		CHECK_CASE(span.at == want.at && span.end == want.end, finds[i].in.p);
		if (!found)
			CHECK_CASE(rt_status_eq(got, (struct rt_status){ 1, 2, 3 }), finds[i].in.p);
	}
}

static void
check_large(void)
{
	static const char *const pieces[] = { ".", "5.", "5.1.", "5.1.1.", "5.1.1x ", "1", " 5" };
	struct rt_status got;
	struct rt_span span;

	for (size_t i = 0; i < RT_COUNT(pieces); i++)
		CHECK_CASE(!rt_status_find(repeated(pieces[i], 1 << 20), 0, 2, &got, &span),
			pieces[i]);
	CHECK(!rt_status_find((rt_str){ 0 }, 0, 0, &got, &span));
	CHECK(rt_status_take(&(rt_str){ 0 }, &got, NULL) == RT_ESYNTAX);
	CHECK(rt_status_take_loose(&(rt_str){ 0 }, &got) == RT_ESYNTAX);
}

int
main(void)
{
	check_takes();
	check_round_trip();
	check_loose();
	check_finds();
	check_large();
	CHECK(rt_class_of_digit(2) == RT_CLASS_SUCCESS &&
		rt_class_of_digit(4) == RT_CLASS_TEMPORARY);
	CHECK(rt_class_of_digit(5) == RT_CLASS_PERMANENT &&
		rt_class_of_digit(3) == RT_CLASS_UNKNOWN);
	return rt_done();
}
