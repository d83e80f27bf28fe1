/* SPDX-License-Identifier: MIT */
#include "tests/rt_test.h"
#include "wire/date.h"

/* want is the moment as RFC 3339 writes it; empty for none. */
static const struct {
	rt_str in, want;
} cases[] = {
	/* RFC 5322 3.3 */
	{ LIT("Sun, 22 Nov 2026 01:02:03 +0000"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +0100"), LIT("2026-11-22T00:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 -0530"), LIT("2026-11-22T06:32:03Z") },
	{ LIT("22 Nov 2026 01:02 +0000"), LIT("2026-11-22T01:02:00Z") },
	{ LIT("1 Jan 2027 00:30:00 +0100"), LIT("2026-12-31T23:30:00Z") },
	{ LIT("31 Dec 2026 23:30:00 -0100"), LIT("2027-01-01T00:30:00Z") },
	{ LIT("29 Feb 2024 00:00:00 -0000"), LIT("2024-02-29T00:00:00Z") },
	{ LIT("31 Dec 2016 23:59:60 +0000"), LIT("2017-01-01T00:00:00Z") },
	{ LIT("Sun,22 Nov 2026 01:02:03 +0000"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("Sun ,22 Nov 2026 01:02:03 +0000"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("Sun,\r\n\t22 Nov 2026\r\n 01:02:03 +0000"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("Sun, 22 Nov 2026 01:02:03 +0100 (CET)"), LIT("2026-11-22T00:02:03Z") },
	{ LIT("Sun, 22 Nov 2026 01:02:03 +0000 (EST)"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 NOV 2026 01:02:03 +1400"), LIT("2026-11-21T11:02:03Z") },
	{ LIT("22 november 2026 01:02:03 +0000"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("022 Nov 2026 01:02:03 +0000"), LIT("") },
	/* RFC 5322 4.3: obsolete zones and years */
	{ LIT("22 Nov 26 01:02:03 GMT"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 49 01:02:03 UT"), LIT("2049-11-22T01:02:03Z") },
	{ LIT("22 Nov 50 01:02:03 UT"), LIT("1950-11-22T01:02:03Z") },
	{ LIT("22 Nov 99 01:02:03 UT"), LIT("1999-11-22T01:02:03Z") },
	{ LIT("22 Nov 00 01:02:03 UT"), LIT("2000-11-22T01:02:03Z") },
	{ LIT("22 Nov 126 01:02:03 UT"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("04 Nov 04 01:02:03 UT"), LIT("2004-11-04T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 EST"), LIT("2026-11-22T06:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 EDT"), LIT("2026-11-22T05:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 cst"), LIT("2026-11-22T07:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 CDT"), LIT("2026-11-22T06:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 MST"), LIT("2026-11-22T08:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 MDT"), LIT("2026-11-22T07:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 PST"), LIT("2026-11-22T09:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 PDT"), LIT("2026-11-22T08:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 CET"), LIT("2026-11-22T00:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 JST"), LIT("2026-11-21T16:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 A"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 XYZ"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03"), LIT("2026-11-22T01:02:03Z") },
	/* zones that are none */
	{ LIT("22 Nov 2026 01:02:03 +9900"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +1500"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +ab00"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +01"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +0199"), LIT("2026-11-22T00:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03 +01:30"), LIT("2026-11-21T23:32:03Z") },
	/* RFC 822 5.1 lets the zone follow without a blank */
	{ LIT("22 Nov 2026 01:02:03+0100"), LIT("2026-11-22T00:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03EST"), LIT("2026-11-22T06:02:03Z") },
	{ LIT("22 Nov 2026 01:02:03Z"), LIT("2026-11-22T01:02:03Z") },
	/* asctime() and what is made of it */
	{ LIT("Sun Nov 22 01:02:03 2026"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("Sun Nov  2 01:02:03 2026"), LIT("2026-11-02T01:02:03Z") },
	{ LIT("Sun Nov 22 01:02:03 EST 2026"), LIT("2026-11-22T06:02:03Z") },
	{ LIT("Sun Nov 22 01:02:03 GMT 2026"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("Sun Nov 22 01:02:03 2026 -0500"), LIT("2026-11-22T06:02:03Z") },
	{ LIT("Sun Nov 22 01:02:03 -0500 (EST) 2026"), LIT("2026-11-22T06:02:03Z") },
	{ LIT("Sun Nov 22 2026 01:02:03 GMT +0200"), LIT("2026-11-21T23:02:03Z") },
	/* RFC 3339 */
	{ LIT("2026-11-22T01:02:03Z"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("2026-11-22t01:02:03z"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("2026-11-22 01:02:03"), LIT("2026-11-22T01:02:03Z") },
	{ LIT("2026-11-22T01:02:03.987654+01:00"), LIT("2026-11-22T00:02:03Z") },
	{ LIT("2026-11-22 01:02:03,987 -0530"), LIT("2026-11-22T06:32:03Z") },
	{ LIT("2026-11-22T01:02Z"), LIT("2026-11-22T01:02:00Z") },
	{ LIT("2026-11-22"), LIT("") },
	{ LIT("2026-11-22T"), LIT("") },
	{ LIT("2026-11"), LIT("") },
	{ LIT("2026-"), LIT("") },
	{ LIT("2026-13-01T00:00:00Z"), LIT("") },
	{ LIT("2026-02-29T00:00:00Z"), LIT("") },
	{ LIT("2026-11-22T24:00:00Z"), LIT("") },
	{ LIT("0000-01-01T00:00:00Z"), LIT("0000-01-01T00:00:00Z") },
	{ LIT("9999-12-31T23:59:59Z"), LIT("9999-12-31T23:59:59Z") },
	/* no moment */
	{ LIT(""), LIT("") },
	{ LIT(" \r\n"), LIT("") },
	{ LIT("yesterday"), LIT("") },
	{ LIT("22 Nov 2026"), LIT("") },
	{ LIT("01:02:03"), LIT("") },
	{ LIT("22 2026 01:02:03 +0000"), LIT("") },
	{ LIT("Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("22 Nov 01:02:03 +0000"), LIT("") },
	{ LIT("32 Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("31 Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("0 Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("22 Nov 2026 24:02:03 +0000"), LIT("") },
	{ LIT("22 Nov 2026 01:60:03 +0000"), LIT("") },
	{ LIT("22 Nov 2026 01:02:61 +0000"), LIT("") },
	{ LIT("22 Nov 2026 01: +0000"), LIT("") },
	{ LIT("22 Nov 20260 01:02:03 +0000"), LIT("") },
	{ LIT("22 Nov 99999999999999999999 01:02:03 +0000"), LIT("") },
	{ LIT("99999999999999999999 Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("22 Nov 2026 99999999999999999999:02:03 +0000"), LIT("") },
	{ LIT("a b c d e f g h i j 22 Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("22\0Nov 2026 01:02:03 +0000"), LIT("") },
	{ LIT("22 Nov\2402026 01:02:03"), LIT("") },
};

static void
check_cases(void)
{
	char room[24];

	for (size_t i = 0; i < RT_COUNT(cases); i++) {
		struct rt_buf b = { .p = room, .cap = sizeof room };
		int64_t t = rt_date_parse(at_the_edge(cases[i].in));
		rt_buf_time(&b, t);
		CHECK_CASE(rt_str_eq(rt_buf_view(&b), cases[i].want), cases[i].in.p);
		CHECK_CASE((t == RT_TIME_NONE) == !cases[i].want.n, cases[i].in.p);
	}
	CHECK(rt_date_parse((rt_str){ 0 }) == RT_TIME_NONE);
}

/* Every front of a good date, and every one with a byte damaged, does no harm. */
static void
check_damage(void)
{
	static const char *const whole[] = { "Sun, 22 Nov 2026 01:02:03 +0100 (CET)",
		"2026-11-22T01:02:03.987654+01:00", "Sun Nov 22 01:02:03 EST 2026" };
	static const char bytes[] = { '\0', ' ', ',', ':', '-', '+', '0', '9', 'x', '\xff', '(' };
	char room[64];

	for (size_t i = 0; i < RT_COUNT(whole); i++) {
		size_t n = strlen(whole[i]);
		for (size_t k = 0; k <= n; k++)
			(void)rt_date_parse(at_the_edge((rt_str){ whole[i], k }));
		for (size_t k = 0; k < n * RT_COUNT(bytes); k++) {
			memcpy(room, whole[i], n);
			room[k / RT_COUNT(bytes)] = bytes[k % RT_COUNT(bytes)];
			int64_t t = rt_date_parse(at_the_edge((rt_str){ room, n }));
			CHECK_CASE(t == RT_TIME_NONE || (t > -62167305600 && t < 253402387200),
				whole[i]);
		}
	}
}

static void
check_large(void)
{
	static const char *const pieces[] = { " ", "0", "1 ", ":", "1:", "1:1 ", "-", "2026-", ",",
		"Nov ", "a", "(" };

	for (size_t i = 0; i < RT_COUNT(pieces); i++)
		CHECK_CASE(rt_date_parse(repeated(pieces[i], 1 << 20)) == RT_TIME_NONE, pieces[i]);
}

int
main(void)
{
	check_cases();
	check_damage();
	check_large();
	return rt_done();
}
